using System.Net.Sockets;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.WebUtilities;

namespace ModelMunicipalities.App.Tests.Platform;

/// <summary>
/// What holds for every route that the program maps, read off the program: nothing that is sent breaks it, nothing personal is
/// kept on the way, and HEAD is answered as GET is. A new route takes part by itself.
/// </summary>
public partial class EveryRouteTests
{
    private const string Multipart = "multipart/form-data; boundary=x";

    /// <summary>Bodies that are refused before anybody looks at what they are about.</summary>
    private static readonly (string What, string? Type, string Body, HttpStatusCode Status)[] Unreadable =
    [
        ("JSON in characters of nobody's", "application/json; charset=foo", "{}", HttpStatusCode.UnsupportedMediaType),
        ("JSON in UTF-7", "application/json; charset=utf-7", "{}", HttpStatusCode.UnsupportedMediaType),
        ("a form in UTF-7", "application/x-www-form-urlencoded; charset=utf-7", "a=b", HttpStatusCode.UnsupportedMediaType),
        (
            "a form in characters of nobody's",
            "application/x-www-form-urlencoded; charset=\"x y\"",
            "a=b",
            HttpStatusCode.UnsupportedMediaType
        ),
        ("CSV in characters of nobody's", "text/csv; charset=foo", "a;b", HttpStatusCode.UnsupportedMediaType),
        ("a form of parts in UTF-7", Multipart + "; charset=utf-7", "--x--", HttpStatusCode.UnsupportedMediaType),
        (
            "a part in UTF-7",
            Multipart,
            "--x\r\nContent-Disposition: form-data; name=\"a\"\r\nContent-Type: text/plain; charset=utf-7\r\n\r\nb\r\n--x--\r\n",
            HttpStatusCode.UnsupportedMediaType
        ),
        ("parts without what divides them", "multipart/form-data", "--x--", HttpStatusCode.BadRequest),
        (
            "parts that end in the middle",
            Multipart,
            "--x\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nb",
            HttpStatusCode.BadRequest
        ),
    ];

    /// <summary>Bodies that each route answers as it likes, and never with a fault of its own.</summary>
    private static readonly (string? Type, string Body, string? Encoding)[] Odd =
    [
        (null, "", null),
        ("application/json", "", null),
        ("application/json", "\0", null),
        ("application/json", "[[[[", null),
        ("application/json", "{\"\\ud800\":1}", null),
        ("application/json; charset=utf-16", "{}", null),
        ("application/json; charset=", "{}", null),
        ("application/json", "{}", "gzip"),
        ("application/json", "{}", "x-none"),
        ("application/problem+json", "null", null),
        (";;;", "x", null),
        ("text/csv", "\0\u0001\ufffe", null),
        ("text/csv", "", "deflate"),
        ("application/x-www-form-urlencoded", "a=%00&%ff=%fe&b=%&%u1234==&=&&&", null),
        ("application/x-www-form-urlencoded", "__RequestVerificationToken=%00", null),
        (Multipart, "--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"\0.pdf\"\r\n\r\n\0\r\n--x--\r\n", null),
        (Multipart, "--x--", null),
        (Multipart, "--x\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nb", null),
        ("multipart/form-data", "--x--", null),
    ];

    private static readonly (string, string)[] OddHeaders =
    [
        ("Accept", "*/*;q=foo, text/html;;"),
        ("Accept-Language", "sv;q=,,;*"),
        ("Accept-Encoding", "gzip;q=2, br;q=x, *"),
        ("If-Match", "\""),
        ("If-None-Match", "W/\"x\", *, \""),
        ("If-Modified-Since", "yesterday"),
        ("If-Unmodified-Since", "0"),
        ("Range", "bytes=9-1,-,0-"),
        ("Cookie", "session=%00; form=x; language=%ff; acting=99999999999999999999; acting=; =; ;;"),
        ("X-HTTP-Method-Override", "DELETE"),
        ("HX-Request", "maybe"),
        ("Origin", "null"),
        ("Referer", "::"),
        ("traceparent", "00-x"),
        ("Content-Language", "-"),
    ];

    private static readonly string[] OddValues =
    [
        "%00",
        "%ff",
        "%2e%2e",
        "%F0%9F%98%80",
        "%C3%28",
        "a%2fb%5c",
        new string('a', 4000),
    ];

    private const string OddQuery =
        "a=%00&page=%ff&sort=%C3%28&%=x&occasion=%00&handler=%00&pageSize=1e9&function=%2e%2e&basis=&&==&format=%00";

    private static Server Server => Server.On(DatabaseProvider.Sqlite);

    [Test]
    public async Task A_body_that_nobody_can_read_is_refused_as_such_by_every_route_that_takes_one()
    {
        var (network, routes) = await MakeAsync();
        var reader = await network.Coordinator.ReaderAsync();
        var wrong = new List<string>();
        foreach (
            var (route, address) in routes
                .Where(r => r.Method is "POST" or "PUT" && !IsSigningOut(r))
                .Select(r => (r, Address(r, network)))
                .ToList()
        )
        {
            // Half a form to a call is answered by what takes it, beside the field; that it is no fault is seen below.
            foreach (
                var (what, type, body, status) in Unreadable.Where(u =>
                    u.Status == HttpStatusCode.UnsupportedMediaType || !IsApi(route)
                )
            )
            {
                var content = Raw.Content(Encoding.Latin1.GetBytes(body), type);
                var (answer, answerType) = IsApi(route)
                    ? Told((await network.Coordinator.Api.SendAsync(new HttpMethod(route.Method), address, content)).Message)
                    : Told((await reader.SendAsync(new HttpMethod(route.Method), address, content)).Message);
                if (answer != status || answerType != (IsApi(route) ? "application/problem+json" : "text/html"))
                {
                    wrong.Add($"{route}: {what}: {(int)answer} {answerType}");
                }
            }
        }

        wrong.ShouldBeEmpty();
    }

    [Test]
    public async Task A_page_answers_no_act_that_it_has_no_handler_for()
    {
        var (network, routes) = await MakeAsync();
        var (coordinator, keyPerson) = (
            await network.Coordinator.ReaderAsync(),
            await network["Luleå", Function.KeyPerson].ReaderAsync()
        );
        var wrong = new List<string>();
        foreach (
            var page in routes
                .Where(r => r.Page is not (null or "/Networks/Problem" or "/Accounts/SigningIn/SignOut"))
                .GroupBy(r => r.Page)
        )
        {
            var address = Address(page.First() with { Handler = null }, network);
            var unknown = QueryHelpers.AddQueryString(address, "handler", "Nope");
            foreach (var reader in new[] { coordinator, keyPerson })
            {
                if (!page.Any(r => r is { Method: "POST", Handler: null }))
                {
                    Expect(await reader.PostAsync(address), HttpStatusCode.NotFound);
                    Expect(await reader.PostAsync(unknown), HttpStatusCode.NotFound);
                }

                Expect(await reader.SendAsync(HttpMethod.Put, address), HttpStatusCode.MethodNotAllowed);
                (await reader.GetAsync(unknown)).Status.ShouldBe((await reader.GetAsync(address)).Status, address);
            }

            void Expect(Page answer, HttpStatusCode status)
            {
                if (answer.Status != status)
                {
                    wrong.Add($"{page.Key}: {answer.Message.RequestMessage!.Method} {answer.Status}");
                }
            }
        }

        wrong.ShouldBeEmpty();
    }

    [Test]
    public async Task A_page_behind_the_last_leads_to_the_last()
    {
        var (network, routes) = await MakeAsync();
        var reader = await network.Coordinator.ReaderAsync();
        foreach (var path in new[] { "/trail?p=9999", "/people?p=9999" })
        {
            (await reader.GetAsync(network.Page(path))).ShouldLeadTo(network.Page(path.Replace("9999", "1")));
        }
    }

    [Test]
    public async Task No_body_makes_a_fault_of_any_route()
    {
        var (network, routes) = await MakeAsync();
        var reader = await network.Coordinator.ReaderAsync();
        foreach (
            var (n, (route, address)) in routes
                .Where(r => !IsSigningOut(r))
                .Select(r => (r, Address(r, network)))
                .ToList()
                .Index()
        )
        {
            // Each route gets a part of them, the next one another part: what reads them is the same for all.
            foreach (var (type, body, encoding) in InTurn(route.Method == "GET" ? Odd[^3..] : Odd, n))
            {
                // Both fail the test by themselves when they are answered with a fault.
                var content = Raw.Content(Encoding.UTF8.GetBytes(body), type, encoding);
                if (IsApi(route))
                {
                    await network.Coordinator.Api.SendAsync(new HttpMethod(route.Method), address, content);
                }
                else
                {
                    await reader.SendAsync(new HttpMethod(route.Method), address, content);
                }
            }
        }
    }

    [Test]
    public async Task No_address_and_no_header_makes_a_fault_of_any_route()
    {
        var (network, routes) = await MakeAsync();
        var known = new Dictionary<string, string>();
        var turn = 0;
        foreach (var route in routes.Where(r => r.Method == "GET"))
        {
            var address = Address(route, network);
            await AskAsync(address, OddHeaders);
            await AskAsync(address + (address.Contains('?') ? "&" : "?") + OddQuery);
            foreach (var parameter in route.Parameters)
            {
                foreach (var odd in InTurn(OddValues, turn++))
                {
                    await AskAsync(
                        route
                            .Fill(p =>
                                p == parameter ? "ODD"
                                : known.TryGetValue(p, out var v) ? v
                                : (known[p] = p == "token" ? "nobodys" : IsolationTests.Value(p, network))
                            )
                            .Replace("ODD", odd, StringComparison.Ordinal)
                    );
                }
            }
        }

        foreach (
            var address in new[]
            {
                "/%00",
                "/%ff",
                "/%2e%2e/%2e%2e/etc/passwd",
                "/" + new string('a', 7000),
                "/css/%00",
                "/..;/",
                "//evil.example/",
                "/problem?status=%00",
                "/problem?status=99999999999",
            }
        )
        {
            ((int)(await Raw.SendAsync(Server, HttpMethod.Get, address)).Status).ShouldBeLessThan(500, address);
        }

        async Task AskAsync(string address, params (string, string)[] headers)
        {
            var reader = await network.Coordinator.ReaderAsync();
            if (address.StartsWith("/api/", StringComparison.Ordinal))
            {
                await network.Coordinator.Api.GetAsync(address, r =>
                {
                    r.RequestUri = Raw.At(Server, address);
                    r.With(headers);
                });
            }
            else
            {
                await reader.SendAsync(
                    HttpMethod.Get,
                    Raw.At(Server, address).OriginalString,
                    null,
                    [.. headers.Where(h => h.Item1 != "Content-Language")]
                );
            }
        }
    }

    [Test]
    public async Task Every_answer_but_the_portals_own_styles_and_scripts_is_kept_nowhere()
    {
        var (network, routes) = await MakeAsync();
        var reader = await network.Coordinator.ReaderAsync();
        var wrong = new List<string>();
        var found = 0;
        foreach (var route in routes.Where(r => r.Method == "GET"))
        {
            var address = Address(route, network);
            foreach (
                var message in new[]
                {
                    IsApi(route)
                        ? (await network.Coordinator.Api.GetAsync(address)).Message
                        : (await reader.GetAsync(address)).Message,
                    IsApi(route)
                        ? (await new Api(Server).GetAsync(address)).Message
                        : (await new Reader(Server).GetAsync(address)).Message,
                }
            )
            {
                found += message.IsSuccessStatusCode ? 1 : 0;
                var (cached, robots, referrer) = (
                    message.Header("Cache-Control"),
                    message.Header("X-Robots-Tag"),
                    message.Header("Referrer-Policy")
                );
                var isOpen =
                    route.Page is not null
                    && App.Platform.Portal.OpenPages.Contains(route.Page)
                    && !route.Parameters.Contains("token");
                if (
                    cached is not ("private, no-store" or "no-store, private")
                    || (!isOpen && route.Parameters.Contains("network") && !IsOpenCall(route) && robots != "noindex, nofollow")
                    || referrer != (route.Parameters.Contains("token") ? "no-referrer" : "same-origin")
                )
                {
                    wrong.Add($"{route}: {(int)message.StatusCode} {cached}; {robots}; {referrer}");
                }
            }
        }

        wrong.ShouldBeEmpty();
        found.ShouldBeGreaterThan(100);
    }

    [Test]
    public async Task What_is_done_and_what_is_refused_is_kept_nowhere_either()
    {
        var network = await new NetworkPlan().Group("Piteå", "Luleå").BuildAsync(Server);
        foreach (
            var answer in new[]
            {
                (await network["Luleå", Function.Manager].Api.PutAsync(network.At("Luleå", "bm1", "/mine"), Body.Score(1, 2)))
                    .ShouldBeOk()
                    .Message,
                (await network["Luleå", Function.Manager].Api.PutAsync(network.At("Luleå", "bm1", "/mine"), Body.Score(1, 7)))
                    .ShouldBe(HttpStatusCode.BadRequest)
                    .Message,
                (
                    await new Api(Server).PostAsync(
                        "/api/v1/auth/login",
                        new { email = network.Coordinator.Email, password = Server.Password }
                    )
                )
                    .ShouldBeOk()
                    .Message,
                (
                    await new Reader(Server).PostAsync(
                        "/sign-in",
                        ("email", network.Coordinator.Email),
                        ("password", Server.Password)
                    )
                )
                    .ShouldBe(HttpStatusCode.Redirect)
                    .Message,
                (await (await network.Coordinator.ReaderAsync()).GetAsync(network.Page("/no/such/page")))
                    .ShouldBe(HttpStatusCode.NotFound)
                    .Message,
            }
        )
        {
            answer.Headers.CacheControl!.ToString().ShouldBe("no-store, private");
        }
    }

    [Test]
    public async Task HEAD_is_answered_as_GET_is_by_every_route_without_the_body()
    {
        var (network, routes) = await MakeAsync();
        var reader = await network.Coordinator.ReaderAsync();
        var wrong = new List<string>();
        foreach (var route in routes.Where(r => r.Method == "GET" && r.Page is not "/Accounts/SigningIn/SignOut"))
        {
            var address = Address(route, network);
            foreach (var isGuest in new[] { false, true })
            {
                var (get, head) = (
                    await AskAsync(HttpMethod.Get, address, isGuest),
                    await AskAsync(HttpMethod.Head, address, isGuest)
                );
                if (Said(get) != Said(head))
                {
                    wrong.Add($"{route}: GET {Said(get)}\n   HEAD {Said(head)}");
                }
            }
        }

        wrong.ShouldBeEmpty();

        async Task<HttpResponseMessage> AskAsync(HttpMethod method, string address, bool isGuest) =>
            address.StartsWith("/api/", StringComparison.Ordinal)
                ? (await (isGuest ? new Api(Server) : network.Coordinator.Api).SendAsync(method, address)).Message
                : (await (isGuest ? new Reader(Server) : reader).SendAsync(method, address)).Message;
    }

    [TestCase("/sign-in")]
    [TestCase("/calendar/nobodys.ics")]
    [TestCase("/api/v1/me/places")]
    [TestCase("/openapi/v1.json")]
    [TestCase("/health/ready")]
    public async Task Nothing_comes_after_the_head(string path)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(Server.Address.Host, Server.Address.Port);
        var stream = client.GetStream();
        await stream.WriteAsync(
            Encoding.ASCII.GetBytes($"HEAD {path} HTTP/1.1\r\nHost: {Server.Address.Authority}\r\nConnection: close\r\n\r\n")
        );
        using var all = new StreamReader(stream, Encoding.Latin1);
        var answer = await all.ReadToEndAsync();
        answer.ShouldStartWith("HTTP/1.1 ");
        answer.ShouldEndWith("\r\n\r\n");
        answer.Trim().ShouldNotContain("\r\n\r\n");
    }

    /// <summary>The status and the headers, but for what differs from one time to the next.</summary>
    private static string Said(HttpResponseMessage message) =>
        $"{(int)message.StatusCode} "
        + string.Join(
            "; ",
            message
                .Headers.Concat(message.Content.Headers)
                .Where(h =>
                    h.Key is not ("Date" or "Age" or "Set-Cookie" or "Transfer-Encoding" or "Content-Length" or "Last-Modified")
                )
                .Select(h => $"{h.Key}: {OfOneAnswer().Replace(string.Join(",", h.Value), "nonce")}")
                .Order()
        );

    [GeneratedRegex("nonce-[0-9A-F]{32}")]
    private static partial Regex OfOneAnswer();

    private static (HttpStatusCode, string?) Told(HttpResponseMessage message) =>
        (message.StatusCode, message.Content.Headers.ContentType?.MediaType);

    /// <summary>Every third, beginning with another each time.</summary>
    private static IEnumerable<T> InTurn<T>(IReadOnlyList<T> all, int turn) => all.Where((_, i) => (i + turn) % 3 == 0);

    private static bool IsApi(Route route) => route.Pattern.StartsWith("/api/", StringComparison.Ordinal);

    private static bool IsOpenCall(Route route) =>
        route.Pattern.EndsWith("/join", StringComparison.Ordinal) || route.Pattern.StartsWith("/join", StringComparison.Ordinal);

    private static bool IsSigningOut(Route route) => route.Page is "/Accounts/SigningIn/SignOut";

    private static string Address(Route route, TestNetwork network) =>
        route.Fill(p => p == "token" ? "nobodys" : IsolationTests.Value(p, network));

    private static async Task<(TestNetwork Network, IReadOnlyList<Route> Routes)> MakeAsync()
    {
        var (network, _) = await new IsolationTests(DatabaseProvider.Sqlite).MakeAsync();
        IReadOnlyList<Route> routes =
        [
            .. Routes.OfApi(Server),
            .. await Routes.OfPortalAsync(Server),
            new("GET", "/calendar/{token}.ics", ["token"]),
            new("GET", "/health/live", []),
            new("GET", "/health/ready", []),
            new("GET", "/openapi/v1.json", []),
        ];
        routes.Count.ShouldBeGreaterThan(200);
        return (network, routes);
    }
}
