namespace ModelMunicipalities.App.Tests.Features.Improvements;

public class RemoveCommentTests(DatabaseProvider provider) : OnEveryDatabase(provider)
{
    [Test]
    public async Task One_takes_back_what_one_has_said_oneself()
    {
        var network = await BuildAsync(n => n.Group("Piteå", "Luleå"));
        var id = await network.ImproveAsync("Luleå");
        var said = (
            await network["Piteå", Function.KeyPerson]
                .Api.PostAsync(network.ImprovementOf("Luleå", id, "/comments"), new { text = "Bra!" })
        ).ShouldBe(HttpStatusCode.Created)["id"]!.GetValue<int>();
        var path = network.ImprovementOf("Luleå", id, $"/comments/{said}");
        (await network.Coordinator.Api.SendAsync(HttpMethod.Delete, path)).ShouldBeRefused(
            HttpStatusCode.Forbidden,
            "CommentNotYours"
        );
        (await network["Piteå", Function.KeyPerson].Api.SendAsync(HttpMethod.Delete, path)).ShouldBe(HttpStatusCode.NoContent);
        (await network["Piteå", Function.KeyPerson].Api.SendAsync(HttpMethod.Delete, path)).ShouldBe(HttpStatusCode.NotFound);
        (await network.TrailAsync("ImprovementCommentRemoved")).Count.ShouldBe(1);
    }
}
