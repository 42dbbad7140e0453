namespace ModelMunicipalities.App.Tests.Features.Assessments;

/// <summary>What tests of scoring share: what stands in the fields of a form.</summary>
public abstract class ScoringTest(DatabaseProvider provider) : OnEveryDatabase(provider)
{
    private protected const string Digits = "3333332221";

    private protected static string Version(Page page, int step = 1) =>
        System
            .Text.RegularExpressions.Regex.Match(page.Html, $"name=\"Steps\\[{step}\\].Version\" value=\"(\\d+)\"")
            .Groups[1]
            .Value;

    /// <summary>The value of the radio button that is chosen.</summary>
    private protected static string? Checked(Page page, string name) =>
        System
            .Text.RegularExpressions.Regex.Matches(
                page.Html,
                $"<input type=\"radio\" name=\"{System.Text.RegularExpressions.Regex.Escape(name)}\" value=\"(\\d)\" checked"
            )
            .Select(m => m.Groups[1].Value)
            .SingleOrDefault();
}
