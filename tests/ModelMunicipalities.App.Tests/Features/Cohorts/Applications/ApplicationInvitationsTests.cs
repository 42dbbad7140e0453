using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using ModelMunicipalities.Domain.Cohorts;

namespace ModelMunicipalities.App.Tests.Features.Cohorts;

public class ApplicationInvitationsTests(DatabaseProvider provider) : InvitingTest(provider)
{
    [Test]
    public async Task Nothing_is_mailed_while_planning_and_everybody_is_told_once_when_applications_open()
    {
        var network = await PlannedAsync(n =>
            n.Named("Mitt nätverk").Outside("Luleå", "Boden").Taking(CohortRole.Mentor, "Piteå")
        );
        var contact = Planning.Contact();
        await network.ChangeAsync(async db =>
        {
            (await db.Users.SingleAsync(u => u.Id == network["Luleå", Function.Manager].Id)).Language = "en";
            (await db.Memberships.SingleAsync(m => m.PersonId == network["Luleå", Function.Politician].Id)).EndedAt =
                DateTimeOffset.UtcNow;
            (await db.Cohorts.SingleAsync()).ApplyBy = new DateTimeOffset(2028, 3, 1, 12, 0, 0, TimeSpan.Zero);
        });
        (await network.InviteToApplyAsync(new { codes = new[] { "2580", Kiruna, "2583" } })).ShouldBeOk();
        (await network.NameContactsAsync(("kiruna", " Åsa Öberg ", $" {contact} "))).ShouldBe(HttpStatusCode.NoContent);
        (await network.MailsAsync(contact)).ShouldBeEmpty();

        (await network.MoveAsync(CohortStage.Application)).ShouldBeOk();
        var mails = await network.MailsAsync(contact);
        mails
            .Select(m => m.To)
            .ShouldBe(
                [network["Luleå", Function.Manager].Email, network["Luleå", Function.KeyPerson].Email, contact],
                ignoreOrder: true
            );

        var link = $"{Server.Address.ToString().TrimEnd('/')}{network.CohortPage("/applications/lulea")}";
        var swedish = mails.Single(m => m.To == network["Luleå", Function.KeyPerson].Email);
        swedish.Subject.ShouldBe("Mitt nätverk: ni är inbjudna att söka till omgång Omgång 2027");
        swedish.Body.ShouldStartWith($"Hej {network["Luleå", Function.KeyPerson].Name}!");
        swedish.Body.ShouldContain("Luleå är inbjuden");
        swedish.Body.ShouldContain("1 mars 2028");
        swedish.Body.ShouldEndWith(link);
        var english = mails.Single(m => m.To == network["Luleå", Function.Manager].Email);
        english.Subject.ShouldBe("Mitt nätverk: you are invited to apply to cohort Omgång 2027");
        english.Body.ShouldStartWith($"Hello {network["Luleå", Function.Manager].Name},");
        english.Body.ShouldContain("1 March 2028");
        english.Body.ShouldEndWith(link);

        var invitation = mails.Single(m => m.To == contact);
        invitation.Subject.ShouldBe("Inbjudan till Mitt nätverk – Invitation to Mitt nätverk");
        invitation.Body.ShouldContain("Hej Åsa Öberg!");
        invitation.Body.ShouldContain("Hello Åsa Öberg,");
        invitation.Body.ShouldContain("Kiruna är inbjuden att söka till omgång Omgång 2027");
        invitation.Body.ShouldContain("1 March 2028");
        Regex.Count(invitation.Body, @"/invitations/[\w-]{43}").ShouldBe(2);
        (await network.TrailAsync("InvitationSent")).ShouldBe([
            (network.Coordinator.Name, "Kiruna", null, $"Åsa Öberg <{contact}>"),
        ]);
        (await network.TrailAsync("ContactsNamed")).ShouldBe([(network.Coordinator.Name, null, null, "Omgång 2027: 1")]);
        (await network.InDbAsync(db => db.Invitations.SingleAsync())).ShouldSatisfyAllConditions(
            i => i.Function.ShouldBe(Function.KeyPerson),
            i => i.Email.ShouldBe(contact)
        );

        // On to admission and back: nobody is told again.
        (await network.MoveAsync(CohortStage.Admission)).ShouldBeOk();
        (await network.MoveAsync(CohortStage.Application)).ShouldBeOk();
        (await network.MailsAsync(contact)).Count.ShouldBe(3);
    }

    [Test]
    public async Task One_that_takes_part_already_finds_the_way_to_its_next_application_on_its_own_page_only()
    {
        var network = await BuildAsync(n => n.Group("Piteå", "Luleå", "Boden"));
        await network.ChangeAsync(db =>
        {
            db.Cohorts.Add(
                new Cohort
                {
                    Slug = "2029",
                    Name = "2029",
                    Instrument = "ten-step-2019",
                    Stage = CohortStage.Application,
                }
            );
            return Task.CompletedTask;
        });
        await network.ChangeAsync(async db =>
            db.Applications.Add(
                new Application
                {
                    CohortId = (await db.Cohorts.SingleAsync(c => c.Slug == "2029")).Id,
                    OrganisationId = network["Luleå"].Id,
                    Status = ApplicationStatus.Invited,
                }
            )
        );
        var own = await (await network["Luleå", Function.KeyPerson].ReaderAsync()).GetAsync(network.PageOf("Luleå"));
        own.ShouldBeOk().Html.ShouldContain(network.Page("/cohorts/2029/applications/lulea"));
        var peer = await (await network["Boden", Function.KeyPerson].ReaderAsync()).GetAsync(network.PageOf("Luleå"));
        peer.ShouldBeOk().Html.ShouldNotContain("/cohorts/2029/applications");
    }

    [Test]
    public async Task Who_has_a_function_in_two_that_are_invited_is_told_of_both()
    {
        var network = await PlannedAsync(n => n.Outside("Luleå", "Boden"));
        var both = network["Luleå", Function.KeyPerson];
        await network.ChangeAsync(async db =>
        {
            (await db.Memberships.SingleAsync(m => m.PersonId == network["Boden", Function.KeyPerson].Id)).EndedAt =
                DateTimeOffset.UtcNow;
            db.Memberships.Add(
                new Membership
                {
                    PersonId = both.Id,
                    OrganisationId = network["Boden"].Id,
                    Function = Function.KeyPerson,
                    Since = DateTimeOffset.UtcNow,
                }
            );
            db.Memberships.Add(
                new Membership
                {
                    PersonId = both.Id,
                    OrganisationId = network["Boden"].Id,
                    Function = Function.Manager,
                    Since = DateTimeOffset.UtcNow,
                }
            );
        });
        (await network.InviteToApplyAsync(new { organisations = new[] { "lulea", "boden" } })).ShouldBeOk();
        (await network.MoveAsync(CohortStage.Application)).ShouldBeOk();
        var mails = (await network.MailsAsync()).Where(m => m.To == both.Email).ToList();
        mails.Count.ShouldBe(2);
        mails.Select(m => m.Body.Split('/')[^1]).ShouldBe(["lulea", "boden"], ignoreOrder: true);
    }

    [Test]
    public async Task Inviting_while_another_opens_applications_leaves_nobody_untold_and_nobody_told_twice()
    {
        for (var round = 0; round < 3; round++)
        {
            var network = await PlannedAsync(n => n.Outside("Luleå", "Boden", "Piteå", "Umeå"));
            (await network.InviteToApplyAsync(new { organisations = new[] { "lulea" } })).ShouldBeOk();
            var version = await network.PlanVersionAsync();
            var invitations = new[] { "boden", "pitea", "umea" }
                .Select(o => Task.Run(() => network.InviteToApplyAsync(new { organisations = new[] { o } })))
                .ToList();
            (await Task.Run(() => network.MoveAsync(CohortStage.Application, version))).ShouldBeOk();
            foreach (var reply in await Task.WhenAll(invitations))
            {
                reply.ShouldBeOk();
            }

            (await network.MailsAsync())
                .Select(m => m.To)
                .ShouldBe(
                    from name in new[] { "Luleå", "Boden", "Piteå", "Umeå" }
                    from function in Assessment.Functions
                    select network[name, function].Email,
                    ignoreOrder: true
                );
        }
    }
}
