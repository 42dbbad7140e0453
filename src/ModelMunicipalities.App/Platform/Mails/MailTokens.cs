using System.Globalization;
using System.Text.Json;
using MailKit.Security;

namespace ModelMunicipalities.App.Platform.Mails;

/// <summary>
/// The token that the portal signs in to the mail server with (XOAUTH2), kept until shortly before it grows old.
/// </summary>
internal sealed class MailTokens(MailOptions options, TimeProvider time) : IDisposable
{
    private static readonly TimeSpan Margin = TimeSpan.FromMinutes(1);

    private static readonly TimeSpan Longest = TimeSpan.FromDays(1);

    // Led on to nowhere: the secret goes to the address that was set.
    private readonly HttpClient _client = new(
        new SocketsHttpHandler { AllowAutoRedirect = false, PooledConnectionLifetime = TimeSpan.FromMinutes(5) }
    )
    {
        MaxResponseContentBufferSize = 65_536,
    };

    private readonly SemaphoreSlim _one = new(1, 1);

    private string? _token;

    private DateTimeOffset _until;

    /// <summary>The token, fetched when there is none that holds.</summary>
    /// <exception cref="AuthenticationException">The endpoint gives none; the sentence says what it said.</exception>
    /// <exception cref="HttpRequestException">The endpoint does not answer.</exception>
    public async Task<string> GetAsync(CancellationToken ct)
    {
        await _one.WaitAsync(ct);
        try
        {
            if (_token is null || _until <= time.GetUtcNow())
            {
                (_token, var holds) = await FetchAsync(options.OAuth!, ct);
                _until = time.GetUtcNow() + holds - Margin;
            }

            return _token;
        }
        finally
        {
            _one.Release();
        }
    }

    /// <summary>The mail server does not take the token, though it is not old: the next one comes from the endpoint.</summary>
    public void Forget() => _token = null;

    public void Dispose()
    {
        _client.Dispose();
        _one.Dispose();
    }

    private async Task<(string Token, TimeSpan Holds)> FetchAsync(MailOAuthOptions oauth, CancellationToken ct)
    {
        var form = new Dictionary<string, string>
        {
            ["grant_type"] = "client_credentials",
            ["client_id"] = oauth.ClientId,
            ["client_secret"] = oauth.ClientSecret,
        };
        if (oauth.Scope is not null)
        {
            form["scope"] = oauth.Scope;
        }

        using var content = new FormUrlEncodedContent(form);
        using var answer = await _client.PostAsync(oauth.TokenEndpoint, content, ct);
        var said = Parsed(await answer.Content.ReadAsStringAsync(ct));
        if (answer.IsSuccessStatusCode && said.GetValueOrDefault("access_token") is { Length: > 0 } token)
        {
            return (token, Holds(said.GetValueOrDefault("expires_in")));
        }

        var why = $"{said.GetValueOrDefault("error")} {said.GetValueOrDefault("error_description")}";
        throw new AuthenticationException($"Mail__OAuth__TokenEndpoint answers {answer.StatusCode:D} {why}".TrimEnd());
    }

    /// <summary>The values of an answer by name; none of what is no JSON object.</summary>
    private static Dictionary<string, string> Parsed(string answer)
    {
        try
        {
            using var json = JsonDocument.Parse(answer);
            return json.RootElement.ValueKind != JsonValueKind.Object
                ? []
                : json.RootElement.EnumerateObject().DistinctBy(p => p.Name).ToDictionary(p => p.Name, p => p.Value.ToString());
        }
        catch (JsonException)
        {
            return [];
        }
    }

    /// <summary>How long a token holds; one that does not say so is used once.</summary>
    private static TimeSpan Holds(string? seconds) =>
        double.TryParse(seconds, NumberStyles.Integer, CultureInfo.InvariantCulture, out var n)
            ? TimeSpan.FromSeconds(Math.Clamp(n, 0, Longest.TotalSeconds))
            : TimeSpan.Zero;
}
