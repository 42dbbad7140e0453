using System.Text.RegularExpressions;

namespace ModelMunicipalities.App.Tests.Features.Assessments;

public class RecordConsensusTests(DatabaseProvider provider) : ScoringTest(provider)
{
    [Test]
    public async Task A_consensus_without_the_version_read_is_not_taken()
    {
        var network = await BuildAsync(n => n.Group("Piteå", "Luleå"));
        await network.AllHandInAsync("Luleå", "bm1", Digits);
        var answer = await network["Luleå", Function.KeyPerson]
            .Api.PutAsync(network.At("Luleå", "bm1", "/consensus"), Body.Score(1, 2));
        answer.ShouldBe(HttpStatusCode.PreconditionRequired);
        answer["detail"]!.ToString().ShouldNotBeEmpty();
    }

    [Test]
    public async Task A_stale_consensus_is_answered_with_what_holds_and_what_was_sent()
    {
        var network = await BuildAsync(n => n.Group("Piteå", "Luleå"));
        await network.AllHandInAsync("Luleå", "bm1", Digits);
        var old = await network.VersionAsync("Luleå", "bm1");
        await network.AgreeAsync("Luleå", "bm1", "3000000000");

        var stale = (
            await network["Luleå", Function.KeyPerson]
                .Api.PutAsync(network.At("Luleå", "bm1", "/consensus"), Body.Score(1, 1), old)
        ).ShouldBeRefused(HttpStatusCode.Conflict, "Stale");
        stale["current.consensus"]!.AsArray().Select(c => c!["score"]!.GetValue<int>()).ShouldBe([3]);
        stale["given.scores"]!.AsArray().Select(c => c!["score"]!.GetValue<int>()).ShouldBe([1]);
        (await network["Luleå", Function.KeyPerson].Api.GetAsync(network.At("Luleå", "bm1")))["consensus[0].score"]!
            .GetValue<int>()
            .ShouldBe(3);
    }

    [Test]
    public async Task A_version_that_cannot_be_read_is_stale_and_a_bare_number_is_read()
    {
        var network = await BuildAsync(n => n.Group("Piteå", "Luleå"));
        await network.AllHandInAsync("Luleå", "bm1", Digits);
        var at = network.At("Luleå", "bm1", "/consensus");
        var keyPerson = network["Luleå", Function.KeyPerson].Api;
        (await keyPerson.PutAsync(at, Body.Score(1, 1), "\"nonsense\"")).ShouldBeRefused(HttpStatusCode.Conflict, "Stale");
        var version = (await keyPerson.GetAsync(network.At("Luleå", "bm1")))["version"]!.GetValue<int>();
        (await keyPerson.PutAsync(at, Body.Score(1, 1), $"\"{version}\"")).ShouldBeOk();
        (await keyPerson.PutAsync(at, Body.Score(2, 1), $"W/\"{version + 1}\"")).ShouldBeOk();
    }

    [Test]
    public async Task What_is_left_to_decide_is_the_same_after_a_save_by_itself_as_when_the_page_is_read_anew()
    {
        var network = await BuildAsync(n => n.Group("Piteå", "Luleå"));
        await network.HandInAsync("Luleå", "bm1", Function.Politician, "1122222222");
        await network.HandInAsync("Luleå", "bm1", Function.Manager, "3322222222");
        await network.HandInAsync("Luleå", "bm1", Function.KeyPerson, "2222222222");
        await network.AgreeAsync("Luleå", "bm1", "0022222222");
        var reader = await network["Luleå", Function.KeyPerson].ReaderAsync();
        var path = network.PageAt("Luleå", "bm1", "/compare");
        var tab = await Tab.OpenAsync(reader, path, "id=\"compare\"");
        foreach (var step in new[] { 1, 2 })
        {
            var saved = (
                await tab.Type(($"Steps[{step}].Score", "2")).SaveByItselfAsync($"?handler=Step&step={step}")
            ).ShouldBeOk();
            var anew = (await reader.GetAsync(path)).ShouldBeOk();
            foreach (var id in new[] { "submit", "differing-decided", "decided" })
            {
                Live(saved, id).ShouldNotBeEmpty(id);
                Live(saved, id).ShouldBe(Live(anew, id));
            }
        }

        static string Live(Page page, string id) =>
            System.Text.RegularExpressions.Regex.Match(page.Html, $"id=\"{id}\" data-live>(.*?)</").Groups[1].Value;
    }

    [Test]
    public async Task Comparing_is_blind_until_the_own_is_handed_in()
    {
        var network = await BuildAsync(n => n.Group("Piteå", "Luleå"));
        (
            await network["Luleå", Function.Manager]
                .Api.PutAsync(
                    network.At("Luleå", "bm1", "/mine"),
                    new
                    {
                        scores = Enumerable
                            .Range(1, 10)
                            .Select(s => new
                            {
                                step = s,
                                score = 3,
                                comment = "Chefens hemlighet",
                            }),
                    }
                )
        ).ShouldBeOk();
        (await network["Luleå", Function.Manager].Api.PostAsync(network.At("Luleå", "bm1", "/mine/handin"))).ShouldBeOk();
        var reader = await network["Luleå", Function.Politician].ReaderAsync();
        (await reader.GetAsync(network.PageAt("Luleå", "bm1", "/compare")))
            .ShouldBeOk()
            .Text.ShouldNotContain("Chefens hemlighet");
        await network.HandInAsync("Luleå", "bm1", Function.Politician, "1111111111");
        (await reader.GetAsync(network.PageAt("Luleå", "bm1", "/compare"))).ShouldBeOk().Text.ShouldContain("Chefens hemlighet");
    }

    [Test]
    public async Task Common_answers_based_on_an_older_version_are_not_written_over_others()
    {
        var network = await BuildAsync(n => n.Group("Piteå", "Luleå"));
        await network.HandInAsync("Luleå", "bm1", Function.Politician, "1111111111");
        await network.HandInAsync("Luleå", "bm1", Function.Manager, "3333333333");
        await network.HandInAsync("Luleå", "bm1", Function.KeyPerson, "2222222222");
        var reader = await network["Luleå", Function.KeyPerson].ReaderAsync();
        var path = network.PageAt("Luleå", "bm1", "/compare");
        var version = Version(await reader.GetAsync(path));
        await network.AgreeAsync("Luleå", "bm1", "3000000000");

        var stale = (
            await reader.PostAsync(path, ("Steps[1].Version", version), ("Steps[1].Score", "1"), ("Steps[1].Shared", "true"))
        ).ShouldBe(HttpStatusCode.Conflict);
        Checked(stale, "Steps[1].Score").ShouldBe("1");
        (await network["Luleå", Function.KeyPerson].Api.GetAsync(network.At("Luleå", "bm1")))["consensus[0].score"]!
            .GetValue<int>()
            .ShouldBe(3);
        (
            await reader.PostAsync(
                path,
                ("Steps[1].Version", Version(stale)),
                ("Steps[1].Score", "1"),
                ("Steps[1].Shared", "true")
            )
        ).ShouldLeadTo(path);
    }

    [Test]
    public async Task Causes_that_a_function_wrote_are_offered_and_none_is_chosen()
    {
        var network = await BuildAsync(n => n.Group("Piteå", "Luleå").Submitted("Luleå", "startup", "1111111111"));
        await network.HandInAsync("Luleå", "bm1", Function.Politician, "2111111111");
        (
            await network["Luleå", Function.Manager]
                .Api.PutAsync(
                    network.At("Luleå", "bm1", "/mine"),
                    new
                    {
                        scores = new[]
                        {
                            new
                            {
                                step = 1,
                                score = 2,
                                cause = "document",
                                causeText = "Ny ägarpolicy",
                            },
                        },
                    }
                )
        ).ShouldBeOk();
        (await network["Luleå", Function.Manager].Api.PostAsync(network.At("Luleå", "bm1", "/mine/handin"))).ShouldBeOk();
        await network.HandInAsync("Luleå", "bm1", Function.KeyPerson, "3111111111");
        var reader = await network["Luleå", Function.KeyPerson].ReaderAsync();
        var path = network.PageAt("Luleå", "bm1", "/compare");

        var page = (await reader.GetAsync(path)).ShouldBeOk();
        page.Text.ShouldContain("Chef: Ny ägarpolicy");
        Regex.IsMatch(page.Html, "<option value=\"(Improvement|Document|Reassessed)\" selected").ShouldBeFalse();
        (await reader.PostAsync(path, ("cause", "1-Manager"))).ShouldLeadTo(path);
        var refused = (await reader.PostAsync(path, ("Steps[1].Comment", "Ännu inget svar"), ("cause", "1-Manager"))).ShouldBe(
            HttpStatusCode.BadRequest
        );
        refused.Text.ShouldContain("Ännu inget svar");
        (
            await reader.PostAsync(path, ("Steps[1].Score", "2"), ("Steps[1].Version", Version(page, 1)), ("cause", "1-Manager"))
        ).ShouldLeadTo(path);
        var agreed = (await network["Luleå", Function.KeyPerson].Api.GetAsync(network.At("Luleå", "bm1")))["consensus[0]"]!;
        (agreed["cause"]!.ToString(), agreed["causeText"]!.ToString()).ShouldBe(("document", "Ny ägarpolicy"));
    }
}
