using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using ModelMunicipalities.App.Platform;
using ModelMunicipalities.App.Resources;
using ModelMunicipalities.Domain;
using ModelMunicipalities.Domain.Accounts;
using ModelMunicipalities.Domain.Meetings;

namespace ModelMunicipalities.App.Features.Meetings;

/// <summary>During and after a meeting: who is there, what is said and decided, what those who were there thought.</summary>
public sealed class ViewRecordModel(TimeProvider time) : PortalPage
{
    [BindProperty(SupportsGet = true)]
    public int Id { get; set; }

    [BindProperty]
    public int Version { get; set; }

    [BindProperty]
    public List<AttendanceForm> Attendance { get; set; } = [];

    [BindProperty]
    public string? Notes { get; set; }

    /// <summary>A decision as typed.</summary>
    [BindProperty]
    public string? Text { get; set; }

    [BindProperty]
    public string? DueOn { get; set; }

    [BindProperty]
    public string? Plus { get; set; }

    [BindProperty]
    public string? Minus { get; set; }

    [BindProperty]
    public string? Interesting { get; set; }

    public ViewRecord.View View { get; private set; } = null!;

    public ViewMeeting.View Meeting { get; private set; } = null!;

    /// <summary>The form that came back, named by its part of the page; null when none did.</summary>
    public string? Refused { get; private set; }

    public bool NotesIsStale => IsStale && Refused == "notes-section";

    /// <summary>The version of her own feedback that the form carries.</summary>
    [BindProperty]
    public int? FeedbackVersion { get; set; }

    public async Task<IActionResult> OnGetAsync() => await LoadAsync() ?? Fill();

    public async Task<IActionResult> OnPostAttendanceAsync()
    {
        var given = Attendance
            .Index()
            .Where(a => a.Item.Presence is not null || !string.IsNullOrWhiteSpace(a.Item.Substitute))
            .ToList();
        var outcome = await Send(
            new RecordAttendance.Command(
                Id,
                [
                    .. given.Select(a => new RecordAttendance.Row(
                        a.Item.Organisation,
                        a.Item.Function,
                        a.Item.Presence,
                        a.Item.Substitute,
                        a.Item.Version
                    )),
                ]
            )
        );

        // A row is named by its place on the page, which has rows that were left out.
        return await ThenAsync(outcome, "attendance", r =>
            r.Field is { } field
            && field.IndexOf('[') is > 0 and var at
            && field.IndexOf(']') is var end
            && int.TryParse(field[(at + 1)..end], out var i)
                ? r with
                {
                    Field = $"attendance[{given[i].Index}{field[end..]}",
                }
                : r
        );
    }

    public async Task<IActionResult> OnPostNotesAsync()
    {
        var outcome = await Send(new SaveNotes.Command(Id, Notes, Version));
        return await ThenAsync(outcome, "notes-section");
    }

    public async Task<IActionResult> OnPostDecisionAsync() =>
        await ThenAsync(await Send(new AddDecision.Command(Id, Text, Organisation, Day(DueOn))), "decisions");

    public async Task<IActionResult> OnPostDoneAsync(int decision, bool done, int? seen) =>
        await ThenAsync(await Send(new FinishDecision.Command(Id, decision, done, seen)), "decisions");

    public async Task<IActionResult> OnPostStrikeAsync(int decision, int? seen) =>
        await ThenAsync(await Send(new RemoveDecision.Command(Id, decision, seen)), "decisions");

    public async Task<IActionResult> OnPostFeedbackAsync() =>
        await ThenAsync(await Send(new GiveFeedback.Command(Id, Plus, Minus, Interesting, FeedbackVersion)), "feedback");

    public string Headline()
    {
        var name = Show.Meeting(View.Form, View.Number);
        var complete = View.Organisations.Count(o => o.IsComplete);
        return !View.HasBegun ? Texts.RecordNotBegun(name)
            : View.Organisations.All(o => o.Functions.All(f => f.Presence is null))
                ? (
                    View is not { Plans: true, MayChange: true } ? Texts.RecordEmpty(name)
                    : Meeting.EndsAt <= time.GetUtcNow() ? Texts.RecordWhoWas(name)
                    : Texts.RecordWho(name)
                )
            : complete == View.Organisations.Count ? Texts.RecordAllComplete(name)
            : Texts.RecordComplete(name, complete, View.Organisations.Count);
    }

    /// <summary>What is chosen for a function: as typed when the form came back, else as noted.</summary>
    public AttendanceForm Typed(string organisation, ViewRecord.FunctionLine function) =>
        Attendance.Find(a => a.Organisation == organisation && a.Function == function.Function)
        ?? new AttendanceForm
        {
            Presence = function.Presence,
            Substitute = function.Substitute,
            Version = function.Version,
        };

    /// <summary>
    /// The version that a function's row carries: of what holds once that has been shown beside the row, else of what was shown
    /// first.
    /// </summary>
    public int VersionOf(int row, ViewRecord.FunctionLine function) =>
        Refusals.Any(r => r.IsHoldsNow && r.Field == $"attendance[{row}].presence")
            ? function.Version
            : Attendance.ElementAtOrDefault(row)?.Version ?? function.Version;

    /// <summary>Null when it is left empty; what cannot be read is a day that is refused.</summary>
    private static DateOnly? Day(string? text) =>
        string.IsNullOrWhiteSpace(text) ? null
        : DateOnly.TryParse(text, CultureInfo.InvariantCulture, out var day) ? day
        : DateOnly.MinValue;

    private Microsoft.AspNetCore.Mvc.RazorPages.PageResult Fill()
    {
        (Version, Notes) = (View.Version, View.Notes);
        (Plus, Minus, Interesting) = (View.Mine?.Plus, View.Mine?.Minus, View.Mine?.Interesting);
        return Page();
    }

    private async Task<IActionResult> ThenAsync<T>(Outcome<T> outcome, string part, Func<Refusal, Refusal>? named = null)
    {
        if (outcome.Ok)
        {
            return Redirect($"{Links.MeetingRecord(Network, Id)}#{part}");
        }

        if (outcome.Refusals[0].Kind is RefusalKind.NotFound or RefusalKind.Forbidden)
        {
            return Turn(outcome.Refusals);
        }

        if (await LoadAsync() is { } turn)
        {
            return turn;
        }

        // The other forms of the page show what holds; a second try to write notes is made knowing it.
        if (part != "notes-section")
        {
            Notes = View.Notes;
        }

        if (part != "feedback")
        {
            (Plus, Minus, Interesting) = (View.Mine?.Plus, View.Mine?.Minus, View.Mine?.Interesting);
        }

        Refused = part;
        return Stay([.. outcome.Refusals.Select(r => named is null ? r : named(r))]);
    }

    private async Task<IActionResult?> LoadAsync()
    {
        var outcome = await Send(new ViewRecord.Query(Id));
        var meeting = await Send(new ViewMeeting.Query(Id));
        if (!outcome.Ok || !meeting.Ok)
        {
            return Turn(outcome.Ok ? meeting.Refusals : outcome.Refusals);
        }

        (View, Meeting) = (outcome.Value, meeting.Value);
        return null;
    }

    /// <summary>A function's row as typed.</summary>
    public sealed class AttendanceForm
    {
        public string? Organisation { get; set; }

        public Function? Function { get; set; }

        public Presence? Presence { get; set; }

        public string? Substitute { get; set; }

        /// <summary>The version of what was noted when the form was made.</summary>
        public int? Version { get; set; }
    }
}
