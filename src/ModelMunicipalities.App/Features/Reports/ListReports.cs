using MediatR;
using Microsoft.EntityFrameworkCore;
using ModelMunicipalities.App.Data;
using ModelMunicipalities.App.Platform;
using ModelMunicipalities.App.Tenancy;
using ModelMunicipalities.Domain;
using ModelMunicipalities.Domain.Accounts;
using ModelMunicipalities.Domain.Cohorts;
using ModelMunicipalities.Domain.Reports;

namespace ModelMunicipalities.App.Features.Reports;

/// <summary>The reports of a cohort, and of the network's years, that the caller may read; and what she may ask for.</summary>
public static class ListReports
{
    public sealed record Query(string Cohort, int Page, int PageSize) : IUse<View>, IRequireMember;

    /// <param name="Cohort">The cohort's slug.</param>
    /// <param name="CohortName">Its name.</param>
    /// <param name="Items">The reports, newest first.</param>
    /// <param name="Total">How many there are.</param>
    /// <param name="Kinds">What the caller may ask for.</param>
    /// <param name="Organisations">Of which organisations: her own, or all for the coordinator.</param>
    public sealed record View(
        string Cohort,
        string CohortName,
        IReadOnlyList<Line> Items,
        int Total,
        IReadOnlyList<ReportKind> Kinds,
        IReadOnlyList<Subject> Organisations
    );

    /// <param name="Id">The report's identity.</param>
    /// <param name="Kind">What it is about.</param>
    /// <param name="Subject">The organisation or group; null for the cohort and for a year.</param>
    /// <param name="Year">The year, for the annual report.</param>
    /// <param name="Format">As what file.</param>
    /// <param name="Language">Its language.</param>
    /// <param name="Audience">Who may read it.</param>
    /// <param name="Version">Which version.</param>
    /// <param name="Status">How far it has come.</param>
    /// <param name="Progress">How much of it is made, 0–100.</param>
    /// <param name="Error">Why it could not be made.</param>
    /// <param name="RequestedAt">When it was asked for.</param>
    /// <param name="RequestedBy">By whom; null for the schedule.</param>
    /// <param name="MadeAt">When it was made.</param>
    /// <param name="Size">The size of its file in bytes.</param>
    public sealed record Line(
        int Id,
        ReportKind Kind,
        string? Subject,
        int? Year,
        ReportFormat Format,
        string Language,
        ReportAudience Audience,
        int Version,
        ReportStatus Status,
        int Progress,
        ReportError? Error,
        DateTimeOffset RequestedAt,
        string? RequestedBy,
        DateTimeOffset? MadeAt,
        int? Size
    )
    {
        public bool IsUnderWay => Status is ReportStatus.Queued or ReportStatus.Making;
    }

    /// <param name="Organisation">The organisation's slug.</param>
    /// <param name="Name">Its name.</param>
    /// <param name="Role">As what it takes part.</param>
    public sealed record Subject(string Organisation, string Name, CohortRole Role);

    internal sealed class Handler(AppDb db, Caller caller) : IRequestHandler<Query, Outcome<View>>
    {
        public async Task<Outcome<View>> Handle(Query request, CancellationToken ct)
        {
            var cohort = await db
                .Cohorts.Where(c => c.Slug == request.Cohort)
                .Select(c => new
                {
                    c.Id,
                    c.Slug,
                    c.Name,
                })
                .SingleOrDefaultAsync(ct);
            if (cohort is null)
            {
                return Refusal.NotFound();
            }

            var lines = await Listing<Line>.OfAsync(
                from r in db.Reports.For(db, caller)
                where r.CohortId == cohort.Id || r.CohortId == null
                from o in db.Organisations.Where(o => o.Id == r.OrganisationId).DefaultIfEmpty()
                from g in db.Groups.Where(g => g.Id == r.GroupId).DefaultIfEmpty()
                from p in db.Users.Where(p => p.Id == r.RequestedBy).DefaultIfEmpty()
                orderby r.Id descending
                select new Line(
                    r.Id,
                    r.Kind,
                    r.OrganisationId != null ? o!.Name : g!.Name,
                    r.Year,
                    r.Format,
                    r.Language,
                    r.Audience,
                    r.Version,
                    r.Status,
                    r.Progress,
                    r.Error,
                    r.RequestedAt,
                    p!.Name,
                    r.MadeAt,
                    r.Size
                ),
                request.Page,
                request.PageSize,
                ct
            );
            var mine = caller.Places.Where(p => p.Function is not null).Select(p => p.OrganisationId).ToList();
            var organisations = (
                await (
                    from p in db.Participations
                    where
                        p.CohortId == cohort.Id
                        && p.WithdrawnAt == null
                        && (caller.IsCoordinator || mine.Contains(p.OrganisationId))
                    join o in db.Organisations on p.OrganisationId equals o.Id
                    select new Subject(o.Slug, o.Name, p.Role)
                ).ToListAsync(ct)
            )
                .OrderBy(s => s.Name, NameOrder.Swedish)
                .ToList();
            var kinds = ReportAccess
                .Kinds(caller)
                .Where(k =>
                    k switch
                    {
                        ReportKind.Municipality or ReportKind.Group => organisations.Count > 0,
                        ReportKind.Mentor => organisations.Exists(o => o.Role == CohortRole.Mentor),
                        _ => true,
                    }
                );
            return new View(cohort.Slug, cohort.Name, lines.Items, lines.Total, [.. kinds], organisations);
        }
    }

    public static void Map(IEndpointRouteBuilder cohort) =>
        cohort
            .MapGet(
                "/reports",
                async (string cohort, int? page, int? pageSize, IMediator mediator, Show show, CancellationToken ct) =>
                    (await mediator.Send(new Query(cohort, page ?? 1, pageSize ?? Listing.UsualPage), ct)).Answer(show, v =>
                        Results.Ok(new Listing<Line>(v.Items, v.Total))
                    )
            )
            .WithTags("Reports")
            .WithSummary("The reports of a cohort, and of the network's years, that the caller may read.")
            .Produces<Listing<Line>>();
}
