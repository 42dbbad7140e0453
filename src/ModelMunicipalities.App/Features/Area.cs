using ModelMunicipalities.App.Features.Shared;
using ModelMunicipalities.App.Platform.Jobs;
using ModelMunicipalities.App.Tenancy;

namespace ModelMunicipalities.App.Features;

/// <summary>
/// All that one area brings to the program. A new area is a folder with one of these and a line in <see cref="Areas"/>; its
/// links stand beside it, in its part of <see cref="Links"/>.
/// </summary>
public abstract class Area
{
    /// <summary>What networks do by themselves, a line each.</summary>
    public virtual IReadOnlyList<NetworkJob> Jobs => [];

    /// <summary>Its services, and where its reminders come from.</summary>
    public virtual void AddServices(WebApplicationBuilder builder) { }

    /// <summary>The calls of the API.</summary>
    public abstract void MapCalls(CallRoutes routes);

    /// <summary>The files that its pages link to, by the cookie of the portal.</summary>
    public virtual void MapFiles(IEndpointRouteBuilder portal) { }

    /// <summary>Its entries in the main menu of who acts so.</summary>
    public virtual IEnumerable<MenuEntry> MainMenu(string network, Place acting) => [];

    /// <summary>Its pages among the coordinator's of the network.</summary>
    public virtual IEnumerable<MenuEntry> NetworkMenu(string network) => [];

    /// <summary>Its pages among the coordinator's of a cohort.</summary>
    public virtual IEnumerable<MenuEntry> CohortMenu(string network, string cohort) => [];

    /// <summary>The folder with more of something that is data, or null.</summary>
    /// <param name="configuration">The settings.</param>
    /// <param name="what">What, as the setting is called: Instruments.</param>
    protected static string? FolderOf(IConfiguration configuration, string what) =>
        configuration[$"{what}:Folder"] is not { } folder || Directory.Exists(folder)
            ? configuration[$"{what}:Folder"]
            : throw new InvalidOperationException($"{what}__Folder is '{folder}', and there is no such folder.");
}

/// <summary>Where the API's calls are mapped, by who may make them and what they are about.</summary>
/// <param name="Open">Guests may call.</param>
/// <param name="SignedIn">Whoever is signed in may, about no network.</param>
/// <param name="Network">In a network.</param>
/// <param name="Cohort">In one of its cohorts.</param>
/// <param name="Organisation">Of an organisation's part in that cohort.</param>
public sealed record CallRoutes(
    RouteGroupBuilder Open,
    RouteGroupBuilder SignedIn,
    RouteGroupBuilder Network,
    RouteGroupBuilder Cohort,
    RouteGroupBuilder Organisation
);
