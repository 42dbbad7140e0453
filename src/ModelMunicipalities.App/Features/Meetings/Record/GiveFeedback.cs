using MediatR;
using Microsoft.EntityFrameworkCore;
using ModelMunicipalities.App.Data;
using ModelMunicipalities.App.Platform;
using ModelMunicipalities.App.Tenancy;
using ModelMunicipalities.Domain;
using ModelMunicipalities.Domain.Meetings;

namespace ModelMunicipalities.App.Features.Meetings;

/// <summary>
/// Says what the caller thought of a meeting that has begun: plus, minus, interesting. Hers alone to change. The trail is
/// told nothing: with who wrote when, it would give away who wrote what.
/// </summary>
public static class GiveFeedback
{
    /// <param name="Id">The meeting's identity.</param>
    /// <param name="Plus">What was good.</param>
    /// <param name="Minus">What was not.</param>
    /// <param name="Interesting">What was worth thinking on.</param>
    /// <param name="Version">The version of what she said that this is made of; null to replace it whatever it is.</param>
    public sealed record Command(int Id, string? Plus, string? Minus, string? Interesting, int? Version)
        : IUse<Done>,
            IRequireMeetingMember;

    internal sealed class Handler(AppDb db, MeetingMemberGuard guard, Caller caller, TimeProvider time)
        : IRequestHandler<Command, Outcome<Done>>
    {
        public async Task<Outcome<Done>> Handle(Command request, CancellationToken ct)
        {
            var access = guard.For(request);
            if (access.WhyNotAct() is { } over)
            {
                return over;
            }

            var now = time.GetUtcNow();
            if (access.Meeting.WhyNotRecord(now) is { } refusal)
            {
                return refusal;
            }

            var wrong = Writing
                .WhyNot(request.Plus, "plus", MeetingFeedback.Longest)
                .Concat(Writing.WhyNot(request.Minus, "minus", MeetingFeedback.Longest))
                .Concat(Writing.WhyNot(request.Interesting, "interesting", MeetingFeedback.Longest))
                .ToList();
            if (wrong.Count > 0)
            {
                return wrong;
            }

            var (plus, minus, interesting) = (
                Writing.Clean(request.Plus),
                Writing.Clean(request.Minus),
                Writing.Clean(request.Interesting)
            );
            var mine = await db.MeetingFeedback.SingleOrDefaultAsync(
                f => f.MeetingId == request.Id && f.PersonId == caller.PersonId,
                ct
            );
            if (
                request.Version is { } version
                && version != (mine?.Version ?? ContentVersion.None)
                && ContentVersion.Of(plus, minus, interesting) != mine?.Version
            )
            {
                return Refusal.Stale(
                    true,
                    ("plus", mine?.Plus, plus),
                    ("minus", mine?.Minus, minus),
                    ("interesting", mine?.Interesting, interesting)
                );
            }

            if ((plus ?? minus ?? interesting) is null)
            {
                if (mine is null)
                {
                    return Refusal.Invalid("FeedbackEmpty", "plus");
                }

                db.MeetingFeedback.Remove(mine);
            }
            else
            {
                if (mine is null)
                {
                    db.MeetingFeedback.Add(mine = new MeetingFeedback { MeetingId = request.Id, PersonId = caller.PersonId });
                }

                (mine.Plus, mine.Minus, mine.Interesting, mine.WrittenAt) = (plus, minus, interesting, now);
            }

            await db.SaveChangesAsync(ct);
            return default(Done);
        }
    }

    public sealed record Body(string? Plus, string? Minus = null, string? Interesting = null);

    public static void Map(IEndpointRouteBuilder network) =>
        network
            .MapPut(
                "/meetings/{id:int}/feedback",
                async (int id, Body body, HttpContext http, IMediator mediator, Show show, CancellationToken ct) =>
                    await (
                        await mediator.Send(
                            new Command(id, body.Plus, body.Minus, body.Interesting, http.Request.ReadSharedVersion()),
                            ct
                        )
                    ).AnswerAsync(
                        show,
                        _ => Results.NoContent(),
                        async () => (await mediator.Send(new ViewRecord.Query(id), ct)).Value?.Mine,
                        body
                    )
            )
            .WithTags("Meetings")
            .WithSummary(
                "Says what the caller thought of a meeting that has begun; shown without her name. All three empty takes it back. "
                    + "With If-Match, the version of her own in the record, refuses what is made of an older one."
            )
            .Produces(StatusCodes.Status204NoContent);
}
