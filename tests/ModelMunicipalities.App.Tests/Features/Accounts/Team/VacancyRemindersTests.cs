using ModelMunicipalities.Domain.Reminders;

namespace ModelMunicipalities.App.Tests.Features.Accounts;

public class VacancyRemindersTests(DatabaseProvider provider) : OnEveryDatabase(provider)
{
    [Test]
    public async Task Vacancy_the_key_person_every_week_unless_somebody_is_invited_and_then_the_coordinator()
    {
        var network = await BuildAsync(n => n.Peers("Luleå"));
        await network.OnlyAsync(ReminderReason.FunctionVacant);
        (await network.RemindAsync("2031-03-06 10:00")).ShouldBe(0);
        await network.EndAsync("Luleå", Function.Politician, "2031-03-06 10:00");
        (await network.RemindAsync("2031-03-07 10:00")).ShouldBe(0);
        (await network.RemindedAsync("2031-03-13 10:00"))
            .Select(m => m.To)
            .ShouldBe([network["Luleå", Function.KeyPerson].Email]);
        await network.ChangeAsync(db =>
        {
            db.Invitations.Add(
                new Invitation
                {
                    Email = "ny@x.example",
                    Name = "Ny",
                    OrganisationId = network["Luleå"].Id,
                    Function = Function.Politician,
                    TokenHash = Guid.NewGuid().ToString("N"),
                    SentAt = Reminding.Local("2031-03-14 10:00"),
                    SentBy = network.Coordinator.Id,
                    ExpiresAt = Reminding.Local("2031-03-28 10:00"),
                }
            );
            return Task.CompletedTask;
        });
        (await network.RemindAsync("2031-03-20 10:00")).ShouldBe(0, "somebody is invited");
        (await network.RemindAsync("2031-03-28 11:00")).ShouldBe(1, "the invitation no longer holds");
        var last = await network.RemindedAsync("2031-04-03 10:00");
        last.Select(m => m.To)
            .ShouldBe([network["Luleå", Function.KeyPerson].Email, network.Coordinator.Email], ignoreOrder: true);
    }

    [Test]
    public async Task Vacancy_whoever_is_left_and_where_nobody_is_the_coordinator_alone()
    {
        var network = await BuildAsync(n => n.Peers("Luleå").Participants("Tom"));
        await network.OnlyAsync(ReminderReason.FunctionVacant);
        await network.EndAsync("Luleå", Function.KeyPerson, "2031-03-06 10:00");
        var mails = await network.RemindedAsync("2031-03-13 10:00");
        mails
            .Select(m => m.To)
            .ShouldBe(
                [
                    network["Luleå", Function.Politician].Email,
                    network["Luleå", Function.Manager].Email,
                    network.Coordinator.Email,
                ],
                ignoreOrder: true
            );
        mails.Single(m => m.To == network.Coordinator.Email).Body.ShouldContain("Tom saknar politiker");
    }
}
