using System.Text;
using System.Text.Json.Nodes;
using MimeKit;
using static ModelMunicipalities.App.Tests.Kit.Calling;

namespace ModelMunicipalities.App.Tests.Features.Meetings;

public class MeetingLettersTests(DatabaseProvider provider) : OnEveryDatabase(provider)
{
    [Test]
    public async Task A_delivered_mail_carries_the_calendar_beside_the_text_and_as_a_file()
    {
        await using var server = Server.Start(Server.Provider);
        var network = await new NetworkPlan().Group("Piteå", "Luleå").BuildAsync(server);
        var id = await network.PlannedAsync("Piteå");
        var by = network["Luleå", Function.KeyPerson];
        (await network.CallAsync(by, id, Digital().With("link", "https://video.example/" + new string('r', 90)))).ShouldBeOk();
        (await network.CallAsync(by, id, Physical())).ShouldBeOk();
        (await network.CancelAsync(by, id, "Åska över Öjebyn")).ShouldBeOk();
        await Outbox.DeliverAsync(server);
        var folder = Path.Combine(server.DataFolder, "mail");
        var sent = (await network.MailsAsync()).Where(m => m.To == by.Email).ToList();
        var files = Directory.EnumerateFiles(folder, "*.eml").Select(File.ReadAllBytes).ToList();
        var mails = new List<JsonNode>();
        foreach (var mail in sent)
        {
            var file = files.First(f => Encoding.ASCII.GetString(f).Contains($"X-Outbox-Id: {mail.Id}\r\n"));
            mails.Add(await CalendarReader.ReadMailAsync(file));

            // Another reader finds the same, and each way to read it beside the others.
            var parts = MimeMessage.Load(new MemoryStream(file));
            var mixed = parts.Body.ShouldBeOfType<Multipart>();
            mixed.ContentType.MimeType.ShouldBe("multipart/mixed");
            var ways = mixed[0].ShouldBeOfType<MultipartAlternative>().Cast<TextPart>().ToList();
            ways.Select(p => p.ContentType.MimeType).ShouldBe(["text/plain", "text/html", "text/calendar"]);
            ways[2].Text.ReplaceLineEndings("\r\n").ShouldBe(mail.Calendar);
            ((MimePart)mixed[1]).IsAttachment.ShouldBeTrue();
            var read = await CalendarReader.ReadAsync(mail.Calendar!);
            read.Event().Says("uid").ShouldBe($"{(await network.MeetingAsync(id)).Uid}");
        }

        foreach (var (mail, row) in mails.Zip(sent))
        {
            mail["containers"]!.ToJsonString().ShouldBe("[\"multipart/mixed\",\"multipart/alternative\"]");
            mail["types"]!.ToJsonString().ShouldBe("[\"text/plain\",\"text/html\",\"text/calendar\",\"application/ics\"]");
            (
                mail.Says("to"),
                mail.Says("subject"),
                mail.Says("charset"),
                mail.Says("fileName"),
                mail["same"]!.GetValue<bool>()
            ).ShouldBe((by.Email, row.Subject, "utf-8", "invite.ics", true));
            mail.Says("text").ReplaceLineEndings("\n").ShouldStartWith(row.Body.ReplaceLineEndings("\n").Trim());
            mail.Says("calendar.method").ShouldBe(mail.Says("method"));
            mail["calendar"]!["bareBreaks"]!.GetValue<int>().ShouldBe(0);
        }

        mails
            .Select(m => (m.Says("method"), m["calendar"]!.Event().Says("sequence"), m["calendar"]!.Event().Says("status")))
            .ShouldBe([("REQUEST", "0", "CONFIRMED"), ("REQUEST", "1", "CONFIRMED"), ("CANCEL", "2", "CANCELLED")]);
        mails.Select(m => m["calendar"]!.Event().Says("uid")).Distinct().Count().ShouldBe(1);
        mails[2]["calendar"]!.Event().Says("description").ShouldContain("Inställd: Åska över Öjebyn");
    }

    [Test]
    public async Task No_mail_and_no_calendar_names_another_persons_address()
    {
        var network = await BuildAsync(n => n.Group("Piteå", "Luleå", "Boden"));
        var id = await network.PlannedAsync("Piteå");
        (await network.CallAsync(network.Coordinator, id, Digital())).ShouldBeOk();
        (await network.CancelAsync(network.Coordinator, id, "Sjukdom")).ShouldBeOk();
        var mails = await network.MailsAsync();
        mails.Count.ShouldBe(2 * 10);
        foreach (var mail in mails)
        {
            var calendar = (await CalendarReader.ReadAsync(mail.Calendar!)).Event();
            calendar["attendees"]!.AsArray().Select(a => a!.ToString()).ShouldBe(["mailto:" + mail.To]);
            calendar.Says("organizer").ShouldBe("mailto:ingen-svarar@modellkommuner.example");
            calendar.Says("organizerName").ShouldBe("Nätverket");
            network
                .People.Where(p => p.Email != mail.To)
                .ShouldAllBe(p => !(mail.Subject + mail.Body + mail.Calendar).Contains(p.Email));
        }

        foreach (var path in new[] { "", "/call", "/calendar.ics" })
        {
            var text = (await network["Luleå", Function.KeyPerson].Api.GetAsync(network.AtMeeting(id, path))).ShouldBeOk().Text;
            network.People.ShouldAllBe(p => !text.Contains(p.Email));
        }
    }
}
