using Microsoft.EntityFrameworkCore;
using ModelMunicipalities.Domain.Cohorts;
using ModelMunicipalities.Domain.Meetings;

namespace ModelMunicipalities.App.Tests.Features.Meetings;

public class OpenPollTests(DatabaseProvider provider) : PollTest(provider)
{
    [Test]
    public async Task Everybody_who_is_to_meet_is_asked_once_in_her_language_by_a_link_of_her_own()
    {
        var (network, id) = await MakeAsync();
        await network.ReadsEnglishAsync(network["Boden", Function.Manager]);

        // One who has two places is asked once.
        await network.ChangeAsync(db =>
        {
            db.Memberships.Add(
                new Membership
                {
                    PersonId = network["Piteå", Function.Politician].Id,
                    OrganisationId = network["Luleå"].Id,
                    Function = Function.Manager,
                    Since = DateTimeOffset.UtcNow,
                }
            );
            return Task.CompletedTask;
        });
        await network.OpenPollAsync(id, "Luleå");

        var mails = await network.MailsAsync();
        mails.To().ShouldBe(from o in Six from f in Assessment.Functions select network[o, f].Email, ignoreOrder: true);
        mails.Select(m => System.Text.RegularExpressions.Regex.Match(m.Body, "/polls/\\S+").Value).Distinct().Count().ShouldBe(9);
        var english = mails.Single(m => m.To == network["Boden", Function.Manager].Email);
        english.Subject.ShouldBe("Which time suits you for BM 2?");
        english.Body.ShouldNotContain("kl.");
        english.Body.ShouldMatch(@"- \w{3} \d+ \w+ \d{4}, \d\d:\d\d–\d\d:\d\d");
        var swedish = mails.Single(m => m.To == network["Luleå", Function.KeyPerson].Email);
        swedish.Subject.ShouldBe("Vilken tid passar dig för BM 2?");
        swedish.Body.ShouldMatch(@"- \w+ \d+ \w+ \d{4} kl\. \d\d\.\d\d–\d\d\.\d\d");
        mails.ShouldAllBe(m => !network.People.Any(p => m.Body.Contains(p.Email)), "nobody's address is told");
        (await network.TrailAsync("PollOpened")).ShouldBe([
            (network["Luleå", Function.KeyPerson].Name, null, null, "Benchmarkingträff 2, Piteå"),
        ]);
    }

    [Test]
    public async Task Opened_twice_or_at_the_same_time_it_is_opened_once()
    {
        var (network, id) = await MakeAsync();
        var callers = new[] { network["Luleå", Function.KeyPerson], network["Boden", Function.KeyPerson], network.Coordinator };
        var replies = await Task.WhenAll(
            callers.Select(c => Task.Run(() => c.Api.PostAsync(network.AtMeeting(id, "/poll"), Polling.Times(5, 30, 31))))
        );
        replies.Count(r => r.Status == HttpStatusCode.OK).ShouldBe(1);
        replies
            .Where(r => r.Status != HttpStatusCode.OK)
            .ToList()
            .ForEach(r => r.ShouldBeRefused(HttpStatusCode.Conflict, "PollAlreadyOpen"));
        (await network.MailsAsync()).Count.ShouldBe(9);
        (await (await callers[1].ReaderAsync()).GetAsync(network.MeetingPage(id, "/poll/new"))).ShouldLeadTo(
            network.MeetingPage(id, "/poll")
        );
    }

    [Test]
    public async Task Who_may_not_is_refused()
    {
        var (network, id) = await MakeAsync();
        var slots = await network.OpenPollAsync(id, "Luleå");
        var poll = network.AtMeeting(id, "/poll");
        foreach (
            var stranger in new[]
            {
                network["Vännäs", Function.KeyPerson],
                network["Kalmar", Function.KeyPerson],
                network.Observer,
            }
        )
        {
            (await stranger.Api.GetAsync(poll)).ShouldBeRefused(HttpStatusCode.Forbidden, "NotYourMeeting");
            (await stranger.Api.PostAsync(poll, Polling.Times(5, 30, 31))).ShouldBeRefused(
                HttpStatusCode.Forbidden,
                "NotYourMeeting"
            );
            (await network.AnswerAsync(stranger, id, slots, "yyy")).ShouldBeRefused(HttpStatusCode.Forbidden, "NotYourMeeting");
        }

        var manager = network["Luleå", Function.Manager].Api;
        (await manager.PostAsync(poll, Polling.Times(5, 30, 31))).ShouldBeRefused(HttpStatusCode.Forbidden, "PlannersOnly");
        (await manager.PutAsync(poll, Polling.Times(5, 30, 31), "\"0\"")).ShouldBeRefused(
            HttpStatusCode.Forbidden,
            "PlannersOnly"
        );
        (await manager.PostAsync(poll + "/reminders")).ShouldBeRefused(HttpStatusCode.Forbidden, "PlannersOnly");
        (await manager.PostAsync(poll + "/closing")).ShouldBeRefused(HttpStatusCode.Forbidden, "PlannersOnly");
        (await manager.GetAsync(poll + "/suggestion")).ShouldBeRefused(HttpStatusCode.Forbidden, "PlannersOnly");
        (await network.AnswerAsync(network.Coordinator, id, slots, "yyy")).ShouldBeRefused(
            HttpStatusCode.Forbidden,
            "PollNotForYou"
        );
        (await network.Coordinator.Api.GetAsync(network.AtMeeting(999_999, "/poll"))).ShouldBeRefused(
            HttpStatusCode.NotFound,
            "NotFound"
        );
        (await SaidAsync(network)).ShouldBeEmpty();
    }

    [Test]
    public async Task A_meeting_that_is_decided_cancelled_or_in_a_closed_cohort_is_not_asked_about()
    {
        var (network, id) = await MakeAsync();
        var confirmed = await network.InDbAsync(db => db.Meetings.Where(m => m.Form == "bm3").Select(m => m.Id).FirstAsync());
        (
            await network.Coordinator.Api.PostAsync(network.AtMeeting(confirmed, "/poll"), Polling.Times(5, 30, 31))
        ).ShouldBeRefused(HttpStatusCode.Conflict, "PollMeetingConfirmed");
        await network.ChangeAsync(async db => (await db.Meetings.SingleAsync(m => m.Id == id)).Status = MeetingStatus.Cancelled);
        (await network.Coordinator.Api.PostAsync(network.AtMeeting(id, "/poll"), Polling.Times(5, 30, 31))).ShouldBeRefused(
            HttpStatusCode.Conflict,
            "PollMeetingCancelled"
        );
        await network.ChangeAsync(async db => (await db.Meetings.SingleAsync(m => m.Id == id)).Status = MeetingStatus.Planned);
        await network.SetStageAsync(CohortStage.Closed);
        (await network.Coordinator.Api.PostAsync(network.AtMeeting(id, "/poll"), Polling.Times(5, 30, 31))).ShouldBeRefused(
            HttpStatusCode.Conflict,
            "TooLateStage"
        );
        (await network.MailsAsync()).ShouldBeEmpty();
    }

    [Test]
    public async Task Times_that_break_a_rule_are_refused_beside_their_field()
    {
        var (network, id) = await MakeAsync();
        var key = network["Luleå", Function.KeyPerson].Api;
        async Task<Reply> OpenAsync(object slots, DateTimeOffset? deadline) =>
            await key.PostAsync(network.AtMeeting(id, "/poll"), new { slots, deadline });
        var good = new
        {
            startsAt = (DateTimeOffset?)Polling.InDays(30),
            endsAt = (DateTimeOffset?)Polling.InDays(30).AddHours(1),
        };
        (await OpenAsync(new[] { good }, Polling.InDays(5))).ShouldBeInvalid("PollSlotsTooFew", "slots");
        (await OpenAsync(new[] { good, good with { startsAt = Polling.InDays(-1) } }, Polling.InDays(5))).ShouldBeInvalid(
            "PollTimeTooLong",
            "slots[1].endsAt"
        );
        (
            await OpenAsync(
                new[] { good, good with { startsAt = Polling.InDays(-1), endsAt = Polling.InDays(-1).AddHours(1) } },
                Polling.InDays(5)
            )
        ).ShouldBeInvalid("PollTimePast", "slots[1].startsAt");
        (await OpenAsync(new[] { good, good with { endsAt = Polling.InDays(29) } }, Polling.InDays(5))).ShouldBeInvalid(
            "EndsBeforeStart",
            "slots[1].endsAt"
        );
        (await OpenAsync(new[] { good, good }, Polling.InDays(5))).ShouldBeInvalid("PollTimeTwice", "slots[1].startsAt");
        (await OpenAsync(new[] { good, null }, Polling.InDays(31))).ShouldBeInvalid(
            "DateMissing",
            "slots[1].startsAt",
            "deadline"
        );
        (await OpenAsync(new[] { good, good with { endsAt = null } }, null)).ShouldBeInvalid(
            "DateMissing",
            "slots[1].endsAt",
            "deadline"
        );
        (
            await key.SendTextAsync(HttpMethod.Post, network.AtMeeting(id, "/poll"), """{"slots":[{"startsAt":"<script>"}]}""")
        ).ShouldBeInvalid("Unreadable", "slots[0].startsAt");
        (await network.MailsAsync()).ShouldBeEmpty();
    }

    [Test]
    public async Task The_page_suggests_times_keeps_what_was_typed_and_refuses_an_hour_that_the_clocks_skip()
    {
        var (network, id) = await MakeAsync();
        var (reader, path) = (await network["Luleå", Function.KeyPerson].ReaderAsync(), network.MeetingPage(id, "/poll/new"));
        (await reader.GetAsync(network.MeetingPage(id, "/poll"))).ShouldLeadTo(path);
        var page = (await reader.GetAsync(path)).ShouldBeOk();
        page.Heading.ShouldBe("Föreslå tider för BM 2");
        System.Text.RegularExpressions.Regex.Count(page.Html, "type=\"date\"").ShouldBe(6);
        page.Html.ShouldMatch("name=\"Rows\\[0\\].Date\" value=\"20\\d\\d-\\d\\d-\\d\\d\"");

        var more = (
            await reader.PostAsync(
                path + "?handler=More",
                ("Rows[0].Date", "2030-05-06"),
                ("Rows[0].From", "09:15"),
                ("Deadline", "2030-05-01T12:00")
            )
        ).ShouldBeOk();
        System.Text.RegularExpressions.Regex.Count(more.Html, "type=\"date\"").ShouldBe(6);
        more.Html.ShouldContain("value=\"2030-05-06\"");
        more.Html.ShouldContain("value=\"09:15\"");
        more.Html.ShouldContain("value=\"2030-05-01T12:00\"");

        // The last Sunday of March: from two to three there is no hour.
        (string, string)[] Row(int i, string date, string from, string to) =>
            [($"Rows[{i}].Date", date), ($"Rows[{i}].From", from), ($"Rows[{i}].To", to)];
        var skipped = (
            await reader.PostAsync(
                path,
                [
                    .. Row(0, "2030-03-30", "13:00", "16:00"),
                    .. Row(1, "", "", ""),
                    .. Row(2, "2030-03-31", "02:30", "04:00"),
                    ("Deadline", "2030-03-01T12:00"),
                ]
            )
        ).ShouldBe(HttpStatusCode.BadRequest);
        skipped.Text.ShouldContain("klockan ställs fram");
        skipped.Html.ShouldContain("href=\"#row-2\"");
        skipped.Html.ShouldContain("value=\"02:30\"");

        var wrong = (
            await reader.PostAsync(
                path,
                [
                    .. Row(0, "2030-03-30", "13:00", "16:00"),
                    .. Row(1, "", "", ""),
                    .. Row(2, "2030-04-01", "13:00", "12:00"),
                    ("Deadline", "<script>"),
                ]
            )
        ).ShouldBe(HttpStatusCode.BadRequest);
        wrong.Html.ShouldContain("href=\"#row-2\"");
        wrong.Html.ShouldContain("href=\"#deadline\"");
        wrong.Html.ShouldContain("id=\"row-2-wrong\"");
        wrong.Html.ShouldNotContain("<script>\"");

        (
            await reader.PostAsync(
                path,
                [
                    .. Row(0, "2030-03-30", "13:00", "16:00"),
                    .. Row(1, "", "", ""),
                    .. Row(2, "2030-04-01", "13:00", "16:00"),
                    ("Deadline", "2030-03-01T12:00"),
                ]
            )
        ).ShouldLeadTo(network.MeetingPage(id, "/poll"));
        (await network.InDbAsync(db => db.PollSlots.OrderBy(s => s.StartsAt).Select(s => s.StartsAt).ToListAsync())).ShouldBe(
            [new(2030, 3, 30, 12, 0, 0, TimeSpan.Zero), new(2030, 4, 1, 11, 0, 0, TimeSpan.Zero)],
            "winter and summer time"
        );
    }
}
