using ModelMunicipalities.App.Platform;
using ModelMunicipalities.App.Platform.Mails;
using ModelMunicipalities.App.Resources;
using ModelMunicipalities.App.Tenancy;
using ModelMunicipalities.Domain.Meetings;

namespace ModelMunicipalities.App.Features.Meetings;

/// <summary>A meeting with the names that calendars and mails write of it.</summary>
internal sealed record NamedMeeting(Meeting Meeting, string Cohort, string? Group, string? Host, string? Tool);

/// <summary>Writes meetings to calendars, in the language that is set.</summary>
internal sealed class MeetingCalendars(Caller caller, Letters letters, MailOptions mail, TimeProvider time)
{
    /// <summary>One meeting, for the reader's own calendar.</summary>
    public string Invitation(CalendarMethod method, NamedMeeting meeting, Letters.Reader reader) =>
        Write(method, [meeting], new CalendarPerson(reader.Name, reader.Email), null);

    /// <summary>Meetings that everybody may keep who may see them.</summary>
    /// <param name="meetings">The meetings.</param>
    /// <param name="name">What the calendar is called, when it is one to subscribe to.</param>
    public string Published(IReadOnlyCollection<NamedMeeting> meetings, string? name) =>
        Write(CalendarMethod.Publish, meetings, null, name);

    /// <summary>What is worth knowing of a meeting, line by line; in a mail its time comes first.</summary>
    public IEnumerable<string> Details(NamedMeeting named, Show show)
    {
        var meeting = named.Meeting;
        if (meeting is { Status: MeetingStatus.Cancelled, CancelledBecause: { } reason })
        {
            yield return Texts.MeetingCancelledBecause(reason);
        }

        yield return show.Text(MeetingForm.Of(meeting).Theme);
        if (named.Host is not null)
        {
            yield return Texts.MeetingHostIs(named.Host);
        }

        if (meeting.Place is not null)
        {
            yield return Texts.MeetingPlaceIs(meeting.Place);
        }

        if (meeting.Link is not null)
        {
            yield return named.Tool is null
                ? Texts.MeetingLinkIs(meeting.Link)
                : Texts.MeetingLinkToolIs(named.Tool, meeting.Link);
        }

        if (meeting.Accessibility is not null)
        {
            yield return Texts.MeetingAccessibilityIs(meeting.Accessibility);
        }

        if (meeting.HasHearingLoop is { } loop)
        {
            yield return loop ? Texts.HearingLoopYes : Texts.HearingLoopNo;
        }
    }

    /// <summary>The address of a meeting's page.</summary>
    private string Page(Meeting meeting) => letters.Site + Links.Meeting(caller.Network!.Slug, meeting.Id);

    private string Write(
        CalendarMethod method,
        IReadOnlyCollection<NamedMeeting> meetings,
        CalendarPerson? attendee,
        string? name
    )
    {
        // Made here: the language and, for a calendar that is fetched by its secret, the network are known only now.
        var show = new Show(caller);
        var network = caller.Network!;
        return ICalendar.Write(
            method,
            [.. meetings.Select(m => Event(m, show))],
            TimeZoneInfo.FindSystemTimeZoneById(network.TimeZone),
            new CalendarPerson(network.Name, mail.From.GetAddress(idnEncode: true)),
            attendee,
            time.GetUtcNow(),
            name
        );
    }

    private CalendarEvent Event(NamedMeeting named, Show show)
    {
        var meeting = named.Meeting;
        var where = string.Join(" / ", new[] { meeting.Place, meeting.Link }.OfType<string>());
        return new CalendarEvent(
            meeting.Uid,
            meeting.Sequence,
            meeting.CalledAt,
            meeting.StartsAt!.Value,
            meeting.EndsAt!.Value,
            meeting.Status == MeetingStatus.Cancelled,
            show.Full(meeting, named.Cohort, named.Group),
            where.Length == 0 ? null : where,
            string.Join("\n", Details(named, show).Append(Page(meeting))),
            Page(meeting)
        );
    }
}
