using System.Net.Http.Json;

namespace ModelMunicipalities.App.Tests.Platform;

/// <summary>
/// What the framework answers a call by itself is said as everything else is: in our words, in the caller's language.
/// </summary>
public class BareAnswersTests(DatabaseProvider provider) : OnEveryDatabase(provider)
{
    private static readonly (
        string What,
        string Method,
        string Path,
        string? Type,
        HttpStatusCode Status,
        string Rule,
        string Sv,
        string En
    )[] Calls =
    [
        (
            "nobody signed in",
            "GET",
            "/me/places",
            null,
            HttpStatusCode.Unauthorized,
            "SignInFirst",
            "Logga in först.",
            "Sign in first."
        ),
        (
            "a token that is none",
            "POST",
            "/auth/refresh",
            "application/json",
            HttpStatusCode.Unauthorized,
            "SignInFirst",
            "Logga in först.",
            "Sign in first."
        ),
        (
            "no such address",
            "GET",
            "/nowhere",
            null,
            HttpStatusCode.NotFound,
            "NotFound",
            "Det finns inget här",
            "There is nothing here"
        ),
        (
            "another method",
            "DELETE",
            "/me/places",
            null,
            HttpStatusCode.MethodNotAllowed,
            "MethodNotTaken",
            "tar inte emot DELETE, bara GET",
            "does not take DELETE, only GET"
        ),
        (
            "a body of another kind",
            "POST",
            "/auth/password",
            "text/plain",
            HttpStatusCode.UnsupportedMediaType,
            "BodyOfOtherKind",
            "Content-Type",
            "Content-Type"
        ),
    ];

    private static readonly TestCaseData[] EachCall =
    [
        .. Calls.SelectMany(c =>
            new[] { ("sv", c.Sv), ("en", c.En) }.Select(l =>
                new TestCaseData(c.Method, c.Path, c.Type, c.Status, c.Rule, l.Item1, l.Item2).SetArgDisplayNames(c.What, l.Item1)
            )
        ),
    ];

    [TestCaseSource(nameof(EachCall))]
    public async Task A_number_alone_is_told_in_words(
        string method,
        string path,
        string? type,
        HttpStatusCode status,
        string rule,
        string language,
        string said
    )
    {
        var network = await BuildAsync(n => n);
        foreach (var accept in new[] { "application/json", "text/csv" })
        {
            var api = status == HttpStatusCode.Unauthorized ? Guest : network.Observer.Api;
            var reply = await api.SendAsync(
                new HttpMethod(method),
                "/api/v1" + path,
                type is null ? null : Raw.Content("{}"u8.ToArray(), type),
                r => r.With(("Accept-Language", language), ("Accept", accept))
            );
            reply.ShouldBeRefused(status, rule)["detail"]!.ToString().ShouldContain(said);
            reply.Message.Headers.GetValues("X-Content-Type-Options").ShouldBe(["nosniff"]);
            (reply.Message.Headers.WwwAuthenticate.ToString() == "Bearer").ShouldBe(status == HttpStatusCode.Unauthorized);
            (reply.Message.Content.Headers.Allow.Count > 0).ShouldBe(status == HttpStatusCode.MethodNotAllowed);
        }
    }

    [Test]
    public async Task A_session_that_has_ended_and_a_cookie_are_answered_alike()
    {
        var network = await BuildAsync(n => n);
        (await (await network.Observer.ReaderAsync()).GetAsync("/api/v1/me/places"))
            .ShouldBe(HttpStatusCode.Unauthorized)
            .Html.ShouldContain("urn:modellkommuner:SignInFirst");
        (await new Api(Server, () => Task.FromResult("nonsense")).GetAsync("/api/v1/me/places")).ShouldBeRefused(
            HttpStatusCode.Unauthorized,
            "SignInFirst"
        );
        await network.Observer.Api.PostAsync("/api/v1/auth/logout-everywhere");
        (await network.Observer.Api.GetAsync("/api/v1/me/places"))
            .ShouldBeRefused(HttpStatusCode.Unauthorized, "SignInFirst")
            .Message.Headers.WwwAuthenticate.ToString()
            .ShouldBe("Bearer");
    }

    [TestCase("/auth/login")]
    [TestCase("/auth/refresh")]
    [TestCase("/auth/logout")]
    [TestCase("/invitations/abc")]
    [TestCase("/networks/abc/join")]
    [TestCase("/surveys/abc")]
    [TestCase("/polls/abc")]
    public async Task An_open_route_says_to_everybody_what_is_wrong_with_the_call(string path)
    {
        var method =
            path.StartsWith("/surveys", StringComparison.Ordinal) || path.StartsWith("/polls", StringComparison.Ordinal)
                ? HttpMethod.Put
                : HttpMethod.Post;
        (await Guest.SendTextAsync(method, "/api/v1" + path, "x", "text/plain")).ShouldBeRefused(
            HttpStatusCode.UnsupportedMediaType,
            "BodyOfOtherKind"
        );
        (await Guest.SendAsync(HttpMethod.Patch, "/api/v1" + path)).ShouldBeRefused(
            HttpStatusCode.MethodNotAllowed,
            "MethodNotTaken"
        );
    }

    [TestCase("POST", "/auth/password")]
    [TestCase("POST", "/networks/abc/cohorts")]
    [TestCase("DELETE", "/networks/abc/people")]
    public async Task A_route_that_is_not_open_says_it_to_nobody_who_is_not_signed_in(string method, string path) =>
        (await Guest.SendTextAsync(new HttpMethod(method), "/api/v1" + path, "x", "text/plain")).ShouldBeRefused(
            HttpStatusCode.Unauthorized,
            "SignInFirst"
        );

    [Test]
    public async Task A_change_that_does_not_say_what_it_is_made_of_is_told_so_as_every_refusal_is()
    {
        var network = await BuildAsync(n => n.Group("Piteå", "Luleå"));
        await network.AllHandInAsync("Luleå", "bm1", "2222222222");
        (
            await network["Luleå", Function.KeyPerson].Api.PutAsync(network.At("Luleå", "bm1", "/consensus"), Body.Score(1, 2))
        ).ShouldBeRefused(HttpStatusCode.PreconditionRequired, "VersionMissing");
    }

    [Test]
    public async Task Whoever_asks_to_join_too_often_is_told_when_to_ask_again()
    {
        await using var server = Server.Start(Server.Provider, ("Join:PerClientAndHour", "1"));
        var network = await new NetworkPlan().BuildAsync(server);
        var (guest, path) = (new Api(server), network.InNetwork("/join"));
        var body = JsonContent.Create(
            new
            {
                name = "A",
                email = "a@b.example",
                function = "manager",
            }
        );
        await guest.PostAsync(
            path,
            new
            {
                name = "A",
                email = "a@b.example",
                function = "manager",
            }
        );
        (await guest.SendAsync(HttpMethod.Post, path, body))
            .ShouldBeRefused(HttpStatusCode.TooManyRequests, "TooManyTries")
            .Message.Headers.RetryAfter.ShouldNotBeNull();
    }
}
