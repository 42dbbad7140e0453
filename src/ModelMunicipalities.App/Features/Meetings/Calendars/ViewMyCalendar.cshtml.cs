using Microsoft.AspNetCore.Mvc;
using ModelMunicipalities.App.Platform;

namespace ModelMunicipalities.App.Features.Meetings;

/// <summary>The address that a person's calendar program subscribes to: making it, using it, stopping it.</summary>
public sealed class ViewMyCalendarModel : PortalPage
{
    public ViewMyCalendar.View View { get; private set; } = null!;

    /// <summary>The address, once after it has been made.</summary>
    [TempData]
    public string? CalendarAddress { get; set; }

    /// <summary>True once after it has been stopped.</summary>
    [TempData]
    public bool CalendarStopped { get; set; }

    public async Task<IActionResult> OnGetAsync()
    {
        var outcome = await Send(new ViewMyCalendar.Query());
        if (!outcome.Ok)
        {
            return Turn(outcome.Refusals);
        }

        View = outcome.Value;
        return Page();
    }

    public async Task<IActionResult> OnPostMakeAsync()
    {
        var outcome = await Send(new MakeMyCalendar.Command());
        if (!outcome.Ok)
        {
            return Turn(outcome.Refusals);
        }

        CalendarAddress = outcome.Value.Address;
        return Redirect(Links.MyCalendar(Network));
    }

    public async Task<IActionResult> OnPostStopAsync()
    {
        var outcome = await Send(new StopMyCalendar.Command());
        if (!outcome.Ok)
        {
            return Turn(outcome.Refusals);
        }

        CalendarStopped = true;
        return Redirect(Links.MyCalendar(Network));
    }
}
