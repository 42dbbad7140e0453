using System.Globalization;
using ModelMunicipalities.App.Features.Assessments;
using ModelMunicipalities.App.Features.Improvements;
using ModelMunicipalities.App.Platform;
using ModelMunicipalities.App.Resources;
using ModelMunicipalities.Domain.Assessments;
using ModelMunicipalities.Domain.Cohorts;
using ModelMunicipalities.Domain.Improvements;
using ModelMunicipalities.Domain.Meetings;

namespace ModelMunicipalities.App.Features.Reports;

/// <summary>The parts that several reports have in common, in the language that is set.</summary>
internal static class ReportParts
{
    /// <summary>A document with the words that all have.</summary>
    public static Document Make(
        Show show,
        string title,
        string context,
        DateTimeOffset at,
        string lede,
        IEnumerable<KeyFigure?> figures,
        IEnumerable<Section?> sections,
        IEnumerable<string?> notes
    ) =>
        new(
            title,
            context,
            show.Language,
            show.Date(at),
            lede,
            [.. figures.OfType<KeyFigure>()],
            [.. sections.OfType<Section>().Where(s => s.Blocks.Count > 0)],
            [.. notes.Where(n => n is not null).Select(n => n!)],
            new DocumentWords(
                Texts.ReportPageOf("{0}", "{1}"),
                Texts.ReportContents,
                Texts.ReportDataFrom,
                Texts.ReportNotes,
                Texts.ReportMadeBy
            )
        );

    public static Section Section(string heading, params Block?[] blocks) => new(heading, [.. blocks.OfType<Block>()]);

    public static Cell Mean(double? mean, int decimals = 2) =>
        new(Show.Mean(mean, decimals), mean is { } m ? Math.Round(m, decimals, MidpointRounding.AwayFromZero) : null);

    public static Cell Change(double? change, int decimals = 2) =>
        new(Show.Change(change, decimals), change is { } c ? Math.Round(c, decimals, MidpointRounding.AwayFromZero) : null);

    public static Cell Percent(double? share) => new(Show.Percent(share), share is { } s ? Math.Round(s, 4) : null);

    public static Cell Score(Instrument instrument, int? score) =>
        score is { } s ? new Cell(s.ToString(CultureInfo.CurrentCulture), s, instrument.Scale.Percent(s)) : "–";

    /// <summary>An occasion's name as a heading that is not broken.</summary>
    public static Column Occasion(string key) => new(Show.Occasion(key).Replace(' ', '\u00A0'));

    /// <summary>The heads of both sorts of change, which name the two occasions that they are between.</summary>
    public static Column[] Changes(string before, string after)
    {
        var (from, to) = (Show.Occasion(before), Show.Occasion(after));
        return [new Column(Texts.ChangeBetween(from, to)), new Column(Texts.ChangeBothBetween(from, to))];
    }

    public static string Step(InstrumentStep step, Show show) => $"{step.Number} {show.Text(step.Short)}";

    /// <summary>
    /// The means of each step, with n, rates and both sorts of change, like Table 1 of [002]; null while too few have answered.
    /// </summary>
    public static Section? Checklist(CohortFacts facts, ViewBenchmark.View view, string heading, Show show)
    {
        var shown = view.Shown;
        if (shown.Count == 0)
        {
            return null;
        }

        var (instrument, first, last) = (facts.Instrument, shown[0], shown[^1]);
        var period = view.Period;
        var persons = view.Basis == Basis.Respondents;
        var table = new DataTable(
            heading,
            [
                Column.Words(Texts.Step),
                .. shown.Select(o => Occasion(o.Key)),
                .. period is { } p ? Changes(p.Before.Key, p.After.Key) : Array.Empty<Column>(),
            ],
            [
                .. instrument.Steps.Select(step =>
                    (IReadOnlyList<Cell>)
                        [
                            Step(step, show),
                            .. shown.Select(o => WithN(view.Cell(step.Number, o.Key), o)),
                            .. period is { After: var after }
                                ? [Change(view.Cell(step.Number, after.Key).Change), Both(view.Cell(step.Number, after.Key))]
                                : Array.Empty<Cell>(),
                        ]
                ),
            ],
            [
                [
                    persons ? Texts.PersonsAnswered : Texts.OrganisationsAnswered,
                    .. shown.Select(o => (Cell)o.Answered),
                    .. Blank(period is null ? 0 : 2),
                ],
                [Texts.ResponseRate, .. shown.Select(o => Percent(o.Rate)), .. Blank(period is null ? 0 : 2)],
            ]
        );
        var low = shown.Where(o => o.HasLowRate).ToList();
        return Section(
            heading,
            low.Count == 0
                ? null
                : Block.ToNotice(Texts.LowRate(Show.List(low.Select(o => $"{Show.Occasion(o.Key)} ({Show.Percent(o.Rate)})")))),
            table,
            period is null ? null : Texts.ChangesExplained,
            ChangeChart(instrument, view, first, last, show)
        );
    }

    /// <summary>How the answers to each step spread at the last occasion shown.</summary>
    public static Section? Distribution(CohortFacts facts, ViewBenchmark.View view, Show show)
    {
        if (view.Shown is not [.., var last])
        {
            return null;
        }

        var instrument = facts.Instrument;
        var heading = Texts.DistributionHead(Show.Occasion(last.Key));
        var rows = instrument
            .Steps.Select(s => (Step: s, Counts: view.Cell(s.Number, last.Key).Distribution))
            .Where(r => r.Counts is not null)
            .ToList();
        return Section(
            heading,
            new Chart(
                ReportCharts.Distribution(instrument, rows.ConvertAll(r => (Step(r.Step, show), r.Counts!)), l =>
                    show.Text(l.Label)
                ),
                Texts.ReportDistributionAlt(
                    Show.Occasion(last.Key),
                    string.Join(
                        "; ",
                        rows.Select(r => $"{r.Step.Number}: {string.Join(", ", r.Counts!.Select(c => $"{c.Value} × {c.Key}"))}")
                    )
                ),
                heading
            ),
            new DataTable(
                heading,
                [Column.Words(Texts.Step), .. instrument.Scale.Levels.Select(l => new Column($"{l.Value} {show.Text(l.Label)}"))],
                rows.Select(r =>
                    (IReadOnlyList<Cell>)
                        [Step(r.Step, show), .. instrument.Scale.Levels.Select(l => (Cell)r.Counts!.GetValueOrDefault(l.Value))]
                )
            )
        );
    }

    /// <summary>Organisation × step at an occasion: for who may see each organisation's scores.</summary>
    public static Section HeatMap(CohortFacts facts, IReadOnlyList<Part> parts, string occasion, Show show)
    {
        var instrument = facts.Instrument;
        var rows = parts
            .Where(p => facts.Profiles.ContainsKey((p.OrganisationId, occasion)))
            .Select(p => (p.Name, Profile: facts.Profiles[(p.OrganisationId, occasion)]))
            .ToList();
        var heading = Texts.ReportHeatHead(Show.Occasion(occasion));
        return Section(
            heading,
            Texts.ReportHeatWhat(Show.List(instrument.Scale.Levels.Select(l => $"{l.Value} = {show.Text(l.Label)}"))),
            new DataTable(
                heading,
                [
                    Column.Words(Texts.CohortRoleHead),
                    .. instrument.Steps.Select(s => new Column(s.Number.ToString(CultureInfo.CurrentCulture), Narrow: true)),
                    new Column(Texts.Sum),
                ],
                [
                    .. rows.Select(r =>
                        (IReadOnlyList<Cell>)
                            [r.Name, .. instrument.Steps.Select(s => Score(instrument, r.Profile[s.Number])), r.Profile.Sum]
                    ),
                ],
                []
            )
        );
    }

    /// <summary>What has been met: each form of meeting with how many are held, to come and cancelled.</summary>
    public static Section? MeetingsHeld(CohortFacts facts, IEnumerable<Meeting> meetings, Show show)
    {
        var forms = meetings.GroupBy(m => m.Form).ToList();
        return forms.Count == 0
            ? null
            : Section(
                Texts.MenuMeetings,
                new DataTable(
                    Texts.ReportMeetingsCaption,
                    [
                        Column.Words(Texts.ReportMeeting),
                        new Column(Texts.ReportHeld),
                        new Column(Texts.ReportHeldDigitally),
                        new Column(Texts.ReportToCome),
                        new Column(Texts.ReportCancelled),
                    ],
                    forms.Select(f =>
                        (IReadOnlyList<Cell>)
                            [
                                show.Meeting(f.Key),
                                f.Count(m => m.IsHeld(facts.Now)),
                                f.Count(m => m.IsHeld(facts.Now) && m.Mode is MeetingMode.Digital or MeetingMode.Hybrid),
                                f.Count(m => m.Status != MeetingStatus.Cancelled && !m.IsHeld(facts.Now)),
                                f.Count(m => m.Status == MeetingStatus.Cancelled),
                            ]
                    )
                )
            );
    }

    /// <summary>Improvements one by one: for who may see those of each organisation.</summary>
    public static Section? ImprovementList(CohortFacts facts, IReadOnlyList<Part> parts, bool withOrganisation)
    {
        var names = parts.ToDictionary(p => p.OrganisationId, p => p.Name);
        var improvements = facts
            .Improvements.Where(i => names.ContainsKey(i.OrganisationId))
            .OrderBy(i => names[i.OrganisationId], NameOrder.Swedish)
            .ThenBy(i => i.Status)
            .ThenBy(i => i.DueOn)
            .ToList();
        return improvements.Count == 0
            ? null
            : Section(
                Texts.MenuImprovements,
                new DataTable(
                    Texts.ReportImprovementsCaption,
                    [
                        .. withOrganisation ? [Column.Words(Texts.CohortRoleHead)] : Array.Empty<Column>(),
                        Column.Words(Texts.ImprovementTitle),
                        Column.Words(Texts.ImprovementSteps),
                        Column.Words(Texts.StateHead),
                        Column.Words(Texts.ImprovementDue),
                    ],
                    improvements.Select(i =>
                        (IReadOnlyList<Cell>)
                            [
                                .. withOrganisation ? [(Cell)names[i.OrganisationId]] : Array.Empty<Cell>(),
                                i.Title,
                                string.Join(", ", i.Steps),
                                i.IsOverdue(facts.Today)
                                    ? $"{i.Status.Name()}, {ImprovementFlag.Overdue.Name().ToLower(CultureInfo.CurrentCulture)}"
                                    : i.Status.Name(),
                                i.DueOn is { } due ? Show.Date(due) : "–",
                            ]
                    )
                )
            );
    }

    public static string? Invented(Cohort cohort) =>
        cohort.Invention == Invention.None ? null : TextsExtensions.Named("Invention_" + cohort.Invention);

    private static Chart? ChangeChart(
        Instrument instrument,
        ViewBenchmark.View view,
        OccasionCount first,
        OccasionCount last,
        Show show
    )
    {
        var rows = instrument
            .Steps.Select(s =>
                (
                    Step: s,
                    Before: first == last ? null : view.Cell(s.Number, first.Key).Mean,
                    After: view.Cell(s.Number, last.Key).Mean
                )
            )
            .Where(r => r.After is not null)
            .ToList();
        var caption =
            first == last
                ? Texts.ReportMeansChart(Show.Occasion(last.Key))
                : Texts.ReportChangeChart(Show.Occasion(first.Key), Show.Occasion(last.Key));
        return rows.Count == 0
            ? null
            : new Chart(
                ReportCharts.Change(
                    instrument,
                    rows.ConvertAll(r => (Step(r.Step, show), r.Before, r.After!.Value)),
                    first == last ? "" : Show.Occasion(first.Key),
                    Show.Occasion(last.Key)
                ),
                $"{caption}: {string.Join("; ", rows.Select(r => $"{r.Step.Number}: {(r.Before is null ? "" : Show.Mean(r.Before, 2) + " → ")}{Show.Mean(r.After, 2)}"))}",
                caption
            );
    }

    private static Cell WithN(BenchmarkCell cell, OccasionCount occasion) =>
        cell.N is { } n && n != occasion.Answered
            ? Mean(cell.Mean) with
            {
                Text = $"{Show.Mean(cell.Mean, 2)} (n {n})",
            }
            : Mean(cell.Mean);

    private static Cell Both(BenchmarkCell cell) =>
        cell.NBoth is { } n ? Change(cell.ChangeBoth) with { Text = $"{Show.Change(cell.ChangeBoth, 2)} (n {n})" } : "–";

    private static IEnumerable<Cell> Blank(int count) => Enumerable.Repeat((Cell)"", count);
}
