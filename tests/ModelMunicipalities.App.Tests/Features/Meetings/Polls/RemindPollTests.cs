using Microsoft.EntityFrameworkCore;

namespace ModelMunicipalities.App.Tests.Features.Meetings;

public class RemindPollTests(DatabaseProvider provider) : PollTest(provider)
{
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
}
