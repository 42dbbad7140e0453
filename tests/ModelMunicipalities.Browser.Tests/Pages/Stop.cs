using Microsoft.Playwright;
using ModelMunicipalities.Browser.Tests.Kit;

namespace ModelMunicipalities.Browser.Tests.Pages;

/// <summary>One page as one person meets it.</summary>
/// <param name="Page">The Razor page that answers.</param>
/// <param name="Address">Where it is.</param>
/// <param name="Status">What it answers with.</param>
/// <param name="Picture">The name of the pictures to take of it; null for none.</param>
public sealed record Stop(string Page, string Address, int Status = 200, string? Picture = null)
{
    /// <summary>What happens in the portal before she comes.</summary>
    public Func<PortalServer, Task>? Before { get; init; }

    /// <summary>What she does on the page, for it to show what is to be looked at.</summary>
    public Func<IPage, Task>? Act { get; init; }

    /// <summary>Finds the address, where it is not known beforehand.</summary>
    public Func<PortalServer, Task<string>>? Find { get; init; }
}

/// <summary>The pages that one person visits, in this order.</summary>
/// <param name="Name">Of the tour, in the test's name.</param>
/// <param name="Who">Who is signed in; null for a guest.</param>
/// <param name="Stops">The pages.</param>
public sealed record Tour(string Name, Who? Who, IReadOnlyList<Stop> Stops)
{
    public override string ToString() => Name;
}
