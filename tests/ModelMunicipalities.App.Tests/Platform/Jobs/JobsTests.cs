using Hangfire;
using Hangfire.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using ModelMunicipalities.App.Features.Reports;
using ModelMunicipalities.App.Platform.Jobs;
using ModelMunicipalities.Domain;
using ModelMunicipalities.Domain.Networks;

namespace ModelMunicipalities.App.Tests.Platform;

/// <summary>What networks do by themselves, on a server whose scheduler runs.</summary>
[TestFixtureSource(typeof(Databases), nameof(Databases.All))]
public class JobsTests(DatabaseProvider provider)
{
    [Test]
    public async Task A_job_is_laid_out_runs_when_asked_to_and_tells_how_it_went()
    {
        await using var server = Running();
        var network = await new NetworkPlan().BuildAsync(server);
        await server.Services.GetRequiredService<Schedule>().LayOutAsync(CancellationToken.None);
        var reader = await network.Coordinator.ReaderAsync();
        var before = (await reader.GetAsync(network.Page("/jobs"))).ShouldBeOk();
        before.Heading.ShouldBe("Alla jobb går som de ska");
        before.Text.ShouldContain("Har inte körts än");
        (await reader.PostAsync(network.Page("/jobs") + "?handler=Run", ("Job", "digests"))).ShouldLeadTo(network.Page("/jobs"));
        var run = (await RanAsync(network)).ShouldHaveSingleItem();
        (run.Result, run.Did, run.Fault).ShouldBe((JobResult.Done, 0, null));
        var after = (await reader.GetAsync(network.Page("/jobs"))).ShouldBeOk();
        after.Text.ShouldContain("klart, inget att göra");
        (await reader.GetAsync(network.Page("/trail"))).Text.ShouldContain("Körde ett jobb: Samlade mejl");

        // Others' pages and acts are refused in RolesTests; another network's jobs in IsolationTests.
        (await network.Coordinator.Api.PostAsync(network.InNetwork("/jobs/nothing/run"))).ShouldBe(HttpStatusCode.NotFound);
        (await reader.PostAsync(network.Page("/jobs") + "?handler=Run", ("Job", "nothing"))).ShouldBe(HttpStatusCode.NotFound);
    }

    [Test]
    public async Task A_paused_job_does_not_run_by_itself_until_it_is_resumed()
    {
        await using var server = Running();
        var network = await new NetworkPlan().BuildAsync(server);
        (await network.Coordinator.Api.PostAsync(network.InNetwork("/jobs/digests/pause"))).ShouldBe(HttpStatusCode.Accepted);
        await server.Services.GetRequiredService<Schedule>().LayOutAsync(CancellationToken.None);
        var paused = (await network.Coordinator.Api.GetAsync(network.InNetwork("/jobs"))).ShouldBeOk()["items"]![0]!;
        (paused["isPaused"]!.GetValue<bool>(), paused["next"]).ShouldBe((true, null));
        (await (await network.Coordinator.ReaderAsync()).GetAsync(network.Page("/jobs"))).Heading.ShouldBe("Ett jobb är pausat");
        (await network.Coordinator.Api.PostAsync(network.InNetwork("/jobs/digests/resume"))).ShouldBe(HttpStatusCode.Accepted);
        var resumed = (await network.Coordinator.Api.GetAsync(network.InNetwork("/jobs"))).ShouldBeOk()["items"]![0]!;
        resumed["isPaused"]!.GetValue<bool>().ShouldBeFalse();
        var next = resumed["next"]!.GetValue<DateTimeOffset>();
        TimeZoneInfo
            .ConvertTime(next, TimeZoneInfo.FindSystemTimeZoneById("Europe/Stockholm"))
            .TimeOfDay.ShouldBe(TimeSpan.FromHours(7));
        (next - DateTimeOffset.UtcNow).ShouldBeInRange(TimeSpan.Zero, TimeSpan.FromHours(25));
    }

    [Test]
    public async Task What_is_so_already_is_told_and_not_recorded_as_done()
    {
        await using var server = Running();
        var network = await new NetworkPlan().BuildAsync(server);
        var reader = await network.Coordinator.ReaderAsync();
        foreach (
            var (handler, told) in new[]
            {
                ("Resume", "Samlade mejl är redan igång."),
                ("Pause", "Pausat: Samlade mejl."),
                ("Pause", "Samlade mejl är redan pausat."),
                ("Resume", "Igång igen: Samlade mejl."),
                ("Resume", "Samlade mejl är redan igång."),
            }
        )
        {
            (await reader.PostAsync(network.Page("/jobs") + "?handler=" + handler, ("Job", "digests"))).ShouldLeadTo(
                network.Page("/jobs")
            );
            (await reader.GetAsync(network.Page("/jobs"))).Text.ShouldContain(told);
        }

        (await network.InDbAsync(db => db.AuditEntries.CountAsync(a => a.Detail == "digests"))).ShouldBe(2);
    }

    [Test]
    public async Task A_report_that_somebody_asks_for_waits_while_the_coordinator_has_paused_the_making()
    {
        await using var server = Running();
        var network = await new NetworkPlan().BuildAsync(server);
        (await network.Coordinator.Api.PostAsync(network.InNetwork("/jobs/reports/pause"))).ShouldBe(HttpStatusCode.Accepted);
        var asked = new
        {
            kind = "cohort",
            format = "csv",
            language = "sv",
        };
        var report = (await network.Coordinator.Api.PostAsync(network.InCohort("/reports"), asked))
            .ShouldBe(HttpStatusCode.Accepted)
            .Message.Headers.Location!.ToString();
        await server.Services.GetRequiredService<ReportQueue>().MakeAsync(network.Slug, CancellationToken.None);
        (await network.Coordinator.Api.GetAsync(report)).ShouldBeOk()["status"]!.ToString().ShouldBe("queued");
        (await network.Coordinator.Api.PostAsync(network.InNetwork("/jobs/reports/resume"))).ShouldBe(HttpStatusCode.Accepted);
        await server.Services.GetRequiredService<ReportQueue>().MakeAsync(network.Slug, CancellationToken.None);
        await Eventually.TrueAsync(
            async () => (await network.Coordinator.Api.GetAsync(report)).ShouldBeOk()["status"]!.ToString() == "ready",
            "it is to be made"
        );
    }

    [Test]
    public async Task A_run_that_fails_is_told_and_the_next_goes_on()
    {
        await using var server = Running();
        var network = await new NetworkPlan().BuildAsync(server);
        await server.InDbAsync(null, db =>
            db.Networks.Where(n => n.Id == network.Network.Id)
                .ExecuteUpdateAsync(n => n.SetProperty(x => x.TimeZone, "Nowhere/Here"))
        );
        var runner = server.Services.GetRequiredService<JobRunner>();
        await Should.ThrowAsync<TimeZoneNotFoundException>(() =>
            runner.RunAsync(network.Slug, "digests", JobCause.Due, 1, CancellationToken.None)
        );
        await server.InDbAsync(null, db =>
            db.Networks.Where(n => n.Id == network.Network.Id)
                .ExecuteUpdateAsync(n => n.SetProperty(x => x.TimeZone, "Europe/Stockholm"))
        );
        var run = (await RanAsync(network)).ShouldHaveSingleItem();
        run.Result.ShouldBe(JobResult.Failed);
        run.Fault!.ShouldContain("Nowhere/Here");
        var reader = await network.Coordinator.ReaderAsync();
        var page = (await reader.GetAsync(network.Page("/jobs"))).ShouldBeOk();
        page.Heading.ShouldBe("Ett jobb behöver dig");
        page.Text.ShouldContain("Ett fel stoppade jobbet.");
        await StartedAsync(server);
        var ready = (await new Api(server).GetAsync("/health/ready")).ShouldBeOk();
        (ready["status"]!.ToString(), ready["checks.scheduler.description"]!.ToString()).ShouldBe(
            ("Degraded", "The last run of 1 jobs failed.")
        );

        await runner.RunAsync(network.Slug, "digests", JobCause.Due, 1, CancellationToken.None);
        (await reader.GetAsync(network.Page("/jobs"))).ShouldBeOk().Heading.ShouldBe("Alla jobb går som de ska");
        (await new Api(server).GetAsync("/health/ready"))["checks.scheduler.status"]!.ToString().ShouldBe("Healthy");
    }

    [Test]
    public async Task A_run_that_a_rule_refuses_is_told_in_the_readers_language()
    {
        await using var server = Server.Start(provider);
        var network = await new NetworkPlan().BuildAsync(server);
        await network.ChangeAsync(db =>
        {
            var run = new JobRun { Job = "digests", StartedAt = DateTimeOffset.UtcNow };
            run.Refuse(Refusal.Invalid("BodyTooLarge", null, 5), DateTimeOffset.UtcNow);
            db.JobRuns.Add(run);
            return Task.CompletedTask;
        });
        var swedish = (await network.Coordinator.Api.GetAsync(network.InNetwork("/jobs"))).ShouldBeOk()["items"]![0]!;
        swedish["needsYou"]!.GetValue<bool>().ShouldBeTrue();
        swedish["runs"]![0]!["error"]!.ToString().ShouldContain("5");
    }

    [Test]
    public async Task Jobs_of_networks_that_are_gone_are_taken_away_and_laying_out_again_changes_nothing()
    {
        await using var server = Running();
        var network = await new NetworkPlan().BuildAsync(server);
        var schedule = server.Services.GetRequiredService<Schedule>();
        await Task.WhenAll(schedule.LayOutAsync(CancellationToken.None), schedule.LayOutAsync(CancellationToken.None));
        var first = LaidOut(server);
        first.Keys.ShouldBe(JobList.All.Select(j => j.Id(network.Slug)), ignoreOrder: true);
        await schedule.LayOutAsync(CancellationToken.None);
        LaidOut(server).ShouldBe(first, ignoreOrder: true);

        await server.InDbAsync(null, db =>
            db.Networks.Where(n => n.Id == network.Network.Id)
                .ExecuteUpdateAsync(n => n.SetProperty(x => x.Slug, "renamed-" + network.Slug))
        );
        await schedule.LayOutAsync(CancellationToken.None);
        LaidOut(server).Keys.ShouldBe(JobList.All.Select(j => j.Id("renamed-" + network.Slug)), ignoreOrder: true);
    }

    [Test]
    public async Task A_job_moves_with_the_networks_time_zone()
    {
        await using var server = Running();
        var network = await new NetworkPlan().BuildAsync(server);
        var schedule = server.Services.GetRequiredService<Schedule>();
        await schedule.LayOutAsync(CancellationToken.None);
        await server.InDbAsync(null, db =>
            db.Networks.Where(n => n.Id == network.Network.Id)
                .ExecuteUpdateAsync(n => n.SetProperty(x => x.TimeZone, "Asia/Tokyo"))
        );
        await schedule.LayOutAsync(CancellationToken.None);
        var next = new DateTimeOffset(LaidOut(server)[JobList.All[0].Id(network.Slug)]!.Value, TimeSpan.Zero);
        TimeZoneInfo.ConvertTime(next, TimeZoneInfo.FindSystemTimeZoneById("Asia/Tokyo")).Hour.ShouldBe(7);
    }

    /// <summary>When each job in the scheduler's store runs next.</summary>
    private static Dictionary<string, DateTime?> LaidOut(Server server)
    {
        using var connection = server.Services.GetRequiredService<JobStorage>().GetConnection();
        return connection.GetRecurringJobs().ToDictionary(j => j.Id, j => j.NextExecution);
    }

    [Test]
    public async Task A_report_that_somebody_asks_for_is_made_at_once_whichever_node_she_asks()
    {
        await using var server = Running();
        await using var asked = provider == DatabaseProvider.Sqlite ? null : Server.Join(provider, server.ConnectionString);
        var network = await new NetworkPlan().BuildAsync(asked ?? server);
        await StartedAsync(server);
        var report = (
            await network.Coordinator.Api.PostAsync(
                network.InCohort("/reports"),
                new
                {
                    kind = "cohort",
                    format = "csv",
                    language = "sv",
                }
            )
        ).ShouldBe(HttpStatusCode.Accepted).Message.Headers.Location!.ToString();
        await Eventually.TrueAsync(
            async () => (await network.Coordinator.Api.GetAsync(report)).ShouldBeOk()["status"]!.ToString() == "ready",
            "it is to be made"
        );
        (await network.InDbAsync(db => db.JobRuns.AnyAsync(r => r.Job == "reports" && r.Did > 0))).ShouldBeFalse(
            "nobody waited for the job of every ten minutes"
        );
    }

    private Server Running() => Server.Start(provider, ("Jobs:Enabled", "true"));

    /// <summary>Waits until the scheduler runs.</summary>
    internal static async Task StartedAsync(Server server)
    {
        for (
            var i = 0;
            i < 300
                && (await new Api(server).GetAsync("/health/ready"))["checks.scheduler.description"]?.ToString()
                    == "The scheduler does not run.";
            i++
        )
        {
            await Task.Delay(100);
        }
    }

    /// <summary>The network's runs, once there are as many and none goes on.</summary>
    internal static async Task<IReadOnlyList<JobRun>> RanAsync(TestNetwork network, int count = 1)
    {
        List<JobRun> runs = [];
        for (var i = 0; i < 300 && (runs.Count < count || runs.Exists(r => r.Result == JobResult.Running)); i++)
        {
            await Task.Delay(100);
            runs = await network.InDbAsync(db => db.JobRuns.AsNoTracking().ToListAsync());
        }

        return runs;
    }
}

/// <summary>The embedded database, whose scheduler begins empty at each start.</summary>
public class EmbeddedJobsTests
{
    [Test]
    public async Task A_start_makes_up_for_what_was_missed_while_nothing_ran_and_does_what_was_asked_for_before()
    {
        await using var before = Server.Start(DatabaseProvider.Sqlite);
        var network = await new NetworkPlan().BuildAsync(before);
        var tooLate = await new NetworkPlan().BuildAsync(before);
        await network.ChangeAsync(db =>
        {
            db.JobStates.AddRange(
                JobList.All.Select(j => new JobState { Job = j.Name, Since = DateTimeOffset.UtcNow.AddDays(-3) })
            );
            return Task.CompletedTask;
        });
        (await network.Coordinator.Api.PostAsync(network.InNetwork("/jobs/reminders/run"))).ShouldBe(HttpStatusCode.Accepted);
        (await network.Coordinator.Api.PostAsync(network.InNetwork("/jobs/figures/pause"))).ShouldBe(HttpStatusCode.Accepted);

        await using var server = Server.Start(
            DatabaseProvider.Sqlite,
            ("Database:ConnectionString", before.ConnectionString),
            ("Jobs:Enabled", "true")
        );
        await Eventually.TrueAsync(
            async () => (await RunsAsync(network)).Count(r => r.Result == JobResult.Done) >= 3,
            "it is to make up for them"
        );
        (await RunsAsync(network))
            .Where(r => r.Job is "digests" or "reportplan" or "reminders")
            .Select(r => r.Job)
            .ShouldBe(["digests", "reportplan", "reminders"], ignoreOrder: true);

        // What has run besides did so because its time came meanwhile, and none has for a network that has just been made.
        (await RunsAsync(network)).ShouldAllBe(r => r.Job != "figures");
        (await RunsAsync(tooLate)).ShouldAllBe(r => r.Job != "digests" && r.Job != "reportplan");
        (await network.InDbAsync(db => db.JobStates.SingleAsync(s => s.Job == "reminders"))).IsAsked.ShouldBeFalse();
    }

    private static Task<List<JobRun>> RunsAsync(TestNetwork network) =>
        network.InDbAsync(db => db.JobRuns.AsNoTracking().ToListAsync());
}

/// <summary>Several nodes on one database; the embedded one has a single node.</summary>
[TestFixtureSource(typeof(Databases), nameof(Databases.Servers))]
public class JobNodesTests(DatabaseProvider provider)
{
    [Test]
    public async Task Two_nodes_that_start_at_once_share_the_jobs()
    {
        await using var one = Server.Start(provider, ("Jobs:Enabled", "true"));
        await using var other = Server.Start(
            provider,
            ("Jobs:Enabled", "true"),
            ("Database:ConnectionString", one.ConnectionString)
        );
        var network = await new NetworkPlan().BuildAsync(one);
        await Task.WhenAll(new[] { one, other }.Select(JobsTests.StartedAsync));
        await Task.WhenAll(
            new[] { one, other }.Select(s => s.Services.GetRequiredService<Schedule>().LayOutAsync(CancellationToken.None))
        );

        // The other node, were it to run the first one too, would have done so by the end of the second.
        foreach (var runs in new[] { 1, 2 })
        {
            (await network.Coordinator.Api.PostAsync(network.InNetwork("/jobs/digests/run"))).ShouldBe(HttpStatusCode.Accepted);
            (await JobsTests.RanAsync(network, runs)).Select(r => r.Result).ShouldBe(Enumerable.Repeat(JobResult.Done, runs));
        }

        (await new Api(other).GetAsync("/health/ready"))["checks.scheduler.status"]!.ToString().ShouldBe("Healthy");
    }
}

/// <summary>When a job runs by the network's clocks.</summary>
public class NetworkJobTests
{
    [TestCase(
        "2031-03-29T12:00Z",
        "2031-03-30T01:00Z",
        TestName = "In the hour that is skipped it runs when the clocks have moved on"
    )]
    [TestCase("2031-03-30T12:00Z", "2031-03-31T00:30Z", TestName = "The day after at its time")]
    [TestCase("2031-10-25T12:00Z", "2031-10-26T00:30Z", TestName = "In the hour that comes twice it runs the first time")]
    [TestCase("2031-10-26T00:30Z", "2031-10-27T01:30Z", TestName = "And not the second")]
    [TestCase("2031-12-31T12:00Z", "2032-01-01T01:30Z", TestName = "From one year to the next")]
    public void A_daily_job_runs_once_a_day_whatever_the_clocks_do(string after, string next) =>
        Job("30 2 * * *").NextAfter(At(after), Stockholm).ShouldBe(At(next));

    [Test]
    public void A_job_of_every_ten_minutes_runs_through_both_changes()
    {
        Times("*/10 * * * *", "2031-10-26T00:45Z", 3)
            .ShouldBe([At("2031-10-26T00:50Z"), At("2031-10-26T01:00Z"), At("2031-10-26T01:10Z")]);
        Times("*/10 * * * *", "2031-03-30T00:45Z", 3)
            .ShouldBe([At("2031-03-30T00:50Z"), At("2031-03-30T01:00Z"), At("2031-03-30T01:10Z")]);
    }

    [Test]
    public void Every_job_has_a_name_of_its_own_that_addresses_can_hold_and_texts()
    {
        JobList.All.Select(j => j.Name).ShouldBeUnique();
        foreach (var job in JobList.All)
        {
            job.Name.ShouldMatch("^[a-z]+$");
            new[] { job.Title, job.What, job.When }.ShouldAllBe(t => t.Length > 0);
            job.NextAfter(At("2031-12-31T12:00Z"), Stockholm).ShouldBeGreaterThan(At("2031-12-31T12:00Z"));
            job.LastUntil(At("2031-12-31T12:00Z"), Stockholm).ShouldBeLessThanOrEqualTo(At("2031-12-31T12:00Z"));
        }
    }

    private static TimeZoneInfo Stockholm { get; } = TimeZoneInfo.FindSystemTimeZoneById("Europe/Stockholm");

    private static DateTimeOffset At(string time) =>
        DateTimeOffset.Parse(time, System.Globalization.CultureInfo.InvariantCulture);

    private static NetworkJob Job(string cron) => new("digests", cron, MisfireHandlingMode.Relaxed, JobList.All[0].SendAsync);

    private static List<DateTimeOffset> Times(string cron, string after, int count)
    {
        List<DateTimeOffset> times = [];
        for (var at = At(after); times.Count < count; )
        {
            times.Add(at = Job(cron).NextAfter(at, Stockholm));
        }

        return times;
    }
}
