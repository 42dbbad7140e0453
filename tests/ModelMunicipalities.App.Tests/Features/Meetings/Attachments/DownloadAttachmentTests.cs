using Microsoft.EntityFrameworkCore;
using static ModelMunicipalities.Domain.Accounts.Function;

namespace ModelMunicipalities.App.Tests.Features.Meetings;

public class DownloadAttachmentTests(DatabaseProvider provider) : OnEveryDatabase(provider)
{
    [Test]
    public async Task A_document_comes_back_as_it_was_to_be_saved_and_not_shown()
    {
        var network = await BuildAsync(n => n.Group("Piteå", "Luleå", "Boden"));
        var path = await network.RoomAsync("Luleå", "bm1", "/attachments");
        var uploaded = (
            await network["Luleå", Politician].Api.UploadAsync(path + "?task=presentation", MeetingRoom.Pdf, "Läget i Luleå.pdf")
        ).ShouldBe(HttpStatusCode.Created);
        (uploaded["name"]!.ToString(), uploaded["kind"]!.ToString(), uploaded["size"]!.GetValue<int>()).ShouldBe(
            ("Läget i Luleå.pdf", "pdf", MeetingRoom.Pdf.Length)
        );
        var reply = (
            await network["Piteå", KeyPerson].Api.GetAsync(network.InNetwork($"/attachments/{uploaded["id"]}"))
        ).ShouldBeOk();
        await SafeAsync(reply.Message);
        await SafeAsync(
            (await (await network["Boden", Manager].ReaderAsync()).GetAsync(network.Page($"/attachments/{uploaded["id"]}")))
                .ShouldBeOk()
                .Message
        );
        (await network.TrailAsync("AttachmentUploaded"))
            .ShouldHaveSingleItem()
            .Detail.ShouldBe("Benchmarkingträff 1, Piteå: Läget i Luleå.pdf");

        static async Task SafeAsync(HttpResponseMessage message)
        {
            (await message.Content.ReadAsByteArrayAsync()).ShouldBe(MeetingRoom.Pdf);
            message.Content.Headers.ContentType!.ToString().ShouldBe("application/pdf");
            var disposition = message.Content.Headers.GetValues("Content-Disposition").Single();
            disposition.ShouldStartWith("attachment;");
            disposition.ShouldContain("filename*=UTF-8''L%C3%A4get%20i%20Lule%C3%A5.pdf");
            message.Headers.GetValues("X-Content-Type-Options").Single().ShouldBe("nosniff");
            message.Headers.GetValues("Content-Security-Policy").Single().ShouldBe("default-src 'none'; sandbox");
            (message.Headers.CacheControl!.NoStore, message.Headers.CacheControl.Private).ShouldBe((true, true));
        }
    }

    [Test]
    public async Task Only_who_meets_and_the_coordinator_see_it()
    {
        var network = await BuildAsync(n => n.Group("Piteå", "Luleå", "Boden").Group("Umeå", "Vännäs"));
        var id = (
            await network["Luleå", KeyPerson]
                .Api.UploadAsync(await network.RoomAsync("Luleå", "bm1", "/attachments"), MeetingRoom.Pdf, "x.pdf")
        ).ShouldBe(HttpStatusCode.Created)["id"];
        var alien = await BuildAsync(n => n.Group("Piteå", "Luleå"));
        (Member Member, HttpStatusCode Status)[] readers =
        [
            (network["Luleå", Manager], HttpStatusCode.OK),
            (network["Boden", Politician], HttpStatusCode.OK),
            (network["Piteå", Manager], HttpStatusCode.OK),
            (network.Coordinator, HttpStatusCode.OK),
            (network["Vännäs", KeyPerson], HttpStatusCode.Forbidden),
            (network.Observer, HttpStatusCode.Forbidden),
            (alien["Luleå", KeyPerson], HttpStatusCode.NotFound),
            (alien.Coordinator, HttpStatusCode.NotFound),
        ];
        foreach (var (member, status) in readers)
        {
            (await member.Api.GetAsync(network.InNetwork($"/attachments/{id}"))).ShouldBe(status);
            (await (await member.ReaderAsync()).GetAsync(network.Page($"/attachments/{id}"))).ShouldBe(status);
            (await member.Api.GetAsync(network.InNetwork($"/attachments/{id}")))
                .Text.Contains("%PDF")
                .ShouldBe(status == HttpStatusCode.OK);
        }

        (await alien.Coordinator.Api.GetAsync(alien.InNetwork($"/attachments/{id}"))).ShouldBeRefused(
            HttpStatusCode.NotFound,
            "NotFound"
        );
        (await Guest.GetAsync(network.InNetwork($"/attachments/{id}"))).ShouldBe(HttpStatusCode.Unauthorized);
        (await new Reader(Server).GetAsync(network.Page($"/attachments/{id}"))).ShouldBe(HttpStatusCode.Redirect);
    }

    [Test]
    public async Task An_improvements_documents_are_its_organisations_and_its_groups_to_read()
    {
        var network = await BuildAsync(n => n.Group("Piteå", "Luleå", "Boden").Group("Umeå", "Vännäs"));
        await network.FurnishAsync("Luleå");
        var improvement = await network.InDbAsync(db => db.Improvements.Select(i => i.Id).SingleAsync());
        var path = network.Of("Luleå", $"/improvements/{improvement}/attachments");
        var id = (await network["Luleå", Manager].Api.UploadAsync(path, MeetingRoom.Pdf, "plan.pdf")).ShouldBe(
            HttpStatusCode.Created
        )["id"];
        (await network["Boden", Manager].Api.UploadAsync(path, MeetingRoom.Pdf, "plan.pdf")).ShouldBeRefused(
            HttpStatusCode.Forbidden,
            "OrganisationOnly"
        );
        (
            await network["Boden", Manager]
                .Api.UploadAsync(network.Of("Boden", $"/improvements/{improvement}/attachments"), MeetingRoom.Pdf, "plan.pdf")
        ).ShouldBeRefused(HttpStatusCode.NotFound, "NotFound");
        var attachment = network.InNetwork($"/attachments/{id}");
        (await network["Boden", Manager].Api.GetAsync(attachment)).ShouldBeOk();
        (await network["Piteå", Manager].Api.GetAsync(attachment)).ShouldBeOk();
        (await network.Coordinator.Api.GetAsync(attachment)).ShouldBeOk();
        (await network["Vännäs", Manager].Api.GetAsync(attachment)).ShouldBeRefused(HttpStatusCode.Forbidden, "NotYours");
        (await network.Observer.Api.GetAsync(attachment)).ShouldBeRefused(HttpStatusCode.Forbidden, "NotYours");
        (await network["Boden", Manager].Api.DeleteAsync(attachment)).ShouldBeRefused(
            HttpStatusCode.Forbidden,
            "OrganisationOnly"
        );
        (await network["Luleå", Politician].Api.DeleteAsync(attachment)).ShouldBe(HttpStatusCode.NoContent);
    }
}
