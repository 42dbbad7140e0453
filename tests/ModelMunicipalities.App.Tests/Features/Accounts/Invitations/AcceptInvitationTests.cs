using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;

namespace ModelMunicipalities.App.Tests.Features.Accounts;

public class AcceptInvitationTests(DatabaseProvider provider) : InvitationTest(provider)
{
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
}
