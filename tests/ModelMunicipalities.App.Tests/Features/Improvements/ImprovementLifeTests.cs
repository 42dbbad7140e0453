namespace ModelMunicipalities.App.Tests.Features.Improvements;

/// <summary>An improvement from plan to end, wherever it shows.</summary>
public class ImprovementLifeTests(DatabaseProvider provider) : ImprovementTest(provider)
{
    [Test]
    public async Task An_improvement_is_planned_at_a_meeting_carried_out_in_cycles_and_ends()
    {
        var network = await BuildAsync(n => n.Open("bm2").Group("Piteå", "Luleå", "Boden"));
        var (manager, politician) = (network["Luleå", Function.Manager], network["Luleå", Function.Politician]);
        var meeting = await network.MeetingIdAsync("Luleå", "bm1");
        var made = (
            await politician.Api.PostAsync(
                network.Of("Luleå", "/improvements"),
                new
                {
                    title = " Ny mall ",
                    aim = "Hälften",
                    steps = new[] { 8, 7 },
                    ownerId = manager.Id,
                    startsOn = "2027-03-01",
                    dueOn = "2020-06-01",
                    plannedAt = meeting,
                }
            )
        ).ShouldBeInvalid("DueBeforeStart", "dueOn");
        made = (
            await politician.Api.PostAsync(
                network.Of("Luleå", "/improvements"),
                new
                {
                    title = " Ny mall ",
                    aim = "Hälften",
                    steps = new[] { 8, 7 },
                    ownerId = manager.Id,
                    startsOn = "2020-03-01",
                    dueOn = "2020-06-01",
                    plannedAt = meeting,
                }
            )
        ).ShouldBe(HttpStatusCode.Created);
        var id = made["id"]!.GetValue<int>();
        made.Message.Headers.Location!.ToString().ShouldBe(network.ImprovementOf("Luleå", id));

        var view = (await manager.Api.GetAsync(network.ImprovementOf("Luleå", id))).ShouldBeOk();
        view["title"]!.ToString().ShouldBe("Ny mall");
        (
            view["owner"]!.ToString(),
            view["status"]!.ToString(),
            view["isOverdue"]!.GetValue<bool>(),
            view["plannedAt.id"]!.GetValue<int>(),
            view["ownerId"]!.GetValue<int>()
        ).ShouldBe((manager.Name, "planned", true, meeting, manager.Id));
        view["steps"]!.AsArray().Select(s => s!.GetValue<int>()).ShouldBe([7, 8]);

        (await network.MoveImprovementAsync("Luleå", id, "done")).ShouldBeRefused(HttpStatusCode.Conflict, "ImprovementNotNext");
        (await network.MoveImprovementAsync("Luleå", id, "active")).ShouldBeOk();
        var begun = await network.BeginCycleAsync("Luleå", id, "Tio ärenden");
        var written = await manager.Api.PutAsync(
            network.ImprovementOf("Luleå", id, "/cycles/1"),
            new
            {
                plan = "Tio ärenden",
                @do = "Gjort",
                study = "Sett",
                act = "Gör så",
                outcome = "adopt",
            },
            begun.ETag
        );
        written.ShouldBeOk();
        (await network.MoveImprovementAsync("Luleå", id, "done", written.ETag)).ShouldBeOk()["status"]!
            .ToString()
            .ShouldBe("done");

        view = (await manager.Api.GetAsync(network.ImprovementOf("Luleå", id))).ShouldBeOk();
        (view["cycles[0].study"]!.ToString(), view["cycles[0].outcome"]!.ToString(), view["endedAt"] is null).ShouldBe(
            ("Sett", "adopt", false)
        );
        foreach (
            var (act, who) in new[]
            {
                ("ImprovementCreated", politician),
                ("ImprovementBegun", network["Luleå", Function.KeyPerson]),
                ("ImprovementCycleBegun", network["Luleå", Function.KeyPerson]),
                ("ImprovementCycleWritten", manager),
                ("ImprovementDone", network["Luleå", Function.KeyPerson]),
            }
        )
        {
            (await network.TrailAsync(act)).ShouldBe([(who.Name, "Luleå", null, "Ny mall")], act);
        }
    }

    [Test]
    public async Task Sent_twice_it_is_done_once()
    {
        var network = await BuildAsync(n => n.Group("Piteå", "Luleå"));
        var key = network["Luleå", Function.KeyPerson];
        var made = await Task.WhenAll(
            Enumerable.Range(0, 3).Select(_ => key.Api.PostAsync(network.Of("Luleå", "/improvements"), new { title = "Mall" }))
        );
        var id = made.Select(m => m.ShouldBe(HttpStatusCode.Created)["id"]!.GetValue<int>()).Distinct().ShouldHaveSingleItem();
        var version = await network.ImprovementVersionAsync("Luleå", id);
        foreach (var _ in Enumerable.Range(0, 2))
        {
            (
                await key.Api.PostWithVersionAsync(
                    network.ImprovementOf("Luleå", id, "/cycles"),
                    new { plan = "Vi provar" },
                    version
                )
            ).ShouldBeOk();
            (
                await network["Piteå", Function.KeyPerson]
                    .Api.PostAsync(network.ImprovementOf("Luleå", id, "/comments"), new { text = "Bra!" })
            ).ShouldBe(HttpStatusCode.Created);
            (await network.MoveImprovementAsync("Luleå", id, "active")).ShouldBeOk();
            (
                await key.Api.PutAsync(
                    network.ImprovementOf("Luleå", id, $"/reviews/{await network.MeetingIdAsync("Luleå", "startup")}"),
                    new { status = "active", finding = "Bra" }
                )
            ).ShouldBeOk();
        }

        var view = (await key.Api.GetAsync(network.ImprovementOf("Luleå", id))).ShouldBeOk();
        (view["cycles"]!.AsArray().Count, view["comments"]!.AsArray().Count, view["reviews"]!.AsArray().Count).ShouldBe(
            (1, 1, 1)
        );
        foreach (
            var act in new[]
            {
                "ImprovementCreated",
                "ImprovementCycleBegun",
                "ImprovementCommented",
                "ImprovementBegun",
                "ImprovementReviewed",
            }
        )
        {
            (await network.TrailAsync(act)).Count.ShouldBe(1, act);
        }

        (await network.MailsAsync()).Count.ShouldBe(1);
    }

    [Test]
    public async Task A_municipality_a_mentor_and_the_coordinator_are_told_what_is_late()
    {
        var network = await MakeAsync();
        var own = (await network["Luleå", Function.Politician].Api.GetAsync(network.Of("Luleå"))).ShouldBeOk();
        own["improvements"]!.AsArray().Select(i => i!["title"]!.ToString()).ShouldBe(["Sen", "Still", "Ny"]);
        (await (await network["Luleå", Function.Politician].ReaderAsync()).GetAsync(network.PageOf("Luleå")))
            .ShouldBeOk()
            .Text.ShouldContain("En av tre förbättringar är sen");
        var mentees = (await network["Piteå", Function.KeyPerson].Api.GetAsync(network.InCohort("/mentees"))).ShouldBeOk();
        mentees["mentees"]!
            .AsArray()
            .Select(m =>
                (
                    m!["name"]!.ToString(),
                    m["openImprovements"]!.GetValue<int>(),
                    m["overdueImprovements"]!.GetValue<int>(),
                    m["untouchedImprovements"]!.GetValue<int>()
                )
            )
            .ShouldBe([("Boden", 0, 0, 0), ("Luleå", 3, 1, 1)]);
        (await (await network["Piteå", Function.KeyPerson].ReaderAsync()).GetAsync(network.CohortPage("/mentees")))
            .ShouldBeOk()
            .Html.ShouldContain(network.PageOf("Luleå", "/improvements"));
        (await network.Coordinator.Api.GetAsync(network.InCohort("/progress"))).ShouldBeOk()["overdueImprovements"]!
            .GetValue<int>()
            .ShouldBe(1);
        (await (await network.Coordinator.ReaderAsync()).GetAsync(network.CohortPage()))
            .ShouldBeOk()
            .Text.ShouldContain("En förbättring är sen");
    }
}
