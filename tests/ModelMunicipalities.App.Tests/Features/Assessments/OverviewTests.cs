using Microsoft.EntityFrameworkCore;

namespace ModelMunicipalities.App.Tests.Features.Assessments;

/// <summary>
/// What each role sees of many assessments: the coordinator's progress, the mentor's mentees, one's own municipality.
/// </summary>
public class OverviewTests(DatabaseProvider provider) : OnEveryDatabase(provider)
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

    [Test]
    public async Task Where_the_functions_differed_is_told_to_who_has_handed_in_herself()
    {
        var network = await BuildAsync(n =>
            n.Group("Piteå", "Luleå")
                .Submitted("Luleå", "startup", "2222222222")
                .HandedIn("Luleå", "startup", Function.Politician, "1222222222")
                .HandedIn("Luleå", "startup", Function.Manager, "3222222222")
        );
        var politician = network["Luleå", Function.Politician];
        await network.ChangeAsync(async db =>
            (await db.Scorings.SingleAsync(s => s.Function == Function.Politician)).HandedInBy = politician.Id
        );
        (await CountAsync(politician)).ShouldBe(1);
        (await CountAsync(network["Luleå", Function.KeyPerson])).ShouldBe(0, "she has not, and not all three have");

        async Task<int> CountAsync(Member member) =>
            (await member.Api.GetAsync(network.Of("Luleå"))).ShouldBeOk()["disagreements"]!.AsArray().Count;
    }

    [Test]
    public async Task A_mentor_sees_her_own_mentees_and_what_they_have_submitted()
    {
        var network = await BuildAsync(n =>
            n.Group("Piteå", "Luleå", "Boden").Group("Umeå", "Vännäs").Submitted("Luleå", "startup", "1232222222")
        );
        await network.HandInAsync("Luleå", "bm1", Function.Politician, "3111111111");
        await network.HandInAsync("Luleå", "bm1", Function.Manager, "1111111111");
        await network.HandInAsync("Luleå", "bm1", Function.KeyPerson, "1211111111");
        await network.AgreeAsync("Luleå", "bm1", "2222222221");

        var before = (await network["Piteå", Function.Manager].Api.GetAsync(network.InCohort("/mentees"))).ShouldBeOk();
        before["mentees"]!.AsArray().Select(m => m!["name"]!.ToString()).ShouldBe(["Boden", "Luleå"]);
        before["mentees[1].scores"]!.AsObject().Select(s => s.Key).ShouldBe(["startup"]);
        before["mentees[1].lowest"]!.AsArray().Select(s => s!.GetValue<int>()).ShouldBe([1, 2, 4]);

        (await network["Luleå", Function.KeyPerson].Api.PostAsync(network.At("Luleå", "bm1", "/submission"))).ShouldBeOk();
        var after = (await network["Piteå", Function.Manager].Api.GetAsync(network.InCohort("/mentees"))).ShouldBeOk();
        (after["mentees[1].status"]!.ToString(), after["mentees[1].lowest[0]"]!.GetValue<int>()).ShouldBe(("submitted", 10));
        after["mentees[1].differed"]!.AsArray().Select(s => s!.GetValue<int>()).ShouldBe([1, 2], "without telling who");
        after.Text.ShouldNotContain("politician");
    }

    [Test]
    public async Task A_municipality_is_shown_to_its_own_with_what_is_due_and_to_the_group_with_what_is_submitted()
    {
        var network = await BuildAsync(n =>
            n.Group("Piteå", "Luleå", "Boden")
                .Submitted("Luleå", "startup", "1222222222")
                .Submitted("Piteå", "startup", "3333333333")
        );
        await network.ScoreAsync("Luleå", "bm1", Function.Manager, "2220000000");

        var own = (await network["Luleå", Function.Politician].Api.GetAsync(network.Of("Luleå"))).ShouldBeOk();
        (own["sight"]!.ToString(), own["current.key"]!.ToString(), own["current.status"]!.ToString()).ShouldBe(
            ("own", "bm1", "scoring")
        );
        own["progress"]!
            .AsArray()
            .Select(p => (p!["function"]!.ToString(), p["answered"]!.GetValue<int>(), p["person"]!.ToString()))
            .ShouldBe([
                ("politician", 0, "Politician Luleå"),
                ("manager", 3, "Manager Luleå"),
                ("keyPerson", 0, "KeyPerson Luleå"),
            ]);
        (
            own["latest.occasion"]!.ToString(),
            own["latest.sum"]!.GetValue<int>(),
            own["latest.isModelMunicipality"]!.GetValue<bool>()
        ).ShouldBe(("startup", 19, false));
        own["group"]!.AsArray().Select(p => p!["name"]!.ToString()).ShouldBe(["Piteå", "Boden", "Luleå"]);
        own["group[0].aheadOn"]!.AsArray().Count.ShouldBe(10);
        own["mentorPeople"]!.AsArray().Select(p => p!.ToString()).ShouldBe(["KeyPerson Piteå"]);

        var shared = (await network["Boden", Function.KeyPerson].Api.GetAsync(network.Of("Luleå"))).ShouldBeOk();
        (shared["sight"]!.ToString(), shared["progress"], shared["current.status"]!.ToString()).ShouldBe(
            ("shared", null, "notStarted")
        );

        var followed = (await network.Coordinator.Api.GetAsync(network.Of("Luleå"))).ShouldBeOk();
        (
            followed["sight"]!.ToString(),
            followed["current.status"]!.ToString(),
            followed["disagreements"]!.AsArray().Count
        ).ShouldBe(("followed", "scoring", 0));
    }

    [Test]
    public async Task Why_scores_moved_is_shown_beside_them()
    {
        var network = await BuildAsync(n =>
            n.Group("Piteå", "Luleå").Submitted("Luleå", "startup", "1222222222").Submitted("Luleå", "bm1", "2222222222")
        );
        await network.ChangeAsync(async db =>
        {
            db.ConsensusScores.Single(c => c.Step == 1 && c.Score == 2).Cause = ChangeCause.Reassessed;
            await Task.CompletedTask;
        });
        var own = (await network["Luleå", Function.Politician].Api.GetAsync(network.Of("Luleå"))).ShouldBeOk();
        own["occasions[1].causes"]!
            .ToJsonString()
            .ShouldBe("""[{"step":1,"cause":"reassessed","text":null,"improvementId":null}]""");
    }

    [Test]
    public async Task A_result_of_another_cohort_is_shown_apart_and_never_joined()
    {
        var network = await BuildAsync(n => n.Group("Piteå", "Luleå").Submitted("Luleå", "startup", "1222222222"));
        await network.ChangeAsync(async db =>
        {
            var earlier = new Domain.Cohorts.Cohort
            {
                Slug = "2017-2018",
                Name = "2017–2018",
                Instrument = "thirteen-step-2017",
                ClosedAt = DateTimeOffset.UtcNow.AddYears(-8),
            };
            earlier.Occasions.Add(new Domain.Cohorts.Occasion { Key = "startup", Ordinal = 1 });
            db.Cohorts.Add(earlier);
            await db.SaveChangesAsync();
            db.Assessments.Add(
                new Assessment
                {
                    CohortId = earlier.Id,
                    OccasionId = earlier.Occasions[0].Id,
                    OrganisationId = network["Luleå"].Id,
                    Instrument = earlier.Instrument,
                    SubmittedAt = DateTimeOffset.UtcNow.AddYears(-9),
                    Profile = "3333333333333",
                }
            );
        });

        var own = (await network["Luleå", Function.Politician].Api.GetAsync(network.Of("Luleå"))).ShouldBeOk();
        own["earlier"]!
            .AsArray()
            .Select(e => (e!["cohort"]!.ToString(), e["instrument"]!.ToString(), e["lastSum"]!.GetValue<int>()))
            .ShouldBe([("2017-2018", "thirteen-step-2017", 39)]);
        own["occasions"]!.AsArray().Count(o => o!["scores"] is not null).ShouldBe(1);
        (await network["Luleå", Function.Politician].Api.GetAsync(network.At("Luleå", "bm1")))["previous.scores"]!
            .AsArray()
            .Count.ShouldBe(10);
    }

    [Test]
    public async Task Cohort_groups_and_meetings_are_told_to_every_member()
    {
        var network = await BuildAsync(n => n.Group("Piteå", "Luleå", "Boden").Peers("Umeå", "Vännäs"));
        var api = network.Observer.Api;

        var cohort = (await api.GetAsync(network.InCohort())).ShouldBeOk();
        (cohort["slug"]!.ToString(), cohort["participants"]!.GetValue<int>(), cohort["mentors"]!.GetValue<int>()).ShouldBe(
            ("2027", 4, 1)
        );
        cohort["occasions"]!
            .AsArray()
            .Select(o => (o!["key"]!.ToString(), o["isOpen"]!.GetValue<bool>(), o["isOver"]!.GetValue<bool>()))
            .ShouldBe([
                ("startup", false, true),
                ("bm1", true, false),
                ("bm2", false, false),
                ("bm3", false, false),
                ("closing", false, false),
            ]);

        var groups = (await api.GetAsync(network.InCohort("/groups"))).ShouldBeOk();
        groups["total"]!.GetValue<int>().ShouldBe(2);
        (groups["items[0].mentor.organisation"]!.ToString(), groups["items[1].mentor"]).ShouldBe(("pitea", null));
        groups["items[0].participants"]!.AsArray().Select(p => p!["name"]!.ToString()).ShouldBe(["Boden", "Luleå"]);

        var meetings = (await api.GetAsync(network.InCohort("/meetings?pageSize=3"))).ShouldBeOk();
        (meetings["total"]!.GetValue<int>(), meetings["items"]!.AsArray().Count).ShouldBe((10, 3));
        meetings["items"]!.AsArray().Select(m => m!["startsAt"]!.GetValue<DateTimeOffset>()).ShouldBeInOrder();
        var meeting = (await api.GetAsync(network.InNetwork($"/meetings/{meetings["items[0].id"]}"))).ShouldBeOk();
        (meeting["occasion"]!.ToString(), meeting["cohort"]!.ToString()).ShouldBe(("startup", "2027"));

        (await api.GetAsync(network.InCohort("/participants?role=mentor")))["items"]!
            .AsArray()
            .Select(p => p!["name"]!.ToString())
            .ShouldBe(["Piteå"]);
        (await api.GetAsync(network.InNetwork("/cohorts")))["items[0].slug"]!.ToString().ShouldBe("2027");
    }

    [Test]
    public async Task The_catalogue_is_searched_by_name_county_and_code()
    {
        var network = await BuildAsync(n => n);
        var api = network.Observer.Api;
        (await api.GetAsync("/api/v1/catalogue/municipalities"))["total"]!.GetValue<int>().ShouldBe(290);
        (await api.GetAsync("/api/v1/catalogue/municipalities?q=GÖTEBORG"))["items[0].code"]!.ToString().ShouldBe("1480");
        (await api.GetAsync("/api/v1/catalogue/municipalities?q=0180"))["items[0].name"]!.ToString().ShouldBe("Stockholm");
        (await api.GetAsync("/api/v1/catalogue/municipalities?q=norrbottens"))["total"]!.GetValue<int>().ShouldBe(14);
        (await api.GetAsync("/api/v1/catalogue/municipalities?q=atlantis"))["total"]!.GetValue<int>().ShouldBe(0);
        (await api.GetAsync("/api/v1/catalogue/regions"))["total"]!.GetValue<int>().ShouldBe(21);
    }
}
