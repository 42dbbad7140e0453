using System.Net.Http.Json;
using System.Text;
using Microsoft.EntityFrameworkCore;

namespace ModelMunicipalities.App.Tests.Features.Meetings;

/// <summary>What a network decides for its meetings over the API: the list of tools, and how travel is counted.</summary>
public class MeetingSettingsTests(DatabaseProvider provider) : OnEveryDatabase(provider)
{
    [Test]
    public async Task A_network_that_has_decided_nothing_has_the_defaults()
    {
        var network = await BuildAsync(n => n);
        var view = (await SendAsync(network, HttpMethod.Get, "/meetings/settings")).ShouldBeOk();
        view.Text.ShouldBe(
            """{"refusesUnfitTools":false,"kgPerKm":0.157,"kgSource":null,"kmPerHour":60,"version":0,"tools":[]}"""
        );
        view.ETag.ShouldBe("\"0\"");
        (await network.InDbAsync(db => db.MeetingSettings.CountAsync())).ShouldBe(0, "reading writes nothing");
    }

    [TestCase("1e400")]
    [TestCase("-1e400")]
    [TestCase("\"NaN\"")]
    [TestCase("\"Infinity\"")]
    [TestCase("\"0.2\"")]
    public async Task A_number_that_is_none_is_refused_whatever_the_version(string number)
    {
        var network = await BuildAsync(n => n);
        foreach (var version in new[] { "\"0\"", "\"7\"" })
        {
            using var body = new StringContent(
                $$"""{"refusesUnfitTools":false,"kmPerHour":60,"kgPerKm":{{number}}}""",
                Encoding.UTF8,
                "application/json"
            );
            (
                await network.Coordinator.Api.SendAsync(HttpMethod.Put, network.InNetwork("/meetings/settings"), body, r =>
                    r.Headers.TryAddWithoutValidation("If-Match", version)
                )
            ).ShouldBe(HttpStatusCode.BadRequest);
        }
    }

    [Test]
    public async Task Tools_are_added_changed_and_removed_under_one_version()
    {
        var network = await BuildAsync(n => n);
        (
            await SendAsync(
                network,
                HttpMethod.Post,
                "/meetings/settings/tools",
                new
                {
                    name = " Samtal ",
                    allows = "internal",
                    note = "Logga in.",
                },
                "\"0\""
            )
        ).ShouldBeOk().ETag.ShouldBe("\"1\"");
        (
            await SendAsync(
                network,
                HttpMethod.Post,
                "/meetings/settings/tools",
                new { name = "SAMTAL", allows = "open" },
                "\"1\""
            )
        ).ShouldBeInvalid("ToolListed", "name");
        var added = (
            await SendAsync(
                network,
                HttpMethod.Post,
                "/meetings/settings/tools",
                new { name = "Anrop", allows = "secret" },
                "\"1\""
            )
        ).ShouldBeOk();
        added["tools"]!.AsArray().Select(t => t!["name"]!.ToString()).ShouldBe(["Anrop", "Samtal"]);
        var id = added["tools[1].id"]!.GetValue<int>();
        (
            await SendAsync(
                network,
                HttpMethod.Put,
                $"/meetings/settings/tools/{id}",
                new { name = "Samtal", allows = "sensitive" },
                "\"1\""
            )
        ).ShouldBeRefused(HttpStatusCode.Conflict, "Stale")["current.version"]!
            .GetValue<int>()
            .ShouldBe(2);
        (
            await SendAsync(
                network,
                HttpMethod.Put,
                $"/meetings/settings/tools/{id}",
                new { name = "Samtal", allows = "sensitive" },
                "\"2\""
            )
        )
            .ShouldBeOk()["tools[1].note"]
            .ShouldBeNull();
        (await SendAsync(network, HttpMethod.Delete, $"/meetings/settings/tools/{id}", null, "\"3\"")).ShouldBeOk()["tools"]!
            .AsArray()
            .Count.ShouldBe(1);
        (await SendAsync(network, HttpMethod.Delete, $"/meetings/settings/tools/{id}", null, "\"4\"")).ShouldBe(
            HttpStatusCode.NotFound
        );
        (
            await SendAsync(
                network,
                HttpMethod.Post,
                "/meetings/settings/tools",
                new { name = "Samtal", allows = "open" },
                "\"4\""
            )
        ).ShouldBeOk();
        (await network.TrailAsync("ToolAdded")).Select(t => t.Detail).ShouldBe(["Samtal", "Anrop", "Samtal"]);
        ((await network.TrailAsync("ToolChanged")).Count, (await network.TrailAsync("ToolRemoved")).Count).ShouldBe((1, 1));
    }

    [Test]
    public async Task The_first_two_changes_at_once_are_not_both_made()
    {
        var network = await BuildAsync(n => n);
        var replies = await Task.WhenAll(
            Enumerable
                .Range(0, 4)
                .Select(i =>
                    SendAsync(
                        network,
                        HttpMethod.Post,
                        "/meetings/settings/tools",
                        new { name = $"Verktyg {i}", allows = "open" },
                        "\"0\""
                    )
                )
        );
        replies.Count(r => r.Status == HttpStatusCode.OK).ShouldBe(1);
        replies.Count(r => r.Status == HttpStatusCode.Conflict).ShouldBe(3);
        (await network.InDbAsync(db => Task.FromResult((db.MeetingSettings.Count(), db.MeetingTools.Count())))).ShouldBe((1, 1));
    }

    [Test]
    public async Task Rules_are_within_reason()
    {
        var network = await BuildAsync(n => n);
        (
            await SendAsync(
                network,
                HttpMethod.Put,
                "/meetings/settings",
                new
                {
                    refusesUnfitTools = true,
                    kgPerKm = 0.1,
                    kmPerHour = 70,
                },
                "\"0\""
            )
        ).ShouldBeInvalid("KgSourceMissing", "kgSource");
        (
            await SendAsync(
                network,
                HttpMethod.Put,
                "/meetings/settings",
                new
                {
                    kgPerKm = 5,
                    kgSource = "x",
                    kmPerHour = 7000,
                },
                "\"0\""
            )
        ).ShouldBeInvalid("KgPerKmOutside", "kgPerKm", "kmPerHour");
        (await SendAsync(network, HttpMethod.Put, "/meetings/settings", new { }, "\"0\"")).ShouldBe(HttpStatusCode.BadRequest);
        (
            await SendAsync(
                network,
                HttpMethod.Put,
                "/meetings/settings",
                new
                {
                    kgPerKm = 0.1,
                    kgSource = "Egen",
                    kmPerHour = 70,
                }
            )
        ).Status.ShouldBe(HttpStatusCode.PreconditionRequired);
        (await network.InDbAsync(db => db.MeetingSettings.CountAsync())).ShouldBe(0);
        var changed = (
            await SendAsync(
                network,
                HttpMethod.Put,
                "/meetings/settings",
                new
                {
                    refusesUnfitTools = true,
                    kgPerKm = 0.1,
                    kgSource = " Egen ",
                    kmPerHour = 70,
                },
                "\"0\""
            )
        ).ShouldBeOk();
        (changed["kgSource"]!.ToString(), changed["version"]!.GetValue<int>()).ShouldBe(("Egen", 1));
        (await network.TrailAsync("MeetingSettingsChanged")).Count.ShouldBe(1);
    }

    private static Task<Reply> SendAsync(
        TestNetwork network,
        HttpMethod method,
        string path,
        object? body = null,
        string? version = null
    ) => network.Coordinator.Api.SendAsync(method, network.InNetwork(path), body is null ? null : JsonContent.Create(body), r =>
        {
            if (version is not null)
            {
                r.Headers.TryAddWithoutValidation("If-Match", version);
            }
        });
}
