using MediatR;
using Microsoft.EntityFrameworkCore;
using ModelMunicipalities.App.Data;
using ModelMunicipalities.App.Platform;
using ModelMunicipalities.App.Tenancy;
using ModelMunicipalities.Domain.Cohorts;
using ModelMunicipalities.Domain.Reports;

namespace ModelMunicipalities.App.Features.Reports;

/// <summary>
/// Lays out the reports that are due by themselves, each once: after an occasion the cohort's, its groups' and its
/// organisations'; each quarter the running cohorts'; each year the network's.
/// </summary>
public static class MakeDueReports
{
    public sealed record Command : IUse<int>, IForJobs;

    internal sealed class Handler(AppDb db, Caller caller, Moments moments, TimeProvider time, ReportQueue queue)
        : IRequestHandler<Command, Outcome<int>>
    {
        public async Task<Outcome<int>> Handle(Command request, CancellationToken ct)
        {
            var (now, today) = (time.GetUtcNow(), moments.DayOf(time.GetUtcNow()));
            await using var transaction = await db.BeginAloneAsync(ct);
            var cohorts = await db
                .Cohorts.Where(c => c.Stage >= CohortStage.Running)
                .Include(c => c.Occasions)
                .AsNoTracking()
                .ToListAsync(ct);
            if (cohorts.Count == 0)
            {
                return 0;
            }

            var year = ReportSchedule.Year(today);
            var hadCohorts = await db.Cohorts.AnyAsync(ReportSchedule.WentOnIn(year, moments.Zone), ct);
            var closed = cohorts.ToDictionary(c => c.Id, c => ReportSchedule.Closed(c.Occasions, now).ToList());
            var ids = closed.Where(c => c.Value.Count > 0).Select(c => c.Key).ToList();
            var parts = (
                await db
                    .Participations.Where(p => ids.Contains(p.CohortId) && p.WithdrawnAt == null)
                    .AsNoTracking()
                    .ToListAsync(ct)
            ).ToLookup(p => p.CohortId);
            var due = cohorts
                .SelectMany(c => closed[c.Id].SelectMany(o => AfterOccasion(c.Id, o.Key, [.. parts[c.Id]])))
                .Concat(
                    cohorts
                        .Where(c => c.Stage == CohortStage.Running)
                        .SelectMany(c => OfCohort(c.Id, ReportSchedule.Quarter(today)))
                )
                .Concat(
                    Enumerable
                        .Repeat(year, hadCohorts ? 1 : 0)
                        .Select(y => new Report
                        {
                            Kind = ReportKind.Annual,
                            Year = y,
                            Audience = ReportAudience.Network,
                            Due = "year",
                            Language = "sv",
                        })
                )
                .ToList();

            var there = await db
                .Reports.AsNoTracking()
                .Where(r => r.Due != null)
                .Select(r => new
                {
                    r.CohortId,
                    r.Kind,
                    r.OrganisationId,
                    r.GroupId,
                    r.Year,
                    r.Audience,
                    r.Due,
                })
                .ToListAsync(ct);
            var known = there.ToHashSet();
            var versions = (
                await db
                    .Reports.Where(r => r.Format == ReportFormat.Pdf && r.Language == "sv")
                    .GroupBy(r => new
                    {
                        r.CohortId,
                        r.Kind,
                        r.OrganisationId,
                        r.GroupId,
                        r.Year,
                        r.Audience,
                    })
                    .Select(g => new { g.Key, Count = g.Count() })
                    .ToListAsync(ct)
            ).ToDictionary(g => g.Key, g => g.Count);
            var fresh = due.Where(r =>
                    !known.Contains(
                        new
                        {
                            r.CohortId,
                            r.Kind,
                            r.OrganisationId,
                            r.GroupId,
                            r.Year,
                            r.Audience,
                            r.Due,
                        }
                    )
                )
                .ToList();
            foreach (var report in fresh)
            {
                var key = new
                {
                    report.CohortId,
                    report.Kind,
                    report.OrganisationId,
                    report.GroupId,
                    report.Year,
                    report.Audience,
                };
                (report.Format, report.RequestedAt) = (ReportFormat.Pdf, now);
                report.Version = versions[key] = versions.GetValueOrDefault(key) + 1;
                db.Reports.Add(report);
            }

            if (fresh.Count > 0)
            {
                await db.SaveChangesAsync(ct);
                await transaction.CommitAsync(ct);
                queue.Wake(caller.Network!.Slug);
            }

            return fresh.Count;
        }

        private static IEnumerable<Report> AfterOccasion(int cohort, string occasion, IReadOnlyList<Participation> parts) =>
            OfCohort(cohort, occasion)
                .Concat(
                    parts
                        .Where(p => p.GroupId is not null)
                        .Select(p => p.GroupId!.Value)
                        .Distinct()
                        .Select(g => new Report
                        {
                            Kind = ReportKind.Group,
                            CohortId = cohort,
                            GroupId = g,
                            Audience = ReportAudience.Group,
                            Due = occasion,
                            Language = "sv",
                        })
                )
                .Concat(
                    parts
                        .Where(p => p is { Role: CohortRole.Mentor, GroupId: not null })
                        .Select(p => new Report
                        {
                            Kind = ReportKind.Mentor,
                            CohortId = cohort,
                            OrganisationId = p.OrganisationId,
                            GroupId = p.GroupId,
                            Audience = ReportAudience.Organisation,
                            Due = occasion,
                            Language = "sv",
                        })
                )
                .Concat(
                    parts
                        .Where(p => p.Role == CohortRole.Participant)
                        .Select(p => new Report
                        {
                            Kind = ReportKind.Municipality,
                            CohortId = cohort,
                            OrganisationId = p.OrganisationId,
                            Audience = ReportAudience.Organisation,
                            Due = occasion,
                            Language = "sv",
                        })
                );

        private static IEnumerable<Report> OfCohort(int cohort, string due) =>
            new[] { ReportAudience.Coordinator, ReportAudience.Network }.Select(a => new Report
            {
                Kind = ReportKind.Cohort,
                CohortId = cohort,
                Audience = a,
                Due = due,
                Language = "sv",
            });
    }
}
