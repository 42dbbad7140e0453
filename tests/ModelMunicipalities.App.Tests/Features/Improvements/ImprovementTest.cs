using Microsoft.EntityFrameworkCore;
using ModelMunicipalities.Domain.Improvements;

namespace ModelMunicipalities.App.Tests.Features.Improvements;

/// <summary>What tests of lists of improvements share: some of every kind.</summary>
public abstract class ImprovementTest(DatabaseProvider provider) : OnEveryDatabase(provider)
{
    /// <summary>In Luleå one overdue, one that has stood still, one new, one done; in another group one more.</summary>
    private protected async Task<TestNetwork> MakeAsync()
    {
        var network = await BuildAsync(n => n.Group("Piteå", "Luleå", "Boden").Group("Umeå", "Vännäs").Outside("Kalmar"));
        var late = await network.ImproveAsync(
            "Luleå",
            new
            {
                title = "Sen",
                steps = new[] { 7 },
                owner = "Ekonomichefen",
                dueOn = "2020-01-01",
            }
        );
        var still = await network.ImproveAsync("Luleå", new { title = "Still" });
        await network.ImproveAsync("Luleå", new { title = "Ny", dueOn = "2099-01-01" });
        var done = await network.ImproveAsync("Luleå", new { title = "Klar", dueOn = "2020-01-01" });
        await network.ImproveAsync(
            "Vännäs",
            new
            {
                title = "Deras",
                steps = new[] { 7 },
                dueOn = "2098-01-01",
            }
        );
        foreach (var id in new[] { late, still, done })
        {
            (await network.MoveImprovementAsync("Luleå", id, "active")).ShouldBeOk();
        }

        (await network.MoveImprovementAsync("Luleå", done, "done")).ShouldBeOk();
        await network.ChangeAsync(async db =>
            (await db.Improvements.SingleAsync(i => i.Id == still)).TouchedAt = DateTimeOffset.UtcNow.AddDays(
                -Improvement.UntouchedDays
            )
        );
        return network;
    }
}
