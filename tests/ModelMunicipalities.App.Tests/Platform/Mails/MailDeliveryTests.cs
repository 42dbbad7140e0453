using System.Diagnostics.Metrics;
using Microsoft.EntityFrameworkCore;
using ModelMunicipalities.App.Platform;
using ModelMunicipalities.App.Platform.Mails;

namespace ModelMunicipalities.App.Tests.Platform;

/// <summary>Mail handed over to a real mail server and to the folder: each once, whatever goes wrong.</summary>
[TestFixtureSource(typeof(Databases), nameof(Databases.All))]
public class MailDeliveryTests(DatabaseProvider provider)
{
    private const string Evil = "<script>alert('x')</script>\"'&";

    [Test]
    public async Task A_mail_arrives_as_text_and_as_HTML_with_the_way_to_the_readers_choices()
    {
        await using var post = MailServer.Start();
        await using var server = Server.Start(
            provider,
            [.. post.Settings, ("Portal:Address", "https://portal.example"), ("Portal:Hosts", "localhost,127.0.0.1")]
        );
        var network = await new NetworkPlan().Group("Piteå", "Luleå").BuildAsync(server);
        await network.MailAsync(
            m =>
            {
                var letter = new Letter([
                    "Hej!",
                    Evil,
                    LetterPart.List(["ett", "två"]),
                    "Läs här:",
                    new LetterPart(LetterPartKind.Address, "https://portal.example/pitea?a=1&b=2"),
                    "https://elsewhere.example/x",
                ]);
                (m.Subject, m.Body, m.Outline) = ("Åsa skrev", letter.Text, letter.Outline);
            },
            network["Luleå", Function.Manager]
        );
        (await Outbox.DeliverAsync(server)).ShouldBe(new MailDelivery.Round(1, 1, MailFault.None));

        var mail = (await post.ArrivedAsync()).ShouldHaveSingleItem();
        mail["types"]!.ToJsonString().ShouldBe("[\"text/plain\",\"text/html\"]");
        mail.Says("subject").ShouldBe("Åsa skrev");
        mail.Says("text").ShouldContain(Evil);
        var html = mail.Says("html");
        html.ShouldNotContain("<script>");
        WebUtility.HtmlDecode(html).ShouldContain(Evil);
        html.ShouldContain("<li>ett</li><li>två</li>");
        html.ShouldContain("<a href=\"https://portal.example/pitea?a=1&amp;b=2\"");
        html.ShouldContain(">Öppna i portalen</a>");
        html.ShouldNotContain("href=\"https://elsewhere.example");
        mail.Says("headers.list-unsubscribe-post").ShouldBe("List-Unsubscribe=One-Click");
        var choices = mail.Says("headers.list-unsubscribe").Trim(' ', '<', '>').Replace("https://portal.example", "");
        choices.ShouldEndWith("?topic=Improvement");
        mail.Says("text").ShouldContain("https://portal.example" + choices.Split('?')[0]);
        (await new Reader(server).GetAsync(choices)).ShouldBeOk().Heading.ShouldBe("Du får mejlen genast");
        mail.Says("headers.message-id").ShouldEndWith("@modellkommuner.example>");
        (await StatesAsync(network)).ShouldBe([MailState.Sent]);
    }

    [Test]
    public async Task A_mail_of_the_account_and_one_to_an_address_by_itself_offer_no_way_to_be_rid_of_them()
    {
        await using var post = MailServer.Start();
        await using var server = Server.Start(provider, post.Settings);
        var network = await new NetworkPlan().Group("Piteå", "Luleå").BuildAsync(server);
        await network.MailAsync(m => m.Topic = MailTopic.Account, network["Luleå", Function.Manager]);
        await network.MailAsync();
        await Outbox.DeliverAsync(server);
        var mails = await post.ArrivedAsync();
        mails.Count.ShouldBe(2);
        mails.ShouldAllBe(m => m["headers"]!["list-unsubscribe"] == null);
        mails.Count(m => m.Says("text").Contains("/mail-choices/")).ShouldBe(1);
    }

    [Test]
    public async Task A_mail_server_that_wants_encryption_and_a_password_gets_both()
    {
        await using var post = MailServer.StartEncrypted(account: ("portalen", "hemligt"));
        await using var server = Server.Start(
            provider,
            [.. post.Settings, ("Mail:User", "portalen"), ("Mail:Password", "hemligt"), ("Mail:From", "post@kommun.example")]
        );
        var network = await new NetworkPlan().BuildAsync(server);
        await network.MailAsync();
        (await Outbox.DeliverAsync(server)).Sent.ShouldBe(1, (await RowsAsync(network))[0].FaultSaid);
        (await post.ArrivedAsync()).ShouldHaveSingleItem().Says("from").ShouldBe("post@kommun.example");
    }

    [Test]
    public async Task With_a_wrong_password_everything_waits_and_says_why()
    {
        await using var post = MailServer.StartEncrypted(account: ("portalen", "hemligt"));
        await using var server = Server.Start(provider, [.. post.Settings, ("Mail:User", "portalen"), ("Mail:Password", "fel")]);
        var network = await new NetworkPlan().BuildAsync(server);
        await network.MailAsync();
        await network.MailAsync();
        (await Outbox.DeliverAsync(server)).Closed.ShouldBe(MailFault.ServerRefuses);
        post.Ids().ShouldBeEmpty();
        (await RowsAsync(network)).ShouldAllBe(m =>
            m.State == MailState.Waiting && m.Fault == MailFault.ServerRefuses && m.Tries == 0 && m.Claim == null
        );
        var page = await (await network.Coordinator.ReaderAsync()).GetAsync(network.Page("/mail"));
        page.Heading.ShouldBe("Två mejl är på väg");
        page.Text.ShouldContain("Väntar: mejlservern tar inte emot mejl från portalen");
    }

    [Test]
    public async Task A_mail_server_that_cannot_prove_who_it_is_gets_nothing()
    {
        await using var post = MailServer.StartEncrypted(account: ("portalen", "hemligt"), isBelieved: false);
        await using var server = Server.Start(
            provider,
            [.. post.Settings, ("Mail:User", "portalen"), ("Mail:Password", "hemligt")]
        );
        var network = await new NetworkPlan().BuildAsync(server);
        await network.MailAsync();
        (await Outbox.DeliverAsync(server)).Closed.ShouldBe(MailFault.ServerSilent);
        post.Ids().ShouldBeEmpty();
        (await StatesAsync(network)).ShouldBe([MailState.Waiting]);
    }

    [Test]
    public async Task While_the_mail_server_is_down_all_mails_wait_and_then_arrive_once()
    {
        await using var post = MailServer.Start();
        await using var server = Server.Start(provider, post.Settings);
        var network = await new NetworkPlan().BuildAsync(server);
        var mails = await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => network.MailAsync()));
        await post.DownAsync();
        var round = await Outbox.DeliverAsync(server);
        (round.Sent, round.Closed).ShouldBe((0, MailFault.ServerSilent));
        (await RowsAsync(network)).ShouldAllBe(m =>
            m.State == MailState.Waiting && m.Fault == MailFault.ServerSilent && m.Tries == 0
        );
        post.Up();
        (await Outbox.DeliverAsync(server)).Sent.ShouldBe(12);
        (await Outbox.DeliverAsync(server)).Found.ShouldBe(0);
        post.Ids().ShouldBe(mails.Select(m => m.Id), ignoreOrder: true);
    }

    [Test]
    public async Task An_address_that_is_refused_is_given_up_one_that_is_put_off_comes_later_and_the_others_go_on()
    {
        await using var post = MailServer.Start();
        await using var server = Server.Start(provider, post.Settings);
        var network = await new NetworkPlan().BuildAsync(server);
        await network.MailAsync(m => m.To = "refused@example.com");
        await network.MailAsync(m => m.To = "later@example.com");
        await network.MailAsync(m => m.To = "ingen adress");
        var well = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => network.MailAsync()));
        (await Outbox.DeliverAsync(server)).ShouldBe(new MailDelivery.Round(8, 5, MailFault.None));
        post.Ids().ShouldBe(well.Select(m => m.Id), ignoreOrder: true);
        var rows = await RowsAsync(network);
        (rows[0].State, rows[0].Fault).ShouldBe((MailState.GivenUp, MailFault.Refused));
        rows[0].FaultSaid!.ShouldContain("No such user here");
        (rows[1].State, rows[1].Fault, rows[1].Tries).ShouldBe((MailState.Waiting, MailFault.PutOff, 1));
        (rows[1].DueAt - DateTimeOffset.UtcNow).ShouldBeInRange(TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(75));
        (rows[2].State, rows[2].Fault).ShouldBe((MailState.GivenUp, MailFault.AddressUnreadable));

        // Put off for the last time.
        await network.Server.InDbAsync(null, db =>
            db.OutgoingMails.Where(m => m.Id == rows[1].Id)
                .ExecuteUpdateAsync(m =>
                    m.SetProperty(x => x.Tries, MailRetry.MostTries - 1).SetProperty(x => x.DueAt, DateTimeOffset.UtcNow)
                )
        );
        await Outbox.DeliverAsync(server);
        (await RowsAsync(network))[1].State.ShouldBe(MailState.GivenUp);
    }

    [Test]
    public async Task A_connection_that_breaks_off_in_the_middle_leaves_the_mail_uncertain_until_the_coordinator_sends_it_again()
    {
        await using var post = MailServer.Start();
        await using var server = Server.Start(provider, post.Settings);
        var network = await new NetworkPlan().BuildAsync(server);
        var mail = await network.MailAsync(m => m.To = "broken@example.com");
        await Outbox.DeliverAsync(server);
        var row = (await RowsAsync(network)).ShouldHaveSingleItem();
        (row.State, row.Fault, row.HandedOverAt).ShouldBe((MailState.Uncertain, MailFault.BrokenOff, null));
        (await Outbox.DeliverAsync(server)).Found.ShouldBe(0);
        post.Ids().ShouldBe([mail.Id]);

        (await network.Coordinator.Api.PostAsync(network.InNetwork($"/mails/{mail.Id}/resend"))).ShouldBeOk();
        (await Outbox.DeliverAsync(server)).Found.ShouldBe(1);
        post.Ids().ShouldBe([mail.Id, mail.Id]);
    }

    [Test]
    public async Task What_a_node_had_begun_to_hand_over_when_it_died_is_not_sent_again_unasked()
    {
        await using var post = MailServer.Start();
        await using var server = Server.Start(provider, post.Settings);
        var network = await new NetworkPlan().BuildAsync(server);
        var past = DateTimeOffset.UtcNow - MailDelivery.Lease;
        await network.MailAsync(m =>
            (m.State, m.Claim, m.ClaimedUntil, m.HandedOverAt) = (MailState.Waiting, Guid.NewGuid(), past, past)
        );
        var untouched = await network.MailAsync(m =>
            (m.State, m.Claim, m.ClaimedUntil) = (MailState.Waiting, Guid.NewGuid(), past)
        );
        await network.MailAsync(m =>
            (m.State, m.Claim, m.ClaimedUntil) = (MailState.Waiting, Guid.NewGuid(), DateTimeOffset.UtcNow + MailDelivery.Lease)
        );
        await Outbox.DeliverAsync(server);
        (await StatesAsync(network)).ShouldBe([MailState.Uncertain, MailState.Sent, MailState.Waiting]);
        post.Ids().ShouldBe([untouched.Id]);
    }

    [Test]
    public async Task Two_nodes_send_each_mail_once()
    {
        await using var post = MailServer.Start();
        await using var one = Server.Start(provider, post.Settings);
        await using var other = Server.Start(provider, [.. post.Settings, ("Database:ConnectionString", one.ConnectionString)]);
        var network = await new NetworkPlan().BuildAsync(one);
        await network.Server.InDbAsync(null, db =>
        {
            db.OutgoingMails.AddRange(
                Enumerable
                    .Range(0, 3 * MailDelivery.RoundSize)
                    .Select(i => new OutgoingMail
                    {
                        NetworkId = network.Network.Id,
                        To = $"nr{i}@example.com",
                        Subject = "s",
                        Body = "b",
                        CreatedAt = DateTimeOffset.UtcNow,
                    })
            );
            return db.SaveChangesAsync();
        });
        await Task.WhenAll(
            new[] { one, other, one, other }.Select(async node =>
            {
                while ((await Outbox.DeliverAsync(node)).Found > 0)
                {
                    // Both go on while there is something.
                }
            })
        );
        while ((await Outbox.DeliverAsync(one)).Found > 0)
        {
            // What a node had found and another took first.
        }

        (await StatesAsync(network)).ShouldAllBe(s => s == MailState.Sent);
        post.Ids().Count.ShouldBe(3 * MailDelivery.RoundSize);
        post.Ids().Distinct().Count().ShouldBe(3 * MailDelivery.RoundSize);
    }

    [Test]
    public async Task A_node_that_is_stopped_in_the_middle_gives_back_what_it_has_not_sent()
    {
        await using var post = MailServer.Start();
        await using var server = Server.Start(provider, post.Settings);
        var network = await new NetworkPlan().BuildAsync(server);
        await Task.WhenAll(Enumerable.Range(0, 40).Select(_ => network.MailAsync()));
        using var stop = new CancellationTokenSource();
        var delivering = server.Delivery().DeliverAsync(stop.Token);
        while (post.Ids().Count < 3)
        {
            await Task.Delay(5);
        }

        await stop.CancelAsync();
        var sent = (await delivering).Sent;
        sent.ShouldBeLessThan(40);
        (await RowsAsync(network)).Count(m => m.State == MailState.Waiting && m.Claim == null).ShouldBe(40 - sent);
        (await Outbox.DeliverAsync(server)).Sent.ShouldBe(40 - sent);
        post.Ids().Distinct().Count().ShouldBe(40);
        post.Ids().Count.ShouldBe(40);
    }

    [Test]
    public async Task A_folder_that_cannot_be_written_keeps_all_mails_waiting_and_writing_twice_leaves_one()
    {
        await using var server = Server.Start(provider);
        var network = await new NetworkPlan().BuildAsync(server);
        var mails = await Task.WhenAll(network.MailAsync(), network.MailAsync());
        await File.WriteAllTextAsync(server.Folder(), "in the way");
        (await Outbox.DeliverAsync(server)).Closed.ShouldBe(MailFault.FolderUnwritable);
        (await RowsAsync(network)).ShouldAllBe(m => m.State == MailState.Waiting && m.Fault == MailFault.FolderUnwritable);
        File.Delete(server.Folder());
        (await Outbox.DeliverAsync(server)).Sent.ShouldBe(2);

        // A node that died between writing and recording.
        await network.Server.InDbAsync(null, db =>
            db.OutgoingMails.Where(m => m.Id == mails[0].Id)
                .ExecuteUpdateAsync(m =>
                    m.SetProperty(x => x.State, MailState.Waiting)
                        .SetProperty(x => x.Claim, Guid.NewGuid())
                        .SetProperty(x => x.ClaimedUntil, DateTimeOffset.UtcNow.AddMinutes(-1))
                )
        );
        (await Outbox.DeliverAsync(server)).Sent.ShouldBe(1);
        Directory.GetFiles(server.Folder(), "*.eml").Length.ShouldBe(2);
        (await server.ReadAsync(mails[0])).Says("text").ShouldStartWith("Hej!");
    }

    [Test]
    public async Task Mails_that_are_sent_and_that_fail_are_counted()
    {
        await using var server = Server.Start(provider);
        var counted = new Dictionary<string, double>();
        using var listener = new MeterListener();
        var meters = server.Services.GetService(typeof(PortalMeters));
        meters.ShouldNotBeNull();
        listener.InstrumentPublished = (instrument, me) =>
        {
            if (
                instrument.Meter.Name == PortalMeters.Name
                && instrument.Meter.Scope == server.Services.GetService(typeof(IMeterFactory))
            )
            {
                me.EnableMeasurementEvents(instrument);
            }
        };
        listener.SetMeasurementEventCallback<long>(
            (instrument, value, _, _) => counted[instrument.Name] = counted.GetValueOrDefault(instrument.Name) + value
        );
        listener.SetMeasurementEventCallback<double>((instrument, value, _, _) => counted[instrument.Name] = value);
        listener.Start();
        var network = await new NetworkPlan().BuildAsync(server);
        await network.MailAsync();
        await network.MailAsync(m => m.To = "ingen adress");
        await network.MailAsync(m =>
            (m.State, m.CreatedAt, m.ClaimedUntil) = (
                MailState.Waiting,
                DateTimeOffset.UtcNow.AddHours(-1),
                DateTimeOffset.UtcNow.AddHours(1)
            )
        );
        await Outbox.DeliverAsync(server);
        listener.RecordObservableInstruments();
        counted["mails.sent"].ShouldBe(1);
        counted["mails.failed"].ShouldBe(1);
        counted["mails.outbox.age"].ShouldBeInRange(3600, 3700);
    }

    private static async Task<List<OutgoingMail>> RowsAsync(TestNetwork network) =>
        await network.Server.InDbAsync(null, db =>
            db.OutgoingMails.Where(m => m.NetworkId == network.Network.Id).OrderBy(m => m.Id).AsNoTracking().ToListAsync()
        );

    private static async Task<MailState[]> StatesAsync(TestNetwork network) =>
        [.. (await RowsAsync(network)).Select(m => m.State)];
}
