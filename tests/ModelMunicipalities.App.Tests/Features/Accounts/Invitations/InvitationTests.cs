using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;

namespace ModelMunicipalities.App.Tests.Features.Accounts;

public partial class InvitationTests(DatabaseProvider provider) : OnEveryDatabase(provider)
{
    private const string NewPassword = "ett nytt långt lösenord";

    [Test]
    public async Task Somebody_invited_accepts_and_has_the_function()
    {
        var network = await BuildAsync(n => n.Group("Piteå", "Luleå"));
        var email = Address();
        var sent = (
            await InviteAsync(
                network,
                new
                {
                    name = " Åsa Nilsson ",
                    email = $" {email} ",
                    organisation = "lulea",
                    function = "manager",
                }
            )
        ).ShouldBe(HttpStatusCode.Created);
        (sent["name"]!.ToString(), sent["email"]!.ToString()).ShouldBe(("Åsa Nilsson", email));
        (sent["expiresAt"]!.GetValue<DateTimeOffset>() - DateTimeOffset.UtcNow).TotalDays.ShouldBe(14, 0.01);

        var tokens = (await AcceptAsync(await TokenAsync(email), NewPassword)).ShouldBeOk();
        var api = new Api(Server, () => Task.FromResult(tokens["accessToken"]!.ToString()));
        (await api.GetAsync("/api/v1/me/places"))["items"]!
            .AsArray()
            .Select(p => (p!["organisation"]!.ToString(), p["function"]!.ToString()))
            .ShouldBe([("lulea", "manager")]);
        (await api.PutAsync(network.At("Luleå", "bm1", "/mine"), Body.Score(1, 2))).ShouldBeOk();
        (await Guest.PostAsync("/api/v1/auth/login", new { email, password = NewPassword })).ShouldBeOk();

        (await network.TrailAsync("InvitationSent")).ShouldBe([
            (network.Coordinator.Name, "Luleå", null, $"Åsa Nilsson <{email}>"),
        ]);
        (await network.TrailAsync("InvitationAccepted")).ShouldBe([("Åsa Nilsson", "Luleå", null, null)]);
    }

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
    public async Task An_open_invitation_is_listed_until_it_is_used()
    {
        var network = await BuildAsync(n => n.Group("Piteå", "Luleå"));
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
        var before = (await network.Coordinator.Api.GetAsync(network.InNetwork("/people"))).ShouldBeOk();
        before["invitations"]!
            .AsArray()
            .Select(i => (i!["email"]!.ToString(), i["role"]!.ToString()))
            .ShouldBe([(email, "observer")]);
        (await AcceptAsync(await TokenAsync(email), NewPassword)).ShouldBeOk();
        var after = (await network.Coordinator.Api.GetAsync(network.InNetwork("/people"))).ShouldBeOk();
        after["invitations"]!.AsArray().ShouldBeEmpty();
        after["roles"]!.AsArray().Select(r => r!["email"]!.ToString()).ShouldContain(email);
        after["items"]!.AsArray().Single(o => o!["name"]!.ToString() == "Luleå")!["functions"]!.AsArray().Count.ShouldBe(3);
    }

    [Test]
    public async Task It_works_once()
    {
        var network = await BuildAsync(n => n);
        var token = await InvitedAsync(network);
        (await AcceptAsync(token, NewPassword)).ShouldBeOk();
        (await AcceptAsync(token, NewPassword)).ShouldBeRefused(HttpStatusCode.Conflict, "InvitationUsed");
        (await new Reader(Server).GetAsync("/invitations/" + token)).ShouldBe(HttpStatusCode.Conflict);
    }

    [Test]
    public async Task It_works_once_also_when_accepted_twice_at_the_same_time()
    {
        var network = await BuildAsync(n => n);
        var token = await InvitedAsync(network);
        var replies = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => Task.Run(() => AcceptAsync(token, NewPassword))));
        replies.Count(r => r.Status == HttpStatusCode.OK).ShouldBe(1);
        foreach (var reply in replies.Where(r => r.Status != HttpStatusCode.OK))
        {
            reply.ShouldBeRefused(HttpStatusCode.Conflict, "InvitationUsed");
        }

        (await network.InDbAsync(db => db.Memberships.CountAsync(m => m.Role == NetworkRole.Observer))).ShouldBe(2);
    }

    [Test]
    public async Task It_does_not_work_when_it_has_expired()
    {
        var network = await BuildAsync(n => n);
        var token = await InvitedAsync(network);
        await network.ChangeAsync(async db =>
            (await db.Invitations.SingleAsync()).ExpiresAt = DateTimeOffset.UtcNow.AddSeconds(-1)
        );
        (await AcceptAsync(token, NewPassword)).ShouldBeRefused(HttpStatusCode.Conflict, "InvitationExpired");
        (await new Reader(Server).GetAsync("/invitations/" + token)).ShouldBe(HttpStatusCode.Conflict);
        (await network.InDbAsync(db => db.Memberships.CountAsync())).ShouldBe(2);
    }

    [TestCase("wrong")]
    [TestCase("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [TestCase("%2e%2e%2f")]
    public async Task A_link_that_was_never_sent_leads_nowhere(string token)
    {
        (await AcceptAsync(token, NewPassword)).ShouldBeRefused(HttpStatusCode.NotFound, "InvitationUnknown");
        (await new Reader(Server).GetAsync("/invitations/" + token)).ShouldBe(HttpStatusCode.NotFound);
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

    [Test]
    public async Task Who_has_an_account_accepts_with_its_password_and_keeps_her_name()
    {
        var (first, second) = (await BuildAsync(n => n.Group("Piteå")), await BuildAsync(n => n.Group("Malmö")));
        var member = first["Piteå", Function.Manager];
        (
            await InviteAsync(
                second,
                new
                {
                    name = "Fel Namn",
                    email = member.Email,
                    organisation = "malmo",
                    function = "keyPerson",
                }
            )
        ).ShouldBe(HttpStatusCode.Created);
        var token = await TokenAsync(member.Email);

        (await AcceptAsync(token, "inte mitt lösenord")).ShouldBeInvalid("WrongPasswordOfAccount", "password");
        (await second.InDbAsync(db => db.Invitations.SingleAsync())).AcceptedAt.ShouldBeNull();
        (await AcceptAsync(token, Server.Password, "Fel Namn")).ShouldBeOk();
        (await member.Api.GetAsync("/api/v1/me/places"))["total"]!.GetValue<int>().ShouldBe(2);
        (await Server.InDbAsync(null, db => db.Users.SingleAsync(p => p.Id == member.Id))).Name.ShouldBe(member.Name);
    }

    [Test]
    public async Task Guessing_the_password_of_an_invited_account_is_slowed_down_as_signing_in_is()
    {
        await using var server = Server.StartAt(
            new ManualClock(DateTimeOffset.UtcNow),
            Server.Provider,
            ("SignIn:TriesPerAccount", "3")
        );
        var network = await new NetworkPlan().Group("Piteå").BuildAsync(server);
        var member = network["Piteå", Function.Manager];
        await InviteAsync(
            network,
            new
            {
                name = "Chef",
                email = member.Email,
                role = "observer",
            }
        );
        var mail = await server.InDbAsync(null, db => db.OutgoingMails.FirstAsync(m => m.To == member.Email));
        var path = "/api/v1/invitations/" + Link().Match(mail.Body).Groups[2].Value;
        var guest = new Api(server);
        for (var i = 0; i < 3; i++)
        {
            (await guest.PostAsync(path, new { password = "gissning" })).ShouldBeInvalid("WrongPasswordOfAccount", "password");
        }

        var slowed = (await guest.PostAsync(path, new { password = Server.Password })).ShouldBeRefused(
            HttpStatusCode.TooManyRequests,
            "TooManyTries"
        );
        slowed.Message.Headers.RetryAfter!.Delta!.Value.TotalSeconds.ShouldBeInRange(1, 2);
    }

    [TestCase("kort", "PasswordTooShort")]
    [TestCase("", "PasswordTooShort")]
    [TestCase(null, "PasswordTooShort")]
    [TestCase("aaaaaaaaaaaaaaaa", "PasswordNotAccepted")]
    [TestCase("1qaz2wsx3edc", "PasswordCommon")]
    [TestCase("Password-2031!", "PasswordCommon")]
    [TestCase("heja Modellkommuner", "PasswordTooNear")]
    public async Task A_weak_password_is_refused_and_no_account_is_made(string? password, string rule)
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
        var token = await TokenAsync(email);
        (await AcceptAsync(token, password)).ShouldBeInvalid(rule, "password");
        (await Server.InDbAsync(null, db => db.Users.CountAsync(p => p.Email == email))).ShouldBe(0);
        (await AcceptAsync(token, NewPassword)).ShouldBeOk();
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
    public async Task A_name_that_is_too_long_is_refused()
    {
        var network = await BuildAsync(n => n);
        (
            await InviteAsync(
                network,
                new
                {
                    name = new string('n', 101),
                    email = Address(),
                    role = "observer",
                }
            )
        ).ShouldBeInvalid("NameMissing", "name");
        (
            await InviteAsync(
                network,
                new
                {
                    name = new string('n', 100),
                    email = Address(),
                    role = "observer",
                }
            )
        ).ShouldBe(HttpStatusCode.Created);
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
    public async Task The_page_of_the_link_makes_an_account_and_signs_in()
    {
        var network = await BuildAsync(n => n.Group("Piteå", "Luleå"));
        var email = Address();
        await InviteAsync(
            network,
            new
            {
                name = "Åsa",
                email,
                organisation = "lulea",
                function = "politician",
            }
        );
        var reader = new Reader(Server);
        var link = "/invitations/" + await TokenAsync(email);

        var page = (await reader.GetAsync(link)).ShouldBeOk();
        page.Heading.ShouldContain("Luleå");
        page.Html.ShouldContain(email);

        var refused = (await reader.PostAsync(link, ("Name", "Åsa Öberg"), ("Password", "kort"))).ShouldBe(
            HttpStatusCode.BadRequest
        );
        WebUtility.HtmlDecode(refused.Html).ShouldContain("value=\"Åsa Öberg\"");
        refused.Html.ShouldContain("id=\"password-wrong\"");
        refused.Html.ShouldNotContain("value=\"kort\"");

        (await reader.PostAsync(link, ("Name", "Åsa Öberg"), ("Password", NewPassword))).ShouldLeadTo(network.Page());
        (await reader.FollowAsync(network.Page())).ShouldBeOk().Text.ShouldContain("Åsa Öberg");
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

    private static string Address() => $"asa.{Guid.NewGuid().ToString("N")[..10]}@lulea.example";

    private static Task<Reply> InviteAsync(TestNetwork network, object body) =>
        network.Coordinator.Api.PostAsync(network.InNetwork("/people/invitations"), body);

    private Task<Reply> AcceptAsync(string token, string? password, string? name = null) =>
        Guest.PostAsync("/api/v1/invitations/" + token, new { name, password });

    private async Task<string> InvitedAsync(TestNetwork network)
    {
        var email = Address();
        (
            await InviteAsync(
                network,
                new
                {
                    name = "Åsa",
                    email,
                    role = "observer",
                }
            )
        ).ShouldBe(HttpStatusCode.Created);
        return await TokenAsync(email);
    }

    private async Task<string> TokenAsync(string email) => Link().Match((await MailAsync(email)).Body).Groups[2].Value;

    private Task<OutgoingMail> MailAsync(string email) =>
        Server.InDbAsync(null, db => db.OutgoingMails.OrderByDescending(m => m.Id).FirstAsync(m => m.To == email));

    [GeneratedRegex(@"(https?://\S+?)/invitations/([\w-]{43})")]
    private static partial Regex Link();
}
