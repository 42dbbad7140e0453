using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using ModelMunicipalities.Domain.Cohorts;

namespace ModelMunicipalities.App.Tests.Features.Cohorts;

public class NameContactsTests(DatabaseProvider provider) : InvitingTest(provider)
{
    [TestCase("""{}""", "NothingGiven", "contacts")]
    [TestCase("""{"contacts":[]}""", "NothingGiven", "contacts")]
    [TestCase("""{"contacts":[null]}""", "NameMissing", "contacts[0].name", "contacts[0].email")]
    [TestCase("""{"contacts":[{"organisation":"kiruna"}]}""", "NameMissing", "contacts[0].name", "contacts[0].email")]
    [TestCase(
        """{"contacts":[{"organisation":"kiruna","name":"Å\u0000sa","email":"asa@kiruna.example"}]}""",
        "NameMissing",
        "contacts[0].name"
    )]
    [TestCase(
        """{"contacts":[{"organisation":"kiruna","name":"Åsa","email":"asa@kiruna.example\r\nBcc: x@y.example"}]}""",
        "EmailNotValid",
        "contacts[0].email"
    )]
    [TestCase(
        """{"contacts":[{"organisation":"kiruna","name":"Åsa","email":"åsa@kiruna.example"}]}""",
        "EmailNotValid",
        "contacts[0].email"
    )]
    [TestCase("""{"contacts":[{"name":"Åsa","email":"asa@kiruna.example"}]}""", "NotInvited", "contacts[0].organisation")]
    [TestCase(
        """{"contacts":[{"organisation":"ki\u0000runa","name":"Åsa","email":"asa@kiruna.example"}]}""",
        "NotInvited",
        "contacts[0].organisation"
    )]
    [TestCase(
        """{"contacts":[{"organisation":"none","name":"Åsa","email":"asa@kiruna.example"}]}""",
        "NotInvited",
        "contacts[0].organisation"
    )]
    [TestCase(
        """{"contacts":[{"organisation":"boden","name":"Åsa","email":"asa@kiruna.example"}]}""",
        "NotInvited",
        "contacts[0].organisation"
    )]
    [TestCase(
        """{"contacts":[{"organisation":"lulea","name":"Åsa","email":"asa@kiruna.example"}]}""",
        "HasPeople",
        "contacts[0].organisation"
    )]
    [TestCase(
        """{"contacts":[{"organisation":"kiruna","name":"Åsa","email":"asa@kiruna.example"},{"organisation":"kiruna","name":"Bo","email":"bo@kiruna.example"}]}""",
        "NotInvited",
        "contacts[1].organisation"
    )]
    [TestCase(
        """{"contacts":[{"organisation":"kiruna","name":"Åsa","email":"asa@kiruna.example"},{"organisation":"lulea","name":"Bo","email":"bo@kiruna.example"}]}""",
        "HasPeople",
        "contacts[1].organisation"
    )]
    public async Task A_contact_that_cannot_be_meant_is_refused_beside_the_field_and_none_is_kept(
        string body,
        string rule,
        params string[] fields
    )
    {
        var network = await PlannedAsync(n => n.Outside("Luleå", "Boden"));
        (await network.InviteToApplyAsync(new { codes = new[] { Kiruna, "2580" } })).ShouldBeOk();
        await network.ChangeAsync(async db => (await db.Cohorts.SingleAsync()).Stage = CohortStage.Application);
        (
            await network.Coordinator.Api.SendTextAsync(HttpMethod.Post, network.InCohort("/invitations/contacts"), body)
        ).ShouldBeInvalid(rule, fields);
        (
            await network.InDbAsync(async db =>
                (await db.Applications.CountAsync(a => a.ContactEmail != null), await db.Invitations.CountAsync())
            )
        ).ShouldBe((0, 0));
        (await network.TrailAsync("ContactsNamed")).ShouldBeEmpty();
    }

    [Test]
    public async Task The_coordinator_names_contacts_and_keeps_what_was_typed_when_it_was_wrong()
    {
        var network = await PlannedAsync();
        (await network.InviteToApplyAsync(new { codes = new[] { Kiruna, "2583", "2506" } })).ShouldBeOk();
        var (reader, at) = (await network.Coordinator.ReaderAsync(), network.CohortPage("/invitations"));
        (await reader.GetAsync(at)).ShouldBeOk().Html.ShouldContain("id=\"email-haparanda\"");

        var refused = (
            await reader.PostAsync(
                at + "?handler=Contacts",
                ("Contacts[0].Organisation", "arjeplog"),
                ("Contacts[1].Organisation", "haparanda"),
                ("Contacts[1].Name", "<i>Åsa"),
                ("Contacts[1].Email", "fel")
            )
        ).ShouldBe(HttpStatusCode.BadRequest);
        refused.Html.ShouldContain("id=\"email-haparanda-wrong\"");
        refused.Html.ShouldNotContain("id=\"name-haparanda-wrong\"");
        refused.Html.ShouldNotContain("id=\"email-arjeplog-wrong\"");
        refused.Html.ShouldNotContain("<i>Åsa");
        WebUtility
            .HtmlDecode(Regex.Match(refused.Html, "<input[^>]*id=\"name-haparanda\"[^>]*>").Value)
            .ShouldContain("value=\"<i>Åsa\"");
        (await reader.PostAsync(at + "?handler=Contacts", ("Contacts[0].Organisation", "arjeplog"))).ShouldBe(
            HttpStatusCode.BadRequest
        );

        var contact = Planning.Contact();
        (
            await reader.PostAsync(
                at + "?handler=Contacts",
                ("Contacts[0].Organisation", "arjeplog"),
                ("Contacts[1].Organisation", "haparanda"),
                ("Contacts[1].Name", "Åsa"),
                ("Contacts[1].Email", contact)
            )
        ).ShouldLeadTo(at);
        var page = (await reader.GetAsync(at)).ShouldBeOk();
        page.Html.ShouldNotContain("id=\"email-haparanda\"");
        page.Text.ShouldContain(contact);
    }
}
