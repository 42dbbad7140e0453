using MediatR;
using Microsoft.EntityFrameworkCore;
using ModelMunicipalities.App.Data;
using ModelMunicipalities.App.Platform;
using ModelMunicipalities.App.Tenancy;
using ModelMunicipalities.Domain;
using ModelMunicipalities.Domain.Meetings;

namespace ModelMunicipalities.App.Features.Meetings;

/// <summary>Brings a question of the caller's organisation to a meeting. The same one twice is there once.</summary>
public static class AskQuestion
{
    /// <param name="Id">The meeting's identity.</param>
    /// <param name="Organisation">The caller's organisation; null for her only one in the meeting.</param>
    /// <param name="Text">The question.</param>
    public sealed record Command(int Id, string? Organisation, string? Text) : IUse<Asked>, IRequireMeetingMember, IAlone;

    /// <param name="Id">The question's identity.</param>
    public sealed record Asked(int Id);

    internal sealed class Handler(AppDb db, MeetingMemberGuard guard, Caller caller, TimeProvider time)
        : IRequestHandler<Command, Outcome<Asked>>
    {
        public async Task<Outcome<Asked>> Handle(Command request, CancellationToken ct)
        {
            var access = guard.For(request);
            if (access.WhyNotAct() is { } over)
            {
                return over;
            }

            var organisation = access.OwnOf(caller, request.Organisation);
            if (!organisation.Ok)
            {
                return organisation.Refusals.ToList();
            }

            if (Writing.Clean(request.Text) is not { } text || text.Length > MeetingQuestion.Longest || text.Contains('\0'))
            {
                return Refusal.Invalid("QuestionMissing", "text", MeetingQuestion.Longest);
            }

            var own = organisation.Value.Id;
            var there = await db
                .MeetingQuestions.Where(q => q.MeetingId == access.Meeting.Id && q.OrganisationId == own)
                .ToListAsync(ct);
            if (there.Find(q => q.Text == text) is { } same)
            {
                return new Asked(same.Id);
            }

            if (there.Count >= MeetingQuestion.Most)
            {
                return Refusal.Conflict("TooManyQuestions", MeetingQuestion.Most);
            }

            var now = time.GetUtcNow();
            var question = new MeetingQuestion
            {
                MeetingId = access.Meeting.Id,
                OrganisationId = own,
                Text = text,
                AskedBy = caller.PersonId,
                AskedAt = now,
            };
            db.MeetingQuestions.Add(question);
            db.Trail("QuestionAsked", now, own, access.Occasion?.Id, access.Tell(text));
            await db.SaveChangesAsync(ct);
            await db.Database.CommitTransactionAsync(ct);
            return new Asked(question.Id);
        }
    }

    /// <param name="Text">The question.</param>
    /// <param name="Organisation">The caller's organisation, when several of hers meet.</param>
    public sealed record Body(string? Text, string? Organisation = null);

    public static void Map(IEndpointRouteBuilder network) =>
        network
            .MapPost(
                "/meetings/{id:int}/questions",
                async (int id, Body body, IMediator mediator, Show show, CancellationToken ct) =>
                    (await mediator.Send(new Command(id, body.Organisation, body.Text), ct)).Answer(show, asked =>
                        Results.Created((string?)null, asked)
                    )
            )
            .WithTags("Meetings")
            .WithSummary("Brings a question of the caller's organisation to a meeting.")
            .Produces<Asked>(StatusCodes.Status201Created);
}
