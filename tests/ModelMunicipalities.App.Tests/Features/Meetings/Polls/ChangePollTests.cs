namespace ModelMunicipalities.App.Tests.Features.Meetings;

public class ChangePollTests(DatabaseProvider provider) : PollTest(provider)
{
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

    private static async Task<Reply> ChangeAsync(TestNetwork network, int id, object body) =>
        await network.Coordinator.Api.PutAsync(
            network.AtMeeting(id, "/poll"),
            body,
            (await network.Coordinator.Api.GetAsync(network.AtMeeting(id, "/poll"))).ShouldBeOk().ETag
        );
}
