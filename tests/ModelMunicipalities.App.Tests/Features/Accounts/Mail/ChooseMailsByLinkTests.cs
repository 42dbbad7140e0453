using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using ModelMunicipalities.App.Platform.Mails;

namespace ModelMunicipalities.App.Tests.Features.Accounts;

[TestFixtureSource(typeof(Databases), nameof(Databases.All))]
public class ChooseMailsByLinkTests(DatabaseProvider provider) : MailChoiceTest
{
    [Test]
    public async Task The_link_in_a_mail_chooses_without_signing_in_and_the_mail_programs_button_stops_its_topic()
    {
        await using var server = Server.Start(provider);
        var network = await BuildAsync(server);
        var member = network["Luleå", Function.Manager];
        var link = $"/mail-choices/{server.Services.GetRequiredService<MailChoiceLinks>().Token(network.Network.Id, member.Id)}";
        var guest = new Reader(server);
        (await guest.GetAsync(link)).ShouldBeOk().Text.ShouldContain(member.Name);

        // As a mail program does: no cookie, no token of a form.
        (
            await new Reader(server).PostWithoutTokenAsync(link + "?topic=Improvement", ("List-Unsubscribe", "One-Click"))
        ).ShouldLeadTo(link);
        (await DeclinedAsync(network, member)).ShouldBe([MailTopic.Improvement]);
        (await new Reader(server).PostWithoutTokenAsync(link + "?topic=Account", ("List-Unsubscribe", "One-Click"))).ShouldLeadTo(
            link
        );
        (await DeclinedAsync(network, member)).ShouldBe([MailTopic.Improvement]);
        (await guest.PostWithoutTokenAsync(link, ("Pace", "Daily"), ("Topics", "Poll"))).ShouldLeadTo(link);
        (await guest.GetAsync(link)).ShouldBeOk().Heading.ShouldBe("Du får ett samlat mejl om dagen");
        (await guest.PostWithoutTokenAsync(link, ("Topics", "Poll"))).ShouldBe(HttpStatusCode.BadRequest);
        (
            await network.InDbAsync(db =>
                db.AuditEntries.Where(a => a.Act == "MailChosen").Select(a => a.PersonId).Distinct().ToListAsync()
            )
        ).ShouldBe([member.Id]);
    }

    [Test]
    public async Task A_link_that_was_tampered_with_leads_nowhere()
    {
        await using var server = Server.Start(provider);
        var network = await BuildAsync(server);
        var links = server.Services.GetRequiredService<MailChoiceLinks>();
        var token = links.Token(network.Network.Id, network["Luleå", Function.Manager].Id);
        var stranger = links.Token(network.Network.Id, (await BuildAsync(server)).Coordinator.Id);
        foreach (
            var wrong in new[]
            {
                token[..^4] + (token.EndsWith("AAAA", StringComparison.Ordinal) ? "BBBB" : "AAAA"),
                "x",
                "1.1",
                stranger,
                links.Token(9999, 1),
            }
        )
        {
            var page = (await new Reader(server).GetAsync("/mail-choices/" + wrong)).ShouldBe(HttpStatusCode.NotFound);
            page.Text.ShouldContain("Länken fungerar inte");
            (await new Reader(server).PostWithoutTokenAsync("/mail-choices/" + wrong, ("Pace", "Daily"))).ShouldBe(
                HttpStatusCode.NotFound
            );
        }

        (await network.InDbAsync(db => db.MailChoices.CountAsync())).ShouldBe(0);
    }

    private static async Task<IReadOnlyList<MailTopic>> DeclinedAsync(TestNetwork network, Member member) =>
        await network.InDbAsync(async db => (await db.MailChoices.SingleAsync(c => c.PersonId == member.Id)).Declined);
}
