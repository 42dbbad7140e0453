using MediatR;
using Microsoft.EntityFrameworkCore;
using ModelMunicipalities.App.Data;
using ModelMunicipalities.App.Platform;
using ModelMunicipalities.App.Tenancy;
using ModelMunicipalities.Domain;
using ModelMunicipalities.Domain.Assessments;
using ModelMunicipalities.Domain.Cohorts;

namespace ModelMunicipalities.App.Features.Assessments;

/// <summary>
/// A cohort's aggregates per step and occasion, for every member of the network: over participants, suppressed where few.
/// </summary>
public static class ViewBenchmark
{
    public sealed record Query(string Cohort, Basis Basis = Basis.Consensus) : IUse<View>, IRequireMember;

    public sealed record View(
        string Cohort,
        string CohortName,
        string Instrument,
        Invention Invention,
        Basis Basis,
        int MinimumCell,
        IReadOnlyList<OccasionCount> Occasions,
        IReadOnlyList<BenchmarkCell> Cells
    )
    {
        public BenchmarkCell Cell(int step, string occasion) => Cells.First(c => c.Step == step && c.Occasion == occasion);

        /// <summary>The occasions that have something to show.</summary>
        public IReadOnlyList<OccasionCount> Shown =>
            [.. Occasions.Where(o => Cells.Any(c => c.Occasion == o.Key && !c.Suppressed))];

        /// <summary>
        /// The last two occasions shown that follow on each other: the one period that changes are told of. Null when there are
        /// none.
        /// </summary>
        public (OccasionCount Before, OccasionCount After)? Period =>
            Occasions.Zip(Occasions.Skip(1)).LastOrDefault(pair => Shown.Contains(pair.First) && Shown.Contains(pair.Second))
                is ({ } before, { } after)
                ? (before, after)
                : null;

        /// <summary>
        /// For the coordinator: the occasions where answers have changed since the figures were made, and in how many
        /// organisations.
        /// </summary>
        public IReadOnlyList<ChangedSince> Changed { get; init; } = [];
    }

    /// <param name="Occasion">The occasion's key.</param>
    /// <param name="Organisations">How many organisations have other answers than its figures are made of.</param>
    public sealed record ChangedSince(string Occasion, int Organisations);

    internal sealed class Handler(AppDb db, Caller caller, InstrumentCatalogue instruments, TimeProvider time)
        : IRequestHandler<Query, Outcome<View>>
    {
        public async Task<Outcome<View>> Handle(Query request, CancellationToken ct)
        {
            var now = time.GetUtcNow();
            var cohort = await db
                .Cohorts.Include(c => c.Occasions.OrderBy(o => o.Ordinal))
                .AsNoTracking()
                .AsSingleQuery()
                .SingleOrDefaultAsync(c => c.Slug == request.Cohort, ct);
            if (cohort is null)
            {
                return Refusal.NotFound();
            }

            var (occasions, instrument) = (cohort.Occasions, instruments[cohort.Instrument]);
            var begun = caller.IsCoordinator ? occasions.FindAll(o => now >= o.OpensAt) : [];
            var answers = await FigureBook.AnswersAsync(db, cohort, begun, instrument.Steps.Count, ct);
            var open = begun.Find(o => !cohort.HasBehind(o, now));
            var book = await FigureBook.OpenAsync(
                db,
                caller.Network!,
                cohort,
                occasions,
                instrument,
                open is null ? null : Live(open, answers[open.Id], caller.Network!.MinimumCell, now),
                now,
                ct
            );
            return book.View(book.SightOf(await Knowing.OfCallerAsync(db, caller, ct)), request.Basis) with
            {
                Changed =
                [
                    .. begun
                        .Where(o => o != open)
                        .Select(o => new ChangedSince(o.Key, book.Differing(o.Id, answers[o.Id])))
                        .Where(c => c.Organisations > 0),
                ],
            };
        }

        /// <summary>
        /// What goes on, for the coordinator: common answers only, since she never sees what a single person has answered.
        /// </summary>
        private static Edition Live(Occasion occasion, List<EditionRow> answers, int minimum, DateTimeOffset now) =>
            new()
            {
                OccasionId = occasion.Id,
                PublishedAt = now,
                MinimumCell = minimum,
                Rows = answers.ConvertAll(r => new EditionRow(r.Organisation, r.Common)),
            };
    }

    public static void Map(IEndpointRouteBuilder cohort) =>
        cohort
            .MapGet(
                "/benchmark",
                async (string cohort, Choice<Basis>? basis, IMediator mediator, Show show, CancellationToken ct) =>
                    (await mediator.Send(new Query(cohort, basis?.Value ?? Basis.Consensus), ct)).Answer(show, view =>
                        Results.Ok(Flat(view))
                    )
            )
            .WithTags("Assessments")
            .WithSummary("Aggregates per step and occasion. A cell of too few organisations is null and suppressed.")
            .Produces<Listing<Line>>();

    /// <summary>One cell as the API gives it.</summary>
    /// <param name="Step">The step's number.</param>
    /// <param name="Occasion">The occasion's key.</param>
    /// <param name="N">How many answered the step.</param>
    /// <param name="Mean">Their mean.</param>
    /// <param name="Distribution">How many gave each score.</param>
    /// <param name="Change">The mean less the mean at <paramref name="ChangeSince"/>.</param>
    /// <param name="ChangeBoth">The mean change since <paramref name="ChangeSince"/> of those who answered both times.</param>
    /// <param name="NBoth">How many they are.</param>
    /// <param name="ChangeSince">
    /// The key of the occasion before, which both changes are from; null when there is no change to tell.
    /// </param>
    /// <param name="ResponseRate">The share that answered, 0 to 1.</param>
    /// <param name="LowResponseRate">True when fewer than half did.</param>
    /// <param name="Suppressed">
    /// True when the figures are not shown to the caller: too few stand behind them beside what she can read anyhow, or they are
    /// not published.
    /// </param>
    public sealed record Line(
        int Step,
        string Occasion,
        int? N,
        double? Mean,
        IReadOnlyDictionary<int, int>? Distribution,
        double? Change,
        double? ChangeBoth,
        int? NBoth,
        string? ChangeSince,
        double? ResponseRate,
        bool LowResponseRate,
        bool Suppressed
    );

    private static Listing<Line> Flat(View view)
    {
        var occasions = view.Occasions.ToDictionary(o => o.Key);
        var before = view.Occasions.Zip(view.Occasions.Skip(1)).ToDictionary(pair => pair.Second.Key, pair => pair.First.Key);
        return new Listing<Line>(
            [
                .. view.Cells.Select(c => new Line(
                    c.Step,
                    c.Occasion,
                    c.N,
                    c.Mean,
                    c.Distribution,
                    c.Change,
                    c.ChangeBoth,
                    c.NBoth,
                    c.Change is null ? null : before[c.Occasion],
                    c.Suppressed ? null : occasions[c.Occasion].Rate,
                    !c.Suppressed && occasions[c.Occasion].HasLowRate,
                    c.Suppressed
                )),
            ],
            view.Cells.Count
        );
    }
}
