using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;

namespace ModelMunicipalities.App.Tests.Features.Accounts;

/// <summary>
/// Whose address is not the organisation's needs the coordinator's yes, by whichever door; and the coordinator is told of every
/// succession.
/// </summary>
public partial class SuccessionTests(DatabaseProvider provider) : OnEveryDatabase(provider)
{
    private const string NewPassword = "ett nytt långt lösenord";

    [Test]
    public async Task A_successor_of_another_domain_is_sent_nothing_until_the_coordinator_says_yes()
    {
        var network = await MakeAsync();
        var (manager, key, email) = (
            network["Luleå", Function.Manager],
            network["Luleå", Function.KeyPerson],
            Address("annan.example")
        );
        var sent = (await ReplaceAsync(network, key, email)).ShouldBe(HttpStatusCode.Created);
        sent["waits"]!.GetValue<bool>().ShouldBeTrue();
        (await MailsAsync(email)).ShouldBeEmpty();
        var asked = (await MailsAsync(network.Coordinator.Email)).ShouldHaveSingleItem();
        asked.Body.ShouldContain($"{key.Name} vill bjuda in Ny Chef <{email}> som chef för Luleå.");
        (await network.TrailAsync("InvitationAsked")).ShouldBe([(key.Name, "Luleå", null, $"Ny Chef <{email}>")]);

        var line = (await key.Api.GetAsync(Team(network)))["functions[1].invited[0]"]!;
        (line["waits"]!.GetValue<bool>(), line["replaces"]!.ToString()).ShouldBe((true, manager.Name));
        (await (await key.ReaderAsync()).GetAsync(network.Page("/organisations/lulea/team"))).Text.ShouldContain(
            "väntar på samordnarens ja"
        );
        var people = await network.Coordinator.Api.GetAsync(network.InNetwork("/people"));
        people["invitations"]!.AsArray().ShouldBeEmpty();
        (
            people["waiting[0].email"]!.ToString(),
            people["waiting[0].by"]!.ToString(),
            people["waiting[0].replaces"]!.ToString()
        ).ShouldBe((email, key.Name, manager.Name));

        (await key.Api.PostAsync(Answer(network, sent), new { grant = true })).ShouldBe(HttpStatusCode.Forbidden);
        (await network.Coordinator.Api.PostAsync(Answer(network, sent), new { grant = true })).ShouldBeOk();
        (await network.Coordinator.Api.PostAsync(Answer(network, sent), new { grant = false })).ShouldBeRefused(
            HttpStatusCode.Conflict,
            "InvitationAnswered"
        );
        var mail = (await MailsAsync(email)).ShouldHaveSingleItem();
        mail.Body.ShouldContain(key.Name);
        mail.Body.ShouldContain($"Du tar över efter {manager.Name}");
        (await Guest.PostAsync("/api/v1/invitations/" + await TokenAsync(email), new { password = NewPassword })).ShouldBeOk();
        (
            await network.InDbAsync(db =>
                db.Memberships.CountAsync(m =>
                    m.OrganisationId == network["Luleå"].Id && m.Function == Function.Manager && m.EndedAt == null
                )
            )
        ).ShouldBe(1);
    }

    [Test]
    public async Task An_invitation_that_waits_is_accepted_by_nobody_who_has_its_link()
    {
        var network = await MakeAsync();
        var (email, token) = (Address("annan.example"), Invitation.NewToken());
        await ReplaceAsync(network, network["Luleå", Function.KeyPerson], email);
        await network.ChangeAsync(async db => (await db.Invitations.SingleAsync()).TokenHash = Invitation.Hash(token));
        (await Guest.PostAsync("/api/v1/invitations/" + token, new { password = NewPassword })).ShouldBeRefused(
            HttpStatusCode.Conflict,
            "InvitationWaits"
        );
        (await new Reader(Server).GetAsync("/invitations/" + token)).ShouldBe(HttpStatusCode.Conflict);
    }

    [Test]
    public async Task With_a_no_nobody_is_invited_and_whoever_asked_is_told()
    {
        var network = await MakeAsync();
        var (key, email) = (network["Luleå", Function.KeyPerson], Address("annan.example"));
        await ReplaceAsync(network, key, email);
        var coordinator = await network.Coordinator.ReaderAsync();
        (await coordinator.GetAsync(network.Page("/people"))).ShouldBeOk().Text.ShouldContain("En inbjudan väntar på ditt ja");
        var id = await network.InDbAsync(db => db.Invitations.Select(i => i.Id).SingleAsync());
        (
            await coordinator.PostAsync(network.Page("/people?handler=Answer"), ("Invitation", $"{id}"), ("Grant", "false"))
        ).ShouldLeadTo(network.Page("/people"));
        (await coordinator.GetAsync(network.Page("/people"))).Text.ShouldContain($"Ny Chef <{email}> bjuds inte in");
        (await coordinator.GetAsync(network.Page("/people"))).Text.ShouldNotContain(email);
        (await MailsAsync(email)).ShouldBeEmpty();
        (await MailsAsync(key.Email)).ShouldHaveSingleItem().Body.ShouldContain("säger nej till att bjuda in Ny Chef");
        (await key.Api.GetAsync(Team(network)))["functions[1].invited"]!.AsArray().ShouldBeEmpty();
        (await network.TrailAsync("InvitationDenied")).ShouldBe([
            (network.Coordinator.Name, "Luleå", null, $"Ny Chef <{email}>"),
        ]);
    }

    [Test]
    public async Task Whom_the_coordinator_invites_and_whose_domain_is_the_organisations_needs_no_yes()
    {
        var network = await MakeAsync();
        (await ReplaceAsync(network, network.Coordinator, Address("annan.example"))).ShouldBe(HttpStatusCode.Created)["waits"]!
            .GetValue<bool>()
            .ShouldBeFalse();
        (await ReplaceAsync(network, network["Luleå", Function.KeyPerson], Address("lulea.example"))).ShouldBe(
            HttpStatusCode.Created
        )["waits"]!
            .GetValue<bool>()
            .ShouldBeFalse();

        // Where no domain is set, that of its people is; one in which anybody can have an address is nobody's.
        await network.ChangeAsync(async db => (await db.Organisations.SingleAsync(o => o.Name == "Luleå")).EmailDomain = null);
        (await ReplaceAsync(network, network["Luleå", Function.KeyPerson], Address($"{network.Slug}.example"))).ShouldBe(
            HttpStatusCode.Created
        )["waits"]!
            .GetValue<bool>()
            .ShouldBeFalse();
        (await ReplaceAsync(network, network["Luleå", Function.KeyPerson], Address("gmail.com"))).ShouldBe(
            HttpStatusCode.Created
        )["waits"]!
            .GetValue<bool>()
            .ShouldBeTrue();
        (await ReplaceAsync(network, network["Luleå", Function.KeyPerson], Address("lulea.example"))).ShouldBe(
            HttpStatusCode.Created
        )["waits"]!
            .GetValue<bool>()
            .ShouldBeTrue();
    }

    [Test]
    public async Task The_same_holds_for_a_vacant_function_and_for_a_request_from_a_domain_that_is_no_longer_its_own()
    {
        var network = await MakeAsync();
        var key = network["Luleå", Function.KeyPerson].Api;
        var politician = await network.InDbAsync(db =>
            db.Memberships.Where(m => m.OrganisationId == network["Luleå"].Id && m.Function == Function.Politician)
                .Select(m => m.Id)
                .SingleAsync()
        );
        (await key.PostAsync(Team(network, $"/{politician}/end"), new { })).ShouldBeOk();
        (
            await key.PostAsync(Team(network, "/politician/invitations"), new { name = "Ny", email = Address("annan.example") })
        ).ShouldBe(HttpStatusCode.Created)["waits"]!
            .GetValue<bool>()
            .ShouldBeTrue();

        var asking = Address("lulea.example");
        (
            await Guest.PostAsync(
                network.InNetwork("/join"),
                new
                {
                    name = "Ny",
                    email = asking,
                    function = "politician",
                }
            )
        ).ShouldBe(HttpStatusCode.Accepted);
        await network.ChangeAsync(async db =>
            (await db.Organisations.SingleAsync(o => o.Name == "Luleå")).EmailDomain = "nya.lulea.example"
        );
        var request = await network.InDbAsync(db => db.JoinRequests.Select(r => r.Id).SingleAsync());
        (
            await key.PostAsync(network.InNetwork($"/organisations/lulea/join-requests/{request}"), new { grant = true })
        ).ShouldBeOk()["waits"]!
            .GetValue<bool>()
            .ShouldBeTrue();
        (await MailsAsync(asking)).ShouldBeEmpty();
    }

    [Test]
    public async Task The_domain_of_who_has_left_is_not_the_organisations_any_more()
    {
        var network = await MakeAsync();
        await network.ChangeAsync(async db =>
        {
            (await db.Organisations.SingleAsync(o => o.Name == "Luleå")).EmailDomain = null;
            (await db.Users.SingleAsync(p => p.Id == network["Luleå", Function.Politician].Id)).Email = Address("borta.example");
            (await db.Memberships.SingleAsync(m => m.PersonId == network["Luleå", Function.Politician].Id)).EndedAt =
                DateTimeOffset.UtcNow;
        });
        var invited = await network["Luleå", Function.KeyPerson]
            .Api.PostAsync(Team(network, "/politician/invitations"), new { name = "Ny", email = Address("borta.example") });
        invited.ShouldBe(HttpStatusCode.Created)["waits"]!.GetValue<bool>().ShouldBeTrue();
    }

    [Test]
    public async Task Asking_to_join_does_not_get_an_invitation_that_waits()
    {
        var network = await MakeAsync();
        await network.ChangeAsync(async db =>
            (await db.Organisations.SingleAsync(o => o.Name == "Luleå")).EmailDomain = "annan.example"
        );
        var email = Address("lulea.example");
        await ReplaceAsync(network, network["Luleå", Function.KeyPerson], email);
        await network.ChangeAsync(async db =>
            (await db.Organisations.SingleAsync(o => o.Name == "Luleå")).EmailDomain = "lulea.example"
        );
        (
            await Guest.PostAsync(
                network.InNetwork("/join"),
                new
                {
                    name = "Ny",
                    email,
                    function = "manager",
                }
            )
        ).ShouldBe(HttpStatusCode.Accepted);
        (await MailsAsync(email)).ShouldBeEmpty();
    }

    [Test]
    public async Task The_coordinators_are_told_of_every_succession_who_after_whom_as_what_and_by_whom()
    {
        var network = await MakeAsync();
        var (manager, key) = (network["Luleå", Function.Manager], network["Luleå", Function.KeyPerson]);
        var email = Address("lulea.example");
        await ReplaceAsync(network, key, email);
        (await MailsAsync(network.Coordinator.Email)).ShouldBeEmpty();
        (await Guest.PostAsync("/api/v1/invitations/" + await TokenAsync(email), new { password = NewPassword })).ShouldBeOk();
        (await MailsAsync(network.Coordinator.Email))
            .ShouldHaveSingleItem()
            .Body.ShouldContain($"Ny Chef har tagit över efter {manager.Name} som chef för Luleå. Inbjudan kom från {key.Name}.");

        // Also of one who comes after somebody whose place had ended before.
        var place = await network.InDbAsync(db =>
            db.Memberships.Where(m => m.OrganisationId == network["Luleå"].Id && m.Function == Function.Politician)
                .Select(m => m.Id)
                .SingleAsync()
        );
        (await key.Api.PostAsync(Team(network, $"/{place}/end"), new { })).ShouldBeOk();
        var next = Address("lulea.example");
        (await key.Api.PostAsync(Team(network, "/politician/invitations"), new { name = "Ny Politiker", email = next })).ShouldBe(
            HttpStatusCode.Created
        );
        (await Guest.PostAsync("/api/v1/invitations/" + await TokenAsync(next), new { password = NewPassword })).ShouldBeOk();
        (await MailsAsync(network.Coordinator.Email))[^1]
            .Body.ShouldContain(
                $"Ny Politiker har tagit över efter {network["Luleå", Function.Politician].Name} som politiker för Luleå."
            );
    }

    private static string Address(string domain) => $"ny.{Guid.NewGuid().ToString("N")[..10]}@{domain}";

    private static string Team(TestNetwork network, string path = "") => network.InNetwork("/organisations/lulea/team" + path);

    private static string Answer(TestNetwork network, Reply sent) =>
        network.InNetwork($"/people/invitations/{sent["id"]}/answer");

    private static async Task<Reply> ReplaceAsync(TestNetwork network, Member by, string email) =>
        await by.Api.PostAsync(
            Team(network, "/manager/succession"),
            new
            {
                name = "Ny Chef",
                email,
                membership = await network.InDbAsync(db =>
                    db.Memberships.Where(m =>
                            m.OrganisationId == network["Luleå"].Id && m.Function == Function.Manager && m.EndedAt == null
                        )
                        .Select(m => m.Id)
                        .SingleAsync()
                ),
            }
        );

    private async Task<TestNetwork> MakeAsync()
    {
        var network = await BuildAsync(n => n.Group("Piteå", "Luleå", "Boden"));
        await network.ChangeAsync(async db =>
            (await db.Organisations.SingleAsync(o => o.Name == "Luleå")).EmailDomain = "lulea.example"
        );
        return network;
    }

    private async Task<string> TokenAsync(string email) =>
        Link().Match((await MailsAsync(email)).Last(m => Link().IsMatch(m.Body)).Body).Groups[1].Value;

    private Task<List<OutgoingMail>> MailsAsync(string email) =>
        Server.InDbAsync(null, db => db.OutgoingMails.Where(m => m.To == email).OrderBy(m => m.Id).ToListAsync());

    [GeneratedRegex(@"/invitations/([\w-]{43})")]
    private static partial Regex Link();
}
