using Microsoft.AspNetCore.Mvc;
using ModelMunicipalities.App.Platform;
using ModelMunicipalities.App.Resources;
using ModelMunicipalities.Domain;
using ModelMunicipalities.Domain.Meetings;

namespace ModelMunicipalities.App.Features.Meetings;

/// <summary>
/// One meeting: when, where, what to prepare; for those who are to be there also agenda, material and questions.
/// </summary>
[RequestSizeLimit(Limits.UploadBytes)]
[LargestFile(Attachment.LargestMegabytes)]
public sealed class ViewMeetingModel(TimeProvider time) : PortalPage
{
    [BindProperty(SupportsGet = true)]
    public int Id { get; set; }

    /// <summary>The preparation that is marked, or that a document answers.</summary>
    [BindProperty]
    public string? Task { get; set; }

    /// <summary>A question as typed.</summary>
    [BindProperty]
    public string? Text { get; set; }

    public ViewMeeting.View View { get; private set; } = null!;

    /// <summary>Null for who is not to be there.</summary>
    public ViewPreparation.View? Preparation { get; private set; }

    /// <summary>The reader's organisations in the meeting.</summary>
    public IReadOnlyList<ViewPreparation.OrganisationLine> Own => [.. Preparation?.Organisations.Where(o => o.IsOwn) ?? []];

    public bool HasBegun => View.Status == MeetingStatus.Confirmed && View.StartsAt <= time.GetUtcNow();

    /// <summary>True when the reader may read the pack now.</summary>
    public bool PackIsReady =>
        Preparation is { } p && p.Status != MeetingStatus.Cancelled && (p.Plans || p.PackFrom <= time.GetUtcNow());

    public bool IsLate(DateTimeOffset? due) => due < time.GetUtcNow();

    public Task<IActionResult> OnGetAsync() => ShowAsync([]);

    public async Task<IActionResult> OnPostMarkAsync(bool done) =>
        await ThenAsync(await Send(new MarkPreparation.Command(Id, Organisation, Task, done)), "preparation");

    public async Task<IActionResult> OnPostUploadAsync(IFormFile? file)
    {
        if (file is null)
        {
            return await ShowAsync([Refusal.Invalid("FileMissing", FileField)]);
        }

        var sent = await UploadAttachment.SentAsync(file, HttpContext.RequestAborted);
        return await ThenAsync(
            await Send(new UploadAttachment.ToMeeting(Id, Organisation, Task, sent.Name, sent.Bytes)),
            Task is null ? "material" : "preparation"
        );
    }

    public async Task<IActionResult> OnPostRemoveAsync(int attachment)
    {
        // The address names the meeting that the page is about.
        var meeting = await Send(new ViewMeeting.Query(Id));
        return meeting.Ok
            ? await ThenAsync(await Send(new RemoveAttachment.Command(attachment)), "material")
            : Turn(meeting.Refusals);
    }

    public async Task<IActionResult> OnPostAskAsync() =>
        await ThenAsync(await Send(new AskQuestion.Command(Id, Organisation, Text)), "questions");

    public async Task<IActionResult> OnPostRetractAsync(int question) =>
        await ThenAsync(await Send(new RemoveQuestion.Command(Id, question)), "questions");

    /// <summary>What matters most about the meeting now.</summary>
    public string Headline()
    {
        var (name, now) = (Show.Meeting(View.Form, View.Number), time.GetUtcNow());
        if (View.Status == MeetingStatus.Cancelled)
        {
            return Texts.MeetingHeadOff(name);
        }

        if (View.StartsAt is not { } starts)
        {
            return Texts.MeetingHeadNoTime(name);
        }

        if (View.Status == MeetingStatus.Confirmed && starts <= now)
        {
            return View.EndsAt <= now ? Texts.MeetingHeadHeld(name, Show.Date(starts)) : Texts.MeetingHeadNow(name);
        }

        var when = Show.DaysBetween(now, starts) switch
        {
            < 0 => Texts.MeetingHeadPassed(name),
            0 => Texts.MeetingHeadToday(name),
            1 => Texts.MeetingHeadTomorrow(name),
            var days => Texts.MeetingHeadDays(name, Show.WordCommon(days)),
        };
        if (Preparation is not { Preparations.Count: > 0 } preparation)
        {
            return when;
        }

        var left = preparation.Organisations.Count(o => o.Left > 0);
        return Texts.MeetingHeadAnd(
            when,
            left == 0 ? Texts.MeetingAllPrepared : Show.CountCommon(left, Texts.MeetingLeftOne, Texts.MeetingLeftMany)
        );
    }

    /// <summary>The id of the file field of an organisation's preparation.</summary>
    public static string FileId(string task, string organisation) => $"file-{organisation}-{task}";

    private string FileField => Task is null ? "file" : FileId(Task, Organisation);

    private async Task<IActionResult> ThenAsync<T>(Outcome<T> outcome, string part) =>
        outcome.Ok
            ? Redirect($"{Links.Meeting(Network, Id)}#{part}")
            : await ShowAsync([.. outcome.Refusals.Select(r => r.Field == "file" ? r with { Field = FileField } : r)]);

    private async Task<IActionResult> ShowAsync(IReadOnlyList<Refusal> refusals)
    {
        // What is somebody else's or not there has no page to stay on.
        if (refusals is [{ Kind: RefusalKind.NotFound or RefusalKind.Forbidden }, ..])
        {
            return Turn(refusals);
        }

        var outcome = await Send(new ViewMeeting.Query(Id));
        if (!outcome.Ok)
        {
            return Turn(outcome.Refusals);
        }

        View = outcome.Value;
        if (View.TakesPart)
        {
            Preparation = (await Send(new ViewPreparation.Query(Id))).Value;
        }

        return refusals.Count == 0 ? Page() : Stay(refusals);
    }
}
