using MediatR;
using ModelMunicipalities.App.Data;
using ModelMunicipalities.App.Platform;

namespace ModelMunicipalities.App.Features.Meetings;

/// <summary>Decides whether unfit tools are refused, and how travel is counted.</summary>
public static class ChangeMeetingSettings
{
    public sealed record Command(bool RefusesUnfitTools, double? KgPerKm, string? KgSource, int? KmPerHour, int Version)
        : IUse<ViewMeetingSettings.View>,
            IRequireCoordinator;

    internal sealed class Handler(AppDb db, TimeProvider time) : IRequestHandler<Command, Outcome<ViewMeetingSettings.View>>
    {
        public async Task<Outcome<ViewMeetingSettings.View>> Handle(Command request, CancellationToken ct)
        {
            var rules = await LoadedMeetingSettings.OpenAsync(db, ct);
            if (rules.WhyNot(request.Version) is { } refusal)
            {
                return refusal;
            }

            var wrong = rules.Settings.Change(request.RefusesUnfitTools, request.KgPerKm, request.KgSource, request.KmPerHour);
            if (wrong.Count > 0)
            {
                return wrong.ToList();
            }

            db.Trail("MeetingSettingsChanged", time.GetUtcNow());
            await db.SaveChangesAsync(ct);
            return rules.View();
        }
    }

    public sealed record Body(bool? RefusesUnfitTools, double? KgPerKm, string? KgSource, int? KmPerHour);

    public static void Map(IEndpointRouteBuilder network) =>
        network
            .MapPut(
                "/meetings/settings",
                async (Body body, HttpContext http, IMediator mediator, Show show, CancellationToken ct) =>
                    await LoadedMeetingSettings.AnswerAsync(
                        http,
                        show,
                        mediator,
                        body,
                        version => new Command(
                            body.RefusesUnfitTools ?? false,
                            body.KgPerKm,
                            body.KgSource,
                            body.KmPerHour,
                            version
                        ),
                        ct
                    )
            )
            .WithTags("Meetings")
            .WithSummary(
                "Decides whether unfit tools are refused, and how travel is counted. The coordinator's act. Needs If-Match."
            )
            .Produces<ViewMeetingSettings.View>()
            .ProducesProblem(StatusCodes.Status428PreconditionRequired);
}
