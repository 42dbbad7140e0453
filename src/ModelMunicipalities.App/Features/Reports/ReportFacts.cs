using Microsoft.EntityFrameworkCore;
using ModelMunicipalities.App.Data;
using ModelMunicipalities.App.Features.Assessments;
using ModelMunicipalities.App.Features.Surveys;
using ModelMunicipalities.App.Platform;
using ModelMunicipalities.App.Tenancy;
using ModelMunicipalities.Domain.Accounts;
using ModelMunicipalities.Domain.Assessments;
using ModelMunicipalities.Domain.Cohorts;
using ModelMunicipalities.Domain.Improvements;
using ModelMunicipalities.Domain.Meetings;
using ModelMunicipalities.Domain.Surveys;

namespace ModelMunicipalities.App.Features.Reports;

/// <summary>
/// What there is to report of a cohort, read at one time. Nothing in it depends on who asked: aggregates are those that are
/// published, as far as all may read them that the report is for, and a function's own scoring is counted, never told.
/// </summary>
internal sealed record CohortFacts(
    Cohort Cohort,
    Instrument Instrument,
    IReadOnlyList<Occasion> Occasions,
    IReadOnlyList<Part> Parts,
    IReadOnlyDictionary<(int Organisation, string Occasion), Profile> Profiles,
    FigureBook Book,
    IReadOnlyList<IReadOnlyList<Acquaintance>> Readers,
    IReadOnlyDictionary<int, IReadOnlyList<StepDistance>> Spreads,
    IReadOnlyDictionary<int, IReadOnlyList<Function>> Vacant,
    IReadOnlyList<Meeting> Meetings,
    IReadOnlyList<Improvement> Improvements,
    IReadOnlyList<SurveyResults.One> Surveys,
    int MinimumCell,
    DateTimeOffset Now,
    DateOnly Today
)
{
    private readonly HashSet<int> _participants =
    [
        .. Parts.Where(p => p.Role == CohortRole.Participant).Select(p => p.OrganisationId),
    ];

    /// <summary>
    /// The surveys as everybody may be shown them, also who was asked herself. The others are the coordinator's.
    /// </summary>
    public IEnumerable<SurveyResults.One> SurveysOfAll =>
        Surveys.Select(s => s.For(SurveyFigures.FewestFor(MinimumCell, isAsked: true)));

    /// <summary>What those the report is for may all read. The coordinator's holds nobody to what another knows.</summary>
    public FigureSight Sight => field ??= Book.SightOfAll(Readers);

    /// <summary>The common answers, added up.</summary>
    public ViewBenchmark.View Organisations => field ??= Book.View(Sight, Basis.Consensus);

    /// <summary>The persons' own, added up.</summary>
    public ViewBenchmark.View Persons => field ??= Book.View(Sight, Basis.Respondents);

    public IReadOnlyList<Part> Participants { get; } =
    [.. Parts.Where(p => p is { Role: CohortRole.Participant, HasLeft: false })];

    public IReadOnlyList<Part> Mentors { get; } = [.. Parts.Where(p => p is { Role: CohortRole.Mentor, HasLeft: false })];

    /// <summary>The occasions that are over, for aggregates.</summary>
    public IReadOnlyList<Occasion> Over { get; } = [.. Occasions.Where(o => Cohort.HasBehind(o, Now))];

    /// <summary>
    /// Those that had begun when the last occasion was over, for everybody: a count that follows from day to day tells who has
    /// begun one.
    /// </summary>
    public IReadOnlyList<Improvement> ImprovementsThen =>
        [.. Improvements.Where(i => Over.Count > 0 && i.CreatedAt < Over[^1].EndsAt)];

    /// <summary>Those of them that were done by then.</summary>
    public IReadOnlyList<Improvement> ImprovementsDoneThen =>
        [.. ImprovementsThen.Where(i => i.Status == ImprovementStatus.Done && i.EndedAt < Over[^1].EndsAt)];

    /// <summary>
    /// True when the participants are enough for figures of them together, whatever part of them a reader knows.
    /// </summary>
    public bool IsAggregate =>
        Participants.Count
            - Readers.Select(r => r.Select(k => k.Organisation).Distinct().Count(_participants.Contains)).Append(0).Max()
        >= MinimumCell;

    /// <summary>An organisation's submitted scores with the occasions, in order.</summary>
    public IReadOnlyList<(string Occasion, Profile Profile)> Of(Part part) =>
        [
            .. Occasions
                .Where(o => Profiles.ContainsKey((part.OrganisationId, o.Key)))
                .Select(o => (o.Key, Profiles[(part.OrganisationId, o.Key)])),
        ];

    /// <summary>The participants that had submitted at an occasion, those too that have left after it.</summary>
    public IReadOnlyList<Part> TookPart(Occasion occasion) =>
        [
            .. Parts.Where(p =>
                p.Role == CohortRole.Participant
                && (!p.HasLeft || p.LeftAt >= occasion.EndsAt)
                && Profiles.ContainsKey((p.OrganisationId, occasion.Key))
            ),
        ];

    /// <summary>The same for other readers.</summary>
    public CohortFacts For(IReadOnlyList<IReadOnlyList<Acquaintance>> readers)
    {
        CohortFacts Make(IReadOnlyDictionary<(int, string), Profile> profiles) =>
            new(
                Cohort,
                Instrument,
                Occasions,
                Parts,
                profiles,
                Book,
                readers,
                Spreads,
                Vacant,
                Meetings,
                Improvements,
                Surveys,
                MinimumCell,
                Now,
                Today
            );
        var ids = Occasions.ToDictionary(o => o.Key, o => o.Id);
        var facts = Make(Profiles);
        return readers.All(r => r.All(k => k.From == DateTimeOffset.MinValue))
            ? facts
            : Make(Profiles.Where(p => !facts.Sight.Hidden.Contains((p.Key.Organisation, ids[p.Key.Occasion]))).ToDictionary());
    }

    /// <summary>
    /// The published common answers of an occasion; none where who reads the report could work out whose they are.
    /// </summary>
    public IReadOnlyList<Profile> At(Occasion occasion) =>
        Sight.Shown(Basis.Consensus, 0, occasion.Id) is { } edition
            ? [.. edition.Rows.Where(r => r.Common is not null).Select(r => Profile.Parse(r.Common)!)]
            : [];

    /// <summary>
    /// How far apart each organisation's persons saw the steps, at the last occasion where enough had answered.
    /// </summary>
    public (string Occasion, IReadOnlyList<IReadOnlyList<int>> Distances)? Apart
    {
        get
        {
            if (Occasions.LastOrDefault(o => Sight.Shown(Basis.Respondents, 0, o.Id) is not null) is not { } last)
            {
                return null;
            }

            var rows = Sight
                .Shown(Basis.Respondents, 0, last.Id)!
                .Rows.Select(r => r.Answers(Basis.Respondents).Select(a => Profile.Parse(a.Profile)!).ToList())
                .Where(p => p.Count > 0);
            return (
                last.Key,
                [
                    .. rows.Select(p =>
                        (IReadOnlyList<int>)
                            [.. Instrument.Steps.Select(s => (p.Max(x => x[s.Number]) ?? 0) - (p.Min(x => x[s.Number]) ?? 0))]
                    ),
                ]
            );
        }
    }

    /// <summary>The same number of questions whatever the cohort's size. Null when the network has no such cohort.</summary>
    public static async Task<CohortFacts?> ReadAsync(
        AppDb db,
        CallerNetwork network,
        InstrumentCatalogue instruments,
        SurveyResults surveys,
        int cohortId,
        DateTimeOffset now,
        DateOnly today,
        CancellationToken ct
    )
    {
        var cohort = await db.Cohorts.AsNoTracking().SingleOrDefaultAsync(c => c.Id == cohortId, ct);
        if (cohort is null)
        {
            return null;
        }

        var occasions = await db
            .Occasions.Where(o => o.CohortId == cohortId)
            .OrderBy(o => o.Ordinal)
            .AsNoTracking()
            .ToListAsync(ct);
        var parts = (
            await (
                from p in db.Participations
                where p.CohortId == cohortId
                join o in db.Organisations on p.OrganisationId equals o.Id
                from g in db.Groups.Where(g => g.Id == p.GroupId).DefaultIfEmpty()
                select new Part(o.Id, o.Slug, o.Name, p.Role, p.GroupId, g!.Name, p.WithdrawnAt, p.Afterwards)
            ).ToListAsync(ct)
        )
            .OrderBy(p => p.Group, NameOrder.Swedish)
            .ThenByDescending(p => p.Role)
            .ThenBy(p => p.Name, NameOrder.Swedish)
            .ToList();
        var submitted = await (
            from a in db.Assessments
            where a.CohortId == cohortId && a.SubmittedAt != null
            join x in db.Occasions on a.OccasionId equals x.Id
            select new
            {
                a.Id,
                a.OrganisationId,
                x.Key,
                x.Ordinal,
                a.Profile,
            }
        ).ToListAsync(ct);
        var over = occasions.Where(o => cohort.HasBehind(o, now)).Select(o => o.Key).ToHashSet();
        var latest = submitted
            .Where(a => over.Contains(a.Key))
            .GroupBy(a => a.OrganisationId)
            .ToDictionary(g => g.MaxBy(a => a.Ordinal)!.Id, g => g.Key);
        var spreads = await (
            from s in db.Scorings
            join a in db.Assessments on s.AssessmentId equals a.Id
            where a.CohortId == cohortId && a.SubmittedAt != null && s.HandedInAt != null
            from x in s.Answers
            where x.Score != null
            group x.Score!.Value by new { s.AssessmentId, x.Step } into step
            select new
            {
                step.Key.AssessmentId,
                step.Key.Step,
                Spread = step.Max() - step.Min(),
            }
        ).ToListAsync(ct);
        var appointed = await (
            from m in db.Memberships
            where
                m.OrganisationId != null
                && m.EndedAt == null
                && m.Function != null
                && db.Participations.Any(p => p.CohortId == cohortId && p.OrganisationId == m.OrganisationId)
            select new { Organisation = m.OrganisationId!.Value, Function = m.Function!.Value }
        )
            .Distinct()
            .ToListAsync(ct);
        var coordinators = await db
            .Memberships.Where(m => m.Role == NetworkRole.Coordinator && m.EndedAt == null)
            .Select(m => m.PersonId)
            .ToListAsync(ct);
        var functions = appointed.ToLookup(a => a.Organisation, a => a.Function);
        return new CohortFacts(
            cohort,
            instruments[cohort.Instrument],
            occasions,
            parts,
            submitted.ToDictionary(a => (a.OrganisationId, a.Key), a => Profile.Parse(a.Profile)!),
            await FigureBook.OpenAsync(db, network, cohort, occasions, instruments[cohort.Instrument], null, now, ct),
            [],
            spreads
                .Where(s => latest.ContainsKey(s.AssessmentId))
                .GroupBy(s => latest[s.AssessmentId])
                .ToDictionary(
                    g => g.Key,
                    g => (IReadOnlyList<StepDistance>)[.. g.OrderBy(s => s.Step).Select(s => new StepDistance(s.Step, s.Spread))]
                ),
            parts
                .Where(p => !p.HasLeft)
                .ToDictionary(
                    p => p.OrganisationId,
                    p => (IReadOnlyList<Function>)[.. Assessment.Functions.Except(functions[p.OrganisationId])]
                ),
            await db
                .Meetings.Where(m => m.CohortId == cohortId)
                .OrderBy(m => m.StartsAt ?? m.WindowTo)
                .AsNoTracking()
                .ToListAsync(ct),
            await db.Improvements.Where(i => i.CohortId == cohortId).OrderBy(i => i.Id).AsNoTracking().ToListAsync(ct),
            await surveys.ReadAsync(cohortId, coordinators, ct),
            network.MinimumCell,
            now,
            today
        );
    }
}

/// <summary>An organisation's part in a cohort.</summary>
internal sealed record Part(
    int OrganisationId,
    string Slug,
    string Name,
    CohortRole Role,
    int? GroupId,
    string? Group,
    DateTimeOffset? LeftAt,
    Afterwards? Afterwards
)
{
    public bool HasLeft => LeftAt is not null;
}

/// <summary>How far apart an organisation's functions saw a step at its last submission to an occasion that is over.</summary>
internal sealed record StepDistance(int Step, int Distance);
