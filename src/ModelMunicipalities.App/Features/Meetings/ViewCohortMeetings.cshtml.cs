using Microsoft.AspNetCore.Mvc;
using ModelMunicipalities.App.Platform;
using ModelMunicipalities.App.Resources;
using ModelMunicipalities.Domain.Cohorts;
using ModelMunicipalities.Domain.Meetings;

namespace ModelMunicipalities.App.Features.Meetings;

/// <summary>Every meeting of a cohort by group and time, and laying them out: the coordinator's page.</summary>
public sealed class ViewCohortMeetingsModel(Moments moments) : PortalPage
{
    /// <summary>The forms of which one more may be added.</summary>
    public static readonly IReadOnlyList<string> Forms = [MeetingForm.MentorCall, MeetingForm.LearningMeeting];

    public ViewCohortMeetings.View View { get; private set; } = null!;

    [BindProperty]
    public string? Form { get; set; }

    [BindProperty]
    public int? Group { get; set; }

    [BindProperty]
    public string? From { get; set; }

    [BindProperty]
    public string? To { get; set; }

    /// <summary>What was just done.</summary>
    [TempData]
    public string? Told { get; set; }

    /// <summary>The meetings of the whole cohort, then those of each group.</summary>
    public IEnumerable<(
        ViewCohortMeetings.GroupLine? Group,
        string Name,
        IReadOnlyList<ViewCohortMeetings.Line> Meetings
    )> Groups =>
        new[] { (Group: (ViewCohortMeetings.GroupLine?)null, Name: Texts.MeetingsWholeCohort) }
            .Concat(View.Groups.Select(g => (Group: (ViewCohortMeetings.GroupLine?)g, g.Name)))
            .Select(g =>
                (
                    g.Group,
                    g.Name,
                    Meetings: (IReadOnlyList<ViewCohortMeetings.Line>)[.. View.Meetings.Where(m => m.GroupId == g.Group?.Id)]
                )
            )
            .Where(g => g.Meetings.Count > 0);

    private IReadOnlyList<ViewCohortMeetings.Line> Ahead =>
        [.. View.Meetings.Where(m => !m.IsOver && m.Meeting.Status != MeetingStatus.Cancelled)];

    public string Headline
    {
        get
        {
            var undecided = Ahead.Count(m => m.Meeting.Status == MeetingStatus.Planned);
            return View.Meetings.Count == 0 ? Texts.MeetingsHeadNotLaidOut
                : View.Missing > 0
                    ? (
                        View.Missing == 1
                            ? Texts.MeetingsHeadMissingOne
                            : Show.Capital(Texts.MeetingsHeadMissingMany(Show.WordCommon(View.Missing)))
                    )
                : Ahead.Count == 0 ? Texts.MeetingsHeadAllHeld
                : undecided == 0 ? Texts.MeetingsHeadAllDecided
                : undecided == 1 ? Texts.MeetingsHeadUndecidedOne
                : Show.Capital(Texts.MeetingsHeadUndecidedMany(Show.WordCommon(undecided), Ahead.Count));
        }
    }

    public string Lede =>
        View.Meetings.Count == 0 && !View.Stage.Allows(CohortAct.Meet) ? Texts.MeetingsEmptyEarly
        : View.Missing > 0 ? Texts.MeetingsMissingWhat
        : Texts.MeetingsLedeCoordinator;

    public async Task<IActionResult> OnGetAsync() => await LoadAsync() ?? Page();

    public async Task<IActionResult> OnPostPlanAsync()
    {
        var outcome = await Send(new PlanMeetings.Command(Cohort));
        return outcome.Ok
            ? Done(
                outcome.Value.Added switch
                {
                    0 => Texts.MeetingsLaidOutNone,
                    1 => Texts.MeetingsLaidOutOne,
                    var n => Show.Capital(Texts.MeetingsLaidOutMany(Show.WordCommon(n))),
                }
            )
            : await LoadAsync() ?? Stay(outcome.Refusals);
    }

    public async Task<IActionResult> OnPostAddAsync()
    {
        var outcome = await Send(new AddMeeting.Command(Cohort, Form, Group, moments.Read(From), moments.Read(To)));
        return outcome.Ok
            ? Done(Texts.MeetingsAdded(Show.Meeting(outcome.Value.Form, outcome.Value.Number)))
            : await LoadAsync() ?? Stay(outcome.Refusals);
    }

    public async Task<IActionResult> OnPostHostAsync(int meeting, string? host, int version)
    {
        var outcome = await Send(new SetHost.Command(meeting, host, version));
        return outcome.Ok
            ? Done(Texts.MeetingsHostSet(outcome.Value.Host, Show.Meeting(outcome.Value.Form, outcome.Value.Number)))
            : await LoadAsync() ?? Stay(outcome.Refusals);
    }

    private RedirectResult Done(string told)
    {
        Told = told;
        return Redirect(Links.CohortMeetings(Network, Cohort));
    }

    private async Task<IActionResult?> LoadAsync()
    {
        var outcome = await Send(new ViewCohortMeetings.Query(Cohort));
        if (!outcome.Ok)
        {
            return Turn(outcome.Refusals);
        }

        View = outcome.Value;
        return null;
    }
}
