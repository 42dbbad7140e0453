using MediatR;
using Microsoft.EntityFrameworkCore;
using ModelMunicipalities.App.Data;
using ModelMunicipalities.App.Platform;
using ModelMunicipalities.App.Tenancy;
using ModelMunicipalities.Domain;
using ModelMunicipalities.Domain.Meetings;

namespace ModelMunicipalities.App.Features.Meetings;

/// <summary>Writes down what was decided at a meeting: the act of who plans it. The same decision twice is there once.</summary>
public static class AddDecision
{
    /// <param name="Id">The meeting's identity.</param>
    /// <param name="Text">What was decided.</param>
    /// <param name="Organisation">The slug of the organisation that sees to it; null for all.</param>
    /// <param name="DueOn">By which day; null for none.</param>
    public sealed record Command(int Id, string? Text, string? Organisation, DateOnly? DueOn)
        : IUse<Added>,
            IRequireMeetingPlanner,
            IAlone;

    /// <param name="Id">The decision's identity.</param>
    public sealed record Added(int Id);

    internal sealed class Handler(AppDb db, MeetingPlannerGuard guard, Caller caller, TimeProvider time)
        : IRequestHandler<Command, Outcome<Added>>
    {
        /// <summary>The most decisions of a meeting.</summary>
        private const int Most = 100;

        public async Task<Outcome<Added>> Handle(Command request, CancellationToken ct)
        {
            var access = guard.For(request);
            if (access.WhyNotAct() is { } over)
            {
                return over;
            }

            var now = time.GetUtcNow();
            var text = Writing.Clean(request.Text);
            var wrong = Writing.WhyNot(text, "text", MeetingDecision.Longest).ToList();
            if (text is null)
            {
                wrong.Add(Refusal.Invalid("DecisionTextMissing", "text"));
            }

            if (request.DueOn is { Year: < 2000 or > 2100 })
            {
                wrong.Add(Refusal.Invalid("DayUnreadable", "dueOn"));
            }

            var organisation = string.IsNullOrEmpty(request.Organisation)
                ? null
                : access.Members.Select(m => m.Organisation).FirstOrDefault(o => o.Slug == request.Organisation);
            if (organisation is null && !string.IsNullOrEmpty(request.Organisation))
            {
                wrong.Add(Refusal.Invalid("NotAtThisMeeting", "organisation"));
            }

            if (wrong.Count > 0)
            {
                return wrong;
            }

            var there = await db.MeetingDecisions.Where(d => d.MeetingId == access.Meeting.Id).AsNoTracking().ToListAsync(ct);
            if (there.Find(d => d.Text == text && d.OrganisationId == organisation?.Id && d.DueOn == request.DueOn) is { } same)
            {
                return new Added(same.Id);
            }

            if (there.Count >= Most)
            {
                return Refusal.Conflict("TooManyDecisions", Most);
            }

            var decision = new MeetingDecision
            {
                MeetingId = access.Meeting.Id,
                Text = text!,
                OrganisationId = organisation?.Id,
                DueOn = request.DueOn,
                NotedBy = caller.PersonId,
                NotedAt = now,
            };
            db.MeetingDecisions.Add(decision);
            db.Trail("DecisionNoted", now, organisation?.Id, access.Occasion?.Id, access.Tell(text));
            await db.SaveChangesAsync(ct);
            await db.Database.CommitTransactionAsync(ct);
            return new Added(decision.Id);
        }
    }

    public sealed record Body(string? Text, string? Organisation = null, DateOnly? DueOn = null);

    public static void Map(IEndpointRouteBuilder network) =>
        network
            .MapPost(
                "/meetings/{id:int}/decisions",
                async (int id, Body body, IMediator mediator, Show show, CancellationToken ct) =>
                    (await mediator.Send(new Command(id, body.Text, body.Organisation, body.DueOn), ct)).Answer(show, added =>
                        Results.Created((string?)null, added)
                    )
            )
            .WithTags("Meetings")
            .WithSummary("Writes down what was decided at a meeting, who sees to it and by when. The act of who plans it.")
            .Produces<Added>(StatusCodes.Status201Created);
}
