using MediatR;
using ModelMunicipalities.App.Data;
using ModelMunicipalities.App.Platform;
using ModelMunicipalities.Domain;
using ModelMunicipalities.Domain.Meetings;

namespace ModelMunicipalities.App.Features.Meetings;

/// <summary>Puts a tool for digital meetings on the network's list, or changes what it is called and allowed for.</summary>
public static class SaveMeetingTool
{
    /// <param name="Tool">The tool that is changed; null for a new one.</param>
    /// <param name="Name">What it is called.</param>
    /// <param name="Allows">The most sensitive class that may be shown in it.</param>
    /// <param name="Note">How one signs in, why not more.</param>
    /// <param name="Version">The version that the change is based on.</param>
    public sealed record Command(int? Tool, string? Name, InformationClass? Allows, string? Note, int Version)
        : IUse<ViewMeetingSettings.View>,
            IRequireCoordinator;

    internal sealed class Handler(AppDb db, TimeProvider time) : IRequestHandler<Command, Outcome<ViewMeetingSettings.View>>
    {
        public async Task<Outcome<ViewMeetingSettings.View>> Handle(Command request, CancellationToken ct)
        {
            var rules = await LoadedMeetingSettings.OpenAsync(db, ct);
            var tool = rules.Tools.Find(t => t.Id == request.Tool);
            if (request.Tool is not null && tool is null)
            {
                return Refusal.NotFound();
            }

            if (rules.WhyNot(request.Version) is { } refusal)
            {
                return refusal;
            }

            var wrong = MeetingTool
                .Check(request.Name, request.Allows, request.Note, rules.Tools.Where(t => t != tool).Select(t => t.Name))
                .ToList();
            if (wrong.Count > 0)
            {
                return wrong;
            }

            var isNew = tool is null;
            if (tool is null)
            {
                db.MeetingTools.Add(tool = new MeetingTool { Name = "" });
                rules.Tools.Add(tool);
            }

            (tool.Name, tool.Allows, tool.Note) = (
                request.Name!.Trim(),
                request.Allows!.Value,
                string.IsNullOrWhiteSpace(request.Note) ? null : request.Note.Trim()
            );
            rules.Settings.Version++;
            db.Trail(isNew ? "ToolAdded" : "ToolChanged", time.GetUtcNow(), detail: tool.Name);
            await db.SaveChangesAsync(ct);
            return rules.View();
        }
    }

    public sealed record Body(string? Name, InformationClass? Allows, string? Note);

    public static void Map(IEndpointRouteBuilder network)
    {
        Described(
                network.MapPost(
                    "/meetings/settings/tools",
                    async (Body body, HttpContext http, IMediator mediator, Show show, CancellationToken ct) =>
                        await LoadedMeetingSettings.AnswerAsync(
                            http,
                            show,
                            mediator,
                            body,
                            version => new Command(null, body.Name, body.Allows, body.Note, version),
                            ct
                        )
                )
            )
            .WithName("addMeetingTool")
            .WithSummary(
                "Puts a tool for digital meetings on the network's list. The coordinator's act. Needs If-Match with the settings' version."
            );
        Described(
                network.MapPut(
                    "/meetings/settings/tools/{tool:int}",
                    async (int tool, Body body, HttpContext http, IMediator mediator, Show show, CancellationToken ct) =>
                        await LoadedMeetingSettings.AnswerAsync(
                            http,
                            show,
                            mediator,
                            body,
                            version => new Command(tool, body.Name, body.Allows, body.Note, version),
                            ct
                        )
                )
            )
            .WithSummary(
                "Changes what a tool is called and allowed for. The coordinator's act. Needs If-Match with the settings' version."
            );
    }

    private static RouteHandlerBuilder Described(RouteHandlerBuilder route) =>
        route
            .WithTags("Meetings")
            .Produces<ViewMeetingSettings.View>()
            .ProducesProblem(StatusCodes.Status428PreconditionRequired);
}
