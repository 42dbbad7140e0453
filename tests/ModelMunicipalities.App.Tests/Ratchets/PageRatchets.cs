using System.Text.RegularExpressions;

namespace ModelMunicipalities.App.Tests.Ratchets;

/// <summary>Where a page is found: beside the use case that it shows, under its name.</summary>
public partial class PageRatchets
{
    /// <summary>Pages that have the name of no use case, each with why.</summary>
    private static readonly Dictionary<string, string> NamedOtherwise = new()
    {
        ["Accounts/Language"] = "remembers a choice in the browser, and asks nothing",
        ["Accounts/Mail/DevelopmentMail"] = "shows the files of mail that was not sent, where developers work",
        ["Accounts/SigningIn/Act"] = "remembers a choice in the browser, and asks nothing",
        ["Improvements/CohortImprovements"] = "ListImprovements of a cohort; that of one organisation has the name",
        ["Networks/Accessibility"] = "is a text",
        ["Networks/ApiReference"] = "is a text",
        ["Networks/Privacy"] = "is a text",
        ["Networks/Problem"] = "is what is shown instead of another page",
        ["Networks/Sources"] = "is a text",
        ["Networks/Welcome"] = "is a text",
        ["Pairing/ComparePairing"] = "ViewProposal of two beside each other; that of one has the name",
    };

    private static readonly Dictionary<string, string> Code = Source.Files(".cs").ToDictionary(f => f.File, f => f.Content);

    [Test]
    public void A_page_has_the_name_of_a_use_case_beside_it_that_its_model_sends()
    {
        var pages = Source
            .Files(".cshtml")
            .Where(f => f.Content.StartsWith("@page", StringComparison.Ordinal))
            .Select(f => f.File[..^".cshtml".Length])
            .ToList();
        pages.Count.ShouldBeGreaterThan(70);
        pages
            .Where(p => !IsNamedAfterItsUseCase(p))
            .Select(p => p[(p.IndexOf("/Features/", StringComparison.Ordinal) + "/Features/".Length)..])
            .ShouldBe(NamedOtherwise.Keys, ignoreOrder: true);
    }

    private static bool IsNamedAfterItsUseCase(string page) =>
        Code.TryGetValue(page + ".cs", out var useCase)
        && useCase.Contains("IRequestHandler<", StringComparison.Ordinal)
        && Requests(page).Contains(Path.GetFileName(page));

    /// <summary>The use cases that a page's model sends, or the model that it is a kind of.</summary>
    private static IEnumerable<string> Requests(string page)
    {
        var model = Code[page + ".cshtml.cs"];
        var kind = Kind().Match(model).Groups[1].Value;
        var kept = Code.GetValueOrDefault(Path.Combine(Path.GetDirectoryName(page)!, kind + ".cs"), "");
        return Request().Matches(model + kept).Select(m => m.Groups[1].Value);
    }

    [GeneratedRegex(@"class \w+Model(?:\([^)]*\))? : (\w+)")]
    private static partial Regex Kind();

    [GeneratedRegex(@"\bnew (\w+)\.(?:Query|Command)\(")]
    private static partial Regex Request();
}
