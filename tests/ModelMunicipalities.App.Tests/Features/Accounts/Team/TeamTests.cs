using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;

namespace ModelMunicipalities.App.Tests.Features.Accounts;

public partial class TeamTests(DatabaseProvider provider) : OnEveryDatabase(provider)
{
    private const string NewPassword = "ett nytt långt lösenord";

    [Test]
    public async Task The_team_tells_who_has_each_function_who_is_invited_and_who_had_it_before()
    {
        var network = await MakeAsync();
        var key = network["Luleå", Function.KeyPerson];
        await EndAsync(network, key, Function.Politician);
        (
            await key.Api.PostAsync(
                Team(network, "/politician/invitations"),
                new { name = "Ny Politiker", email = Address(network) }
            )
        ).ShouldBe(HttpStatusCode.Created);

        var team = (await network["Luleå", Function.Manager].Api.GetAsync(Team(network))).ShouldBeOk();
        team["vacant"]!.AsArray().Select(f => f!.ToString()).ShouldBe(["politician"]);
        team["functions"]!.AsArray().Select(f => f!["function"]!.ToString()).ShouldBe(["politician", "manager", "keyPerson"]);
        team["functions[0].people"]!.AsArray().ShouldBeEmpty();
        team["functions[0].invited[0].name"]!.ToString().ShouldBe("Ny Politiker");
        team["functions[0].before[0].name"]!.ToString().ShouldBe("Politician Luleå");
        team["functions[1].people[0].email"]!.ToString().ShouldBe(network["Luleå", Function.Manager].Email);
        team["requests"].ShouldBeNull();
        team["mayChange"]!.GetValue<bool>().ShouldBeFalse();
        team.Text.ShouldNotContain(network["Luleå", Function.Politician].Email);
    }

    [Test]
    public async Task A_successor_takes_over_when_she_accepts_and_not_before()
    {
        var network = await MakeAsync();
        var (manager, key) = (network["Luleå", Function.Manager], network["Luleå", Function.KeyPerson]);
        await network.ScoreAsync("Luleå", "bm1", Function.Manager, "2200000000");
        var email = Address(network);
        (await ReplaceAsync(network, key, Function.Manager, email)).ShouldBe(HttpStatusCode.Created);
        (await manager.Api.GetAsync(network.At("Luleå", "bm1"))).ShouldBeOk();
        (await key.Api.GetAsync(Team(network)))["functions[1].invited[0].replaces"]!.ToString().ShouldBe(manager.Name);

        var successor = await AcceptAsync(email);
        (await manager.Api.PutAsync(network.At("Luleå", "bm1", "/mine"), Body.Score(3, 1))).ShouldBe(HttpStatusCode.Unauthorized);
        var team = (await successor.GetAsync(Team(network))).ShouldBeOk();
        team["functions[1].people"]!.AsArray().Select(p => p!["name"]!.ToString()).ShouldBe(["Ny Chef"]);
        team["functions[1].before[0].name"]!.ToString().ShouldBe(manager.Name);

        // The draft is the function's: it goes on, and each answer stays with who gave it.
        (await successor.GetAsync(network.At("Luleå", "bm1")))["mine"]!.AsArray().Count.ShouldBe(2);
        (await successor.PutAsync(network.At("Luleå", "bm1", "/mine"), Body.Score(2, 3))).ShouldBeOk()["answered"]!
            .GetValue<int>()
            .ShouldBe(2);
        (await successor.PutAsync(network.At("Luleå", "bm1", "/mine"), Body.Score(3, 1))).ShouldBeOk()["answered"]!
            .GetValue<int>()
            .ShouldBe(3);
        var given = await network.InDbAsync(db =>
            db.Answers.OrderBy(a => a.Step).Select(a => new { a.Step, a.ChangedBy }).ToListAsync()
        );
        given.Single(a => a.Step == 1).ChangedBy.ShouldBe(manager.Id);
        given.Where(a => a.Step > 1).ShouldAllBe(a => a.ChangedBy != manager.Id);

        (await network.TrailAsync("PlaceTakenOver")).ShouldBe([("Ny Chef", "Luleå", null, manager.Name)]);
    }

    [Test]
    public async Task Both_are_told_of_the_succession_each_in_her_language()
    {
        var network = await MakeAsync();
        var manager = network["Luleå", Function.Manager];
        await Server.InDbAsync(null, async db =>
        {
            (await db.Users.SingleAsync(p => p.Id == manager.Id)).Language = "en";
            return await db.SaveChangesAsync();
        });
        var email = Address(network);
        (await ReplaceAsync(network, network.Coordinator, Function.Manager, email)).ShouldBe(HttpStatusCode.Created);
        (await MailsAsync(email)).Single().Body.ShouldContain($"Du tar över efter {manager.Name}");
        (await MailsAsync(manager.Email)).ShouldBeEmpty();
        await AcceptAsync(email);
        var old = (await MailsAsync(manager.Email)).ShouldHaveSingleItem();
        old.Body.ShouldContain("Ny Chef has accepted to take over after you as manager for Luleå");
        old.Body.ShouldNotContain("Hej");
        (await MailsAsync(email)).Last().Body.ShouldContain($"Du har tagit över efter {manager.Name} som chef för Luleå");
        (await MailsAsync(network["Luleå", Function.KeyPerson].Email)).ShouldBeEmpty();
    }

    [Test]
    public async Task Naming_another_successor_stops_the_first_ones_link()
    {
        var network = await MakeAsync();
        var (first, second) = (Address(network), Address(network));
        await ReplaceAsync(network, network.Coordinator, Function.Manager, first);
        await ReplaceAsync(network, network.Coordinator, Function.Manager, second);
        (await Guest.PostAsync("/api/v1/invitations/" + await TokenAsync(first), new { password = NewPassword })).ShouldBeRefused(
            HttpStatusCode.Conflict,
            "InvitationExpired"
        );
        await AcceptAsync(second);
        (await HavingAsync(network, Function.Manager)).ShouldBe(1);
    }

    [Test]
    public async Task A_successor_to_a_place_that_has_ended_meanwhile_simply_begins()
    {
        var network = await MakeAsync();
        var email = Address(network);
        await ReplaceAsync(network, network.Coordinator, Function.Manager, email);
        await EndAsync(network, network.Coordinator, Function.Manager);
        await AcceptAsync(email);
        (await HavingAsync(network, Function.Manager)).ShouldBe(1);
        (await network.TrailAsync("PlaceTakenOver")).ShouldBeEmpty();
    }

    [Test]
    public async Task Where_nobody_has_the_function_the_successor_is_simply_invited()
    {
        var network = await MakeAsync();
        await EndAsync(network, network.Coordinator, Function.Politician);
        (
            await network.Coordinator.Api.PostAsync(
                Team(network, "/politician/succession"),
                new { name = "Ny Chef", email = Address(network) }
            )
        ).ShouldBe(HttpStatusCode.Created);
        (await network.InDbAsync(db => db.Invitations.SingleAsync())).ReplacesId.ShouldBeNull();
    }

    [Test]
    public async Task A_succession_that_cannot_be_meant_is_refused()
    {
        var network = await MakeAsync();
        var coordinator = network.Coordinator.Api;
        async Task<Reply> Send(int? membership, string? email = null, string? name = "Ny Chef") =>
            await coordinator.PostAsync(
                Team(network, "/manager/succession"),
                new
                {
                    name,
                    email = email ?? Address(network),
                    membership,
                }
            );
        var manager = await PlaceAsync(network, Function.Manager);
        (await Send(await PlaceAsync(network, Function.Politician))).ShouldBeInvalid("UnknownPlace", "membership");
        (await Send(await PlaceAsync(network, Function.Manager, "Boden"))).ShouldBeInvalid("UnknownPlace", "membership");
        (await Send(int.MaxValue)).ShouldBeInvalid("UnknownPlace", "membership");
        (await Send(null)).ShouldBeInvalid("UnknownPlace", "membership");
        (await Send(manager, network["Luleå", Function.Manager].Email.ToUpperInvariant())).ShouldBeInvalid(
            "AlreadyHasPlace",
            "email"
        );
        (await Send(manager, "ingen adress")).ShouldBeInvalid("EmailNotValid", "email");
        (await Send(manager, name: "a\0b")).ShouldBeInvalid("NameMissing", "name");
        (await Send(manager, name: new string('n', 101))).ShouldBeInvalid("NameMissing", "name");
        (await coordinator.PostAsync(Team(network, "/boss/succession"), new { name = "Ny", email = Address(network) })).ShouldBe(
            HttpStatusCode.BadRequest
        );
        (
            await coordinator.PostAsync(
                network.InNetwork("/organisations/atlantis/team/manager/succession"),
                new { name = "Ny", email = Address(network) }
            )
        ).ShouldBe(HttpStatusCode.NotFound);
        await EndAsync(network, network.Coordinator, Function.Manager);
        (await Send(manager)).ShouldBeRefused(HttpStatusCode.Conflict, "PlaceEnded");
        (await network.InDbAsync(db => db.Invitations.CountAsync())).ShouldBe(0);
    }

    [Test]
    public async Task A_place_that_ends_stops_her_access_at_once_and_is_vacant_everywhere()
    {
        var network = await MakeAsync();
        var (politician, key) = (network["Luleå", Function.Politician], network["Luleå", Function.KeyPerson]);
        var reader = await politician.ReaderAsync();
        (await reader.GetAsync(network.PageOf("Luleå"))).ShouldBeOk();
        (await politician.Api.GetAsync(network.At("Luleå", "bm1"))).ShouldBeOk();

        (
            await key.Api.PostAsync(
                Team(network, $"/{await PlaceAsync(network, Function.Politician)}/end"),
                new { reason = "Valet" }
            )
        ).ShouldBeOk()["isVacant"]!
            .GetValue<bool>()
            .ShouldBeTrue();
        (await reader.GetAsync(network.PageOf("Luleå"))).ShouldBe(HttpStatusCode.Redirect);
        (await politician.Api.GetAsync(network.At("Luleå", "bm1"))).ShouldBe(HttpStatusCode.Unauthorized);

        // It was her last, so her sessions ended with it; the account is there.
        var again = new Member(Server, politician.Id, politician.Name, politician.Email);
        (await (await again.ReaderAsync()).GetAsync(network.PageOf("Luleå"))).ShouldBe(HttpStatusCode.NotFound);
        (await again.Api.GetAsync(network.At("Luleå", "bm1"))).ShouldBe(HttpStatusCode.NotFound);
        (await again.Api.GetAsync("/api/v1/me/places"))["total"]!.GetValue<int>().ShouldBe(0);

        (await (await key.ReaderAsync()).GetAsync(network.PageOf("Luleå")))
            .ShouldBeOk()
            .Text.ShouldContain("Politiker saknas i laget.");
        (await (await network["Piteå", Function.KeyPerson].ReaderAsync()).GetAsync(network.PageOf("Luleå")))
            .ShouldBeOk()
            .Text.ShouldNotContain("saknas i laget");
        (await (await network.Coordinator.ReaderAsync()).GetAsync(network.Page("/people"))).Text.ShouldContain(
            "Saknas: 1 politiker"
        );
        (await (await key.ReaderAsync()).GetAsync(Page(network))).Heading.ShouldBe("Luleå saknar politiker");
        (await network.TrailAsync("PlaceEnded")).ShouldBe([(key.Name, "Luleå", null, $"{politician.Name}: Valet")]);
        var mail = (await MailsAsync(politician.Email)).ShouldHaveSingleItem();
        mail.Body.ShouldContain("Valet");
        mail.Body.ShouldContain("som politiker för Luleå");
    }

    [Test]
    public async Task A_place_ends_once_also_when_ended_by_many_at_the_same_time()
    {
        var network = await MakeAsync();
        var place = await PlaceAsync(network, Function.Politician);
        var replies = await Task.WhenAll(
            Enumerable
                .Range(0, 4)
                .Select(_ =>
                    Task.Run(() => network.Coordinator.Api.PostAsync(Team(network, $"/{place}/end"), new { reason = "" }))
                )
        );
        replies.Count(r => r.Status == HttpStatusCode.OK).ShouldBe(1);
        foreach (var late in replies.Where(r => r.Status != HttpStatusCode.OK))
        {
            late.ShouldBeRefused(HttpStatusCode.Conflict, "PlaceEnded");
        }

        (await network.TrailAsync("PlaceEnded")).Count.ShouldBe(1);
        (await MailsAsync(network["Luleå", Function.Politician].Email)).Count.ShouldBe(1);
    }

    [Test]
    public async Task Only_a_place_of_the_organisation_can_be_ended()
    {
        var network = await MakeAsync();
        var (coordinator, key) = (network.Coordinator.Api, network["Luleå", Function.KeyPerson].Api);
        var role = await network.InDbAsync(db =>
            db.Memberships.Where(m => m.Role == NetworkRole.Coordinator).Select(m => m.Id).SingleAsync()
        );
        foreach (var api in new[] { coordinator, key })
        {
            (await api.PostAsync(Team(network, $"/{role}/end"), new { })).ShouldBe(HttpStatusCode.NotFound);
            (
                await api.PostAsync(Team(network, $"/{await PlaceAsync(network, Function.Manager, "Boden")}/end"), new { })
            ).ShouldBe(HttpStatusCode.NotFound);
            (
                await api.PostAsync(
                    Team(network, $"/{await PlaceAsync(network, Function.Manager)}/end"),
                    new { reason = new string('x', 501) }
                )
            ).ShouldBeInvalid("ReasonTooLong", "reason");
            (
                await api.PostAsync(Team(network, $"/{await PlaceAsync(network, Function.Manager)}/end"), new { reason = "a\0" })
            ).ShouldBeInvalid("Unreadable", "reason");
        }

        (await network.InDbAsync(db => db.Memberships.CountAsync(m => m.EndedAt != null))).ShouldBe(0);
    }

    [Test]
    public async Task The_key_person_invites_to_a_vacant_function_and_to_no_other()
    {
        var network = await MakeAsync();
        var key = network["Luleå", Function.KeyPerson].Api;
        (
            await key.PostAsync(Team(network, "/politician/invitations"), new { name = "Ny", email = Address(network) })
        ).ShouldBeRefused(HttpStatusCode.Conflict, "FunctionNotVacant");
        await EndAsync(network, network.Coordinator, Function.Politician);
        (
            await network["Luleå", Function.Manager]
                .Api.PostAsync(Team(network, "/politician/invitations"), new { name = "Ny", email = Address(network) })
        ).ShouldBeRefused(HttpStatusCode.Forbidden, "FunctionOnly");
        (await key.PostAsync(Team(network, "/politician/invitations"), new { name = "", email = "x" })).ShouldBeInvalid(
            "NameMissing",
            "name",
            "email"
        );
        var email = Address(network);
        (await key.PostAsync(Team(network, "/politician/invitations"), new { name = "Ny Chef", email })).ShouldBe(
            HttpStatusCode.Created
        );
        await AcceptAsync(email);
        (await HavingAsync(network, Function.Politician)).ShouldBe(1);
    }

    [Test]
    public async Task The_domain_is_normalised_of_one_organisation_and_of_no_mail_provider()
    {
        var network = await MakeAsync();
        (await DomainAsync(network, "Luleå", " @Lulea.Example ")).ShouldBeOk()["domain"]!.ToString().ShouldBe("lulea.example");
        (await DomainAsync(network, "Luleå", "lulea.example")).ShouldBeOk();
        (await DomainAsync(network, "Boden", "LULEA.example")).ShouldBeInvalid("DomainTaken", "domain");
        (await DomainAsync(network, "Boden", "gmail.com")).ShouldBeInvalid("DomainPublic", "domain");
        (await DomainAsync(network, "Boden", "<script>alert(1)</script>")).ShouldBeInvalid("DomainNotValid", "domain");
        (await DomainAsync(network, "Boden", "a\0.se")).ShouldBeInvalid("DomainNotValid", "domain");
        (await network.TrailAsync("EmailDomainSet")).ShouldBe([(network.Coordinator.Name, "Luleå", null, "lulea.example")]);
        var other = await MakeAsync();
        (await DomainAsync(other, "Luleå", "lulea.example")).ShouldBeOk();
        (await DomainAsync(network, "Luleå", "")).ShouldBeOk()["domain"].ShouldBeNull();
        (await DomainAsync(network, "Boden", "lulea.example")).ShouldBeOk();
    }

    [Test]
    public async Task One_domain_taken_by_many_at_the_same_time_is_one_organisations()
    {
        var network = await MakeAsync();
        string[] names = ["Luleå", "Boden", "Piteå"];
        var replies = await Task.WhenAll(names.Select(name => Task.Run(() => DomainAsync(network, name, "norr.example"))));
        replies.Count(r => r.Status == HttpStatusCode.OK).ShouldBe(1);
    }

    [Test]
    public async Task A_domain_is_suggested_to_the_coordinator_from_the_addresses_that_there_are()
    {
        var network = await MakeAsync();
        (await network.Coordinator.Api.GetAsync(Team(network)))["suggestedDomain"]!
            .ToString()
            .ShouldBe($"{network.Slug}.example");
        (await network["Luleå", Function.KeyPerson].Api.GetAsync(Team(network)))["suggestedDomain"].ShouldBeNull();
        await DomainAsync(network, "Boden", $"{network.Slug}.example");
        (await network.Coordinator.Api.GetAsync(Team(network)))["suggestedDomain"].ShouldBeNull();
    }

    [Test]
    public async Task An_address_of_another_organisation_is_not_invited_by_mistake()
    {
        var network = await MakeAsync();
        await DomainAsync(network, "Boden", "boden.example");
        var body = new
        {
            name = "Åsa",
            email = "asa@Boden.example",
            organisation = "lulea",
            function = "manager",
        };
        var refused = await network.Coordinator.Api.PostAsync(network.InNetwork("/people/invitations"), body);
        refused.ShouldBeInvalid("AddressOfAnother", "email");
        refused["detail"]!.ToString().ShouldContain("Boden");
        (
            await network.Coordinator.Api.PostAsync(
                network.InNetwork("/people/invitations"),
                body with
                {
                    organisation = "boden",
                }
            )
        ).ShouldBe(HttpStatusCode.Created);
        (
            await network.Coordinator.Api.PostAsync(
                network.InNetwork("/people/invitations"),
                new
                {
                    name = "Åsa",
                    email = "asa@boden.example",
                    role = "observer",
                }
            )
        ).ShouldBe(HttpStatusCode.Created);

        // A part of the organisation and the one that it is a part of share their people's addresses.
        foreach (var (part, whole) in new[] { ("Luleå", "Boden"), ("Boden", "Luleå") })
        {
            await network.ChangeAsync(async db =>
            {
                var all = await db.Organisations.ToListAsync();
                all.ForEach(o => o.ParentId = null);
                all.Single(o => o.Name == part).ParentId = all.Single(o => o.Name == whole).Id;
            });
            (await network.Coordinator.Api.PostAsync(network.InNetwork("/people/invitations"), body)).ShouldBe(
                HttpStatusCode.Created
            );
        }
    }

    [Test]
    public async Task The_page_does_it_all_and_keeps_what_was_typed_in_the_form_that_was_wrong()
    {
        var network = await MakeAsync();
        var reader = await network["Luleå", Function.KeyPerson].ReaderAsync();
        (await reader.GetAsync(Page(network))).ShouldBeOk().Heading.ShouldBe("Luleå har alla tre funktioner");
        var place = $"{await PlaceAsync(network, Function.Manager)}";

        var refused = (
            await reader.PostAsync(
                Page(network) + "?handler=Replace",
                ("Function", "Manager"),
                ("Membership", place),
                ("Name", "<script>x</script>"),
                ("Email", "fel")
            )
        ).ShouldBe(HttpStatusCode.BadRequest);
        refused.Html.ShouldContain($"href=\"#email-replace-{place}\"");
        refused.Html.ShouldContain($"id=\"email-replace-{place}\" name=\"Email\" type=\"email\" value=\"fel\"");
        refused.Html.ShouldNotContain("<script>x");
        Regex.Count(refused.Html, "value=\"fel\"").ShouldBe(1);

        var email = Address(network);
        (
            await reader.PostAsync(
                Page(network) + "?handler=Replace",
                ("Function", "Manager"),
                ("Membership", place),
                ("Name", "Åsa Öberg"),
                ("Email", email)
            )
        ).ShouldLeadTo(Page(network));
        (await reader.GetAsync(Page(network))).Text.ShouldContain($"Inbjudan är skickad till Åsa Öberg <{email}>.");
        (await reader.PostAsync(Page(network) + "?handler=End", ("Membership", place), ("Reason", "Slutar"))).ShouldLeadTo(
            Page(network)
        );
        (await reader.PostAsync(Page(network) + "?handler=End", ("Membership", place)))
            .ShouldBe(HttpStatusCode.Conflict)
            .Text.ShouldContain("Platsen är redan avslutad");
        (
            await reader.PostAsync(
                Page(network) + "?handler=Invite",
                ("Function", "Manager"),
                ("Name", "Ny"),
                ("Email", Address(network))
            )
        ).ShouldLeadTo(Page(network));
        (await reader.PostAsync(Page(network) + "?handler=Domain", ("Domain", "lulea.example"))).ShouldBe(
            HttpStatusCode.Forbidden
        );

        var coordinator = await network.Coordinator.ReaderAsync();
        (await coordinator.PostAsync(Page(network) + "?handler=Domain", ("Domain", "gmail.com")))
            .ShouldBe(HttpStatusCode.BadRequest)
            .Html.ShouldContain("id=\"domain-wrong\"");
        (await coordinator.PostAsync(Page(network) + "?handler=Domain", ("Domain", "lulea.example"))).ShouldLeadTo(Page(network));
        (await coordinator.GetAsync(Page(network))).Text.ShouldContain(
            "Den som har en adress hos lulea.example kan fråga om att vara med"
        );

        // Her own place is her last way in.
        (
            await reader.PostAsync(
                Page(network) + "?handler=End",
                ("Membership", $"{await PlaceAsync(network, Function.KeyPerson)}")
            )
        ).ShouldLeadTo("/");
        (await reader.GetAsync(Page(network))).ShouldBe(HttpStatusCode.Redirect);
    }

    [Test]
    public async Task Every_organisation_can_be_invited_to_also_those_of_the_next_page()
    {
        var network = await BuildAsync(n => n.Participants(Enumerable.Range(1, 55).Select(i => $"Kommun {i:00}")));
        var page = (await (await network.Coordinator.ReaderAsync()).GetAsync(network.Page("/people"))).ShouldBeOk();
        page.Html.ShouldContain("<option value=\"kommun-55\"");
        page.Heading.ShouldStartWith("165 ");
        page.Text.ShouldContain("Saknas: 55 politiker, 55 chefer och 55 nyckelpersoner");
    }

    /// <summary>An address of the domain that the network's people have: by another one the coordinator is asked first.</summary>
    private static string Address(TestNetwork network) => $"ny.{Guid.NewGuid().ToString("N")[..10]}@{network.Slug}.example";

    private static string Team(TestNetwork network, string path = "") => network.InNetwork("/organisations/lulea/team" + path);

    private static string Page(TestNetwork network) => network.Page("/organisations/lulea/team");

    private static Task<int> PlaceAsync(TestNetwork network, Function function, string organisation = "Luleå") =>
        network.InDbAsync(db =>
            db.Memberships.Where(m => m.OrganisationId == network[organisation].Id && m.Function == function && m.EndedAt == null)
                .Select(m => m.Id)
                .SingleAsync()
        );

    private static Task<int> HavingAsync(TestNetwork network, Function function) =>
        network.InDbAsync(db =>
            db.Memberships.CountAsync(m => m.OrganisationId == network["Luleå"].Id && m.Function == function && m.EndedAt == null)
        );

    private static Task<Reply> DomainAsync(TestNetwork network, string organisation, string domain) =>
        network.Coordinator.Api.PutAsync(
            network.InNetwork($"/organisations/{network[organisation].Slug}/team/domain"),
            new { domain }
        );

    private static async Task EndAsync(TestNetwork network, Member by, Function function) =>
        (await by.Api.PostAsync(Team(network, $"/{await PlaceAsync(network, function)}/end"), new { })).ShouldBeOk();

    private static async Task<Reply> ReplaceAsync(TestNetwork network, Member by, Function function, string email) =>
        await by.Api.PostAsync(
            Team(network, $"/{function}/succession"),
            new
            {
                name = "Ny Chef",
                email,
                membership = await PlaceAsync(network, function),
            }
        );

    private Task<TestNetwork> MakeAsync() => BuildAsync(n => n.Group("Piteå", "Luleå", "Boden"));

    private async Task<Api> AcceptAsync(string email)
    {
        var tokens = (
            await Guest.PostAsync("/api/v1/invitations/" + await TokenAsync(email), new { password = NewPassword })
        ).ShouldBeOk();
        return new Api(Server, () => Task.FromResult(tokens["accessToken"]!.ToString()));
    }

    private async Task<string> TokenAsync(string email) =>
        Link().Match((await MailsAsync(email)).Last(m => Link().IsMatch(m.Body)).Body).Groups[1].Value;

    private Task<List<OutgoingMail>> MailsAsync(string email) =>
        Server.InDbAsync(null, db => db.OutgoingMails.Where(m => m.To == email).OrderBy(m => m.Id).ToListAsync());

    [GeneratedRegex(@"/invitations/([\w-]{43})")]
    private static partial Regex Link();
}
