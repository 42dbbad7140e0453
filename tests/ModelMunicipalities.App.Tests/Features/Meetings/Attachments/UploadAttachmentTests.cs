using System.Net.Sockets;
using System.Text;
using Microsoft.EntityFrameworkCore;
using ModelMunicipalities.Domain.Meetings;
using static ModelMunicipalities.Domain.Accounts.Function;

namespace ModelMunicipalities.App.Tests.Features.Meetings;

public class UploadAttachmentTests(DatabaseProvider provider) : AttachmentTest(provider)
{
    private static readonly TestCaseData[] Refused =
    [
        new TestCaseData(
            new byte[] { 0x7F, (byte)'E', (byte)'L', (byte)'F', 2, 1, 1, 0, 0, 0 },
            "kalkyl.pdf",
            "FileKindUnknown"
        ).SetArgDisplayNames("a program named pdf"),
        new TestCaseData(
            "MZ\0\0This program cannot be run in DOS mode."u8.ToArray(),
            "kalkyl.pdf",
            "FileKindUnknown"
        ).SetArgDisplayNames("a program of Windows named pdf"),
        new TestCaseData(
            "<html><script>alert(1)</script></html>"u8.ToArray(),
            "kalkyl.png",
            "FileKindUnknown"
        ).SetArgDisplayNames("a page named png"),
        new TestCaseData(MeetingRoom.Docm, "brev.docx", "FileHasMacros").SetArgDisplayNames("macros"),
        new TestCaseData((byte[])[.. MeetingRoom.Pdf, .. MeetingRoom.Docm], "brev.pdf", "FileKindUnknown").SetArgDisplayNames(
            "two in one"
        ),
        new TestCaseData(MeetingRoom.Pdf, "brev.exe", "FileNamedOtherwise").SetArgDisplayNames("a pdf named exe"),
        new TestCaseData(Array.Empty<byte>(), "brev.pdf", "FileEmpty").SetArgDisplayNames("nothing"),
    ];

    [TestCaseSource(nameof(Refused))]
    public async Task What_is_not_a_document_is_refused_and_not_kept(byte[] content, string name, string rule)
    {
        var network = await BuildAsync(n => n.Group("Piteå", "Luleå"));
        (
            await network["Luleå", KeyPerson]
                .Api.UploadAsync(await network.RoomAsync("Luleå", "bm1", "/attachments"), content, name)
        ).ShouldBeInvalid(rule, "file");
        var page = network.Page($"/meetings/{(await network.MeetingAsync("Luleå", "bm1")).Id}");
        var refused = (
            await (await network["Luleå", KeyPerson].ReaderAsync()).PostFileAsync(page + "?handler=Upload", "file", content, name)
        ).ShouldBe(HttpStatusCode.BadRequest);
        refused.Html.ShouldContain("href=\"#file\"");
        await NothingIsKeptAsync(network);
    }

    [Test]
    public async Task An_empty_file_is_told_from_none()
    {
        var network = await BuildAsync(n => n.Group("Piteå", "Luleå"));
        await network.FurnishAsync("Luleå");
        var improvement = await network.InDbAsync(db => db.Improvements.Select(i => i.Id).SingleAsync());
        string[] pages =
        [
            network.Page($"/meetings/{(await network.MeetingAsync("Luleå", "bm1")).Id}?handler=Upload"),
            network.PageOf("Luleå", $"/improvements/{improvement}?handler=Upload"),
            network.CohortPage("/imports"),
        ];
        foreach (var page in pages)
        {
            var reader = await (page == pages[^1] ? network.Coordinator : network["Luleå", KeyPerson]).ReaderAsync();
            var empty = (await reader.PostFileAsync(page, "file", [], "svar.pdf")).ShouldBe(HttpStatusCode.BadRequest);
            empty.Text.ShouldContain("Filen är tom", customMessage: page);
            empty.Text.ShouldNotContain("Välj en fil.", customMessage: page);
            (await reader.PostAsync(page))
                .ShouldBe(HttpStatusCode.BadRequest)
                .Text.ShouldContain("Välj en fil.", customMessage: page);
        }
    }

    [TestCase("../../../etc/passwd.pdf", "passwd.pdf")]
    [TestCase("..\\..\\x.pdf", "x.pdf")]
    [TestCase("C:\\Users\\a\\x.pdf", "x.pdf")]
    [TestCase("x.pdf\r\nSet-Cookie: a=b", null)]
    public async Task A_name_is_a_name_and_no_path(string name, string? kept)
    {
        var network = await BuildAsync(n => n.Group("Piteå", "Luleå"));
        var reply = await network["Luleå", KeyPerson]
            .Api.UploadAsync(await network.RoomAsync("Luleå", "bm1", "/attachments"), MeetingRoom.Pdf, name);
        if (kept is not null)
        {
            reply.ShouldBe(HttpStatusCode.Created)["name"]!.ToString().ShouldBe(kept);
        }

        (await network.InDbAsync(db => db.Attachments.Select(a => a.Name).ToListAsync())).ShouldAllBe(n =>
            !n.Any(c => "/\\\r\n".Contains(c))
        );
    }

    [Test]
    public async Task Twenty_megabytes_are_taken_and_more_is_refused_with_how_much()
    {
        var network = await BuildAsync(n => n.Group("Piteå", "Luleå"));
        var path = await network.RoomAsync("Luleå", "bm1", "/attachments");
        var key = network["Luleå", KeyPerson];
        (await key.Api.UploadAsync(path, MeetingRoom.PdfOf(Attachment.LargestBytes), "stor.pdf")).ShouldBe(
            HttpStatusCode.Created
        );
        (await key.Api.UploadAsync(path, MeetingRoom.PdfOf(Attachment.LargestBytes + 1), "större.pdf")).ShouldBeInvalid(
            "FileTooLarge",
            "file"
        );
        var reader = await key.ReaderAsync();
        var page = network.Page($"/meetings/{(await network.MeetingAsync("Luleå", "bm1")).Id}");
        (
            await reader.PostFileAsync(page + "?handler=Upload", "file", MeetingRoom.PdfOf(Attachment.LargestBytes), "stor2.pdf")
        ).ShouldBe(HttpStatusCode.Redirect);
        var refused = await reader.PostFileAsync(
            page + "?handler=Upload",
            "file",
            MeetingRoom.PdfOf(Attachment.LargestBytes + 1),
            "större.pdf"
        );
        refused.ShouldBe(HttpStatusCode.BadRequest).Text.ShouldContain("högst 20 MB");
        (await network.InDbAsync(db => db.Attachments.CountAsync())).ShouldBe(2);

        // Every other route keeps the general limit.
        var other = await reader.SendAsync(
            HttpMethod.Post,
            network.Page("/meetings/agendas/bm1"),
            new Endless(6_000_000),
            ("Expect", "100-continue")
        );
        other.ShouldBe(HttpStatusCode.RequestEntityTooLarge).Text.ShouldContain("5 MB");
    }

    [Test]
    public async Task A_gigabyte_is_refused_before_it_is_sent()
    {
        var network = await BuildAsync(n => n.Group("Piteå", "Luleå"));
        var key = network["Luleå", KeyPerson];
        var body = new Endless(1024L * 1024 * 1024);
        var reply = await key.Api.SendAsync(HttpMethod.Post, await network.RoomAsync("Luleå", "bm1", "/attachments"), body, r =>
            r.Headers.ExpectContinue = true
        );
        reply.ShouldBeRefused(HttpStatusCode.RequestEntityTooLarge, "FileTooLarge")["detail"]!.ToString().ShouldContain("20 MB");

        var onPage = new Endless(1024L * 1024 * 1024);
        var path = network.Page($"/meetings/{(await network.MeetingAsync("Luleå", "bm1")).Id}?handler=Upload");
        var page = await (await key.ReaderAsync()).SendAsync(HttpMethod.Post, path, onPage, ("Expect", "100-continue"));
        page.ShouldBe(HttpStatusCode.RequestEntityTooLarge).Text.ShouldContain("Filen får vara högst 20 MB");
        (body.Sent + onPage.Sent).ShouldBe(0);
        await NothingIsKeptAsync(network);
    }

    [Test]
    public async Task Whoever_sends_a_file_that_is_too_large_is_told_how_large_it_may_be_and_led_back_to_the_form()
    {
        var network = await BuildAsync(n => n.Group("Piteå", "Luleå"));
        await network.FurnishAsync("Luleå");
        var improvement = await network.InDbAsync(db => db.Improvements.Select(i => i.Id).SingleAsync());
        (string Page, string Handler, long Bytes, string Said, Reader Reader)[] forms =
        [
            (
                network.CohortPage("/imports"),
                "",
                10 * 1024 * 1024,
                "Filen får vara högst 2 MB",
                await network.Coordinator.ReaderAsync()
            ),
            (
                network.Page($"/meetings/{(await network.MeetingAsync("Luleå", "bm1")).Id}"),
                "?handler=Upload",
                30 * 1024 * 1024,
                "Filen får vara högst 20 MB",
                await network["Luleå", KeyPerson].ReaderAsync()
            ),
            (
                network.PageOf("Luleå", $"/improvements/{improvement}"),
                "?handler=Upload",
                30 * 1024 * 1024,
                "Filen får vara högst 20 MB",
                await network["Luleå", KeyPerson].ReaderAsync()
            ),
        ];
        foreach (var (page, handler, bytes, said, reader) in forms)
        {
            var file = new Endless(bytes);
            var answer = (await reader.SendAsync(HttpMethod.Post, page + handler, file, ("Expect", "100-continue"))).ShouldBe(
                HttpStatusCode.RequestEntityTooLarge
            );
            answer.Text.ShouldContain(said);
            answer.Html.ShouldContain($"href=\"{page}\">Tillbaka till formuläret");
            file.Sent.ShouldBe(0);
            (await reader.GetAsync(page)).ShouldBeOk().Html.ShouldContain("type=\"file\"");
        }
    }

    [Test]
    public async Task The_way_back_to_a_form_keeps_the_rest_of_its_address() =>
        (
            await new Reader(Server).SendAsync(
                HttpMethod.Post,
                "/sign-in?returnUrl=%2Fsources&handler=X",
                new Endless(10 * 1024 * 1024),
                ("Expect", "100-continue")
            )
        )
            .ShouldBe(HttpStatusCode.RequestEntityTooLarge)
            .Html.ShouldContain("href=\"/sign-in?returnUrl=%2Fsources\"");

    [Test]
    public async Task One_that_does_not_say_how_large_it_is_is_refused_when_it_has_become_too_large()
    {
        var network = await BuildAsync(n => n.Group("Piteå", "Luleå"));
        var token = (
            await Guest.PostAsync(
                "/api/v1/auth/login",
                new { email = network["Luleå", KeyPerson].Email, password = Server.Password }
            )
        ).ShouldBeOk()["accessToken"];
        var (answer, sent) = await StreamAsync(
            await network.RoomAsync("Luleå", "bm1", "/attachments"),
            $"Authorization: Bearer {token}\r\n"
        );
        answer.ShouldStartWith("HTTP/1.1 413");
        answer.ShouldContain("urn:modellkommuner:FileTooLarge");
        sent.ShouldBeInRange(20, 60);
        await NothingIsKeptAsync(network);

        // A page that takes no documents: the general limit.
        (answer, sent) = await StreamAsync("/sign-in", "");
        answer.ShouldStartWith("HTTP/1.1 413");
        answer.ShouldContain("5 MB");
        sent.ShouldBeInRange(5, 45);
    }

    [Test]
    public async Task The_same_document_twice_is_there_once_and_twenty_are_the_most()
    {
        var network = await BuildAsync(n => n.Group("Piteå", "Luleå"));
        var path = await network.RoomAsync("Luleå", "bm1", "/attachments");
        var own = network["Luleå", Manager].Api;
        var first = (await own.UploadAsync(path, MeetingRoom.Pdf, "x.pdf")).ShouldBe(HttpStatusCode.Created);
        (await own.UploadAsync(path, MeetingRoom.Pdf, "x.pdf")).ShouldBe(HttpStatusCode.Created)["id"]!
            .GetValue<int>()
            .ShouldBe(first["id"]!.GetValue<int>());
        (await own.UploadAsync(path, MeetingRoom.PdfOf(MeetingRoom.Pdf.Length), "x.pdf")).ShouldBe(HttpStatusCode.Created)["id"]!
            .GetValue<int>()
            .ShouldNotBe(first["id"]!.GetValue<int>());
        for (var i = 2; i < Attachment.Most; i++)
        {
            (await own.UploadAsync(path, MeetingRoom.Pdf, $"{i}.pdf")).ShouldBe(HttpStatusCode.Created);
        }

        (await own.UploadAsync(path, MeetingRoom.Pdf, "en till.pdf")).ShouldBeRefused(HttpStatusCode.Conflict, "TooManyFiles");
        (await network["Piteå", Manager].Api.UploadAsync(path, MeetingRoom.Pdf, "vår.pdf")).ShouldBe(HttpStatusCode.Created);
        (await network.TrailAsync("AttachmentUploaded")).Count.ShouldBe(Attachment.Most + 1);
    }

    [TestCase("presentation", HttpStatusCode.Created)]
    [TestCase("checklist", HttpStatusCode.BadRequest)]
    [TestCase("nonsense", HttpStatusCode.BadRequest)]
    public async Task A_document_answers_a_preparation_that_asks_for_one(string task, HttpStatusCode status)
    {
        var network = await BuildAsync(n => n.Group("Piteå", "Luleå"));
        (
            await network["Luleå", KeyPerson]
                .Api.UploadAsync(await network.RoomAsync("Luleå", "bm1", "/attachments?task=" + task), MeetingRoom.Pdf, "x.pdf")
        ).ShouldBe(status);
    }

    [TestCase("")]
    [TestCase("--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"x.pdf\"\r\n\r\n%PDF-")]
    public async Task Half_a_form_is_refused(string body)
    {
        var network = await BuildAsync(n => n.Group("Piteå", "Luleå"));
        (
            await network["Luleå", KeyPerson]
                .Api.SendAsync(HttpMethod.Post, await network.RoomAsync("Luleå", "bm1", "/attachments"), Raw(body))
        ).ShouldBeInvalid("ImportOneFile", "file");

        static ByteArrayContent Raw(string body)
        {
            var content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
            content.Headers.TryAddWithoutValidation("Content-Type", "multipart/form-data; boundary=x");
            return content;
        }
    }

    /// <summary>
    /// Sends a form with a file that goes on and on, until there is an answer. The answer, and how many megabytes that took.
    /// </summary>
    private async Task<(string Answer, int Sent)> StreamAsync(string path, string headers)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(Server.Address.Host, Server.Address.Port);
        var stream = client.GetStream();
        await stream.WriteAsync(
            Encoding.ASCII.GetBytes(
                $"POST {path} HTTP/1.1\r\nHost: {Server.Address.Authority}\r\n{headers}Content-Type: multipart/form-data; boundary=x\r\nTransfer-Encoding: chunked\r\n\r\n"
            )
        );
        await ChunkAsync(
            Encoding.ASCII.GetBytes("--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"x.pdf\"\r\n\r\n%PDF-1.4")
        );
        var answer = new byte[16 * 1024];
        var read = stream.ReadAsync(answer).AsTask();
        var sent = 0;
        for (var some = new byte[1024 * 1024]; sent < 1024 && !read.IsCompleted; sent++)
        {
            try
            {
                await ChunkAsync(some);
            }
            catch (IOException)
            {
                // The server has said no and listens no longer; its answer is what is asked for.
                break;
            }
        }

        var text = new StringBuilder();
        for (var got = await read; got > 0; got = await stream.ReadAsync(answer))
        {
            text.Append(Encoding.UTF8.GetString(answer, 0, got));
            if (text.ToString().Contains("\r\n0\r\n\r\n"))
            {
                break;
            }
        }

        return (text.ToString(), sent);

        async Task ChunkAsync(byte[] bytes)
        {
            await stream.WriteAsync(Encoding.ASCII.GetBytes($"{bytes.Length:x}\r\n"));
            await stream.WriteAsync(bytes);
            await stream.WriteAsync("\r\n"u8.ToArray());
        }
    }

    /// <summary>A form that says that it is large.</summary>
    private sealed class Endless : HttpContent
    {
        private readonly long _length;

        public Endless(long length)
        {
            _length = length;
            Headers.TryAddWithoutValidation("Content-Type", "multipart/form-data; boundary=x");
        }

        public long Sent { get; private set; }

        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            var some = new byte[1024 * 1024];
            for (Sent = 0; Sent < _length; Sent += some.Length)
            {
                await stream.WriteAsync(some.AsMemory(0, (int)Math.Min(some.Length, _length - Sent)));
            }
        }

        protected override bool TryComputeLength(out long length)
        {
            length = _length;
            return true;
        }
    }
}
