using MediatR;
using Microsoft.EntityFrameworkCore;
using ModelMunicipalities.App.Data;
using ModelMunicipalities.App.Features.Cohorts;
using ModelMunicipalities.App.Platform;
using ModelMunicipalities.App.Tenancy;
using ModelMunicipalities.Domain.Assessments;
using ModelMunicipalities.Domain.Cohorts;

namespace ModelMunicipalities.App.Features.Assessments;

/// <summary>
/// Makes the figures of occasions that are over, and makes them anew where they may be. A job does it every few minutes, and
/// acts after which somebody expects figures do it at once. Nobody has to remember it: what is not published is not shown.
/// </summary>
public static class PublishFigures
{
    public sealed record Command : IUse<int>, IForJobs;

    internal sealed class Handler(AppDb db, Caller caller, InstrumentCatalogue instruments, TimeProvider time)
        : IRequestHandler<Command, Outcome<int>>
    {
        public async Task<Outcome<int>> Handle(Command request, CancellationToken ct)
        {
            var made = 0;
            var cohorts = await db
                .Cohorts.Where(c => c.Stage >= CohortStage.Running || c.ClosedAt != null)
                .Select(c => c.Id)
                .ToListAsync(ct);
            foreach (var cohort in cohorts)
            {
                made += await PublishAsync(db, caller.Network!.MinimumCell, instruments, cohort, time.GetUtcNow(), ct);
                db.ChangeTracker.Clear();
            }

            return made;
        }
    }

    /// <summary>Whoever closes a cohort expects its figures.</summary>
    internal sealed class WhenClosed(AppDb db, Caller caller, InstrumentCatalogue instruments, TimeProvider time)
        : INotificationHandler<MoveCohort.Closed>
    {
        public Task Handle(MoveCohort.Closed notification, CancellationToken ct) =>
            PublishAsync(db, caller.Network!.MinimumCell, instruments, notification.CohortId, time.GetUtcNow(), ct);
    }

    /// <summary>
    /// Makes what is due of one cohort. Keeps nobody waiting while it reckons: of two that make the same edition at once, the
    /// number lets one through.
    /// </summary>
    /// <returns>How many editions were made.</returns>
    public static async Task<int> PublishAsync(
        AppDb db,
        int minimum,
        InstrumentCatalogue instruments,
        int cohortId,
        DateTimeOffset now,
        CancellationToken ct
    )
    {
        var cohort = await db
            .Cohorts.Include(c => c.Occasions.OrderBy(o => o.Ordinal))
            .AsNoTracking()
            .AsSingleQuery()
            .SingleAsync(c => c.Id == cohortId, ct);
        var over = cohort.Occasions.FindAll(o => cohort.HasBehind(o, now));
        if (over.Count == 0 || await IsFinalAsync(db, cohort, over, minimum, ct))
        {
            return 0;
        }

        var editions = await db.Editions.Where(e => e.CohortId == cohortId).AsNoTracking().ToListAsync(ct);
        var steps = instruments[cohort.Instrument].Steps.Count;
        var answers = await FigureBook.AnswersAsync(db, cohort, over, steps, ct);
        var renews = over.Exists(o =>
            editions.Where(e => e.OccasionId == o.Id).MaxBy(e => e.Number) is { } newest
            && Publication.Differing(newest, answers[o.Id]) > 0
        );
        var readers = renews ? await Knowing.OfEachAsync(db, null, ct) : [];
        var made = 0;
        foreach (var occasion in over)
        {
            if (
                Publication.Due(
                    steps,
                    [.. cohort.Occasions.Select(FigureOccasion.Of)],
                    editions,
                    occasion.Id,
                    answers[occasion.Id],
                    readers,
                    minimum,
                    now
                ) is
                { } edition
            )
            {
                edition.CohortId = cohortId;
                db.Editions.Add(edition);
                editions.Add(edition);
                made++;
            }
        }

        if (made > 0)
        {
            await db.SaveChangesAsync(ct);
        }

        return made;
    }

    /// <summary>True of a closed cohort whose figures are made: nothing in it changes any more.</summary>
    private static async Task<bool> IsFinalAsync(
        AppDb db,
        Cohort cohort,
        List<Occasion> over,
        int minimum,
        CancellationToken ct
    ) =>
        cohort.ClosedAt is { } closed
        && await db
            .Editions.Where(e => e.CohortId == cohort.Id && e.PublishedAt >= closed && e.MinimumCell == minimum)
            .Select(e => e.OccasionId)
            .Distinct()
            .CountAsync(ct) == over.Count;
}
