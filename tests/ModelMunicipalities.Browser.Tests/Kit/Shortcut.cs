using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using ModelMunicipalities.App.Demo;

namespace ModelMunicipalities.Browser.Tests.Kit;

/// <summary>Brings Hedemora's self-assessment before BM 2 to where a test begins, by the API.</summary>
public static class Shortcut
{
    private const string Assessment =
        $"/api/v1/networks/{Hedemora.Network}/cohorts/{Hedemora.Cohort}/organisations/{Hedemora.Slug}/assessments/{Hedemora.Occasion}";

    /// <summary>All three have handed in; they differ by two levels on step 5 and by one on steps 2, 7, 8 and 10.</summary>
    public static async Task HandInAllAsync(this PortalServer portal)
    {
        await portal.HandInAsync(Who.Politician, 3, 2, 2, 2, 3, 3, 1, 2, 2, 2);
        await portal.HandInAsync(Who.Manager, 3, 3, 2, 2, 1, 3, 1, 2, 2, 2);
        await portal.HandInAsync(Who.KeyPerson, 3, 2, 2, 2, 3, 3, 2, 3, 2, 1);
    }

    /// <summary>The three have agreed and submitted: 24 of 30.</summary>
    public static async Task SubmitAsync(this PortalServer portal)
    {
        await portal.HandInAllAsync();
        using var api = await portal.ApiAsync(Who.KeyPerson);
        using var read = await api.GetAsync(Assessment);
        using var put = new HttpRequestMessage(HttpMethod.Put, Assessment + "/consensus")
        {
            Content = Scores(Common, "Gemensamt om"),
        };
        put.Headers.IfMatch.Add(read.Headers.ETag!);
        await SendAsync(api, put);
        await SendAsync(api, new HttpRequestMessage(HttpMethod.Post, Assessment + "/submission"));
    }

    /// <summary>The common answers that <see cref="SubmitAsync"/> submits.</summary>
    public static readonly IReadOnlyList<int> Common = [3, 3, 2, 2, 2, 3, 2, 3, 2, 2];

    public static async Task HandInAsync(this PortalServer portal, Who who, params int[] scores)
    {
        using var api = await portal.ApiAsync(who);
        await SendAsync(
            api,
            new HttpRequestMessage(HttpMethod.Put, Assessment + "/mine") { Content = Scores(scores, who.Name + " om") }
        );
        await SendAsync(api, new HttpRequestMessage(HttpMethod.Post, Assessment + "/mine/handin"));
    }

    /// <summary>A client of the API that is signed in.</summary>
    public static async Task<HttpClient> ApiAsync(this PortalServer portal, Who who)
    {
        var api = new HttpClient { BaseAddress = portal.Address };
        using var answer = await api.PostAsJsonAsync(
            "/api/v1/auth/login",
            new { email = who.Email, password = DemoSetup.Password }
        );
        answer.EnsureSuccessStatusCode();
        var token = (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("accessToken").GetString();
        api.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return api;
    }

    private static JsonContent Scores(IReadOnlyList<int> scores, string comment) =>
        JsonContent.Create(
            new
            {
                scores = scores.Select(
                    (score, i) =>
                        new
                        {
                            step = i + 1,
                            score,
                            comment = $"{comment} steg {i + 1}.",
                        }
                ),
            }
        );

    private static async Task SendAsync(HttpClient api, HttpRequestMessage request)
    {
        using (request)
        {
            using var answer = await api.SendAsync(request);
            if (!answer.IsSuccessStatusCode)
            {
                throw new InvalidOperationException(
                    $"{request.RequestUri}: {answer.StatusCode} {await answer.Content.ReadAsStringAsync()}"
                );
            }
        }
    }
}
