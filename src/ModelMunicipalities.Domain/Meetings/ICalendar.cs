using System.Globalization;
using System.Text;

namespace ModelMunicipalities.Domain.Meetings;

/// <summary>What a calendar is to do with what it is given (RFC 5546).</summary>
public enum CalendarMethod
{
    /// <summary>Show it; nothing is asked of the reader.</summary>
    Publish = 1,

    /// <summary>Take it up, or change what was taken up before under the same name.</summary>
    Request = 2,

    /// <summary>Strike it out.</summary>
    Cancel = 3,
}

/// <summary>Who sends or gets a calendar object.</summary>
/// <param name="Name">Name, to people.</param>
/// <param name="Email">E-mail address.</param>
public sealed record CalendarPerson(string Name, string Email);

/// <summary>A meeting as a calendar shows it.</summary>
/// <param name="Uid">Names it for good.</param>
/// <param name="Sequence">Counts what calendars were told of it.</param>
/// <param name="ChangedAt">When they were last told something new; null when not known.</param>
/// <param name="StartsAt">When it starts.</param>
/// <param name="EndsAt">When it ends.</param>
/// <param name="IsCancelled">True when it does not take place.</param>
/// <param name="Summary">What it is called.</param>
/// <param name="Location">Where.</param>
/// <param name="Description">What else is worth knowing.</param>
/// <param name="Url">Its page.</param>
public sealed record CalendarEvent(
    Guid Uid,
    int Sequence,
    DateTimeOffset? ChangedAt,
    DateTimeOffset StartsAt,
    DateTimeOffset EndsAt,
    bool IsCancelled,
    string Summary,
    string? Location,
    string Description,
    string Url
);

/// <summary>
/// Writes iCalendar objects (RFC 5545). Times stand on the wall clock of a zone, whose changes between summer and winter
/// time are written out for the years that are covered, so that no calendar has to know the zone by its name.
/// </summary>
public static class ICalendar
{
    /// <summary>The longest line, in octets, without its line break.</summary>
    public const int LongestLine = 75;

    private const string Local = "yyyyMMdd'T'HHmmss";

    private const string Utc = Local + "'Z'";

    /// <summary>One calendar object.</summary>
    /// <param name="method">What a calendar is to do with it.</param>
    /// <param name="events">The meetings.</param>
    /// <param name="zone">The zone of their times.</param>
    /// <param name="organiser">Who calls.</param>
    /// <param name="attendee">Whose calendar it is for, the only one named; null for a published one.</param>
    /// <param name="now">When it is written.</param>
    /// <param name="name">What a subscribed calendar is called; null for a single meeting.</param>
    public static string Write(
        CalendarMethod method,
        IReadOnlyCollection<CalendarEvent> events,
        TimeZoneInfo zone,
        CalendarPerson organiser,
        CalendarPerson? attendee,
        DateTimeOffset now,
        string? name = null
    )
    {
        ArgumentNullException.ThrowIfNull(events);
        ArgumentNullException.ThrowIfNull(zone);
        ArgumentNullException.ThrowIfNull(organiser);
        var lines = new Lines();
        lines.Add("BEGIN:VCALENDAR");
        lines.Add("PRODID:-//Modellkommuner//Portal//SV");
        lines.Add("VERSION:2.0");
        lines.Add("CALSCALE:GREGORIAN");
        lines.Add("METHOD:" + method.ToString().ToUpperInvariant());
        if (name is not null)
        {
            lines.Add("NAME:" + Escape(name));
            lines.Add("X-WR-CALNAME:" + Escape(name));
            lines.Add("REFRESH-INTERVAL;VALUE=DURATION:PT1H");
            lines.Add("X-PUBLISHED-TTL:PT1H");
        }

        if (events.Count > 0)
        {
            AddZone(lines, zone, events.Min(e => e.StartsAt), events.Max(e => e.EndsAt));
        }

        foreach (var e in events)
        {
            lines.Add("BEGIN:VEVENT");
            lines.Add($"UID:{e.Uid:D}");
            lines.Add("DTSTAMP:" + InUtc(now));
            if (e.ChangedAt is { } changed)
            {
                lines.Add("LAST-MODIFIED:" + InUtc(changed));
            }

            lines.Add("DTSTART" + When(e.StartsAt, zone));
            lines.Add("DTEND" + When(e.EndsAt, zone));
            lines.Add("SEQUENCE:" + e.Sequence.ToString(CultureInfo.InvariantCulture));
            lines.Add("STATUS:" + (e.IsCancelled ? "CANCELLED" : "CONFIRMED"));
            lines.Add("SUMMARY:" + Escape(e.Summary));
            if (e.Location is not null)
            {
                lines.Add("LOCATION:" + Escape(e.Location));
            }

            lines.Add("DESCRIPTION:" + Escape(e.Description));
            lines.Add("URL:" + OnOneLine(e.Url));
            lines.Add($"ORGANIZER;CN={Parameter(organiser.Name)}:mailto:{OnOneLine(organiser.Email)}");
            if (attendee is not null)
            {
                lines.Add(
                    $"ATTENDEE;CN={Parameter(attendee.Name)};ROLE=REQ-PARTICIPANT;PARTSTAT=NEEDS-ACTION;RSVP=FALSE:mailto:{OnOneLine(attendee.Email)}"
                );
            }

            lines.Add("TRANSP:" + (e.IsCancelled ? "TRANSPARENT" : "OPAQUE"));
            lines.Add("END:VEVENT");
        }

        lines.Add("END:VCALENDAR");
        return lines.ToString();
    }

    /// <summary>
    /// A text as a value: commas, semicolons, backslashes and line breaks marked, other control characters left out.
    /// </summary>
    public static string Escape(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var escaped = new StringBuilder(text.Length + 16);
        foreach (var c in text.ReplaceLineEndings("\n"))
        {
            escaped = c switch
            {
                '\\' or ',' or ';' => escaped.Append('\\').Append(c),
                '\n' => escaped.Append("\\n"),
                _ when char.IsControl(c) && c != '\t' => escaped,
                _ => escaped.Append(c),
            };
        }

        return escaped.ToString();
    }

    /// <summary>
    /// A line broken so that no part is longer than <see cref="LongestLine"/> octets, never within a character.
    /// </summary>
    public static string Fold(string line)
    {
        ArgumentNullException.ThrowIfNull(line);
        var folded = new StringBuilder(line.Length + 16);
        var length = 0;
        foreach (var rune in line.EnumerateRunes())
        {
            if (length + rune.Utf8SequenceLength > LongestLine)
            {
                // The blank that a part begins with counts.
                folded.Append("\r\n ");
                length = 1;
            }

            folded.Append(rune.ToString());
            length += rune.Utf8SequenceLength;
        }

        return folded.ToString();
    }

    /// <summary>
    /// Every change of the clocks from the year before the first meeting to the year of the last, each for itself: rules that
    /// repeat would have to be guessed from a zone's own.
    /// </summary>
    private static void AddZone(Lines lines, TimeZoneInfo zone, DateTimeOffset first, DateTimeOffset last)
    {
        var at = new DateTimeOffset(first.UtcDateTime.Year - 1, 1, 1, 0, 0, 0, TimeSpan.Zero);
        var end = new DateTimeOffset(last.UtcDateTime.Year + 1, 1, 2, 0, 0, 0, TimeSpan.Zero);
        lines.Add("BEGIN:VTIMEZONE");
        lines.Add("TZID:" + zone.Id);
        AddObservance(lines, zone, at, zone.GetUtcOffset(at));
        for (; at < end; at = at.AddDays(1))
        {
            if (zone.GetUtcOffset(at) != zone.GetUtcOffset(at.AddDays(1)))
            {
                AddObservance(lines, zone, ChangeBetween(at, at.AddDays(1), zone), zone.GetUtcOffset(at));
            }
        }

        lines.Add("END:VTIMEZONE");
    }

    private static void AddObservance(Lines lines, TimeZoneInfo zone, DateTimeOffset at, TimeSpan before)
    {
        var kind = zone.IsDaylightSavingTime(at) ? "DAYLIGHT" : "STANDARD";
        lines.Add("BEGIN:" + kind);
        lines.Add("DTSTART:" + at.ToOffset(before).ToString(Local, CultureInfo.InvariantCulture));
        lines.Add("TZOFFSETFROM:" + Offset(before));
        lines.Add("TZOFFSETTO:" + Offset(zone.GetUtcOffset(at)));
        lines.Add("END:" + kind);
    }

    /// <summary>The second from which the offset is another.</summary>
    private static DateTimeOffset ChangeBetween(DateTimeOffset before, DateTimeOffset after, TimeZoneInfo zone)
    {
        var offset = zone.GetUtcOffset(before);
        while (after - before > TimeSpan.FromSeconds(1))
        {
            var middle = before + TimeSpan.FromSeconds(Math.Floor((after - before).TotalSeconds / 2));
            (before, after) = zone.GetUtcOffset(middle) == offset ? (middle, after) : (before, middle);
        }

        return after;
    }

    /// <summary>
    /// On the wall clock of the zone; within the hour that the clocks show twice, which readers take differently, in UTC.
    /// </summary>
    private static string When(DateTimeOffset at, TimeZoneInfo zone)
    {
        var local = TimeZoneInfo.ConvertTime(at, zone).DateTime;
        return zone.IsAmbiguousTime(local)
            ? ":" + InUtc(at)
            : $";TZID={zone.Id}:{local.ToString(Local, CultureInfo.InvariantCulture)}";
    }

    private static string InUtc(DateTimeOffset at) => at.ToUniversalTime().ToString(Utc, CultureInfo.InvariantCulture);

    private static string Offset(TimeSpan offset) =>
        (offset < TimeSpan.Zero ? "-" : "+")
        + offset.ToString(offset.Seconds == 0 ? "hhmm" : "hhmmss", CultureInfo.InvariantCulture);

    /// <summary>A parameter's value in quotation marks, which it cannot hold itself.</summary>
    private static string Parameter(string text) => $"\"{OnOneLine(text).Replace('"', '\'')}\"";

    private static string OnOneLine(string text) => string.Concat(text.Where(c => !char.IsControl(c)));

    private sealed class Lines
    {
        private readonly StringBuilder _text = new();

        public void Add(string line) => _text.Append(Fold(line)).Append("\r\n");

        public override string ToString() => _text.ToString();
    }
}
