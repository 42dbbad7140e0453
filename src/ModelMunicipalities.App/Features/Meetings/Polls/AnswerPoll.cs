using MediatR;
using ModelMunicipalities.App.Data;
using ModelMunicipalities.App.Platform;
using ModelMunicipalities.App.Tenancy;
using ModelMunicipalities.Domain;
using ModelMunicipalities.Domain.Accounts;
using ModelMunicipalities.Domain.Meetings;

namespace ModelMunicipalities.App.Features.Meetings;

/// <summary>Says which of the times suits the caller herself. Times that she leaves out stay as they were.</summary>
public static class AnswerPoll
{
    /// <summary>Alone, so that no time is taken away between reading and saving.</summary>
    /// <param name="Id">The meeting.</param>
    /// <param name="Replies">What she says.</param>
    public sealed record Command(int Id, IReadOnlyList<GivenReply> Replies) : IUse<ViewPoll.View>, IRequireMeetingMember, IAlone;

    internal sealed class Handler(AppDb db, MeetingMemberGuard guard, Caller caller, IMediator mediator, TimeProvider time)
        : IRequestHandler<Command, Outcome<ViewPoll.View>>
    {
        public async Task<Outcome<ViewPoll.View>> Handle(Command request, CancellationToken ct)
        {
            var sheet = await PollSheet.LoadAsync(db, guard.For(request), ct);
            if (sheet.Poll is not { } poll)
            {
                return PollSheet.NoPoll;
            }

            if (sheet.People.FirstOrDefault(p => p.PersonId == caller.PersonId) is not { } person)
            {
                return Refusal.Forbidden("PollNotForYou");
            }

            // One who has come since the question was put need not wait until she is asked.
            var invitee = poll.Invitees.Find(i => i.PersonId == caller.PersonId);
            if (invitee is null)
            {
                poll.Invitees.Add(
                    invitee = new PollInvitee { PersonId = caller.PersonId, TokenHash = Invitation.Hash(Invitation.NewToken()) }
                );
            }

            var now = time.GetUtcNow();
            var wrong = await PollAnswers.SetAsync(db, poll, invitee, request.Replies, now, ct);
            if (wrong.Count > 0)
            {
                return wrong.ToList();
            }

            db.Trail("PollAnswered", now, person.OrganisationId, detail: sheet.Name);
            await db.SaveChangesAsync(ct);
            await db.Database.CommitTransactionAsync(ct);
            db.ChangeTracker.Clear();
            return await mediator.Send(new ViewPoll.Query(request.Id), ct);
        }
    }

    public sealed record Body(IReadOnlyList<GivenReply?>? Answers)
    {
        internal IReadOnlyList<GivenReply> Given => [.. (Answers ?? []).Select(a => a ?? new GivenReply(null, null))];
    }

    public static void Map(IEndpointRouteBuilder network) =>
        network
            .MapPut(
                "/meetings/{id:int}/poll/answers",
                async (int id, Body body, HttpContext http, IMediator mediator, Show show, CancellationToken ct) =>
                    (await mediator.Send(new Command(id, body.Given), ct)).Answer(show, view => view.WithVersion(http))
            )
            .WithTags("Meetings")
            .WithSummary(
                "Says which of the times suits the caller: yes, ifNeedBe or no to each. Times left out stay as they were. For those who are to meet."
            )
            .Produces<ViewPoll.View>();
}
