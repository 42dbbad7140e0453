using Cronos;
using Hangfire;
using ModelMunicipalities.App.Resources;

namespace ModelMunicipalities.App.Platform.Jobs;

/// <summary>Something that each network does by itself at its times.</summary>
/// <param name="Name">
/// Its name in addresses and in the store. For <c>digests</c> its title is the text <c>Job_Digests</c>, what it does
/// <c>Job_DigestsWhat</c>, when <c>Job_DigestsWhen</c>.
/// </param>
/// <param name="Cron">
/// When, by the clocks of the network's own time zone: minutes, hours, day of month, month, day of week.
/// </param>
/// <param name="Missed">What becomes of a time that passed while no node ran.</param>
/// <param name="SendAsync">Sends the request; the answer is how many things it did.</param>
public sealed record NetworkJob(
    string Name,
    string Cron,
    MisfireHandlingMode Missed,
    Func<NetworkJobs, string, CancellationToken, Task<Outcome<int>>> SendAsync
)
{
    /// <summary>A time that passed while no node ran is made up for once, at once.</summary>
    public const MisfireHandlingMode MadeUp = MisfireHandlingMode.Relaxed;

    /// <summary>A time that passed while no node ran is left out; the next one does.</summary>
    public const MisfireHandlingMode LeftOut = MisfireHandlingMode.Ignorable;

    /// <summary>No job rests for longer.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromDays(8);

    private readonly CronExpression _times = CronExpression.Parse(Cron);

    public NetworkJob(string name, string cron, MisfireHandlingMode missed, Func<IUse<int>> request)
        : this(name, cron, missed, (jobs, network, ct) => jobs.SendAsync(network, request(), ct)) { }

    public string Title => TextsExtensions.Named("Job_" + Show.Capital(Name));

    public string What => TextsExtensions.Named($"Job_{Show.Capital(Name)}What");

    public string When => TextsExtensions.Named($"Job_{Show.Capital(Name)}When");

    /// <summary>True when a time that passed is made up for.</summary>
    public bool IsMadeUpFor => Missed == MisfireHandlingMode.Relaxed;

    /// <summary>The job of a network in the scheduler's store.</summary>
    public string Id(string network) => $"{network}:{Name}";

    /// <summary>
    /// When it runs next after a time: in an hour that the clocks skip when they have moved on, in one that comes twice the first
    /// time.
    /// </summary>
    public DateTimeOffset NextAfter(DateTimeOffset time, TimeZoneInfo zone) =>
        _times.GetNextOccurrence(time, zone) ?? throw new InvalidOperationException($"'{Cron}' never comes.");

    /// <summary>When it was to run last, at a time at the latest.</summary>
    public DateTimeOffset LastUntil(DateTimeOffset time, TimeZoneInfo zone) =>
        _times.GetOccurrences(time - Longest, time, zone, toInclusive: true).Last();
}
