namespace ModelMunicipalities.App.Tests.Features.Assessments;

/// <summary>How far an assessment has come is the same wherever it is told to one who follows it.</summary>
public class StatusTests(DatabaseProvider provider) : OnEveryDatabase(provider)
{
    [Test]
    public async Task What_was_imported_and_opened_again_is_being_compared_on_every_page()
    {
        var network = await BuildAsync(n => n.Group("Piteå", "Luleå").Submitted("Luleå", "bm1", "2222222222"));
        await network.StatusEverywhereAsync("submitted", "submitted");
        (
            await network.Coordinator.Api.PostAsync(network.At("Luleå", "bm1", "/reopening"), new { reason = "Fel siffra" })
        ).ShouldBeOk();
        await network.StatusEverywhereAsync("comparing", "notStarted");
    }

    [Test]
    public async Task What_one_function_has_begun_is_told_to_those_who_follow_it_and_to_nobody_else()
    {
        var network = await BuildAsync(n => n.Group("Piteå", "Luleå"));
        await network.StatusEverywhereAsync("notStarted", "notStarted");
        await network.ScoreAsync("Luleå", "bm1", Function.Manager, "2220000000");
        await network.StatusEverywhereAsync("scoring", "notStarted");
    }
}

file static class StatusOf
{
    public static async Task StatusEverywhereAsync(this TestNetwork network, string followed, string fromOutside)
    {
        var own = network["Luleå", Function.KeyPerson].Api;
        foreach (var api in new[] { own, network.Coordinator.Api })
        {
            (await api.GetAsync(network.At("Luleå", "bm1"))).ShouldBeOk()["status"]!.ToString().ShouldBe(followed);
            (await api.GetAsync(network.Of("Luleå"))).ShouldBeOk()["occasions"]!
                .AsArray()
                .Single(o => o!["key"]!.ToString() == "bm1")!["status"]!
                .ToString()
                .ShouldBe(followed);
        }

        (await network.Coordinator.Api.GetAsync(network.InCohort("/progress?occasion=bm1"))).ShouldBeOk()["rows"]!
            .AsArray()
            .Single(r => r!["name"]!.ToString() == "Luleå")!["status"]!
            .ToString()
            .ShouldBe(followed);

        var mentor = network["Piteå", Function.KeyPerson].Api;
        (await mentor.GetAsync(network.Of("Luleå"))).ShouldBeOk()["occasions"]!
            .AsArray()
            .Single(o => o!["key"]!.ToString() == "bm1")!["status"]!
            .ToString()
            .ShouldBe(fromOutside);
        (await mentor.GetAsync(network.InCohort("/mentees"))).ShouldBeOk()["mentees[0].status"]!.ToString().ShouldBe(fromOutside);
        (await mentor.GetAsync(network.At("Luleå", "bm1"))).ShouldBeOk()["status"]!.ToString().ShouldBe(fromOutside);
    }
}
