using Microsoft.EntityFrameworkCore;
using ModelMunicipalities.App.Data;
using ModelMunicipalities.Domain.Meetings;

namespace ModelMunicipalities.App.Features.Meetings;

/// <summary>
/// Meetings that the plan laid out and that nobody has done anything for since: they can be taken away and laid out anew
/// without that anybody loses anything.
/// </summary>
internal static class UntouchedMeetings
{
    public static IQueryable<Meeting> Of(AppDb db) =>
        db.Meetings.Where(m =>
            m.Version == 0
            && m.Status == MeetingStatus.Planned
            && !db.Polls.Any(x => x.MeetingId == m.Id)
            && !db.Preparations.Any(x => x.MeetingId == m.Id)
            && !db.MeetingQuestions.Any(x => x.MeetingId == m.Id)
            && !db.Attachments.Any(x => x.MeetingId == m.Id)
            && !db.Attendances.Any(x => x.MeetingId == m.Id)
            && !db.MeetingDecisions.Any(x => x.MeetingId == m.Id)
            && !db.MeetingFeedback.Any(x => x.MeetingId == m.Id)
            && !db.ImprovementReviews.Any(x => x.MeetingId == m.Id)
            && !db.Improvements.Any(x => x.PlannedAtId == m.Id)
        );

    /// <summary>Takes away the meetings of groups that have no others.</summary>
    /// <returns>The groups that have: their meetings stay, all of them.</returns>
    public static async Task<IReadOnlySet<int>> RemoveOfAsync(AppDb db, IReadOnlyCollection<int> groups, CancellationToken ct)
    {
        var meetings = await db.Meetings.Where(m => m.GroupId != null && groups.Contains(m.GroupId.Value)).ToListAsync(ct);
        var untouched = await Of(db)
            .Where(m => m.GroupId != null && groups.Contains(m.GroupId.Value))
            .Select(m => m.Id)
            .ToListAsync(ct);
        var kept = meetings.Where(m => !untouched.Contains(m.Id)).Select(m => m.GroupId!.Value).ToHashSet();
        db.Meetings.RemoveRange(meetings.Where(m => !kept.Contains(m.GroupId!.Value)));
        return kept;
    }
}
