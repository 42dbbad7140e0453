namespace ModelMunicipalities.App.Tests.Features.Improvements;

public class ChangeImprovementTests(DatabaseProvider provider) : OnEveryDatabase(provider)
{
    [Test]
    public async Task A_change_based_on_an_older_version_is_refused_with_what_holds_and_one_without_a_version_too()
    {
        var network = await BuildAsync(n => n.Group("Piteå", "Luleå"));
        var (key, id) = (network["Luleå", Function.KeyPerson], await network.ImproveAsync("Luleå"));
        var old = await network.ImprovementVersionAsync("Luleå", id);
        (await key.Api.PutAsync(network.ImprovementOf("Luleå", id), new { title = "Ny" }, old)).ShouldBeOk();
        var stale = (await key.Api.PutAsync(network.ImprovementOf("Luleå", id), new { title = "Min" }, old)).ShouldBeRefused(
            HttpStatusCode.Conflict,
            "Stale"
        );
        (stale["current.title"]!.ToString(), stale["given.title"]!.ToString()).ShouldBe(("Ny", "Min"));
        (await network.MoveImprovementAsync("Luleå", id, "active", old)).ShouldBeRefused(HttpStatusCode.Conflict, "Stale");
        (
            await key.Api.PostWithVersionAsync(network.ImprovementOf("Luleå", id, "/cycles"), new { plan = "p" }, old)
        ).ShouldBeRefused(HttpStatusCode.Conflict, "Stale");
        (await key.Api.PutAsync(network.ImprovementOf("Luleå", id), new { title = "Min" })).ShouldBe((HttpStatusCode)428);
        (await key.Api.PostAsync(network.ImprovementOf("Luleå", id, "/cycles"), new { plan = "p" })).ShouldBe(
            (HttpStatusCode)428
        );
    }
}
