using Microsoft.EntityFrameworkCore;

namespace ModelMunicipalities.App.Tests.Features.Cohorts;

public class SubmitApplicationTests(DatabaseProvider provider) : ApplicationTest(provider)
{
    [Test]
    public async Task Submitting_names_what_must_be_there()
    {
        var network = await MakeAsync("Luleå");
        var api = network["Luleå", Function.KeyPerson].Api;
        (await api.PostAsync(network.ApplicationOf("Luleå", "/submission"))).ShouldBeRefused(
            HttpStatusCode.Conflict,
            "ApplicationNotBegun"
        );
        await network.SaveApplicationAsync("Luleå", []);
        (await api.PostAsync(network.ApplicationOf("Luleå", "/submission"))).ShouldBeInvalid(
            "ContactMissing",
            "contactName",
            "contactEmail",
            "motivation"
        );
        (await network.MailsAsync()).ShouldBeEmpty();
    }

    [Test]
    public async Task Submitting_twice_does_it_once()
    {
        var network = await MakeAsync("Luleå");
        await network.SaveApplicationAsync("Luleå");
        var replies = await Task.WhenAll(
            Enumerable
                .Range(0, 3)
                .Select(_ =>
                    Task.Run(() =>
                        network["Luleå", Function.KeyPerson].Api.PostAsync(network.ApplicationOf("Luleå", "/submission"))
                    )
                )
        );
        replies.Count(r => r.Status == HttpStatusCode.OK).ShouldBe(1);
        foreach (var reply in replies.Where(r => r.Status != HttpStatusCode.OK))
        {
            reply.ShouldBeRefused(HttpStatusCode.Conflict, "ApplicationSubmittedAlready");
        }

        (await network.MailsAsync()).Select(m => m.To).ShouldBe([network.Coordinator.Email, network.Contact()]);
        (await network.TrailAsync("ApplicationSubmitted")).ShouldBe([
            (network["Luleå", Function.KeyPerson].Name, "Luleå", null, network.Cohort.Name),
        ]);
        (
            await network["Luleå", Function.KeyPerson].Api.PutAsync(network.ApplicationOf("Luleå"), network.Whole())
        ).ShouldBeRefused(HttpStatusCode.Conflict, "ApplicationSubmittedAlready");
    }

    [Test]
    public async Task On_submission_the_coordinator_gets_a_mail_in_her_language_and_the_contact_a_receipt_in_both()
    {
        var network = await MakeAsync("Luleå");
        await network.ChangeAsync(async db => (await db.Users.SingleAsync(u => u.Id == network.Coordinator.Id)).Language = "en");
        await network.SubmitApplicationAsync("Luleå", network.Whole().But("willMentor", false));
        var mails = await network.MailsAsync();
        mails.Select(m => m.To).ShouldBe([network.Coordinator.Email, network.Contact()]);
        mails[0].Subject.ShouldContain("has applied to cohort");
        mails[0].Body.ShouldContain("Requirements that are not met: 1.");
        mails[0].Body.ShouldNotContain("Antal krav");
        mails[0].Body.ShouldContain($"{Server.Address.ToString().TrimEnd('/')}{network.ApplicationPage("Luleå")}");
        mails[1].Body.ShouldContain("kvitto");
        mails[1].Body.ShouldContain("receipt");
        mails[1].Body.ShouldContain("Åsa Kontakt");
    }
}
