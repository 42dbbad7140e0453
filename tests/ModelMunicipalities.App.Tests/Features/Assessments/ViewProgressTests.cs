using Microsoft.EntityFrameworkCore;

namespace ModelMunicipalities.App.Tests.Features.Assessments;

public class ViewProgressTests(DatabaseProvider provider) : OnEveryDatabase(provider)
{
    [Test]
    public async Task The_coordinator_sees_who_has_come_how_far_and_who_lacks_a_function()
    {
        var network = await BuildAsync(n =>
            n.Group("Piteå", "Luleå", "Boden")
                .Group("Umeå", "Vännäs")
                .Submitted("Luleå", "startup", "2222222222")
                .Submitted("Luleå", "bm1", "3333332222")
        );
        await network.HandInAsync("Boden", "bm1", Function.Manager, "2222222222");
        await network.ScoreAsync("Boden", "bm1", Function.Politician, "2220000000");
        await network.ChangeAsync(async db =>
        {
            db.Memberships.Single(m => m.PersonId == network["Vännäs", Function.Politician].Id).EndedAt = DateTimeOffset.UtcNow;
            await Task.CompletedTask;
        });

        var progress = (await network.Coordinator.Api.GetAsync(network.InCohort("/progress"))).ShouldBeOk();
        (progress["occasion"]!.ToString(), progress["before"]!.ToString()).ShouldBe(("bm1", "startup"));
        var rows = progress["rows"]!.AsArray().ToDictionary(r => r!["name"]!.ToString(), r => r!);
        rows.Keys.ShouldBe(["Piteå", "Boden", "Luleå", "Umeå", "Vännäs"]);

        var lulea = rows["Luleå"];
        (
            lulea["status"]!.ToString(),
            lulea["sum"]!.GetValue<int>(),
            lulea["change"]!.GetValue<int>(),
            lulea["isModelMunicipality"]!.GetValue<bool>()
        ).ShouldBe(("submitted", 26, 6, true));
        lulea["scores"]!.AsArray().Select(s => s!.GetValue<int>()).ShouldBe([3, 3, 3, 3, 3, 3, 2, 2, 2, 2]);

        var boden = rows["Boden"];
        (boden["status"]!.ToString(), boden["answered"]!.GetValue<int>(), boden["scores"], boden["sum"]).ShouldBe(
            ("scoring", 10, null, null)
        );
        boden["handedIn"]!.AsArray().Select(f => f!.ToString()).ShouldBe(["manager"]);

        rows["Vännäs"]["vacant"]!.AsArray().Select(f => f!.ToString()).ShouldBe(["politician"]);
        rows["Vännäs"]["status"]!.ToString().ShouldBe("notStarted");
    }

    [Test]
    public async Task Progress_is_told_of_any_occasion_asked_for()
    {
        var network = await BuildAsync(n => n.Group("Piteå", "Luleå").Submitted("Luleå", "startup", "2222222222"));
        var progress = (await network.Coordinator.Api.GetAsync(network.InCohort("/progress?occasion=startup"))).ShouldBeOk();
        (
            progress["occasion"]!.ToString(),
            progress["before"],
            progress["rows"]!.AsArray().Count(r => r!["status"]!.ToString() == "submitted")
        ).ShouldBe(("startup", null, 1));
        progress["occasions"]!
            .AsArray()
            .Select(o => (o!["key"]!.ToString(), o["submitted"]!.GetValue<int>()))
            .ShouldBe([("startup", 1), ("bm1", 0), ("bm2", 0), ("bm3", 0), ("closing", 0)]);
    }

    [Test]
    public async Task Who_left_is_no_longer_waited_for()
    {
        var network = await BuildAsync(n => n.Group("Piteå", "Luleå", "Boden"));
        await network.ChangeAsync(async db =>
        {
            db.Participations.Single(p => p.OrganisationId == network["Boden"].Id).WithdrawnAt = DateTimeOffset.UtcNow;
            await Task.CompletedTask;
        });
        (await network.Coordinator.Api.GetAsync(network.InCohort("/progress")))["rows"]!
            .AsArray()
            .Select(r => r!["name"]!.ToString())
            .ShouldBe(["Piteå", "Luleå"]);
        (await network.Coordinator.Api.GetAsync(network.InCohort("/participants")))["items"]!
            .AsArray()
            .Single(p => p!["name"]!.ToString() == "Boden")!["withdrawnAt"]
            .ShouldNotBeNull("history stays");
        (await network.Coordinator.Api.GetAsync(network.InCohort()))["participants"]!.GetValue<int>().ShouldBe(1);
    }

    [Test]
    public async Task One_that_left_stays_in_the_overview_of_what_it_took_part_in()
    {
        var network = await BuildAsync(n =>
            n.Group("Piteå", "Luleå", "Boden")
                .Submitted("Luleå", "startup", "2222222222")
                .Submitted("Boden", "startup", "2222222223")
        );
        await network.ChangeAsync(async db =>
            (await db.Participations.SingleAsync(p => p.OrganisationId == network["Boden"].Id)).WithdrawnAt =
                DateTimeOffset.UtcNow
        );
        var view = (await network.Coordinator.Api.GetAsync(network.InCohort("/progress?occasion=startup"))).ShouldBeOk();
        view["occasions[0].submitted"]!.GetValue<int>().ShouldBe(2);
        var boden = view["rows"]!.AsArray().Single(r => r!["organisation"]!.ToString() == "boden")!;
        (boden["sum"]!.GetValue<int>(), boden["vacant"]!.AsArray().Count).ShouldBe((21, 0));
    }
}
