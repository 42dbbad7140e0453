using System.Globalization;
using Microsoft.EntityFrameworkCore;

namespace ModelMunicipalities.App.Tests.Kit;

/// <summary>Improvements over the API, as far as a test needs them done before it begins.</summary>
internal static class Improving
{
    /// <summary>An address of the API about an improvement of an organisation.</summary>
    public static string ImprovementOf(this TestNetwork network, string organisation, int id, string path = "") =>
        network.Of(organisation, $"/improvements/{id}{path}");

    /// <summary>A page about it.</summary>
    public static string ImprovementPage(this TestNetwork network, string organisation, int id, string path = "") =>
        network.PageOf(organisation, $"/improvements/{id}{path}");

    /// <summary>Writes one down as the organisation's key person.</summary>
    public static async Task<int> ImproveAsync(this TestNetwork network, string organisation, object? body = null) =>
        (
            await network[organisation, Function.KeyPerson]
                .Api.PostAsync(
                    network.Of(organisation, "/improvements"),
                    body ?? new { title = "Kön i alla rapportmallar", steps = new[] { 6 } }
                )
        ).ShouldBe(HttpStatusCode.Created)["id"]!.GetValue<int>();

    public static async Task<string> ImprovementVersionAsync(this TestNetwork network, string organisation, int id) =>
        (await network.Coordinator.Api.GetAsync(network.ImprovementOf(organisation, id))).ShouldBeOk().ETag;

    public static async Task<Reply> BeginCycleAsync(
        this TestNetwork network,
        string organisation,
        int id,
        string plan = "Vi provar på en enhet."
    ) =>
        (
            await network[organisation, Function.KeyPerson]
                .Api.PostWithVersionAsync(
                    network.ImprovementOf(organisation, id, "/cycles"),
                    new { plan },
                    await network.ImprovementVersionAsync(organisation, id)
                )
        ).ShouldBeOk();

    /// <summary>Moves one without asking.</summary>
    public static async Task<Reply> MoveImprovementAsync(
        this TestNetwork network,
        string organisation,
        int id,
        string status,
        string? version = null
    ) =>
        await network[organisation, Function.KeyPerson]
            .Api.PutAsync(network.ImprovementOf(organisation, id, "/status"), new { status }, version);

    /// <summary>The identity of some improvement of Luleå, made when there is none.</summary>
    public static async Task<string> SomeImprovementAsync(this TestNetwork network)
    {
        var organisation = network["Luleå"].Id;
        var there = await network.InDbAsync(db =>
            db.Improvements.Where(i => i.OrganisationId == organisation).Select(i => (int?)i.Id).FirstOrDefaultAsync()
        );
        return (there ?? await network.ImproveAsync("Luleå")).ToString(CultureInfo.InvariantCulture);
    }

    /// <summary>The meeting of an organisation's group of a form.</summary>
    public static async Task<int> MeetingIdAsync(this TestNetwork network, string organisation, string form) =>
        await network.InDbAsync(async db =>
        {
            var group = await db
                .Participations.Where(p => p.OrganisationId == network[organisation].Id)
                .Select(p => p.GroupId)
                .SingleAsync();
            return (await db.Meetings.SingleAsync(m => m.GroupId == group && m.Form == form)).Id;
        });
}
