using Microsoft.AspNetCore.Mvc;
using ModelMunicipalities.App.Platform;
using ModelMunicipalities.App.Resources;
using ModelMunicipalities.Domain;
using ModelMunicipalities.Domain.Meetings;

namespace ModelMunicipalities.App.Features.Meetings;

/// <summary>Cancelling a meeting: what it leads to, and why.</summary>
public sealed class CancelMeetingModel : PortalPage
{
    [BindProperty(SupportsGet = true)]
    public int Id { get; set; }

    public ViewMeeting.View View { get; private set; } = null!;

    [BindProperty]
    public int Version { get; set; }

    [BindProperty]
    public string? Reason { get; set; }

    /// <summary>What the meeting's page tells after the act.</summary>
    [TempData]
    public string? MeetingNotice { get; set; }

    public async Task<IActionResult> OnGetAsync() => await LoadAsync() ?? Page();

    public async Task<IActionResult> OnPostAsync()
    {
        var outcome = await Send(new CancelMeeting.Command(Id, Version, Reason));
        if (outcome.Ok)
        {
            MeetingNotice = Texts.CancelDone;
            return Redirect(Links.Meeting(Network, Id));
        }

        return await LoadAsync() ?? Stay(outcome.Refusals);
    }

    private async Task<IActionResult?> LoadAsync()
    {
        var outcome = await Send(new ViewCall.Query(Id, null));
        if (!outcome.Ok)
        {
            return Turn(outcome.Refusals);
        }

        View = outcome.Value.Meeting;
        Version = View.Version;
        return View.Status == MeetingStatus.Cancelled ? Turn([Refusal.Conflict("MeetingCancelled")]) : null;
    }
}
