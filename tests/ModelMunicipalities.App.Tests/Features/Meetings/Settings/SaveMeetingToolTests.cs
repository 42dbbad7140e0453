namespace ModelMunicipalities.App.Tests.Features.Meetings;

public class SaveMeetingToolTests(DatabaseProvider provider) : MeetingSettingsTest(provider)
{
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
}
