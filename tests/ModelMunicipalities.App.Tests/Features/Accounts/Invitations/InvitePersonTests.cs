using Microsoft.EntityFrameworkCore;

namespace ModelMunicipalities.App.Tests.Features.Accounts;

public class InvitePersonTests(DatabaseProvider provider) : InvitationTest(provider)
{
    [Test]
    public async Task The_mail_is_in_both_languages_with_the_link_and_the_secret_is_kept_nowhere_else()
    {
        var network = await BuildAsync(n => n.Named("Mitt nätverk").Group("Piteå", "Luleå"));
        var email = Address();
        (
            await InviteAsync(
                network,
                new
                {
                    name = "Åsa",
                    email,
                    organisation = "lulea",
                    function = "manager",
                }
            )
        ).ShouldBe(HttpStatusCode.Created);
        var mail = await MailAsync(email);
        var token = Link().Match(mail.Body).Groups[2].Value;
        mail.Subject.ShouldContain("Mitt nätverk");
        Link().Count(mail.Body).ShouldBe(2);
        Link().Match(mail.Body).Groups[1].Value.ShouldBe(Server.Address.ToString().TrimEnd('/'));
        mail.Body.ShouldContain("chef");
        mail.Body.ShouldContain("manager");
        mail.Body.ShouldContain(network.Coordinator.Name);
        var kept = await network.InDbAsync(db => db.Invitations.SingleAsync());
        kept.TokenHash.ShouldBe(Invitation.Hash(token));
        (await network.Coordinator.Api.GetAsync(network.InNetwork("/people"))).ShouldBeOk().Text.ShouldNotContain(token);
    }

    [Test]
    public async Task Inviting_the_same_person_to_the_same_place_again_stops_the_earlier_link()
    {
        var network = await BuildAsync(n => n);
        var email = Address();
        await InviteAsync(
            network,
            new
            {
                name = "Åsa",
                email,
                role = "observer",
            }
        );
        var first = await TokenAsync(email);
        (
            await InviteAsync(
                network,
                new
                {
                    name = "Åsa",
                    email = email.ToUpperInvariant(),
                    role = "observer",
                }
            )
        ).ShouldBe(HttpStatusCode.Created);
        (await AcceptAsync(first, NewPassword)).ShouldBeRefused(HttpStatusCode.Conflict, "InvitationExpired");
        (await AcceptAsync(await TokenAsync(email.ToUpperInvariant()), NewPassword)).ShouldBeOk();
    }

    [TestCase("""{"name":"","email":"a@b.example","role":"observer"}""", "NameMissing", "name")]
    [TestCase("""{"email":"a@b.example","role":"observer"}""", "NameMissing", "name")]
    [TestCase("""{"name":"A\nB","email":"a@b.example","role":"observer"}""", "NameMissing", "name")]
    [TestCase("""{"name":"Åsa","email":"no address","role":"observer"}""", "EmailNotValid", "email")]
    [TestCase("""{"name":"Åsa","email":"a@b@c.example","role":"observer"}""", "EmailNotValid", "email")]
    [TestCase("""{"name":"Åsa","email":"a@b.example\r\nBcc: x@y.example","role":"observer"}""", "EmailNotValid", "email")]
    [TestCase("""{"name":"Åsa","role":"observer"}""", "EmailNotValid", "email")]
    [TestCase("""{"name":"Åsa","email":"a@b.example"}""", "PlaceMissing", "function")]
    [TestCase("""{"name":"Åsa","email":"a@b.example","organisation":"lulea"}""", "PlaceMissing", "function")]
    [TestCase("""{"name":"Åsa","email":"a@b.example","function":"manager"}""", "PlaceMissing", "function")]
    [TestCase(
        """{"name":"Åsa","email":"a@b.example","organisation":"lulea","function":"manager","role":"observer"}""",
        "PlaceMissing",
        "function"
    )]
    [TestCase(
        """{"name":"Åsa","email":"a@b.example","organisation":"lu\u0000lea","function":"manager"}""",
        "PlaceMissing",
        "function"
    )]
    [TestCase(
        """{"name":"Åsa","email":"a@b.example","organisation":"atlantis","function":"manager"}""",
        "UnknownOrganisation",
        "organisation"
    )]
    [TestCase("""{"name":"Åsa","email":"a@b.example","role":"boss"}""", "Unreadable", "role")]
    public async Task An_invitation_that_cannot_be_meant_is_refused_beside_the_field_and_not_sent(
        string body,
        string rule,
        string field
    )
    {
        var network = await BuildAsync(n => n.Group("Piteå", "Luleå"));
        (
            await network.Coordinator.Api.SendTextAsync(HttpMethod.Post, network.InNetwork("/people/invitations"), body)
        ).ShouldBeInvalid(rule, field);
        (await network.InDbAsync(db => db.Invitations.CountAsync())).ShouldBe(0);
    }

    [Test]
    public async Task Who_has_the_place_already_is_not_invited_to_it()
    {
        var network = await BuildAsync(n => n.Group("Piteå", "Luleå"));
        (
            await InviteAsync(
                network,
                new
                {
                    name = "Chef",
                    email = network["Luleå", Function.Manager].Email.ToUpperInvariant(),
                    organisation = "lulea",
                    function = "manager",
                }
            )
        ).ShouldBeInvalid("AlreadyHasPlace", "email");
    }

    [Test]
    public async Task Another_networks_organisation_cannot_be_invited_to()
    {
        var (own, other) = (await BuildAsync(n => n.Group("Piteå")), await BuildAsync(n => n.Group("Malmö")));
        (
            await InviteAsync(
                own,
                new
                {
                    name = "Åsa",
                    email = Address(),
                    organisation = other["Malmö"].Slug,
                    function = "manager",
                }
            )
        ).ShouldBeInvalid("UnknownOrganisation", "organisation");
    }

    [Test]
    public async Task The_coordinator_invites_on_the_page_and_keeps_what_was_typed_when_it_was_wrong()
    {
        var network = await BuildAsync(n => n.Group("Piteå", "Luleå"));
        var reader = await network.Coordinator.ReaderAsync();
        (await reader.GetAsync(network.Page("/people"))).ShouldBeOk().Text.ShouldContain("Luleå");

        var refused = (
            await reader.PostAsync(
                network.Page("/people"),
                ("Name", "Åsa Öberg"),
                ("Email", "fel"),
                ("What", "Manager"),
                ("Organisation", "lulea")
            )
        ).ShouldBe(HttpStatusCode.BadRequest);
        WebUtility.HtmlDecode(refused.Html).ShouldContain("value=\"Åsa Öberg\"");
        refused.Html.ShouldContain("value=\"fel\"");

        var email = Address();
        (
            await reader.PostAsync(
                network.Page("/people"),
                ("Name", "Åsa Öberg"),
                ("Email", email),
                ("What", "Manager"),
                ("Organisation", "lulea")
            )
        ).ShouldLeadTo(network.Page("/people"));
        (await reader.GetAsync(network.Page("/people"))).Text.ShouldContain(email);
        (await AcceptAsync(await TokenAsync(email), NewPassword)).ShouldBeOk();
    }
}
