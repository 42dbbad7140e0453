using Microsoft.EntityFrameworkCore;

namespace ModelMunicipalities.App.Tests.Features.Improvements;

/// <summary>A moved score that points at an improvement, and whom one can learn from by consent.</summary>
public class LearnFromTests(DatabaseProvider provider) : OnEveryDatabase(provider)
{
    [Test]
    public async Task A_moved_score_points_at_an_improvement_and_its_title_stands_as_the_cause()
    {
        var network = await BuildAsync(n =>
            n.Open("bm2").Group("Piteå", "Luleå", "Boden").Submitted("Luleå", "bm1", "2222222222")
        );
        var (id, other, theirs) = (
            await network.ImproveAsync("Luleå", new { title = "Ny mall", steps = new[] { 7 } }),
            await network.ImproveAsync("Luleå", new { title = "En annan" }),
            await network.ImproveAsync("Boden")
        );
        var key = network["Luleå", Function.KeyPerson];
        var mine = network.At("Luleå", "bm2", "/mine");
        (await key.Api.PutAsync(mine, Moved(theirs))).ShouldBeInvalid("ImprovementUnknown", "scores[0].improvementId");
        (await key.Api.PutAsync(mine, Moved(id))).ShouldBeOk();
        await IsAsync("mine", id, "Ny mall");
        (await key.Api.PutAsync(mine, Moved(other, "Ny mall"))).ShouldBeOk();
        await IsAsync("mine", other, "En annan");
        (await key.Api.PutAsync(mine, Moved(id, "mallen i socialnämnden"))).ShouldBeOk();
        await IsAsync("mine", id, "mallen i socialnämnden");
        (
            await key.Api.PutAsync(
                mine,
                new
                {
                    scores = new[]
                    {
                        new
                        {
                            step = 7,
                            score = 3,
                            cause = "document",
                            improvementId = id,
                        },
                    },
                }
            )
        ).ShouldBeOk();
        await IsAsync("mine", null, null);

        var scoring = (await (await key.ReaderAsync()).GetAsync(network.PageAt("Luleå", "bm2", "/mine"))).ShouldBeOk();
        scoring.Html.ShouldContain("name=\"Steps[7].ImprovementId\"");
        scoring.Html.ShouldNotContain($"<option value=\"{theirs}\"");

        await network.AllHandInAsync("Luleå", "bm2", "2222223222");
        (
            await key.Api.PutAsync(
                network.At("Luleå", "bm2", "/consensus"),
                Moved(theirs),
                await network.VersionAsync("Luleå", "bm2")
            )
        ).ShouldBeInvalid("ImprovementUnknown", "scores[0].improvementId");
        await network.AgreeAsync("Luleå", "bm2", "2222222222");
        (
            await key.Api.PutAsync(
                network.At("Luleå", "bm2", "/consensus"),
                Moved(id),
                await network.VersionAsync("Luleå", "bm2")
            )
        ).ShouldBeOk();
        (await key.Api.PostAsync(network.At("Luleå", "bm2", "/submission"))).ShouldBeOk();

        var page = network.ImprovementPage("Luleå", id);
        foreach (var path in new[] { network.PageAt("Luleå", "bm2"), network.PageOf("Luleå") })
        {
            (await (await network["Boden", Function.KeyPerson].ReaderAsync()).GetAsync(path))
                .ShouldBeOk()
                .Html.ShouldContain($"href=\"{page}\"");
        }

        var view = (await network["Boden", Function.KeyPerson].Api.GetAsync(network.ImprovementOf("Luleå", id))).ShouldBeOk();
        view["scores"]!.ToJsonString().ShouldBe("""[{"cohort":"2027","occasion":"bm2","step":7,"score":3}]""");

        async Task IsAsync(string of, int? improvement, string? text)
        {
            var step = (await key.Api.GetAsync(network.At("Luleå", "bm2"))).ShouldBeOk()[of]!
                .AsArray()
                .Single(s => s!["step"]!.GetValue<int>() == 7)!;
            (step["improvementId"]?.GetValue<int>(), step["causeText"]?.ToString()).ShouldBe((improvement, text));
        }
    }

    [Test]
    public async Task The_form_of_a_scoring_posts_the_improvement()
    {
        var network = await BuildAsync(n => n.Open("bm2").Group("Piteå", "Luleå").Submitted("Luleå", "bm1", "2222222222"));
        var id = await network.ImproveAsync("Luleå", new { title = "Ny mall", steps = new[] { 7 } });
        var (reader, path) = (await network["Luleå", Function.Manager].ReaderAsync(), network.PageAt("Luleå", "bm2", "/mine"));
        (
            await reader.PostAsync(
                path,
                ("Version", "0"),
                ("Steps[7].Score", "3"),
                ("Steps[7].Cause", "Improvement"),
                ("Steps[7].ImprovementId", $"{id}"),
                ("then", "save")
            )
        ).ShouldLeadTo(path);
        (await reader.GetAsync(path)).ShouldBeOk().Html.ShouldContain($"<option value=\"{id}\" selected=\"selected\">Ny mall");
        (await network.InDbAsync(async db => (await db.Answers.SingleAsync(a => a.Step == 7)).CauseText)).ShouldBe("Ny mall");
    }

    [Test]
    public async Task Only_those_who_consent_are_shown_and_the_key_person_decides()
    {
        var network = await BuildAsync(n =>
            n.Open("bm2")
                .Group("Piteå", "Luleå", "Boden")
                .Group("Umeå", "Vännäs")
                .Submitted("Luleå", "startup", "1222222222")
                .Submitted("Luleå", "bm1", "3222222221")
                .Submitted("Boden", "startup", "1222222222")
                .Submitted("Boden", "bm1", "2222222222")
        );
        await network.ImproveAsync("Luleå", new { title = "Beslutet", steps = new[] { 1 } });
        await network.ImproveAsync("Luleå", new { title = "Annat", steps = new[] { 2 } });
        var (asking, key) = (network["Vännäs", Function.Politician], network["Luleå", Function.KeyPerson]);
        (await LearnAsync(asking))["total"]!.GetValue<int>().ShouldBe(0);

        (
            await network["Luleå", Function.Manager].Api.PutAsync(network.Of("Luleå", "/sharing"), new { shares = true })
        ).ShouldBeRefused(HttpStatusCode.Forbidden, "FunctionOnly");
        (await key.Api.PutAsync(network.Of("Luleå", "/sharing"), new { })).ShouldBeInvalid("Unreadable", "shares");
        (await key.Api.PutAsync(network.Of("Luleå", "/sharing"), new { shares = true }, "\"7\"")).ShouldBeRefused(
            HttpStatusCode.Conflict,
            "Stale"
        );
        (await key.Api.PutAsync(network.Of("Luleå", "/sharing"), new { shares = true }, "\"0\"")).ShouldBeOk()["version"]!
            .GetValue<int>()
            .ShouldBe(1);
        (await key.Api.PutAsync(network.Of("Luleå", "/sharing"), new { shares = true }, "\"0\"")).ShouldBeOk();
        (await network.TrailAsync("ProgressShared")).ShouldHaveSingleItem().Organisation.ShouldBe("Luleå");

        var learnt = await LearnAsync(asking);
        (learnt["total"]!.GetValue<int>(), learnt["consenting"]!.GetValue<int>()).ShouldBe((1, 1));
        learnt["items[0]"]!
            .ToJsonString()
            .ShouldContain("\"from\":1,\"firstOccasion\":\"startup\",\"to\":3,\"lastOccasion\":\"bm1\"");
        learnt["items[0].keyPerson"]!.ToString().ShouldBe(key.Name);
        learnt["items[0].improvements"]!
            .AsArray()
            .Select(i => (i!["title"]!.ToString(), i["maySee"]!.GetValue<bool>()))
            .ShouldBe([("Beslutet", false)]);
        learnt["steps"]!.AsArray().Select(s => s!.GetValue<int>()).ShouldBe([1, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
        learnt.Text.ShouldNotContain("@");
        (await LearnAsync(network["Boden", Function.Manager]))["items[0].improvements[0].maySee"]!
            .GetValue<bool>()
            .ShouldBeTrue();
        (await LearnAsync(key))["total"]!.GetValue<int>().ShouldBe(0, "one does not learn from oneself");
        (await network.Observer.Api.GetAsync(network.InNetwork("/learning?step=1"))).ShouldBeRefused(
            HttpStatusCode.Forbidden,
            "LearnNotYours"
        );
        (await asking.Api.GetAsync(network.InNetwork("/learning?step=11"))).ShouldBeInvalid("UnknownStep", "step");
        (await asking.Api.GetAsync(network.InNetwork("/learning?instrument=x"))).ShouldBe(HttpStatusCode.NotFound);

        var page = (await (await asking.ReaderAsync()).GetAsync(network.Page("/learn?step=1"))).ShouldBeOk();
        page.Heading.ShouldBe("En har höjt steg 1 och vill berätta hur");
        page.Html.ShouldNotContain("@" + network.Slug);
        page.Text.ShouldContain($"Fråga {key.Name}");
        (await (await asking.ReaderAsync()).GetAsync(network.Page("/learn?step=10")))
            .ShouldBeOk()
            .Heading.ShouldBe("Ingen som visar sitt arbete har höjt steg 10");

        var reader = await key.ReaderAsync();
        (
            await reader.PostAsync(
                network.PageOf("Luleå", "/improvements?handler=Sharing"),
                ("Version", "1"),
                ("Shares", "false")
            )
        ).ShouldLeadTo(network.PageOf("Luleå", "/improvements#sharing"));
        (await LearnAsync(asking))["total"]!.GetValue<int>().ShouldBe(0);
        (await network.TrailAsync("ProgressNotShared")).Count.ShouldBe(1);

        async Task<Reply> LearnAsync(Member member) =>
            (await member.Api.GetAsync(network.InNetwork("/learning?step=1"))).ShouldBeOk();
    }

    private static object Moved(int improvement, string? text = null) =>
        new
        {
            scores = new[]
            {
                new
                {
                    step = 7,
                    score = 3,
                    cause = "improvement",
                    causeText = text,
                    improvementId = improvement,
                },
            },
        };
}
