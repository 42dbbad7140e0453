using Microsoft.EntityFrameworkCore;
using ModelMunicipalities.App.Features.Accounts;

namespace ModelMunicipalities.App.Tests.Features.Accounts;

[TestFixtureSource(typeof(Databases), nameof(Databases.All))]
public class SendDigestsTests(DatabaseProvider provider) : MailChoiceTest
{
    [Test]
    public async Task A_digest_gathers_what_has_waited_in_the_readers_language_and_each_mail_goes_once()
    {
        await using var server = Server.Start(provider);
        var network = await BuildAsync(server);
        var reader = network["Luleå", Function.Manager];
        await network.ReadsEnglishAsync(reader);
        await ChooseAsync(network, reader, "daily", AllTopics);
        var held = new[]
        {
            await network.MailAsync(m => (m.Subject, m.Body) = ("First", "Dear M,\n\nSomething <b>happened</b>."), reader),
            await network.MailAsync(m => (m.Subject, m.Body) = ("Second", "Dear M,\n\nSomething else."), reader),
        };
        var others = await network.MailAsync(null, network["Luleå", Function.KeyPerson]);
        await Outbox.DeliverAsync(server);
        (await StateAsync(network, held[0])).ShouldBe(MailState.Held);
        (await StateAsync(network, others)).ShouldBe(MailState.Sent);

        (await network.AsJobAsync(new SendDigests.Command())).Value.ShouldBe(1);
        (await network.AsJobAsync(new SendDigests.Command())).Value.ShouldBe(0);
        (await Outbox.DeliverAsync(server)).Sent.ShouldBe(1);
        var digest = await network.InDbAsync(db =>
            db.OutgoingMails.SingleAsync(m => m.PersonId == reader.Id && m.State == MailState.Sent)
        );
        var read = await server.ReadAsync(digest);
        read.Says("to").ShouldBe(reader.Email);
        read.Says("subject").ShouldEndWith(": 2 updates since last time");
        var text = read.Says("text").ReplaceLineEndings("\n");
        text.ShouldContain("First\n=====\n\nSomething <b>happened</b>.");
        text.ShouldContain("Something else.");
        text.ShouldNotContain("Dear M,");
        read.Says("html").ShouldContain("First</h2>");
        read.Says("html").ShouldContain("&lt;b&gt;happened");
        (
            await network.InDbAsync(db => db.OutgoingMails.Where(m => m.DigestId == digest.Id).Select(m => m.State).ToListAsync())
        ).ShouldBe([MailState.Gathered, MailState.Gathered]);
    }

    [Test]
    public async Task A_weekly_digest_waits_for_monday()
    {
        await using var server = Server.Start(provider);
        var network = await BuildAsync(server);
        var reader = network["Luleå", Function.Manager];
        await ChooseAsync(network, reader, "weekly", AllTopics);
        await network.MailAsync(null, reader);
        await Outbox.DeliverAsync(server);
        (await network.AsJobAsync(new SendDigests.Command())).Value.ShouldBe(0);
        await network.MailAsync(m => m.CreatedAt = DateTimeOffset.UtcNow.AddDays(-8), reader);
        await Outbox.DeliverAsync(server);
        (await network.AsJobAsync(new SendDigests.Command())).Value.ShouldBe(1);
    }
}
