using Hangfire;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using ModelMunicipalities.App.Platform.Jobs;
using ModelMunicipalities.Domain.Networks;
using Npgsql;

namespace ModelMunicipalities.App.Tests.Platform;

/// <summary>A node that goes while it runs a job, and the one beside it, each a process of its own.</summary>
[TestFixtureSource(typeof(Databases), nameof(Databases.Servers))]
public class JobTakeoverTests(DatabaseProvider provider)
{
    private const string Job = "reportplan";

    /// <summary>What a machine that does much else may add.</summary>
    private static readonly TimeSpan Slack = TimeSpan.FromSeconds(30);

    [Test]
    public async Task A_killed_nodes_job_is_taken_over_within_two_minutes()
    {
        await using var server = Server.Start(provider);
        await using var first = PortalProcess.Begin(server);
        await using var second = PortalProcess.Begin(server);
        var (network, lease) = await HeldUpAsync(server, first, second);
        await using (lease)
        {
            (await RunningAsync(server) == first.Id ? first : second).Kill();
        }

        var after = await TakenOverAsync(network);
        await TestContext.Out.WriteLineAsync($"{provider}: taken over {after.TotalSeconds:F0} s after the kill");
        after.ShouldBeLessThan(TimeSpan.FromMinutes(2) + Slack);
    }

    [Test]
    public async Task A_node_that_is_told_to_stop_hands_its_job_over_at_once()
    {
        await using var server = Server.Start(provider);
        await using var first = PortalProcess.Begin(server);
        await using var second = PortalProcess.Begin(server);
        var (network, lease) = await HeldUpAsync(server, first, second);
        TimeSpan before;
        Task<int> stopping;
        await using (lease)
        {
            stopping = (await RunningAsync(server) == first.Id ? first : second).StopAsync();
            before = await Eventually.TrueAsync(
                async () => (await RunsAsync(network))[0].Result == JobResult.BrokenOff,
                "its run is to be broken off"
            );
        }

        var after = await TakenOverAsync(network);
        (await stopping).ShouldBe(0);
        await TestContext.Out.WriteLineAsync(
            $"{provider}: broken off after {before.TotalSeconds:F1} s, taken over {after.TotalSeconds:F1} s later"
        );
        (before + after).ShouldBeLessThan(Slack, "far from what a silent node is given");
    }

    /// <summary>
    /// A network whose job is in the middle of a run on one of two nodes, held up there by a lock on what it reads.
    /// </summary>
    private static async Task<(TestNetwork Network, NpgsqlConnection Lock)> HeldUpAsync(
        Server server,
        PortalProcess first,
        PortalProcess second
    )
    {
        var network = await new NetworkPlan().BuildAsync(server);

        // The others would be held up too if their time came.
        await network.ChangeAsync(db =>
        {
            db.JobStates.AddRange(
                JobList.All.Where(j => j.Name != Job).Select(j => new JobState { Job = j.Name, PausedAt = DateTimeOffset.UtcNow })
            );
            return Task.CompletedTask;
        });
        await Task.WhenAll(first.ReadyAsync(), second.ReadyAsync());
        var held = new NpgsqlConnection(server.ConnectionString + ";Pooling=False");
        await held.OpenAsync();
        await using var take = new NpgsqlCommand("""BEGIN; LOCK TABLE "Cohorts" IN ACCESS EXCLUSIVE MODE""", held);
        await take.ExecuteNonQueryAsync();
        (await network.Coordinator.Api.PostAsync(network.InNetwork($"/jobs/{Job}/run"))).ShouldBe(HttpStatusCode.Accepted);
        await Eventually.TrueAsync(async () => (await RunsAsync(network)).Count == 1, "a node is to begin");
        return (network, held);
    }

    /// <summary>The process that runs the job.</summary>
    private static async Task<int> RunningAsync(Server server)
    {
        int? process = null;
        await Eventually.TrueAsync(
            () =>
            {
                // A server is called by its machine, its process and a name of its own.
                var running = server.Services.GetRequiredService<JobStorage>().GetMonitoringApi().ProcessingJobs(0, 10);
                process = running is [{ Value.ServerId: { } name }]
                    ? int.Parse(name.Split(':')[^2], System.Globalization.CultureInfo.InvariantCulture)
                    : null;
                return Task.FromResult(process is not null);
            },
            "the store is to know who runs it"
        );
        return process!.Value;
    }

    /// <summary>Waits until another run has done it; there are no more than those two.</summary>
    private static async Task<TimeSpan> TakenOverAsync(TestNetwork network)
    {
        var after = await Eventually.TrueAsync(
            async () => (await RunsAsync(network)) is [_, { Result: JobResult.Done }],
            "the other node is to do it"
        );
        await Eventually.TrueAsync(
            () => network.InDbAsync(db => db.JobStates.AnyAsync(s => s.Job == Job && s.Claim == null && s.Asked == s.Answered)),
            "it is to be let go"
        );
        (await RunsAsync(network)).Select(r => r.Result).ShouldBe([JobResult.BrokenOff, JobResult.Done]);
        return after;
    }

    private static Task<List<JobRun>> RunsAsync(TestNetwork network) =>
        network.InDbAsync(db => db.JobRuns.Where(r => r.Job == Job).OrderBy(r => r.Id).AsNoTracking().ToListAsync());
}

/// <summary>A scheduler whose store is not there, or not yet.</summary>
public class LateStoreTests
{
    [TestCaseSource(typeof(Databases), nameof(Databases.Servers))]
    public async Task A_node_waits_for_a_database_that_comes_late(DatabaseProvider provider)
    {
        await using var server = Server.Start(provider);
        await using var way = new LateWay(server.ConnectionString);
        await using var node = PortalProcess.Begin(provider, way.ConnectionString);
        await Eventually.TrueAsync(() => Task.FromResult(way.Refused > 0 || node.HasExited), "it is to try");
        await Task.Delay(TimeSpan.FromSeconds(2));
        node.HasExited.ShouldBeFalse();
        way.Open();
        await node.ReadyAsync();
    }

    [TestCaseSource(typeof(Databases), nameof(Databases.Servers))]
    public async Task A_scheduler_that_could_not_start_is_told_as_degraded_and_starts_when_it_can(DatabaseProvider provider)
    {
        await using var first = Server.Start(provider);

        // A table of that name which is not the scheduler's.
        await ExecuteAsync(
            first,
            "DROP SCHEMA hangfire CASCADE; CREATE SCHEMA hangfire; CREATE TABLE hangfire.schema (nothing int)"
        );
        await using var server = Server.Start(
            provider,
            ("Database:ConnectionString", first.ConnectionString),
            ("Jobs:Enabled", "true")
        );
        await Eventually.TrueAsync(() => Task.FromResult(server.Errors.Latest.Length > 0), "it is to fail");
        var ready = (await new Api(server).GetAsync("/health/ready")).ShouldBeOk();
        (ready["status"]!.ToString(), ready["checks.scheduler.description"]!.ToString()).ShouldBe(
            ("Degraded", "The scheduler does not run.")
        );

        await ExecuteAsync(first, "DROP SCHEMA hangfire CASCADE");
        await JobsTests.StartedAsync(server);
        var network = await new NetworkPlan().BuildAsync(server);
        (await network.Coordinator.Api.PostAsync(network.InNetwork("/jobs/digests/run"))).ShouldBe(HttpStatusCode.Accepted);
        (await JobsTests.RanAsync(network)).ShouldHaveSingleItem().Result.ShouldBe(JobResult.Done);
    }

    [TestCaseSource(typeof(Databases), nameof(Databases.Servers))]
    public async Task What_the_store_did_not_take_is_told_to_it_again(DatabaseProvider provider)
    {
        await using var server = Server.Start(provider);
        var network = await new NetworkPlan().BuildAsync(server);
        await ExecuteAsync(server, "ALTER SCHEMA hangfire RENAME TO elsewhere");
        (await network.Coordinator.Api.PostAsync(network.InNetwork("/jobs/digests/run"))).ShouldBe(HttpStatusCode.Accepted);
        (await network.Coordinator.Api.PostAsync(network.InNetwork("/jobs/reminders/pause"))).ShouldBe(HttpStatusCode.Accepted);
        await ExecuteAsync(server, "ALTER SCHEMA elsewhere RENAME TO hangfire");

        var schedule = server.Services.GetRequiredService<Schedule>();
        await schedule.LayOutAsync(CancellationToken.None);
        server.Services.GetRequiredService<JobStorage>().GetMonitoringApi().EnqueuedCount("default").ShouldBe(1);
        using var connection = server.Services.GetRequiredService<JobStorage>().GetConnection();
        connection
            .GetAllItemsFromSet("recurring-jobs")
            .ShouldBe(
                JobList.All.Select(j => j.Id(network.Slug)).Where(id => !id.EndsWith(":reminders", StringComparison.Ordinal)),
                ignoreOrder: true
            );
    }

    private static async Task ExecuteAsync(Server server, string command)
    {
        await using var connection = new NpgsqlConnection(server.ConnectionString);
        await connection.OpenAsync();
        await using var act = new NpgsqlCommand(command, connection);
        await act.ExecuteNonQueryAsync();
    }
}
