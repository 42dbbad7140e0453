namespace ModelMunicipalities.App.Tests.Features.Accounts;

public class ChangePasswordTests(DatabaseProvider provider) : SessionTest(provider)
{
    private const string NewPassword = "ett nytt långt lösenord";

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
}
