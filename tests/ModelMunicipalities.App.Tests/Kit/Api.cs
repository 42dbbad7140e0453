using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace ModelMunicipalities.App.Tests.Kit;

/// <summary>What the API answered.</summary>
public sealed record Reply(HttpStatusCode Status, string Text, HttpResponseMessage Message)
{
    public JsonNode Json => JsonNode.Parse(Text)!;

    /// <summary>The value at a path: <c>items[0].name</c>.</summary>
    public JsonNode? this[string path] =>
        path.Split('.', '[')
            .Aggregate<string, JsonNode?>(Json, (node, part) =>
                part.EndsWith(']') ? node![int.Parse(part.TrimEnd(']'), CultureInfo.InvariantCulture)] : node![part]
            );

    public string ETag => Message.Headers.ETag!.Tag;

    public T Read<T>() => JsonSerializer.Deserialize<T>(Text, JsonSerializerOptions.Web)!;

    /// <summary>The messages by field of a problem.</summary>
    public Dictionary<string, string[]> Errors =>
        this["errors"] is { } errors ? errors.Deserialize<Dictionary<string, string[]>>()! : [];

    public Reply ShouldBe(HttpStatusCode status)
    {
        Status.ShouldBe(status, Text);
        return this;
    }

    public Reply ShouldBeOk() => ShouldBe(HttpStatusCode.OK);

    /// <summary>A problem+json of a rule, with a sentence.</summary>
    public Reply ShouldBeRefused(HttpStatusCode status, string rule)
    {
        ShouldBe(status);
        Message.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
        this["type"]!.ToString().ShouldBe("urn:modellkommuner:" + rule);
        this["title"]!.ToString().ShouldNotBeEmpty();
        this["detail"]!.ToString().ShouldNotBeEmpty();
        this["status"]!.GetValue<int>().ShouldBe((int)status);
        return this;
    }

    public Reply ShouldBeInvalid(string rule, params string[] fields)
    {
        ShouldBeRefused(HttpStatusCode.BadRequest, rule);
        Errors.Keys.ShouldBe(fields, ignoreOrder: true);
        Errors.Values.ShouldAllBe(messages => messages.Length > 0 && messages.All(m => m.Length > 0));
        return this;
    }
}

/// <summary>The API as one caller calls it.</summary>
public sealed class Api(Server server, Func<Task<string>>? token = null)
{
    public Task<Reply> GetAsync(string path, Action<HttpRequestMessage>? with = null) =>
        SendAsync(HttpMethod.Get, path, null, with);

    public Task<Reply> PutAsync(string path, object? body, string? ifMatch = null) =>
        SendAsync(HttpMethod.Put, path, JsonContent.Create(body), r => Match(r, ifMatch));

    public Task<Reply> PostAsync(string path, object? body = null) =>
        SendAsync(HttpMethod.Post, path, body is null ? null : JsonContent.Create(body));

    /// <summary>A body just as it is.</summary>
    public Task<Reply> SendTextAsync(HttpMethod method, string path, string body, string type = "application/json") =>
        SendAsync(method, path, new StringContent(body, new MediaTypeHeaderValue(type)));

    public async Task<Reply> SendAsync(
        HttpMethod method,
        string path,
        HttpContent? body = null,
        Action<HttpRequestMessage>? with = null
    )
    {
        using var request = new HttpRequestMessage(method, new Uri(server.Address, path)) { Content = body };
        if (token is not null)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", await token());
        }

        with?.Invoke(request);
        var response = await Http.Client.SendAsync(request);
        var reply = new Reply(response.StatusCode, await response.Content.ReadAsStringAsync(), response);
        (reply.Status is < HttpStatusCode.InternalServerError or HttpStatusCode.InsufficientStorage).ShouldBeTrue(
            $"{reply.Status} {method} {path}: {reply.Text}\n{server.Errors.Latest}"
        );
        return reply;
    }

    /// <summary>The answer and the commands that it took.</summary>
    public async Task<(Reply Reply, IReadOnlyList<string> Sql)> CountAsync(HttpMethod method, string path, object? body = null)
    {
        var id = Guid.NewGuid().ToString("N");
        var reply = await SendAsync(method, path, body is null ? null : JsonContent.Create(body), r =>
            r.Headers.Add(SqlLog.Header, id)
        );
        return (reply, server.Sql.Of(id));
    }

    private static void Match(HttpRequestMessage request, string? ifMatch)
    {
        if (ifMatch is not null)
        {
            request.Headers.TryAddWithoutValidation("If-Match", ifMatch);
        }
    }
}

internal static class Http
{
    /// <summary>Keeps no cookies, follows no redirect, and looks at what the API answers.</summary>
    public static readonly HttpClient Client = new(new DescribedAnswers());
}
