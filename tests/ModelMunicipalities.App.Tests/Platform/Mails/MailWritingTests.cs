using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using MimeKit;
using MimeKit.Cryptography;
using ModelMunicipalities.Domain.Accounts;
using Org.BouncyCastle.Crypto;

namespace ModelMunicipalities.App.Tests.Platform;

/// <summary>What stands in mails, whatever people write: one subject, one reader, and a signature that holds.</summary>
public class MailWritingTests
{
    private static readonly string[] Headers =
    [
        "from",
        "date",
        "subject",
        "message-id",
        "to",
        "auto-submitted",
        "x-outbox-id",
        "mime-version",
        "content-type",
        "list-unsubscribe",
        "list-unsubscribe-post",
    ];

    private static IEnumerable<string[]> Subjects()
    {
        yield return ["Hej\r\nBcc: alla@evil.example", "Hej Bcc: alla@evil.example"];
        yield return ["Hej\n\n<h1>En kropp</h1>", "Hej  <h1>En kropp</h1>"];
        yield return ["Hej\u2028Bcc: alla@evil.example\u0085X: y", "Hej Bcc: alla@evil.example X: y"];
        yield return ["a\0b\tc\u001b[31md", "a b c [31md"];
        var many = string.Concat(Enumerable.Repeat("Åäö 🙂 «möte» ", 14)).Trim();
        yield return [many, many];
        yield return [new string('x', 200), new string('x', 200)];
    }

    [TestCaseSource(nameof(Subjects))]
    public async Task A_subject_stays_one_and_brings_no_headers(string written, string read)
    {
        await using var post = MailServer.Start();
        await using var server = Server.Start(DatabaseProvider.Sqlite, post.Settings);
        var network = await new NetworkPlan().Group("Piteå", "Luleå").BuildAsync(server);
        var reader = network["Luleå", Function.Manager];
        await network.MailAsync(m => m.Subject = written, reader);
        (await Outbox.DeliverAsync(server)).Sent.ShouldBe(1);
        var mail = (await post.ArrivedAsync()).ShouldHaveSingleItem();
        mail.Says("subject").ShouldBe(read);
        mail["headers"]!.AsObject().Select(h => h.Key).ShouldBe(Headers, ignoreOrder: true);
        mail.Says("text").ShouldStartWith("Hej!");
        var message = post.Messages()[0];
        (message.Subject, message.To.ToString(), message.Bcc.Count).ShouldBe((read, reader.Email, 0));
        post.Heard.Where(l => l.StartsWith("RCPT", StringComparison.Ordinal)).ShouldBe([$"RCPT TO:<{reader.Email}>"]);
    }

    [Test]
    public async Task Lines_that_look_like_the_protocol_arrive_as_they_were_written()
    {
        await using var post = MailServer.Start();
        await using var server = Server.Start(DatabaseProvider.Sqlite, post.Settings);
        var network = await new NetworkPlan().BuildAsync(server);
        var body = $"Hej!\n\n.\nMAIL FROM:<a@b.example>\n..\r\n.\r\nQUIT\n\nFrom mig\n=41=\n{new string('å', 3000)} \n";
        await network.MailAsync(m => m.Body = body);
        (await Outbox.DeliverAsync(server)).Sent.ShouldBe(1);
        post.Messages().ShouldHaveSingleItem().TextBody!.ReplaceLineEndings("\n").ShouldStartWith(body.ReplaceLineEndings("\n"));
        (await post.ArrivedAsync())[0].Says("text").ReplaceLineEndings("\n").ShouldStartWith(body.ReplaceLineEndings("\n"));
        post.Heard.Count(l => l.StartsWith("MAIL", StringComparison.Ordinal)).ShouldBe(1);
    }

    [TestCase("asa@exämple.example", "asa@xn--exmple-cua.example")]
    [TestCase("o'brien+möte=x", null)]
    [TestCase("o'brien+mote=x@a-b.example", "o'brien+mote=x@a-b.example")]
    [TestCase("a!#$%&'*+-/=?^_`{|}~b@example.com", "a!#$%&'*+-/=?^_`{|}~b@example.com")]
    [TestCase("åsa@example.com", null)]
    [TestCase("\"a b\"@example.com", null)]
    [TestCase("a@b@example.com", null)]
    [TestCase("a@example.com\r\nBcc: alla@evil.example", null)]
    [TestCase("a@example.com> SIZE=1\r\nRCPT TO:<alla@evil.example", null)]
    [TestCase("a@example.com, alla@evil.example", null)]
    [TestCase("Åsa <a@example.com>", null)]
    public async Task An_address_goes_as_every_server_takes_it_or_not_at_all(string to, string? said)
    {
        await using var post = MailServer.Start();
        await using var server = Server.Start(DatabaseProvider.Sqlite, post.Settings);
        var network = await new NetworkPlan().BuildAsync(server);
        var mail = await network.MailAsync(m => m.To = to);
        var other = await network.MailAsync();
        (await Outbox.DeliverAsync(server)).Sent.ShouldBe(said is null ? 1 : 2);
        var row = await network.MailRowAsync(mail);
        (row.State, row.Fault).ShouldBe(
            said is null ? (MailState.GivenUp, MailFault.AddressUnreadable) : (MailState.Sent, MailFault.None)
        );
        post.Heard.Where(l => l.StartsWith("RCPT", StringComparison.Ordinal))
            .ShouldBe(new[] { said, other.To }.OfType<string>().Select(a => $"RCPT TO:<{a}>"), ignoreOrder: true);
        post.Heard.ShouldNotContain(l => l.Contains("SMTPUTF8", StringComparison.Ordinal));
        EmailAddress.CanBeMailed(to).ShouldBe(said is not null);
    }

    [Test]
    public async Task The_sender_may_have_a_name_in_any_letters()
    {
        await using var post = MailServer.Start();
        const string From = "\"Nätverket, för \\\"alla\\\" 🙂\" <post@håbo.example>";
        await using var server = Server.Start(DatabaseProvider.Sqlite, [.. post.Settings, ("Mail:From", From)]);
        var network = await new NetworkPlan().BuildAsync(server);
        await network.MailAsync();
        (await Outbox.DeliverAsync(server)).Sent.ShouldBe(1);
        var from = post.Messages().ShouldHaveSingleItem().From.Mailboxes.Single();
        (from.Name, from.GetAddress(idnEncode: true)).ShouldBe(("Nätverket, för \"alla\" 🙂", "post@xn--hbo-ula.example"));
        (await post.ArrivedAsync())[0].Says("from").ShouldBe(From.Replace("håbo", "xn--hbo-ula"));
        post.Heard.ShouldContain(l => l.StartsWith("MAIL FROM:<post@xn--hbo-ula.example>", StringComparison.Ordinal));
        post.Messages()[0].MessageId.ShouldEndWith("@xn--hbo-ula.example");
    }

    [Test]
    public async Task A_signed_mail_is_verified_by_the_key_in_the_DNS_and_a_changed_one_is_not()
    {
        using var key = new Key();
        await using var post = MailServer.Start();
        await using var server = Server.Start(DatabaseProvider.Sqlite, [.. post.Settings, .. key.Settings]);
        var network = await new NetworkPlan().Group("Piteå", "Luleå").BuildAsync(server);
        await network.MailAsync(m => m.Subject = $"Åäö {new string('å', 150)}", network["Luleå", Function.Manager]);
        await network.MailAsync(m =>
            (m.To, m.Calendar, m.CalendarMethod) = (
                "a@exämple.example",
                "BEGIN:VCALENDAR\r\nSUMMARY:Åäö\r\nEND:VCALENDAR\r\n",
                "REQUEST"
            )
        );
        await network.MailAsync(m => m.Body = $"Hej!\n\n.\n\n  två  blanka \n\n{new string('ö', 2000)}\n\n\n");
        (await Outbox.DeliverAsync(server)).Sent.ShouldBe(3);
        foreach (var mail in post.Messages())
        {
            mail.Headers.Count(h => h.Id == HeaderId.DkimSignature).ShouldBe(1);
            var signature = mail.Headers[HeaderId.DkimSignature]!;
            string.Concat(signature.Where(c => !char.IsWhiteSpace(c)))
                .ShouldContain("d=kommun.example;s=portal2027;c=relaxed/relaxed;");
            signature.ShouldContain("list-unsubscribe-post");
            (await key.VerifiesAsync(mail)).ShouldBeTrue();
        }

        var signed = post.Messages().Single(m => m.Headers.Contains(HeaderId.ListUnsubscribe));
        (await key.VerifiesAsync(signed, "Hej!", "Nej!")).ShouldBeFalse();
        (await key.VerifiesAsync(signed, "topic=Improvement>", "topic=Meeting>")).ShouldBeFalse();
        (await key.VerifiesAsync(signed, "From: ", "From: a@kommun.example, ")).ShouldBeFalse();
        (await key.VerifiesAsync(signed, "X-Outbox-Id: ", "X-Outbox-Id: 1")).ShouldBeTrue("others may have it");
        using var other = new Key();
        (await other.VerifiesAsync(signed)).ShouldBeFalse();
    }

    [Test]
    public async Task What_lies_in_the_folder_is_signed_and_names_whom_it_is_for()
    {
        using var key = new Key();
        await using var server = Server.Start(DatabaseProvider.Sqlite, key.Settings);
        var network = await new NetworkPlan().BuildAsync(server);
        await network.MailAsync(m => m.To = "asa@exämple.example");
        (await Outbox.DeliverAsync(server)).Sent.ShouldBe(1);
        var file = Directory.GetFiles(server.Folder(), "*.eml", SearchOption.AllDirectories).ShouldHaveSingleItem();
        var text = await File.ReadAllTextAsync(file);
        text.ShouldStartWith("X-Sender: post@mail.kommun.example\r\nX-Receiver: asa@xn--exmple-cua.example\r\nDKIM-Signature: ");
        text.Replace("\r\n", "").ShouldNotContain('\n');
        (await key.VerifiesAsync(await MimeMessage.LoadAsync(file))).ShouldBeTrue();
    }

    /// <summary>A key to sign with: its file, and what stands of it in the DNS.</summary>
    private sealed class Key : DkimPublicKeyLocatorBase, IDisposable
    {
        private readonly RSA _key = RSA.Create(2048);

        private readonly string _file = Path.GetTempFileName();

        public Key() => File.WriteAllText(_file, _key.ExportPkcs8PrivateKeyPem());

        public (string, string)[] Settings =>
            [
                ("Mail:From", "post@mail.kommun.example"),
                ("Mail:Dkim:Domain", "kommun.example"),
                ("Mail:Dkim:Selector", "portal2027"),
                ("Mail:Dkim:KeyFile", _file),
            ];

        public async Task<bool> VerifiesAsync(MimeMessage mail, string from = " ", string to = " ")
        {
            using var written = new MemoryStream();
            await mail.WriteToAsync(written);
            var text = Encoding.ASCII.GetString(written.ToArray());
            text.ShouldContain(from);
            var read = await MimeMessage.LoadAsync(new MemoryStream(Encoding.ASCII.GetBytes(text.Replace(from, to))));
            return await new DkimVerifier(this).VerifyAsync(read, read.Headers[read.Headers.IndexOf(HeaderId.DkimSignature)]);
        }

        public override AsymmetricKeyParameter LocatePublicKey(
            string methods,
            string domain,
            string selector,
            CancellationToken cancellationToken = default
        )
        {
            $"{selector}._domainkey.{domain}".ShouldBe("portal2027._domainkey.kommun.example");
            return GetPublicKey($"v=DKIM1; k=rsa; p={Convert.ToBase64String(_key.ExportSubjectPublicKeyInfo())}");
        }

        public override Task<AsymmetricKeyParameter> LocatePublicKeyAsync(
            string methods,
            string domain,
            string selector,
            CancellationToken cancellationToken = default
        ) => Task.FromResult(LocatePublicKey(methods, domain, selector, cancellationToken));

        public void Dispose()
        {
            _key.Dispose();
            File.Delete(_file);
        }
    }
}
