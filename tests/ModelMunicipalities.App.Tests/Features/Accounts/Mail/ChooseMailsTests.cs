using ModelMunicipalities.App.Features.Accounts;

namespace ModelMunicipalities.App.Tests.Features.Accounts;

[TestFixtureSource(typeof(Databases), nameof(Databases.All))]
public class ChooseMailsTests(DatabaseProvider provider) : MailChoiceTest
{
    [Test]
    public async Task The_account_and_the_calendar_come_at_once_and_what_is_not_wanted_never()
    {
        await using var server = Server.Start(provider);
        var network = await BuildAsync(server);
        var reader = network["Luleå", Function.Manager];
        await ChooseAsync(network, reader, "weekly", "meeting");
        var account = await network.MailAsync(m => m.Topic = MailTopic.Account, reader);
        var calendar = await network.MailAsync(
            m => (m.Topic, m.Calendar, m.CalendarMethod) = (MailTopic.Meeting, "BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n", "REQUEST"),
            reader
        );
        var unwanted = await network.MailAsync(m => m.Topic = MailTopic.Improvement, reader);
        var wanted = await network.MailAsync(m => m.Topic = MailTopic.Meeting, reader);
        await Outbox.DeliverAsync(server);
        (await Task.WhenAll(new[] { account, calendar, unwanted, wanted }.Select(m => StateAsync(network, m)))).ShouldBe([
            MailState.Sent,
            MailState.Sent,
            MailState.Declined,
            MailState.Held,
        ]);

        // What waits goes by what she chooses next.
        await ChooseAsync(network, reader, "atOnce", AllTopics);
        await Outbox.DeliverAsync(server);
        (await StateAsync(network, wanted)).ShouldBe(MailState.Sent);
    }

    [Test]
    public async Task Choices_hold_in_one_network_only()
    {
        await using var server = Server.Start(provider);
        var (here, there) = (await BuildAsync(server), await BuildAsync(server));
        var reader = here["Luleå", Function.Manager];
        await here.ChangeAsync(_ => Task.CompletedTask);
        await there.ChangeAsync(db =>
        {
            db.Memberships.Add(
                new Membership
                {
                    PersonId = reader.Id,
                    Role = NetworkRole.Observer,
                    Since = DateTimeOffset.UtcNow,
                }
            );
            return Task.CompletedTask;
        });
        await ChooseAsync(here, reader, "daily", AllTopics);
        var (held, sent) = (await here.MailAsync(null, reader), await there.MailAsync(null, reader));
        await Outbox.DeliverAsync(server);
        (await StateAsync(here, held), await StateAsync(there, sent)).ShouldBe((MailState.Held, MailState.Sent));
        (await there.AsJobAsync(new SendDigests.Command())).Value.ShouldBe(0);
    }
}
