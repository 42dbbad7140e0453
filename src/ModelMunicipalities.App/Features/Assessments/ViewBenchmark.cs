using MediatR;
using Microsoft.EntityFrameworkCore;
using ModelMunicipalities.App.Data;
using ModelMunicipalities.App.Platform;
using ModelMunicipalities.App.Tenancy;
using ModelMunicipalities.Domain;
using ModelMunicipalities.Domain.Assessments;
using ModelMunicipalities.Domain.Cohorts;

namespace ModelMunicipalities.App.Features.Assessments;

/// <summary>A cohort's aggregates per step and occasion, for every member of the network: over participants, suppressed where few.</summary>
public static class ViewBenchmark
{
    /// <summary>Whose answers are counted.</summary>
    public enum Basis
    {
        /// <summary>The organisations' submitted common answers.</summary>
        Consensus,

        /// <summary>The persons' own scorings that are handed in, as the report on 2017–2018 counted.</summary>
        Respondents,
    }

    public sealed record Query(string Cohort, Basis Basis = Basis.Consensus) : IUse<View>, IRequireMember;

    public sealed record View(
        string Cohort, string CohortName, string Instrument, Invention Invention, Basis Basis, int MinimumCell, IReadOnlyList<OccasionCount> Occasions, IReadOnlyList<BenchmarkCell> Cells)
    {
        public BenchmarkCell Cell(int step, string occasion) => Cells.First(c => c.Step == step && c.Occasion == occasion);

        /// <summary>The occasions that have something to show.</summary>
        public IReadOnlyList<OccasionCount> Shown => [.. Occasions.Where(o => Cells.Any(c => c.Occasion == o.Key && !c.Suppressed))];
    }

    internal sealed class Handler(AppDb db, Caller caller, InstrumentCatalogue instruments, TimeProvider time) : IRequestHandler<Query, Outcome<View>>
    {
        public async Task<Outcome<View>> Handle(Query request, CancellationToken ct) =>
            await ReadAsync(db, caller.Network!, instruments, request, caller.IsCoordinator, time.GetUtcNow(), ct) is { } view ? view : Refusal.NotFound();
    }

    /// <summary>Reads the aggregates; null when the network has no such cohort.</summary>
    /// <param name="db">The database.</param>
    /// <param name="network">The network, whose smallest cell holds.</param>
    /// <param name="instruments">The checklists.</param>
    /// <param name="request">Of which cohort and by which basis.</param>
    /// <param name="withOpen">True for who may see an occasion that is still going on.</param>
    /// <param name="now">The time.</param>
    /// <param name="ct">Stops it.</param>
    internal static async Task<View?> ReadAsync(AppDb db, CallerNetwork network, InstrumentCatalogue instruments, Query request, bool withOpen, DateTimeOffset now, CancellationToken ct)
    {
        var found = await db.Cohorts.Where(c => c.Slug == request.Cohort).Select(c => new
        {
            Cohort = c,
            Occasions = db.Occasions.Where(o => o.CohortId == c.Id).OrderBy(o => o.Ordinal).ToList(),
            Participants = db.Participations.Count(p => p.CohortId == c.Id && p.Role == CohortRole.Participant && p.WithdrawnAt == null),
        }).AsNoTracking().AsSingleQuery().SingleOrDefaultAsync(ct);
        if (found is null)
        {
            return null;
        }

        var instrument = instruments[found.Cohort.Instrument];
        var rows = Rows(db, found.Cohort.Id, request.Basis);
        var counts = await (
            from r in rows
            group r by new { r.OccasionId, r.Step, r.Score } into cell
            select new { cell.Key.OccasionId, cell.Key.Step, cell.Key.Score, Count = cell.Count() }).ToListAsync(ct);
        var organisations = await (
            from r in rows
            group r.OrganisationId by new { r.OccasionId, r.Step } into cell
            select new { cell.Key.OccasionId, cell.Key.Step, Organisations = cell.Distinct().Count() }).ToListAsync(ct);
        var paired = await (
            from later in rows
            join earlier in rows on new { later.OrganisationId, later.Who, later.Step } equals new { earlier.OrganisationId, earlier.Who, earlier.Step }
            where later.Ordinal == earlier.Ordinal + 1
            group new { later.OrganisationId, Difference = later.Score - earlier.Score } by new { later.OccasionId, later.Step } into cell
            select new
            {
                cell.Key.OccasionId,
                cell.Key.Step,
                Count = cell.Count(),
                Organisations = cell.Select(c => c.OrganisationId).Distinct().Count(),
                Difference = cell.Sum(c => c.Difference),
            }).ToListAsync(ct);
        var answered = await AnsweredAsync(db, found.Cohort.Id, request.Basis, ct);

        var keys = found.Occasions.ToDictionary(o => o.Id, o => o.Key);
        var perOrganisation = request.Basis == Basis.Consensus ? 1 : Assessment.Functions.Count;
        var occasions = found.Occasions.ConvertAll(o =>
        {
            var withheld = !found.Cohort.HasBehind(o, now) && !withOpen;
            var count = answered.GetValueOrDefault(o.Id);
            return new OccasionCount(o.Key, withheld ? 0 : count, now >= o.OpensAt || count > 0 ? found.Participants * perOrganisation : 0, withheld);
        });
        return new View(
            found.Cohort.Slug,
            found.Cohort.Name,
            found.Cohort.Instrument,
            found.Cohort.Invention,
            request.Basis,
            network.MinimumCell,
            occasions,
            Benchmark.Table(
                instrument,
                occasions,
                counts.Select(c => new ScoreCount(keys[c.OccasionId], c.Step, c.Score, c.Count)),
                organisations.Select(o => new StepCount(keys[o.OccasionId], o.Step, o.Organisations)),
                paired.Select(p => new PairedCount(keys[p.OccasionId], p.Step, p.Count, p.Organisations, p.Difference)),
                network.MinimumCell,
                perOrganisation));
    }

    private static IQueryable<ScoreRow> Rows(AppDb db, int cohortId, Basis basis)
    {
        var assessments =
            from a in db.Assessments
            join p in db.Participations on new { a.CohortId, a.OrganisationId } equals new { p.CohortId, p.OrganisationId }
            join o in db.Occasions on a.OccasionId equals o.Id
            where a.CohortId == cohortId && p.Role == CohortRole.Participant && p.WithdrawnAt == null
            select new { a.Id, a.OccasionId, a.OrganisationId, a.SubmittedAt, o.Ordinal };
        return basis == Basis.Consensus
            ? from a in assessments
              where a.SubmittedAt != null
              join c in db.ConsensusScores on a.Id equals c.AssessmentId
              where c.Score != null
              select new ScoreRow { OccasionId = a.OccasionId, Ordinal = a.Ordinal, OrganisationId = a.OrganisationId, Who = 0, Step = c.Step, Score = c.Score!.Value }
            : from a in assessments
              join s in db.Scorings on a.Id equals s.AssessmentId
              where s.HandedInAt != null
              join x in db.Answers on s.Id equals x.ScoringId
              where x.Score != null
              select new ScoreRow { OccasionId = a.OccasionId, Ordinal = a.Ordinal, OrganisationId = a.OrganisationId, Who = (int)s.Function, Step = x.Step, Score = x.Score!.Value };
    }

    private static async Task<Dictionary<int, int>> AnsweredAsync(AppDb db, int cohortId, Basis basis, CancellationToken ct) => await (
        from a in db.Assessments
        join p in db.Participations on new { a.CohortId, a.OrganisationId } equals new { p.CohortId, p.OrganisationId }
        where a.CohortId == cohortId && p.Role == CohortRole.Participant && p.WithdrawnAt == null
        group basis == Basis.Consensus ? (a.SubmittedAt != null ? 1 : 0) : a.Scorings.Count(s => s.HandedInAt != null) by a.OccasionId into occasion
        select new { occasion.Key, Answered = occasion.Sum() }).ToDictionaryAsync(o => o.Key, o => o.Answered, ct);

    private sealed class ScoreRow
    {
        public int OccasionId { get; init; }

        public int Ordinal { get; init; }

        public int OrganisationId { get; init; }

        public int Who { get; init; }

        public int Step { get; init; }

        public int Score { get; init; }
    }

    public static void Map(IEndpointRouteBuilder cohort) =>
        cohort.MapGet("/benchmark", async (string cohort, Choice<Basis>? basis, IMediator mediator, Show show, CancellationToken ct) =>
                (await mediator.Send(new Query(cohort, basis?.Value ?? Basis.Consensus), ct)).Answer(show, view => Results.Ok(Flat(view))))
            .WithTags("Assessments")
            .WithSummary("Aggregates per step and occasion. A cell of too few organisations is null and suppressed.")
            .Produces<Listing<Line>>();

    /// <summary>One cell as the API gives it.</summary>
    public sealed record Line(
        int Step,
        string Occasion,
        int? N,
        double? Mean,
        IReadOnlyDictionary<int, int>? Distribution,
        double? Change,
        double? ChangeBoth,
        int? NBoth,
        double? ResponseRate,
        bool LowResponseRate,
        bool Suppressed);

    private static Listing<Line> Flat(View view)
    {
        var occasions = view.Occasions.ToDictionary(o => o.Key);
        return new Listing<Line>(
            [.. view.Cells.Select(c => new Line(
                c.Step, c.Occasion, c.N, c.Mean, c.Distribution, c.Change, c.ChangeBoth, c.NBoth, c.Suppressed ? null : occasions[c.Occasion].Rate, !c.Suppressed && occasions[c.Occasion].HasLowRate, c.Suppressed))],
            view.Cells.Count);
    }
}
