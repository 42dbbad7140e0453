using System.Text.RegularExpressions;

namespace ModelMunicipalities.App.Tests.Kit;

/// <summary>A page as the portal answered it.</summary>
public sealed record Page(HttpStatusCode Status, string Html, HttpResponseMessage Message)
{
    /// <summary>The page as it is read: without tags, with characters written out.</summary>
    public string Text => WebUtility.HtmlDecode(Regex.Replace(Html, "<[^>]+>|\\s+", " "));

    public string? Location => Message.Headers.Location?.ToString();

    public string Title => WebUtility.HtmlDecode(Regex.Match(Html, "<title>(.*?)</title>").Groups[1].Value);

    public string Heading =>
        WebUtility
            .HtmlDecode(
                Regex.Replace(Regex.Match(Html, "<h1[^>]*>(.*?)</h1>", RegexOptions.Singleline).Groups[1].Value, "<[^>]+>", "")
            )
            .Replace('\u00A0', ' ')
            .Trim();

    public string? Antiforgery =>
        Regex.Match(Html, "name=\"__RequestVerificationToken\" type=\"hidden\" value=\"([^\"]+)\"") is { Success: true } m
            ? m.Groups[1].Value
            : null;

    public Page ShouldBe(HttpStatusCode status)
    {
        Status.ShouldBe(status, Html);
        return this;
    }

    public Page ShouldBeOk() => ShouldBe(HttpStatusCode.OK);

    public Page ShouldLeadTo(string address)
    {
        ShouldBe(HttpStatusCode.Redirect);
        Location.ShouldBe(address);
        return this;
    }
}

/// <summary>The portal as one browser reads it: with its cookies, following no redirect by itself.</summary>
public sealed class Reader(Server server)
{
    private readonly CookieContainer _cookies = new();

    private string? _antiforgery;

    /// <summary>Another browser with the same cookies, as somebody has who has copied them.</summary>
    public Reader Copy()
    {
        var copy = new Reader(server) { _antiforgery = _antiforgery };
        copy._cookies.Add(_cookies.GetAllCookies());
        return copy;
    }

    public async Task<Reader> SignInAsync(string email, string password)
    {
        _antiforgery = null;
        await GetAsync("/sign-in");
        (await PostAsync("/sign-in", ("email", email), ("password", password))).ShouldBe(HttpStatusCode.Redirect);

        // The token holds for who is signed in.
        _antiforgery = null;
        return this;
    }

    /// <summary>Loses a cookie, as when a session ends.</summary>
    public void Forget(string cookie)
    {
        foreach (var kept in _cookies.GetCookies(server.Address).Where(c => c.Name == cookie))
        {
            kept.Expired = true;
        }

        _antiforgery = null;
    }

    public Task<Page> GetAsync(string path, params (string Name, string Value)[] headers) =>
        SendAsync(HttpMethod.Get, path, null, headers);

    /// <summary>Gets a page and those that it leads to.</summary>
    public async Task<Page> FollowAsync(string path)
    {
        var page = await GetAsync(path);
        for (var i = 0; page.Location is { } next && i < 5; i++)
        {
            page = await GetAsync(next);
        }

        return page;
    }

    /// <summary>Sends a form with the antiforgery token of a page that this browser has read.</summary>
    public async Task<Page> PostAsync(string path, params (string Name, string Value)[] fields)
    {
        _antiforgery ??= (await GetAsync("/sources")).Antiforgery;
        return await PostWithoutTokenAsync(path, [.. fields, ("__RequestVerificationToken", _antiforgery!)]);
    }

    public Task<Page> PostWithoutTokenAsync(string path, params (string Name, string Value)[] fields) =>
        SendAsync(HttpMethod.Post, path, new FormUrlEncodedContent(fields.Select(f => KeyValuePair.Create(f.Name, f.Value))));

    /// <summary>Sends a form with a file.</summary>
    public async Task<Page> PostFileAsync(string path, string field, byte[] file, string fileName)
    {
        _antiforgery ??= (await GetAsync("/sources")).Antiforgery;
        return await SendAsync(
            HttpMethod.Post,
            path,
            new MultipartFormDataContent
            {
                { new ByteArrayContent(file), field, fileName },
                { new StringContent(_antiforgery!), "__RequestVerificationToken" },
            }
        );
    }

    public async Task<Page> SendAsync(
        HttpMethod method,
        string path,
        HttpContent? body = null,
        params (string Name, string Value)[] headers
    )
    {
        using var request = new HttpRequestMessage(method, new Uri(server.Address, path)) { Content = body };
        foreach (
            var (name, value) in headers
                .Append(("Cookie", _cookies.GetCookieHeader(server.Address)))
                .Where(h => h.Item2.Length > 0)
        )
        {
            // As they are: odd headers are what some tests send.
            request.Headers.TryAddWithoutValidation(name, value);
        }

        var response = await Http.Client.SendAsync(request);
        foreach (var cookie in response.Headers.TryGetValues("Set-Cookie", out var set) ? set : [])
        {
            _cookies.SetCookies(server.Address, cookie);
        }

        var page = new Page(response.StatusCode, await response.Content.ReadAsStringAsync(), response);
        (page.Status is < HttpStatusCode.InternalServerError or HttpStatusCode.InsufficientStorage).ShouldBeTrue(
            $"{page.Status} {method} {path}: {server.Errors.Latest}"
        );
        return page;
    }
}
