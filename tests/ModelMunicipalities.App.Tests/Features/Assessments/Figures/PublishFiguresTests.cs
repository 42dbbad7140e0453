using Microsoft.EntityFrameworkCore;
using ModelMunicipalities.Domain.Cohorts;

namespace ModelMunicipalities.App.Tests.Features.Assessments;

public class PublishFiguresTests(DatabaseProvider provider) : OnEveryDatabase(provider)
{
    [Test]
    public async Task Whoever_closes_a_cohort_finds_its_last_figures_at_once()
    {
        var names = Enumerable.Range(1, 5).Select(i => $"Kommun {i:00}").ToList();
        var network = await BuildAsync(n =>
            names.Aggregate(n.Open("bm2").Participants(names), (p, name) => p.Submitted(name, "bm2", "2222222222"))
        );
        (await PublishedAsync(network)).ShouldNotContain("bm2");

        await network.ChangeAsync(db =>
            db.Occasions.ForEachAsync(o => (o.StartsAt, o.EndsAt) = (o.StartsAt.AddYears(-2), o.EndsAt.AddYears(-2)))
        );
        (await network.MoveAsync(CohortStage.Closed)).ShouldBeOk();
        (await PublishedAsync(network)).ShouldContain("bm2");
    }

    private static Task<List<string>> PublishedAsync(TestNetwork network) =>
        network.InDbAsync(db =>
            db.Editions.Join(db.Occasions, e => e.OccasionId, o => o.Id, (e, o) => o.Key).Distinct().ToListAsync()
        );
}
