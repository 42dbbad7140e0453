using MediatR;
using Microsoft.EntityFrameworkCore;
using ModelMunicipalities.App.Data;
using ModelMunicipalities.App.Features.Cohorts;
using ModelMunicipalities.App.Platform;
using ModelMunicipalities.Domain;
using ModelMunicipalities.Domain.Accounts;
using ModelMunicipalities.Domain.Assessments;
using ModelMunicipalities.Domain.Cohorts;
using ModelMunicipalities.Domain.Improvements;

namespace ModelMunicipalities.App.Features.Assessments;

/// <summary>
/// The coordinator's overview of a cohort at an occasion: who has submitted what, who is missing, who lacks a function.
/// </summary>
public static class ViewProgress
{
    /// <param name="Cohort">The cohort's slug.</param>
    /// <param name="Occasion">The occasion's key; null for the one going on, else the last.</param>
    public sealed record Query(string Cohort, string? Occasion = null) : IUse<View>, IRequireCoordinator;

    public sealed record View(
        string Cohort,
        string CohortName,
        string Instrument,
        Invention Invention,
        CohortStage Stage,
        bool CohortClosed,
        string Occasion,
        string? Before,
        IReadOnlyList<OccasionLine> Occasions,
        IReadOnlyList<Row> Rows,
        IReadOnlyList<GroupAlert> Groups
    )
    {
        /// <summary>How many improvements are overdue in the cohort.</summary>
        public int OverdueImprovements { get; init; }

        /// <summary>The participants: those that the programme is for, and that aggregates are made of.</summary>
        public IEnumerable<Row> Participants => Rows.Where(r => r.Role == CohortRole.Participant);
    }

    public sealed record OccasionLine(
        string Key,
        DateTimeOffset OpensAt,
        DateTimeOffset DueAt,
        DateTimeOffset StartsAt,
        DateTimeOffset EndsAt,
        bool IsOpen,
        bool IsOver,
        int Submitted
    );

    /// <summary>A group with which something is wrong.</summary>
    public sealed record GroupAlert(string Group, IReadOnlyList<GroupFlag> Flags);

    public sealed record Row(
        string Organisation,
        string Name,
        CohortRole Role,
        string? Group,
        AssessmentStatus Status,
        int Answered,
        IReadOnlyList<Function> HandedIn,
        IReadOnlyList<int?>? Scores,
        int? Sum,
        int? Change,
        bool? IsModelMunicipality,
        IReadOnlyList<int?>? Before,
        IReadOnlyList<Function> Vacant
    );

    internal sealed class Handler(AppDb db, InstrumentCatalogue instruments, Moments moments, TimeProvider time)
        : IRequestHandler<Query, Outcome<View>>
    {
        public async Task<Outcome<View>> Handle(Query request, CancellationToken ct)
        {
            var now = time.GetUtcNow();
            var found = await db
                .Cohorts.Where(c => c.Slug == request.Cohort)
                .Select(c => new
                {
                    Cohort = c,
                    Occasions = (
                        from o in db.Occasions
                        where o.CohortId == c.Id
                        orderby o.Ordinal
                        select new
                        {
                            Occasion = o,
                            Submitted = (
                                from a in db.Assessments
                                where a.OccasionId == o.Id && a.SubmittedAt != null
                                join p in db.Participations
                                    on new { a.CohortId, a.OrganisationId } equals new { p.CohortId, p.OrganisationId }
                                where p.Role == CohortRole.Participant && (p.WithdrawnAt == null || p.WithdrawnAt >= o.EndsAt)
                                select a.Id
                            ).Count(),
                        }
                    ).ToList(),
                })
                .AsNoTracking()
                .AsSingleQuery()
                .SingleOrDefaultAsync(ct);
            if (found is null || found.Occasions.Count == 0)
            {
                return Refusal.NotFound();
            }

            var occasions = found.Occasions.ConvertAll(o => o.Occasion);
            var index = request.Occasion is null
                ? Math.Max(
                    0,
                    occasions.FindIndex(o => found.Cohort.HasOpen(o, now)) is >= 0 and var open
                        ? open
                        : occasions.FindLastIndex(o => now >= o.OpensAt)
                )
                : occasions.FindIndex(o => o.Key == request.Occasion);
            if (index < 0)
            {
                return Refusal.NotFound();
            }

            var instrument = instruments[found.Cohort.Instrument];
            var before = index > 0 ? occasions[index - 1] : null;
            return new View(
                found.Cohort.Slug,
                found.Cohort.Name,
                found.Cohort.Instrument,
                found.Cohort.Invention,
                found.Cohort.Stage,
                found.Cohort.ClosedAt is not null,
                occasions[index].Key,
                before?.Key,
                found.Occasions.ConvertAll(o => new OccasionLine(
                    o.Occasion.Key,
                    o.Occasion.OpensAt,
                    o.Occasion.DueAt,
                    o.Occasion.StartsAt,
                    o.Occasion.EndsAt,
                    found.Cohort.HasOpen(o.Occasion, now),
                    o.Occasion.IsOver(now),
                    o.Submitted
                )),
                await RowsAsync(found.Cohort.Id, occasions[index], before?.Id, instrument, ct),
                await AlertsAsync(found.Cohort, ct)
            )
            {
                OverdueImprovements = await OverdueAsync(found.Cohort.Id, moments.DayOf(now), ct),
            };
        }

        private Task<int> OverdueAsync(int cohort, DateOnly today, CancellationToken ct) =>
            db.Improvements.Where(Improvement.OverdueOn(today)).CountAsync(i => i.CohortId == cohort, ct);

        private async Task<IReadOnlyList<GroupAlert>> AlertsAsync(Cohort cohort, CancellationToken ct)
        {
            var flags = await GroupFlags.ReadAsync(db, cohort.Id, cohort.Stage, ct);
            var names = await db.Groups.Where(g => g.CohortId == cohort.Id).Select(g => new { g.Id, g.Name }).ToListAsync(ct);
            return
            [
                .. names
                    .Where(g => flags.ContainsKey(g.Id))
                    .OrderBy(g => g.Name, NameOrder.Swedish)
                    .Select(g => new GroupAlert(g.Name, flags[g.Id])),
            ];
        }

        private async Task<IReadOnlyList<Row>> RowsAsync(
            int cohortId,
            Occasion occasion,
            int? beforeId,
            Instrument instrument,
            CancellationToken ct
        )
        {
            // One that has left stays where it took part.
            var (occasionId, endsAt) = (occasion.Id, occasion.EndsAt);
            var found = await (
                from p in db.Participations
                where
                    p.CohortId == cohortId
                    && (
                        p.WithdrawnAt == null
                        || (
                            p.WithdrawnAt >= endsAt
                            && db.Assessments.Any(a =>
                                a.OccasionId == occasionId && a.OrganisationId == p.OrganisationId && a.SubmittedAt != null
                            )
                        )
                    )
                join o in db.Organisations on p.OrganisationId equals o.Id
                from g in db.Groups.Where(g => g.Id == p.GroupId).DefaultIfEmpty()
                from b in db
                    .Assessments.Where(b => b.OccasionId == beforeId && b.OrganisationId == o.Id && b.SubmittedAt != null)
                    .DefaultIfEmpty()
                select new
                {
                    OrganisationId = o.Id,
                    o.Slug,
                    o.Name,
                    p.Role,
                    HasLeft = p.WithdrawnAt != null,
                    Group = g!.Name,
                    Before = b!.Profile,
                }
            )
                .AsNoTracking()
                .ToListAsync(ct);
            var rows = found
                .OrderBy(r => r.Group, NameOrder.Swedish)
                .ThenByDescending(r => r.Role)
                .ThenBy(r => r.Name, NameOrder.Swedish)
                .ToList();
            var progress = await db
                .Assessments.Where(a => a.OccasionId == occasionId)
                .Select(AssessmentProgress.Of)
                .AsSingleQuery()
                .ToDictionaryAsync(a => a.OrganisationId, ct);
            var none = new AssessmentProgress();
            var held = (
                await (
                    from p in db.Participations
                    where p.CohortId == cohortId && p.WithdrawnAt == null
                    join m in db.Memberships on p.OrganisationId equals m.OrganisationId
                    where m.EndedAt == null && m.Function != null
                    select new { m.OrganisationId, Function = m.Function!.Value }
                ).ToListAsync(ct)
            ).ToLookup(m => m.OrganisationId, m => m.Function);

            return rows.ConvertAll(r =>
            {
                var assessment = progress.GetValueOrDefault(r.OrganisationId, none);
                var (profile, before) = (Profile.Parse(assessment.SubmittedProfile), Profile.Parse(r.Before));
                return new Row(
                    r.Slug,
                    r.Name,
                    r.Role,
                    r.Group,
                    assessment.Status,
                    assessment.MostAnswered,
                    assessment.HandedIn,
                    profile?.Scores,
                    profile?.Sum,
                    profile?.Sum - before?.Sum,
                    profile is null ? null : instrument.Status?.IsMetBy(profile.Scores),
                    before?.Scores,
                    r.HasLeft ? [] : [.. Assessment.Functions.Except(held[r.OrganisationId])]
                );
            });
        }
    }

    public static void Map(IEndpointRouteBuilder cohort) =>
        cohort
            .MapGet("/progress", async (string cohort, string? occasion, IMediator mediator, Show show, CancellationToken ct) =>
                (await mediator.Send(new Query(cohort, occasion), ct)).Answer(show)
            )
            .WithTags("Assessments")
            .WithSummary(
                "Every organisation's submitted scores at an occasion, who is missing, and who lacks a function. For the coordinator."
            )
            .Produces<View>();
}
