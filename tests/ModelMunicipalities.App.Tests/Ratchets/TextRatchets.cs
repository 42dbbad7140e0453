using System.Reflection;
using System.Text.RegularExpressions;
using ModelMunicipalities.App.Features.Assessments;
using ModelMunicipalities.App.Platform;
using ModelMunicipalities.App.Platform.Jobs;
using ModelMunicipalities.App.Resources;
using ModelMunicipalities.Domain;
using ModelMunicipalities.Domain.Cohorts;

namespace ModelMunicipalities.App.Tests.Ratchets;

/// <summary>
/// What people forget when they write texts: a rule's sentence, a word for one, in which file they stand, to take away what is
/// no longer used. That there is a text in both languages, with the same places, is the compiler's to say.
/// </summary>
public partial class TextRatchets
{
    private static readonly IReadOnlyDictionary<string, string> Swedish = Source.Texts("sv");

    private static readonly IReadOnlyDictionary<string, string> English = Source.Texts("en");

    private static readonly IReadOnlyList<(string File, string Content)> Code = Source.Files(".cs", ".cshtml");

    /// <summary>
    /// Names that are put together in code: what stands before the last underscore, and what may stand after it.
    /// </summary>
    private static readonly Dictionary<string, Func<string, bool>> PutTogether = new()
    {
        ["Rule"] = IsLiteral,
        ["Trail"] = IsLiteral,
        ["Problem"] = name => Enum.TryParse<RefusalKind>(name, out _),
        ["Occasion"] = name => name is "startup" or "bm1" or "bm2" or "bm3" or "bm4" or "closing",
        ["Theme"] = name => name is "startup" or "bm1" or "bm2" or "bm3" or "bm4" or "closing",
        ["Order"] = name => ViewProgressModel.Orders.Contains(name),
        ["Stage_Now"] = name => Enum.TryParse<Domain.Cohorts.CohortStage>(name, out _),
        ["Weight"] = name => App.Features.Cohorts.SetCriteriaModel.Weights.Contains(name),
        ["InformationHint"] = name => Enum.TryParse<Domain.Meetings.InformationClass>(name, out _),
        ["FunctionPlural"] = name => Enum.TryParse<Function>(name, out _),
        ["ReportKindWhat"] = name => Enum.TryParse<Domain.Reports.ReportKind>(name, out _),
        ["CriterionShort"] = name => Enum.TryParse<CriterionKind>(name, out _),
        ["DecisionHint"] = name => Enum.TryParse<AdmissionDecision>(name, out _),
        ["PartHint"] = name => Enum.TryParse<ApplicationPart>(name, out _),
        ["PartQuestion"] = name => Enum.TryParse<ApplicationPart>(name, out _),
        ["Job"] = name => JobList.All.Any(j => name.StartsWith(Show.Capital(j.Name), StringComparison.Ordinal)),
        ["MailChoicesHead"] = name => Enum.TryParse<MailPace>(name, out _),
        ["MailPaceHint"] = name => Enum.TryParse<MailPace>(name, out _),
        ["MailTopicHint"] = name => Enum.TryParse<MailTopic>(name, out _),
        ["ReminderWhom"] = name => Enum.TryParse<Domain.Reminders.ReminderReason>(name, out _),
        ["TheFunction"] = name => Enum.TryParse<Function>(name, out _),
    };

    private static readonly IReadOnlyDictionary<string, Type> Enums = new[] { typeof(Refusal).Assembly, typeof(AppDb).Assembly }
        .SelectMany(a => a.GetTypes())
        .Where(t => t.IsEnum)
        .GroupBy(t => t.Name)
        .ToDictionary(g => g.Key, g => g.First());

    /// <summary>Texts that count something which is never one, each with why.</summary>
    private static readonly Dictionary<string, string> NeverOne = new()
    {
        ["ApplicationsNoneDecided"] = "ApplicationsOneWaits",
        ["ImprovementsManyGoOn"] = "ImprovementsOneGoesOn",
        ["MeetingHeadDays"] = "MeetingHeadTomorrow",
        ["MeetingInDays"] = "MeetingTomorrow",
        ["Remind_MeetingSoon"] = "Remind_MeetingTomorrow",
        ["Reminders_Days"] = "Reminders_OneDay",
        ["Reminders_DaysAfter"] = "Reminders_DayAfter",
        ["Reminders_DaysBefore"] = "Reminders_DayBefore",
        ["Mail_GatheredSubject"] = "one is sent as it is",
        ["Reminders_Every"] = "every day has no rule",
        ["Rule_TooManyTries"] = "a wait is two seconds at least",
        ["DoBegin"] = "the steps of a checklist",
        ["EarlierOtherList"] = "the steps of a checklist",
        ["PartQuestion_Baseline"] = "the steps of a checklist",
        ["DecisionReasonHint"] = "a limit",
        ["MotivationHint"] = "a limit",
        ["PasswordHint"] = "a limit",
        ["ImportFileHint"] = "a limit",
        ["Rule_TooManyFiles"] = "a limit",
        ["Rule_TooManyQuestions"] = "a limit",
        ["TravelAssumes"] = "the three functions",
        ["InhabitantsN"] = "a municipality",
        ["Reason_Larger"] = "a ratio",
        ["ImprovementsOf"] = "a name",
    };

    [Test]
    public void A_number_that_may_be_one_has_words_for_one() =>
        English
            .Where(t =>
                !Swedish.ContainsKey(t.Key + "One")
                && !(t.Key.Contains("Many") && Swedish.ContainsKey(t.Key.Replace("Many", "One")))
            )
            .Where(t => Counted().IsMatch(t.Value))
            .Select(t => t.Key)
            .ShouldBe(NeverOne.Keys, ignoreOrder: true);

    [TestCase(1, "1 självskattning läses in från 4 rader")]
    [TestCase(3, "3 självskattningar läses in från 4 rader")]
    public void A_text_has_words_for_one_and_for_many(int number, string said) =>
        Swedish["ImportPreview"].With(number, 4).ShouldBe(said);

    [TestCase("Ett", "1 step has")]
    [TestCase("En", "1 step has")]
    [TestCase("Två", "1 steps have")]
    public void A_number_in_words_may_be_one_too(string number, string said) =>
        "1 {0:step has|steps have}".With(number).ShouldBe(said);

    [Test]
    public void The_swedish_is_swedish_and_the_english_is_english()
    {
        English.Where(t => SwedishWords().IsMatch(t.Value)).Select(t => t.Key).ShouldBeEmpty();
        Swedish.Where(t => EnglishWords().IsMatch(t.Value)).Select(t => t.Key).ShouldBeEmpty();
    }

    [Test]
    public void Every_rule_that_says_no_has_a_sentence()
    {
        var rules = Code.SelectMany(c => RulesIn(c.Content).Select(rule => (c.File, rule))).Distinct().ToList();
        rules.Count.ShouldBeGreaterThan(30);
        rules.Where(r => !Swedish.ContainsKey("Rule_" + r.rule)).ShouldBeEmpty();
    }

    [Test]
    public void Every_act_that_leaves_a_line_in_the_trail_has_a_sentence()
    {
        var acts = Code.SelectMany(c => TrailAct().Matches(c.Content).Select(m => m.Groups[1].Value)).Distinct().ToList();
        acts.ShouldContain("AssessmentSubmitted");
        acts.Where(act => !Swedish.ContainsKey("Trail_" + act)).ShouldBeEmpty();
    }

    [Test]
    public void Every_value_of_an_enum_that_is_shown_has_a_name()
    {
        var shown = Enums.Values.Where(e => Swedish.Keys.Any(k => k.StartsWith(e.Name + "_", StringComparison.Ordinal))).ToList();
        new[] { typeof(Function), typeof(NetworkRole), typeof(ChangeCause), typeof(AssessmentStatus) }.ShouldBeSubsetOf(shown);
        shown
            .SelectMany(e => Enum.GetNames(e).Select(name => $"{e.Name}_{name}"))
            .Concat(Enum.GetNames<RefusalKind>().Select(name => "Problem_" + name))
            .Where(key => !Swedish.ContainsKey(key) && key != "Invention_None")
            .ShouldBeEmpty();
    }

    /// <summary>Names made of a word; those made of an enum's value are the compiler's.</summary>
    [Test]
    public void Every_word_that_a_name_is_made_of_has_a_text() =>
        ViewProgressModel
            .Orders.Select(order => "Order_" + order)
            .Concat(App.Features.Cohorts.SetCriteriaModel.Weights.Select(weight => "Weight_" + weight))
            .Concat(JobList.All.SelectMany(j => new[] { "", "What", "When" }.Select(end => $"Job_{Show.Capital(j.Name)}{end}")))
            .Concat(ProgrammeTemplate.All.SelectMany(p => p.Occasions).Select(o => "Occasion_" + o.Key))
            .Where(name => !Swedish.ContainsKey(name))
            .ShouldBeEmpty();

    [Test]
    public void A_text_stands_in_the_file_of_the_area_that_uses_it()
    {
        var areas = Directory.EnumerateDirectories(Path.Combine(Source.App, "Features")).Select(Path.GetFileName).ToHashSet();
        var uses = (
            from c in Code
            let folders = c.File.Split(Path.DirectorySeparatorChar)
            let area = folders is [_, _, "Features", var folder, _, ..] && areas.Contains(folder) ? folder : "Shared"
            from text in Used().Matches(c.Content).Select(m => m.Groups[1].Value).Distinct()
            group area by text
        ).ToDictionary(g => g.Key, g => g.Distinct().ToList());
        Source
            .TextFiles("sv")
            .SelectMany(f => f.Texts.Select(t => (f.Area, Text: t.Name)))
            .Where(t => uses.TryGetValue(t.Text, out var by) && t.Area != (by is [var only] ? only : "Shared"))
            .Select(t => $"{t.Text} in {t.Area}, used by {string.Join(", ", uses[t.Text])}")
            .ShouldBeEmpty();
    }

    [TestCase("sv")]
    [TestCase("en")]
    public void Texts_stand_in_order(string language)
    {
        foreach (var (area, texts) in Source.TextFiles(language))
        {
            texts.Select(t => t.Name).ShouldBeInOrder(SortDirection.Ascending, StringComparer.Ordinal, area);
        }
    }

    [Test]
    public void Every_text_is_used() => Swedish.Keys.Where(key => !IsUsed(key)).ShouldBeEmpty();

    private static bool IsUsed(string key)
    {
        if (Code.Any(c => Regex.IsMatch(c.Content, $@"\bTexts\.{key}\b")))
        {
            return true;
        }

        var underscore = key.LastIndexOf('_');
        var (prefix, name) = underscore < 0 ? ("", key) : (key[..underscore], key[(underscore + 1)..]);
        return underscore > 0
            && (
                PutTogether.TryGetValue(prefix, out var may)
                    ? may(name)
                    : Enums.TryGetValue(prefix, out var type) && Enum.IsDefined(type, name)
            );
    }

    private static bool IsLiteral(string name) => Code.Any(c => c.Content.Contains($"\"{name}\"", StringComparison.Ordinal));

    /// <summary>The names given to refusals: the strings in the first argument, and those given to a validator.</summary>
    private static IEnumerable<string> RulesIn(string code) =>
        from call in Refusing().Matches(code)
        from name in Name().Matches(call.Groups[1].Value)
        select name.Groups[1].Value;

    // "{0} participants", but not "at most {0} characters", "all {0} steps" or "{1} of {0} steps".
    [GeneratedRegex(
        @"(?<!at most |at least |fewer than |more than |limit is |\b[Aa]ll |\bof )\{\d[^}|]*\} (?:more )?"
            + @"(?!has|is|was|as|means|does|its|his|goes|this|wants|keeps|hosts|suits|asks|reminds|waits|says|lacks|changes|invites|calls|belongs|takes|leaves|needs|gets|comes|shows|meets|reaches)"
            + @"(?:[a-z]+s|people)\b(?! at most)"
    )]
    private static partial Regex Counted();

    // Refusal.Invalid("X", …), Refusal.Conflict(cond ? "X" : "Y"), new(RefusalKind.NotFound, "X", …), WithErrorCode("X")
    [GeneratedRegex(
        @"(?:Refusal\.(?:Invalid|Conflict|Forbidden)\(|new(?: Refusal)?\(RefusalKind\.\w+,|WithErrorCode\()([^,()]*(?:\([^()]*\)[^,()]*)*)"
    )]
    private static partial Regex Refusing();

    [GeneratedRegex(@"\bTexts\.(\w+)")]
    private static partial Regex Used();

    [GeneratedRegex("\"([A-Za-z]+)\"")]
    private static partial Regex Name();

    [GeneratedRegex("\\bTrail\\(\\s*\"(\\w+)\"")]
    private static partial Regex TrailAct();

    [GeneratedRegex(@"\b(och|inte|är|för att|kommun)\b", RegexOptions.IgnoreCase)]
    private static partial Regex SwedishWords();

    [GeneratedRegex(@"\b(the|and|is not|your)\b", RegexOptions.IgnoreCase)]
    private static partial Regex EnglishWords();
}
