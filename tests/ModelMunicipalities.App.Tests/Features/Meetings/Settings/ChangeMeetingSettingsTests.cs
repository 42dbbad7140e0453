using System.Text;
using Microsoft.EntityFrameworkCore;

namespace ModelMunicipalities.App.Tests.Features.Meetings;

public class ChangeMeetingSettingsTests(DatabaseProvider provider) : MeetingSettingsTest(provider)
{
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
}
