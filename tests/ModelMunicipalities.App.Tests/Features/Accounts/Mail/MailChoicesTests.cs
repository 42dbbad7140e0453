using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using ModelMunicipalities.App.Features.Accounts;
using ModelMunicipalities.App.Platform.Mails;

namespace ModelMunicipalities.App.Tests.Features.Accounts;

/// <summary>Each person's choices of mail, and the digests that come of them.</summary>
[TestFixtureSource(typeof(Databases), nameof(Databases.All))]
public class MailChoicesTests(DatabaseProvider provider)
{
    private static readonly string[] AllTopics =
    [
        "programme",
        "assessment",
        "meeting",
        "poll",
        "improvement",
        "survey",
        "report",
    ];

    [Test]
    public async Task Who_has_chosen_nothing_is_written_to_about_everything_at_once()
    {
        await using var server = Server.Start(provider);
        var network = await BuildAsync(server);
        var choices = (await network["Luleå", Function.Manager].Api.GetAsync(network.InNetwork("/mail-choices"))).ShouldBeOk();
        choices["pace"]!.ToString().ShouldBe("atOnce");
        choices["topics"]!
            .AsArray()
            .Select(t => (t!["topic"]!.ToString(), t["wanted"]!.GetValue<bool>()))
            .ShouldBe(AllTopics.Select(t => (t, true)));
        (await network.Coordinator.Api.GetAsync(network.InNetwork("/mail-choices")))["topics"]!
            .AsArray()
            .Select(t => t!["topic"]!.ToString())
            .ShouldBe([.. AllTopics, "jobs"]);
        (await network.InDbAsync(db => db.MailChoices.CountAsync())).ShouldBe(0);
    }

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

    [Test]
    public async Task The_page_says_what_holds_keeps_what_was_ticked_and_tells_what_is_wrong()
    {
        await using var server = Server.Start(provider);
        var network = await BuildAsync(server);
        var reader = await network["Luleå", Function.Manager].ReaderAsync();
        (await reader.GetAsync(network.Page("/mail-choices"))).ShouldBeOk().Heading.ShouldBe("Du får mejlen genast");
        var wrong = (await reader.PostAsync(network.Page("/mail-choices"), ("Topics", "Meeting"))).ShouldBe(
            HttpStatusCode.BadRequest
        );
        wrong.Text.ShouldContain("Välj hur ofta du vill ha mejl.");
        wrong.Html.ShouldContain("value=\"Meeting\" checked");
        wrong.Html.ShouldNotContain("value=\"Poll\" checked");
        (await reader.PostAsync(network.Page("/mail-choices"), ("Pace", "Weekly"), ("Topics", "Meeting"))).ShouldLeadTo(
            network.Page("/mail-choices")
        );
        var page = (await reader.GetAsync(network.Page("/mail-choices"))).ShouldBeOk();
        page.Heading.ShouldBe("Du får ett samlat mejl i veckan");
        page.Text.ShouldContain("Dina val är sparade.");
        (await (await network.Coordinator.ReaderAsync()).GetAsync(network.Page("/trail"))).Text.ShouldContain(
            "Valde hur mejlen ska komma"
        );
    }

    [Test]
    public async Task The_link_in_a_mail_chooses_without_signing_in_and_the_mail_programs_button_stops_its_topic()
    {
        await using var server = Server.Start(provider);
        var network = await BuildAsync(server);
        var member = network["Luleå", Function.Manager];
        var link = $"/mail-choices/{server.Services.GetRequiredService<MailChoiceLinks>().Token(network.Network.Id, member.Id)}";
        var guest = new Reader(server);
        (await guest.GetAsync(link)).ShouldBeOk().Text.ShouldContain(member.Name);

        // As a mail program does: no cookie, no token of a form.
        (
            await new Reader(server).PostWithoutTokenAsync(link + "?topic=Improvement", ("List-Unsubscribe", "One-Click"))
        ).ShouldLeadTo(link);
        (await DeclinedAsync(network, member)).ShouldBe([MailTopic.Improvement]);
        (await new Reader(server).PostWithoutTokenAsync(link + "?topic=Account", ("List-Unsubscribe", "One-Click"))).ShouldLeadTo(
            link
        );
        (await DeclinedAsync(network, member)).ShouldBe([MailTopic.Improvement]);
        (await guest.PostWithoutTokenAsync(link, ("Pace", "Daily"), ("Topics", "Poll"))).ShouldLeadTo(link);
        (await guest.GetAsync(link)).ShouldBeOk().Heading.ShouldBe("Du får ett samlat mejl om dagen");
        (await guest.PostWithoutTokenAsync(link, ("Topics", "Poll"))).ShouldBe(HttpStatusCode.BadRequest);
        (
            await network.InDbAsync(db =>
                db.AuditEntries.Where(a => a.Act == "MailChosen").Select(a => a.PersonId).Distinct().ToListAsync()
            )
        ).ShouldBe([member.Id]);
    }

    [Test]
    public async Task A_link_that_was_tampered_with_leads_nowhere()
    {
        await using var server = Server.Start(provider);
        var network = await BuildAsync(server);
        var links = server.Services.GetRequiredService<MailChoiceLinks>();
        var token = links.Token(network.Network.Id, network["Luleå", Function.Manager].Id);
        var stranger = links.Token(network.Network.Id, (await BuildAsync(server)).Coordinator.Id);
        foreach (
            var wrong in new[]
            {
                token[..^4] + (token.EndsWith("AAAA", StringComparison.Ordinal) ? "BBBB" : "AAAA"),
                "x",
                "1.1",
                stranger,
                links.Token(9999, 1),
            }
        )
        {
            var page = (await new Reader(server).GetAsync("/mail-choices/" + wrong)).ShouldBe(HttpStatusCode.NotFound);
            page.Text.ShouldContain("Länken fungerar inte");
            (await new Reader(server).PostWithoutTokenAsync("/mail-choices/" + wrong, ("Pace", "Daily"))).ShouldBe(
                HttpStatusCode.NotFound
            );
        }

        (await network.InDbAsync(db => db.MailChoices.CountAsync())).ShouldBe(0);
    }

    private static Task<TestNetwork> BuildAsync(Server server) => new NetworkPlan().Group("Piteå", "Luleå").BuildAsync(server);

    private static async Task ChooseAsync(TestNetwork network, Member member, string pace, params string[] topics) =>
        (await member.Api.PutAsync(network.InNetwork("/mail-choices"), new { pace, topics })).ShouldBeOk();

    private static Task<MailState> StateAsync(TestNetwork network, OutgoingMail mail) =>
        network.InDbAsync(db => db.OutgoingMails.Where(m => m.Id == mail.Id).Select(m => m.State).SingleAsync());

    private static async Task<IReadOnlyList<MailTopic>> DeclinedAsync(TestNetwork network, Member member) =>
        await network.InDbAsync(async db => (await db.MailChoices.SingleAsync(c => c.PersonId == member.Id)).Declined);
}
