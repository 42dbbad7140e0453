using MediatR;
using Microsoft.EntityFrameworkCore;
using ModelMunicipalities.App.Data;
using ModelMunicipalities.App.Features.Cohorts;
using ModelMunicipalities.App.Platform;
using ModelMunicipalities.App.Tenancy;
using ModelMunicipalities.Domain;
using ModelMunicipalities.Domain.Assessments;

namespace ModelMunicipalities.App.Features.Assessments;

/// <summary>An organisation's submitted answers as a file to keep or print, as much of them as the caller may see.</summary>
public static class ExportChecklist
{
    public sealed record Query(string Cohort, string Organisation) : IUse<Checklist>, IRequireMember;

    internal sealed class Handler(AppDb db, Caller caller, InstrumentCatalogue instruments)
        : IRequestHandler<Query, Outcome<Checklist>>
    {
        public async Task<Outcome<Checklist>> Handle(Query request, CancellationToken ct)
        {
            var cohort = await db
                .Cohorts.Include(c => c.Occasions)
                .AsNoTracking()
                .SingleOrDefaultAsync(c => c.Slug == request.Cohort, ct);
            var at = cohort is null
                ? null
                : await (
                    from p in db.Participations
                    where p.CohortId == cohort.Id
                    join o in db.Organisations on p.OrganisationId equals o.Id
                    where o.Slug == request.Organisation
                    select new { o.Id, p.GroupId }
                ).SingleOrDefaultAsync(ct);
            if (cohort is null || at is null)
            {
                return Refusal.NotFound();
            }

            var all = caller.FunctionsAt(request.Organisation).Count > 0 || caller.IsCoordinator;
            if (!all && !await Groups.ShareAsync(db, caller, cohort.Id, at.GroupId, ct))
            {
                return Refusal.Forbidden("NotYours");
            }

            var checklist = (
                await Checklist.LoadAsync(
                    db,
                    cohort,
                    instruments[cohort.Instrument],
                    db.Organisations.Where(o => o.Id == at.Id),
                    ct
                )
            )[0];
            return all ? checklist : checklist.Shared();
        }
    }

    public static void Map(IEndpointRouteBuilder cohort) =>
        cohort
            .MapGet(
                "/organisations/{organisation}/checklist.{format:regex(^(csv|xlsx)$)}",
                async (
                    string cohort,
                    string organisation,
                    Choice<SheetFormat> format,
                    IMediator mediator,
                    Show show,
                    CancellationToken ct
                ) => (await mediator.Send(new Query(cohort, organisation), ct)).Answer(show, c => File(c, format.Value, show))
            )
            .WithTags("Assessments")
            .WithSummary("An organisation's submitted answers in the layout of the printed checklist, as CSV or XLSX.")
            .Produces<byte[]>(StatusCodes.Status200OK, Sheets.CsvType, Sheets.XlsxType);

    /// <summary>The same file on the portal, by its cookie.</summary>
    public static void MapPortal(IEndpointRouteBuilder portal) =>
        portal
            .MapGet(
                Links.ChecklistExport("{network}", "{cohort}", "{organisation}", "{format:regex(^(csv|xlsx)$)}"),
                async (
                    string cohort,
                    string organisation,
                    Choice<SheetFormat> format,
                    HttpContext http,
                    IMediator mediator,
                    Show show,
                    CancellationToken ct
                ) => (await mediator.Send(new Query(cohort, organisation), ct)).AnswerPage(http, c => File(c, format.Value, show))
            )
            .ExcludeFromDescription();

    private static IResult File(Checklist checklist, SheetFormat format, Show show) =>
        Sheets.File([checklist.ToSheet(show)], format, $"{checklist.Organisation}-{checklist.Cohort}", show);
}
