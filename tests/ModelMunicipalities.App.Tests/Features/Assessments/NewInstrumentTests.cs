using System.Text.Json.Nodes;

namespace ModelMunicipalities.App.Tests.Features.Assessments;

/// <summary>
/// A new version of the checklist is a file: one of 1–4 on twelve steps, from the first answer to the result, without a line of
/// code.
/// </summary>
[TestFixtureSource(typeof(Databases), nameof(Databases.All))]
public class NewInstrumentTests(DatabaseProvider provider)
{
    [Test]
    public async Task A_checklist_of_four_levels_is_added_by_a_folder()
    {
        var folder = Directory.CreateTempSubdirectory("instruments-");
        await File.WriteAllTextAsync(Path.Combine(folder.FullName, "committees.json"), Checklist().ToJsonString());
        await using var server = Server.Start(provider, ("Instruments:Folder", folder.FullName));
        folder.Delete(recursive: true);

        var network = await new NetworkPlan()
            .Instrument("committees-2024")
            .Group("Piteå", "Luleå")
            .Submitted("Luleå", "startup", "123412341234")
            .BuildAsync(server);
        var keyPerson = network["Luleå", Function.KeyPerson].Api;

        (await keyPerson.PutAsync(network.At("Luleå", "bm1", "/mine"), Body.Score(12, 5)))
            .ShouldBeInvalid("ScoreOutsideScale", "scores[0].score")
            .Errors["scores[0].score"][0]
            .ShouldContain("4");
        (await keyPerson.PutAsync(network.At("Luleå", "bm1", "/mine"), Body.Score(13, 4))).ShouldBeInvalid(
            "UnknownStep",
            "scores[0].step"
        );
        await network.SubmitAsync("Luleå", "bm1", "444444444422");

        var submitted = (await keyPerson.GetAsync(network.At("Luleå", "bm1"))).ShouldBeOk();
        (
            submitted["instrument"]!.ToString(),
            submitted["sum"]!.GetValue<int>(),
            submitted["isModelMunicipality"]!.GetValue<bool>()
        ).ShouldBe(("committees-2024", 44, true));
        (await network.Coordinator.Api.GetAsync(network.InCohort("/progress")))["rows"]!
            .AsArray()
            .Single(r => r!["name"]!.ToString() == "Luleå")!["change"]!
            .GetValue<int>()
            .ShouldBe(14);
        (await network.Coordinator.Api.GetAsync(network.InCohort("/benchmark")))["total"]!.GetValue<int>().ShouldBe(12 * 5);

        foreach (
            var member in new[]
            {
                network["Luleå", Function.KeyPerson],
                network["Piteå", Function.KeyPerson],
                network.Coordinator,
            }
        )
        {
            var reader = await member.ReaderAsync();
            (await reader.FollowAsync(network.Page())).ShouldBeOk();
            (await reader.GetAsync(network.PageAt("Luleå", "bm1"))).ShouldBeOk().Text.ShouldContain("Nämnden har tagit steg 12.");
            (await reader.GetAsync(network.CohortPage("/benchmark"))).ShouldBeOk();
        }

        (
            await (await network["Luleå", Function.KeyPerson].ReaderAsync()).GetAsync(network.PageAt("Luleå", "bm1", "/compare"))
        ).ShouldBeOk();
        (await (await network["Piteå", Function.Manager].ReaderAsync()).GetAsync(network.PageAt("Piteå", "bm1", "/mine")))
            .ShouldBeOk()
            .Text.ShouldContain("Nivå 4 av steg 12");
        var csv = (await network.Coordinator.Api.GetAsync(network.InCohort("/assessments.csv"))).ShouldBeOk().Text;
        csv.ShouldMatch("lulea[;,]bm1[;,]12[;,]2");
    }

    private static JsonObject Checklist() =>
        new()
        {
            ["key"] = "committees-2024",
            ["title"] = Text("Checklista för nämnder", "Checklist for committees"),
            ["source"] = Text("Påhittad", "Made up"),
            ["scale"] = new JsonObject
            {
                ["levels"] = new JsonArray([
                    .. Enumerable
                        .Range(1, 4)
                        .Select(v => new JsonObject { ["value"] = v, ["label"] = Text($"nivå {v}", $"level {v}") }),
                ]),
            },
            ["status"] = new JsonObject
            {
                ["everyStepAtLeast"] = 2,
                ["stepsAtLevel"] = new JsonObject { ["level"] = 4, ["atLeast"] = 8 },
            },
            ["steps"] = new JsonArray([
                .. Enumerable
                    .Range(1, 12)
                    .Select(number => new JsonObject
                    {
                        ["number"] = number,
                        ["short"] = Text($"Nämndens steg {number}", $"Committee's step {number}"),
                        ["column"] = Text($"Steg{number}", $"Step{number}"),
                        ["text"] = Text($"Nämnden har tagit steg {number}.", $"The committee has taken step {number}."),
                        ["meaning"] = Text("Det betyder något.", "It means something."),
                        ["levels"] = new JsonObject(
                            Enumerable
                                .Range(1, 4)
                                .Select(v =>
                                    KeyValuePair.Create<string, JsonNode?>(
                                        $"{v}",
                                        Text($"Nivå {v} av steg {number}.", $"Level {v} of step {number}.")
                                    )
                                )
                        ),
                        ["guidance"] = new JsonObject(
                            new[] { "politician", "manager", "keyPerson" }.Select(f =>
                                KeyValuePair.Create<string, JsonNode?>(f, new JsonArray(Text("Gör så här.", "Do this.")))
                            )
                        ),
                    }),
            ]),
        };

    private static JsonObject Text(string sv, string en) => new() { ["sv"] = sv, ["en"] = en };
}
