using Microsoft.AspNetCore.Mvc;
using ModelMunicipalities.App.Platform;

namespace ModelMunicipalities.App.Features.Meetings;

/// <summary>One meeting: when, where, what to prepare.</summary>
public sealed class MeetingModel : PortalPage
{
    [BindProperty(SupportsGet = true)]
    public int Id { get; set; }

    public ViewMeeting.View View { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync()
    {
        var outcome = await Send(new ViewMeeting.Query(Id));
        if (!outcome.Ok)
        {
            return Turn(outcome.Refusals);
        }

        View = outcome.Value;
        return Page();
    }
}
