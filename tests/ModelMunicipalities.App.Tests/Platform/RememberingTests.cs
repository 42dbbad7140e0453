namespace ModelMunicipalities.App.Tests.Platform;

/// <summary>A page that is given again is the page as it was, to the same person, and never what was before a change.</summary>
public class RememberingTests(DatabaseProvider provider) : OnEveryDatabase(provider)
{
    [Test]
    public async Task A_page_given_again_costs_the_stamp_alone_and_is_the_same()
    {
        var network = await BuildAsync(n => n.Group("Piteå", "Luleå").Submitted("Luleå", "startup", "2222222222"));
        var reader = await network["Luleå", Function.KeyPerson].ReaderAsync();
        await reader.GetAsync(network.PageOf("Luleå"));
        var first = (await reader.GetAsync(network.PageOf("Luleå"))).ShouldBeOk();
        var id = Guid.NewGuid().ToString("N");
        var again = (await reader.GetAsync(network.PageOf("Luleå"), (SqlLog.Header, id))).ShouldBeOk();
        again.Html.ShouldBe(first.Html);
        Server.Sql.Of(id).Count.ShouldBe(1);
    }

    [Test]
    public async Task It_follows_every_change_in_the_network_at_once()
    {
        var network = await BuildAsync(n => n.Group("Piteå", "Luleå"));
        var reader = await network.Coordinator.ReaderAsync();
        (await reader.GetAsync(network.CohortPage())).ShouldBeOk();
        await network.SubmitAsync("Luleå", "bm1", "3333331222");
        (await reader.GetAsync(network.CohortPage())).Html.ShouldContain(">25<");
    }

    [Test]
    public async Task It_is_not_given_to_somebody_else()
    {
        var network = await BuildAsync(n => n.Group("Piteå", "Luleå"));
        var (politician, manager) = (network["Luleå", Function.Politician], network["Luleå", Function.Manager]);
        await network.ScoreAsync("Luleå", "bm1", Function.Politician, "3000000000");
        var path = network.PageAt("Luleå", "bm1", "/mine");
        var first = (await (await politician.ReaderAsync()).GetAsync(path)).ShouldBeOk();
        var second = (await (await manager.ReaderAsync()).GetAsync(path)).ShouldBeOk();
        first.Text.ShouldContain(politician.Name);
        second.Text.ShouldNotContain(politician.Name);
        second.Text.ShouldContain(manager.Name);
        var guest = await new Reader(Server).GetAsync(path);
        guest.Status.ShouldBe(HttpStatusCode.Redirect);
        (await (await network.Coordinator.ReaderAsync()).GetAsync(path)).ShouldBe(HttpStatusCode.Forbidden);
    }

    [Test]
    public async Task It_is_given_in_the_language_asked_for()
    {
        var network = await BuildAsync(n => n.Group("Piteå", "Luleå"));
        var reader = await network["Luleå", Function.Manager].ReaderAsync();
        (await reader.GetAsync(network.PageOf("Luleå"))).Html.ShouldContain("lang=\"sv\"");
        await reader.PostAsync("/language", ("language", "en"));
        (await reader.GetAsync(network.PageOf("Luleå"))).Html.ShouldContain("lang=\"en\"");
    }

    [Test]
    public async Task Who_lost_her_place_is_turned_away_at_once()
    {
        var network = await BuildAsync(n => n.Group("Piteå", "Luleå"));
        var manager = network["Luleå", Function.Manager];
        var reader = await manager.ReaderAsync();
        (await reader.GetAsync(network.PageOf("Luleå"))).ShouldBeOk();
        await network.ChangeAsync(async db =>
        {
            db.Memberships.Single(m => m.PersonId == manager.Id).EndedAt = DateTimeOffset.UtcNow;
            await Task.CompletedTask;
        });
        (await reader.GetAsync(network.PageOf("Luleå"))).ShouldBe(HttpStatusCode.NotFound);
    }

    [Test]
    public async Task A_form_on_a_page_given_again_can_be_sent()
    {
        var network = await BuildAsync(n => n.Group("Piteå", "Luleå"));
        var reader = await network["Luleå", Function.Manager].ReaderAsync();
        var path = network.PageAt("Luleå", "bm1", "/mine");
        await reader.GetAsync(path);
        var again = await reader.GetAsync(path);
        (
            await reader.PostWithoutTokenAsync(
                path + "?handler=Step&step=1",
                ("step", "1"),
                ("Steps[1].Score", "2"),
                ("Version", "0"),
                ("__RequestVerificationToken", again.Antiforgery!)
            )
        ).Status.ShouldNotBe(HttpStatusCode.BadRequest);
        (await network["Luleå", Function.Manager].Api.GetAsync(network.At("Luleå", "bm1")))["mine[0].score"]!
            .GetValue<int>()
            .ShouldBe(2);
    }
}
