using Microsoft.AspNetCore.Mvc;
using ModelMunicipalities.App.Platform;
using ModelMunicipalities.App.Platform.Jobs;
using ModelMunicipalities.App.Resources;

namespace ModelMunicipalities.App.Features.Networks;

/// <summary>The network's jobs, for its coordinator.</summary>
public sealed class ListJobsModel : PortalPage
{
    public IReadOnlyList<ListJobs.Line> Jobs { get; private set; } = [];

    public int NeedYou => Jobs.Count(j => j.NeedsYou);

    public int Paused => Jobs.Count(j => j.IsPaused);

    [BindProperty]
    public string Job { get; set; } = "";

    /// <summary>What was just done.</summary>
    [TempData]
    public string? JobsTold { get; set; }

    public async Task<IActionResult> OnGetAsync()
    {
        var outcome = await Send(new ListJobs.Query());
        if (!outcome.Ok)
        {
            return Turn(outcome.Refusals);
        }

        Jobs = outcome.Value.Items;
        return Page();
    }

    public Task<IActionResult> OnPostRunAsync() => SteerAsync(JobAct.Run, Texts.JobsRunTold, Texts.JobsRunTold);

    public Task<IActionResult> OnPostPauseAsync() => SteerAsync(JobAct.Pause, Texts.JobsPauseTold, Texts.JobsPausedAlready);

    public Task<IActionResult> OnPostResumeAsync() => SteerAsync(JobAct.Resume, Texts.JobsResumeTold, Texts.JobsResumedAlready);

    private async Task<IActionResult> SteerAsync(JobAct act, Func<object?, string> told, Func<object?, string> already)
    {
        var outcome = await Send(new SteerJob.Command(Job, act));
        if (!outcome.Ok)
        {
            return Turn(outcome.Refusals);
        }

        JobsTold = (outcome.Value.IsNew ? told : already)(JobList.Find(Job)!.Title);
        return Redirect(Links.Jobs(Network));
    }
}
