using System.Globalization;
using ModelMunicipalities.App.Platform;
using ModelMunicipalities.App.Resources;
using ModelMunicipalities.Domain.Assessments;
using ModelMunicipalities.Domain.Cohorts;
using ModelMunicipalities.Domain.Meetings;
using static ModelMunicipalities.App.Features.Reports.ReportParts;

namespace ModelMunicipalities.App.Features.Reports;

/// <summary>
/// One organisation's way through a cohort, for its own board: scores, what remains, improvements, meetings, group.
/// </summary>
internal static class MunicipalityReport
{
    public static Document Write(CohortFacts facts, Part part, string network, Show show)
    {
        var scored = facts.Of(part);
        var instrument = facts.Instrument;
        var last = scored.Count > 0 ? scored[^1].Profile : null;
        var mine = facts.Improvements.Where(i => i.OrganisationId == part.OrganisationId).ToList();
        return Make(
            show,
            Texts.ReportMunicipalityTitle(part.Name, facts.Cohort.Name),
            $"{network} · {part.Role.Name()}",
            facts.Now,
            Lede(instrument, scored),
            [
                last is null ? null : new(Show.Whole(last.Sum), Texts.ReportOwnSumFigure(instrument.HighestSum)),
                scored.Count > 1
                    ? new(
                        Show.Change(last!.Sum - scored[0].Profile.Sum, 0),
                        Texts.ReportSinceFigure(Show.Occasion(scored[0].Occasion))
                    )
                    : null,
                last is null
                    ? null
                    : new(
                        Show.Whole(last.Scores.Count(s => s == instrument.Scale.Highest)),
                        Texts.ReportHighestFigure(instrument.Scale.Highest)
                    ),
                new(Show.Whole(mine.Count(i => i.IsOpen)), Texts.ReportOpenFigure),
            ],
            [
                Scores(facts, scored, show),
                Remaining(instrument, last, show),
                ImprovementList(facts, [part], withOrganisation: false),
                MeetingsHeld(facts, facts.Meetings.Where(m => m.GroupId is null || m.GroupId == part.GroupId), show),
                Group(facts, part),
            ],
            [
                Texts.ReportOwnNote,
                scored.Count == 0 ? null : Texts.ReportComparedNote(facts.MinimumCell),
                instrument.Status is null ? null : Texts.SelfDeclared,
                Invented(facts.Cohort),
            ]
        );
    }

    private static string Lede(Instrument instrument, IReadOnlyList<(string Occasion, Profile Profile)> scored)
    {
        if (scored is not [.., var last])
        {
            return Texts.ReportNothingScored;
        }

        var sum =
            scored.Count == 1
                ? Texts.ReportSumAt(last.Profile.Sum, instrument.HighestSum, Show.Occasion(last.Occasion))
                : Texts.ReportSumSince(
                    last.Profile.Sum,
                    instrument.HighestSum,
                    Show.Occasion(last.Occasion),
                    Show.Change(last.Profile.Sum - scored[0].Profile.Sum, 0),
                    Show.Occasion(scored[0].Occasion)
                );
        return instrument.Status is not { } rule
            ? sum
            : $"{sum} {(rule.IsMetBy(last.Profile.Scores) ? Texts.ReportIsModel : Texts.ReportIsNotModel)}";
    }

    /// <summary>Each step at each occasion, beside the mean of all where enough have answered.</summary>
    private static Section? Scores(CohortFacts facts, IReadOnlyList<(string Occasion, Profile Profile)> scored, Show show)
    {
        if (scored.Count == 0)
        {
            return null;
        }

        var instrument = facts.Instrument;
        var mean = facts.Organisations.Shown is [.., var shown] ? shown : null;
        return Section(
            Texts.ReportScores,
            scored.Count < 2
                ? null
                : new Chart(
                    ReportCharts.Sums([.. scored.Select(s => (Show.Occasion(s.Occasion), s.Profile.Sum))], instrument.HighestSum),
                    Texts.ReportSumsAlt(
                        instrument.HighestSum,
                        Show.List(scored.Select(s => $"{Show.Occasion(s.Occasion)} {s.Profile.Sum}"))
                    ),
                    Texts.ReportSumsCaption(instrument.HighestSum)
                ),
            new DataTable(
                Texts.ReportScoresCaption,
                [
                    Column.Words(Texts.Step),
                    .. scored.Select(s => Occasion(s.Occasion)),
                    .. mean is null ? Array.Empty<Column>() : [new Column(Texts.ReportMeanAt(Show.Occasion(mean.Key)))],
                ],
                [
                    .. instrument.Steps.Select(step =>
                        (IReadOnlyList<Cell>)
                            [
                                Step(step, show),
                                .. scored.Select(s => Score(instrument, s.Profile[step.Number])),
                                .. mean is null
                                    ? Array.Empty<Cell>()
                                    : [Mean(facts.Organisations.Cell(step.Number, mean.Key).Mean, 1)],
                            ]
                    ),
                ],
                [
                    [Texts.Sum, .. scored.Select(s => (Cell)s.Profile.Sum), .. mean is null ? Array.Empty<Cell>() : [""]],
                ]
            )
        );
    }

    private static Section? Remaining(Instrument instrument, Profile? last, Show show)
    {
        if (last is null || instrument.Status is not { } rule || rule.IsMetBy(last.Scores))
        {
            return null;
        }

        var remaining = rule.WhatRemains(last.Scores);
        return Section(
            Texts.ReportRemains,
            Texts.ReportRemainsWhat(remaining.Steps.Count),
            new DataTable(
                Texts.ReportRemainsCaption,
                [Column.Words(Texts.Step), new Column(Texts.ReportNow), new Column(Texts.ReportNeeded)],
                remaining.Steps.Select(r =>
                    (IReadOnlyList<Cell>)
                        [Step(instrument.Step(r.Step)!, show), Score(instrument, r.From), Score(instrument, r.To)]
                )
            )
        );
    }

    private static Section? Group(CohortFacts facts, Part part)
    {
        var others = part.GroupId is null
            ? []
            : facts.Parts.Where(p => p.GroupId == part.GroupId && !p.HasLeft && p.OrganisationId != part.OrganisationId).ToList();
        return others.Count == 0
            ? null
            : Section(
                Texts.ReportGroup(part.Group!),
                new DataTable(
                    Texts.ReportGroupCaption,
                    [
                        Column.Words(Texts.CohortRoleHead),
                        Column.Words(Texts.ReportPart),
                        new Column(Texts.Sum),
                        Column.Words(Texts.ReportOccasion),
                    ],
                    others.Select(o =>
                    {
                        var scored = facts.Of(o);
                        return (IReadOnlyList<Cell>)
                            [
                                o.Name,
                                o.Role.Name(),
                                scored.Count == 0 ? "–" : scored[^1].Profile.Sum,
                                scored.Count == 0 ? "–" : Show.Occasion(scored[^1].Occasion),
                            ];
                    })
                )
            );
    }
}
