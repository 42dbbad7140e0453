using ModelMunicipalities.App.Platform;
using ModelMunicipalities.App.Resources;
using ModelMunicipalities.Domain.Meetings;

namespace ModelMunicipalities.App.Features.Meetings;

/// <summary>How a meeting is told of in mails, calendars and pages.</summary>
internal static class MeetingWords
{
    private const int LongestName = 100;

    /// <summary>When it is, or until when it should be.</summary>
    public static string When(this Show show, MeetingLine meeting) =>
        meeting.Status == MeetingStatus.Cancelled ? Texts.MeetingsCancelled
        : meeting is { Status: MeetingStatus.Confirmed, StartsAt: { } starts, EndsAt: { } ends }
            ? Show.Capital(show.Span(starts, ends)) + (meeting.Place is null ? "" : ", " + meeting.Place)
        : meeting is { StartsAt: { } proposed, EndsAt: { } until } ? Texts.MeetingsProposed(show.Span(proposed, until))
        : Texts.MeetingsNoTime(show.Days(meeting.WindowFrom, meeting.WindowTo));

    /// <summary>BM 1, gruppen Eskilstuna · Uppstart, omgång 2027.</summary>
    public static string Full(this Show show, Meeting meeting, string cohort, string? group)
    {
        var name = show.Meeting(meeting.Form, meeting.Number);
        return Shorten(group is null ? Texts.MeetingOfCohort(name, cohort) : Texts.MeetingOfGroup(name, group));
    }

    /// <summary>12 timmar, 3,5 timmar: about, as the assumptions are.</summary>
    public static string About(double number) => Show.Mean(number, number < 9.5 ? 1 : 0);

    /// <summary>What fits a mail's subject whatever a group is called.</summary>
    private static string Shorten(string name) =>
        string.Concat(name.Length > LongestName ? name[..LongestName] + "…" : name).ReplaceLineEndings(" ");
}
