using MediatR;
using Microsoft.EntityFrameworkCore;
using ModelMunicipalities.App.Data;
using ModelMunicipalities.App.Features.Meetings;
using ModelMunicipalities.App.Platform;
using ModelMunicipalities.App.Tenancy;
using ModelMunicipalities.Domain;
using ModelMunicipalities.Domain.Cohorts;
using ModelMunicipalities.Domain.Improvements;

namespace ModelMunicipalities.App.Features.Improvements;

/// <summary>
/// What a meeting has to do with improvements: those planned at it, and those from before it that are to be looked at.
/// </summary>
public static class ListMeetingImprovements
{
    public sealed record Query(int Id) : IUse<View>, IRequireMeetingMember;

    /// <param name="Meeting">The meeting's identity.</param>
    /// <param name="Cohort">The cohort's slug.</param>
    /// <param name="HasBegun">True from its start.</param>
    /// <param name="Planned">What was planned at it.</param>
    /// <param name="ToReview">What was open when it began, with what was found.</param>
    /// <param name="MayPlan">The caller's own organisations that can plan one at it.</param>
    public sealed record View(
        int Meeting,
        string Cohort,
        bool HasBegun,
        IReadOnlyList<Line> Planned,
        IReadOnlyList<Line> ToReview,
        IReadOnlyList<Own> MayPlan
    )
    {
        /// <summary>How many of those that are to be looked at have been.</summary>
        public int Reviewed => ToReview.Count(l => l.Review is not null);
    }

    /// <param name="Organisation">Its slug.</param>
    /// <param name="Name">Its name.</param>
    public sealed record Own(string Organisation, string Name);

    public sealed record Line(ListImprovements.Line Improvement, Review? Review, bool MayReview);

    public sealed record Review(ImprovementStatus Status, string? Finding, DateTimeOffset NotedAt);

    internal sealed class Handler(AppDb db, MeetingMemberGuard guard, Caller caller, Moments moments, TimeProvider time)
        : IRequestHandler<Query, Outcome<View>>
    {
        public async Task<Outcome<View>> Handle(Query request, CancellationToken ct)
        {
            var access = guard.For(request);
            var (meeting, now) = (access.Meeting, time.GetUtcNow());
            var today = moments.DayOf(now);
            var seen = await SeenAsync(access, ct);
            var rows = await (
                from i in db.Improvements
                where i.CohortId == access.Cohort.Id
                join p in db.Participations on new { i.CohortId, i.OrganisationId } equals new { p.CohortId, p.OrganisationId }
                where p.WithdrawnAt == null && (meeting.GroupId == null || p.GroupId == meeting.GroupId)
                join r in db.ImprovementReviews.Where(r => r.MeetingId == meeting.Id) on i.Id equals r.ImprovementId into reviews
                from r in reviews.DefaultIfEmpty()
                join m in db.Meetings on i.PlannedAtId equals m.Id into planned
                from m in planned.DefaultIfEmpty()
                select new
                {
                    Improvement = i,
                    Review = r,
                    PlannedAt = m,
                }
            )
                .AsNoTracking()
                .ToListAsync(ct);
            var lines = rows.Where(r => seen.ContainsKey(r.Improvement.OrganisationId))
                .OrderBy(r => seen[r.Improvement.OrganisationId].Name, NameOrder.Swedish)
                .ThenBy(r => r.Improvement.Id)
                .ToList();
            var open = access.Cohort.Stage.Allows(CohortAct.Improve);
            return new View(
                meeting.Id,
                access.Cohort.Slug,
                meeting.LocksAt <= now,
                lines.FindAll(r => r.Improvement.PlannedAtId == meeting.Id).ConvertAll(r => LineOf(r.Improvement, null, false)),
                lines
                    .FindAll(r => r.Review is not null || IsToReview(r.Improvement, r.PlannedAt?.LocksAt))
                    .ConvertAll(r =>
                        LineOf(
                            r.Improvement,
                            r.Review,
                            open
                                && (caller.IsAt(r.Improvement.OrganisationId) || access.Part == MeetingPart.Planner)
                                && ImprovementReview.WhyNotAt(r.Improvement, meeting.GroupId, meeting, r.PlannedAt) is null
                        )
                    ),
                open ? [.. access.Own(caller).Select(o => new Own(o.Slug, o.Name))] : []
            );

            bool IsToReview(Improvement i, DateTimeOffset? plannedAt) =>
                i.PlannedAtId != meeting.Id
                && (plannedAt ?? i.CreatedAt) < (plannedAt is null ? meeting.EndsAt ?? meeting.WindowTo : meeting.LocksAt)
                && (i.EndedAt is null || i.EndedAt >= meeting.LocksAt);

            Line LineOf(Improvement i, ImprovementReview? review, bool may) =>
                new(
                    ListImprovements.LineOf(i, seen[i.OrganisationId].Slug, seen[i.OrganisationId].Name, today, now),
                    review is null ? null : new Review(review.Status, review.Finding, review.NotedAt),
                    may
                );
        }

        /// <summary>
        /// Those who meet whose improvements the caller sees: all of a group; of a whole cohort her own and her group, the
        /// coordinator all.
        /// </summary>
        private async Task<Dictionary<int, Domain.Networks.Organisation>> SeenAsync(MeetingAccess access, CancellationToken ct)
        {
            var members = access.Members.ToDictionary(m => m.Organisation.Id, m => m.Organisation);
            if (access.Meeting.GroupId is not null || caller.IsCoordinator)
            {
                return members;
            }

            var mine = members.Keys.Where(caller.IsAt).ToList();
            var peers = await (
                from own in db.Participations
                where
                    own.CohortId == access.Cohort.Id
                    && own.GroupId != null
                    && own.WithdrawnAt == null
                    && mine.Contains(own.OrganisationId)
                join p in db.Participations on own.GroupId equals p.GroupId
                select p.OrganisationId
            ).ToListAsync(ct);
            return members.Where(m => mine.Contains(m.Key) || peers.Contains(m.Key)).ToDictionary();
        }
    }

    public static void Map(IEndpointRouteBuilder network) =>
        network
            .MapGet("/meetings/{id:int}/improvements", async (int id, IMediator mediator, Show show, CancellationToken ct) =>
                (await mediator.Send(new Query(id), ct)).Answer(show)
            )
            .WithTags("Meetings")
            .WithSummary(
                "The improvements planned at a meeting, and those from before that are to be looked at, with what was found. For those who are to be there."
            )
            .Produces<View>();
}
