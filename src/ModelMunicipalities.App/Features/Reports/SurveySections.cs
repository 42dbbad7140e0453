using ModelMunicipalities.App.Features.Surveys;
using ModelMunicipalities.App.Platform;
using ModelMunicipalities.App.Resources;
using ModelMunicipalities.Domain.Surveys;
using static ModelMunicipalities.App.Features.Reports.ReportParts;

namespace ModelMunicipalities.App.Features.Reports;

/// <summary>
/// What surveys came to: response rates first, then each question over the occasions, with both sorts of change.
/// </summary>
internal static class SurveySections
{
    /// <param name="surveys">As those who read the report may be shown them.</param>
    /// <param name="show">Writes.</param>
    public static IEnumerable<Section> Of(IEnumerable<SurveyResults.One> surveys, Show show) =>
        surveys.Where(s => s.IsCounted).GroupBy(s => s.Form.Key).Select(form => Of([.. form], show));

    private static Section Of(IReadOnlyList<SurveyResults.One> rounds, Show show)
    {
        var form = rounds[0].Form;
        var title = Texts.ReportSurvey(show.Text(form.Title));
        var low = rounds.Where(r => r.HasLowRate).ToList();
        var turned = form.Questions.Where(q => rounds[^1].Of(q.Key)?.IsOfWhoAnswered == true).ToList();
        return Section(
            title,
            [
                low.Count == 0
                    ? null
                    : Block.ToNotice(
                        Texts.LowRate(Show.List(low.Select(r => $"{Show.Occasion(r.Occasion)} ({Show.Percent(r.Rate)})")))
                    ),
                turned.Count == 0
                    ? null
                    : Block.ToNotice(Texts.ReportSurveyTurned(Show.List(turned.Select(q => $"”{show.Text(q.Text)}”")))),
                new DataTable(
                    Texts.ReportSurveyRates(show.Text(form.Title)),
                    [
                        Column.Words(Texts.ReportOccasion),
                        new Column(Texts.ReportAsked),
                        new Column(Texts.PersonsAnswered),
                        new Column(Texts.ResponseRate),
                    ],
                    rounds.Select(r => (IReadOnlyList<Cell>)[Show.Occasion(r.Occasion), r.Invited, r.Answered, Percent(r.Rate)])
                ),
                .. form.Sections.Select(s => Scales(s, rounds, show)),
                Choices(form, rounds[^1], show),
                Themes(form, rounds[^1], show),
            ]
        );
    }

    private static Block? Scales(SurveySection section, IReadOnlyList<SurveyResults.One> rounds, Show show)
    {
        var questions = section
            .Questions.Where(q => q.Kind == SurveyQuestionKind.Scale && rounds.Any(r => r.Of(q.Key)?.Mean is not null))
            .ToList();
        var (last, before) = (rounds[^1], rounds.FirstOrDefault(r => r.Id == rounds[^1].Before?.Id));
        return questions.Count == 0
            ? null
            : new DataTable(
                show.Text(section.Title),
                [
                    Column.Words(Texts.ReportQuestion),
                    .. rounds.Select(r => Occasion(r.Occasion)),
                    .. before is null ? Array.Empty<Column>() : Changes(before.Occasion, last.Occasion),
                ],
                questions.Select(q =>
                    (IReadOnlyList<Cell>)
                        [
                            show.Text(q.Text),
                            .. rounds.Select(r =>
                                r.Of(q.Key) is { Mean: { } mean, N: { } n }
                                    ? Mean(mean) with
                                    {
                                        Text = $"{Show.Mean(mean, 2)} (n {n})",
                                    }
                                    : (Cell)"–"
                            ),
                            .. before is null
                                ? Array.Empty<Cell>()
                                :
                                [
                                    Change(last.Of(q.Key)?.Change),
                                    last.Of(q.Key) is { ChangeBoth: { } both, NBoth: { } n }
                                        ? Change(both) with
                                        {
                                            Text = $"{Show.Change(both, 2)} (n {n})",
                                        }
                                        : "–",
                                ],
                        ]
                )
            );
    }

    private static Block? Choices(SurveyForm form, SurveyResults.One last, Show show)
    {
        var rows =
            from q in form.Questions
            where q.Kind is SurveyQuestionKind.Single or SurveyQuestionKind.Multiple
            let figures = last.Of(q.Key)
            where figures is { N: > 0, Distribution: not null }
            from c in q.Choices
            let count = figures.Distribution!.GetValueOrDefault(c.Value)
            select (IReadOnlyList<Cell>)[show.Text(q.Text), show.Text(c.Label), count, Percent((double)count / figures.N!.Value)];
        var all = rows.ToList();
        return all.Count == 0
            ? null
            : new DataTable(
                Texts.ReportSurveyChoices(Show.Occasion(last.Occasion)),
                [
                    Column.Words(Texts.ReportQuestion),
                    Column.Words(Texts.ReportAnswer),
                    new Column(Texts.ReportCount),
                    new Column(Texts.ReportShare),
                ],
                all
            );
    }

    private static Block? Themes(SurveyForm form, SurveyResults.One last, Show show) =>
        last.Themes.Count == 0
            ? null
            : new DataTable(
                Texts.ReportSurveyThemes(Show.Occasion(last.Occasion)),
                [Column.Words(Texts.ReportQuestion), Column.Words(Texts.ReportTheme), new Column(Texts.ReportCount)],
                last.Themes.Select(t => (IReadOnlyList<Cell>)[show.Text(form.Question(t.Question)!.Text), t.Name, t.Count])
            );
}
