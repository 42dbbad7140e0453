using ModelMunicipalities.App.Platform;
using ModelMunicipalities.App.Resources;
using ModelMunicipalities.Domain.Networks;

namespace ModelMunicipalities.App.Features.Networks;

/// <summary>What the page of jobs says of a run.</summary>
public static class JobWords
{
    /// <summary>ons 4 mars 2027 kl. 07.00: klart, 3 utförda.</summary>
    public static string Run(ListJobs.Run run, Show show)
    {
        ArgumentNullException.ThrowIfNull(run);
        ArgumentNullException.ThrowIfNull(show);
        var line = Texts.JobsRunLine(
            show.Moment(run.StartedAt),
            run switch
            {
                { Result: JobResult.Done, Did: 0 } => Texts.JobsDidNothing,
                { Result: JobResult.Done } => Texts.JobsDid(run.Did),
                _ => run.Result.Name().ToLower(System.Globalization.CultureInfo.CurrentCulture),
            }
        );
        return run.Attempt == 1 ? line : Texts.JobsAttempt(line, run.Attempt);
    }
}
