using ModelMunicipalities.App.Platform;
using ModelMunicipalities.App.Resources;
using ModelMunicipalities.Domain.Cohorts;
using ModelMunicipalities.Domain.Reports;
using static ModelMunicipalities.App.Features.Reports.ReportParts;

namespace ModelMunicipalities.App.Features.Reports;

/// <summary>
/// A group side by side: for those in it, and for its mentor, who also learns on which steps the functions of each
/// participant saw differently, never who saw what.
/// </summary>
internal static class GroupReport
{
    private const int Most = 3;

    public static Document Write(CohortFacts facts, ReportKind kind, int groupId, string network, Show show)
    {
        var parts = facts.Parts.Where(p => p.GroupId == groupId && !p.HasLeft).ToList();
        var (mentor, participants) = (
            parts.Find(p => p.Role == CohortRole.Mentor),
            parts.FindAll(p => p.Role == CohortRole.Participant)
        );
        var name = parts.Count > 0 ? parts[0].Group! : "";
        var compared = kind == ReportKind.Mentor ? participants : parts;
        var last = facts.Occasions.LastOrDefault(o =>
            participants.Exists(p => facts.Profiles.ContainsKey((p.OrganisationId, o.Key)))
        );
        var open = facts
            .Improvements.Where(i => i.IsOpen && participants.Exists(p => p.OrganisationId == i.OrganisationId))
            .ToList();
        return Make(
            show,
            kind == ReportKind.Mentor
                ? Texts.ReportMentorTitle(name, facts.Cohort.Name)
                : Texts.ReportGroupTitle(name, facts.Cohort.Name),
            network,
            facts.Now,
            last is null
                ? Texts.ReportNothingScored
                : Texts.ReportGroupLede(
                    participants.Count,
                    participants.Count(p => facts.Profiles.ContainsKey((p.OrganisationId, last.Key))),
                    Show.Occasion(last.Key),
                    open.Count,
                    open.Count(i => i.IsOverdue(facts.Today))
                ),
            [
                new(Show.Whole(participants.Count), Texts.ReportParticipantsFigure),
                new(Show.Whole(facts.Meetings.Count(m => m.GroupId == groupId && m.IsHeld(facts.Now))), Texts.ReportHeldFigure),
                new(Show.Whole(open.Count), Texts.ReportOpenFigure),
            ],
            [
                Sums(facts, compared),
                last is null ? null : HeatMap(facts, compared, last.Key, show),
                kind == ReportKind.Mentor ? Lowest(facts, participants) : null,
                ImprovementList(facts, participants, withOrganisation: true),
                MeetingsHeld(facts, facts.Meetings.Where(m => m.GroupId == groupId), show),
            ],
            [
                Texts.ReportGroupNote(mentor?.Name ?? "–"),
                facts.Instrument.Status is null ? null : Texts.SelfDeclared,
                Invented(facts.Cohort),
            ]
        );
    }

    private static Section? Sums(CohortFacts facts, List<Part> parts)
    {
        var occasions = facts
            .Occasions.Where(o => parts.Exists(p => facts.Profiles.ContainsKey((p.OrganisationId, o.Key))))
            .ToList();
        return occasions.Count == 0
            ? null
            : Section(
                Texts.ReportSums,
                new DataTable(
                    Texts.ReportSumsCaption(facts.Instrument.HighestSum),
                    [Column.Words(Texts.CohortRoleHead), .. occasions.Select(o => Occasion(o.Key)), new Column(Texts.ChangeHead)],
                    parts.Select(p =>
                    {
                        var scored = facts.Of(p);
                        return (IReadOnlyList<Cell>)
                            [
                                p.Name,
                                .. occasions.Select(o =>
                                    facts.Profiles.TryGetValue((p.OrganisationId, o.Key), out var profile)
                                        ? (Cell)profile.Sum
                                        : "–"
                                ),
                                scored.Count < 2 ? "–" : Change(scored[^1].Profile.Sum - scored[0].Profile.Sum, 0),
                            ];
                    })
                )
            );
    }

    /// <summary>Where each participant stands lowest and where its functions differ most, at its last submission.</summary>
    private static Section? Lowest(CohortFacts facts, List<Part> participants)
    {
        var rows = participants
            .Where(p => facts.Of(p).Count > 0)
            .Select(p =>
            {
                var last = facts.Of(p)[^1].Profile;
                var lowest = facts
                    .Instrument.Steps.Where(s => last[s.Number] < facts.Instrument.Scale.Highest)
                    .OrderBy(s => last[s.Number])
                    .ThenBy(s => s.Number)
                    .Take(Most)
                    .Select(s => s.Number);
                var differed = facts
                    .Spreads.GetValueOrDefault(p.OrganisationId, [])
                    .Where(s => s.Distance > 0)
                    .OrderByDescending(s => s.Distance)
                    .ThenBy(s => s.Step)
                    .Take(Most)
                    .Select(s => s.Step);
                return (IReadOnlyList<Cell>)[p.Name, Numbers(lowest), Numbers(differed)];
            })
            .ToList();
        return rows.Count == 0
            ? null
            : Section(
                Texts.ReportTalkAbout,
                Texts.ReportTalkAboutWhat,
                new DataTable(
                    Texts.ReportTalkAbout,
                    [
                        Column.Words(Texts.CohortRoleHead),
                        Column.Words(Texts.ReportLowestSteps),
                        Column.Words(Texts.ReportDifferedSteps),
                    ],
                    rows
                )
            );

        static string Numbers(IEnumerable<int> steps) => string.Join(", ", steps) is { Length: > 0 } text ? text : "–";
    }
}
