using Microsoft.AspNetCore.Mvc;
using ModelMunicipalities.App.Platform;
using ModelMunicipalities.App.Platform.Jobs;
using ModelMunicipalities.App.Resources;

namespace ModelMunicipalities.App.Features.Networks;

/// <summary>The network's trail, for its coordinator to read.</summary>
public sealed class ReadTrailModel : PortalPage
{
    private const int PageSize = 50;

    public Listing<ReadTrail.Line> Lines { get; private set; } = null!;

    [BindProperty(SupportsGet = true, Name = "p")]
    public int Number { get; set; } = 1;

    public bool HasOlder => Number * PageSize < Lines.Total;

    public async Task<IActionResult> OnGetAsync()
    {
        var outcome = await Send(new ReadTrail.Query(Number, PageSize));
        if (!outcome.Ok)
        {
            return Turn(outcome.Refusals);
        }

        Lines = outcome.Value;
        return ToLast(Lines.Items.Count, Lines.Total, PageSize) ?? Page();
    }

    public static string What(ReadTrail.Line line) =>
        TextsExtensions
            .Named("Trail_" + line.Act)
            .With(
                line.Act switch
                {
                    "ScoringReopened" when line.Detail!.Split(": ", 2) is [var function, var reason] =>
                        $"{TextsExtensions.Named("Function_" + function).ToLowerInvariant()}: {reason}",
                    "ScoringHandedIn" or "ScoringTakenBack" or "ScoringTakenBackSeen" => TextsExtensions
                        .Named("Function_" + line.Detail)
                        .ToLowerInvariant(),
                    "AfterwardsStated" or "AfterwardsStatedFor" => TextsExtensions
                        .Named("Afterwards_" + line.Detail)
                        .ToLowerInvariant(),
                    "JobRun" or "JobPause" or "JobResume" => JobList.Find(line.Detail!)?.Title ?? line.Detail,
                    "ReminderChanged" => TextsExtensions
                        .Named("ReminderReason_" + line.Detail)
                        .ToLower(System.Globalization.CultureInfo.CurrentCulture),
                    _ => line.Detail,
                }
            );
}
