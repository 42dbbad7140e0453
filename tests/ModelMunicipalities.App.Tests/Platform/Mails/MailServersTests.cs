using MailKit.Security;
using Microsoft.Extensions.Configuration;
using ModelMunicipalities.App.Platform.Mails;

namespace ModelMunicipalities.App.Tests.Platform;

/// <summary>What mail servers want and do: encryption, passwords and tokens, refusing, going away and being silent.</summary>
public class MailServersTests
{
    private static readonly (string, string)[] Account = [("Mail:User", "portalen"), ("Mail:Password", "hemligt")];

    // What the server does when a line begins so, and what becomes of the mail.
    [TestCase("", "554 5.3.2 Not now", MailState.Waiting, MailFault.ServerRefuses, 0)]
    [TestCase("", "421 4.3.2 Busy", MailState.Waiting, MailFault.ServerSilent, 0)]
    [TestCase("", MailServer.HangUp, MailState.Waiting, MailFault.ServerSilent, 0)]
    [TestCase("EHLO", MailServer.HangUp, MailState.Waiting, MailFault.ServerSilent, 0)]
    [TestCase("MAIL", "550 5.7.1 Not from you", MailState.Waiting, MailFault.ServerRefuses, 0)]
    [TestCase("MAIL", "530 5.7.0 Sign in", MailState.Waiting, MailFault.ServerRefuses, 0)]
    [TestCase("MAIL", "552 5.3.4 Too large", MailState.GivenUp, MailFault.Refused, 0)]
    [TestCase("MAIL", "452 4.3.1 Full", MailState.Waiting, MailFault.PutOff, 1)]
    [TestCase("MAIL", "421 4.3.2 Closing", MailState.Waiting, MailFault.ServerSilent, 0)]
    [TestCase("MAIL", MailServer.HangUp, MailState.Waiting, MailFault.ServerSilent, 0)]
    [TestCase("RCPT", "550 5.1.1 Nobody", MailState.GivenUp, MailFault.Refused, 0)]
    [TestCase("RCPT", "554 5.7.1 Not from there", MailState.Waiting, MailFault.ServerRefuses, 1)]
    [TestCase("RCPT", "451 4.7.1 Later", MailState.Waiting, MailFault.PutOff, 1)]
    [TestCase("RCPT", MailServer.HangUp, MailState.Waiting, MailFault.ServerSilent, 0)]
    [TestCase("DATA", "554 5.5.1 No", MailState.Waiting, MailFault.ServerRefuses, 1)]
    [TestCase("DATA", "451 4.3.0 Later", MailState.Waiting, MailFault.PutOff, 1)]
    [TestCase("DATA", MailServer.HangUp, MailState.Waiting, MailFault.ServerSilent, 0)]
    [TestCase("From", MailServer.HangUp, MailState.Uncertain, MailFault.BrokenOff, 0)]
    [TestCase(".", MailServer.HangUp, MailState.Uncertain, MailFault.BrokenOff, 0)]
    [TestCase(".", "252 2.0.0 Who knows", MailState.Uncertain, MailFault.BrokenOff, 0)]
    [TestCase(".", "550 5.7.1 Spam", MailState.GivenUp, MailFault.Refused, 0)]
    [TestCase(".", "451 4.3.0 Later", MailState.Waiting, MailFault.PutOff, 1)]
    [TestCase(".", "421 4.3.2 Closing", MailState.Waiting, MailFault.PutOff, 1)]
    public async Task A_mail_is_uncertain_only_from_where_the_server_asked_for_its_content(
        string line,
        string answer,
        MailState state,
        MailFault fault,
        int tries
    )
    {
        await using var post = MailServer.Start();
        await using var server = Server.Start(DatabaseProvider.Sqlite, post.Settings);
        var network = await new NetworkPlan().BuildAsync(server);
        var mail = await network.MailAsync();
        post.Answers = (said, _) =>
            line == "" ? (said == "" ? answer : null)
            : line == "From" && said == "DATA" ? "354 Go on"
            : said.StartsWith(line, StringComparison.Ordinal) ? answer
            : null;
        (await Outbox.DeliverAsync(server)).Sent.ShouldBe(0);
        var row = await network.MailRowAsync(mail);
        (row.State, row.Fault, row.Tries, row.Claim, row.HandedOverAt).ShouldBe((state, fault, tries, null, null));
        if (char.IsDigit(answer[0]))
        {
            row.FaultSaid!.ShouldContain(answer[4..]);
        }

        // In order again: what waits is sent once, and nothing else is sent unasked.
        var before = post.Ids().Count;
        post.Answers = (_, _) => null;
        await Clock.AtAsync(DateTimeOffset.UtcNow.AddMinutes(10), () => Outbox.DeliverAsync(server));
        post.Ids().Count.ShouldBe(before + (state == MailState.Waiting ? 1 : 0));
        (await network.MailRowAsync(mail)).State.ShouldBe(state == MailState.Waiting ? MailState.Sent : state);
    }

    [TestCase("", MailState.Waiting, MailFault.ServerSilent)]
    [TestCase("RCPT", MailState.Waiting, MailFault.ServerSilent)]
    [TestCase(".", MailState.Uncertain, MailFault.BrokenOff)]
    public async Task A_server_that_is_silent_is_left_in_the_end(string line, MailState state, MailFault fault)
    {
        var patience = new Patience();
        await using var post = MailServer.Start();
        await using var server = Server.StartAt(patience, DatabaseProvider.Sqlite, post.Settings);
        var network = await new NetworkPlan().BuildAsync(server);
        var mail = await network.MailAsync();
        var isSilent = new TaskCompletionSource();
        post.Answers = (said, _) =>
        {
            if (line == "" ? said != "" : !said.StartsWith(line, StringComparison.Ordinal))
            {
                return null;
            }

            isSilent.TrySetResult();
            return MailServer.Silence;
        };
        var delivering = Outbox.DeliverAsync(server);
        await isSilent.Task;
        delivering.IsCompleted.ShouldBeFalse();
        patience.Ends();
        (await delivering).Sent.ShouldBe(0);
        var row = await network.MailRowAsync(mail);
        (row.State, row.Fault, row.FaultSaid).ShouldBe((state, fault, null));
    }

    [Test]
    public async Task Mails_share_connections_also_after_one_was_refused_and_the_last_says_goodbye()
    {
        await using var post = MailServer.Start();
        await using var server = Server.Start(DatabaseProvider.Sqlite, post.Settings);
        var network = await new NetworkPlan().BuildAsync(server);
        await Task.WhenAll(
            Enumerable
                .Range(0, 20)
                .Select(i => network.MailAsync(m => m.To = i % 5 == 0 ? "refused@example.com" : "a@example.com"))
        );
        (await Outbox.DeliverAsync(server)).Sent.ShouldBe(16);
        post.Connections.ShouldBe(2);
        post.Heard.Count(l => l == "QUIT").ShouldBe(2);
    }

    [Test]
    public async Task A_server_that_ends_connections_after_some_mails_gets_the_others_over_new_ones()
    {
        await using var post = MailServer.Start();
        await using var server = Server.Start(DatabaseProvider.Sqlite, post.Settings);
        var network = await new NetworkPlan().BuildAsync(server);
        var mails = await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => network.MailAsync()));
        var taken = new System.Collections.Concurrent.ConcurrentDictionary<int, int>();
        post.Answers = (line, connection) =>
            !line.StartsWith("MAIL", StringComparison.Ordinal) || taken.AddOrUpdate(connection, 1, (_, n) => n + 1) <= 2 ? null
            : connection % 2 == 0 ? MailServer.HangUp
            : "421 4.7.0 Enough";
        (await Outbox.DeliverAsync(server)).ShouldBe(new MailDelivery.Round(12, 12, MailFault.None));
        post.Ids().ShouldBe(mails.Select(m => m.Id), ignoreOrder: true);
        post.Connections.ShouldBe(6);
    }

    [TestCase(true)]
    [TestCase(false)]
    public async Task Passwords_go_encrypted_from_the_first_byte_or_after_STARTTLS(bool isImplicit)
    {
        await using var post = MailServer.StartEncrypted(isImplicit, ("portalen", "hemligt"));
        await using var server = Server.Start(DatabaseProvider.Sqlite, [.. post.Settings, .. Account]);
        var network = await new NetworkPlan().BuildAsync(server);
        var mail = await network.MailAsync();
        (await Outbox.DeliverAsync(server)).Sent.ShouldBe(1, (await network.MailRowAsync(mail)).FaultSaid);
        post.Ids().ShouldBe([mail.Id]);
        post.Heard.Contains("STARTTLS").ShouldBe(!isImplicit);
    }

    [TestCase(false, "does not support the STARTTLS extension")]
    [TestCase(true, "4.7.0 TLS not available")]
    public async Task Without_the_encryption_that_is_asked_for_nothing_is_said(bool isOffered, string said)
    {
        await using var post = isOffered ? MailServer.StartEncrypted() : MailServer.Start();
        await using var server = Server.Start(DatabaseProvider.Sqlite, [.. post.Settings, ("Mail:Tls", "StartTls"), .. Account]);
        var network = await new NetworkPlan().BuildAsync(server);
        var mail = await network.MailAsync();
        post.Answers = (line, _) => line == "STARTTLS" ? "454 4.7.0 TLS not available" : null;
        (await Outbox.DeliverAsync(server)).Closed.ShouldBe(MailFault.ServerRefuses);
        var row = await network.MailRowAsync(mail);
        (row.State, row.Tries).ShouldBe((MailState.Waiting, 0));
        row.FaultSaid!.ShouldContain(said);
        post.Heard.Where(l => !l.StartsWith("EHLO", StringComparison.Ordinal) && l is not ("STARTTLS" or "QUIT")).ShouldBeEmpty();
    }

    [TestCase("WhenOffered", true, true)]
    [TestCase("WhenOffered", false, false)]
    [TestCase("None", true, false)]
    public async Task Encryption_can_be_taken_when_it_is_offered_or_left(string tls, bool isOffered, bool isTaken)
    {
        await using var post = isOffered ? MailServer.StartEncrypted() : MailServer.Start();
        await using var server = Server.Start(DatabaseProvider.Sqlite, [.. post.Settings, ("Mail:Tls", tls)]);
        var network = await new NetworkPlan().BuildAsync(server);
        var mail = await network.MailAsync();
        (await Outbox.DeliverAsync(server)).Sent.ShouldBe(1, (await network.MailRowAsync(mail)).FaultSaid);
        post.Heard.Contains("STARTTLS").ShouldBe(isTaken);
    }

    [TestCase(587, SecureSocketOptions.StartTls)]
    [TestCase(465, SecureSocketOptions.SslOnConnect, "Port", "465")]
    [TestCase(465, SecureSocketOptions.SslOnConnect, "Tls", "implicit")]
    [TestCase(25, SecureSocketOptions.None, "Port", "25", "Tls", "None")]
    [TestCase(465, SecureSocketOptions.StartTls, "Port", "465", "Tls", "StartTls")]
    [TestCase(587, SecureSocketOptions.StartTls, "Tls", "true")]
    [TestCase(587, SecureSocketOptions.None, "Tls", "False")]
    public void Port_and_encryption_follow_each_other(int port, SecureSocketOptions tls, params string[] settings)
    {
        var set = settings.Chunk(2).ToDictionary(s => $"Mail:{s[0]}", s => (string?)s[1]);
        var options = MailOptions.Read(new ConfigurationBuilder().AddInMemoryCollection(set).Build());
        (options.Port, options.Tls).ShouldBe((port, tls));
    }

    [Test]
    public async Task A_token_is_fetched_by_client_credentials_and_used_until_it_grows_old()
    {
        using var tokens = new TokenEndpoint();
        await using var post = MailServer.StartEncrypted();
        await using var server = Server.Start(DatabaseProvider.Sqlite, [.. post.Settings, .. tokens.Settings]);
        var network = await new NetworkPlan().BuildAsync(server);
        post.Token = "ett";
        tokens.Gives("ett", 3600);
        for (var round = 0; round < 2; round++)
        {
            var mails = await Task.WhenAll(network.MailAsync(), network.MailAsync(), network.MailAsync());
            (await Outbox.DeliverAsync(server)).Sent.ShouldBe(3, (await network.MailRowAsync(mails[0])).FaultSaid);
        }

        tokens
            .Asked.ShouldHaveSingleItem()
            .ShouldBe(
                new Dictionary<string, string>
                {
                    ["grant_type"] = "client_credentials",
                    ["client_id"] = "portalen",
                    ["client_secret"] = "hemligt&=ö",
                    ["scope"] = "https://post.example/.default",
                },
                ignoreOrder: true
            );

        post.Token = "tva";
        tokens.Gives("tva", 3600);
        await network.MailAsync();
        (await Clock.AtAsync(DateTimeOffset.UtcNow.AddSeconds(3590), () => Outbox.DeliverAsync(server))).Sent.ShouldBe(1);
        tokens.Asked.Count.ShouldBe(2);
        post.Heard.Count(l => l.StartsWith("MAIL", StringComparison.Ordinal)).ShouldBe(7);
    }

    [TestCase(
        HttpStatusCode.Unauthorized,
        """{"error":"invalid_client","error_description":"Fel hemlighet"}""",
        "answers 401 invalid_client Fel hemlighet"
    )]
    [TestCase(HttpStatusCode.OK, """{"token_type":"Bearer"}""", "answers 200")]
    [TestCase(HttpStatusCode.OK, "[1]", "answers 200")]
    [TestCase(HttpStatusCode.BadGateway, "<html>", "answers 502")]
    public async Task Without_a_token_nothing_is_sent_and_everything_waits(HttpStatusCode status, string text, string said)
    {
        using var tokens = new TokenEndpoint { Answer = (status, text) };
        await using var post = MailServer.StartEncrypted();
        await using var server = Server.Start(DatabaseProvider.Sqlite, [.. post.Settings, .. tokens.Settings]);
        var network = await new NetworkPlan().BuildAsync(server);
        var mail = await network.MailAsync();
        (await Outbox.DeliverAsync(server)).Closed.ShouldBe(MailFault.ServerRefuses);
        var row = await network.MailRowAsync(mail);
        (row.State, row.Tries, row.FaultSaid).ShouldBe((MailState.Waiting, 0, $"Mail__OAuth__TokenEndpoint {said}"));
        post.Heard.Where(l => l.Split(' ')[0] is "MAIL" or "AUTH").ShouldBeEmpty();

        // The endpoint is gone altogether.
        tokens.Dispose();
        (await Outbox.DeliverAsync(server)).Closed.ShouldBe(MailFault.ServerSilent);
        (await network.MailRowAsync(mail)).FaultSaid!.ShouldStartWith("Mail__OAuth__TokenEndpoint: ");
    }

    [Test]
    public async Task A_token_that_the_mail_server_does_not_take_is_not_used_again()
    {
        using var tokens = new TokenEndpoint();
        await using var post = MailServer.StartEncrypted();
        await using var server = Server.Start(DatabaseProvider.Sqlite, [.. post.Settings, .. tokens.Settings]);
        var network = await new NetworkPlan().BuildAsync(server);
        var mail = await network.MailAsync();
        post.Token = "ratt";
        tokens.Gives("fel", 3600);
        (await Outbox.DeliverAsync(server)).Closed.ShouldBe(MailFault.ServerRefuses);
        (await network.MailRowAsync(mail)).FaultSaid!.ShouldContain("5.7.8 Token not accepted");
        tokens.Gives("ratt", 3600);
        (await Outbox.DeliverAsync(server)).Sent.ShouldBe(1);
        post.Ids().ShouldBe([mail.Id]);
    }
}
