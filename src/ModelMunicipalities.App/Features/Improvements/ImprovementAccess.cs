using Microsoft.EntityFrameworkCore;
using ModelMunicipalities.App.Data;
using ModelMunicipalities.App.Features.Cohorts;
using ModelMunicipalities.App.Platform;
using ModelMunicipalities.App.Tenancy;
using ModelMunicipalities.Domain;
using ModelMunicipalities.Domain.Cohorts;
using ModelMunicipalities.Domain.Improvements;
using ModelMunicipalities.Domain.Networks;

namespace ModelMunicipalities.App.Features.Improvements;

/// <summary>Names one improvement, as addresses do.</summary>
public interface IAboutImprovement
{
    string Cohort { get; }

    string Organisation { get; }

    int Improvement { get; }
}

/// <summary>What somebody has to do with an improvement.</summary>
internal enum ImprovementPart
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>She reads it and may say something to it: the group, its mentor, the coordinator.</summary>
    Reader,

    /// <summary>It is her organisation's.</summary>
    Own,
}

/// <summary>
/// One improvement with whose it is, and what the caller has to do with it. The one place that decides who sees it.
/// </summary>
internal sealed record ImprovementAccess(
    Improvement Improvement,
    Cohort Cohort,
    Organisation Organisation,
    Participation Participation,
    ImprovementPart Part
)
{
    /// <summary>The improvement, when the caller may see it.</summary>
    public static async Task<Outcome<ImprovementAccess>> FindAsync(
        AppDb db,
        Caller caller,
        IAboutImprovement about,
        CancellationToken ct
    ) =>
        await LoadAsync(db, caller, about, ct) is not { } access ? Refusal.NotFound()
        : access.Part == ImprovementPart.None ? Refusal.Forbidden("NotYours")
        : access;

    /// <summary>
    /// One question to the database, two for who is neither of the organisation nor coordinator. Null when the network has no
    /// such improvement there.
    /// </summary>
    public static async Task<ImprovementAccess?> LoadAsync(AppDb db, Caller caller, IAboutImprovement about, CancellationToken ct)
    {
        var row = await (
            from i in db.Improvements
            where i.Id == about.Improvement
            join c in db.Cohorts on i.CohortId equals c.Id
            where c.Slug == about.Cohort
            join o in db.Organisations on i.OrganisationId equals o.Id
            where o.Slug == about.Organisation
            join p in db.Participations on new { i.CohortId, i.OrganisationId } equals new { p.CohortId, p.OrganisationId }
            select new
            {
                Improvement = i,
                Cohort = c,
                Organisation = o,
                Participation = p,
            }
        ).SingleOrDefaultAsync(ct);
        return row is null
            ? null
            : new ImprovementAccess(
                row.Improvement,
                row.Cohort,
                row.Organisation,
                row.Participation,
                await PartAsync(db, caller, row.Cohort.Id, row.Organisation.Slug, row.Participation.GroupId, ct)
            );
    }

    /// <summary>What the caller has to do with an organisation's improvements in a cohort.</summary>
    public static async Task<ImprovementPart> PartAsync(
        AppDb db,
        Caller caller,
        int cohort,
        string organisation,
        int? group,
        CancellationToken ct
    ) =>
        caller.FunctionsAt(organisation).Count > 0 ? ImprovementPart.Own
        : caller.IsCoordinator || await Groups.ShareAsync(db, caller, cohort, group, ct) ? ImprovementPart.Reader
        : ImprovementPart.None;

    /// <summary>Those who have a function in an organisation now, by identity.</summary>
    public static async Task<Dictionary<int, string>> PeopleAsync(AppDb db, int organisation, CancellationToken ct)
    {
        var rows = await (
            from m in db.Memberships
            where m.OrganisationId == organisation && m.Function != null && m.EndedAt == null
            join u in db.Users on m.PersonId equals u.Id
            select new { u.Id, u.Name }
        )
            .Distinct()
            .ToListAsync(ct);
        return rows.OrderBy(p => p.Name, NameOrder.Swedish).ToDictionary(p => p.Id, p => p.Name);
    }

    /// <summary>What was changed, for who changed it.</summary>
    public SavedImprovement Saved() => new(Improvement.Id, Improvement.Status, Improvement.Version);
}

/// <summary>An improvement as it is after a change.</summary>
/// <param name="Id">Its identity.</param>
/// <param name="Status">How far it has come.</param>
/// <param name="Version">Counts its changes.</param>
public sealed record SavedImprovement(int Id, ImprovementStatus Status, int Version);

/// <summary>What is asked of an improvement that stands still.</summary>
public enum ImprovementFlag
{
    /// <summary>Its last day has passed.</summary>
    Overdue,

    /// <summary>Nobody has written in it for a long time.</summary>
    Untouched,
}
