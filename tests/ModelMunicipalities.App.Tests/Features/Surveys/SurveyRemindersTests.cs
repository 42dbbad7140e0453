using Microsoft.EntityFrameworkCore;

namespace ModelMunicipalities.App.Tests.Features.Surveys;

public class SurveyRemindersTests(DatabaseProvider provider) : SurveyTest(provider)
{
    [Test]
    public async Task Only_those_who_have_sent_nothing_are_reminded_by_the_link_that_they_have()
    {
        var network = await MakeAsync();
        await network.OnlyAsync(Domain.Reminders.ReminderReason.SurveyUnanswered);
        await network.SurveyAsync("Piteå");
        await network.ChangeAsync(async db => (await db.Surveys.SingleAsync()).ClosesAt = Reminding.Local("2031-03-20 16:00"));
        (await network.RespondAsync(network["Luleå", Function.Manager], true, ("meeting", 4))).ShouldBeOk();
        (await network.RespondAsync(network["Luleå", Function.KeyPerson], false, ("meeting", 4))).ShouldBeOk();
        var mails = await network.RemindedAsync("2031-03-13 10:00");
        mails.Count.ShouldBe(8);
        mails.ShouldNotContain(m => m.To == network["Luleå", Function.Manager].Email);
        mails.ShouldContain(m => m.To == network["Luleå", Function.KeyPerson].Email, "a draft is no answer");
        (
            await Guest.GetAsync($"/api/v1/surveys/{await network.SurveyTokenAsync(network["Boden", Function.Manager])}")
        ).ShouldBeOk()["name"]!
            .ToString()
            .ShouldBe(network["Boden", Function.Manager].Name);
        (await network.RemindedAsync("2031-03-13 11:00")).ShouldBeEmpty("once a window");
    }
}
