using Microsoft.AspNetCore.Mvc;
using ModelMunicipalities.App.Platform;
using ModelMunicipalities.App.Resources;
using ModelMunicipalities.Domain.Meetings;

namespace ModelMunicipalities.App.Features.Meetings;

/// <summary>Deciding when and where a meeting is, and calling everybody to it.</summary>
public sealed class ViewCallModel(Moments moments) : PortalPage
{
    [BindProperty(SupportsGet = true)]
    public int Id { get; set; }

    /// <summary>A time of the poll to start from.</summary>
    [BindProperty(SupportsGet = true)]
    public int? Slot { get; set; }

    public ViewCall.View View { get; private set; } = null!;

    [BindProperty]
    public int Version { get; set; }

    [BindProperty]
    public string? StartsAt { get; set; }

    [BindProperty]
    public string? EndsAt { get; set; }

    [BindProperty]
    public MeetingMode? Mode { get; set; }

    [BindProperty]
    public string? Place { get; set; }

    [BindProperty]
    public string? Link { get; set; }

    [BindProperty]
    public int? Tool { get; set; }

    [BindProperty]
    public InformationClass? Shown { get; set; }

    [BindProperty]
    public bool UseUnfitTool { get; set; }

    [BindProperty]
    public string? Accessibility { get; set; }

    [BindProperty]
    public string? HearingLoop { get; set; }

    [BindProperty]
    public string? Host { get; set; }

    /// <summary>What the meeting's page tells after the act.</summary>
    [TempData]
    public string? MeetingNotice { get; set; }

    /// <summary>True when the tool is not allowed for what is to be shown, and may be used anyway.</summary>
    public bool IsWarned => UseUnfitTool || Refusals.Any(r => r.Rule == "ToolUnfitWarning");

    public string Heading =>
        View.Meeting.Status switch
        {
            MeetingStatus.Confirmed => Texts.CallHeadChange(Name),
            MeetingStatus.Cancelled => Texts.CallHeadAgain(Name),
            _ => Texts.CallHead(Name),
        };

    public string Crumb => View.Meeting.Status == MeetingStatus.Confirmed ? Texts.Change : Texts.CallCrumb;

    private string Name => Show.Meeting(View.Meeting.Form, View.Meeting.Number);

    public async Task<IActionResult> OnGetAsync()
    {
        if (await LoadAsync() is { } turn)
        {
            return turn;
        }

        var meeting = View.Meeting;
        StartsAt = View.StartsAt is { } starts ? moments.Write(starts) : null;
        EndsAt = View.EndsAt is { } ends ? moments.Write(ends) : null;

        // Digital first, where nobody has thought of a place. Source: [002] p. 32.
        Mode = meeting.Mode ?? (meeting.Place is null ? MeetingMode.Digital : null);
        (Place, Link, Tool, Shown, Accessibility, Host) = (
            meeting.Place,
            meeting.Link,
            View.ToolId,
            meeting.Shown,
            meeting.Accessibility,
            meeting.HostOrganisation
        );
        HearingLoop = meeting.HasHearingLoop is { } loop
            ? loop
                ? "true"
                : "false"
            : "";
        return Page();
    }

    public async Task<IActionResult> OnPostAsync()
    {
        var outcome = await Send(
            new CallMeeting.Command(
                Id,
                Version,
                moments.Read(StartsAt),
                moments.Read(EndsAt),
                null,
                Mode,
                Place,
                Link,
                Tool,
                Shown,
                UseUnfitTool,
                Accessibility,
                HearingLoop switch
                {
                    "true" => true,
                    "false" => false,
                    _ => null,
                },
                Host
            )
        );
        if (!outcome.Ok)
        {
            return await LoadAsync() ?? Stay(outcome.Refusals);
        }

        MeetingNotice =
            outcome.Value.Mailed == 0
                ? Texts.CalledNobody
                : Show.Capital(Show.Count(outcome.Value.Mailed, Texts.CalledOne, Texts.CalledMany));
        return Redirect(Links.Meeting(Network, Id));
    }

    private async Task<IActionResult?> LoadAsync()
    {
        var outcome = await Send(new ViewCall.Query(Id, Slot));
        if (!outcome.Ok)
        {
            return Turn(outcome.Refusals);
        }

        View = outcome.Value;
        return null;
    }
}
