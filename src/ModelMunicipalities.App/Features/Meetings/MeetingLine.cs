using System.Linq.Expressions;
using ModelMunicipalities.App.Data;
using ModelMunicipalities.Domain.Meetings;

namespace ModelMunicipalities.App.Features.Meetings;

/// <summary>A meeting as every member of the network may see it.</summary>
/// <param name="Id">The meeting's identity.</param>
/// <param name="Cohort">The cohort's slug.</param>
/// <param name="Occasion">The occasion that is scored before it; null when nothing is.</param>
/// <param name="Form">Its form: <c>bm1</c>, <c>mentorCall</c>.</param>
/// <param name="Number">Which of several of its form.</param>
/// <param name="Group">The group that meets; null when the whole cohort does.</param>
/// <param name="Host">The name of the organisation that hosts.</param>
/// <param name="Status">How far its planning has come.</param>
/// <param name="WindowFrom">From when it may take place.</param>
/// <param name="WindowTo">Until when it should have taken place.</param>
/// <param name="StartsAt">When it starts; null while no time is decided.</param>
/// <param name="EndsAt">When it ends.</param>
/// <param name="Mode">How they meet.</param>
/// <param name="Place">Where, for those who are at the place.</param>
public record MeetingLine(
    int Id,
    string Cohort,
    string? Occasion,
    string Form,
    int Number,
    string? Group,
    string? Host,
    MeetingStatus Status,
    DateTimeOffset WindowFrom,
    DateTimeOffset WindowTo,
    DateTimeOffset? StartsAt,
    DateTimeOffset? EndsAt,
    MeetingMode? Mode,
    string? Place
)
{
    /// <summary>True when it took place.</summary>
    public bool IsHeld(DateTimeOffset now) => Time.IsHeld(now);

    /// <summary>True when nothing is left to do for it.</summary>
    public bool IsOver(DateTimeOffset now) => Time.IsOver(now);

    private MeetingTime Time => new(Status, WindowTo, EndsAt);

    internal static Expression<Func<Meeting, MeetingLine>> From(AppDb db) =>
        m => new MeetingLine(
            m.Id,
            db.Cohorts.First(c => c.Id == m.CohortId).Slug,
            db.Occasions.Where(o => o.Id == m.OccasionId).Select(o => o.Key).FirstOrDefault(),
            m.Form,
            m.Number,
            db.Groups.Where(g => g.Id == m.GroupId).Select(g => g.Name).FirstOrDefault(),
            db.Organisations.Where(o => o.Id == m.HostId).Select(o => o.Name).FirstOrDefault(),
            m.Status,
            m.WindowFrom,
            m.WindowTo,
            m.StartsAt,
            m.EndsAt,
            m.Mode,
            m.Place
        );
}
