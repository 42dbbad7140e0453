namespace ModelMunicipalities.App.Tests.Platform;

/// <summary>What holds for every answer: headers, languages, error pages.</summary>
public class FrameTests(DatabaseProvider provider) : OnEveryDatabase(provider)
{
    [TestCase("/")]
    [TestCase("/sign-in")]
    [TestCase("/no/such/page")]
    [TestCase("/api/v1/me/places")]
    [TestCase("/health/live")]
    public async Task Every_answer_tells_the_browser_what_it_may_do(string path)
    {
        var page = await new Reader(Server).GetAsync(path);
        page.Message.Headers.GetValues("Content-Security-Policy").Single().ShouldContain("default-src 'none'");
        page.Message.Headers.GetValues("Content-Security-Policy").Single().ShouldNotContain("unsafe");
        page.Message.Headers.GetValues("X-Content-Type-Options").ShouldBe(["nosniff"]);
        page.Message.Headers.GetValues("Referrer-Policy").ShouldBe(["same-origin"]);
        page.Message.Headers.GetValues("Cross-Origin-Opener-Policy").ShouldBe(["same-origin"]);
        page.Message.Headers.GetValues("Cross-Origin-Resource-Policy").ShouldBe(["same-origin"]);
        page.Message.Headers.GetValues("Permissions-Policy").Single().ShouldContain("geolocation=()");
        page.Message.Headers.Contains("Server").ShouldBeFalse();
    }

    [Test]
    public async Task A_page_that_there_is_none_of_is_told_so_in_the_portals_own_frame()
    {
        var network = await BuildAsync(n => n);
        var page = (await (await network.Coordinator.ReaderAsync()).GetAsync(network.Page("/no/such/page"))).ShouldBe(
            HttpStatusCode.NotFound
        );
        page.Heading.ShouldNotBeEmpty();
        page.Html.ShouldContain("lang=\"sv\"");
    }

    [Test]
    public async Task The_language_is_swedish_until_english_is_chosen_and_is_remembered()
    {
        var network = await BuildAsync(n => n);
        var reader = await network.Observer.ReaderAsync();
        (await reader.GetAsync("/sources", ("Accept-Language", "en"))).Html.ShouldContain(
            "lang=\"sv\"",
            customMessage: "the portal is Swedish first"
        );
        (await reader.PostAsync("/language", ("language", "en"), ("returnUrl", "/sources"))).ShouldLeadTo("/sources");
        (await reader.GetAsync("/sources")).Html.ShouldContain("lang=\"en\"");
        (await network.InDbAsync(db => Task.FromResult(db.Users.Single(p => p.Id == network.Observer.Id).Language))).ShouldBe(
            "en"
        );
        (await reader.PostAsync("/language", ("language", "sv"), ("returnUrl", "/privacy"))).ShouldLeadTo("/privacy");
        (await reader.GetAsync("/privacy")).Html.ShouldContain("lang=\"sv\"");
    }

    [TestCase("https://evil.example/")]
    [TestCase("//evil.example/")]
    [TestCase("/\\evil.example")]
    [TestCase("javascript:alert(1)")]
    public async Task Nobody_is_sent_to_another_site(string returnUrl)
    {
        var network = await BuildAsync(n => n);
        var guest = new Reader(Server);
        (await guest.PostAsync("/language", ("language", "en"), ("returnUrl", returnUrl))).ShouldLeadTo("/");
        (
            await guest.PostAsync(
                "/sign-in",
                ("email", network.Observer.Email),
                ("password", Server.Password),
                ("returnUrl", returnUrl)
            )
        ).ShouldLeadTo("/");
    }

    [Test]
    public async Task Styles_and_scripts_are_served_to_guests_and_kept_by_the_browser()
    {
        var page = await new Reader(Server).GetAsync("/sign-in");
        var addresses = System
            .Text.RegularExpressions.Regex.Matches(page.Html, "(?:href|src)=\"(/[^\"]+\\.(?:css|js|woff2|svg)[^\"]*)\"")
            .Select(m => m.Groups[1].Value)
            .ToList();
        addresses.Count.ShouldBeGreaterThan(4);
        foreach (var address in addresses)
        {
            var asset = (await new Reader(Server).GetAsync(address)).ShouldBeOk();
            asset.Message.Headers.CacheControl!.ToString().ShouldNotContain("no-store");
        }
    }

    [Test]
    public async Task Open_pages_are_complete_in_both_languages()
    {
        foreach (
            var path in new[]
            {
                "/",
                "/sign-in",
                "/sources",
                "/accessibility",
                "/privacy",
                "/problem?status=404",
                "/problem?status=403",
                "/problem?status=500",
                "/language",
            }
        )
        {
            var reader = new Reader(Server);
            var swedish = await reader.GetAsync(path);
            (await reader.PostAsync("/language", ("language", "en"))).ShouldBe(HttpStatusCode.Redirect);
            var english = await reader.GetAsync(path);
            foreach (var page in new[] { swedish, english })
            {
                page.Title.ShouldMatch("^.+ – Modellkommuner$", path);
                page.Heading.ShouldNotBeEmpty(path);
                System.Text.RegularExpressions.Regex.Count(page.Html, "<h1").ShouldBe(1, path);
            }

            english.Heading.ShouldNotBe(swedish.Heading, path);
        }
    }
}
