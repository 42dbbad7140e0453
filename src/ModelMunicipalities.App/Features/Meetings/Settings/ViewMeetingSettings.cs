using MediatR;
using Microsoft.EntityFrameworkCore;
using ModelMunicipalities.App.Data;
using ModelMunicipalities.App.Platform;
using ModelMunicipalities.Domain;
using ModelMunicipalities.Domain.Meetings;

namespace ModelMunicipalities.App.Features.Meetings;

/// <summary>What the network has decided for its meetings: tools, what each is allowed for, and how travel is counted.</summary>
public static class ViewMeetingSettings
{
    public sealed record Query : IUse<View>, IRequireCoordinator;

    /// <param name="RefusesUnfitTools">True to refuse a tool that is not allowed for what is to be shown, false to warn.</param>
    /// <param name="KgPerKm">Kilograms of CO2 equivalents per kilometre and car.</param>
    /// <param name="KgSource">Where that comes from, when it is not the portal's own; else null.</param>
    /// <param name="KmPerHour">How fast one travels, as the crow flies.</param>
    /// <param name="Version">Counts the changes of all this.</param>
    /// <param name="Tools">The tools on the list, by name.</param>
    public sealed record View(
        bool RefusesUnfitTools,
        double KgPerKm,
        string? KgSource,
        int KmPerHour,
        int Version,
        IReadOnlyList<ToolLine> Tools
    );

    internal sealed class Handler(AppDb db) : IRequestHandler<Query, Outcome<View>>
    {
        public async Task<Outcome<View>> Handle(Query request, CancellationToken ct) =>
            (await LoadedMeetingSettings.LoadAsync(db, ct)).View();
    }

    public static void Map(IEndpointRouteBuilder network) =>
        network
            .MapGet("/meetings/settings", async (HttpContext http, IMediator mediator, Show show, CancellationToken ct) =>
                (await mediator.Send(new Query(), ct)).Answer(show, view => LoadedMeetingSettings.Tagged(view, http))
            )
            .WithTags("Meetings")
            .WithSummary(
                "What the network has decided for its meetings: tools and what each is allowed for, and how travel is counted. The coordinator's."
            )
            .Produces<View>();
}

/// <param name="Id">The tool's identity.</param>
/// <param name="Name">What it is called.</param>
/// <param name="Allows">The most sensitive class that may be shown in it.</param>
/// <param name="Note">What the coordinator adds.</param>
public sealed record ToolLine(int Id, string Name, InformationClass Allows, string? Note);

/// <summary>The network's rules for meetings: one thing with one version, whose rows are the settings and the tools.</summary>
/// <param name="Settings">The settings; those of a network that has decided nothing are new.</param>
/// <param name="Tools">The tools on the list.</param>
internal sealed record LoadedMeetingSettings(MeetingSettings Settings, List<MeetingTool> Tools)
{
    public static async Task<LoadedMeetingSettings> LoadAsync(AppDb db, CancellationToken ct) =>
        new(
            await db.MeetingSettings.SingleOrDefaultAsync(ct) ?? new MeetingSettings(),
            await db.MeetingTools.Where(t => t.RemovedAt == null).ToListAsync(ct)
        );

    /// <summary>The same for what changes them: new ones are saved with the first change.</summary>
    public static async Task<LoadedMeetingSettings> OpenAsync(AppDb db, CancellationToken ct)
    {
        var loaded = await LoadAsync(db, ct);
        if (loaded.Settings.Id == 0)
        {
            db.MeetingSettings.Add(loaded.Settings);
        }

        return loaded;
    }

    /// <summary>Why a change based on a version cannot be made; null when it can.</summary>
    public Refusal? WhyNot(int version) => Settings.Version == version ? null : Refusal.Conflict("Stale");

    public ViewMeetingSettings.View View() =>
        new(
            Settings.RefusesUnfitTools,
            Settings.KgPerKm,
            Settings.KgSource,
            Settings.KmPerHour,
            Settings.Version,
            [.. Tools.OrderBy(t => t.Name, NameOrder.Swedish).Select(t => new ToolLine(t.Id, t.Name, t.Allows, t.Note))]
        );

    public static IResult Tagged(ViewMeetingSettings.View view, HttpContext http)
    {
        http.Response.SetVersion(view.Version);
        return Results.Ok(view);
    }

    /// <summary>What the changes answer over HTTP.</summary>
    public static async Task<IResult> AnswerAsync(
        HttpContext http,
        Show show,
        IMediator mediator,
        object? given,
        Func<int, IUse<ViewMeetingSettings.View>> command,
        CancellationToken ct
    )
    {
        if (!http.Request.HasVersion())
        {
            return HttpAnswers.VersionMissing();
        }

        var outcome = await mediator.Send(command(http.Request.ReadSharedVersion() ?? -1), ct);
        return await outcome.AnswerAsync(
            show,
            view => Tagged(view, http),
            async () => (await mediator.Send(new ViewMeetingSettings.Query(), ct)).Value,
            given
        );
    }
}
