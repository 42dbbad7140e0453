using System.Text;
using System.Text.Json.Nodes;
using ModelMunicipalities.Domain.Accounts;
using ModelMunicipalities.Domain.Assessments;
using ModelMunicipalities.Domain.Tests.Kit;

namespace ModelMunicipalities.Domain.Tests.Assessments;

public class InstrumentCatalogueTests
{
    private static readonly TestCaseData[] Shipped =
    [
        .. new[] { Checklist.TenSteps, Checklist.ThirteenSteps }.Select(i => new TestCaseData(i).SetArgDisplayNames(i.Key)),
    ];

    [Test]
    public void The_ten_step_list_has_ten_steps_of_one_to_three_and_the_status() =>
        (
            Checklist.TenSteps.Steps.Count,
            Checklist.TenSteps.LowestSum,
            Checklist.TenSteps.HighestSum,
            Checklist.TenSteps.Status
        ).ShouldBe((10, 10, 30, new StatusRule(2, new StepsAtLevel(3, 6))));

    [Test]
    public void The_thirteen_step_list_goes_to_thirty_nine_and_has_no_status() =>
        (
            Checklist.ThirteenSteps.Steps.Count,
            Checklist.ThirteenSteps.LowestSum,
            Checklist.ThirteenSteps.HighestSum,
            Checklist.ThirteenSteps.Status
        ).ShouldBe((13, 13, 39, null));

    [TestCaseSource(nameof(Shipped))]
    public void Every_text_of_a_list_that_comes_with_the_product_is_written_in_both_languages(Instrument instrument)
    {
        var texts = TextsOf(instrument).ToList();
        texts.ShouldAllBe(t => t.Sv.Trim() == t.Sv && t.Sv.Length > 0 && t.En.Trim() == t.En && t.En.Length > 0);
        texts.Where(t => t.Sv == t.En && t.Sv.Contains(' ')).ShouldBeEmpty("a text is the same in both languages");
    }

    [TestCaseSource(nameof(Shipped))]
    public void Names_of_steps_fit_lists_and_column_heads_and_are_told_apart(Instrument instrument)
    {
        foreach (var language in new[] { "sv", "en" })
        {
            instrument.Steps.ShouldAllBe(s => s.Short.In(language).Length <= 30 && !s.Column.In(language).Contains(' '));
            instrument.Steps.Select(s => s.Short.In(language)).ShouldBeUnique();
            instrument.Steps.Select(s => s.Column.In(language)).ShouldBeUnique();
            instrument.Steps.ShouldAllBe(s => s.Levels.Values.Select(l => l.In(language)).Distinct().Count() == s.Levels.Count);
        }
    }

    [TestCaseSource(nameof(Shipped))]
    public void Every_step_says_what_each_answer_means_and_what_each_function_can_do(Instrument instrument) =>
        instrument.Steps.ShouldAllBe(s =>
            s.Levels.Keys.Order().SequenceEqual(new[] { 1, 2, 3 }) && Assessment.Functions.All(f => s.Guidance[f].Count > 0)
        );

    [Test]
    public void A_step_is_found_by_its_number_and_no_other()
    {
        Checklist.TenSteps.Step(1)!.Number.ShouldBe(1);
        Checklist.TenSteps.Step(10)!.Number.ShouldBe(10);
        new[] { int.MinValue, -1, 0, 11, int.MaxValue }.ShouldAllBe(n => Checklist.TenSteps.Step(n) == null);
    }

    [Test]
    public void Texts_are_swedish_unless_english_is_asked_for()
    {
        var text = new LocalText("kommun", "municipality");
        (text.In("sv"), text.In("en"), text.In("fi")).ShouldBe(("kommun", "municipality", "kommun"));
    }

    [Test]
    public void A_scale_holds_its_levels_and_nothing_else()
    {
        var scale = Checklist.FourLevels.Scale;
        new[] { 1, 2, 3, 4 }.ShouldAllBe(s => scale.Holds(s));
        new[] { -1, 0, 5, int.MinValue, int.MaxValue }.ShouldAllBe(s => !scale.Holds(s));
        new[] { 1, 2, 3, 4 }.Select(scale.Percent).ShouldBe([0, 33, 67, 100]);
    }

    [Test]
    public void A_list_with_four_levels_is_read_as_it_is_written()
    {
        var read = Read(FourLevels());
        (read.Key, read.Scale.Lowest, read.Scale.Highest, read.HighestSum).ShouldBe(("four-levels-2024", 1, 4, 40));
        read.Status.ShouldBe(new StatusRule(2, new StepsAtLevel(4, 5)));
    }

    [Test]
    public void A_list_without_a_status_is_in_order()
    {
        var json = FourLevels();
        json["status"] = null;
        Read(json).Status.ShouldBeNull();
    }

    private static readonly (string What, Action<JsonObject> Break, string Says)[] Broken =
    [
        ("no key", j => j.Remove("key"), "key"),
        ("key is null", j => j["key"] = null, "key"),
        ("empty key", j => j["key"] = "", "key"),
        ("key that is no address", j => j["key"] = "Ten steps!", "key"),
        ("key that is too long", j => j["key"] = new string('k', 51), "key"),
        ("no title", j => j.Remove("title"), "title"),
        ("title in one language", j => j["title"]!.AsObject().Remove("en"), "en"),
        ("title is a string", j => j["title"] = "Checklist", "title"),
        ("blank title", j => j["title"]!["sv"] = "  ", "title"),
        ("blank source", j => j["source"]!["en"] = "", "source"),
        ("no scale", j => j.Remove("scale"), "scale"),
        ("one level", j => Levels(j, 1), "lowest first"),
        ("no level", j => Levels(j), "lowest first"),
        ("scale from zero", j => Levels(j, 0, 1, 2), "lowest first"),
        ("scale above nine", j => Levels(j, 8, 9, 10), "lowest first"),
        ("gap in the scale", j => Levels(j, 1, 2, 4), "lowest first"),
        ("highest level first", j => Levels(j, 3, 2, 1), "lowest first"),
        ("level twice", j => Levels(j, 1, 2, 2, 3), "lowest first"),
        ("level that is null", j => j["scale"]!["levels"]!.AsArray().Add(null), "scale"),
        ("level without a number", j => j["scale"]!["levels"]![0]!["value"] = "one", "levels"),
        ("level without a label", j => j["scale"]!["levels"]![0]!["label"]!["sv"] = "", "scale"),
        ("no steps", j => j["steps"] = new JsonArray(), "steps"),
        ("steps is null", j => j["steps"] = null, "steps"),
        ("step that is null", j => j["steps"]![3] = null, "step 4"),
        ("gap in the steps", j => j["steps"]![4]!["number"] = 7, "steps"),
        ("steps from zero", j => j["steps"]!.AsArray().Insert(0, Step(j, 0)), "steps"),
        (
            "too many steps",
            j => Enumerable.Range(11, 31).ToList().ForEach(n => j["steps"]!.AsArray().Add(Step(j, n))),
            "at most 40"
        ),
        ("step without a text", j => j["steps"]![1]!["text"]!["en"] = " ", "step 2"),
        ("step without a short name", j => j["steps"]![1]!.AsObject().Remove("short"), "short"),
        ("level of a step missing", j => j["steps"]![2]!["levels"]!.AsObject().Remove("2"), "step 3"),
        ("level of a step that the scale lacks", j => j["steps"]![2]!["levels"]!["5"] = Text(), "step 3"),
        ("level of a step that is null", j => j["steps"]![2]!["levels"]!["2"] = null, "step 3"),
        ("level of a step that is no number", j => j["steps"]![2]!["levels"]!["two"] = Text(), "levels"),
        ("no guidance for a function", j => j["steps"]![9]!["guidance"]!.AsObject().Remove("manager"), "step 10"),
        ("empty guidance for a function", j => j["steps"]![9]!["guidance"]!["manager"] = new JsonArray(), "step 10"),
        (
            "guidance for a function that there is none of",
            j => j["steps"]![9]!["guidance"]!["secretary"] = new JsonArray(Text()),
            "guidance"
        ),
        ("guidance that is null", j => j["steps"]![9]!["guidance"]!["politician"]!.AsArray().Add(null), "step 10"),
        ("status at a level that the scale lacks", j => j["status"]!["stepsAtLevel"]!["level"] = 5, "status"),
        ("status from a level that the scale lacks", j => j["status"]!["everyStepAtLeast"] = 0, "status"),
        ("status with its levels swapped", j => j["status"]!["stepsAtLevel"]!["level"] = 1, "status"),
        ("status asks for more steps than there are", j => j["status"]!["stepsAtLevel"]!["atLeast"] = 11, "status"),
        ("status is a word", j => j["status"] = "yes", "status"),
    ];

    private static readonly TestCaseData[] EachBroken =
    [
        .. Broken.Select(b => new TestCaseData(b.Break, b.Says).SetArgDisplayNames(b.What)),
    ];

    [TestCaseSource(nameof(EachBroken))]
    public void A_file_that_is_not_in_order_is_refused_with_what_is_wrong(Action<JsonObject> damage, string says)
    {
        var json = FourLevels();
        damage(json);
        var refused = Should.Throw<InvalidInstrumentException>(() => Read(json));
        refused.Message.ShouldStartWith("The instrument four.json cannot be used: ");
        refused.Message.ShouldContain(says);
    }

    [TestCase("")]
    [TestCase("null")]
    [TestCase("[]")]
    [TestCase("{}")]
    [TestCase("{ \"key\": ")]
    [TestCase("PK\u0003\u0004")]
    public void What_is_no_instrument_at_all_is_refused_by_its_name(string content) =>
        Should
            .Throw<InvalidInstrumentException>(() => InstrumentCatalogue.Read(Bytes(content), "four.json"))
            .Message.ShouldContain("four.json");

    [Test]
    public void A_folder_adds_its_lists_to_those_that_come_with_the_product()
    {
        using var folder = new Folder(("b.json", FourLevels().ToJsonString()), ("readme.txt", "not a list"));
        var catalogue = InstrumentCatalogue.Load(folder.Path);
        catalogue.All.Select(i => i.Key).ShouldBe(["ten-step-2019", "thirteen-step-2017", "four-levels-2024"], ignoreOrder: true);
        catalogue["four-levels-2024"].Scale.Highest.ShouldBe(4);
        catalogue.Has("four-levels-2024").ShouldBeTrue();
        catalogue.Has("five-levels").ShouldBeFalse();
    }

    [Test]
    public void Two_files_with_the_same_key_are_refused()
    {
        using var folder = new Folder(("a.json", FourLevels().ToJsonString()), ("b.json", FourLevels().ToJsonString()));
        Should
            .Throw<InvalidInstrumentException>(() => InstrumentCatalogue.Load(folder.Path))
            .Message.ShouldContain("four-levels-2024");
    }

    [Test]
    public void A_file_cannot_replace_a_list_that_comes_with_the_product()
    {
        var json = FourLevels();
        json["key"] = "ten-step-2019";
        using var folder = new Folder(("a.json", json.ToJsonString()));
        Should
            .Throw<InvalidInstrumentException>(() => InstrumentCatalogue.Load(folder.Path))
            .Message.ShouldContain("ten-step-2019");
    }

    [Test]
    public void Asking_for_a_list_that_there_is_none_of_tells_which_there_are() =>
        Should
            .Throw<KeyNotFoundException>(() => InstrumentCatalogue.Load()["eleven-step"])
            .Message.ShouldBe("There is no instrument 'eleven-step'. Known: ten-step-2019, thirteen-step-2017.");

    private static IEnumerable<LocalText> TextsOf(Instrument instrument) =>
        [
            instrument.Title,
            instrument.Source,
            .. instrument.Scale.Levels.Select(l => l.Label),
            .. instrument.Steps.SelectMany(s =>
                new[] { s.Short, s.Column, s.Text, s.Meaning }
                    .Concat(s.Levels.Values)
                    .Concat(s.Guidance.Values.SelectMany(g => g))
            ),
        ];

    private static JsonObject FourLevels()
    {
        var json = new JsonObject
        {
            ["key"] = "four-levels-2024",
            ["title"] = Text(),
            ["source"] = Text(),
            ["scale"] = new JsonObject(),
            ["status"] = new JsonObject
            {
                ["everyStepAtLeast"] = 2,
                ["stepsAtLevel"] = new JsonObject { ["level"] = 4, ["atLeast"] = 5 },
            },
            ["steps"] = new JsonArray(),
        };
        Levels(json, 1, 2, 3, 4);
        for (var number = 1; number <= 10; number++)
        {
            json["steps"]!.AsArray().Add(Step(json, number));
        }

        return json;
    }

    private static void Levels(JsonObject json, params int[] values)
    {
        json["scale"]!["levels"] = new JsonArray([.. values.Select(v => new JsonObject { ["value"] = v, ["label"] = Text() })]);
        foreach (var step in json["steps"]!.AsArray())
        {
            step!["levels"] = StepLevels(json);
        }
    }

    private static JsonObject StepLevels(JsonObject json)
    {
        var levels = new JsonObject();
        foreach (var level in json["scale"]!["levels"]!.AsArray())
        {
            levels[level!["value"]!.ToString()] = Text();
        }

        return levels;
    }

    private static JsonObject Step(JsonObject json, int number) =>
        new()
        {
            ["number"] = number,
            ["short"] = Text(),
            ["column"] = Text(),
            ["text"] = Text(),
            ["meaning"] = Text(),
            ["levels"] = StepLevels(json),
            ["guidance"] = new JsonObject
            {
                ["politician"] = new JsonArray(Text()),
                ["manager"] = new JsonArray(Text()),
                ["keyPerson"] = new JsonArray(Text(), Text()),
            },
        };

    private static JsonObject Text() => new() { ["sv"] = "text på svenska", ["en"] = "text in English" };

    private static Instrument Read(JsonObject json) => InstrumentCatalogue.Read(Bytes(json.ToJsonString()), "four.json");

    private static MemoryStream Bytes(string content) => new(Encoding.UTF8.GetBytes(content));

    private sealed class Folder : IDisposable
    {
        public Folder(params (string Name, string Content)[] files)
        {
            Path = Directory.CreateTempSubdirectory("instruments-").FullName;
            foreach (var (name, content) in files)
            {
                File.WriteAllText(System.IO.Path.Combine(Path, name), content);
            }
        }

        public string Path { get; }

        public void Dispose() => Directory.Delete(Path, recursive: true);
    }
}
