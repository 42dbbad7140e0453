using Microsoft.AspNetCore.Mvc;
using ModelMunicipalities.App.Platform;
using ModelMunicipalities.App.Resources;
using ModelMunicipalities.Domain.Accounts;
using ModelMunicipalities.Domain.Cohorts;
using ModelMunicipalities.Domain.Meetings;

namespace ModelMunicipalities.App.Features.Meetings;

/// <summary>
/// The reader's own meetings: the next, what is asked of her, those that have been. The coordinator is led on to the cohort's.
/// </summary>
public sealed class ListMyMeetingsModel(Moments moments, TimeProvider time) : PortalPage
{
    /// <summary>Preparations are shown when they are due within so many days.</summary>
    private const int DaysAhead = 30;

    public ListMyMeetings.View View { get; private set; } = null!;

    /// <summary>The cohort's slug and the group's identity: <c>2027/4</c>.</summary>
    [BindProperty]
    public string? Group { get; set; }

    [BindProperty]
    public string? From { get; set; }

    [BindProperty]
    public string? To { get; set; }

    /// <summary>True when adding was refused: then its form is open.</summary>
    public bool Adding { get; private set; }

    /// <summary>What was just done.</summary>
    [TempData]
    public string? Told { get; set; }

    public IReadOnlyList<ListMyMeetings.Item> ToAnswer =>
        [.. View.Ahead.Where(i => i.Poll is { IsOpen: true, AsksMe: true }).OrderBy(i => i.Poll!.Deadline)];

    /// <summary>The nearest meeting that the reader plans and that nobody has asked times for.</summary>
    public ListMyMeetings.Item? ToAsk =>
        View.Ahead.FirstOrDefault(i =>
            i is { Plans: true, Meeting: { Status: MeetingStatus.Planned, Group: not null }, Poll: null or { IsClosed: true } }
        );

    private ListMyMeetings.Item? Next => View.Ahead.FirstOrDefault(i => i.Meeting.Status != MeetingStatus.Cancelled);

    public string Headline =>
        ToAnswer.Count > 0
            ? (
                ToAnswer.Count == 1
                    ? Texts.MeetingsHeadAnswerOne
                    : Show.Capital(Texts.MeetingsHeadAnswerMany(Show.WordCommon(ToAnswer.Count)))
            )
            : NextIs;

    /// <summary>What is next, when the headline says something else.</summary>
    public string? Lede =>
        ToAnswer.Count > 0 && Next is not null ? NextIs + "."
        : View.Ahead.Count == 0 && View.Past.Count == 0 ? Texts.MeetingsNoneWhat
        : null;

    private string NextIs =>
        Next is not { Meeting: var m } ? (View.Past.Count > 0 ? Texts.MeetingsHeadNoMore : Texts.MeetingsHeadNone)
        : m.StartsAt is { } at ? Texts.MeetingsHeadNext(Show.Meeting(m.Form, m.Number), Show.DayAndTime(at))
        : Texts.MeetingsHeadWindow(Show.Meeting(m.Form, m.Number), Show.Days(m.WindowFrom, m.WindowTo));

    public string When(MeetingLine meeting) => Show.When(meeting);

    public IEnumerable<ListMyMeetings.Preparing> Near(ListMyMeetings.Item item) =>
        item.ToDo.Where(t => t.DueAt <= time.GetUtcNow().AddDays(DaysAhead));

    public string Task(MeetingLine meeting, ListMyMeetings.Preparing task) =>
        Show.Text(MeetingForm.Find(meeting.Form)!.Preparations.First(p => p.Key == task.Task).Title);

    public async Task<IActionResult> OnGetAsync()
    {
        if (Caller.Acting is { Role: NetworkRole.Coordinator })
        {
            var cohorts = (await Send(new Cohorts.ListCohorts.Query(1, 200))).Value!.Items;
            var cohort = cohorts
                .Where(c => c.Stage == CohortStage.Running)
                .Concat(cohorts.Where(c => c.Stage.Allows(CohortAct.Meet)))
                .Concat(cohorts)
                .FirstOrDefault();
            return Redirect(cohort is null ? Links.Cohorts(Network) : Links.CohortMeetings(Network, cohort.Slug));
        }

        return await LoadAsync() ?? Page();
    }

    public async Task<IActionResult> OnPostHostAsync(int meeting, string? host, int version)
    {
        var outcome = await Send(new SetHost.Command(meeting, host, version));
        if (!outcome.Ok)
        {
            return await LoadAsync() ?? Stay(outcome.Refusals);
        }

        Told = Texts.MeetingsHostSet(outcome.Value.Host, Show.Meeting(outcome.Value.Form, outcome.Value.Number));
        return Redirect(Links.Meetings(Network));
    }

    public async Task<IActionResult> OnPostAddAsync()
    {
        var parts = (Group ?? "").Split('/');
        var outcome = await Send(
            new AddMeeting.Command(
                parts[0],
                MeetingForm.MentorCall,
                parts.Length > 1 && int.TryParse(parts[1], out var group) ? group : null,
                moments.Read(From),
                moments.Read(To)
            )
        );
        if (!outcome.Ok)
        {
            Adding = true;
            return await LoadAsync() ?? Stay(outcome.Refusals);
        }

        Told = Texts.MeetingsAdded(Show.Meeting(outcome.Value.Form, outcome.Value.Number));
        return Redirect(Links.Meetings(Network));
    }

    private async Task<IActionResult?> LoadAsync()
    {
        var outcome = await Send(new ListMyMeetings.Query());
        if (!outcome.Ok)
        {
            return Turn(outcome.Refusals);
        }

        View = outcome.Value;
        return null;
    }
}
