using Microsoft.EntityFrameworkCore;
using ModelMunicipalities.App.Data;
using ModelMunicipalities.App.Features.Assessments;
using ModelMunicipalities.App.Features.Surveys;
using ModelMunicipalities.App.Tenancy;
using ModelMunicipalities.Domain.Accounts;
using ModelMunicipalities.Domain.Assessments;
using ModelMunicipalities.Domain.Cohorts;
using ModelMunicipalities.Domain.Improvements;
using ModelMunicipalities.Domain.Meetings;

namespace ModelMunicipalities.App.Features.Reports;

/// <summary>
/// What there is to report of a cohort, read at one time. Nothing in it depends on who reads: an occasion that goes on is
/// left out of every aggregate, and a function's own scoring is counted, never told.
/// </summary>
internal sealed record CohortFacts(
    Cohort Cohort,
    Instrument Instrument,
    IReadOnlyList<Occasion> Occasions,
    IReadOnlyList<Part> Parts,
    IReadOnlyDictionary<(int Organisation, string Occasion), Profile> Profiles,
    ViewBenchmark.View Organisations,
    ViewBenchmark.View Persons,
    IReadOnlyDictionary<int, IReadOnlyList<Spread>> Spreads,
    IReadOnlyDictionary<int, IReadOnlyList<Function>> Vacant,
    IReadOnlyList<Meeting> Meetings,
    IReadOnlyList<Improvement> Improvements,
    IReadOnlyList<SurveyResults.One> Surveys,
    int MinimumCell,
    DateTimeOffset Now,
    DateOnly Today)
{
    public IReadOnlyList<Part> Participants { get; } = [.. Parts.Where(p => p is { Role: CohortRole.Participant, HasLeft: false })];

    public IReadOnlyList<Part> Mentors { get; } = [.. Parts.Where(p => p is { Role: CohortRole.Mentor, HasLeft: false })];

    /// <summary>The occasions that are over, for aggregates.</summary>
    public IReadOnlyList<Occasion> Over { get; } = [.. Occasions.Where(o => Cohort.HasBehind(o, Now))];

    /// <summary>Those that had begun when the last occasion was over, for everybody: a count that follows from day to day tells who has begun one.</summary>
    public IReadOnlyList<Improvement> ImprovementsThen => [.. Improvements.Where(i => Over.Count > 0 && i.CreatedAt < Over[^1].EndsAt)];

    /// <summary>Those of them that were done by then.</summary>
    public IReadOnlyList<Improvement> ImprovementsDoneThen => [.. ImprovementsThen.Where(i => i.Status == ImprovementStatus.Done && i.EndedAt < Over[^1].EndsAt)];

    /// <summary>True when the participants are enough for figures of them together.</summary>
    public bool IsAggregate => Participants.Count >= MinimumCell;

    /// <summary>An organisation's submitted scores with the occasions, in order.</summary>
    public IReadOnlyList<(string Occasion, Profile Profile)> Of(Part part) =>
        [.. Occasions.Where(o => Profiles.ContainsKey((part.OrganisationId, o.Key))).Select(o => (o.Key, Profiles[(part.OrganisationId, o.Key)]))];

    /// <summary>Those who had submitted at an occasion.</summary>
    public IReadOnlyList<Profile> At(string occasion) =>
        [.. Participants.Where(p => Profiles.ContainsKey((p.OrganisationId, occasion))).Select(p => Profiles[(p.OrganisationId, occasion)])];

    /// <summary>The same number of questions whatever the cohort's size. Null when the network has no such cohort.</summary>
    public static async Task<CohortFacts?> ReadAsync(AppDb db, CallerNetwork network, InstrumentCatalogue instruments, SurveyResults surveys, int cohortId, DateTimeOffset now, DateOnly today, CancellationToken ct)
    {
        var cohort = await db.Cohorts.AsNoTracking().SingleOrDefaultAsync(c => c.Id == cohortId, ct);
        if (cohort is null)
        {
            return null;
        }

        var occasions = await db.Occasions.Where(o => o.CohortId == cohortId).OrderBy(o => o.Ordinal).AsNoTracking().ToListAsync(ct);
        var parts = await (
            from p in db.Participations
            where p.CohortId == cohortId
            join o in db.Organisations on p.OrganisationId equals o.Id
            from g in db.Groups.Where(g => g.Id == p.GroupId).DefaultIfEmpty()
            orderby g!.Name, p.Role descending, o.Name
            select new Part(o.Id, o.Slug, o.Name, p.Role, p.GroupId, g!.Name, p.WithdrawnAt != null, p.Afterwards)).ToListAsync(ct);
        var submitted = await (
            from a in db.Assessments
            where a.CohortId == cohortId && a.SubmittedAt != null
            join x in db.Occasions on a.OccasionId equals x.Id
            select new { a.Id, a.OrganisationId, x.Key, x.Ordinal, a.Profile }).ToListAsync(ct);
        var over = occasions.Where(o => cohort.HasBehind(o, now)).Select(o => o.Key).ToHashSet();
        var latest = submitted.Where(a => over.Contains(a.Key)).GroupBy(a => a.OrganisationId).ToDictionary(g => g.MaxBy(a => a.Ordinal)!.Id, g => g.Key);
        var spreads = await (
            from s in db.Scorings
            join a in db.Assessments on s.AssessmentId equals a.Id
            where a.CohortId == cohortId && a.SubmittedAt != null && s.HandedInAt != null
            from x in s.Answers
            where x.Score != null
            group x.Score!.Value by new { s.AssessmentId, x.Step } into step
            select new { step.Key.AssessmentId, step.Key.Step, Spread = step.Max() - step.Min() }).ToListAsync(ct);
        var appointed = await (
            from m in db.Memberships
            where m.OrganisationId != null && m.EndedAt == null && m.Function != null && db.Participations.Any(p => p.CohortId == cohortId && p.OrganisationId == m.OrganisationId)
            select new { Organisation = m.OrganisationId!.Value, Function = m.Function!.Value }).Distinct().ToListAsync(ct);
        var functions = appointed.ToLookup(a => a.Organisation, a => a.Function);
        return new CohortFacts(
            cohort,
            instruments[cohort.Instrument],
            occasions,
            parts,
            submitted.ToDictionary(a => (a.OrganisationId, a.Key), a => Profile.Parse(a.Profile)!),
            (await ViewBenchmark.ReadAsync(db, network, instruments, new(cohort.Slug), false, now, ct))!,
            (await ViewBenchmark.ReadAsync(db, network, instruments, new(cohort.Slug, ViewBenchmark.Basis.Respondents), false, now, ct))!,
            spreads.Where(s => latest.ContainsKey(s.AssessmentId)).GroupBy(s => latest[s.AssessmentId])
                .ToDictionary(g => g.Key, g => (IReadOnlyList<Spread>)[.. g.OrderBy(s => s.Step).Select(s => new Spread(s.Step, s.Spread))]),
            parts.Where(p => !p.HasLeft).ToDictionary(p => p.OrganisationId, p => (IReadOnlyList<Function>)[.. Assessment.Functions.Except(functions[p.OrganisationId])]),
            await db.Meetings.Where(m => m.CohortId == cohortId).OrderBy(m => m.StartsAt ?? m.WindowTo).AsNoTracking().ToListAsync(ct),
            await db.Improvements.Where(i => i.CohortId == cohortId).OrderBy(i => i.Id).AsNoTracking().ToListAsync(ct),
            await surveys.ReadAsync(cohortId, ct),
            network.MinimumCell,
            now,
            today);
    }
}

/// <summary>An organisation's part in a cohort.</summary>
internal sealed record Part(int OrganisationId, string Slug, string Name, CohortRole Role, int? GroupId, string? Group, bool HasLeft, Afterwards? Afterwards);

/// <summary>How far apart an organisation's functions saw a step at its last submission to an occasion that is over.</summary>
internal sealed record Spread(int Step, int Distance);
