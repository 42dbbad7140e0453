using System.Linq.Expressions;
using ModelMunicipalities.App.Data;
using ModelMunicipalities.Domain.Meetings;

namespace ModelMunicipalities.App.Features.Meetings;

/// <summary>A meeting as every member of the network may see it.</summary>
public sealed record MeetingLine(int Id, string Cohort, string Occasion, string? Group, DateTimeOffset StartsAt, DateTimeOffset EndsAt, string? Place)
{
    internal static Expression<Func<Meeting, MeetingLine>> From(AppDb db) => m => new MeetingLine(
        m.Id,
        db.Cohorts.First(c => c.Id == m.CohortId).Slug,
        db.Occasions.First(o => o.Id == m.OccasionId).Key,
        db.Groups.Where(g => g.Id == m.GroupId).Select(g => g.Name).FirstOrDefault(),
        m.StartsAt,
        m.EndsAt,
        m.Place);
}
