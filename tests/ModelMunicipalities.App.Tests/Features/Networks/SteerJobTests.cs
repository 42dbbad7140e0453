using Microsoft.EntityFrameworkCore;
using ModelMunicipalities.Domain.Networks;

namespace ModelMunicipalities.App.Tests.Features.Networks;

/// <summary>What is remembered of what a coordinator does with a job; the scheduler has tests of its own.</summary>
public class SteerJobTests(DatabaseProvider provider) : OnEveryDatabase(provider)
{
    [Test]
    public async Task A_job_is_paused_and_resumed_once_each_and_the_trail_tells_by_whom()
    {
        var network = await BuildAsync(n => n);
        foreach (var act in new[] { "pause", "pause", "resume", "resume" })
        {
            await SteerAsync(network, "digests", act);
            ((await StateAsync(network)).PausedAt is not null).ShouldBe(act == "pause");
        }

        (await network.TrailAsync("JobPause")).ShouldBe([(network.Coordinator.Name, null, null, "digests")]);
        (await network.TrailAsync("JobResume")).ShouldBe([(network.Coordinator.Name, null, null, "digests")]);
    }

    [Test]
    public async Task Every_run_that_is_asked_for_is_counted_also_while_it_is_paused()
    {
        var network = await BuildAsync(n => n);
        await SteerAsync(network, "digests", "pause");
        await SteerAsync(network, "digests", "run");
        await SteerAsync(network, "digests", "run");
        var state = await StateAsync(network);
        (state.Asked, state.IsAsked, state.PausedAt is not null).ShouldBe((2, true, true));
        (await network.TrailAsync("JobRun")).Count.ShouldBe(2);
    }

    [Test]
    public async Task Steered_by_many_at_the_same_time_nothing_is_lost_and_nothing_done_twice()
    {
        var network = await BuildAsync(n => n);
        await Task.WhenAll(Enumerable.Range(0, 6).Select(i => SteerAsync(network, "digests", i % 2 == 0 ? "run" : "pause")));
        (await StateAsync(network)).Asked.ShouldBe(3);
        (await network.TrailAsync("JobPause")).Count.ShouldBe(1);
    }

    [TestCase("run")]
    [TestCase("pause")]
    [TestCase("resume")]
    public async Task A_job_that_there_is_none_of_is_not_found_and_nothing_of_it_kept(string act)
    {
        var network = await BuildAsync(n => n);
        (await network.Coordinator.Api.PostAsync(network.InNetwork($"/jobs/nothing/{act}"))).ShouldBe(HttpStatusCode.NotFound);
        (await network.InDbAsync(db => db.JobStates.CountAsync())).ShouldBe(0);
        (await network.InDbAsync(db => db.AuditEntries.CountAsync())).ShouldBe(0);
    }

    private static async Task SteerAsync(TestNetwork network, string job, string act) =>
        (await network.Coordinator.Api.PostAsync(network.InNetwork($"/jobs/{job}/{act}"))).ShouldBe(HttpStatusCode.Accepted);

    private static Task<JobState> StateAsync(TestNetwork network) =>
        network.InDbAsync(db => db.JobStates.AsNoTracking().SingleAsync(s => s.Job == "digests"));
}
