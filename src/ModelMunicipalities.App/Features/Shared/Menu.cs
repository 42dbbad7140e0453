using ModelMunicipalities.App.Platform;
using ModelMunicipalities.App.Resources;
using ModelMunicipalities.App.Tenancy;
using ModelMunicipalities.Domain.Accounts;

namespace ModelMunicipalities.App.Features.Shared;

/// <summary>The main menu, by what the reader acts as.</summary>
public static class Menu
{
    public const string Start = "start";

    public const string Scoring = "scoring";

    public const string Results = "results";

    public const string Meetings = "meetings";

    public const string Improvements = "improvements";

    public const string Reports = "reports";

    public const string Cohorts = "cohorts";

    /// <summary>People, trail, reminders, jobs and mails: <c>_NetworkLinks</c> stands on each of their pages.</summary>
    public const string TheNetwork = "network";

    public static IEnumerable<(string Key, string Text, string Link)> For(Caller caller)
    {
        if (caller is not { Network: { } network, Acting: { } acting })
        {
            yield break;
        }

        yield return (Start, Texts.MenuStart, Links.Network(network.Slug));
        if (acting.Function is not null)
        {
            yield return (Scoring, Texts.MenuScoring, Links.MyScoring(network.Slug));
        }

        yield return (Results, Texts.MenuResults, Links.Results(network.Slug));
        if (acting.Role != NetworkRole.Observer)
        {
            yield return (Meetings, Texts.MenuMeetings, Links.Meetings(network.Slug));
            yield return (Improvements, Texts.MenuImprovements, Links.MyImprovements(network.Slug));
        }

        yield return (Reports, Texts.MenuReports, Links.Reports(network.Slug));
        if (acting.Role == NetworkRole.Coordinator)
        {
            yield return (Cohorts, Texts.CohortsTitle, Links.Cohorts(network.Slug));
            yield return (TheNetwork, Texts.MenuNetwork, Links.People(network.Slug));
        }
    }

    /// <summary>What a place is called: "Nyckelperson, Hedemora".</summary>
    public static string Describe(this Place place) =>
        place.Function is { } function ? $"{function.Name()}, {place.OrganisationName}" : place.Role!.Value.Name();
}
