namespace ModelMunicipalities.App.Tests.Features.Accounts;

public class SignInTests(DatabaseProvider provider) : SessionTest(provider)
{
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
    public async Task An_address_and_its_password_give_tokens_that_open_the_API()
    {
        var network = await BuildAsync(n => n);
        var signedIn = (await LogInAsync(network.Observer.Email, Server.Password)).ShouldBeOk();
        signedIn["tokenType"]!.ToString().ShouldBe("Bearer");
        signedIn["expiresIn"]!.GetValue<int>().ShouldBeGreaterThan(0);
        (await With(signedIn["accessToken"]!.ToString()).GetAsync("/api/v1/me/places")).ShouldBeOk()["items[0].networkName"]!
            .ToString()
            .ShouldBe("Nätverket");
    }

    [Test]
    public async Task The_address_is_taken_in_whatever_case_and_with_spaces_round_it()
    {
        var network = await BuildAsync(n => n);
        (await LogInAsync($"  {network.Observer.Email.ToUpperInvariant()} ", Server.Password)).ShouldBeOk();
    }

    [TestCase("fel-lösenord")]
    [TestCase("")]
    [TestCase(null)]
    public async Task Another_password_is_refused_in_the_same_words_as_another_address(string? password)
    {
        var network = await BuildAsync(n => n);
        var wrongPassword = (await LogInAsync(network.Observer.Email, password)).ShouldBeInvalid("WrongPassword", "password");
        var nobody = (await LogInAsync("nobody@" + network.Observer.Email.Split('@')[1], password)).ShouldBeInvalid(
            "WrongPassword",
            "password"
        );
        nobody["detail"]!.ToString().ShouldBe(wrongPassword["detail"]!.ToString());
    }

    [Test]
    public async Task What_is_no_access_token_opens_nothing()
    {
        var network = await BuildAsync(n => n);
        var signedIn = (await LogInAsync(network.Observer.Email, Server.Password)).ShouldBeOk();
        (await With(signedIn["refreshToken"]!.ToString()).GetAsync("/api/v1/me/places")).ShouldBe(HttpStatusCode.Unauthorized);
        (await With("nonsense").GetAsync("/api/v1/me/places")).ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Test]
    public async Task A_page_asked_for_before_signing_in_is_where_signing_in_leads()
    {
        var network = await BuildAsync(n => n.Group("Piteå", "Luleå"));
        var reader = new Reader(Server);
        var turned = (await reader.GetAsync(network.PageOf("Luleå"))).ShouldBe(HttpStatusCode.Redirect);
        var signIn = new Uri(Server.Address, turned.Location!).PathAndQuery;
        signIn.ShouldStartWith("/sign-in?returnUrl=");
        var form = await reader.GetAsync(signIn);
        form.Html.ShouldContain(network.PageOf("Luleå"));
        (
            await reader.PostAsync(signIn, ("email", network["Luleå", Function.Manager].Email), ("password", Server.Password))
        ).ShouldLeadTo(network.PageOf("Luleå"));
        (await reader.GetAsync(network.PageOf("Luleå"))).ShouldBeOk();
    }

    [Test]
    public async Task A_wrong_password_stays_on_the_page_with_the_address_and_without_the_password()
    {
        var network = await BuildAsync(n => n);
        var page = await new Reader(Server).PostAsync(
            "/sign-in",
            ("email", network.Observer.Email),
            ("password", "fel-lösenord")
        );
        page.ShouldBe(HttpStatusCode.BadRequest);
        page.Html.ShouldContain($"value=\"{network.Observer.Email}\"");
        page.Html.ShouldNotContain("fel-l");
        page.Html.ShouldContain("id=\"password-wrong\"");
    }

    [Test]
    public async Task A_form_without_its_token_changes_nothing()
    {
        var network = await BuildAsync(n => n.Group("Piteå", "Luleå"));
        var reader = await network["Luleå", Function.Manager].ReaderAsync();
        (await reader.PostWithoutTokenAsync("/sign-out")).ShouldBe(HttpStatusCode.BadRequest);
        (await reader.GetAsync(network.PageOf("Luleå"))).ShouldBeOk();
    }
}
