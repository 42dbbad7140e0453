namespace ModelMunicipalities.App.Tests.Features.Networks;

/// <summary>Mails that did not arrive, sent again by a coordinator.</summary>
public class ResendMailsTests(DatabaseProvider provider) : OnEveryDatabase(provider)
{
    [TestCase(MailState.GivenUp)]
    [TestCase(MailState.Uncertain)]
    public async Task One_is_tried_again_from_the_beginning_and_the_trail_tells_to_whom(MailState state)
    {
        var network = await BuildAsync(n => n);
        var mail = await network.MailAsync(m =>
            (m.State, m.Tries, m.Fault, m.FaultSaid) = (state, 7, MailFault.Refused, "5.1.1 No such user here")
        );
        (await network.Coordinator.Api.PostAsync(network.InNetwork($"/mails/{mail.Id}/resend"))).ShouldBeOk()["mails"]!
            .GetValue<int>()
            .ShouldBe(1);
        var row = await network.MailRowAsync(mail);
        (row.State, row.Tries, row.Fault, row.FaultSaid).ShouldBe((MailState.Waiting, 0, MailFault.None, null));
        row.DueAt.ShouldBe(DateTimeOffset.UtcNow, TimeSpan.FromMinutes(1));
        (await network.TrailAsync("MailResent")).ShouldBe([(network.Coordinator.Name, null, null, mail.To)]);
    }

    [Test]
    public async Task All_that_were_given_up_are_sent_again_at_once_and_no_others()
    {
        var network = await BuildAsync(n => n);
        var other = await BuildAsync(n => n);
        var (first, second, unsure, foreign) = (
            await network.ReturnedMailAsync(),
            await network.ReturnedMailAsync(),
            await network.MailAsync(m => m.State = MailState.Uncertain),
            await other.ReturnedMailAsync()
        );
        var reader = await network.Coordinator.ReaderAsync();
        (await reader.PostAsync(network.Page("/mail?handler=All"))).ShouldLeadTo(network.Page("/mail"));
        (await reader.GetAsync(network.Page("/mail"))).ShouldBeOk().Text.ShouldContain("Två mejl skickas igen.");
        (await StatesAsync(network, first, second, unsure, foreign)).ShouldBe([
            MailState.Waiting,
            MailState.Waiting,
            MailState.Uncertain,
            MailState.GivenUp,
        ]);
        (await network.TrailAsync("MailsResent")).ShouldBe([(network.Coordinator.Name, null, null, "2")]);

        (await network.Coordinator.Api.PostAsync(network.InNetwork("/mails/resend"))).ShouldBeOk()["mails"]!
            .GetValue<int>()
            .ShouldBe(0);
        (await network.TrailAsync("MailsResent")).Count.ShouldBe(1, "nothing was done");
    }

    [TestCase(MailState.Written)]
    [TestCase(MailState.Waiting)]
    [TestCase(MailState.Held)]
    [TestCase(MailState.Sent)]
    [TestCase(MailState.Declined)]
    public async Task What_is_on_its_way_or_there_or_not_wanted_is_not_sent_again(MailState state)
    {
        var network = await BuildAsync(n => n);
        var mail = await network.MailAsync(m => m.State = state);
        (await network.Coordinator.Api.PostAsync(network.InNetwork($"/mails/{mail.Id}/resend"))).ShouldBeRefused(
            HttpStatusCode.Conflict,
            "MailNotResendable"
        );
        var page = await (await network.Coordinator.ReaderAsync()).PostAsync(
            network.Page("/mail?handler=One"),
            ("id", $"{mail.Id}")
        );
        page.ShouldBe(HttpStatusCode.Conflict).Text.ShouldContain("Mejlet är redan på väg eller framme.");
        (await StatesAsync(network, mail)).ShouldBe([state]);
        (await network.TrailAsync("MailResent")).ShouldBeEmpty();
    }

    [Test]
    public async Task Another_networks_mail_is_not_found()
    {
        var (network, other) = (await BuildAsync(n => n), await BuildAsync(n => n));
        var mail = await other.ReturnedMailAsync();
        (await network.Coordinator.Api.PostAsync(network.InNetwork($"/mails/{mail.Id}/resend"))).ShouldBe(
            HttpStatusCode.NotFound
        );
        (await StatesAsync(other, mail)).ShouldBe([MailState.GivenUp]);
    }

    private static async Task<MailState[]> StatesAsync(TestNetwork network, params OutgoingMail[] mails)
    {
        var states = new List<MailState>();
        foreach (var mail in mails)
        {
            states.Add((await network.MailRowAsync(mail)).State);
        }

        return [.. states];
    }
}
