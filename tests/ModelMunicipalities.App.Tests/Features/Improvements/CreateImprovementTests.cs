using Microsoft.EntityFrameworkCore;
using ModelMunicipalities.Domain.Cohorts;

namespace ModelMunicipalities.App.Tests.Features.Improvements;

public class CreateImprovementTests(DatabaseProvider provider) : OnEveryDatabase(provider)
{
    [TestCase("""{"title":" "}""", "ImprovementTitleMissing", "title")]
    [TestCase("""{"title":"a\u0000"}""", "Unreadable", "title")]
    [TestCase("""{"title":"Mall","steps":[11]}""", "UnknownStep", "steps[0]")]
    [TestCase("""{"title":"Mall","steps":["x"]}""", "Unreadable", "steps[0]")]
    [TestCase("""{"title":"Mall","ownerId":1}""", "OwnerUnknown", "ownerId")]
    [TestCase("""{"title":"Mall","dueOn":"i morgon"}""", "Unreadable", "dueOn")]
    [TestCase("""{"title":"Mall","plannedAt":0}""", "MeetingNotTheirs", "plannedAt")]
    public async Task What_breaks_a_rule_is_refused_and_leaves_nothing(string body, string rule, string field)
    {
        var network = await BuildAsync(n => n.Group("Piteå", "Luleå").Group("Umeå", "Vännäs"));
        (
            await network["Luleå", Function.KeyPerson]
                .Api.SendTextAsync(HttpMethod.Post, network.Of("Luleå", "/improvements"), body)
        ).ShouldBeInvalid(rule, field);
        (
            await network["Luleå", Function.KeyPerson]
                .Api.PostAsync(
                    network.Of("Luleå", "/improvements"),
                    new { title = "Mall", plannedAt = await network.MeetingIdAsync("Vännäs", "bm1") }
                )
        ).ShouldBeInvalid("MeetingNotTheirs", "plannedAt");
        (await network.InDbAsync(db => db.Improvements.CountAsync())).ShouldBe(0);
        (await network.TrailAsync("ImprovementCreated")).ShouldBeEmpty();
    }

    [Test]
    public async Task Before_pairing_and_after_closing_nothing_is_written()
    {
        var early = await BuildAsync(n => n.Stage(CohortStage.Admission).Group("Piteå", "Luleå"));
        (
            await early["Luleå", Function.KeyPerson].Api.PostAsync(early.Of("Luleå", "/improvements"), new { title = "Ny" })
        ).ShouldBeRefused(HttpStatusCode.Conflict, "TooEarlyStage");
        var network = await BuildAsync(n => n.Group("Piteå", "Luleå"));
        var id = await network.ImproveAsync("Luleå");
        await network.SetStageAsync(CohortStage.Closed);
        (await network.MoveImprovementAsync("Luleå", id, "active")).ShouldBeRefused(HttpStatusCode.Conflict, "TooLateStage");
        (await network.Coordinator.Api.GetAsync(network.ImprovementOf("Luleå", id))).ShouldBeOk();
    }
}
