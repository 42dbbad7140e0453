namespace ModelMunicipalities.App.Tests.Kit;

/// <summary>Requests as nobody means them: sent just as they are written, by any name, with any header.</summary>
internal static class Raw
{
    private static readonly UriCreationOptions AsWritten = new() { DangerousDisablePathAndQueryCanonicalization = true };

    public static Uri At(Server server, string path) => new(server.Address.GetLeftPart(UriPartial.Authority) + path, AsWritten);

    public static async Task<Reply> SendAsync(
        Server server,
        HttpMethod method,
        string path,
        HttpContent? body = null,
        params (string Name, string Value)[] headers
    )
    {
        using var request = new HttpRequestMessage(method, At(server, path)) { Content = body };
        request.With(headers);
        var response = await Http.Client.SendAsync(request);
        return new Reply(response.StatusCode, await response.Content.ReadAsStringAsync(), response);
    }

    public static void With(this HttpRequestMessage request, params (string Name, string Value)[] headers)
    {
        foreach (var (name, value) in headers)
        {
            if (name == "Host")
            {
                request.Headers.Host = value;
            }
            else
            {
                request.Headers.TryAddWithoutValidation(name, value);
            }
        }
    }

    /// <summary>A body with whatever type and encoding it says it has.</summary>
    public static HttpContent Content(byte[] bytes, string? type, string? encoding = null)
    {
        var content = new ByteArrayContent(bytes);
        if (type is not null)
        {
            content.Headers.TryAddWithoutValidation("Content-Type", type);
        }

        if (encoding is not null)
        {
            content.Headers.TryAddWithoutValidation("Content-Encoding", encoding);
        }

        return content;
    }

    /// <summary>The value of a header, of the answer or of its body; null when it is not there.</summary>
    public static string? Header(this HttpResponseMessage message, string name) =>
        message.Headers.TryGetValues(name, out var values) || message.Content.Headers.TryGetValues(name, out values)
            ? string.Join(", ", values)
            : null;

    public static IReadOnlyList<string> Cookies(this HttpResponseMessage message) =>
        message.Headers.TryGetValues("Set-Cookie", out var set) ? [.. set] : [];

    /// <summary>What a browser sends back of them.</summary>
    public static string SentBack(this IEnumerable<string> cookies) => string.Join("; ", cookies.Select(c => c.Split(';')[0]));
}
