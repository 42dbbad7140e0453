using ModelMunicipalities.Domain.Improvements;
using ModelMunicipalities.Domain.Reminders;
using Improvement = ModelMunicipalities.Domain.Improvements.Improvement;

namespace ModelMunicipalities.App.Tests.Features.Improvements;

public class ImprovementRemindersTests(DatabaseProvider provider) : OnEveryDatabase(provider)
{
    [Test]
    public async Task Improvement_its_owner_or_the_key_person_when_nothing_has_been_written_since()
    {
        var network = await BuildAsync(n => n.Peers("Luleå", "Boden"));
        await network.OnlyAsync(ReminderReason.ImprovementOverdue);
        await network.ChangeAsync(db =>
        {
            Add("Ägd", "Luleå", network["Luleå", Function.Politician].Id);
            Add("Utan ägare", "Luleå", null);
            Add("Ägd av någon annanstans", "Boden", network["Luleå", Function.Manager].Id);
            Add("Klar", "Boden", null, ImprovementStatus.Done);
            Add("Nyss skriven i", "Boden", null, touched: "2031-03-21 09:00");
            return Task.CompletedTask;

            void Add(
                string title,
                string organisation,
                int? owner,
                ImprovementStatus status = ImprovementStatus.Active,
                string touched = "2031-01-01 10:00"
            ) =>
                db.Improvements.Add(
                    new Improvement
                    {
                        CohortId = network.Cohort.Id,
                        OrganisationId = network[organisation].Id,
                        Title = title,
                        OwnerId = owner,
                        Owner = owner is null ? null : "x",
                        DueOn = new DateOnly(2031, 3, 20),
                        Status = status,
                        TouchedAt = Reminding.Local(touched),
                        CreatedBy = network.Coordinator.Id,
                    }
                );
        });
        (await network.RemindAsync("2031-03-20 18:00")).ShouldBe(0, "the last day is a day");
        var mails = await network.RemindedAsync("2031-03-21 10:00");
        mails
            .Select(m => (m.To, m.Subject))
            .ShouldBe(
                [
                    (network["Luleå", Function.Politician].Email, "Påminnelse: Förbättring: Ägd, Luleå"),
                    (network["Luleå", Function.KeyPerson].Email, "Påminnelse: Förbättring: Utan ägare, Luleå"),
                    (network["Boden", Function.KeyPerson].Email, "Påminnelse: Förbättring: Ägd av någon annanstans, Boden"),
                ],
                ignoreOrder: true
            );
        (await network.RemindAsync("2031-04-03 10:00")).ShouldBe(4, "two weeks late, also what was written in since");
    }
}
