using Microsoft.EntityFrameworkCore;

namespace ModelMunicipalities.App.Tests.Features.Accounts;

public class SignInTests(DatabaseProvider provider) : OnEveryDatabase(provider)
{
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
    public async Task A_refresh_token_gives_new_tokens_until_the_account_is_changed()
    {
        var network = await BuildAsync(n => n);
        var signedIn = (await LogInAsync(network.Observer.Email, Server.Password)).ShouldBeOk();
        var refreshed = (await RefreshAsync(signedIn["refreshToken"]!.ToString())).ShouldBeOk();
        (await With(refreshed["accessToken"]!.ToString()).GetAsync("/api/v1/me/places")).ShouldBeOk();

        await Server.InDbAsync(null, db =>
            db.Users.Where(p => p.Id == network.Observer.Id)
                .ExecuteUpdateAsync(p => p.SetProperty(x => x.SecurityStamp, "changed"))
        );
        (await RefreshAsync(refreshed["refreshToken"]!.ToString())).ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Test]
    public async Task What_is_no_refresh_token_gives_nothing()
    {
        var network = await BuildAsync(n => n);
        var signedIn = (await LogInAsync(network.Observer.Email, Server.Password)).ShouldBeOk();
        (await RefreshAsync(signedIn["accessToken"]!.ToString())).ShouldBe(HttpStatusCode.Unauthorized);
        (await RefreshAsync("nonsense")).ShouldBe(HttpStatusCode.Unauthorized);
        (await RefreshAsync("")).ShouldBe(HttpStatusCode.Unauthorized);
        (await RefreshAsync(null)).ShouldBe(HttpStatusCode.Unauthorized);
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
    public async Task Signing_out_ends_it()
    {
        var network = await BuildAsync(n => n);
        var reader = await network.Coordinator.ReaderAsync();
        (await reader.GetAsync(network.CohortPage())).ShouldBeOk();
        (await reader.PostAsync("/sign-out")).ShouldLeadTo("/");
        (await reader.GetAsync(network.CohortPage())).ShouldBe(HttpStatusCode.Redirect);
    }

    [Test]
    public async Task A_form_without_its_token_changes_nothing()
    {
        var network = await BuildAsync(n => n.Group("Piteå", "Luleå"));
        var reader = await network["Luleå", Function.Manager].ReaderAsync();
        (await reader.PostWithoutTokenAsync("/sign-out")).ShouldBe(HttpStatusCode.BadRequest);
        (await reader.GetAsync(network.PageOf("Luleå"))).ShouldBeOk();
    }

    [Test]
    public async Task Who_has_several_places_chooses_as_what_she_acts()
    {
        var network = await BuildAsync(n => n.Group("Piteå", "Luleå"));
        var member = network["Luleå", Function.KeyPerson];
        var coordinator = new Membership
        {
            PersonId = member.Id,
            Role = NetworkRole.Coordinator,
            Since = DateTimeOffset.UtcNow,
        };
        await network.ChangeAsync(db => Task.FromResult(db.Memberships.Add(coordinator)));
        var reader = await member.ReaderAsync();
        (await reader.GetAsync(network.Page())).ShouldLeadTo(network.PageOf("Luleå"));
        (await reader.PostAsync("/acting", ("membership", $"{coordinator.Id}"))).ShouldLeadTo(network.Page());
        (await reader.GetAsync(network.Page())).ShouldLeadTo(network.CohortPage());
    }

    private Task<Reply> LogInAsync(string email, string? password) =>
        Guest.PostAsync("/api/v1/auth/login", new { email, password });

    private Task<Reply> RefreshAsync(string? refreshToken) => Guest.PostAsync("/api/v1/auth/refresh", new { refreshToken });

    private Api With(string token) => new(Server, () => Task.FromResult(token));
}
