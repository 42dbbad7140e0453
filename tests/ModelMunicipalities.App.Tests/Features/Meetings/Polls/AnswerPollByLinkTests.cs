using Microsoft.EntityFrameworkCore;

namespace ModelMunicipalities.App.Tests.Features.Meetings;

public class AnswerPollByLinkTests(DatabaseProvider provider) : PollTest(provider)
{
    [Test]
    public async Task By_her_link_somebody_answers_as_herself_and_opens_nothing_else()
    {
        var (network, id) = await MakeAsync();
        var slots = await network.OpenPollAsync(id, "Luleå");
        var (own, other) = (network["Boden", Function.Politician], network["Boden", Function.Manager]);
        (await network.AnswerAsync(other, id, slots, "nnn")).ShouldBeOk();
        var token = await network.PollTokenAsync(own);

        var stampBefore = await StampAsync(network);
        var guest = new Reader(Server);
        var page = (await guest.GetAsync($"/polls/{token}")).ShouldBeOk();
        (page.Heading, page.Html.Contains("checked")).ShouldBe(("Vilken tid passar dig för BM 2?", false));
        page.Text.ShouldContain("Du svarar som Politician Boden (politiker, Boden).");
        page.Text.ShouldNotContain(other.Name);
        page.Html.ShouldNotContain(".example");
        page.Html.ShouldNotContain("/meetings");
        (await Guest.GetAsync($"/api/v1/polls/{token}")).ShouldBeOk().Text.ShouldNotContain("Manager Boden");
        (await StampAsync(network)).ShouldBe(stampBefore, "reading writes nothing");

        (
            await guest.PostAsync(
                $"/polls/{token}",
                [.. slots.Zip(["Yes", "IfNeedBe", "No"]).Select(a => ($"Replies[{a.First}]", a.Second))]
            )
        ).ShouldLeadTo($"/polls/{token}");
        var saved = (await guest.GetAsync($"/polls/{token}")).ShouldBeOk();
        saved.Heading.ShouldBe("Tack, du har svarat om BM 2");
        System.Text.RegularExpressions.Regex.Count(saved.Html, "checked=").ShouldBe(3);
        (await SaidAsync(network)).ShouldBe([(other.Id, "nnn"), (own.Id, "yin")], ignoreOrder: true);
        (await network.TrailAsync("PollAnswered"))
            .Select(t => (t.Person, t.Organisation))
            .ShouldBe([(own.Name, "Boden"), (other.Name, "Boden")]);

        foreach (var closed in new[] { network.MeetingPage(id, "/poll"), network.MeetingPage(id), network.Page("/meetings") })
        {
            (await guest.GetAsync(closed)).Status.ShouldBe(HttpStatusCode.Redirect, closed);
        }

        (await Guest.GetAsync(network.AtMeeting(id, "/poll"))).Status.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Test]
    public async Task Whoever_is_signed_in_a_link_answers_for_the_one_it_was_sent_to()
    {
        var (network, id) = await MakeAsync();
        var slots = await network.OpenPollAsync(id, "Luleå");
        var alien = await BuildAsync(n => n.Group("Umeå", "Vännäs"));
        var token = await network.PollTokenAsync(network["Boden", Function.Politician]);
        foreach (var signedIn in new[] { network["Luleå", Function.KeyPerson], alien.Coordinator })
        {
            (await signedIn.Api.PutAsync($"/api/v1/polls/{token}", Polling.Said(slots, "yyn"))).ShouldBeOk()["name"]!
                .ToString()
                .ShouldBe("Politician Boden");
            (await (await signedIn.ReaderAsync()).GetAsync($"/polls/{token}"))
                .ShouldBeOk()
                .Text.ShouldContain("Du svarar som Politician Boden");
        }

        (await SaidAsync(network)).ShouldBe([(network["Boden", Function.Politician].Id, "yyn")]);
        (await network.TrailAsync("PollAnswered")).Select(t => t.Person).Distinct().ShouldBe(["Politician Boden"]);
    }

    [Test]
    public async Task A_link_to_one_poll_does_not_answer_another()
    {
        var (network, id) = await MakeAsync();
        await network.OpenPollAsync(id, "Luleå");
        var token = await network.PollTokenAsync(network["Luleå", Function.Manager]);
        var second = await network.PlannedMeetingAsync("Luleå", "bm3");
        var others = await network.OpenPollAsync(second, "Luleå");
        var (alien, alienId) = await MakeAsync();
        var aliens = await alien.OpenPollAsync(alienId, "Luleå");
        (await Guest.PutAsync($"/api/v1/polls/{token}", Polling.Said(others, "yyy"))).ShouldBeInvalid(
            "PollSlotUnknown",
            "answers[0].slot",
            "answers[1].slot",
            "answers[2].slot"
        );
        (await Guest.PutAsync($"/api/v1/polls/{token}", Polling.Said(aliens, "yyy"))).ShouldBeInvalid(
            "PollSlotUnknown",
            "answers[0].slot",
            "answers[1].slot",
            "answers[2].slot"
        );
        (await network.AnswerAsync(network["Luleå", Function.Manager], id, others, "yyy")).ShouldBeInvalid(
            "PollSlotUnknown",
            "answers[0].slot",
            "answers[1].slot",
            "answers[2].slot"
        );
        (await SaidAsync(network)).ShouldBeEmpty();
    }

    [TestCase("x")]
    [TestCase("a%01b")]
    [TestCase("%3Cscript%3Ealert(1)%3C%2Fscript%3E")]
    [TestCase("' OR 1=1 --")]
    public async Task A_hostile_link_is_a_page_that_says_so(string token)
    {
        var guest = new Reader(Server);
        var page = (await guest.GetAsync($"/polls/{token}")).ShouldBe(HttpStatusCode.NotFound);
        page.Text.ShouldContain("Länken gäller inte.");
        page.Html.ShouldNotContain("<script>alert");
        (await guest.PostAsync($"/polls/{token}", ("Replies[1]", "Yes"))).ShouldBe(HttpStatusCode.NotFound);
        (await Guest.GetAsync($"/api/v1/polls/{token}")).ShouldBeRefused(HttpStatusCode.NotFound, "PollLinkUnknown");
        (await Guest.GetAsync($"/api/v1/polls/{new string('a', 5000)}")).ShouldBeRefused(
            HttpStatusCode.NotFound,
            "PollLinkUnknown"
        );
    }

    private static Task<Guid> StampAsync(TestNetwork network) =>
        network.InDbAsync(db => db.Networks.Where(n => n.Id == network.Network.Id).Select(n => n.Stamp).SingleAsync());
}
