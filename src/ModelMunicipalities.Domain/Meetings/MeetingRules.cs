namespace ModelMunicipalities.Domain.Meetings;

/// <summary>What may be done with a meeting before, during and after it, and what was of it.</summary>
public static class MeetingRules
{
    /// <summary>How long before a meeting its pack is ready for those who are to be there.</summary>
    public static readonly TimeSpan PackBefore = TimeSpan.FromDays(7);

    /// <summary>Why nothing is prepared for or written of a meeting: it does not take place. Null when it does.</summary>
    public static Refusal? WhyNotPrepare(this Meeting meeting)
    {
        ArgumentNullException.ThrowIfNull(meeting);
        return meeting.Status == MeetingStatus.Cancelled ? Refusal.Conflict("MeetingIsOff") : null;
    }

    /// <summary>Why it cannot be said yet who was there and what it was like: it has not begun. Null once it has.</summary>
    public static Refusal? WhyNotRecord(this Meeting meeting, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(meeting);
        return meeting.WhyNotPrepare() is { } off ? off
            : meeting.HasBegun(now) ? null
            : meeting is { Status: MeetingStatus.Confirmed, StartsAt: { } start } ? Refusal.Conflict("MeetingNotBegun", start)
            : Refusal.Conflict("MeetingHasNoTime");
    }

    /// <summary>From when everybody who is to be there may read the pack.</summary>
    public static DateTimeOffset PackFrom(this Meeting meeting)
    {
        ArgumentNullException.ThrowIfNull(meeting);
        return (meeting.StartsAt ?? meeting.WindowFrom) - PackBefore;
    }

    /// <summary>
    /// True when all three functions of an organisation were there, at the place, on the link or by somebody in their place.
    /// </summary>
    /// <param name="presences">The presence that was noted of each function of one organisation.</param>
    public static bool IsComplete(IEnumerable<Presence> presences)
    {
        ArgumentNullException.ThrowIfNull(presences);
        return presences.Count(p => p != Presence.Absent) == Assessments.Assessment.Functions.Count;
    }
}
