using Microsoft.EntityFrameworkCore;
using static ModelMunicipalities.Domain.Accounts.Function;

namespace ModelMunicipalities.App.Tests.Features.Meetings;

public class ViewPreparationTests(DatabaseProvider provider) : PreparationTest(provider)
{
    [Test]
    public async Task The_agenda_follows_the_form_in_the_readers_language_with_times_and_the_names_of_who_leads()
    {
        var (network, room) = await MakeAsync();
        await network.ChangeAsync(async db => (await db.Meetings.SingleAsync(m => m.Id == room.Id)).HostId = network["Luleå"].Id);
        var view = (await network["Boden", Politician].Api.GetAsync(room.Path + "/preparation")).ShouldBeOk();
        view["agendaFrom"]!.ToString().ShouldBe("form");
        view["agenda[0].title"]!.ToString().ShouldBe("Välkomna och dagens mål");
        view["agenda[0].lead"]!.ToString().ShouldBe("Luleå, värden");
        view["agenda[2].lead"]!.ToString().ShouldBe("Piteå, mentorn");
        view["agenda[0].startsAt"]!.GetValue<DateTimeOffset>().ShouldBe(room.StartsAt);
        view["agenda[1].startsAt"]!.GetValue<DateTimeOffset>().ShouldBe(room.StartsAt.AddMinutes(10));
        var english = await network["Boden", Politician]
            .Api.GetAsync(room.Path + "/preparation", r => r.Headers.TryAddWithoutValidation("Accept-Language", "en"));
        english["agenda[0].title"]!.ToString().ShouldBe("Welcome and the aim of the day");
        english["agenda[0].lead"]!.ToString().ShouldBe("Luleå, the host");
    }

    [Test]
    public async Task What_is_done_is_known_by_what_an_organisation_says_uploads_and_submits()
    {
        var network = await BuildAsync(n =>
            n.Open("bm2").Group("Piteå", "Luleå", "Boden").Submitted("Luleå", "bm2", "2222222222")
        );
        var path = await network.RoomAsync("Luleå", "bm2");
        var key = network["Luleå", KeyPerson].Api;
        var mark = new { task = "improvements", done = true };
        (await key.PostAsync(path + "/preparation", mark)).ShouldBe(HttpStatusCode.NoContent);
        (await key.PostAsync(path + "/preparation", mark)).ShouldBe(HttpStatusCode.NoContent);
        (await network.TrailAsync("PreparationDone")).ShouldHaveSingleItem().Organisation.ShouldBe("Luleå");
        (await Left()).ShouldBe([("Piteå", 3), ("Boden", 3), ("Luleå", 1)]);

        (await key.UploadAsync(path + "/attachments?task=presentation", MeetingRoom.Pdf, "Läget.pdf")).ShouldBe(
            HttpStatusCode.Created
        );
        (await Left()).ShouldBe([("Piteå", 3), ("Boden", 3), ("Luleå", 0)]);
        var page = await (await network["Boden", KeyPerson].ReaderAsync()).GetAsync(
            network.Page($"/meetings/{(await network.MeetingAsync("Luleå", "bm2")).Id}")
        );
        page.Heading.ShouldBe("BM 2 är om 20 dagar – två har kvar att förbereda");

        (await key.PostAsync(path + "/preparation", new { task = "improvements", done = false })).ShouldBe(
            HttpStatusCode.NoContent
        );
        (await Left()).ShouldBe([("Piteå", 3), ("Boden", 3), ("Luleå", 1)]);
        (await network.TrailAsync("PreparationUndone")).ShouldHaveSingleItem();

        async Task<List<(string, int)>> Left() =>
            [
                .. (await key.GetAsync(path + "/preparation")).ShouldBeOk()["organisations"]!
                    .AsArray()
                    .Select(o => (o!["name"]!.ToString(), o["left"]!.GetValue<int>())),
            ];
    }
}
