using MediatR;
using ModelMunicipalities.App.Data;
using ModelMunicipalities.App.Platform;
using ModelMunicipalities.App.Tenancy;
using ModelMunicipalities.Domain;

namespace ModelMunicipalities.App.Features.Meetings;

/// <summary>
/// Reminds those who have not answered every time of a poll, each at most once a day, and asks those who have come since the
/// question was put.
/// </summary>
public static class RemindPoll
{
    public sealed record Command(int Id) : IUse<Sent>, IRequireMeetingPlanner, IAlone;

    /// <param name="Reminded">How many were reminded.</param>
    /// <param name="Asked">How many new ones were asked.</param>
    /// <param name="TooSoon">How many have not answered but were reminded within the last day.</param>
    public sealed record Sent(int Reminded, int Asked, int TooSoon);

    internal sealed class Handler(AppDb db, MeetingPlannerGuard guard, Caller caller, Letters letters, TimeProvider time)
        : IRequestHandler<Command, Outcome<Sent>>
    {
        public async Task<Outcome<Sent>> Handle(Command request, CancellationToken ct)
        {
            var sheet = await PollSheet.LoadAsync(db, guard.For(request), ct);
            var now = time.GetUtcNow();
            if ((ChangePoll.WhyNot(sheet) ?? sheet.Poll!.WhyNotAnswer(now)) is { } refusal)
            {
                return refusal;
            }

            var poll = sheet.Poll!;
            var said = (await sheet.AnswersAsync(db, ct)).ToLookup(a => a.PersonId, a => a.SlotId);
            var missing = sheet.Asked().Where(a => poll.Slots.Exists(s => !said[a.Invitee.PersonId].Contains(s.Id))).ToList();
            var toRemind = missing.Where(a => a.Invitee.MayBeReminded(now)).ToList();
            foreach (var (invitee, person) in toRemind)
            {
                invitee.RemindedAt = now;
                sheet.Ask(
                    letters,
                    caller,
                    person,
                    poll.Slots.FindAll(s => !said[person.PersonId].Contains(s.Id)),
                    PollSheet.Letter.Reminder
                );
            }

            var toAsk = sheet.NotAsked().ToList();
            foreach (var person in toAsk)
            {
                sheet.Ask(letters, caller, person, poll.Slots, PollSheet.Letter.Opened);
            }

            if (toRemind.Count + toAsk.Count > 0)
            {
                db.Trail("PollReminded", now, detail: $"{sheet.Name}: {toRemind.Count + toAsk.Count}");
            }

            await db.SaveChangesAsync(ct);
            await db.Database.CommitTransactionAsync(ct);
            return new Sent(toRemind.Count, toAsk.Count, missing.Count - toRemind.Count);
        }
    }

    public static void Map(IEndpointRouteBuilder network) =>
        network
            .MapPost("/meetings/{id:int}/poll/reminders", async (int id, IMediator mediator, Show show, CancellationToken ct) =>
                (await mediator.Send(new Command(id), ct)).Answer(show)
            )
            .WithTags("Meetings")
            .WithSummary(
                "Reminds those who have not answered a poll, each at most once a day, and asks those who have come since. For those who plan the meeting."
            )
            .Produces<Sent>();
}
