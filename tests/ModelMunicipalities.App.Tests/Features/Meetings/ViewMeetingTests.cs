using Microsoft.EntityFrameworkCore;
using static ModelMunicipalities.App.Tests.Kit.Calling;
using static ModelMunicipalities.Domain.Accounts.Function;

namespace ModelMunicipalities.App.Tests.Features.Meetings;

public class ViewMeetingTests(DatabaseProvider provider) : OnEveryDatabase(provider)
{
    [Test]
    public async Task How_to_get_in_is_for_those_who_are_to_be_there()
    {
        var network = await BuildAsync(n => n.Group("Piteå", "Luleå").Group("Umeå", "Vännäs"));
        var id = await network.PlannedAsync("Piteå");
        var body = Physical()
            .With("mode", "hybrid")
            .With("link", "https://video.example/hemligt")
            .With("shown", "sensitive")
            .With("host", "pitea");
        (await network.CallAsync(network.Coordinator, id, body)).ShouldBeOk();
        string[] hidden =
        [
            "link",
            "tool",
            "shown",
            "accessibility",
            "hasHearingLoop",
            "hostOrganisation",
            "cancelledBecause",
            "locksAt",
            "isInCalendars",
            "pollIsOpen",
            "travel",
        ];
        foreach (var outsider in new[] { network["Vännäs", Function.KeyPerson], network.Observer })
        {
            var seen = (await outsider.Api.GetAsync(network.AtMeeting(id))).ShouldBeOk();
            hidden.ShouldAllBe(field => seen[field] == null);
            (seen["place"]!.ToString(), seen["host"]!.ToString(), seen["takesPart"]!.GetValue<bool>()).ShouldBe(
                ("Stadshuset i Luleå, plan 2", "Piteå", false)
            );
            (await outsider.Api.GetAsync(network.AtMeeting(id, "/calendar.ics"))).ShouldBeRefused(
                HttpStatusCode.Forbidden,
                "NotYourMeeting"
            );
            (await (await outsider.ReaderAsync()).GetAsync(network.MeetingPage(id)))
                .ShouldBeOk()
                .Html.ShouldNotContain("hemligt");
        }

        var member = (await network["Luleå", Function.Politician].Api.GetAsync(network.AtMeeting(id))).ShouldBeOk();
        (
            member["link"]!.ToString(),
            member["accessibility"]!.ToString(),
            member["hasHearingLoop"]!.GetValue<bool>(),
            member["plans"]!.GetValue<bool>()
        ).ShouldBe(("https://video.example/hemligt", "Hiss; ring på klockan", true, false));
    }

    [Test]
    public async Task Members_are_told_who_decides()
    {
        var network = await BuildAsync(n => n.Group("Piteå", "Luleå"));
        var (id, whole) = (await network.PlannedAsync("Piteå"), await network.WholeAsync());
        var reader = await network["Luleå", Function.Politician].ReaderAsync();
        (await reader.GetAsync(network.MeetingPage(id)))
            .ShouldBeOk()
            .Text.ShouldContain("Gruppens nyckelpersoner bestämmer tiden.");
        (await reader.GetAsync(network.MeetingPage(whole))).ShouldBeOk().Text.ShouldContain("enligt omgångens tidslinje");
        await network.PollAsync(id, Soon);
        (await reader.GetAsync(network.MeetingPage(id)))
            .ShouldBeOk()
            .Html.ShouldContain($"href=\"{network.MeetingPage(id, "/poll")}\"");
        (await (await network.Coordinator.ReaderAsync()).GetAsync(network.MeetingPage(whole)))
            .ShouldBeOk()
            .Text.ShouldContain("Bestäm plats och kalla alla");
    }

    [Test]
    public async Task Everything_of_the_page_works_by_its_forms()
    {
        var network = await BuildAsync(n => n.Open("bm2").Group("Piteå", "Luleå", "Boden"));
        var page = network.Page($"/meetings/{(await network.MeetingAsync("Luleå", "bm2")).Id}");
        var reader = await network["Luleå", Manager].ReaderAsync();
        (
            await reader.PostAsync(page + "?handler=Mark", ("Organisation", "lulea"), ("Task", "improvements"), ("done", "true"))
        ).ShouldLeadTo(page + "#preparation");
        (await reader.PostAsync(page + "?handler=Ask", ("Text", "Hur gör ni?"))).ShouldLeadTo(page + "#questions");
        (await reader.PostAsync(page + "?handler=Ask", ("Text", new string('f', 501))))
            .ShouldBe(HttpStatusCode.BadRequest)
            .Html.ShouldContain("href=\"#text\"");
        (await reader.PostFileAsync(page + "?handler=Upload", "file", MeetingRoom.Pdf, "../Läget <b>.pdf")).ShouldLeadTo(
            page + "#material"
        );
        (await reader.PostAsync(page + "?handler=Upload", ("Task", "presentation"), ("Organisation", "lulea")))
            .ShouldBe(HttpStatusCode.BadRequest)
            .Html.ShouldContain("href=\"#file-lulea-presentation\"");
        var shown = (await reader.GetAsync(page)).ShouldBeOk();
        shown.Text.ShouldContain("Läget -b-.pdf");
        shown.Text.ShouldContain("Hur gör ni?");
        shown.Heading.ShouldBe("BM 2 är om 20 dagar – tre har kvar att förbereda");
        var (attachment, question) = await network.InDbAsync(async db =>
            ((await db.Attachments.SingleAsync()).Id, (await db.MeetingQuestions.SingleAsync()).Id)
        );
        (
            await (await network["Boden", Manager].ReaderAsync()).PostAsync(
                page + "?handler=Remove",
                ("attachment", $"{attachment}")
            )
        ).ShouldBe(HttpStatusCode.Forbidden);
        (await reader.PostAsync(page + "?handler=Remove", ("attachment", $"{attachment}"))).ShouldLeadTo(page + "#material");
        (await reader.PostAsync(page + "?handler=Retract", ("question", $"{question}"))).ShouldLeadTo(page + "#questions");
    }

    [Test]
    public async Task Of_a_meeting_that_is_not_hers_a_member_sees_when_it_is_and_nothing_of_it()
    {
        var network = await BuildAsync(n => n.Group("Piteå", "Luleå", "Boden").Group("Umeå", "Vännäs"));
        var meeting = await network.MeetingAsync("Luleå", "bm1");
        await network["Luleå", KeyPerson]
            .Api.PostAsync(network.InNetwork($"/meetings/{meeting.Id}/questions"), new { text = "Bara för oss" });
        foreach (var member in new[] { network["Vännäs", KeyPerson], network.Observer })
        {
            var page = (await (await member.ReaderAsync()).GetAsync(network.Page($"/meetings/{meeting.Id}"))).ShouldBeOk();
            page.Heading.ShouldBe("BM 1 är om 20 dagar");
            page.Text.ShouldNotContain("Bara för oss");
            page.Text.ShouldNotContain("förbered");
            (await member.Api.GetAsync(network.InNetwork($"/meetings/{meeting.Id}/preparation"))).ShouldBeRefused(
                HttpStatusCode.Forbidden,
                "NotYourMeeting"
            );
        }
    }
}
