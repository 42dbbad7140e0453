using MediatR;
using Microsoft.EntityFrameworkCore;
using ModelMunicipalities.App.Data;
using ModelMunicipalities.App.Features.Meetings;
using ModelMunicipalities.App.Platform;
using ModelMunicipalities.App.Tenancy;
using ModelMunicipalities.Domain;
using ModelMunicipalities.Domain.Improvements;
using ModelMunicipalities.Domain.Meetings;

namespace ModelMunicipalities.App.Features.Improvements;

/// <summary>
/// Notes what was found when an improvement was looked at in a meeting, once for each meeting. Written by its organisation,
/// it also moves the improvement to that status; what a planner of the meeting writes stands as said at the meeting.
/// </summary>
public static class ReviewImprovement
{
    /// <param name="Cohort">The cohort's slug.</param>
    /// <param name="Organisation">The organisation's slug.</param>
    /// <param name="Improvement">The improvement.</param>
    /// <param name="Meeting">The meeting.</param>
    /// <param name="Status">How far it had come.</param>
    /// <param name="Finding">What was found.</param>
    /// <param name="Version">
    /// The version of the meeting's review that this is made of, 0 when there was none; null to write it whatever stands there.
    /// </param>
    public sealed record Command(
        string Cohort,
        string Organisation,
        int Improvement,
        int Meeting,
        ImprovementStatus? Status,
        string? Finding,
        int? Version
    ) : IUse<SavedImprovement>, IGuardedByArea, IAboutImprovement;

    /// <summary>The improvement, and the meeting at which it is looked at.</summary>
    internal sealed record Look(ImprovementAccess Access, MeetingAccess At);

    /// <summary>The improvement's organisation; of those who only see it, who plans the meeting.</summary>
    internal sealed class Guard(AppDb db, Caller caller) : Guard<Command, Look>
    {
        protected override async Task<Outcome<Look>> FindAsync(Command request, CancellationToken ct)
        {
            var found = await ImprovementAccess.FindAsync(db, caller, request, ct);
            if (!found.Ok)
            {
                return found.Refusals.ToList();
            }

            var needed = found.Value.Part == ImprovementPart.Own ? MeetingPart.None : MeetingPart.Planner;
            var at = await MeetingAccess.FindAsync(db, caller, request.Meeting, needed, ct);
            return at.Ok ? new Look(found.Value, at.Value) : at.Refusals.ToList();
        }
    }

    internal sealed class Handler(AppDb db, Caller caller, Guard guard, TimeProvider time)
        : IRequestHandler<Command, Outcome<SavedImprovement>>
    {
        public async Task<Outcome<SavedImprovement>> Handle(Command request, CancellationToken ct)
        {
            var (access, at) = guard.For(request);
            var (improvement, isOwn) = (access.Improvement, access.Part == ImprovementPart.Own);
            var reviews = await (
                from r in db.ImprovementReviews
                where r.ImprovementId == improvement.Id
                join m in db.Meetings on r.MeetingId equals m.Id
                select new { Review = r, Meeting = m }
            ).ToListAsync(ct);
            var planned = improvement.PlannedAtId is { } id
                ? await db.Meetings.AsNoTracking().SingleAsync(m => m.Id == id, ct)
                : null;
            var why = access.Participation.WhyNotImprove(access.Cohort)
                ?? ImprovementReview.WhyNotAt(improvement, access.Participation.GroupId, at.Meeting, planned)
                ?? (request.Status is null ? Refusal.Invalid("Unreadable", "status") : null);
            if (why is not null)
            {
                return why;
            }

            var (now, status, wasOpen) = (time.GetUtcNow(), request.Status!.Value, improvement.IsOpen);
            var written = reviews.Find(r => r.Meeting.Id == request.Meeting)?.Review;
            var review = written ?? new ImprovementReview { ImprovementId = improvement.Id, MeetingId = request.Meeting };
            var (statusBefore, findingBefore, versionBefore) = (
                written?.Status,
                written?.Finding,
                written?.Version ?? ContentVersion.None
            );
            var (byBefore, atBefore) = (written?.NotedBy, written?.NotedAt);
            if (review.Note(status, request.Finding, caller.PersonId, now) is { } refusal)
            {
                return refusal;
            }

            // Sent twice, it is noted once.
            if (statusBefore == status && findingBefore == review.Finding)
            {
                return access.Saved();
            }

            if (request.Version is { } version && version != versionBefore)
            {
                var by = await db.Users.Where(u => u.Id == byBefore).Select(u => u.Name).SingleOrDefaultAsync(ct) ?? "–";
                return (List<Refusal>)
                    [
                        .. Refusal.Stale(byBefore == caller.PersonId),
                        .. statusBefore is null || statusBefore == status
                            ? []
                            : new[] { Refusal.HoldsNow("status", statusBefore, by, atBefore!.Value) },
                        .. findingBefore == review.Finding || atBefore is null
                            ? []
                            : new[] { Refusal.HoldsNow("finding", findingBefore, by, atBefore.Value) },
                    ];
            }

            if (isOwn)
            {
                // What is put right afterwards in the review of an earlier meeting no longer moves it.
                var isLast = !reviews.Exists(r => r.Meeting.LocksAt > at.Meeting.LocksAt);
                if (isLast && statusBefore != status && status != improvement.Status)
                {
                    if (improvement.MoveTo(status, now) is { } not)
                    {
                        return not;
                    }

                    db.Trail(SetStatus.ActOf(status, wasOpen), now, access.Organisation.Id, detail: improvement.Title);
                }
                else
                {
                    improvement.Touch(now);
                }
            }

            if (written is null)
            {
                db.ImprovementReviews.Add(review);
            }

            db.Trail("ImprovementReviewed", now, access.Organisation.Id, at.Occasion?.Id, improvement.Title);
            await db.SaveChangesAsync(ct);
            return access.Saved();
        }
    }

    public sealed record Body(ImprovementStatus? Status, string? Finding = null);

    public static void Map(IEndpointRouteBuilder improvement) =>
        improvement
            .MapPut(
                "/reviews/{id:int}",
                (
                    string cohort,
                    string organisation,
                    int improvement,
                    int id,
                    Body body,
                    HttpContext http,
                    IMediator mediator,
                    Show show,
                    CancellationToken ct
                ) =>
                    mediator.SendAsync(
                        new Command(
                            cohort,
                            organisation,
                            improvement,
                            id,
                            body.Status,
                            body.Finding,
                            http.Request.ReadSharedVersion()
                        ),
                        body,
                        false,
                        http,
                        show,
                        ct
                    )
            )
            .Describe(
                "Notes how far an improvement had come at a meeting and what was found, once for each meeting. For its organisation, and for who plans the meeting. "
                    + "With If-Match, the version of that review, refuses what is made of an older one."
            );
}
