using Microsoft.EntityFrameworkCore;

namespace ModelMunicipalities.App.Tests.Features.Assessments;

public class ViewMunicipalityTests(DatabaseProvider provider) : OnEveryDatabase(provider)
{
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
}
