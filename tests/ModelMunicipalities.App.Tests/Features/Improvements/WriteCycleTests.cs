using ModelMunicipalities.Domain.Improvements;

namespace ModelMunicipalities.App.Tests.Features.Improvements;

public class WriteCycleTests(DatabaseProvider provider) : OnEveryDatabase(provider)
{
    [Test]
    public async Task A_later_cycle_waits_for_the_outcome_of_the_one_before()
    {
        var network = await BuildAsync(n => n.Group("Piteå", "Luleå"));
        var (key, id) = (network["Luleå", Function.KeyPerson], await network.ImproveAsync("Luleå"));
        var version = (await network.BeginCycleAsync("Luleå", id)).ETag;
        (
            await key.Api.PostWithVersionAsync(network.ImprovementOf("Luleå", id, "/cycles"), new { plan = "En till" }, version)
        ).ShouldBeRefused(HttpStatusCode.Conflict, "CycleOpen");
        (
            await key.Api.PutAsync(network.ImprovementOf("Luleå", id, "/cycles/1"), new { plan = "p", study = "s" }, version)
        ).ShouldBeInvalid("CycleOrder", "do");
        (
            await key.Api.PutAsync(
                network.ImprovementOf("Luleå", id, "/cycles/1"),
                new { plan = "p", @do = new string('x', PdsaCycle.LongestText + 1) },
                version
            )
        ).ShouldBeInvalid("TextTooLong", "do");
        (await key.Api.PutAsync(network.ImprovementOf("Luleå", id, "/cycles/2"), new { plan = "p" }, version)).ShouldBe(
            HttpStatusCode.NotFound
        );
        (await network.MoveImprovementAsync("Luleå", id, "stopped")).ShouldBeOk();
        (
            await key.Api.PutAsync(
                network.ImprovementOf("Luleå", id, "/cycles/1"),
                new
                {
                    plan = "p",
                    @do = "d",
                    study = "s",
                    act = "a",
                    outcome = "abandon",
                },
                await network.ImprovementVersionAsync("Luleå", id)
            )
        ).ShouldBeOk();
        (
            await key.Api.PostWithVersionAsync(
                network.ImprovementOf("Luleå", id, "/cycles"),
                new { plan = "En till" },
                await network.ImprovementVersionAsync("Luleå", id)
            )
        ).ShouldBeRefused(HttpStatusCode.Conflict, "ImprovementEnded");
        (await network.MoveImprovementAsync("Luleå", id, "active")).ShouldBeOk();
        (await network.TrailAsync("ImprovementReopened")).Count.ShouldBe(1);
    }
}
