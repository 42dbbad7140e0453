using Microsoft.EntityFrameworkCore;
using ModelMunicipalities.App.Data;
using ModelMunicipalities.App.Tenancy;
using ModelMunicipalities.Domain.Accounts;
using ModelMunicipalities.Domain.Reports;

namespace ModelMunicipalities.App.Features.Reports;

/// <summary>The one place that decides who may read which reports.</summary>
internal static class ReportAccess
{
    /// <summary>The reports that the caller may read, and see that they are being made.</summary>
    public static IQueryable<Report> For(this IQueryable<Report> reports, AppDb db, Caller caller)
    {
        var mine = caller
            .Places.Where(p => p is { OrganisationId: not null, Function: not null })
            .Select(p => p.OrganisationId!.Value)
            .Distinct()
            .ToList();
        return caller.IsCoordinator
            ? reports
            : reports.Where(r =>
                r.Audience == ReportAudience.Network
                || (r.Audience == ReportAudience.Organisation && mine.Contains(r.OrganisationId!.Value))
                || (
                    r.Audience == ReportAudience.Group
                    && db.Participations.Any(p =>
                        p.GroupId == r.GroupId
                        && p.CohortId == r.CohortId
                        && p.WithdrawnAt == null
                        && mine.Contains(p.OrganisationId)
                    )
                )
            );
    }

    /// <summary>Which kinds the caller may ask for in a cohort, by her place: what the page offers.</summary>
    public static IReadOnlyList<ReportKind> Kinds(Caller caller) =>
        caller.IsCoordinator
            ? [ReportKind.Cohort, ReportKind.Municipality, ReportKind.Mentor, ReportKind.Group, ReportKind.Annual]
        : caller.Places.Any(p => p.Function is not null)
            ? [ReportKind.Municipality, ReportKind.Mentor, ReportKind.Group, ReportKind.Cohort, ReportKind.Annual]
        : [ReportKind.Cohort, ReportKind.Annual];
}
