using MediatR;
using ModelMunicipalities.App.Data;
using ModelMunicipalities.App.Platform;
using ModelMunicipalities.App.Tenancy;
using ModelMunicipalities.Domain;
using ModelMunicipalities.Domain.Cohorts;
using ModelMunicipalities.Domain.Meetings;

namespace ModelMunicipalities.App.Features.Meetings;

/// <summary>
/// Asks everybody who is to meet which of some times suits her, each by a mail with a link of her own. A question that was
/// closed may be put anew; the earlier answers go.
/// </summary>
public static class OpenPoll
{
    /// <param name="Id">The meeting.</param>
    /// <param name="Slots">The times proposed.</param>
    /// <param name="Deadline">By when answers are asked for.</param>
    public sealed record Command(int Id, IReadOnlyList<ProposedTime> Slots, DateTimeOffset? Deadline)
        : IUse<ViewPoll.View>,
            IRequireMeetingPlanner,
            IAlone;

    internal sealed class Handler(
        AppDb db,
        MeetingPlannerGuard guard,
        Caller caller,
        Letters letters,
        IMediator mediator,
        TimeProvider time
    ) : IRequestHandler<Command, Outcome<ViewPoll.View>>
    {
        public async Task<Outcome<ViewPoll.View>> Handle(Command request, CancellationToken ct)
        {
            var sheet = await PollSheet.LoadAsync(db, guard.For(request), ct);
            if (WhyNot(sheet.Access, sheet.Poll) is { } refusal)
            {
                return refusal;
            }

            if (sheet.People.Count == 0)
            {
                return Refusal.Conflict("PollNobody");
            }

            var now = time.GetUtcNow();
            var (poll, wrong) = Poll.Open(request.Id, request.Slots, request.Deadline, caller.PersonId, now);
            if (poll is null)
            {
                return wrong.ToList();
            }

            if (sheet.Poll is not null)
            {
                db.Polls.Remove(sheet.Poll);
            }

            db.Polls.Add(poll);
            var opened = sheet with { Poll = poll };
            foreach (var person in opened.NotAsked().ToList())
            {
                opened.Ask(letters, caller, person, poll.Slots, PollSheet.Letter.Opened);
            }

            db.Trail("PollOpened", now, detail: sheet.Name);
            await db.SaveChangesAsync(ct);
            await db.Database.CommitTransactionAsync(ct);
            db.ChangeTracker.Clear();
            return await mediator.Send(new ViewPoll.Query(request.Id), ct);
        }
    }

    /// <summary>Why no poll may be opened for a meeting; null when one may.</summary>
    internal static Refusal? WhyNot(MeetingAccess access, Poll? poll) =>
        access.Cohort.Stage.WhyNot(CohortAct.Meet) is { } stage ? stage
        : access.Meeting.Status == MeetingStatus.Cancelled ? Refusal.Conflict("PollMeetingCancelled")
        : access.Meeting.Status == MeetingStatus.Confirmed
            ? Refusal.Conflict("PollMeetingConfirmed", access.Meeting.StartsAt!.Value)
        : poll is { ClosedAt: null } ? Refusal.Conflict("PollAlreadyOpen")
        : null;

    public sealed record Body(IReadOnlyList<ProposedTime?>? Slots, DateTimeOffset? Deadline)
    {
        internal IReadOnlyList<ProposedTime> Times => [.. (Slots ?? []).Select(s => s ?? new ProposedTime(null, null))];
    }

    public static void Map(IEndpointRouteBuilder network) =>
        network
            .MapPost(
                "/meetings/{id:int}/poll",
                async (int id, Body body, HttpContext http, IMediator mediator, Show show, CancellationToken ct) =>
                    (await mediator.Send(new Command(id, body.Times, body.Deadline), ct)).Answer(show, view =>
                        view.WithVersion(http)
                    )
            )
            .WithTags("Meetings")
            .WithSummary(
                "Asks everybody who is to meet which of two to twenty times suits, by a mail to each with a link of her own. For those who plan the meeting."
            )
            .Produces<ViewPoll.View>();
}
