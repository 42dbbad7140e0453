using Microsoft.EntityFrameworkCore;

namespace ModelMunicipalities.App.Tests.Features.Meetings;

public class ViewPollTests(DatabaseProvider provider) : PollTest(provider)
{
    [Test]
    public async Task The_times_are_ranked_by_whom_they_suit_and_everybody_sees_who_said_what_but_no_address()
    {
        var (network, id) = await MakeAsync();
        var slots = await network.OpenPollAsync(id, "Luleå");
        foreach (var member in Members(network))
        {
            (
                await network.AnswerAsync(member, id, slots, member == network["Boden", Function.Politician] ? "yin" : "yyy")
            ).ShouldBeOk();
        }

        foreach (
            var reader in new[] { network["Boden", Function.Politician], network["Piteå", Function.Manager], network.Coordinator }
        )
        {
            var view = (await reader.Api.GetAsync(network.AtMeeting(id, "/poll"))).ShouldBeOk();
            view["slots"]!
                .AsArray()
                .Select(s =>
                    (
                        s!["id"]!.GetValue<int>(),
                        s["isComplete"]!.GetValue<bool>(),
                        s["yes"]!.GetValue<int>(),
                        s["ifNeedBe"]!.GetValue<int>(),
                        s["no"]!.GetValue<int>()
                    )
                )
                .ShouldBe([(slots[0], true, 9, 0, 0), (slots[1], true, 8, 1, 0), (slots[2], false, 8, 0, 1)]);
            view["slots[2].incomplete"]!
                .ToJsonString()
                .ShouldBe("""[{"organisation":"boden","name":"Boden","functions":["politician"]}]""");
            (view["asked"]!.GetValue<int>(), view["answered"]!.GetValue<int>(), view["notAsked"]!.GetValue<int>()).ShouldBe(
                (9, 9, 0)
            );
            view["people"]!.AsArray().Count.ShouldBe(9);
            view.Text.ShouldNotContain("@");
            var page = (await (await reader.ReaderAsync()).GetAsync(network.MeetingPage(id, "/poll"))).ShouldBeOk();
            page.Heading.ShouldStartWith("Två tider passar alla tre funktioner hos alla, bäst ");
            page.Text.ShouldContain("9 av 9 har svarat.");
            page.Html.ShouldNotContain($"@{network.Slug}.example");
            page.Html.Contains("/call?slot=" + slots[0]).ShouldBe(reader == network.Coordinator, "the planners decide");
        }

        (await network.TrailAsync("PollAnswered")).Count.ShouldBe(9);
    }

    [Test]
    public async Task A_person_whose_place_has_ended_is_not_counted_and_her_link_leads_nowhere()
    {
        var (network, id) = await MakeAsync();
        var slots = await network.OpenPollAsync(id, "Luleå");
        var left = network["Boden", Function.Manager];
        (await network.AnswerAsync(left, id, slots, "yyy")).ShouldBeOk();
        var token = await network.PollTokenAsync(left);
        await network.ChangeAsync(async db =>
            (await db.Memberships.SingleAsync(m => m.PersonId == left.Id)).EndedAt = DateTimeOffset.UtcNow
        );

        var view = (await network.Coordinator.Api.GetAsync(network.AtMeeting(id, "/poll"))).ShouldBeOk();
        (view["asked"]!.GetValue<int>(), view["answered"]!.GetValue<int>(), view["slots[0].yes"]!.GetValue<int>()).ShouldBe(
            (8, 0, 0)
        );
        view["vacant"]!.ToJsonString().ShouldBe("""[{"organisation":"boden","name":"Boden","functions":["manager"]}]""");
        (await Guest.GetAsync($"/api/v1/polls/{token}")).ShouldBeRefused(HttpStatusCode.NotFound, "PollLinkUnknown");
        (await Guest.PutAsync($"/api/v1/polls/{token}", Polling.Said(slots, "nnn"))).ShouldBeRefused(
            HttpStatusCode.NotFound,
            "PollLinkUnknown"
        );
    }

    [Test]
    public async Task On_its_page_a_member_answers_and_a_planner_reminds_changes_and_closes()
    {
        var (network, id) = await MakeAsync();
        var slots = await network.OpenPollAsync(id, "Luleå");
        var path = network.MeetingPage(id, "/poll");
        var member = await network["Boden", Function.Politician].ReaderAsync();
        var before = (await member.GetAsync(path)).ShouldBeOk();
        (before.Heading, before.Html.Contains("handler=Remind")).ShouldBe(("Ingen har svarat ännu", false));
        (await member.PostAsync(path)).ShouldBe(HttpStatusCode.BadRequest).Html.ShouldContain("href=\"#answer\"");
        (await member.PostAsync(path, ($"Replies[{slots[0]}]", "Maybe"), ($"Replies[{slots[1]}]", "No"))).ShouldBe(
            HttpStatusCode.BadRequest
        );
        (await member.PostAsync(path, ($"Replies[{slots[1]}]", "No"))).ShouldLeadTo(path);
        (await SaidAsync(network)).Single().Letters.ShouldBe("n");
        foreach (var handler in new[] { "Remind", "Change", "Close" })
        {
            (await member.PostAsync($"{path}?handler={handler}", ("Version", "0"), ("Deadline", "2030-01-01T12:00"))).ShouldBe(
                HttpStatusCode.Forbidden
            );
        }

        var planner = await network["Luleå", Function.KeyPerson].ReaderAsync();
        (await planner.GetAsync(path)).ShouldBeOk().Html.ShouldContain("handler=Remind");
        (await planner.PostAsync(path + "?handler=Remind")).ShouldLeadTo(path);
        (await planner.GetAsync(path)).ShouldBeOk().Text.ShouldContain("nio fick en påminnelse.", Case.Insensitive);
        var stale = (
            await planner.PostAsync(
                path + "?handler=Change",
                ("Version", "7"),
                ("Deadline", "2030-01-01T12:00"),
                ("Remove", $"{slots[0]}")
            )
        ).ShouldBe(HttpStatusCode.Conflict);
        stale.Text.ShouldContain("Någon annan har hunnit ändra.");
        var few = (
            await planner.PostAsync(
                path + "?handler=Change",
                ("Version", "0"),
                ("Deadline", "x"),
                ("Remove", $"{slots[0]}"),
                ("Remove", $"{slots[1]}")
            )
        ).ShouldBe(HttpStatusCode.BadRequest);
        few.Html.ShouldContain("href=\"#slots\"");
        few.Html.ShouldContain("href=\"#deadline\"");
        few.Html.ShouldContain("value=\"x\"");
        (await planner.PostAsync(path + "?handler=Close")).ShouldLeadTo(path);
        (await planner.GetAsync(path)).ShouldBeOk().Html.ShouldContain(network.MeetingPage(id, "/poll/new"));
    }
}
