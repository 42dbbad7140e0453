namespace ModelMunicipalities.App.Tests.Demo;

/// <summary>The demonstration's passwords and mails are everybody's: no true network lies beside it.</summary>
public class BesideTrueNetworksTests
{
    [Test]
    public async Task It_does_not_start_where_there_is_a_network_that_is_not_its_own_and_says_why()
    {
        await using var server = Server.Start(DatabaseProvider.Sqlite);
        var network = await new NetworkPlan().BuildAsync(server);
        var said = Should
            .Throw<Exception>(() =>
                Server.Start(
                    DatabaseProvider.Sqlite,
                    ("Database:ConnectionString", server.ConnectionString),
                    ("Demo:Enabled", "true")
                )
            )
            .Message;
        said.ShouldContain("Demo__Enabled is true");
        said.ShouldContain(network.Slug);
        (await server.InDbAsync(null, db => Task.FromResult(db.Networks.Count()))).ShouldBe(1, "nothing of it was loaded");
    }

    [Test]
    public async Task Its_mailbox_shows_the_mails_of_its_own_networks_and_is_not_there_without_it()
    {
        await using var server = Server.Start(DatabaseProvider.Sqlite);
        var (demo, other) = (await new NetworkPlan().BuildAsync(server), await new NetworkPlan().BuildAsync(server));
        await demo.ChangeAsync(async db => (await db.Networks.FindAsync(demo.Network.Id))!.IsDemo = true);
        await demo.MailAsync(m => m.Subject = "Påhittat brev");
        var secret = await other.MailAsync(m => m.Subject = "Riktigt brev");
        var ofNone = await other.MailAsync(m => (m.NetworkId, m.Subject) = (null, "Brev från ingen"));
        (await new Reader(server).GetAsync("/development/mail")).ShouldBe(HttpStatusCode.NotFound);

        // As if the other network had come while the demonstration ran.
        await other.ChangeAsync(async db => (await db.Networks.FindAsync(other.Network.Id))!.IsDemo = true);
        await using var running = Server.Start(
            DatabaseProvider.Sqlite,
            ("Database:ConnectionString", server.ConnectionString),
            ("Demo:Enabled", "true")
        );
        await other.ChangeAsync(async db => (await db.Networks.FindAsync(other.Network.Id))!.IsDemo = false);
        var guest = new Reader(running);
        var page = (await guest.GetAsync("/development/mail")).ShouldBeOk();
        page.Text.ShouldContain("Påhittat brev");
        page.Text.ShouldNotContain("Riktigt brev");
        page.Text.ShouldNotContain("Brev från ingen");
        foreach (var mail in new[] { secret, ofNone })
        {
            (await guest.GetAsync($"/development/mail?handler=Html&id={mail.Id}")).ShouldBe(HttpStatusCode.NotFound);
        }
    }

    [Test]
    public async Task Its_networks_are_called_what_they_are_on_every_page()
    {
        await using var server = Server.Start(DatabaseProvider.Sqlite);
        var network = await new NetworkPlan().BuildAsync(server);
        var plain = (await (await network.Coordinator.ReaderAsync()).GetAsync(network.Page("/people"))).ShouldBeOk();
        await network.ChangeAsync(async db => (await db.Networks.FindAsync(network.Network.Id))!.IsDemo = true);
        await using var again = Server.Start(DatabaseProvider.Sqlite, ("Database:ConnectionString", server.ConnectionString));
        var marked = (
            await (await new Reader(again).SignInAsync(network.Coordinator.Email, Server.Password)).GetAsync(
                network.Page("/people")
            )
        ).ShouldBeOk();
        marked.Text.ShouldContain(App.Resources.Texts.DemoPeopleInvented);
        plain.Text.ShouldNotContain(App.Resources.Texts.DemoPeopleInvented);
    }
}
