using System.Text.RegularExpressions;

namespace ModelMunicipalities.App.Tests.Platform;

/// <summary>What happens when several do something at the same time: nothing is lost, and nothing happens twice.</summary>
public class ConcurrencyTests(DatabaseProvider provider) : OnEveryDatabase(provider)
{
    private const string Digits = "2222222222";

    [Test]
    public async Task The_three_functions_first_saves_at_the_same_time_all_succeed()
    {
        var network = await BuildAsync(n => n.Group("Piteå", "Luleå"));
        var replies = await AtOnceAsync(
            Assessment.Functions.Select(f =>
                (
                    network["Luleå", f],
                    (Func<Api, Task<Reply>>)(api => api.PutAsync(network.At("Luleå", "bm1", "/mine"), Body.Scores(Digits)))
                )
            )
        );
        replies.ShouldAllBe(r => r.Status == HttpStatusCode.OK);
        (
            await network.InDbAsync(db => Task.FromResult((db.Assessments.Count(), db.Scorings.Count(), db.Answers.Count())))
        ).ShouldBe((1, 3, 30));
    }

    [Test]
    public async Task The_three_functions_hand_in_at_the_same_time()
    {
        var network = await BuildAsync(n => n.Group("Piteå", "Luleå"));
        await Task.WhenAll(Assessment.Functions.Select(f => network.ScoreAsync("Luleå", "bm1", f, Digits)));
        var replies = await AtOnceAsync(
            Assessment.Functions.Select(f =>
                (network["Luleå", f], (Func<Api, Task<Reply>>)(api => api.PostAsync(network.At("Luleå", "bm1", "/mine/handin"))))
            )
        );
        replies.ShouldAllBe(r => r.Status == HttpStatusCode.OK);
        (await network["Luleå", Function.KeyPerson].Api.GetAsync(network.At("Luleå", "bm1")))["version"]!
            .GetValue<int>()
            .ShouldBe(3);
        (await network.TrailAsync("ScoringHandedIn")).Count.ShouldBe(3);
    }

    [Test]
    public async Task Of_two_common_answers_based_on_the_same_version_one_is_refused()
    {
        var network = await BuildAsync(n => n.Group("Piteå", "Luleå"));
        await network.AllHandInAsync("Luleå", "bm1", Digits);
        var version = await network.VersionAsync("Luleå", "bm1");
        var keyPerson = network["Luleå", Function.KeyPerson];
        var replies = await AtOnceAsync(
            new[] { 1, 3 }.Select(score =>
                (
                    keyPerson,
                    (Func<Api, Task<Reply>>)(
                        api => api.PutAsync(network.At("Luleå", "bm1", "/consensus"), Body.Score(1, score), version)
                    )
                )
            )
        );
        replies.Select(r => (int)r.Status).Order().ShouldBe([200, 409]);
        var kept = replies.Single(r => r.Status == HttpStatusCode.OK)["consensus[0].score"]!.GetValue<int>();
        replies.Single(r => r.Status == HttpStatusCode.Conflict).ShouldBeRefused(HttpStatusCode.Conflict, "Stale")[
            "current.consensus[0].score"
        ]!
            .GetValue<int>()
            .ShouldBe(kept);
    }

    [Test]
    public async Task Submitting_several_times_at_once_submits_once()
    {
        var network = await BuildAsync(n => n.Group("Piteå", "Luleå"));
        await network.AllHandInAsync("Luleå", "bm1", Digits);
        await network.AgreeAsync("Luleå", "bm1", Digits);
        await OnlyOneAsync(
            network["Luleå", Function.KeyPerson],
            api => api.PostAsync(network.At("Luleå", "bm1", "/submission")),
            "AlreadySubmitted"
        );
        (await network.TrailAsync("AssessmentSubmitted")).Count.ShouldBe(1);
    }

    [Test]
    public async Task Handing_in_several_times_at_once_hands_in_once()
    {
        var network = await BuildAsync(n => n.Group("Piteå", "Luleå"));
        await network.ScoreAsync("Luleå", "bm1", Function.Manager, Digits);
        await OnlyOneAsync(
            network["Luleå", Function.Manager],
            api => api.PostAsync(network.At("Luleå", "bm1", "/mine/handin")),
            "AlreadyHandedIn"
        );
        (await network.TrailAsync("ScoringHandedIn")).Count.ShouldBe(1);
    }

    [Test]
    public async Task Opening_again_several_times_at_once_opens_once()
    {
        var network = await BuildAsync(n => n.Group("Piteå", "Luleå").Submitted("Luleå", "bm1", Digits));
        await OnlyOneAsync(
            network.Coordinator,
            api => api.PostAsync(network.At("Luleå", "bm1", "/reopening"), new { reason = "fel" }),
            "NotLocked"
        );
        (await network.TrailAsync("AssessmentReopened")).Count.ShouldBe(1);
    }

    [Test]
    public async Task Of_two_drafts_based_on_the_same_version_one_is_refused_and_without_a_version_both_are_kept()
    {
        var network = await BuildAsync(n => n.Group("Piteå", "Luleå"));
        var at = network.At("Luleå", "bm1", "/mine");
        var manager = network["Luleå", Function.Manager];
        var version = (await manager.Api.PutAsync(at, Body.Score(1, 1))).ShouldBeOk().ETag;
        var stated = await AtOnceAsync(
            new[] { 2, 3 }.Select(step =>
                (manager, (Func<Api, Task<Reply>>)(api => api.PutAsync(at, Body.Score(step, 1), version)))
            )
        );
        stated.Select(r => (int)r.Status).Order().ShouldBe([200, 409]);

        var unstated = await AtOnceAsync(
            new[] { 4, 5, 6, 7 }.Select(step => (manager, (Func<Api, Task<Reply>>)(api => api.PutAsync(at, Body.Score(step, 1)))))
        );
        unstated.ShouldAllBe(r => r.Status == HttpStatusCode.OK);
        (await manager.Api.GetAsync(network.At("Luleå", "bm1")))["mine"]!
            .AsArray()
            .Select(m => m!["step"]!.GetValue<int>())
            .ShouldBe([1, stated[0].Status == HttpStatusCode.OK ? 2 : 3, 4, 5, 6, 7]);
    }

    [Test]
    public async Task A_save_that_meets_the_hand_in_is_either_part_of_it_or_refused()
    {
        var network = await BuildAsync(n => n.Group("Piteå", "Luleå"));
        await network.ScoreAsync("Luleå", "bm1", Function.Manager, Digits);
        var manager = network["Luleå", Function.Manager];
        var replies = await AtOnceAsync([
            (manager, api => api.PostAsync(network.At("Luleå", "bm1", "/mine/handin"))),
            (manager, api => api.PutAsync(network.At("Luleå", "bm1", "/mine"), Body.Score(1, 3))),
        ]);
        replies[0].ShouldBeOk();
        var expected = replies[1].Status == HttpStatusCode.OK ? 3 : 2;
        if (expected == 2)
        {
            replies[1].ShouldBeRefused(HttpStatusCode.Conflict, "AlreadyHandedIn");
        }

        (await manager.Api.GetAsync(network.At("Luleå", "bm1")))["functions.manager.scores[0].score"]!
            .GetValue<int>()
            .ShouldBe(expected);
    }

    [Test]
    public async Task Many_organisations_save_at_the_same_time()
    {
        var network = await BuildAsync(n => n.Group("Piteå", "Luleå", "Boden").Group("Umeå", "Lycksele", "Vännäs"));
        string[] names = ["Piteå", "Luleå", "Boden", "Umeå", "Lycksele", "Vännäs"];
        var replies = await AtOnceAsync(
            names.SelectMany(name =>
                Assessment.Functions.Select(f =>
                    (
                        network[name, f],
                        (Func<Api, Task<Reply>>)(api => api.PutAsync(network.At(name, "bm1", "/mine"), Body.Scores(Digits)))
                    )
                )
            )
        );
        replies.ShouldAllBe(r => r.Status == HttpStatusCode.OK);
    }

    [Test]
    public async Task The_networks_row_is_the_first_that_is_written()
    {
        var network = await BuildAsync(n => n.Group("Piteå", "Luleå"));
        var manager = network["Luleå", Function.Manager].Api;
        var (_, sql) = await manager.CountAsync(HttpMethod.Put, network.At("Luleå", "bm1", "/mine"), Body.Scores(Digits));
        var written = string.Join('\n', sql);
        var first = Regex.Match(written, @"(UPDATE|INSERT INTO|DELETE FROM|MERGE) [""\[](?<table>\w+)");
        first.Groups["table"].Value.ShouldBe("Networks");
        written.ShouldContain("Answers");
    }

    /// <summary>Everybody is signed in first, so that what they do is what happens at once.</summary>
    private static async Task<Reply[]> AtOnceAsync(IEnumerable<(Member Who, Func<Api, Task<Reply>> What)> acts)
    {
        var all = acts.ToList();
        await Task.WhenAll(all.Select(a => a.Who).Distinct().Select(m => m.Api.GetAsync("/api/v1/me/places")));
        return await Task.WhenAll(all.Select(a => Task.Run(() => a.What(a.Who.Api))));
    }

    private static async Task OnlyOneAsync(Member who, Func<Api, Task<Reply>> what, string otherwise)
    {
        var replies = await AtOnceAsync(Enumerable.Repeat((who, what), 4));
        replies.Count(r => r.Status == HttpStatusCode.OK).ShouldBe(1);
        foreach (var reply in replies.Where(r => r.Status != HttpStatusCode.OK))
        {
            reply.ShouldBeRefused(HttpStatusCode.Conflict, otherwise);
        }
    }
}
