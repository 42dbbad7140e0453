using System.Net.Http.Json;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace ModelMunicipalities.App.Tests.Platform;

/// <summary>Behind a proxy: who is believed about whom, and what an encrypted address means for cookies and links.</summary>
public class ProxyTests
{
    private static readonly (string, string) Https = ("Portal:Address", "https://portal.example");

    private static readonly (string, string) ByName = ("Host", "portal.example");

    [TestCase(null, "203.0.113.1", "203.0.113.2", "203.0.113.3", false, TestName = "Of an unknown proxy, none is believed")]
    [TestCase(
        "10.0.0.0/8",
        "203.0.113.1",
        "203.0.113.2",
        "203.0.113.3",
        false,
        TestName = "Of a proxy of another network, none is believed"
    )]
    [TestCase(
        "127.0.0.1",
        "203.0.113.1",
        "203.0.113.2",
        "203.0.113.3",
        true,
        TestName = "Of a known proxy, each client is its own"
    )]
    [TestCase(
        "127.0.0.0/8, ::1",
        "203.0.113.1",
        "203.0.113.2",
        "203.0.113.3",
        true,
        TestName = "Of a known network, each client is its own"
    )]
    [TestCase(
        "127.0.0.1",
        "1.1.1.1, 203.0.113.1",
        "2.2.2.2, 203.0.113.1",
        "3.3.3.3, 203.0.113.1",
        false,
        TestName = "What a client writes before a known proxy does is not believed"
    )]
    [TestCase(
        "127.0.0.1 192.0.2.0/24",
        "9.9.9.9, 203.0.113.1, 192.0.2.7",
        "8.8.8.8, 203.0.113.1, 192.0.2.8",
        "203.0.113.1, 192.0.2.9",
        false,
        TestName = "Through several known proxies, the first unknown is the client"
    )]
    public async Task A_limit_per_client_counts(string? known, string first, string second, string third, bool areApart)
    {
        await using var server = Server.Start(
            DatabaseProvider.Sqlite,
            ("Join:PerClientAndHour", "2"),
            ("Proxy:Known", known ?? "")
        );
        var network = await new NetworkPlan().Group("Piteå").BuildAsync(server);
        var answers = new List<HttpStatusCode>();
        foreach (var client in new[] { first, second, third })
        {
            var asked = JsonContent.Create(
                new
                {
                    name = "Ny",
                    email = $"ny-{answers.Count}@pitea.example",
                    function = "manager",
                }
            );
            answers.Add(
                (
                    await new Api(server).SendAsync(HttpMethod.Post, network.InNetwork("/join"), asked, r =>
                        r.With(("X-Forwarded-For", client))
                    )
                ).Status
            );
        }

        answers.ShouldBe([
            HttpStatusCode.Accepted,
            HttpStatusCode.Accepted,
            areApart ? HttpStatusCode.Accepted : HttpStatusCode.TooManyRequests,
        ]);
    }

    [Test]
    public async Task Reached_encrypted_every_cookie_is_the_hosts_own_and_goes_over_no_other_connection()
    {
        await using var server = Server.Start(DatabaseProvider.Sqlite, Https);
        var network = await new NetworkPlan().Group("Piteå").BuildAsync(server);
        var form = (await Raw.SendAsync(server, HttpMethod.Get, "/sign-in", null, ByName)).ShouldBeOk();
        form.Message.Header("Strict-Transport-Security").ShouldBe("max-age=31536000; includeSubDomains");
        var cookies = form.Message.Cookies().ToList();
        var signedIn = await PostAsync("/sign-in", ("email", network.Coordinator.Email), ("password", Server.Password));
        cookies.AddRange(signedIn.ShouldBe(HttpStatusCode.Redirect).Message.Cookies());
        signedIn.Message.Headers.Location!.ToString().ShouldBe("/");
        var page = (
            await Raw.SendAsync(server, HttpMethod.Get, network.Page("/people"), null, ByName, ("Cookie", cookies.SentBack()))
        ).ShouldBeOk();
        form = page;
        cookies.AddRange((await PostAsync("/language", ("language", "en"))).ShouldBe(HttpStatusCode.Redirect).Message.Cookies());
        (
            await Raw.SendAsync(server, HttpMethod.Get, "/sources", null, ByName, ("Cookie", cookies.SentBack()))
        ).Text.ShouldContain("lang=\"en\"");
        var place = await network.InDbAsync(db =>
            Task.FromResult(db.Memberships.First(m => m.PersonId == network.Coordinator.Id).Id)
        );
        cookies.AddRange(
            (await PostAsync("/acting", ("membership", $"{place}"))).ShouldBe(HttpStatusCode.Redirect).Message.Cookies()
        );
        cookies.AddRange((await PostAsync("/sign-out")).ShouldBe(HttpStatusCode.Redirect).Message.Cookies());

        cookies
            .Select(c => c.Split('=')[0])
            .Distinct()
            .ShouldBe(
                ["__Host-form", "__Host-device", "__Host-session", "__Host-person", "__Host-language", "__Host-acting"],
                ignoreOrder: true
            );
        foreach (var cookie in cookies.Select(c => c.ToLowerInvariant()))
        {
            cookie.ShouldContain("; secure");
            cookie.ShouldContain("; httponly");
            cookie.ShouldContain("; path=/");
            cookie.ShouldMatch("; samesite=(lax|strict)");
            cookie.ShouldNotContain("domain=");
        }

        Task<Reply> PostAsync(string path, params (string, string)[] fields) =>
            Raw.SendAsync(
                server,
                HttpMethod.Post,
                path,
                new FormUrlEncodedContent([
                    .. fields.Select(f => KeyValuePair.Create(f.Item1, f.Item2)),
                    new("__RequestVerificationToken", Token(form.Text)),
                ]),
                ByName,
                ("Cookie", cookies.SentBack())
            );
    }

    [Test]
    public async Task So_are_the_cookies_that_only_some_page_or_nobody_hands_out()
    {
        await using var secure = Server.Start(DatabaseProvider.Sqlite, Https);
        (await CookiesAsync(secure)).ShouldAllBe(c =>
            c.Name!.StartsWith("__Host-", StringComparison.Ordinal)
            && c.SecurePolicy == CookieSecurePolicy.Always
            && c.HttpOnly
            && c.Path == "/"
            && c.Domain == null
        );
        (await CookiesAsync(Server.On(DatabaseProvider.Sqlite))).ShouldAllBe(c =>
            !c.Name!.StartsWith("__", StringComparison.Ordinal) && c.SecurePolicy == CookieSecurePolicy.None && c.HttpOnly
        );
    }

    [Test]
    public async Task On_the_machine_itself_without_encryption_a_browser_keeps_the_cookies_too()
    {
        var form = (await Raw.SendAsync(Server.On(DatabaseProvider.Sqlite), HttpMethod.Get, "/sign-in")).ShouldBeOk();
        form.Message.Cookies().ShouldHaveSingleItem().ShouldStartWith("form=");
        form.Message.Cookies()[0].ToLowerInvariant().ShouldNotContain("secure");
        form.Message.Header("Strict-Transport-Security").ShouldBeNull();
    }

    [Test]
    public async Task A_known_proxy_that_tells_of_an_unencrypted_request_has_pages_led_on_and_all_else_refused()
    {
        await using var server = Server.Start(DatabaseProvider.Sqlite, Https, ("Proxy:Known", "127.0.0.1"));
        (string, string)[] open = [ByName, ("X-Forwarded-Proto", "http")];
        (string, string)[] encrypted = [ByName, ("X-Forwarded-Proto", "https")];
        (await Raw.SendAsync(server, HttpMethod.Get, "/sign-in", null, encrypted)).ShouldBeOk();
        var led = await Raw.SendAsync(server, HttpMethod.Get, "/sign-in?returnUrl=%2Fa", null, open);
        led.ShouldBe(HttpStatusCode.PermanentRedirect)
            .Message.Headers.Location!.ToString()
            .ShouldBe("https://portal.example/sign-in?returnUrl=%2Fa");
        led.Message.Cookies().ShouldBeEmpty();
        (await Raw.SendAsync(server, HttpMethod.Post, "/sign-in", new FormUrlEncodedContent([]), open))
            .ShouldBe(HttpStatusCode.BadRequest)
            .Text.ShouldContain("https://");
        (await Raw.SendAsync(server, HttpMethod.Get, "/api/v1/me/places", null, open)).ShouldBe(HttpStatusCode.BadRequest)[
            "detail"
        ]!
            .ToString()
            .ShouldContain("https://");
        (await Raw.SendAsync(server, HttpMethod.Get, "/health/live", null, open)).ShouldBeOk();
    }

    private static string Token(string page) =>
        Regex.Match(page, "name=\"__RequestVerificationToken\" type=\"hidden\" value=\"([^\"]+)\"").Groups[1].Value;

    private static async Task<List<CookieBuilder>> CookiesAsync(Server server)
    {
        var schemes = await server.Services.GetRequiredService<IAuthenticationSchemeProvider>().GetAllSchemesAsync();
        var signIns = server.Services.GetRequiredService<IOptionsMonitor<CookieAuthenticationOptions>>();
        return
        [
            .. schemes.Where(s => s.HandlerType == typeof(CookieAuthenticationHandler)).Select(s => signIns.Get(s.Name).Cookie),
            server.Services.GetRequiredService<IOptions<AntiforgeryOptions>>().Value.Cookie,
            server.Services.GetRequiredService<IOptions<CookieTempDataProviderOptions>>().Value.Cookie,
        ];
    }
}
