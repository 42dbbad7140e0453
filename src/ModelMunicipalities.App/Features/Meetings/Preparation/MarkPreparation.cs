using MediatR;
using Microsoft.EntityFrameworkCore;
using ModelMunicipalities.App.Data;
using ModelMunicipalities.App.Platform;
using ModelMunicipalities.App.Tenancy;
using ModelMunicipalities.Domain;
using ModelMunicipalities.Domain.Meetings;

namespace ModelMunicipalities.App.Features.Meetings;

/// <summary>Says that the caller's organisation has done a preparation, or that it has not after all. Twice is once.</summary>
public static class MarkPreparation
{
    /// <param name="Id">The meeting's identity.</param>
    /// <param name="Organisation">The caller's organisation; null for her only one in the meeting.</param>
    /// <param name="Task">Key of the preparation.</param>
    /// <param name="IsDone">False to take it back.</param>
    public sealed record Command(int Id, string? Organisation, string? Task, bool? IsDone) : IUse<Done>, IRequireMeetingMember;

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

            var organisation = access.OwnOf(caller, request.Organisation);
            if (!organisation.Ok)
            {
                return organisation.Refusals.ToList();
            }

            var task = MeetingForm.Of(access.Meeting).Preparations.FirstOrDefault(p => p.Key == request.Task);
            if (task is not { Kind: PreparationKind.Task })
            {
                return Refusal.Invalid("PreparationUnknown", "task");
            }

            if (request.IsDone is not { } done)
            {
                return Refusal.Invalid("Unreadable", "done");
            }

            var own = organisation.Value.Id;
            var row = await db.Preparations.SingleOrDefaultAsync(
                p => p.MeetingId == access.Meeting.Id && p.OrganisationId == own && p.Task == task.Key,
                ct
            );
            if (done == row is not null)
            {
                return default(Done);
            }

            var now = time.GetUtcNow();
            if (row is null)
            {
                db.Preparations.Add(
                    new Preparation
                    {
                        MeetingId = access.Meeting.Id,
                        OrganisationId = own,
                        Task = task.Key,
                        DoneAt = now,
                        DoneBy = caller.PersonId,
                    }
                );
                db.Trail("PreparationDone", now, own, access.Occasion?.Id, access.Tell(task.Title.Sv));
            }
            else
            {
                db.Preparations.Remove(row);
                db.Trail("PreparationUndone", now, own, access.Occasion?.Id, access.Tell(task.Title.Sv));
            }

            await db.SaveChangesAsync(ct);
            return default(Done);
        }
    }

    /// <param name="Task">Key of the preparation.</param>
    /// <param name="Done">False to take it back.</param>
    /// <param name="Organisation">The caller's organisation, when several of hers meet.</param>
    public sealed record Body(string? Task, bool? Done, string? Organisation = null);

    public static void Map(IEndpointRouteBuilder network) =>
        network
            .MapPost(
                "/meetings/{id:int}/preparation",
                async (int id, Body body, IMediator mediator, Show show, CancellationToken ct) =>
                    (await mediator.Send(new Command(id, body.Organisation, body.Task, body.Done), ct)).Answer(show, _ =>
                        Results.NoContent()
                    )
            )
            .WithTags("Meetings")
            .WithSummary("Says that the caller's organisation has done a preparation, or not after all.")
            .Produces(StatusCodes.Status204NoContent);
}
