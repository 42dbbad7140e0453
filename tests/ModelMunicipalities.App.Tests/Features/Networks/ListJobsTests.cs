using ModelMunicipalities.App.Platform.Jobs;
using ModelMunicipalities.Domain.Networks;

namespace ModelMunicipalities.App.Tests.Features.Networks;

/// <summary>What is told of a network's jobs and their runs, whatever ran them.</summary>
public class ListJobsTests(DatabaseProvider provider) : OnEveryDatabase(provider)
{
    /// <summary>Rests so long after each turn that an attempt a minute later comes before the next.</summary>
    private static readonly NetworkJob Rare = JobList.All.MaxBy(j =>
        j.NextAfter(DateTimeOffset.UtcNow, TimeZoneInfo.FindSystemTimeZoneById("Europe/Stockholm"))
    )!;

    [Test]
    public async Task Every_job_is_told_in_the_readers_language_with_when_it_runs_next()
    {
        var network = await BuildAsync(n => n);
        var swedish = (await network.Coordinator.Api.GetAsync(network.InNetwork("/jobs"))).ShouldBeOk();
        swedish["items"]!
            .AsArray()
            .Select(j => j!["name"]!.ToString())
            .ShouldBe(JobList.All.Select(j => j.Name), ignoreOrder: true);
        var digests = swedish["items"]!.AsArray().Single(j => j!["name"]!.ToString() == "digests")!;
        (digests["title"]!.ToString(), digests["when"]!.ToString()).ShouldBe(("Samlade mejl", "Varje dag klockan 7"));
        (digests["next"]!.GetValue<DateTimeOffset>() - DateTimeOffset.UtcNow).ShouldBeInRange(
            TimeSpan.Zero,
            TimeSpan.FromHours(25)
        );
        (digests["runs"]!.AsArray().Count, digests["needsYou"]!.GetValue<bool>()).ShouldBe((0, false));

        var english = (
            await network.Coordinator.Api.GetAsync(network.InNetwork("/jobs"), r =>
                r.Headers.TryAddWithoutValidation("Accept-Language", "en")
            )
        ).ShouldBeOk();
        english["items"]!.AsArray().Select(j => j!["title"]!.ToString()).ShouldNotContain("Samlade mejl");
    }

    [Test]
    public async Task The_last_ten_runs_are_told_newest_first()
    {
        var network = await BuildAsync(n => n);
        await network.ChangeAsync(db =>
        {
            for (var i = 1; i <= 12; i++)
            {
                var run = new JobRun { Job = Rare.Name, StartedAt = DateTimeOffset.UtcNow.AddHours(i - 20) };
                run.Finish(i, run.StartedAt.AddMinutes(1));
                db.JobRuns.Add(run);
            }

            return Task.CompletedTask;
        });
        var job = await JobAsync(network);
        job["runs"]!.AsArray().Select(r => r!["did"]!.GetValue<int>()).ShouldBe(Enumerable.Range(3, 10).Reverse());
        var page = (await (await network.Coordinator.ReaderAsync()).GetAsync(network.Page("/jobs"))).ShouldBeOk();
        page.Heading.ShouldBe("Alla jobb går som de ska");
        page.Text.ShouldContain("klart, 12 utförda");
    }

    [Test]
    public async Task A_run_goes_on_while_it_holds_its_job_and_is_broken_off_when_it_does_not()
    {
        var network = await BuildAsync(n => n);
        await network.ChangeAsync(db =>
        {
            db.JobRuns.Add(new JobRun { Job = Rare.Name, StartedAt = DateTimeOffset.UtcNow });
            db.JobStates.Add(
                new JobState
                {
                    Job = Rare.Name,
                    Claim = Guid.NewGuid(),
                    ClaimedUntil = DateTimeOffset.UtcNow.AddMinutes(5),
                }
            );
            return Task.CompletedTask;
        });
        var held = await JobAsync(network);
        (held["runs"]![0]!["result"]!.ToString(), held["needsYou"]!.GetValue<bool>()).ShouldBe(("running", false));
        await network.ChangeAsync(db =>
        {
            db.JobStates.Single(s => s.Job == Rare.Name).ClaimedUntil = DateTimeOffset.UtcNow.AddMinutes(-1);
            return Task.CompletedTask;
        });
        var lost = await JobAsync(network);
        (lost["runs"]![0]!["result"]!.ToString(), lost["needsYou"]!.GetValue<bool>()).ShouldBe(("brokenOff", true));
        lost["runs"]![0]!["error"]!.ToString().ShouldStartWith("Servern stannade innan jobbet var klart.");
    }

    [Test]
    public async Task After_a_fault_it_is_told_what_it_was_and_when_it_is_tried_again_but_not_after_the_last_attempt()
    {
        var network = await BuildAsync(n => n);
        var failed = DateTimeOffset.UtcNow;
        foreach (var (attempt, isTried) in new[] { (6, false), (1, true) })
        {
            await network.ChangeAsync(db =>
            {
                var run = new JobRun
                {
                    Job = Rare.Name,
                    StartedAt = failed,
                    Attempt = attempt,
                };
                run.Fail("No route to host", failed);
                db.JobRuns.Add(run);
                return Task.CompletedTask;
            });
            var run = (await JobAsync(network))["runs"]![0]!;
            (run["result"]!.ToString(), run["attempt"]!.GetValue<int>()).ShouldBe(("failed", attempt));
            run["error"]!.ToString().ShouldEndWith("No route to host");
            run["triedAgainAt"]?.GetValue<DateTimeOffset>().ShouldBe(failed.AddMinutes(1), TimeSpan.FromSeconds(1));
            (run["triedAgainAt"] is not null).ShouldBe(isTried);
        }
    }

    private static async Task<System.Text.Json.Nodes.JsonNode> JobAsync(TestNetwork network) =>
        (await network.Coordinator.Api.GetAsync(network.InNetwork("/jobs"))).ShouldBeOk()["items"]!
            .AsArray()
            .Single(j => j!["name"]!.ToString() == Rare.Name)!;
}
