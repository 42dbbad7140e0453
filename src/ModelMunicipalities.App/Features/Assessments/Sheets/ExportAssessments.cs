using MediatR;
using Microsoft.EntityFrameworkCore;
using ModelMunicipalities.App.Data;
using ModelMunicipalities.App.Platform;
using ModelMunicipalities.Domain;
using ModelMunicipalities.Domain.Assessments;

namespace ModelMunicipalities.App.Features.Assessments;

/// <summary>
/// Everything that a cohort has submitted, as a file: CSV in the columns that an import takes, or a workbook with the
/// printed checklist of each organisation on a sheet of its own.
/// </summary>
public static class ExportAssessments
{
    public sealed record Query(string Cohort) : IUse<View>, IRequireCoordinator;

    public sealed record View(string Cohort, string CohortName, IReadOnlyList<Checklist> Checklists);

    internal sealed class Handler(AppDb db, InstrumentCatalogue instruments) : IRequestHandler<Query, Outcome<View>>
    {
        public async Task<Outcome<View>> Handle(Query request, CancellationToken ct)
        {
            var cohort = await db
                .Cohorts.Include(c => c.Occasions)
                .AsNoTracking()
                .SingleOrDefaultAsync(c => c.Slug == request.Cohort, ct);
            return cohort is null
                ? Refusal.NotFound()
                : new View(
                    cohort.Slug,
                    cohort.Name,
                    await Checklist.LoadAsync(
                        db,
                        cohort,
                        instruments[cohort.Instrument],
                        db.Organisations.Where(o =>
                            db.Participations.Any(p => p.CohortId == cohort.Id && p.OrganisationId == o.Id)
                        ),
                        ct
                    )
                );
        }
    }

    public static void Map(IEndpointRouteBuilder cohort) =>
        cohort
            .MapGet(
                "/assessments.{format:regex(^(csv|xlsx)$)}",
                async (string cohort, Choice<SheetFormat> format, IMediator mediator, Show show, CancellationToken ct) =>
                    (await mediator.Send(new Query(cohort), ct)).Answer(show, view => File(view, format.Value, show))
            )
            .WithTags("Assessments")
            .WithSummary(
                "All submitted answers of the cohort: CSV in the columns that an import takes, or XLSX with a sheet for each organisation. For the coordinator."
            )
            .Produces<byte[]>(StatusCodes.Status200OK, Sheets.CsvType, Sheets.XlsxType);

    /// <summary>The same file on the portal, by its cookie.</summary>
    public static void MapPortal(IEndpointRouteBuilder portal) =>
        portal
            .MapGet(
                Links.CohortExport("{network}", "{cohort}", "{format:regex(^(csv|xlsx)$)}"),
                async (
                    string cohort,
                    Choice<SheetFormat> format,
                    HttpContext http,
                    IMediator mediator,
                    Show show,
                    CancellationToken ct
                ) => (await mediator.Send(new Query(cohort), ct)).AnswerPage(http, view => File(view, format.Value, show))
            )
            .ExcludeFromDescription();

    private static IResult File(View view, SheetFormat format, Show show)
    {
        IReadOnlyList<Sheet> sheets =
            format == SheetFormat.Csv || view.Checklists.Count == 0
                ? [AnswerSheet.Write(view.CohortName, view.Checklists)]
                : [.. view.Checklists.Select(c => c.ToSheet(show))];
        return Sheets.File(sheets, format, view.Cohort, show);
    }
}
