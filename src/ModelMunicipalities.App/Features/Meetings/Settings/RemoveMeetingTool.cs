using MediatR;
using ModelMunicipalities.App.Data;
using ModelMunicipalities.App.Platform;
using ModelMunicipalities.Domain;

namespace ModelMunicipalities.App.Features.Meetings;

/// <summary>Takes a tool off the network's list. Meetings that use it keep it.</summary>
public static class RemoveMeetingTool
{
    public sealed record Command(int Tool, int Version) : IUse<ViewMeetingSettings.View>, IRequireCoordinator;

    internal sealed class Handler(AppDb db, TimeProvider time) : IRequestHandler<Command, Outcome<ViewMeetingSettings.View>>
    {
        public async Task<Outcome<ViewMeetingSettings.View>> Handle(Command request, CancellationToken ct)
        {
            var rules = await LoadedMeetingSettings.OpenAsync(db, ct);
            if (rules.Tools.Find(t => t.Id == request.Tool) is not { } tool)
            {
                return Refusal.NotFound();
            }

            if (rules.WhyNot(request.Version) is { } refusal)
            {
                return refusal;
            }

            tool.RemovedAt = time.GetUtcNow();
            rules.Tools.Remove(tool);
            rules.Settings.Version++;
            db.Trail("ToolRemoved", tool.RemovedAt.Value, detail: tool.Name);
            await db.SaveChangesAsync(ct);
            return rules.View();
        }
    }

    public static void Map(IEndpointRouteBuilder network) =>
        network
            .MapDelete(
                "/meetings/settings/tools/{tool:int}",
                async (int tool, HttpContext http, IMediator mediator, Show show, CancellationToken ct) =>
                    await LoadedMeetingSettings.AnswerAsync(http, show, mediator, null, version => new Command(tool, version), ct)
            )
            .WithTags("Meetings")
            .WithSummary(
                "Takes a tool off the network's list; meetings that use it keep it. The coordinator's act. Needs If-Match with the settings' version."
            )
            .Produces<ViewMeetingSettings.View>()
            .ProducesProblem(StatusCodes.Status428PreconditionRequired);
}
