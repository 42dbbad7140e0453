using System.Text;
using Microsoft.EntityFrameworkCore;
using ModelMunicipalities.Domain.Cohorts;
using ModelMunicipalities.Domain.Tests.Assessments;

namespace ModelMunicipalities.App.Tests.Features.Assessments;

/// <summary>
/// Somebody reads everything she may, over the API, the portal and reports in all forms, at every moment of a cohort's life, and
/// adds and subtracts. AttackerTests plays a thousand lives on the rules alone; these are played on the server.
/// </summary>
public class FigureAttackTests(DatabaseProvider provider) : OnEveryDatabase(provider)
{
    private static readonly string[] Names = [.. Enumerable.Range(1, 14).Select(i => $"Kommun {i:00}")];

    [Test]
    public async Task Nobody_works_anything_out_when_one_is_reopened_leaves_returns_or_changes_group()
    {
        var (network, attack) = await BuildAsync(new Random(1));
        await attack.ReportAsync();
        foreach (
            var act in new Func<Task>[]
            {
                () => ReopenAsync(network, "Kommun 02", "startup"),
                () => ImportAsync(network, "startup", "3213213213", "Kommun 02"),
                () => LeaveAsync(network, "Kommun 05"),
                () => network.Coordinator.Api.SendAsync(HttpMethod.Delete, network.Of("Kommun 05", "/withdrawal")),
                () => MoveAsync(network, "Kommun 01", "Kommun 07"),
                () => ReopenScoringAsync(network, "Kommun 03", "startup"),
                () => EndAsync(network, "bm1"),
                () => LeaveAsync(network, "Kommun 09"),
                () => ImportAsync(network, "bm1", "3333333332", Names[3..12]),
                () => ShareAsync(network, "Kommun 04", true),
                () => ShareAsync(network, "Kommun 10", true),
                () => ReopenAsync(network, "Kommun 10", "bm1"),
            }
        )
        {
            await act();
            await attack.LookAsync();
        }

        await attack.ReportAsync();
        ShouldBeSafe(attack);
    }

    [Test]
    public async Task Nobody_works_anything_out_in_a_random_life()
    {
        var random = new Random(2 + (int)Server.Provider);
        var (network, attack) = await BuildAsync(random);
        await attack.ReportAsync();
        for (var moment = 0; moment < 14; moment++)
        {
            var (one, occasion) = (Names[random.Next(Names.Length)], random.Next(2) == 0 ? "startup" : "bm1");
            await (
                random.Next(9) switch
                {
                    0 => ReopenAsync(network, one, occasion),
                    1 => LeaveAsync(network, one),
                    2 => network.Coordinator.Api.SendAsync(HttpMethod.Delete, network.Of(one, "/withdrawal")),
                    3 => MoveAsync(network, one, Names[random.Next(Names.Length)]),
                    4 => ReopenScoringAsync(network, one, occasion),
                    5 => ShareAsync(network, one, random.Next(3) > 0),
                    6 => network.ChangeAsync(async db =>
                        (await db.Networks.SingleAsync(n => n.Id == network.Network.Id)).MinimumCell = random.Next(3, 7)
                    ),
                    _ => ImportAsync(
                        network,
                        occasion,
                        Profile(random),
                        [.. Names.OrderBy(_ => random.Next()).Take(random.Next(1, 10))]
                    ),
                }
            );
            if (moment == 4)
            {
                await EndAsync(network, "bm1");
            }

            await attack.LookAsync();
        }

        await attack.ReportAsync();
        ShouldBeSafe(attack);
    }

    private static void ShouldBeSafe(FigureAttack attack)
    {
        attack.Told.Fewest().ShouldNotBeNull().ShouldBeLessThan(attack.Lowest, "figures that follow the answers would tell");
        foreach (var attacker in attack.Attackers)
        {
            (attacker.Fewest() ?? int.MaxValue).ShouldBeGreaterThanOrEqualTo(
                attack.Lowest,
                $"belonging to [{string.Join(", ", attacker.Own)}]"
            );
        }

        attack.Attackers.Sum(a => a.Readings.Values.Sum(r => r.Count)).ShouldBeGreaterThan(20, "there is something to read");
        attack.Attackers.SelectMany(a => a.Readings.Keys).ShouldContain((Basis.Consensus, 0), "reports tell of whole profiles");
    }

    private static Task ReopenAsync(TestNetwork network, string organisation, string occasion) =>
        network.Coordinator.Api.PostAsync(network.At(organisation, occasion, "/reopening"), new { reason = "fel" });

    private static Task ReopenScoringAsync(TestNetwork network, string organisation, string occasion) =>
        network.Coordinator.Api.PostAsync(
            network.At(organisation, occasion, "/functions/manager/reopening"),
            new { reason = "fel" }
        );

    private static Task LeaveAsync(TestNetwork network, string organisation) =>
        network.Coordinator.Api.PostAsync(network.Of(organisation, "/withdrawal"), new { reason = "hinner inte" });

    private static Task ShareAsync(TestNetwork network, string organisation, bool shares) =>
        network[organisation, Function.KeyPerson].Api.PutAsync(network.Of(organisation, "/sharing"), new { shares });

    private static Task MoveAsync(TestNetwork network, string organisation, string to) =>
        network.ChangeAsync(async db =>
        {
            var parts = await db.Participations.ToListAsync();
            parts
                .Find(p => p.OrganisationId == network[organisation].Id)!
                .MoveTo(parts.Find(p => p.OrganisationId == network[to].Id)!.GroupId, DateTimeOffset.UtcNow);
        });

    private static Task EndAsync(TestNetwork network, string occasion) =>
        network.ChangeAsync(async db =>
        {
            var one = await db.Occasions.SingleAsync(o => o.Key == occasion);
            (one.StartsAt, one.EndsAt) = (DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddSeconds(-1));
        });

    private static Task ImportAsync(TestNetwork network, string occasion, string digits, params string[] organisations)
    {
        var sheet =
            "organisation,occasion,step,score,comment\n"
            + string.Join(
                '\n',
                organisations.SelectMany(o => digits.Select((d, i) => $"{network[o].Slug},{occasion},{i + 1},{d},"))
            );
        return network.Coordinator.Api.SendAsync(
            HttpMethod.Post,
            network.InCohort("/imports/assessments"),
            new StringContent(sheet, Encoding.UTF8, "text/csv")
        );
    }

    private static string Profile(Random random) => string.Concat(Enumerable.Range(0, 10).Select(_ => random.Next(1, 4)));

    /// <summary>
    /// Four groups of three or four with their mentors, all scored at start-up and at the first benchmarking, which is open.
    /// </summary>
    private async Task<(TestNetwork Network, FigureAttack Attack)> BuildAsync(Random random)
    {
        var network = await BuildAsync(plan =>
        {
            plan = Names
                .Chunk(4)
                .Index()
                .Aggregate(plan.MinimumCell(random.Next(3, 6)), (p, g) => p.Group($"Mentor {g.Index + 1}", g.Item));
            foreach (var (name, occasion) in from n in Names from o in new[] { "startup", "bm1" } select (n, o))
            {
                plan = plan.Submitted(name, occasion, Profile(random));
                plan = Assessment
                    .Functions.Where(_ => random.Next(5) > 0)
                    .ToList()
                    .Aggregate(plan, (p, f) => p.HandedIn(name, occasion, f, Profile(random)));
            }

            return plan;
        });
        (Member Member, string[] Own)[] people =
        [
            (network.Observer, []),
            (network["Kommun 01", Function.KeyPerson], ["Kommun 01"]),
            (network["Mentor 2", Function.Manager], ["Mentor 2"]),
        ];
        return (
            network,
            new FigureAttack(network, [.. people.Select(p => (p.Member, new Attacker([.. p.Own.Select(o => network[o].Id)])))])
        );
    }
}
