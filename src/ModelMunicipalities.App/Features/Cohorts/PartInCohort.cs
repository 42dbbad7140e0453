using Microsoft.EntityFrameworkCore;
using ModelMunicipalities.App.Data;
using ModelMunicipalities.App.Platform;
using ModelMunicipalities.Domain.Assessments;
using ModelMunicipalities.Domain.Cohorts;
using ModelMunicipalities.Domain.Networks;

namespace ModelMunicipalities.App.Features.Cohorts;

/// <summary>An organisation's part in a cohort with both, as addresses name them.</summary>
internal sealed record PartInCohort(Cohort Cohort, Organisation Organisation, Participation Participation)
{
    /// <summary>Null when the network has no such cohort or organisation, or the one takes no part in the other.</summary>
    public static async Task<PartInCohort?> FindAsync(AppDb db, string cohort, string organisation, CancellationToken ct)
    {
        var row = await (
            from c in db.Cohorts
            where c.Slug == cohort
            join p in db.Participations on c.Id equals p.CohortId
            join o in db.Organisations on p.OrganisationId equals o.Id
            where o.Slug == organisation
            select new
            {
                Cohort = c,
                Organisation = o,
                Participation = p,
            }
        ).SingleOrDefaultAsync(ct);
        return row is null ? null : new PartInCohort(row.Cohort, row.Organisation, row.Participation);
    }

    /// <summary>The others of its group that have not left, the mentor first.</summary>
    public async Task<IReadOnlyList<GroupPeer>> PeersAsync(AppDb db, CancellationToken ct) =>
        Participation.GroupId is not { } own
            ? []
            :
            [
                .. (
                    await (
                        from p in db.Participations
                        where p.GroupId == own && p.WithdrawnAt == null && p.Id != Participation.Id
                        join o in db.Organisations on p.OrganisationId equals o.Id
                        select new GroupPeer(o.Id, o.Slug, o.Name, p.Role)
                    ).ToListAsync(ct)
                )
                    .OrderByDescending(p => p.Role)
                    .ThenBy(p => p.Name, NameOrder.Swedish),
            ];
}

/// <summary>One of an organisation's group.</summary>
internal sealed record GroupPeer(int Id, string Organisation, string Name, CohortRole Role);

/// <summary>What is wrong with the groups of a cohort.</summary>
internal static class GroupFlags
{
    /// <summary>By the group's identity; a group that all is well with is left out.</summary>
    public static async Task<IReadOnlyDictionary<int, IReadOnlyList<GroupFlag>>> ReadAsync(
        AppDb db,
        int cohortId,
        CohortStage stage,
        CancellationToken ct
    )
    {
        var members = await db
            .Participations.Where(p => p.CohortId == cohortId && p.GroupId != null)
            .Select(p => new
            {
                Group = p.GroupId!.Value,
                p.Role,
                p.WithdrawnAt,
                p.IsUnavailable,
                p.Places,
            })
            .ToListAsync(ct);
        return members
            .GroupBy(m => m.Group)
            .Select(g =>
                (
                    g.Key,
                    Flags: GroupHealth.Of(
                        stage,
                        g.Select(m => new GroupMember(m.Role, m.WithdrawnAt is not null, m.IsUnavailable, m.Places))
                    )
                )
            )
            .Where(g => g.Flags.Count > 0)
            .ToDictionary(g => g.Key, g => g.Flags);
    }
}

/// <summary>How an organisation's checklist went in a cohort: its first and its last submission.</summary>
/// <param name="FirstOccasion">The occasion of the first.</param>
/// <param name="FirstSum">Its sum.</param>
/// <param name="LastOccasion">The occasion of the last; the same when there is only one.</param>
/// <param name="LastSum">Its sum.</param>
/// <param name="HighestSum">The most that the instrument gives.</param>
/// <param name="IsModelMunicipality">By the last, as its own assessment; null when the instrument has no such status.</param>
public sealed record Result(
    string FirstOccasion,
    int FirstSum,
    string LastOccasion,
    int LastSum,
    int HighestSum,
    bool? IsModelMunicipality
)
{
    /// <summary>The results of some participations, by cohort and organisation. Only what is submitted counts.</summary>
    internal static async Task<IReadOnlyDictionary<(int Cohort, int Organisation), Result>> ReadAsync(
        AppDb db,
        InstrumentCatalogue instruments,
        IQueryable<Participation> of,
        CancellationToken ct
    )
    {
        var submitted = await (
            from p in of
            join a in db.Assessments on new { p.CohortId, p.OrganisationId } equals new { a.CohortId, a.OrganisationId }
            where a.SubmittedAt != null
            join x in db.Occasions on a.OccasionId equals x.Id
            orderby x.Ordinal
            select new
            {
                a.CohortId,
                a.OrganisationId,
                a.Instrument,
                x.Key,
                a.Profile,
            }
        ).ToListAsync(ct);
        return submitted
            .GroupBy(s => (s.CohortId, s.OrganisationId))
            .ToDictionary(
                g => g.Key,
                g =>
                {
                    var (first, last) = (g.First(), g.Last());
                    var (instrument, after) = (instruments[last.Instrument], Profile.Parse(last.Profile)!);
                    return new Result(
                        first.Key,
                        Profile.Parse(first.Profile)!.Sum,
                        last.Key,
                        after.Sum,
                        instrument.HighestSum,
                        instrument.Status?.IsMetBy(after.Scores)
                    );
                }
            );
    }
}
