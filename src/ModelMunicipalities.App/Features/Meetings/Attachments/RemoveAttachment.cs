using MediatR;
using ModelMunicipalities.App.Data;
using ModelMunicipalities.App.Platform;
using ModelMunicipalities.App.Tenancy;
using ModelMunicipalities.Domain;
using ModelMunicipalities.Domain.Cohorts;

namespace ModelMunicipalities.App.Features.Meetings;

/// <summary>Takes away a document: one of the caller's own organisation, or any for the coordinator.</summary>
public static class RemoveAttachment
{
    public sealed record Command(int Attachment) : IUse<Done>, IGuardedByArea;

    /// <summary>The organisation whose it is, and the coordinator.</summary>
    internal sealed class Guard(AppDb db, Caller caller) : Guard<Command, AttachmentAccess>
    {
        protected override async Task<Outcome<AttachmentAccess>> FindAsync(Command request, CancellationToken ct)
        {
            var found = await AttachmentAccess.FindAsync(db, caller, request.Attachment, ct);
            return !found.Ok || caller.IsCoordinator || (found.Value.Attachment.OrganisationId is { } own && caller.IsAt(own))
                ? found
                : Refusal.Forbidden("OrganisationOnly");
        }
    }

    internal sealed class Handler(AppDb db, Guard guard, TimeProvider time) : IRequestHandler<Command, Outcome<Done>>
    {
        public async Task<Outcome<Done>> Handle(Command request, CancellationToken ct)
        {
            var access = guard.For(request);
            var attachment = access.Attachment;
            if (access.Stage.WhyNot(access.Act) is { } refusal)
            {
                return refusal;
            }

            // The database takes the content with it.
            db.Attachments.Remove(attachment);
            db.Trail(
                "AttachmentRemoved",
                time.GetUtcNow(),
                attachment.OrganisationId,
                access.OccasionId,
                string.Join(": ", new[] { access.Of, attachment.Name }.OfType<string>())
            );
            await db.SaveChangesAsync(ct);
            return default(Done);
        }
    }

    public static void Map(IEndpointRouteBuilder network) =>
        network
            .MapDelete(
                "/attachments/{attachment:int}",
                async (int attachment, IMediator mediator, Show show, CancellationToken ct) =>
                    (await mediator.Send(new Command(attachment), ct)).Answer(show, _ => Results.NoContent())
            )
            .WithTags("Meetings")
            .WithSummary("Takes away a document of the caller's own organisation; any, for the coordinator.")
            .Produces(StatusCodes.Status204NoContent);
}
