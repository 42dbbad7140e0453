using MediatR;
using Microsoft.EntityFrameworkCore;
using ModelMunicipalities.App.Data;
using ModelMunicipalities.App.Platform;
using ModelMunicipalities.Domain;
using ModelMunicipalities.Domain.Cohorts;

namespace ModelMunicipalities.App.Features.Cohorts;

/// <summary>The groups of a cohort: a mentor and its participants.</summary>
public static class ListGroups
{
    public sealed record Query(string Cohort, int Page, int PageSize) : IUse<Listing<Line>>, IRequireMember;

    /// <param name="Id">The group's identity.</param>
    /// <param name="Name">Its name.</param>
    /// <param name="Mentor">Its mentor; null when it has none.</param>
    /// <param name="Participants">Its participants that have not left.</param>
    /// <param name="Flags">What is wrong with it.</param>
    public sealed record Line(
        int Id,
        string Name,
        Member? Mentor,
        IReadOnlyList<Member> Participants,
        IReadOnlyList<GroupFlag> Flags
    );

    public sealed record Member(string Organisation, string Name);

    internal sealed class Handler(AppDb db) : IRequestHandler<Query, Outcome<Listing<Line>>>
    {
        public async Task<Outcome<Listing<Line>>> Handle(Query request, CancellationToken ct)
        {
            var cohort = await db
                .Cohorts.Where(c => c.Slug == request.Cohort)
                .Select(c => new { c.Id, c.Stage })
                .SingleOrDefaultAsync(ct);
            if (cohort is null)
            {
                return Refusal.NotFound();
            }

            var groups = await db
                .Groups.Where(g => g.CohortId == cohort.Id)
                .OrderBy(g => g.Id)
                .Select(g => new
                {
                    g.Id,
                    g.Name,
                    Members = db
                        .Participations.Where(p => p.GroupId == g.Id && p.WithdrawnAt == null)
                        .Join(
                            db.Organisations,
                            p => p.OrganisationId,
                            o => o.Id,
                            (p, o) =>
                                new
                                {
                                    p.Role,
                                    o.Slug,
                                    o.Name,
                                }
                        )
                        .ToList(),
                })
                .AsSingleQuery()
                .ToListAsync(ct);
            var flags = await GroupFlags.ReadAsync(db, cohort.Id, cohort.Stage, ct);
            return Listing<Line>.Of(
                groups.ConvertAll(g => new Line(
                    g.Id,
                    g.Name,
                    g.Members.Where(m => m.Role == CohortRole.Mentor).Select(m => new Member(m.Slug, m.Name)).FirstOrDefault(),
                    [
                        .. g
                            .Members.Where(m => m.Role == CohortRole.Participant)
                            .OrderBy(m => m.Name, NameOrder.Swedish)
                            .Select(m => new Member(m.Slug, m.Name)),
                    ],
                    flags.GetValueOrDefault(g.Id, [])
                )),
                request.Page,
                request.PageSize
            );
        }
    }

    public static void Map(IEndpointRouteBuilder cohort) =>
        cohort
            .MapGet(
                "/groups",
                async (string cohort, int? page, int? pageSize, IMediator mediator, Show show, CancellationToken ct) =>
                    (await mediator.Send(new Query(cohort, page ?? 1, pageSize ?? Listing.UsualPage), ct)).Answer(show)
            )
            .WithTags("Cohorts")
            .WithSummary("The groups of a cohort: a mentor and its participants, and what is wrong with a group.")
            .Produces<Listing<Line>>();
}
