using MediatR;
using ModelMunicipalities.App.Platform;
using ModelMunicipalities.App.Resources;
using ModelMunicipalities.Domain.Cohorts;

namespace ModelMunicipalities.App.Features.Cohorts;

/// <summary>The coordinator's list of applications as a file, a row for each organisation.</summary>
public static class ExportApplications
{
    public static void Map(IEndpointRouteBuilder cohort) =>
        cohort
            .MapGet(
                "/applications.{format:regex(^(csv|xlsx)$)}",
                async (string cohort, Choice<SheetFormat> format, IMediator mediator, Show show, CancellationToken ct) =>
                    (await mediator.Send(new ListApplications.Query(cohort), ct)).Answer(show, view =>
                        File(view, format.Value, show)
                    )
            )
            .WithTags("Applications")
            .WithSummary("The applications to the cohort as CSV or XLSX, a row for each organisation. For the coordinator.")
            .Produces<byte[]>(StatusCodes.Status200OK, Sheets.CsvType, Sheets.XlsxType);

    /// <summary>The same file on the portal, by its cookie.</summary>
    public static void MapPortal(IEndpointRouteBuilder portal) =>
        portal
            .MapGet(
                Links.ApplicationsExport("{network}", "{cohort}", "{format:regex(^(csv|xlsx)$)}"),
                async (
                    string cohort,
                    Choice<SheetFormat> format,
                    HttpContext http,
                    IMediator mediator,
                    Show show,
                    CancellationToken ct
                ) =>
                    (await mediator.Send(new ListApplications.Query(cohort), ct)).AnswerPage(http, view =>
                        File(view, format.Value, show)
                    )
            )
            .ExcludeFromDescription();

    private static IResult File(ListApplications.View view, SheetFormat format, Show show)
    {
        List<IReadOnlyList<object?>> rows =
        [
            [
                Texts.OrganisationHead,
                Texts.StateHead,
                Texts.SubmittedHead,
                Texts.CountyHead,
                Texts.PopulationHead,
                Texts.GroupHead,
                Texts.AreasHead,
                .. view.Criteria.Select(c => c.Name()),
            ],
            .. view.Items.Select(line =>
                (IReadOnlyList<object?>)
                    [
                        line.Name,
                        line.Status.Name(),
                        line.SubmittedAt is { } at ? show.Iso(at)[..10] : null,
                        line.County,
                        line.Population,
                        line.Group?.ToString(),
                        string.Join(", ", line.Focus.Select(f => show.Text(FocusAreas.Find(f)!.Name))),
                        .. line.Met?.Select(m => (object?)(m ? Texts.Yes : Texts.No)) ?? view.Criteria.Select(_ => (object?)null),
                    ]
            ),
        ];
        return Sheets.File(
            [new Sheet(Texts.ApplicationsTitle(view.CohortName), [28, 16, 14, 22, 12, 8, 40, 14], rows)],
            format,
            $"{view.Cohort}-{Texts.ApplicationsFile}",
            show
        );
    }

    /// <summary>A criterion in a column's head: the cohort's own question as it is worded.</summary>
    public static string Name(this ListApplications.CriterionHead criterion) =>
        criterion.Question ?? TextsExtensions.Named("CriterionShort_" + criterion.Kind);
}
