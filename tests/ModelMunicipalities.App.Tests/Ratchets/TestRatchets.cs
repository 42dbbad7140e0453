using System.Text.RegularExpressions;

namespace ModelMunicipalities.App.Tests.Ratchets;

/// <summary>Where a test is found: under the path of what it tests.</summary>
public partial class TestRatchets
{
    /// <summary>Use cases of whose behaviour no test stands under their own path: the number gets smaller, never larger.</summary>
    private const int Untested = 25;

    /// <summary>Tests of no file by itself, each with what they tell.</summary>
    private static readonly Dictionary<string, string> Stories = new()
    {
        ["App/Features/Assessments/Figures/FigureAttack"] = "somebody reads all that she may, and adds and subtracts",
        ["App/Features/Assessments/Figures/Newcomer"] = "somebody comes into a group after the others",
        ["App/Features/Assessments/NewInstrument"] = "a checklist is added by a folder",
        ["App/Features/Assessments/Scoring/MainJob"] = "from the first answer to the locked result",
        ["App/Features/Assessments/Status"] = "how far an assessment has come is the same wherever it is told",
        ["App/Features/Cohorts/Applications/Applying"] = "an application from its first word to its decision",
        ["App/Features/Improvements/ImprovementLife"] = "an improvement from plan to end",
        ["App/Features/Reminders/KilledNode"] = "a node is killed in the middle of reminding",
        ["Domain/Assessments/Attacker"] = "the same as FigureAttack, on the rules alone",
        ["Domain/Assessments/PublishedTable"] = "the report on 2017 and 2018 comes out as printed",
        ["Domain/Surveys/SurveyAttacker"] = "the same of surveys",
    };

    [Test]
    public void A_test_has_the_path_of_what_it_tests_or_tells_a_story()
    {
        var sources = Source.Files(".cs", ".cshtml").Select(f => Path.ChangeExtension(Within(f.File), null)).ToHashSet();
        var tests = Tests().ToList();
        tests.Count.ShouldBeGreaterThan(150);
        tests.Where(t => !sources.Contains(t.Of)).Select(t => t.Of).ShouldBe(Stories.Keys, ignoreOrder: true);
    }

    [Test]
    public void A_test_class_of_the_program_has_the_name_of_its_file() =>
        Tests()
            .Where(t => t.Of.StartsWith("App/", StringComparison.Ordinal))
            .Where(t => !Classes().Matches(t.Content).Select(m => m.Groups[1].Value).SequenceEqual([Path.GetFileName(t.Of)]))
            .Select(t => t.Of)
            .ShouldBeEmpty();

    [Test]
    public void Use_cases_without_a_test_of_their_path_get_fewer()
    {
        var tests = Tests().Select(t => t.Of).ToHashSet();
        var without = Source
            .Files(".cs")
            .Where(f => f.Content.Contains("IRequestHandler<", StringComparison.Ordinal))
            .Select(f => Path.ChangeExtension(Within(f.File), null))
            .Where(u => u.StartsWith("App/Features/", StringComparison.Ordinal) && !tests.Contains(u))
            .Order(StringComparer.Ordinal)
            .ToList();
        without.Count.ShouldBeLessThanOrEqualTo(Untested, string.Join('\n', without));
    }

    /// <summary>The files with tests of areas, each by the path of what it is to test.</summary>
    private static IEnumerable<(string Of, string Content)> Tests() =>
        from f in Source.In("tests", ".cs")
        where f.File.EndsWith("Tests.cs", StringComparison.Ordinal) && Area().IsMatch(f.File)
        select (Of: Within(f.File).Replace(".Tests/", "/")[..^"Tests.cs".Length], f.Content);

    /// <summary>src/ModelMunicipalities.App/Features/Polls/ViewPoll.cs: App/Features/Polls/ViewPoll.cs.</summary>
    private static string Within(string file) => Project().Replace(file.Replace('\\', '/'), "");

    [GeneratedRegex(@"^(?:src|tests)/ModelMunicipalities\.")]
    private static partial Regex Project();

    [GeneratedRegex(@"App\.Tests/Features/|Domain\.Tests/(?!Kit/)\w+/")]
    private static partial Regex Area();

    [GeneratedRegex(@"^public (?:partial )?class (\w+)Tests\b", RegexOptions.Multiline)]
    private static partial Regex Classes();
}
