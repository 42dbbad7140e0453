using Microsoft.EntityFrameworkCore;
using ModelMunicipalities.Domain.Cohorts;

namespace ModelMunicipalities.App.Tests.Features.Cohorts;

public class ViewPlanTests(DatabaseProvider provider) : OnEveryDatabase(provider)
{
    [Test]
    public async Task The_plan_counts_who_is_where()
    {
        var network = await BuildAsync(n =>
            n.Stage(CohortStage.Pairing)
                .Group("Piteå", "Luleå", "Boden")
                .Taking(CohortRole.Participant, "Kiruna")
                .Taking(CohortRole.Mentor, "Umeå", "Malmö", "Lund")
                .Outside("Vännäs", "Ystad")
        );
        await network.ChangeAsync(async db =>
        {
            var of = await db.Participations.ToDictionaryAsync(p => p.OrganisationId);
            (
                of[network["Piteå"].Id].Places,
                of[network["Umeå"].Id].Places,
                of[network["Umeå"].Id].IsUnavailable,
                of[network["Boden"].Id].WithdrawnAt
            ) = (3, 2, true, DateTimeOffset.UtcNow);
            of[network["Lund"].Id].WithdrawnAt = DateTimeOffset.UtcNow;
        });
        await network.AppliedAsync("Vännäs", ApplicationStatus.WaitingList);
        await network.AppliedAsync("Ystad", ApplicationStatus.Draft);
        var plan = (await network.Coordinator.Api.GetAsync(network.InCohort("/plan"))).ShouldBeOk();
        (
            plan["participants"]!.GetValue<int>(),
            plan["grouped"]!.GetValue<int>(),
            plan["mentors"]!.GetValue<int>(),
            plan["places"]!.GetValue<int>(),
            plan["unanswered"]!.GetValue<int>()
        ).ShouldBe((2, 1, 3, 3, 1));
        plan["applications"]!
            .AsObject()
            .Select(a => (a.Key, a.Value!.GetValue<int>()))
            .ShouldBe([("waitingList", 1), ("draft", 1)], ignoreOrder: true);
    }

    [Test]
    public async Task A_cohort_that_is_not_there_has_no_plan()
    {
        var network = await BuildAsync(n => n);
        var api = network.Coordinator.Api;
        (await api.GetAsync(network.InNetwork("/cohorts/none/plan"))).ShouldBe(HttpStatusCode.NotFound);
        (await api.PutAsync(network.InNetwork("/cohorts/none/plan"), new { }, "\"1\"")).ShouldBe(HttpStatusCode.NotFound);
        (
            await api.PutAsync(
                network.InNetwork("/cohorts/none/criteria"),
                new { instrument = "ten-step-2019", criteria = new[] { new { kind = "cemr" } } },
                "\"1\""
            )
        ).ShouldBe(HttpStatusCode.NotFound);
        (
            await api.PostWithVersionAsync(network.InNetwork("/cohorts/none/stage"), new { stage = "application" }, "\"1\"")
        ).ShouldBe(HttpStatusCode.NotFound);
        (await (await network.Coordinator.ReaderAsync()).GetAsync(network.Page("/cohorts/none/plan/dates"))).ShouldBe(
            HttpStatusCode.NotFound
        );
    }
}
