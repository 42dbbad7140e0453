using MediatR;
using Microsoft.EntityFrameworkCore;
using ModelMunicipalities.App.Data;
using ModelMunicipalities.App.Platform;
using ModelMunicipalities.App.Tenancy;
using ModelMunicipalities.Domain;
using ModelMunicipalities.Domain.Accounts;
using ModelMunicipalities.Domain.Cohorts;
using ModelMunicipalities.Domain.Networks;

namespace ModelMunicipalities.App.Features.Cohorts;

/// <summary>The organisations of a cohort, participants and mentors, with the functions that nobody has.</summary>
public static class ListParticipants
{
    public sealed record Query(string Cohort, CohortRole? Role, int Page, int PageSize) : IUse<Listing<Line>>, IRequireMember;

    /// <param name="Organisation">The organisation's slug.</param>
    /// <param name="Name">Its name.</param>
    /// <param name="Kind">What sort of organisation it is.</param>
    /// <param name="Code">Its municipality or county code.</param>
    /// <param name="Role">As what it takes part.</param>
    /// <param name="Group">Its group.</param>
    /// <param name="WithdrawnAt">When it left; null while it takes part.</param>
    /// <param name="WithdrawnReason">Why it left; to the coordinator alone.</param>
    /// <param name="Functions">The functions that somebody has.</param>
    public sealed record Line(
        string Organisation,
        string Name,
        OrganisationKind Kind,
        string? Code,
        CohortRole Role,
        string? Group,
        DateTimeOffset? WithdrawnAt,
        string? WithdrawnReason,
        IReadOnlyList<Function> Functions
    );

    internal sealed class Handler(AppDb db, Caller caller) : IRequestHandler<Query, Outcome<Listing<Line>>>
    {
        public async Task<Outcome<Listing<Line>>> Handle(Query request, CancellationToken ct)
        {
            var toCoordinator = caller.IsCoordinator;
            var cohort = await db.Cohorts.Where(c => c.Slug == request.Cohort).Select(c => (int?)c.Id).SingleOrDefaultAsync(ct);
            if (cohort is null)
            {
                return Refusal.NotFound();
            }

            var lines = await (
                from p in db.Participations
                where p.CohortId == cohort && (request.Role == null || p.Role == request.Role)
                join o in db.Organisations on p.OrganisationId equals o.Id
                from g in db.Groups.Where(g => g.Id == p.GroupId).DefaultIfEmpty()
                orderby p.Id
                select new Line(
                    o.Slug,
                    o.Name,
                    o.Kind,
                    o.Code,
                    p.Role,
                    g!.Name,
                    p.WithdrawnAt,
                    toCoordinator ? p.WithdrawnReason : null,
                    db.Memberships.Where(m => m.OrganisationId == o.Id && m.EndedAt == null)
                        .Select(m => m.Function!.Value)
                        .ToList()
                )
            ).ToListAsync(ct);
            return Listing<Line>.Of(
                [
                    .. lines
                        .OrderBy(l => l.Group, NameOrder.Swedish)
                        .ThenByDescending(l => l.Role)
                        .ThenBy(l => l.Name, NameOrder.Swedish),
                ],
                request.Page,
                request.PageSize
            );
        }
    }

    public static void Map(IEndpointRouteBuilder cohort) =>
        cohort
            .MapGet(
                "/participants",
                async (
                    string cohort,
                    Choice<CohortRole>? role,
                    int? page,
                    int? pageSize,
                    IMediator mediator,
                    Show show,
                    CancellationToken ct
                ) =>
                    (await mediator.Send(new Query(cohort, role?.Value, page ?? 1, pageSize ?? Listing.UsualPage), ct)).Answer(
                        show
                    )
            )
            .WithTags("Cohorts")
            .WithSummary("The organisations of a cohort, participants and mentors.")
            .Produces<Listing<Line>>();
}
