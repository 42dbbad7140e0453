using ModelMunicipalities.App.Platform;
using ModelMunicipalities.App.Resources;
using ModelMunicipalities.Domain.Cohorts;
using ModelMunicipalities.Domain.Meetings;
using static ModelMunicipalities.App.Features.Reports.ReportParts;

namespace ModelMunicipalities.App.Features.Reports;

/// <summary>The network's year over its cohorts: aggregates only, for everybody.</summary>
internal static class AnnualReport
{
    /// <param name="cohorts">Those that went on in the year.</param>
    /// <param name="year">The year.</param>
    /// <param name="network">The network's name.</param>
    /// <param name="zone">The network's time zone, which decides what was in the year.</param>
    /// <param name="now">The time that the figures are from.</param>
    /// <param name="show">Writes.</param>
    public static Document Write(
        IReadOnlyList<CohortFacts> cohorts,
        int year,
        string network,
        TimeZoneInfo zone,
        DateTimeOffset now,
        Show show
    )
    {
        bool InYear(DateTimeOffset? at) => at is { } t && TimeZoneInfo.ConvertTime(t, zone).Year == year;
        var rows = cohorts
            .Select(c => new Line(
                c,
                c.Meetings.Count(m => m.IsHeld(c.Now) && InYear(m.StartsAt)),
                c.Meetings.Count(m =>
                    m.IsHeld(c.Now) && InYear(m.StartsAt) && m.Mode is MeetingMode.Digital or MeetingMode.Hybrid
                ),
                c.IsAggregate ? c.ImprovementsThen.Count(i => InYear(i.CreatedAt)) : null,
                c.IsAggregate ? c.ImprovementsDoneThen.Count(i => InYear(i.EndedAt)) : null
            ))
            .ToList();
        var organisations = cohorts
            .SelectMany(c => c.Participants.Concat(c.Mentors))
            .Select(p => p.OrganisationId)
            .Distinct()
            .Count();
        return Make(
            show,
            Texts.ReportAnnualTitle(network, year),
            Texts.ReportForNetwork,
            now,
            cohorts.Count == 0
                ? Texts.ReportAnnualNothing(year)
                : Texts.ReportAnnualLede(year, cohorts.Count, organisations, rows.Sum(r => r.Held), rows.Sum(r => r.Begun ?? 0)),
            [
                new(Show.Whole(cohorts.Count), Texts.ReportCohortsFigure),
                new(Show.Whole(organisations), Texts.ReportOrganisationsFigure),
                new(Show.Whole(rows.Sum(r => r.Held)), Texts.ReportHeldFigure),
                new(Show.Whole(rows.Sum(r => r.Begun ?? 0)), Texts.ReportBegunFigure),
            ],
            [
                rows.Count == 0
                    ? null
                    : Section(
                        Texts.ReportYearCohorts,
                        new DataTable(
                            Texts.ReportYearCohortsCaption(year),
                            [
                                Column.Words(Texts.ReportCohort),
                                new Column(Texts.ReportParticipants),
                                new Column(Texts.ReportMentors),
                                new Column(Texts.ReportHeld),
                                new Column(Texts.ReportHeldDigitally),
                                new Column(Texts.ReportBegun),
                                new Column(Texts.ReportDone),
                            ],
                            rows.Select(r =>
                                (IReadOnlyList<Cell>)
                                    [
                                        r.Facts.Cohort.Name,
                                        r.Facts.Participants.Count,
                                        r.Facts.Mentors.Count,
                                        r.Held,
                                        r.Digital,
                                        Count(r.Begun),
                                        Count(r.Done),
                                    ]
                            )
                        )
                    ),
                .. cohorts.Select(c => Checklist(c, c.Organisations, Texts.ReportMeansOf(c.Cohort.Name), show)),
                .. cohorts.Select(Afterwards),
            ],
            [
                .. cohorts.Take(1).SelectMany(c => new[] { Texts.BenchmarkLede(c.MinimumCell), Texts.ReportWithheldNote }),
                .. cohorts.Select(c => Invented(c.Cohort)).Distinct(),
            ]
        );
    }

    /// <summary>Only when all have answered: else the next report would tell what the one that answered since said.</summary>
    private static Section? Afterwards(CohortFacts facts) =>
        !facts.IsAggregate || facts.Participants.Any(p => p.Afterwards is null)
            ? null
            : Section(
                Texts.ReportMentorsToBeOf(facts.Cohort.Name),
                Texts.ReportMentorsWords(
                    facts.Participants.Count,
                    facts.Participants.Count(p => p.Afterwards == Domain.Cohorts.Afterwards.MentorNext),
                    facts.Participants.Count(p => p.Afterwards == Domain.Cohorts.Afterwards.MentorLater)
                )
            );

    private static Cell Count(int? count) => count is { } c ? c : "–";

    /// <param name="Begun">Improvements; null, as what was done of them, where too few take part.</param>
    private sealed record Line(CohortFacts Facts, int Held, int Digital, int? Begun, int? Done);
}
