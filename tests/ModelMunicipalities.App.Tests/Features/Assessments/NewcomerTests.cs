using Microsoft.EntityFrameworkCore;

namespace ModelMunicipalities.App.Tests.Features.Assessments;

/// <summary>Who comes into a group, or is let see what others have moved, after figures have been read.</summary>
public class NewcomerTests(DatabaseProvider provider) : OnEveryDatabase(provider)
{
    private static readonly string[] Others = ["Boden", "Vännäs", "Kalmar"];

    [TestCase(7, false)]
    [TestCase(9, true)]
    public async Task She_reads_what_the_others_had_submitted_only_as_long_as_enough_are_left_of_the_figures(int participants, bool reads)
    {
        var network = await BuildAsync(n => Scored(n, participants));
        var (member, improvement) = (network["Luleå", Function.KeyPerson], await ImprovedAsync(network, "Kalmar"));
        var now = DateTimeOffset.UtcNow;
        await network.ChangeAsync(async db =>
        {
            var parts = await db.Participations.ToListAsync();
            var group = parts.Find(p => p.OrganisationId == network["Luleå"].Id)!.GroupId;
            parts.FindAll(p => Others.Any(o => network[o].Id == p.OrganisationId)).ForEach(p => p.MoveTo(group, now));
        });

        var assessment = await member.Api.GetAsync(network.At("Kalmar", "bm1"));
        if (reads)
        {
            assessment.ShouldBeOk();
        }
        else
        {
            assessment.ShouldBeRefused(HttpStatusCode.Forbidden, "BeforeTogether");
        }

        (await member.Api.GetAsync(network.ImprovementOf("Kalmar", improvement))).ShouldBeOk()["scores"]!.AsArray().Count.ShouldBe(reads ? 1 : 0);
        (await network.Coordinator.Api.GetAsync(network.ImprovementOf("Kalmar", improvement))).ShouldBeOk()["scores"]!.AsArray().Count.ShouldBe(1);
    }

    [TestCase(6, 0)]
    [TestCase(7, 1)]
    [TestCase(9, 3)]
    public async Task She_learns_from_what_was_moved_before_the_consent_only_as_long_as_enough_are_left_of_the_figures(int participants, int told)
    {
        var network = await BuildAsync(n => Scored(n, participants));
        foreach (var other in Others)
        {
            (await network[other, Function.KeyPerson].Api.PutAsync(network.Of(other, "/sharing"), new { shares = true })).ShouldBeOk();
        }

        (await network["Luleå", Function.KeyPerson].Api.GetAsync(network.InNetwork("/learning?step=1"))).ShouldBeOk()["items"]!.AsArray().Count.ShouldBe(told);
        (await network.Coordinator.Api.GetAsync(network.InNetwork("/learning?step=1"))).ShouldBeOk()["items"]!.AsArray().Count.ShouldBe(3);
    }

    /// <summary>Luleå by itself, three others with people, and more without; each has moved step 1 by one between two occasions that are over.</summary>
    private static NetworkPlan Scored(NetworkPlan plan, int participants)
    {
        string[] names = ["Luleå", .. Others, .. Enumerable.Range(5, participants - 4).Select(i => $"Kommun {i:00}")];
        plan = plan.Open("bm2").Peers("Luleå").Peers(Others).Participants(names[4..]);
        return names.Aggregate(plan, (p, name) => p.Submitted(name, "startup", "1222222222").Submitted(name, "bm1", "2222222222"));
    }

    private static async Task<int> ImprovedAsync(TestNetwork network, string organisation)
    {
        var id = await network.ImproveAsync(organisation, new { title = "Ny mall", steps = new[] { 1 } });
        await network.ChangeAsync(async db => (await db.ConsensusScores.FirstAsync(s =>
            s.Step == 1 && db.Assessments.Any(a => a.Id == s.AssessmentId && a.OrganisationId == network[organisation].Id && db.Occasions.Any(o => o.Id == a.OccasionId && o.Key == "bm1"))))
            .ImprovementId = id);
        return id;
    }
}
