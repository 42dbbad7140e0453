using MediatR;
using ModelMunicipalities.App.Platform;
using ModelMunicipalities.App.Resources;

namespace ModelMunicipalities.App.Features.Improvements;

/// <summary>The improvements that <see cref="ListImprovements"/> gives the caller, all of them, as a file.</summary>
public static class ExportImprovements
{
    private const string Format = "{format:regex(^(csv|xlsx)$)}";

    public static void Map(IEndpointRouteBuilder cohort)
    {
        cohort
            .MapGet(
                $"/improvements.{Format}",
                async (string cohort, Choice<SheetFormat> format, IMediator mediator, Show show, CancellationToken ct) =>
                    (await mediator.Send(new ListImprovements.Query(cohort, null), ct)).Answer(show, view =>
                        File(view, format.Value, show)
                    )
            )
            .WithTags("Improvements")
            .WithSummary("The improvements of a cohort that the caller may see, as CSV or XLSX.")
            .Produces<byte[]>(StatusCodes.Status200OK, Sheets.CsvType, Sheets.XlsxType);
        cohort
            .MapGet(
                $"/organisations/{{organisation}}/improvements.{Format}",
                async (
                    string cohort,
                    string organisation,
                    Choice<SheetFormat> format,
                    IMediator mediator,
                    Show show,
                    CancellationToken ct
                ) =>
                    (await mediator.Send(new ListImprovements.Query(cohort, organisation), ct)).Answer(show, view =>
                        File(view, format.Value, show)
                    )
            )
            .WithTags("Improvements")
            .WithName("exportOrganisationImprovements")
            .WithSummary("The improvements of an organisation as CSV or XLSX. For itself, its group and the coordinator.")
            .Produces<byte[]>(StatusCodes.Status200OK, Sheets.CsvType, Sheets.XlsxType);
    }

    /// <summary>The same files on the portal, by its cookie.</summary>
    public static void MapPortal(IEndpointRouteBuilder portal)
    {
        portal
            .MapGet(
                Links.CohortImprovementsExport("{network}", "{cohort}", Format),
                async (
                    string cohort,
                    Choice<SheetFormat> format,
                    HttpContext http,
                    IMediator mediator,
                    Show show,
                    CancellationToken ct
                ) =>
                    (await mediator.Send(new ListImprovements.Query(cohort, null), ct)).AnswerPage(http, view =>
                        File(view, format.Value, show)
                    )
            )
            .ExcludeFromDescription();
        portal
            .MapGet(
                Links.ImprovementsExport("{network}", "{cohort}", "{organisation}", Format),
                async (
                    string cohort,
                    string organisation,
                    Choice<SheetFormat> format,
                    HttpContext http,
                    IMediator mediator,
                    Show show,
                    CancellationToken ct
                ) =>
                    (await mediator.Send(new ListImprovements.Query(cohort, organisation), ct)).AnswerPage(http, view =>
                        File(view, format.Value, show)
                    )
            )
            .ExcludeFromDescription();
    }

    private static IResult File(ListImprovements.View view, SheetFormat format, Show show)
    {
        List<IReadOnlyList<object?>> rows =
        [
            [
                Texts.OrganisationHead,
                Texts.ImprovementTitle,
                Texts.ImprovementAim,
                Texts.ImprovementSteps,
                Texts.ImprovementOwner,
                Texts.StateHead,
                Texts.ImprovementStarts,
                Texts.ImprovementDue,
                ImprovementFlag.Overdue.Name(),
                ImprovementFlag.Untouched.Name(),
                Texts.ImprovementCycles,
                Texts.ImprovementTouched,
                Texts.ImprovementEnded,
            ],
            .. view.Items.Select(i =>
                (IReadOnlyList<object?>)
                    [
                        i.OrganisationName,
                        i.Title,
                        i.Aim,
                        i.Steps is [var only] ? only : string.Join(", ", i.Steps),
                        i.Owner,
                        i.Status.Name(),
                        i.StartsOn?.ToString("O", System.Globalization.CultureInfo.InvariantCulture),
                        i.DueOn?.ToString("O", System.Globalization.CultureInfo.InvariantCulture),
                        i.IsOverdue ? Texts.Yes : Texts.No,
                        i.IsUntouched ? Texts.Yes : Texts.No,
                        i.CycleCount,
                        show.Iso(i.TouchedAt)[..10],
                        i.EndedAt is { } ended ? show.Iso(ended)[..10] : null,
                    ]
            ),
        ];
        var name = view.Organisation is null ? view.Cohort : $"{view.Cohort}-{view.Organisation}";
        return Sheets.File(
            [new Sheet(Texts.MenuImprovements, [28, 36, 48, 14, 24, 14, 12, 12, 10, 14, 8, 14, 14], rows)],
            format,
            $"{name}-{Texts.ImprovementsFile}",
            show
        );
    }
}
