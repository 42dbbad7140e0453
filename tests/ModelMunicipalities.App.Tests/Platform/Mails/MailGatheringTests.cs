using Microsoft.EntityFrameworkCore;
using ModelMunicipalities.App.Platform;

namespace ModelMunicipalities.App.Tests.Platform;

/// <summary>What comes by the dozen comes in one mail.</summary>
public class MailGatheringTests(DatabaseProvider provider) : OnEveryDatabase(provider)
{
    [Test]
    public async Task A_dozen_comments_are_one_mail_to_each_reader()
    {
        await using var server = Server.Start(Server.Provider);
        var network = await new NetworkPlan().Group("Piteå", "Luleå", "Boden").BuildAsync(server);
        var reader = network["Luleå", Function.KeyPerson];
        var improvement = await network.SomeImprovementAsync();
        for (var i = 1; i <= 12; i++)
        {
            var writer = i % 2 == 0 ? network["Boden", Function.KeyPerson] : network.Coordinator;
            (
                await writer.Api.PostAsync(
                    network.Of("Luleå", $"/improvements/{improvement}/comments"),
                    new { text = $"Kommentar nummer {i:00}." }
                )
            ).ShouldBe(HttpStatusCode.Created);
        }

        // They wait for each other, at first.
        (await Outbox.DeliverAsync(server)).Sent.ShouldBe(0);
        (await DeliverLaterAsync(server)).Sent.ShouldBe(1);
        var all = await MailsAsync(server, reader);
        var sent = all.Where(m => m.State == MailState.Sent).ShouldHaveSingleItem();
        all.Where(m => m != sent).ShouldAllBe(m => m.State == MailState.Gathered && m.DigestId == sent.Id);
        sent.Subject.ShouldEndWith(": 12 nyheter");
        sent.Body.Split("\n\n")[0].ShouldBe(all[0].Body.Split("\n\n")[0]);
        Enumerable
            .Range(1, 12)
            .Select(i => sent.Body.IndexOf($"Kommentar nummer {i:00}.", StringComparison.Ordinal))
            .ShouldBeInOrder(SortDirection.Ascending);
        sent.Body.ShouldContain("Kommentar nummer 01.");

        // Where to answer is told once, at the end.
        sent.Body.Split("#comments").Length.ShouldBe(2);
        sent.Body.ShouldEndWith("#comments");
        (await DeliverLaterAsync(server)).Sent.ShouldBe(0);
    }

    [Test]
    public async Task One_that_waited_alone_goes_as_it_is_and_what_is_about_something_else_does_not_wait()
    {
        await using var server = Server.Start(Server.Provider);
        var network = await new NetworkPlan().Group("Piteå", "Luleå", "Boden").BuildAsync(server);
        var reader = network["Luleå", Function.KeyPerson];
        var improvement = await network.SomeImprovementAsync();
        (
            await network.Coordinator.Api.PostAsync(
                network.Of("Luleå", $"/improvements/{improvement}/comments"),
                new { text = "Bra!" }
            )
        ).ShouldBe(HttpStatusCode.Created);
        await network.MailAsync(m => (m.Topic, m.Subject) = (MailTopic.Meeting, "Kallelse"), reader);
        await Outbox.DeliverAsync(server);
        (await MailsAsync(server, reader))
            .Where(m => m.State == MailState.Sent)
            .ShouldHaveSingleItem()
            .Subject.ShouldBe("Kallelse");
        await DeliverLaterAsync(server);
        var alone = (await MailsAsync(server, reader)).Single(m => m.Topic == MailTopic.Improvement);
        (alone.State, alone.Gathers).ShouldBe((MailState.Sent, false));
        alone.Body.ShouldContain("Bra!");
    }

    [Test]
    public async Task Several_nodes_that_gather_at_the_same_time_make_one_mail()
    {
        await using var server = Server.Start(Server.Provider);
        var network = await new NetworkPlan().Group("Piteå", "Luleå", "Boden").BuildAsync(server);
        var improvement = await network.SomeImprovementAsync();
        for (var i = 0; i < 3; i++)
        {
            (
                await network.Coordinator.Api.PostAsync(
                    network.Of("Luleå", $"/improvements/{improvement}/comments"),
                    new { text = $"Kommentar {i}" }
                )
            ).ShouldBe(HttpStatusCode.Created);
        }

        var rounds = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => Task.Run(() => DeliverLaterAsync(server))));
        rounds.Sum(r => r.Sent).ShouldBe(1);
        (await MailsAsync(server, network["Luleå", Function.KeyPerson])).Count(m => m.State == MailState.Sent).ShouldBe(1);
    }

    private static Task<App.Platform.Mails.MailDelivery.Round> DeliverLaterAsync(Server server) =>
        Clock.AtAsync(DateTimeOffset.UtcNow + Letters.GatherFor + TimeSpan.FromMinutes(1), () => Outbox.DeliverAsync(server));

    private static Task<List<OutgoingMail>> MailsAsync(Server server, Member reader) =>
        server.InDbAsync(null, db => db.OutgoingMails.Where(m => m.To == reader.Email).OrderBy(m => m.Id).ToListAsync());
}
