using System.Globalization;
using ModelMunicipalities.App.Platform;
using ModelMunicipalities.App.Resources;
using ModelMunicipalities.Domain.Accounts;
using ModelMunicipalities.Domain.Assessments;
using ModelMunicipalities.Domain.Cohorts;
using ModelMunicipalities.Domain.Improvements;
using ModelMunicipalities.Domain.Reports;
using static ModelMunicipalities.App.Features.Reports.ReportParts;

namespace ModelMunicipalities.App.Features.Reports;

/// <summary>A cohort: who takes part, how the checklist has moved, what is met and improved, who goes on as mentor.</summary>
internal static class CohortReport
{
    /// <param name="facts">The cohort.</param>
    /// <param name="audience">The coordinator's names organisations; everybody's does not.</param>
    /// <param name="network">The network's name.</param>
    /// <param name="show">Writes.</param>
    public static Document Write(CohortFacts facts, ReportAudience audience, string network, Show show)
    {
        var (view, named) = (facts.Organisations, audience == ReportAudience.Coordinator);
        var shown = view.Shown;
        var scored = facts.Occasions.LastOrDefault(o => facts.TookPart(o).Count > 0);
        return Make(
            show,
            Texts.ReportCohortTitle(facts.Cohort.Name),
            $"{network} · {(named ? Texts.ReportForCoordinator : Texts.ReportForNetwork)}",
            facts.Now,
            Lede(facts, show),
            [
                new(Show.Whole(facts.Participants.Count), Texts.ReportParticipantsFigure),
                shown.Count == 0 ? null : new(Show.Percent(shown[^1].Rate), Texts.ReportRateFigure(Show.Occasion(shown[^1].Key))),
                MeanSum(facts) is { } sum ? new(Show.Mean(sum), Texts.ReportSumFigure(facts.Instrument.HighestSum)) : null,
                Models(facts) is [.., var models] ? new(Show.Whole(models.Count), Texts.ReportModelsFigure) : null,
            ],
            [
                Participation(facts),
                named ? Teams(facts) : null,
                Checklist(facts, view, Texts.ReportMeansOrganisations, show),
                Checklist(facts, facts.Persons, Texts.ReportMeansPersons, show),
                Distribution(facts, view, show),
                named && scored is not null ? HeatMap(facts, facts.TookPart(scored), scored.Key, show) : null,
                ModelSection(facts),
                Disagreement(facts, show),
                facts.IsAggregate ? MeetingsHeld(facts, facts.Meetings, show) : null,
                Improvements(facts, named, show),
                .. SurveySections.Of(named ? facts.Surveys : facts.SurveysOfAll, show),
                MentorsToBe(facts, named),
            ],
            [
                Texts.BenchmarkLede(facts.MinimumCell),
                Texts.ReportWithheldNote,
                facts.Instrument.Status is null ? null : Texts.SelfDeclared,
                Invented(facts.Cohort),
            ]
        );
    }

    private static string Lede(CohortFacts facts, Show show)
    {
        var (view, steps) = (facts.Organisations, facts.Instrument.Steps);
        return view.Shown switch
        {
            [] => Texts.ReportLedeFew(facts.Participants.Count),
            [var only] => Texts.ReportLedeFirst(facts.Participants.Count, only.Answered, only.Asked, Show.Occasion(only.Key)),
            [var first, .., var last] => Texts.ReportLedeUp(
                last.Answered,
                last.Asked,
                Show.Occasion(last.Key),
                steps.Count(s => view.Cell(s.Number, last.Key).Mean > view.Cell(s.Number, first.Key).Mean + 0.005),
                steps.Count,
                Show.Occasion(first.Key)
            ),
        };
    }

    private static double? MeanSum(CohortFacts facts)
    {
        if (facts.Organisations.Shown is not [.., var last])
        {
            return null;
        }

        var means = facts.Instrument.Steps.Select(s => facts.Organisations.Cell(s.Number, last.Key).Mean).ToList();
        return means.Contains(null) ? null : means.Sum();
    }

    private static Section Participation(CohortFacts facts)
    {
        var left = facts.Parts.Count(p => p.HasLeft);
        var asked = facts.Organisations.Occasions.Where(o => o is { Withheld: false, Asked: > 0 }).ToList();
        return Section(
            Texts.ReportParticipation,
            Texts.ReportParticipationWords(
                facts.Participants.Count,
                facts.Mentors.Count,
                facts.Parts.Where(p => p is { HasLeft: false, GroupId: not null }).Select(p => p.GroupId).Distinct().Count()
            ) + (left == 0 ? "" : " " + Texts.ReportHaveLeft(left)),
            asked.Count == 0
                ? null
                : new DataTable(
                    Texts.ReportParticipationCaption,
                    [
                        Column.Words(Texts.ReportOccasion),
                        new Column(Texts.ReportAsked),
                        new Column(Texts.OrganisationsAnswered),
                        new Column(Texts.ResponseRate),
                        new Column(Texts.PersonsAnswered),
                        new Column(Texts.ResponseRate),
                    ],
                    asked.Select(o =>
                    {
                        var persons = facts.Persons.Occasions.First(p => p.Key == o.Key);
                        return (IReadOnlyList<Cell>)
                            [
                                Show.Occasion(o.Key),
                                o.Asked,
                                o.Answered,
                                Percent(o.Rate),
                                persons.Answered == 0 ? "–" : persons.Answered,
                                persons.Answered == 0 ? "–" : Percent(persons.Rate),
                            ];
                    })
                )
        );
    }

    private static Section Teams(CohortFacts facts)
    {
        var vacant = facts
            .Parts.Where(p => !p.HasLeft)
            .Select(p => (p.Name, Functions: facts.Vacant[p.OrganisationId]))
            .Where(p => p.Functions.Count > 0)
            .ToList();
        return Section(
            Texts.ReportTeams,
            vacant.Count == 0 ? Texts.ReportTeamsFull : Texts.ReportTeamsLacking(vacant.Count),
            vacant.Count == 0
                ? null
                : new DataTable(
                    Texts.ReportTeamsCaption,
                    [Column.Words(Texts.ReportFunction), new Column(Texts.ReportVacantIn)],
                    Assessment.Functions.Select(f => (IReadOnlyList<Cell>)[f.Name(), vacant.Count(v => v.Functions.Contains(f))])
                ),
            vacant.Count > 0
                ? Texts.ReportTeamsNamed(
                    string.Join(
                        "; ",
                        vacant
                            .OrderBy(v => v.Name, NameOrder.Swedish)
                            .Select(v =>
                                $"{v.Name} ({Show.List(v.Functions.Select(f => f.Name().ToLower(CultureInfo.CurrentCulture)))})"
                            )
                    )
                )
                : null
        );
    }

    /// <summary>How many were model municipalities at each occasion that enough had answered.</summary>
    private static List<(string Occasion, int Count, int Of)> Models(CohortFacts facts) =>
        facts.Instrument.Status is not { } rule
            ? []
            :
            [
                .. facts
                    .Over.Select(o => (o.Key, Profiles: facts.At(o)))
                    .Where(o => o.Profiles.Count >= facts.MinimumCell)
                    .Select(o => (o.Key, o.Profiles.Count(p => rule.IsMetBy(p.Scores)), o.Profiles.Count)),
            ];

    private static Section? ModelSection(CohortFacts facts) =>
        Models(facts) is not { Count: > 0 } models
            ? null
            : Section(
                Texts.ReportModels,
                Texts.SelfDeclared,
                new DataTable(
                    Texts.ReportModelsCaption,
                    [
                        Column.Words(Texts.ReportOccasion),
                        new Column(Texts.ReportModelsCount),
                        new Column(Texts.OrganisationsAnswered),
                    ],
                    models.Select(m => (IReadOnlyList<Cell>)[Show.Occasion(m.Occasion), m.Count, m.Of])
                )
            );

    /// <summary>
    /// In how many organisations the persons saw a step differently, at the last occasion where enough had answered.
    /// </summary>
    private static Section? Disagreement(CohortFacts facts, Show show)
    {
        if (facts.Apart is not ({ } occasion, { } compared))
        {
            return null;
        }

        var rows = facts
            .Instrument.Steps.Select(s =>
                (Step: s, Differed: compared.Count(c => c[s.Number - 1] > 0), Far: compared.Count(c => c[s.Number - 1] > 1))
            )
            .OrderByDescending(r => r.Differed)
            .ThenBy(r => r.Step.Number);
        return Section(
            Texts.ReportDisagreement,
            Texts.ReportDisagreementWhat(compared.Count, Show.Occasion(occasion)),
            new DataTable(
                Texts.ReportDisagreementCaption,
                [
                    Column.Words(Texts.Step),
                    new Column(Texts.ReportDiffered),
                    new Column(Texts.ReportShare),
                    new Column(Texts.ReportFarApart),
                ],
                rows.Select(r =>
                    (IReadOnlyList<Cell>)[Step(r.Step, show), r.Differed, Percent((double)r.Differed / compared.Count), r.Far]
                )
            )
        );
    }

    private static Section? Improvements(CohortFacts facts, bool named, Show show)
    {
        var counted = named ? facts.Improvements : facts.ImprovementsThen;
        if (!facts.IsAggregate || counted.Count == 0)
        {
            return null;
        }

        var organisations = counted.Select(i => i.OrganisationId).Distinct().Count();
        var steps = facts
            .Instrument.Steps.Select(s => (Step: s, Count: counted.Count(i => i.Steps.Contains(s.Number))))
            .Where(s => s.Count > 0);
        return Section(
            Texts.MenuImprovements,
            named
                ? Texts.ReportImprovementsWords(
                    counted.Count,
                    organisations,
                    counted.Count(i => i.Cycles.Count > 0),
                    counted.Count(i => i.IsOverdue(facts.Today))
                )
                : Texts.ReportImprovementsThen(
                    Show.Occasion(facts.Over[^1].Key),
                    counted.Count,
                    organisations,
                    facts.ImprovementsDoneThen.Count
                ),
            !named
                ? null
                : new DataTable(
                    Texts.ReportImprovementsByState,
                    [Column.Words(Texts.StateHead), new Column(Texts.ReportCount)],
                    Enum.GetValues<ImprovementStatus>()
                        .Select(s => (IReadOnlyList<Cell>)[s.Name(), counted.Count(i => i.Status == s)])
                ),
            new DataTable(
                Texts.ReportImprovementsByStep,
                [Column.Words(Texts.Step), new Column(Texts.ReportCount)],
                steps.Select(s => (IReadOnlyList<Cell>)[Step(s.Step, show), s.Count])
            )
        );
    }

    /// <summary>
    /// For everybody only when all have answered: else the next report would tell what the one that answered since said.
    /// </summary>
    private static Section? MentorsToBe(CohortFacts facts, bool named)
    {
        if (
            !facts.IsAggregate
            || facts.Participants.All(p => p.Afterwards is null)
            || (!named && facts.Participants.Any(p => p.Afterwards is null))
        )
        {
            return null;
        }

        return Section(
            Texts.ReportMentorsToBe,
            new DataTable(
                Texts.ReportMentorsCaption,
                [Column.Words(Texts.ReportAnswer), new Column(Texts.ReportCount)],
                [
                    .. Enum.GetValues<Afterwards>()
                        .Select(a => (IReadOnlyList<Cell>)[a.Name(), facts.Participants.Count(p => p.Afterwards == a)]),
                    [Texts.ReportNotAnswered, facts.Participants.Count(p => p.Afterwards is null)],
                ]
            )
        );
    }
}
