using Microsoft.EntityFrameworkCore;

namespace ModelMunicipalities.App.Tests.Features.Accounts;

/// <summary>What ends a session, and that what ended opens nothing.</summary>
public class SessionsTests(DatabaseProvider provider) : OnEveryDatabase(provider)
{
    private const string NewPassword = "ett nytt långt lösenord";

    [Test]
    public async Task Signing_out_ends_the_session_on_the_server_also_for_who_has_copied_the_cookie()
    {
        var network = await BuildAsync(n => n);
        var reader = await new Reader(Server).SignInAsync(network.Coordinator.Email, Server.Password);
        var thief = reader.Copy();
        var other = await new Reader(Server).SignInAsync(network.Coordinator.Email, Server.Password);
        (await thief.GetAsync(network.Page("/cohorts"))).ShouldBeOk();
        (await reader.PostAsync("/sign-out"))
            .ShouldLeadTo("/")
            .Message.Headers.GetValues("Clear-Site-Data")
            .ShouldBe(["\"cache\""]);
        new Uri(
            Server.Address,
            (await thief.GetAsync(network.Page("/cohorts"))).ShouldBe(HttpStatusCode.Redirect).Location!
        ).AbsolutePath.ShouldBe("/sign-in");
        (await thief.GetAsync("/")).ShouldBeOk().Text.ShouldNotContain(network.Coordinator.Name);
        (await other.GetAsync(network.Page("/cohorts"))).ShouldBeOk();
    }

    [Test]
    public async Task Signing_in_anew_in_a_browser_ends_the_session_that_it_had()
    {
        var network = await BuildAsync(n => n);
        var reader = await new Reader(Server).SignInAsync(network.Coordinator.Email, Server.Password);
        var copy = reader.Copy();
        await reader.SignInAsync(network.Coordinator.Email, Server.Password);
        (await reader.GetAsync(network.Page("/cohorts"))).ShouldBeOk();
        (await copy.GetAsync(network.Page("/cohorts"))).ShouldBe(HttpStatusCode.Redirect);
    }

    [Test]
    public async Task A_program_signs_out_by_its_access_token_or_by_its_refresh_token_and_neither_works_after_that()
    {
        var network = await BuildAsync(n => n);
        foreach (var byRefreshToken in new[] { false, true })
        {
            var (access, refresh) = await LogInAsync(network.Observer);
            var api = byRefreshToken ? Guest : With(access);
            (await api.PostAsync("/api/v1/auth/logout", byRefreshToken ? new { refreshToken = refresh } : null)).ShouldBe(
                HttpStatusCode.NoContent
            );
            (await With(access).GetAsync("/api/v1/me/places")).ShouldBe(HttpStatusCode.Unauthorized);
            (await With(access).GetAsync(network.InNetwork("/cohorts"))).ShouldBe(HttpStatusCode.Unauthorized);
            (await RefreshAsync(refresh)).ShouldBe(HttpStatusCode.Unauthorized);
        }

        (await Guest.PostAsync("/api/v1/auth/logout", new { refreshToken = "nonsense.x" })).ShouldBe(HttpStatusCode.Unauthorized);
        (await Guest.PostAsync("/api/v1/auth/logout")).ShouldBe(HttpStatusCode.Unauthorized);
    }

    [TestCase(true)]
    [TestCase(false)]
    public async Task Signing_out_everywhere_ends_every_session_in_browsers_and_of_programs(bool onThePage)
    {
        var network = await BuildAsync(n => n);
        var (reader, other) = (
            await new Reader(Server).SignInAsync(network.Observer.Email, Server.Password),
            await new Reader(Server).SignInAsync(network.Observer.Email, Server.Password)
        );
        var (access, refresh) = await LogInAsync(network.Observer);
        var somebody = await network.Coordinator.ReaderAsync();
        if (onThePage)
        {
            (await reader.GetAsync("/account")).ShouldBeOk().Text.ShouldContain("Logga ut överallt");
            (await reader.PostAsync("/account?handler=SignOut")).ShouldLeadTo("/");
        }
        else
        {
            (await With(access).PostAsync("/api/v1/auth/logout-everywhere")).ShouldBe(HttpStatusCode.NoContent);
        }

        (await reader.GetAsync(network.Page("/cohorts"))).ShouldBe(HttpStatusCode.Redirect);
        (await other.GetAsync(network.Page("/cohorts"))).ShouldBe(HttpStatusCode.Redirect);
        (await With(access).GetAsync("/api/v1/me/places")).ShouldBe(HttpStatusCode.Unauthorized);
        (await RefreshAsync(refresh)).ShouldBe(HttpStatusCode.Unauthorized);
        (await somebody.GetAsync(network.Page("/cohorts"))).ShouldBeOk();
        await LogInAsync(network.Observer);
    }

    [Test]
    public async Task Changing_the_password_ends_all_other_sessions_and_the_calendars_and_the_browser_goes_on()
    {
        var network = await BuildAsync(n => n.Group("Piteå", "Luleå"));
        var member = network["Luleå", Function.Manager];
        var (reader, other) = (
            await new Reader(Server).SignInAsync(member.Email, Server.Password),
            await new Reader(Server).SignInAsync(member.Email, Server.Password)
        );
        var before = reader.Copy();
        var (access, refresh) = await LogInAsync(member);
        var calendar = (await member.Api.PostAsync(network.InNetwork("/calendar"))).ShouldBe(HttpStatusCode.Created)[
            "address"
        ]!.ToString();
        (await new Reader(Server).GetAsync(new Uri(calendar).PathAndQuery)).ShouldBeOk();

        (await reader.PostAsync("/account?handler=Password", ("Current", "fel"), ("New", NewPassword)))
            .ShouldBe(HttpStatusCode.BadRequest)
            .Html.ShouldContain("id=\"current-wrong\"");
        (await reader.PostAsync("/account?handler=Password", ("Current", Server.Password), ("New", "kort")))
            .ShouldBe(HttpStatusCode.BadRequest)
            .Html.ShouldContain("id=\"new-wrong\"");
        (await other.GetAsync(network.PageOf("Luleå"))).ShouldBeOk();
        (await reader.PostAsync("/account?handler=Password", ("Current", Server.Password), ("New", NewPassword))).ShouldLeadTo(
            "/account"
        );
        (await reader.GetAsync("/account")).ShouldBeOk().Text.ShouldContain("Lösenordet är bytt.");

        (await before.GetAsync(network.PageOf("Luleå"))).ShouldBe(HttpStatusCode.Redirect);
        (await other.GetAsync(network.PageOf("Luleå"))).ShouldBe(HttpStatusCode.Redirect);
        (await With(access).GetAsync("/api/v1/me/places")).ShouldBe(HttpStatusCode.Unauthorized);
        (await RefreshAsync(refresh)).ShouldBe(HttpStatusCode.Unauthorized);
        (await new Reader(Server).GetAsync(new Uri(calendar).PathAndQuery)).ShouldBe(HttpStatusCode.Gone);
        (await Guest.PostAsync("/api/v1/auth/login", new { email = member.Email, password = Server.Password })).ShouldBeInvalid(
            "WrongPassword",
            "password"
        );
        (await Guest.PostAsync("/api/v1/auth/login", new { email = member.Email, password = NewPassword })).ShouldBeOk();
    }

    [Test]
    public async Task A_program_changes_the_password_and_gets_new_tokens()
    {
        var network = await BuildAsync(n => n);
        var (access, _) = await LogInAsync(network.Observer);
        (
            await With(access).PostAsync("/api/v1/auth/password", new { current = Server.Password, @new = "1qaz2wsx3edc" })
        ).ShouldBeInvalid("PasswordCommon", "new");
        var changed = (
            await With(access).PostAsync("/api/v1/auth/password", new { current = Server.Password, @new = NewPassword })
        ).ShouldBeOk();
        (await With(access).GetAsync("/api/v1/me/places")).ShouldBe(HttpStatusCode.Unauthorized);
        (await With(changed["accessToken"]!.ToString()).GetAsync("/api/v1/me/places")).ShouldBeOk();
    }

    [Test]
    public async Task A_change_of_password_tells_beside_the_field_that_the_current_one_is_wrong_or_the_new_one_the_same()
    {
        var network = await BuildAsync(n => n);
        var reader = await new Reader(Server).SignInAsync(network.Observer.Email, Server.Password);
        var wrong = (await reader.PostAsync("/account?handler=Password", ("Current", "fel"), ("New", NewPassword))).ShouldBe(
            HttpStatusCode.BadRequest
        );
        wrong.Html.ShouldContain("id=\"current-wrong\">Det nuvarande lösenordet stämmer inte.");
        wrong.Text.ShouldNotContain("Adressen eller lösenordet");
        var same = (
            await reader.PostAsync("/account?handler=Password", ("Current", Server.Password), ("New", Server.Password))
        ).ShouldBe(HttpStatusCode.BadRequest);
        same.Html.ShouldContain("id=\"new-wrong\">Det nya lösenordet är samma som det nuvarande.");
        (await reader.GetAsync("/account")).ShouldBeOk();

        var (access, _) = await LogInAsync(network.Observer);
        (await With(access).PostAsync("/api/v1/auth/password", new { current = "fel", @new = NewPassword })).ShouldBeInvalid(
            "WrongCurrentPassword",
            "current"
        );
        (
            await With(access).PostAsync("/api/v1/auth/password", new { current = Server.Password, @new = Server.Password })
        ).ShouldBeInvalid("PasswordSame", "new");
    }

    [Test]
    public async Task Guessing_the_current_password_in_somebodys_session_is_slowed_down_as_signing_in_is()
    {
        await using var server = Server.StartAt(
            new ManualClock(DateTimeOffset.UtcNow),
            Server.Provider,
            ("SignIn:TriesPerAccount", "3")
        );
        var network = await new NetworkPlan().BuildAsync(server);
        var reader = await new Reader(server).SignInAsync(network.Observer.Email, Server.Password);
        for (var i = 0; i < 3; i++)
        {
            (await reader.PostAsync("/account?handler=Password", ("Current", "gissning"), ("New", NewPassword))).ShouldBe(
                HttpStatusCode.BadRequest
            );
        }

        var slowed = (
            await reader.PostAsync("/account?handler=Password", ("Current", Server.Password), ("New", NewPassword))
        ).ShouldBe(HttpStatusCode.TooManyRequests);
        slowed.Text.ShouldContain("Försök igen om 2 sekunder.");
        slowed.Message.Headers.RetryAfter.ShouldNotBeNull();
    }

    [Test]
    public async Task The_last_place_in_a_network_takes_the_calendar_with_it_and_the_last_of_all_the_sessions()
    {
        var (network, other) = (await BuildAsync(n => n.Group("Piteå", "Luleå")), await BuildAsync(n => n.Group("Malmö")));
        var member = network["Luleå", Function.Manager];
        await other.ChangeAsync(async db =>
            db.Memberships.Add(
                new Membership
                {
                    PersonId = member.Id,
                    OrganisationId = other["Malmö"].Id,
                    Function = Function.Manager,
                    Since = (await db.Memberships.FirstAsync()).Since,
                }
            )
        );
        var calendar = new Uri(
            (await member.Api.PostAsync(network.InNetwork("/calendar"))).ShouldBe(HttpStatusCode.Created)["address"]!.ToString()
        ).PathAndQuery;
        (await EndAsync(network, "Luleå", member)).ShouldBeOk();
        (await network.InDbAsync(db => db.CalendarFeeds.SingleAsync())).RevokedAt.ShouldNotBeNull(
            "another place later does not open it again"
        );
        (await new Reader(Server).GetAsync(calendar)).ShouldBe(HttpStatusCode.Gone);
        (await member.Api.GetAsync("/api/v1/me/places")).ShouldBeOk()["total"]!.GetValue<int>().ShouldBe(1);
        (await EndAsync(other, "Malmö", member)).ShouldBeOk();
        (await member.Api.GetAsync("/api/v1/me/places")).ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Test]
    public async Task A_session_is_over_after_thirty_days_however_much_it_is_used()
    {
        var network = await BuildAsync(n => n);
        var reader = await new Reader(Server).SignInAsync(network.Observer.Email, Server.Password);
        var (access, refresh) = await LogInAsync(network.Observer);
        var sessions = await Server.InDbAsync(null, db =>
            db.Sessions.Where(s => s.PersonId == network.Observer.Id).ToListAsync()
        );
        sessions.ShouldAllBe(s => s.ExpiresAt - s.BegunAt == TimeSpan.FromDays(30));
        await Server.InDbAsync(null, db =>
            db.Sessions.Where(s => s.PersonId == network.Observer.Id)
                .ExecuteUpdateAsync(s => s.SetProperty(x => x.ExpiresAt, DateTimeOffset.UtcNow.AddSeconds(-1)))
        );
        (await reader.GetAsync(network.Page("/cohorts"))).ShouldBe(HttpStatusCode.Redirect);
        (await With(access).GetAsync("/api/v1/me/places")).ShouldBe(HttpStatusCode.Unauthorized);
        (await RefreshAsync(refresh)).ShouldBe(HttpStatusCode.Unauthorized);

        // What is over is forgotten when the account signs in again.
        await LogInAsync(network.Observer);
        (await Server.InDbAsync(null, db => db.Sessions.CountAsync(s => s.PersonId == network.Observer.Id))).ShouldBe(1);
    }

    [Test]
    public async Task A_refresh_token_works_once_and_used_again_later_it_ends_what_came_of_it()
    {
        var network = await BuildAsync(n => n);
        var (access, first) = await LogInAsync(network.Observer);
        var second = (await RefreshAsync(first)).ShouldBeOk();
        var third = (await RefreshAsync(second["refreshToken"]!.ToString())).ShouldBeOk();
        (await With(third["accessToken"]!.ToString()).GetAsync("/api/v1/me/places")).ShouldBeOk();
        (await With(access).GetAsync("/api/v1/me/places")).ShouldBeOk();

        (await RefreshAsync(first)).ShouldBe(HttpStatusCode.Unauthorized);
        (await RefreshAsync(third["refreshToken"]!.ToString())).ShouldBe(HttpStatusCode.Unauthorized);
        (await With(third["accessToken"]!.ToString()).GetAsync("/api/v1/me/places")).ShouldBe(HttpStatusCode.Unauthorized);
        await LogInAsync(network.Observer);
    }

    [Test]
    public async Task Two_refreshes_at_the_same_time_give_one_of_them_tokens_and_end_nothing()
    {
        var network = await BuildAsync(n => n);
        var (_, first) = await LogInAsync(network.Observer);
        var replies = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => RefreshAsync(first))));
        var won = replies.Where(r => r.Status == HttpStatusCode.OK).ShouldHaveSingleItem();
        replies.Count(r => r.Status == HttpStatusCode.Unauthorized).ShouldBe(3);
        (await RefreshAsync(won["refreshToken"]!.ToString())).ShouldBeOk();
    }

    [Test]
    public async Task The_token_just_used_ends_its_family_once_the_race_is_over_and_one_unused_for_a_fortnight_gives_nothing()
    {
        var network = await BuildAsync(n => n);
        var (_, first) = await LogInAsync(network.Observer);
        var second = (await RefreshAsync(first)).ShouldBeOk()["refreshToken"]!.ToString();
        Task<int> Age(TimeSpan by) =>
            Server.InDbAsync(null, db =>
                db.Sessions.Where(s => s.PersonId == network.Observer.Id && s.EndedAt == null)
                    .ExecuteUpdateAsync(s => s.SetProperty(x => x.RefreshedAt, DateTimeOffset.UtcNow - by))
            );
        await Age(TimeSpan.FromSeconds(11));
        (await RefreshAsync(first)).ShouldBe(HttpStatusCode.Unauthorized);
        (await RefreshAsync(second)).ShouldBe(HttpStatusCode.Unauthorized);

        var (_, unused) = await LogInAsync(network.Observer);
        await Age(TimeSpan.FromDays(14));
        (await RefreshAsync(unused)).ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Test]
    public async Task The_database_holds_no_token_that_works()
    {
        var network = await BuildAsync(n => n);
        var (_, refresh) = await LogInAsync(network.Observer);
        var kept = await Server.InDbAsync(null, db => db.Sessions.SingleAsync(s => s.PersonId == network.Observer.Id));
        kept.FamilyHash.ShouldBe(Invitation.Hash(refresh.Split('.')[0]));
        kept.RefreshHash.ShouldBe(Invitation.Hash(refresh.Split('.')[1]));
        (await RefreshAsync($"{kept.FamilyHash}.{kept.RefreshHash}")).ShouldBe(HttpStatusCode.Unauthorized);
        (await RefreshAsync($"{refresh.Split('.')[0]}x.{refresh.Split('.')[1]}")).ShouldBe(HttpStatusCode.Unauthorized);
        (await RefreshAsync(refresh)).ShouldBeOk();
    }

    [Test]
    public async Task Wrong_passwords_slow_down_who_types_them_and_not_the_owner()
    {
        await using var server = Server.StartAt(
            new ManualClock(DateTimeOffset.UtcNow),
            Server.Provider,
            ("SignIn:TriesPerAccount", "5")
        );
        var network = await new NetworkPlan().BuildAsync(server);
        var (guest, owner) = (new Api(server), await network.Coordinator.ReaderAsync());
        foreach (var email in new[] { network.Coordinator.Email, "ingen@lulea.example" })
        {
            for (var i = 0; i < 5; i++)
            {
                (await guest.PostAsync("/api/v1/auth/login", new { email, password = "gissning" })).ShouldBeInvalid(
                    "WrongPassword",
                    "password"
                );
            }

            var slowed = (await guest.PostAsync("/api/v1/auth/login", new { email, password = Server.Password })).ShouldBeRefused(
                HttpStatusCode.TooManyRequests,
                "TooManyTries"
            );
            slowed["detail"]!.ToString().ShouldBe("Det har blivit många försök. Försök igen om 2 sekunder.");
            slowed.Message.Headers.RetryAfter!.Delta.ShouldBe(TimeSpan.FromSeconds(2));
        }

        var page = (
            await new Reader(server).PostAsync("/sign-in", ("email", network.Coordinator.Email), ("password", Server.Password))
        ).ShouldBe(HttpStatusCode.TooManyRequests);
        page.Text.ShouldContain("Försök igen om 2 sekunder.");
        page.Message.Headers.RetryAfter.ShouldNotBeNull();

        // She has signed in on her own device before.
        (await owner.PostAsync("/sign-out")).ShouldLeadTo("/");
        await owner.SignInAsync(network.Coordinator.Email, Server.Password);
        (await owner.GetAsync(network.Page("/cohorts"))).ShouldBeOk();
    }

    [Test]
    public async Task What_is_no_refresh_token_is_tried_so_many_times()
    {
        await using var server = Server.StartAt(
            new ManualClock(DateTimeOffset.UtcNow),
            Server.Provider,
            ("SignIn:TriesPerClient", "3")
        );
        for (var i = 0; i < 3; i++)
        {
            (await new Api(server).PostAsync("/api/v1/auth/refresh", new { refreshToken = $"a.{i}" })).ShouldBe(
                HttpStatusCode.Unauthorized
            );
        }

        (await new Api(server).PostAsync("/api/v1/auth/refresh", new { refreshToken = "a.b" }))
            .ShouldBeRefused(HttpStatusCode.TooManyRequests, "TooManyTries")
            .Message.Headers.RetryAfter.ShouldNotBeNull();
    }

    private async Task<Reply> EndAsync(TestNetwork network, string organisation, Member member)
    {
        var place = await network.InDbAsync(db =>
            db.Memberships.Where(m => m.PersonId == member.Id && m.EndedAt == null).Select(m => m.Id).SingleAsync()
        );
        return await network.Coordinator.Api.PostAsync(
            network.InNetwork($"/organisations/{network[organisation].Slug}/team/{place}/end"),
            new { }
        );
    }

    private async Task<(string Access, string Refresh)> LogInAsync(Member member)
    {
        var tokens = (
            await Guest.PostAsync("/api/v1/auth/login", new { email = member.Email, password = Server.Password })
        ).ShouldBeOk();
        return (tokens["accessToken"]!.ToString(), tokens["refreshToken"]!.ToString());
    }

    private Task<Reply> RefreshAsync(string? refreshToken) => Guest.PostAsync("/api/v1/auth/refresh", new { refreshToken });

    private Api With(string token) => new(Server, () => Task.FromResult(token));
}
