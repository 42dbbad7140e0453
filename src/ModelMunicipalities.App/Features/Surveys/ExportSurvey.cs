using MediatR;
using ModelMunicipalities.App.Platform;
using ModelMunicipalities.App.Resources;
using ModelMunicipalities.Domain.Accounts;
using ModelMunicipalities.Domain.Surveys;

namespace ModelMunicipalities.App.Features.Surveys;

/// <summary>The figures that <see cref="ViewSurvey"/> gives, as a file.</summary>
public static class ExportSurvey
{
    private const string Format = "{format:regex(^(csv|xlsx)$)}";

    public static void Map(IEndpointRouteBuilder cohort) =>
        cohort
            .MapGet(
                $"/surveys/{{survey:int}}/results.{Format}",
                async (
                    string cohort,
                    int survey,
                    Choice<SheetFormat> format,
                    IMediator mediator,
                    Show show,
                    CancellationToken ct
                ) =>
                    (await mediator.Send(new ViewSurvey.Query(cohort, survey), ct)).Answer(show, view =>
                        File(view, format.Value, show)
                    )
            )
            .WithTags("Surveys")
            .WithSummary("A survey's figures as CSV or XLSX.")
            .Produces<byte[]>(StatusCodes.Status200OK, Sheets.CsvType, Sheets.XlsxType);

    /// <summary>The same file on the portal, by its cookie.</summary>
    public static void MapPortal(IEndpointRouteBuilder portal) =>
        portal
            .MapGet(
                Links.SurveyExport("{network}", "{cohort}", "{survey:int}", Format),
                async (
                    string cohort,
                    int survey,
                    Choice<SheetFormat> format,
                    HttpContext http,
                    IMediator mediator,
                    Show show,
                    CancellationToken ct
                ) =>
                    (await mediator.Send(new ViewSurvey.Query(cohort, survey), ct)).AnswerPage(http, view =>
                        File(view, format.Value, show)
                    )
            )
            .ExcludeFromDescription();

    private static IResult File(ViewSurvey.View view, SheetFormat format, Show show)
    {
        var survey = view.Survey;
        List<IReadOnlyList<object?>> rows =
        [
            [
                Texts.SurveyQuestionHead,
                Texts.SurveyChoiceHead,
                Texts.SurveyCountHead,
                Texts.SurveyMeanHead,
                Texts.ChangeHead,
                Texts.SurveyBothHead,
                Texts.SurveyBothCountHead,
                .. Enum.GetValues<Function>().Select(f => f.Name()),
            ],
        ];
        foreach (var figures in survey.Figures)
        {
            var question = survey.Form.Question(figures.Question)!;
            rows.Add([
                show.Text(question.Text),
                null,
                figures.N,
                Number(figures.Mean),
                Number(figures.Change),
                Number(figures.ChangeBoth),
                figures.NBoth,
                .. Enum.GetValues<Function>().Select(f => Number(figures.ByFunction.GetValueOrDefault(f)?.Mean)),
            ]);
            rows.AddRange(
                question.Choices.Select(c =>
                    (IReadOnlyList<object?>)
                        [show.Text(question.Text), show.Text(c.Label), figures.Distribution?.GetValueOrDefault(c.Value)]
                )
            );
        }

        return Sheets.File(
            [new Sheet(Show.Occasion(survey.Occasion), [60, 28, 10], rows)],
            format,
            $"{view.Cohort}-{Texts.SurveyFile}-{survey.Occasion}",
            show
        );
    }

    private static double? Number(double? value) => value is { } v ? Math.Round(v, 2, MidpointRounding.AwayFromZero) : null;
}
