using Microsoft.AspNetCore.Mvc;
using ModelMunicipalities.App.Platform;
using ModelMunicipalities.App.Resources;

namespace ModelMunicipalities.App.Features.Cohorts;

/// <summary>What the participants will do after the cohort: the coordinator's page.</summary>
public sealed class ListAfterwardsModel : PortalPage
{
    public ListAfterwards.View View { get; private set; } = null!;

    public string Headline =>
        View.Total == 0 ? Texts.AllAfterwardsNone
        : View.NotAnswered == View.Total ? Texts.AllAfterwardsNobody(View.Total)
        : View.MentorNext == 0 ? Texts.AllAfterwardsHeadNone(View.Total)
        : View.MentorNext == 1 ? Texts.AllAfterwardsHeadOne(View.Total)
        : Texts.AllAfterwardsHeadMany(Show.WordFirst(View.MentorNext), View.Total);

    public async Task<IActionResult> OnGetAsync()
    {
        var outcome = await Send(new ListAfterwards.Query(Cohort));
        if (!outcome.Ok)
        {
            return Turn(outcome.Refusals);
        }

        View = outcome.Value;
        return Page();
    }
}
