using Microsoft.EntityFrameworkCore;
using ModelMunicipalities.Domain.Cohorts;
using ModelMunicipalities.Domain.Meetings;

namespace ModelMunicipalities.App.Tests.Features.Meetings;

/// <summary>A date poll over HTTP: asking, answering signed in and by link, changing, reminding, closing.</summary>
public class PollTests(DatabaseProvider provider) : OnEveryDatabase(provider)
{
    private static readonly string[] Six = ["Piteå", "Luleå", "Boden"];

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

    [TestCase("""{"answers":[]}""", "NothingGiven", "answers")]
    [TestCase("""{}""", "NothingGiven", "answers")]
    [TestCase("""{"answers":[null]}""", "PollSlotUnknown", "answers[0].slot")]
    [TestCase("""{"answers":[{"slot":2147483647,"reply":"yes"}]}""", "PollSlotUnknown", "answers[0].slot")]
    [TestCase("""{"answers":[{"slot":SLOT}]}""", "PollReplyMissing", "answers[0].reply")]
    [TestCase("""{"answers":[{"slot":SLOT,"reply":"maybe"}]}""", "Unreadable", "answers[0].reply")]
    [TestCase("""{"answers":[{"slot":SLOT,"reply":7}]}""", "Unreadable", "answers[0].reply")]
    public async Task An_answer_that_is_none_is_refused_and_nothing_of_it_kept(string body, string rule, string field)
    {
        var (network, id) = await MakeAsync();
        var slots = await network.OpenPollAsync(id, "Luleå");
        var token = await network.PollTokenAsync(network["Luleå", Function.Manager]);
        body = body.Replace("SLOT", $"{slots[0]}");
        (await Guest.SendTextAsync(HttpMethod.Put, $"/api/v1/polls/{token}", body)).ShouldBeInvalid(rule, field);
        (
            await network["Luleå", Function.Manager]
                .Api.SendTextAsync(HttpMethod.Put, network.AtMeeting(id, "/poll/answers"), body)
        ).ShouldBeInvalid(rule, field);
        (await SaidAsync(network)).ShouldBeEmpty();
    }

    [Test]
    public async Task After_the_deadline_answers_are_refused_until_it_is_extended()
    {
        var (network, id) = await MakeAsync();
        var slots = await network.OpenPollAsync(id, "Luleå");
        var (manager, token) = (
            network["Luleå", Function.Manager],
            await network.PollTokenAsync(network["Luleå", Function.Manager])
        );
        await network.PassDeadlineAsync();
        (await network.AnswerAsync(manager, id, slots, "yyy")).ShouldBeRefused(HttpStatusCode.Conflict, "PollDeadlineOver");
        (await Guest.PutAsync($"/api/v1/polls/{token}", Polling.Said(slots, "yyy"))).ShouldBeRefused(
            HttpStatusCode.Conflict,
            "PollDeadlineOver"
        );
        (await network.Coordinator.Api.PostAsync(network.AtMeeting(id, "/poll/reminders"))).ShouldBeRefused(
            HttpStatusCode.Conflict,
            "PollDeadlineOver"
        );
        var guest = new Reader(Server);
        (await guest.GetAsync($"/polls/{token}")).ShouldBeOk().Heading.ShouldBe("Frågan om tid för BM 2 är stängd");
        (await guest.PostAsync($"/polls/{token}", ($"Replies[{slots[0]}]", "Yes")))
            .ShouldBe(HttpStatusCode.Conflict)
            .Text.ShouldContain("Svarstiden gick ut");

        (await ChangeAsync(network, id, Polling.Times(6, 30, 31, 32))).ShouldBeOk()["isOpen"]!.GetValue<bool>().ShouldBeTrue();
        (await network.AnswerAsync(manager, id, slots, "yyy")).ShouldBeOk();
        (await network.MailsAsync()).Count.ShouldBe(9, "no new times, so no new mail");
    }

    [Test]
    public async Task New_times_are_told_once_to_those_asked_and_the_old_answers_stay()
    {
        var (network, id) = await MakeAsync();
        var slots = await network.OpenPollAsync(id, "Luleå");
        (await network.AnswerAsync(network["Luleå", Function.Manager], id, slots, "yyn")).ShouldBeOk();
        var old = await network.PollTokenAsync(network["Luleå", Function.Manager]);
        var changed = (await ChangeAsync(network, id, Polling.Times(5, 30, 32, 33))).ShouldBeOk();
        changed["version"]!.GetValue<int>().ShouldBe(1);
        var mails = (await network.MailsAsync()).Skip(9).ToList();
        mails.To().ShouldBe(Members(network).Select(m => m.Email), ignoreOrder: true);
        mails.ShouldAllBe(m => m.Subject == "Nya tider att svara på för BM 2");
        (await SaidAsync(network)).ShouldBe([(network["Luleå", Function.Manager].Id, "yn")]);
        (await Guest.GetAsync($"/api/v1/polls/{old}")).ShouldBeRefused(HttpStatusCode.NotFound, "PollLinkUnknown");
        (await Guest.GetAsync($"/api/v1/polls/{await network.PollTokenAsync(network["Luleå", Function.Manager])}")).ShouldBeOk()[
            "slots"
        ]!
            .AsArray()
            .Count.ShouldBe(3);
        (await network.TrailAsync("PollChanged")).Count.ShouldBe(1);
    }

    [Test]
    public async Task A_change_of_an_older_version_is_answered_with_what_holds_and_without_one_not_taken()
    {
        var (network, id) = await MakeAsync();
        await network.OpenPollAsync(id, "Luleå");
        (await ChangeAsync(network, id, Polling.Times(5, 30, 31))).ShouldBeOk();
        var stale = (
            await network.Coordinator.Api.PutAsync(network.AtMeeting(id, "/poll"), Polling.Times(5, 40, 41), "\"0\"")
        ).ShouldBeRefused(HttpStatusCode.Conflict, "Stale");
        (stale["current.slots"]!.AsArray().Count, stale["given.slots"]!.AsArray().Count).ShouldBe((2, 2));
        (await network.Coordinator.Api.PutAsync(network.AtMeeting(id, "/poll"), Polling.Times(5, 40, 41))).ShouldBe(
            (HttpStatusCode)428
        );
        (await network.MailsAsync()).Count.ShouldBe(9);
    }

    [Test]
    public async Task Only_those_who_have_not_answered_are_reminded_and_not_twice_a_day()
    {
        var (network, id) = await MakeAsync();
        var slots = await network.OpenPollAsync(id, "Luleå");
        await network.ReadsEnglishAsync(network["Boden", Function.Politician]);
        foreach (
            var member in Members(network)
                .Where(m => m != network["Boden", Function.Politician] && m != network["Boden", Function.Manager])
        )
        {
            (await network.AnswerAsync(member, id, slots, "yyy")).ShouldBeOk();
        }

        (await network.AnswerAsync(network["Boden", Function.Manager], id, slots, "y--")).ShouldBeOk();
        var first = (
            await network["Piteå", Function.KeyPerson].Api.PostAsync(network.AtMeeting(id, "/poll/reminders"))
        ).ShouldBeOk();
        first.Text.ShouldBe("""{"reminded":2,"asked":0,"tooSoon":0}""");
        var mails = (await network.MailsAsync()).Skip(9).ToList();
        mails
            .Select(m => (m.To, m.Subject))
            .ShouldBe(
                [
                    (network["Boden", Function.Politician].Email, "Reminder: which time suits you for BM 2?"),
                    (network["Boden", Function.Manager].Email, "Påminnelse: vilken tid passar dig för BM 2?"),
                ],
                ignoreOrder: true
            );
        System
            .Text.RegularExpressions.Regex.Count(
                mails.Single(m => m.To == network["Boden", Function.Manager].Email).Body,
                "(?m)^- "
            )
            .ShouldBe(2, "the times that she has not answered");
        (
            await Guest.GetAsync($"/api/v1/polls/{await network.PollTokenAsync(network["Boden", Function.Politician])}")
        ).ShouldBeOk();

        (await network.Coordinator.Api.PostAsync(network.AtMeeting(id, "/poll/reminders")))
            .ShouldBeOk()
            .Text.ShouldBe("""{"reminded":0,"asked":0,"tooSoon":2}""");
        (await network.MailsAsync()).Count.ShouldBe(11);
        await network.ChangeAsync(async db =>
            (await db.PollInvitees.SingleAsync(i => i.PersonId == network["Boden", Function.Manager].Id)).RemindedAt =
                DateTimeOffset.UtcNow.AddHours(-25)
        );
        (await network.Coordinator.Api.PostAsync(network.AtMeeting(id, "/poll/reminders")))
            .ShouldBeOk()
            .Text.ShouldBe("""{"reminded":1,"asked":0,"tooSoon":1}""");
        (await network.TrailAsync("PollReminded"))
            .Select(t => t.Detail)
            .ShouldBe(["Benchmarkingträff 2, Piteå: 1", "Benchmarkingträff 2, Piteå: 2"]);
    }

    [Test]
    public async Task One_who_has_come_since_may_answer_and_is_asked_with_the_reminder()
    {
        var (network, id) = await MakeAsync();
        var slots = await network.OpenPollAsync(id, "Luleå");
        var (first, second) = (network["Kalmar", Function.Politician], network["Kalmar", Function.Manager]);
        await network.ChangeAsync(db =>
        {
            foreach (var person in new[] { first, second })
            {
                db.Memberships.Add(
                    new Membership
                    {
                        PersonId = person.Id,
                        OrganisationId = network["Luleå"].Id,
                        Function = Function.Manager,
                        Since = DateTimeOffset.UtcNow,
                    }
                );
            }

            return Task.CompletedTask;
        });
        (await network.Coordinator.Api.GetAsync(network.AtMeeting(id, "/poll")))["notAsked"]!.GetValue<int>().ShouldBe(2);
        (await network.AnswerAsync(first, id, slots, "yyy")).ShouldBeOk()["answered"]!.GetValue<int>().ShouldBe(1);
        (await network.Coordinator.Api.PostAsync(network.AtMeeting(id, "/poll/reminders"))).ShouldBeOk()["asked"]!
            .GetValue<int>()
            .ShouldBe(1);
        (await network.MailsAsync())
            .Where(m => m.To == second.Email)
            .ShouldHaveSingleItem()
            .Subject.ShouldBe("Vilken tid passar dig för BM 2?");
        (await network.MailsAsync()).To().ShouldNotContain(first.Email);
    }

    [Test]
    public async Task Closed_it_takes_nothing_more_and_a_new_question_begins_anew()
    {
        var (network, id) = await MakeAsync();
        var slots = await network.OpenPollAsync(id, "Luleå");
        (await network.AnswerAsync(network["Luleå", Function.Manager], id, slots, "yyy")).ShouldBeOk();
        var token = await network.PollTokenAsync(network["Luleå", Function.Manager]);
        (await network["Boden", Function.KeyPerson].Api.PostAsync(network.AtMeeting(id, "/poll/closing")))
            .ShouldBeOk()["closedAt"]
            .ShouldNotBeNull();
        (await network.Coordinator.Api.PostAsync(network.AtMeeting(id, "/poll/closing"))).ShouldBeRefused(
            HttpStatusCode.Conflict,
            "PollClosed"
        );
        (await network.AnswerAsync(network["Luleå", Function.Manager], id, slots, "nnn")).ShouldBeRefused(
            HttpStatusCode.Conflict,
            "PollClosed"
        );
        (await Guest.PutAsync($"/api/v1/polls/{token}", Polling.Said(slots, "nnn"))).ShouldBeRefused(
            HttpStatusCode.Conflict,
            "PollClosed"
        );
        (await network.Coordinator.Api.PostAsync(network.AtMeeting(id, "/poll/reminders"))).ShouldBeRefused(
            HttpStatusCode.Conflict,
            "PollClosed"
        );
        (
            await network.Coordinator.Api.PutAsync(network.AtMeeting(id, "/poll"), Polling.Times(5, 40, 41), "\"1\"")
        ).ShouldBeRefused(HttpStatusCode.Conflict, "PollClosed");
        (await SaidAsync(network)).ShouldBe([(network["Luleå", Function.Manager].Id, "yyy")]);
        (await network.TrailAsync("PollClosed")).Count.ShouldBe(1);

        await network.OpenPollAsync(id, "Luleå");
        (await SaidAsync(network)).ShouldBeEmpty();
        (await Guest.GetAsync($"/api/v1/polls/{token}")).ShouldBeRefused(HttpStatusCode.NotFound, "PollLinkUnknown");
        (await network.InDbAsync(db => db.Polls.CountAsync())).ShouldBe(1);
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
    public async Task Forty_five_who_answer_at_once_lose_nothing()
    {
        var names = Enumerable.Range(1, 14).Select(i => $"Kommun {i:00}").ToArray();
        var network = await BuildAsync(n => n.Group("Piteå", names));
        var id = await network.PlannedMeetingAsync("Piteå");
        var slots = await network.OpenPollAsync(id, "Piteå");
        var members = (from o in names.Prepend("Piteå") from f in Assessment.Functions select network[o, f]).ToList();
        members.Count.ShouldBe(45);
        var tokens = (await network.MailsAsync()).ToDictionary(
            m => m.To,
            m => System.Text.RegularExpressions.Regex.Match(m.Body, "/polls/(\\S+)").Groups[1].Value
        );
        foreach (var member in members.Where((_, i) => i % 3 == 0))
        {
            (await member.Api.GetAsync(network.AtMeeting(id))).ShouldBeOk(); // Signed in beforehand.
        }

        // A third signed in, the others by their links; each has answers of her own.
        string Letters(int i) => new([.. Enumerable.Range(0, 3).Select(k => "yin"[(i + (k * (i / 9))) % 3])]);
        var replies = await Task.WhenAll(
            members.Select(
                (member, i) =>
                    Task.Run(() =>
                        i % 3 == 0
                            ? network.AnswerAsync(member, id, slots, Letters(i))
                            : Guest.PutAsync($"/api/v1/polls/{tokens[member.Email]}", Polling.Said(slots, Letters(i)))
                    )
            )
        );
        foreach (var reply in replies)
        {
            reply.ShouldBeOk();
        }

        (await SaidAsync(network)).ShouldBe(members.Select((m, i) => (m.Id, Letters(i))), ignoreOrder: true);
        (await network.Coordinator.Api.GetAsync(network.AtMeeting(id, "/poll")))["answered"]!.GetValue<int>().ShouldBe(45);
    }

    [Test]
    public async Task The_same_person_answering_many_times_at_once_has_one_answer_to_each_time()
    {
        var (network, id) = await MakeAsync();
        var slots = await network.OpenPollAsync(id, "Luleå");
        var token = await network.PollTokenAsync(network["Luleå", Function.Manager]);
        var replies = await Task.WhenAll(
            Enumerable
                .Range(0, 8)
                .Select(i =>
                    Task.Run(() => Guest.PutAsync($"/api/v1/polls/{token}", Polling.Said(slots, i % 2 == 0 ? "yyy" : "nnn")))
                )
        );
        replies.ToList().ForEach(r => r.ShouldBeOk());
        (await SaidAsync(network)).Single().Letters.ShouldBeOneOf("yyy", "nnn");
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

    private static IEnumerable<Member> Members(TestNetwork network) =>
        from o in Six
        from f in Assessment.Functions
        select network[o, f];

    private static async Task<Reply> ChangeAsync(TestNetwork network, int id, object body) =>
        await network.Coordinator.Api.PutAsync(
            network.AtMeeting(id, "/poll"),
            body,
            (await network.Coordinator.Api.GetAsync(network.AtMeeting(id, "/poll"))).ShouldBeOk().ETag
        );

    private static Task<Guid> StampAsync(TestNetwork network) =>
        network.InDbAsync(db => db.Networks.Where(n => n.Id == network.Network.Id).Select(n => n.Stamp).SingleAsync());

    /// <summary>What each has said to the times in order.</summary>
    private static async Task<IReadOnlyList<(int Person, string Letters)>> SaidAsync(TestNetwork network) =>
        [
            .. (
                await network.InDbAsync(db =>
                    db.PollAnswers.Join(
                            db.PollSlots,
                            a => a.SlotId,
                            s => s.Id,
                            (a, s) =>
                                new
                                {
                                    a.PersonId,
                                    a.Reply,
                                    s.StartsAt,
                                }
                        )
                        .ToListAsync()
                )
            )
                .GroupBy(a => a.PersonId)
                .Select(g =>
                    (
                        g.Key,
                        new string([
                            .. g.OrderBy(a => a.StartsAt)
                                .Select(a =>
                                    a.Reply switch
                                    {
                                        PollReply.Yes => 'y',
                                        PollReply.IfNeedBe => 'i',
                                        _ => 'n',
                                    }
                                ),
                        ])
                    )
                ),
        ];

    private async Task<(TestNetwork Network, int Meeting)> MakeAsync()
    {
        var network = await BuildAsync(n => n.Group("Piteå", "Luleå", "Boden").Group("Umeå", "Vännäs").Outside("Kalmar"));
        return (network, await network.PlannedMeetingAsync("Luleå"));
    }
}
