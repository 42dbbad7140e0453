using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using ModelMunicipalities.App.Platform.Jobs;
using ModelMunicipalities.Domain.Networks;

namespace ModelMunicipalities.App.Tests.Platform;

/// <summary>Which runs there are of a job, whoever starts it and however often.</summary>
public class JobRunsTests(DatabaseProvider provider) : OnEveryDatabase(provider)
{
    private const string Job = "digests";

    private static readonly TimeZoneInfo Stockholm = TimeZoneInfo.FindSystemTimeZoneById("Europe/Stockholm");

    [Test]
    public async Task While_a_run_holds_a_job_no_other_begins_and_one_more_follows()
    {
        var network = await BuildAsync(n => n);
        var claim = (await ClaimAsync(network)).ShouldNotBeNull();
        await RunAsync(network, JobCause.Due);
        await RunAsync(network, JobCause.Due);
        (await RunsAsync(network)).ShouldBeEmpty();
        (await claim.EndAsync(answers: true)).ShouldBeTrue("those that came meanwhile are answered by one more");

        await RunAsync(network, JobCause.Asked);
        await RunAsync(network, JobCause.Asked);
        (await RunsAsync(network)).ShouldHaveSingleItem().Result.ShouldBe(JobResult.Done);
    }

    [Test]
    public async Task What_was_asked_for_before_a_run_began_it_answers_unless_it_was_broken_off()
    {
        var network = await BuildAsync(n => n);
        await AskAsync(network);
        (await (await ClaimAsync(network))!.EndAsync(answers: false)).ShouldBeTrue();
        (await (await ClaimAsync(network))!.EndAsync(answers: true)).ShouldBeFalse();

        var later = (await ClaimAsync(network))!;
        await AskAsync(network);
        (await later.EndAsync(answers: true)).ShouldBeTrue("it was asked for after that one had begun");
    }

    [Test]
    public async Task Of_many_that_begin_at_once_one_runs()
    {
        var network = await BuildAsync(n => n);
        var claims = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => ClaimAsync(network)));
        (await claims.OfType<JobClaim>().ShouldHaveSingleItem().EndAsync(answers: true)).ShouldBeTrue();
    }

    [Test]
    public async Task A_run_that_was_asked_for_asks_for_no_other()
    {
        var network = await BuildAsync(n => n);
        await AskAsync(network);
        var claim = (await ClaimAsync(network, JobCause.Asked))!;
        (await ClaimAsync(network, JobCause.Asked)).ShouldBeNull();
        (await claim.EndAsync(answers: true)).ShouldBeFalse();
    }

    [Test]
    public async Task A_job_whose_node_died_is_free_when_its_claim_has_run_out_and_the_run_is_told_as_broken_off()
    {
        var network = await BuildAsync(n => n);
        var reader = await network.Coordinator.ReaderAsync();
        await network.ChangeAsync(db =>
        {
            db.JobStates.Add(
                new JobState
                {
                    Job = Job,
                    Claim = Guid.NewGuid(),
                    ClaimedUntil = DateTimeOffset.UtcNow.AddMinutes(5),
                }
            );
            db.JobRuns.Add(new JobRun { Job = Job, StartedAt = DateTimeOffset.UtcNow });
            return Task.CompletedTask;
        });
        await RunAsync(network, JobCause.Due);
        (await RunsAsync(network)).ShouldHaveSingleItem();
        (await reader.GetAsync(network.Page("/jobs"))).Text.ShouldContain("pågår");

        await network.InDbAsync(db =>
            db.JobStates.ExecuteUpdateAsync(s => s.SetProperty(x => x.ClaimedUntil, DateTimeOffset.UtcNow.AddSeconds(-1)))
        );
        await network.ChangeAsync(db =>
            Task.FromResult(db.JobRuns.Add(new JobRun { Job = "reminders", StartedAt = DateTimeOffset.UtcNow }))
        );
        var told = (await reader.GetAsync(network.Page("/jobs"))).ShouldBeOk();
        told.Text.ShouldContain("Servern stannade innan jobbet var klart");
        told.Heading.ShouldBe("Två jobb behöver dig");

        await RunAsync(network, JobCause.Due);
        (await RunsAsync(network)).Select(r => r.Result).ShouldBe([JobResult.BrokenOff, JobResult.Done]);
    }

    [Test]
    public async Task A_run_says_that_it_goes_on_and_stops_when_it_no_longer_holds_the_job()
    {
        var network = await BuildAsync(n => n);
        var claim = (
            await JobClaim.TakeAsync(Jobs, network.Slug, Job, JobCause.Due, new Hurried(), CancellationToken.None)
        ).ShouldNotBeNull();
        var until = await network.InDbAsync(db => db.JobStates.Select(s => s.ClaimedUntil).SingleAsync());
        await Eventually.TrueAsync(
            async () => await network.InDbAsync(db => db.JobStates.Select(s => s.ClaimedUntil).SingleAsync()) > until,
            "it is to hold on"
        );
        claim.Lost.IsCancellationRequested.ShouldBeFalse();

        await network.InDbAsync(db => db.JobStates.ExecuteUpdateAsync(s => s.SetProperty(x => x.Claim, Guid.NewGuid())));
        await Eventually.TrueAsync(() => Task.FromResult(claim.Lost.IsCancellationRequested), "it is to notice");
        (await claim.EndAsync(answers: true)).ShouldBeFalse();
        (await network.InDbAsync(db => db.JobStates.Select(s => s.Claim).SingleAsync())).ShouldNotBeNull("the other goes on");
    }

    [Test]
    public async Task After_a_fault_the_next_attempt_follows_unless_a_later_turn_has_come()
    {
        var network = await BuildAsync(n => n);
        var reader = await network.Coordinator.ReaderAsync();
        await network.ChangeAsync(db =>
        {
            var run = new JobRun { Job = Job, StartedAt = DateTimeOffset.UtcNow };
            run.Fail("IOException: borta", DateTimeOffset.UtcNow);
            db.JobRuns.Add(run);
            return Task.CompletedTask;
        });
        (await reader.GetAsync(network.Page("/jobs"))).Text.ShouldContain("Nytt försök görs");
        await RunAsync(network, JobCause.Due, attempt: 3);
        (await RunsAsync(network)).ShouldHaveSingleItem();

        await RunAsync(network, JobCause.Due, attempt: 2);
        (await RunsAsync(network)).Select(r => (r.Result, r.Attempt)).ShouldBe([(JobResult.Failed, 1), (JobResult.Done, 2)]);
        (await reader.GetAsync(network.Page("/jobs"))).Text.ShouldContain("(försök 2)");
        await RunAsync(network, JobCause.Due, attempt: 3);
        (await RunsAsync(network)).Count.ShouldBe(2);
    }

    [Test]
    public async Task A_paused_job_is_run_by_nobody_but_who_asks_for_it()
    {
        var network = await BuildAsync(n => n);
        (await network.Coordinator.Api.PostAsync(network.InNetwork($"/jobs/{Job}/pause"))).ShouldBe(HttpStatusCode.Accepted);
        await RunAsync(network, JobCause.Due);
        await RunAsync(network, JobCause.Missed);
        (await RunsAsync(network)).ShouldBeEmpty();
        (await network.Coordinator.Api.PostAsync(network.InNetwork($"/jobs/{Job}/run"))).ShouldBe(HttpStatusCode.Accepted);
        await RunAsync(network, JobCause.Asked);
        (await RunsAsync(network)).Count.ShouldBe(1);
    }

    [Test]
    public async Task What_was_missed_is_made_up_for_once()
    {
        var network = await BuildAsync(n => n);
        await network.ChangeAsync(db =>
        {
            db.JobStates.Add(new JobState { Job = Job, Since = DateTimeOffset.UtcNow.AddDays(-30) });
            return Task.CompletedTask;
        });
        await RunAsync(network, JobCause.Missed);
        await RunAsync(network, JobCause.Missed);
        (await RunsAsync(network)).Count.ShouldBe(1);
    }

    [TestCase(
        "digests",
        "2031-03-05T04:00Z",
        null,
        JobResult.Done,
        false,
        TestName = "A network that is newer than the last time missed nothing"
    )]
    [TestCase("digests", "2031-03-01T04:00Z", null, JobResult.Done, true, TestName = "One that has never run it did")]
    [TestCase(
        "digests",
        "2031-03-01T04:00Z",
        "2031-03-03T06:00Z",
        JobResult.Done,
        true,
        TestName = "One that ran it before the last time did"
    )]
    [TestCase(
        "digests",
        "2031-03-01T04:00Z",
        "2031-03-04T06:00Z",
        JobResult.Done,
        false,
        TestName = "One that ran it at the last time did not"
    )]
    [TestCase(
        "digests",
        "2031-03-01T04:00Z",
        "2031-03-04T06:00Z",
        JobResult.BrokenOff,
        true,
        TestName = "One whose run was broken off did"
    )]
    [TestCase("digests", "2031-03-01T04:00Z", "2031-03-04T06:00Z", JobResult.Running, true, TestName = "One whose node died did")]
    [TestCase(
        "digests",
        "2031-03-01T04:00Z",
        "2031-03-04T06:00Z",
        JobResult.Refused,
        false,
        TestName = "One that a rule refused did not"
    )]
    [TestCase(
        "reminders",
        "2031-03-01T04:00Z",
        "2031-03-01T06:05Z",
        JobResult.Done,
        false,
        TestName = "Reminders wait for their next time"
    )]
    public void What_counts_as_missed(string job, string since, string? last, JobResult result, bool missed)
    {
        // Wednesday the fifth, six in the morning in Stockholm: the last time was on the fourth at seven.
        var run = last is null ? null : new JobRun { Job = job, StartedAt = At(last) };
        Ended(run, result);
        Schedule
            .HasMissed(
                JobList.Find(job)!,
                new JobState { Job = job, Since = At(since) },
                run,
                At("2031-03-05T05:00Z"),
                Stockholm.Id
            )
            .ShouldBe(missed);
    }

    private static void Ended(JobRun? run, JobResult result)
    {
        switch (result)
        {
            case JobResult.Done:
                run?.Finish(1, At("2031-03-04T06:01Z"));
                break;
            case JobResult.BrokenOff:
                run?.BreakOff(At("2031-03-04T06:01Z"));
                break;
            case JobResult.Refused:
                run?.Refuse(Domain.Refusal.Invalid("BodyTooLarge", null, 5), At("2031-03-04T06:01Z"));
                break;
        }
    }

    private static DateTimeOffset At(string time) =>
        DateTimeOffset.Parse(time, System.Globalization.CultureInfo.InvariantCulture);

    private static async Task AskAsync(TestNetwork network) =>
        (await network.Coordinator.Api.PostAsync(network.InNetwork($"/jobs/{Job}/run"))).ShouldBe(HttpStatusCode.Accepted);

    private static Task<List<JobRun>> RunsAsync(TestNetwork network) =>
        network.InDbAsync(db => db.JobRuns.Where(r => r.Job == Job).OrderBy(r => r.Id).AsNoTracking().ToListAsync());

    private NetworkJobs Jobs => Server.Services.GetRequiredService<NetworkJobs>();

    private Task<JobClaim?> ClaimAsync(TestNetwork network, JobCause cause = JobCause.Due) =>
        JobClaim.TakeAsync(Jobs, network.Slug, Job, cause, TimeProvider.System, CancellationToken.None);

    private Task RunAsync(TestNetwork network, JobCause cause, int attempt = 1) =>
        Server.Services.GetRequiredService<JobRunner>().RunAsync(network.Slug, Job, cause, attempt, CancellationToken.None);

    /// <summary>A clock whose pauses pass a hundred times as fast.</summary>
    private sealed class Hurried : TimeProvider
    {
        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
            base.CreateTimer(callback, state, dueTime / 100, period);
    }
}
