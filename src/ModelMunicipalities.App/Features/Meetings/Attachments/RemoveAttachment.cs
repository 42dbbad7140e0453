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
    public sealed record Command(int Attachment) : IUse<Done>, IRequireMember;

    internal sealed class Handler(AppDb db, Caller caller, TimeProvider time) : IRequestHandler<Command, Outcome<Done>>
    {
        public async Task<Outcome<Done>> Handle(Command request, CancellationToken ct)
        {
            var desk = await AttachmentDesk.LoadAsync(db, caller, request.Attachment, ct);
            if (!desk.Ok)
            {
                return desk.Refusals.ToList();
            }

            var attachment = desk.Value.Attachment;
            if (!caller.IsCoordinator && !(attachment.OrganisationId is { } own && caller.IsAt(own)))
            {
                return Refusal.Forbidden("OrganisationOnly");
            }

            if (desk.Value.Stage.WhyNot(desk.Value.Act) is { } refusal)
            {
                return refusal;
            }

            // The database takes the content with it.
            db.Attachments.Remove(attachment);
            db.Trail(
                "AttachmentRemoved",
                time.GetUtcNow(),
                attachment.OrganisationId,
                desk.Value.OccasionId,
                string.Join(": ", new[] { desk.Value.Of, attachment.Name }.OfType<string>())
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
