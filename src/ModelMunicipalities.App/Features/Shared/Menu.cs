using ModelMunicipalities.App.Tenancy;

namespace ModelMunicipalities.App.Features.Shared;

/// <summary>The entries of the menus, in their order. A page of the main menu names its own, to be marked.</summary>
public enum Menu
{
    // The main menu.
    Start,
    Scoring,
    Results,
    Meetings,
    Improvements,
    Reports,
    Cohorts,
    TheNetwork,

    // The coordinator's pages of the network.
    People,
    Trail,
    Jobs,
    Mails,
    Reminders,

    // The coordinator's pages of a cohort.
    Plan,
    Applications,
    Mentors,
    Pairing,
    CohortMeetings,
    Surveys,
    CohortImprovements,
    Afterwards,
    Generations,
}

/// <summary>What an area has in a menu, in the reader's language.</summary>
public sealed record MenuEntry(Menu Place, string Text, string Link);

/// <summary>The menus that all areas make together.</summary>
public static class Menus
{
    /// <summary>The main menu, by what the reader acts as.</summary>
    public static IEnumerable<MenuEntry> OfPortal(Caller caller) =>
        caller is { Network: { } network, Acting: { } acting } ? InOrder(a => a.MainMenu(network.Slug, acting)) : [];

    /// <summary>What <c>_NetworkLinks</c> shows on each of the coordinator's pages of the network.</summary>
    public static IEnumerable<MenuEntry> OfNetwork(string network) => InOrder(a => a.NetworkMenu(network));

    /// <summary>What <c>_CohortLinks</c> shows on each of the coordinator's pages of a cohort.</summary>
    public static IEnumerable<MenuEntry> OfCohort(string network, string cohort) => InOrder(a => a.CohortMenu(network, cohort));

    private static IEnumerable<MenuEntry> InOrder(Func<Area, IEnumerable<MenuEntry>> of) =>
        Areas.All.SelectMany(of).OrderBy(e => e.Place);
}
