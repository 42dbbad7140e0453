using ModelMunicipalities.App.Resources;
using Quartz;

namespace ModelMunicipalities.App.Platform.Jobs;

/// <summary>Something that each network does by itself at its times.</summary>
/// <param name="Name">Its name in addresses and in the store. For <c>digests</c> its title is the text <c>Job_Digests</c>, what it does <c>Job_DigestsWhat</c>, when <c>Job_DigestsWhen</c>.</param>
/// <param name="Cron">When, by the clocks of the network's own time zone: seconds, minutes, hours, day of month, month, day of week.</param>
/// <param name="SendAsync">Sends the request; the answer is how many things it did.</param>
public sealed record NetworkJob(string Name, string Cron, Func<NetworkJobs, string, CancellationToken, Task<Outcome<int>>> SendAsync)
{
    public NetworkJob(string name, string cron, Func<IUse<int>> request)
        : this(name, cron, (jobs, network, ct) => jobs.SendAsync(network, request(), ct))
    {
    }

    public string Title => TextsExtensions.Named("Job_" + Show.Capital(Name));

    public string What => TextsExtensions.Named($"Job_{Show.Capital(Name)}What");

    public string When => TextsExtensions.Named($"Job_{Show.Capital(Name)}When");

    /// <summary>The job's key in a network: its group is the network.</summary>
    public JobKey Key(string network) => new(Name, network);

    /// <summary>When it runs in a network. What was missed while no node ran is done once, at once.</summary>
    public ITrigger Trigger(string network, string timeZone) => TriggerBuilder.Create()
        .WithIdentity(Name, network)
        .ForJob(Key(network))
        .WithDescription($"{Cron} {timeZone}")
        .WithSchedule(CronScheduleBuilder.Create(Cron).InTimeZone(TimeZoneInfo.FindSystemTimeZoneById(timeZone)).WithMisfireInstruction(CronTriggerMisfireInstruction.FireAndProceed))
        .Build();
}
