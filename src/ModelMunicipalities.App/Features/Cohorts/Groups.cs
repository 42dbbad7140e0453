using Microsoft.EntityFrameworkCore;
using ModelMunicipalities.App.Data;
using ModelMunicipalities.App.Tenancy;

namespace ModelMunicipalities.App.Features.Cohorts;

/// <summary>Who is in a group together.</summary>
internal static class Groups
{
    /// <summary>True when one of the caller's organisations is in the group, as participant or as its mentor.</summary>
    public static Task<bool> ShareAsync(AppDb db, Caller caller, int cohortId, int? groupId, CancellationToken ct)
    {
        var mine = caller.Places.Where(p => p.OrganisationId is not null).Select(p => p.OrganisationId!.Value).ToList();
        return groupId is null || mine.Count == 0
            ? Task.FromResult(false)
            : db.Participations.AnyAsync(
                p => p.CohortId == cohortId && p.GroupId == groupId && p.WithdrawnAt == null && mine.Contains(p.OrganisationId),
                ct
            );
    }
}
