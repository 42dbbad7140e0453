using Microsoft.EntityFrameworkCore;
using ModelMunicipalities.Domain.Cohorts;
using ModelMunicipalities.Domain.Networks;

namespace ModelMunicipalities.App.Tests.Platform;

/// <summary>How many commands a request sends to the database.</summary>
public class QueryCountTests(DatabaseProvider provider) : OnEveryDatabase(provider)
{
    private static readonly string[] OfNetwork = ["/people", "/trail", "/cohorts", "/organisations/kommun-01/team", "/generations"];

    private static readonly string[] OfCohort =
    [
        "", "/participants", "/groups", "/meetings", "/progress", "/benchmark", "/benchmark?basis=respondents", "/mentees",
        "/organisations/kommun-01", "/organisations/kommun-01/assessments/bm1", "/assessments.csv",
        "/applications", "/applications.csv", "/applications/kommun-01",
        "/mentors", "/mentor-candidates", "/mentors/pitea", "/afterwards", "/organisations/kommun-01/afterwards", "/organisations/kommun-01/withdrawal",
    ];

    private static readonly string[] Pages =
    [
        "", "/benchmark", "/mentees", "/organisations/kommun-01", "/organisations/kommun-01/assessments/startup",
        "/mentors", "/mentors/pitea", "/afterwards", "/organisations/kommun-01/afterwards", "/organisations/kommun-01/withdrawal",
        "/applications", "/applications/kommun-01",
    ];

    [Test]
    public async Task A_cohort_of_sixty_takes_no_more_commands_than_one_of_five()
    {
        var few = await CountAsync(5);
        var many = await CountAsync(60);
        many.ShouldBe(few);
        few.ShouldAllBe(c => c.Commands >= 1 && c.Commands <= 12);
    }

    [Test]
    public async Task Planning_for_three_hundred_takes_no_more_commands_than_for_five()
    {
        var few = await CountPlanningAsync(5);
        var many = await CountPlanningAsync(300);
        many.ShouldBe(few);
        few.ShouldAllBe(c => c.Commands >= 1 && c.Commands <= 12);
    }

    [Test]
    public async Task Pairing_sixty_takes_no_more_commands_than_pairing_five()
    {
        var few = await CountPairingAsync(5);
        var many = await CountPairingAsync(60);
        many.ShouldBe(few);
        few.ShouldAllBe(c => c.Commands >= 1 && c.Commands <= 15);
    }

    [Test]
    public async Task Saving_a_scoring_is_the_caller_one_read_and_one_write()
    {
        var network = await BuildAsync(n => n.Group("Piteå", "Luleå"));
        var at = network.At("Luleå", "bm1", "/mine");
        var manager = network["Luleå", Function.Manager].Api;
        (await manager.PutAsync(at, Body.Scores("2222222222"))).ShouldBeOk();
        (await manager.PutAsync(at, Body.Scores("3222222222"))).ShouldBeOk();

        var (reply, sql) = await manager.CountAsync(HttpMethod.Put, at, Body.Scores("3322222222"));
        reply.ShouldBeOk();
        var reads = sql.Where(s => s.StartsWith("SELECT", StringComparison.OrdinalIgnoreCase)).ToList();
        reads.Count(s => s.Contains("Answers")).ShouldBe(1);
        reads.Count.ShouldBeLessThanOrEqualTo(3, string.Join("\n", sql));

        // SQLite is sent row by row what the others are sent at once; it is in the same process.
        if (Server.Provider != DatabaseProvider.Sqlite)
        {
            (sql.Count - reads.Count).ShouldBe(1, string.Join("\n----\n", sql));
        }
    }

    [Test]
    public async Task The_first_save_writes_no_more_than_a_batch_for_each_level_of_what_is_new()
    {
        var network = await BuildAsync(n => n.Group("Piteå", "Luleå"));
        var (reply, sql) = await network["Luleå", Function.Manager].Api.CountAsync(HttpMethod.Put, network.At("Luleå", "bm1", "/mine"), Body.Scores("2222222222"));
        reply.ShouldBeOk();
        if (Server.Provider != DatabaseProvider.Sqlite)
        {
            // The assessment, its scoring and the answers, each with the key that the one before was given.
            sql.Count(s => !s.StartsWith("SELECT", StringComparison.OrdinalIgnoreCase)).ShouldBeLessThanOrEqualTo(3, string.Join("\n----\n", sql));
        }
    }

    private async Task<List<(string Route, int Commands)>> CountPlanningAsync(int organisations)
    {
        var network = await BuildAsync(n => n.Stage(CohortStage.Planning).Group("Piteå", "Luleå").Outside("Boden"));
        (await network.InviteToApplyAsync(new { codes = Catalogue.All.Where(e => e.Name is not ("Piteå" or "Luleå")).Take(organisations).Select(e => e.Code) })).ShouldBeOk();
        var counts = new List<(string, int)>();
        foreach (var path in new[] { "/plan", "/invitations" })
        {
            counts.Add((path, await CountAsync(network.Coordinator, network.InCohort(path))));
        }

        foreach (var path in new[] { "/plan", "/plan/dates", "/plan/criteria", "/invitations", "/pairing" })
        {
            counts.Add(("page " + path, await CountPageAsync(network, network.Coordinator, path)));
        }

        return counts;
    }

    private async Task<List<(string Route, int Commands)>> CountPairingAsync(int organisations)
    {
        var network = await BuildAsync(n => n.Group("Piteå", "Luleå").Taking(CohortRole.Mentor, Catalogue.Municipalities.Take(organisations / 3).Select(m => m.Name))
            .Participants(Catalogue.Municipalities.Skip(100).Take(organisations - 1).Select(m => m.Name)));
        await network.ProposeAsync();
        await network.ProposeAsync();
        var counts = new List<(string, int)>();
        foreach (var path in new[] { "/pairing/proposals", "/pairing/proposals/1", "/pairing/proposals/1/moves/lulea" })
        {
            counts.Add((path, await CountAsync(network.Coordinator, network.InCohort(path))));
        }

        foreach (var path in new[] { "/pairing", "/pairing/1", "/pairing/1?participant=lulea", "/pairing/1/compare/2" })
        {
            counts.Add(("page " + path, await CountPageAsync(network, network.Coordinator, path)));
        }

        return counts;
    }

    private async Task<List<(string Route, int Commands)>> CountAsync(int organisations)
    {
        var names = Enumerable.Range(1, organisations).Select(i => $"Kommun {i:00}").ToList();
        var network = await BuildAsync(n => names.Aggregate(n.Group("Piteå", [.. names.Take(3)]).Participants(names.Skip(3)), (plan, name) =>
            plan.Submitted(name, "startup", "2222222222").HandedIn(name, "bm1", Function.Manager, "2222222222")));
        await network.ChangeAsync(async db => db.Applications.AddRange((await db.Participations.Where(p => p.Role == CohortRole.Participant).ToListAsync()).Select(p => new Application
        {
            CohortId = p.CohortId,
            OrganisationId = p.OrganisationId,
            Status = ApplicationStatus.Submitted,
            SubmittedAt = DateTimeOffset.UtcNow,
        })));
        var (coordinator, mentor) = (network.Coordinator, network["Piteå", Function.KeyPerson]);
        var counts = new List<(string, int)>();
        foreach (var path in OfNetwork)
        {
            counts.Add((path, await CountAsync(coordinator, network.InNetwork(path))));
        }

        foreach (var path in OfCohort)
        {
            counts.Add((path, await CountAsync(path == "/mentees" ? mentor : coordinator, network.InCohort(path))));
        }

        foreach (var path in Pages)
        {
            counts.Add(("page " + path, await CountPageAsync(network, path == "/mentees" ? mentor : coordinator, path)));
        }

        return counts;
    }

    private static async Task<int> CountAsync(Member member, string path)
    {
        // The caller's places are remembered for some seconds only: on a slow machine either of the two may have to read them anew.
        var (first, before) = await member.Api.CountAsync(HttpMethod.Get, path);
        var (second, after) = await member.Api.CountAsync(HttpMethod.Get, path);
        first.ShouldBeOk();
        second.ShouldBeOk();
        return Math.Min(before.Count, after.Count);
    }

    /// <summary>The commands of a page that nobody has been given since something changed.</summary>
    private async Task<int> CountPageAsync(TestNetwork network, Member member, string path)
    {
        var reader = await member.ReaderAsync();
        (await reader.GetAsync(network.CohortPage(path))).ShouldBeOk();
        await network.ChangeAsync(db =>
        {
            db.Groups.First().Name += "!";
            return Task.CompletedTask;
        });
        var id = Guid.NewGuid().ToString("N");
        (await reader.GetAsync(network.CohortPage(path), (SqlLog.Header, id))).ShouldBeOk();
        return Server.Sql.Of(id).Count;
    }
}
