using Microsoft.EntityFrameworkCore;

namespace ModelMunicipalities.App.Tests.Features.Meetings;

public class ClosePollTests(DatabaseProvider provider) : PollTest(provider)
{
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
}
