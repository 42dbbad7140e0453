using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using ModelMunicipalities.Domain.Cohorts;
using ModelMunicipalities.Domain.Reminders;
using Improvement = ModelMunicipalities.Domain.Improvements.Improvement;
using Meeting = ModelMunicipalities.Domain.Meetings.Meeting;

namespace ModelMunicipalities.App.Tests.Features.Cohorts;

/// <summary>Who is reminded of an application that is not submitted, with an account or without.</summary>
public class ApplicationRemindersTests(DatabaseProvider provider) : OnEveryDatabase(provider)
{
    [Test]
    public async Task Application_the_contact_or_the_key_person_until_it_is_submitted()
    {
        var network = await BuildAsync(n => n.Stage(CohortStage.Application).Outside("Luleå", "Boden", "Kalix", "Gävle"));
        await network.OnlyAsync(ReminderReason.ApplicationIncomplete);
        await network.AppliedAsync("Luleå", ApplicationStatus.Invited);
        await network.AppliedAsync("Boden", ApplicationStatus.Draft);
        await network.AppliedAsync("Kalix", ApplicationStatus.Submitted);
        await network.AppliedAsync("Gävle", ApplicationStatus.Withdrawn);
        await network.ChangeAsync(async db =>
        {
            (await db.Cohorts.SingleAsync()).ApplyBy = Reminding.Local("2031-03-20 16:00");
            (await db.Applications.SingleAsync(a => a.OrganisationId == network["Boden"].Id)).ContactEmail = network[
                "Boden",
                Function.Manager
            ]
                .Email.ToUpperInvariant();
        });
        var mails = await network.RemindedAsync("2031-03-06 10:00");
        mails
            .Select(m => m.To)
            .ShouldBe([network["Luleå", Function.KeyPerson].Email, network["Boden", Function.Manager].Email], ignoreOrder: true);
        mails.Single(m => m.To == network["Boden", Function.Manager].Email).Body.ShouldContain("Boden har börjat på sin ansökan");
        (await network.RemindAsync("2031-03-20 16:00")).ShouldBe(0);
    }

    [Test]
    public async Task Application_a_contact_without_an_account_gets_her_invitation_again_once_in_each_window()
    {
        var network = await BuildAsync(n => n.Stage(CohortStage.Application));
        await network.OnlyAsync(ReminderReason.ApplicationIncomplete);
        await network.ChangeAsync(async db => (await db.Cohorts.SingleAsync()).ApplyBy = Reminding.Local("2031-03-20 16:00"));
        (await network.InviteToApplyAsync(new { codes = new[] { "2584", "2583" } })).ShouldBeOk();
        var contact = $"asa@{network.Slug}.example";
        (await network.NameContactsAsync(("kiruna", "Åsa Öberg", contact))).ShouldBe(HttpStatusCode.NoContent);
        var first = Token((await network.MailsAsync()).Single());

        var mails = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => network.RemindAsync("2031-03-06 10:00")));
        mails.Sum().ShouldBe(1, "whoever else reminds at the same time");
        var mail = (await network.MailsAsync())[^1];
        (mail.To, mail.Subject.StartsWith("Inbjudan till", StringComparison.Ordinal)).ShouldBe((contact, true));
        mail.Body.ShouldContain("Kiruna är inbjuden till omgång Omgång 2027 och har inte börjat på sin ansökan.");
        mail.Body.ShouldContain("20 mars 2031");
        mail.Body.ShouldContain("Kiruna is invited to cohort Omgång 2027");
        (await network.RemindAsync("2031-03-07 10:00")).ShouldBe(0);

        var guest = new Api(Server);
        (await guest.PostAsync("/api/v1/invitations/" + first, new { password = Server.Password })).Status.ShouldBe(
            HttpStatusCode.NotFound,
            "the earlier link has been replaced"
        );
        (await network.RemindAsync("2031-03-13 10:00")).ShouldBe(1);
        (
            await guest.PostAsync(
                "/api/v1/invitations/" + Token((await network.MailsAsync())[^1]),
                new { password = Server.Password }
            )
        ).ShouldBeOk();
        var last = (await network.RemindedAsync("2031-03-19 10:00")).ShouldHaveSingleItem();
        (last.To, last.Body.Contains("/invitations/", StringComparison.Ordinal)).ShouldBe(
            (contact, false),
            "she has an account now, and is reminded as everybody is"
        );

        static string Token(OutgoingMail mail) => Regex.Match(mail.Body, @"/invitations/([\w-]{43})").Groups[1].Value;
    }

    [Test]
    public async Task Application_whose_contact_is_to_be_invited_again_is_among_what_goes_out_next()
    {
        var network = await BuildAsync(n => n.Stage(CohortStage.Application));
        (await network.InviteToApplyAsync(new { codes = new[] { "2584" } })).ShouldBeOk();
        (await network.NameContactsAsync(("kiruna", "Åsa Öberg", $"asa@{network.Slug}.example"))).ShouldBe(
            HttpStatusCode.NoContent
        );
        await network.ChangeAsync(async db =>
        {
            (await db.Cohorts.SingleAsync()).ApplyBy = DateTimeOffset.UtcNow.AddDays(5);
            (await db.Invitations.SingleAsync()).SentAt = DateTimeOffset.UtcNow.AddDays(-20);
        });
        var reminders = (await network.Coordinator.Api.GetAsync(network.InNetwork("/reminders"))).ShouldBeOk();
        (
            reminders["next"]!.GetValue<int>(),
            reminders["rules"]!.AsArray().Single(r => r!["reason"]!.ToString() == "applicationIncomplete")![
                "next"
            ]!.GetValue<int>()
        ).ShouldBe((1, 1));
    }
}
