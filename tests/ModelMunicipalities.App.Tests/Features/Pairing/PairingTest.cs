using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using ModelMunicipalities.Domain.Cohorts;

namespace ModelMunicipalities.App.Tests.Features.Pairing;

/// <summary>What tests of pairing share: a cohort at that stage, how groups are proposed and announced.</summary>
public abstract class PairingTest(DatabaseProvider provider) : OnEveryDatabase(provider)
{
    /// <summary>Two mentors with places, four participants, all with three people, nobody in a group.</summary>
    private protected async Task<TestNetwork> PairingStageAsync(int places = 2, CohortStage stage = CohortStage.Pairing)
    {
        var network = await BuildAsync(n =>
            n.Stage(stage)
                .Taking(CohortRole.Mentor, "Piteå", "Umeå")
                .Taking(CohortRole.Participant, "Luleå", "Boden", "Lycksele", "Vännäs")
        );
        await network.ChangeAsync(db => SetPlacesAsync(db, places));
        return network;
    }

    private protected static Task SetPlacesAsync(AppDb db, int places) =>
        db.Participations.Where(p => p.Role == CohortRole.Mentor).ForEachAsync(p => p.Places = places);

    private protected static Task<Reply> ProposeAsync(TestNetwork network, object body) =>
        network.Coordinator.Api.PostAsync(network.InCohort("/pairing/proposals"), body);

    private protected static async Task<Reply> PublishAsync(TestNetwork network, int number, string? etag = null)
    {
        etag ??= (await network.Coordinator.Api.GetAsync(At(network, number))).ShouldBeOk().ETag;
        return await network.Coordinator.Api.SendAsync(HttpMethod.Post, At(network, number, "/publication"), null, r =>
            r.Headers.TryAddWithoutValidation("If-Match", etag)
        );
    }

    private protected static string At(TestNetwork network, int number, string path = "") =>
        network.InCohort($"/pairing/proposals/{number}{path}");

    private protected static Dictionary<string, List<string>> Groups(Reply reply) =>
        reply["groups"]!
            .AsArray()
            .ToDictionary(
                g => g!["mentor"]!.ToString(),
                g => g!["participants"]!.AsArray().Select(p => p!["organisation"]!.ToString()).Order().ToList()
            );

    private protected static JsonNode Participant(Reply reply, string slug) =>
        reply["groups"]!
            .AsArray()
            .SelectMany(g => g!["participants"]!.AsArray())
            .Single(p => p!["organisation"]!.ToString() == slug)!;
}
