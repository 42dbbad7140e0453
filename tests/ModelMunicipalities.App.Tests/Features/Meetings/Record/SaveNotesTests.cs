using static ModelMunicipalities.Domain.Accounts.Function;

namespace ModelMunicipalities.App.Tests.Features.Meetings;

public class SaveNotesTests(DatabaseProvider provider) : RecordTest(provider)
{
    [Test]
    public async Task Notes_are_text_and_a_stale_one_keeps_what_was_typed()
    {
        var (network, room) = await MakeAsync();
        var key = network["Luleå", KeyPerson].Api;
        (await key.PutAsync(room + "/notes", new { notes = "x" })).ShouldBe((HttpStatusCode)428);
        var saved = (await key.PutAsync(room + "/notes", new { notes = $"Rad ett\n{Hostile}" }, "\"0\"")).ShouldBeOk();
        saved.ETag.ShouldBe("\"1\"");
        var stale = (
            await network["Boden", KeyPerson].Api.PutAsync(room + "/notes", new { notes = "Mina" }, "\"0\"")
        ).ShouldBeRefused(HttpStatusCode.Conflict, "Stale");
        (stale["current.notes"]!.ToString(), stale["given.notes"]!.ToString()).ShouldBe(($"Rad ett\n{Hostile}", "Mina"));
        (await key.PutAsync(room + "/notes", new { notes = new string('n', 20_001) }, "\"1\"")).ShouldBeInvalid(
            "TextTooLong",
            "notes"
        );
        (await key.PutAsync(room + "/notes", new { notes = "a\0b" }, "\"1\"")).ShouldBeInvalid("Unreadable", "notes");
        (await network["Luleå", Manager].Api.PutAsync(room + "/notes", new { notes = "x" }, "\"1\"")).ShouldBeRefused(
            HttpStatusCode.Forbidden,
            "PlannersOnly"
        );
        (await network.TrailAsync("NotesSaved")).ShouldHaveSingleItem();

        var page = Page(network, room, "/record");
        var read = (await (await network["Boden", Manager].ReaderAsync()).GetAsync(page)).ShouldBeOk();
        read.Html.ShouldNotContain(Hostile);
        read.Text.ShouldContain(Hostile);
        var reader = await network["Boden", KeyPerson].ReaderAsync();
        var late = (await reader.PostAsync(page + "?handler=Notes", ("Version", "0"), ("Notes", "Mina egna"))).ShouldBe(
            HttpStatusCode.Conflict
        );
        late.Text.ShouldContain("Mina egna");
        late.Text.ShouldContain("Rad ett");
        late.Html.ShouldContain("name=\"Version\" value=\"1\"");
        (await reader.PostAsync(page + "?handler=Notes", ("Version", "1"), ("Notes", "Båda"))).ShouldLeadTo(
            page + "#notes-section"
        );
        (await network.MeetingAsync("Luleå", "bm1")).Notes.ShouldBe("Båda");
    }
}
