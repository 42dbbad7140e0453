using static ModelMunicipalities.Domain.Accounts.Function;

namespace ModelMunicipalities.App.Tests.Features.Meetings;

public class RemoveAttachmentTests(DatabaseProvider provider) : AttachmentTest(provider)
{
    [Test]
    public async Task A_document_is_taken_away_by_its_own_organisation_or_the_coordinator()
    {
        var network = await BuildAsync(n => n.Group("Piteå", "Luleå", "Boden"));
        var path = await network.RoomAsync("Luleå", "bm1", "/attachments");
        var id = (await network["Luleå", KeyPerson].Api.UploadAsync(path, MeetingRoom.Pdf, "x.pdf"))["id"];
        var theirs = (await network.Coordinator.Api.UploadAsync(path, MeetingRoom.Pdf, "program.pdf")).ShouldBe(
            HttpStatusCode.Created
        )["id"];
        (await network["Boden", KeyPerson].Api.DeleteAsync(network.InNetwork($"/attachments/{id}"))).ShouldBeRefused(
            HttpStatusCode.Forbidden,
            "OrganisationOnly"
        );
        (await network["Luleå", KeyPerson].Api.DeleteAsync(network.InNetwork($"/attachments/{theirs}"))).ShouldBeRefused(
            HttpStatusCode.Forbidden,
            "OrganisationOnly"
        );
        (await network["Luleå", Politician].Api.DeleteAsync(network.InNetwork($"/attachments/{id}"))).ShouldBe(
            HttpStatusCode.NoContent
        );
        (await network.Coordinator.Api.DeleteAsync(network.InNetwork($"/attachments/{theirs}"))).ShouldBe(
            HttpStatusCode.NoContent
        );
        (await network.Coordinator.Api.DeleteAsync(network.InNetwork($"/attachments/{theirs}"))).ShouldBeRefused(
            HttpStatusCode.NotFound,
            "NotFound"
        );
        await NothingIsKeptAsync(network);
        (await network.TrailAsync("AttachmentRemoved")).Count.ShouldBe(2);
    }
}
