using MediatR;
using Microsoft.EntityFrameworkCore;
using ModelMunicipalities.App.Data;
using ModelMunicipalities.App.Platform;
using ModelMunicipalities.Domain;
using ModelMunicipalities.Domain.Assessments;
using ModelMunicipalities.Domain.Cohorts;

namespace ModelMunicipalities.App.Features.Cohorts;

/// <summary>
/// Whom to ask to be mentor: first those that said after an earlier cohort that they would, with how it went for them,
/// then every other organisation that takes no part in this one.
/// </summary>
public static class ListMentorCandidates
{
    public sealed record Query(string Cohort, int Page, int PageSize) : IUse<Listing<Line>>, IRequireCoordinator;

    /// <param name="Organisation">The organisation's slug.</param>
    /// <param name="Name">Its name.</param>
    /// <param name="Said">
    /// What it said last of the time after a cohort it took part in; null when it would not, or has not said.
    /// </param>
    /// <param name="In">That cohort's name.</param>
    /// <param name="Comment">What it added.</param>
    /// <param name="Result">How its checklist went there.</param>
    /// <param name="HasBeenMentor">True when it has been mentor in another cohort.</param>
    /// <param name="HasPeople">True when there is somebody to write to.</param>
    public sealed record Line(
        string Organisation,
        string Name,
        Afterwards? Said,
        string? In,
        string? Comment,
        Result? Result,
        bool HasBeenMentor,
        bool HasPeople
    );

    internal sealed class Handler(AppDb db, InstrumentCatalogue instruments) : IRequestHandler<Query, Outcome<Listing<Line>>>
    {
        public async Task<Outcome<Listing<Line>>> Handle(Query request, CancellationToken ct)
        {
            var cohort = await db.Cohorts.Where(c => c.Slug == request.Cohort).Select(c => (int?)c.Id).SingleOrDefaultAsync(ct);
            if (cohort is null)
            {
                return Refusal.NotFound();
            }

            var organisations = await (
                from o in db.Organisations
                where !db.Participations.Any(p => p.CohortId == cohort && p.OrganisationId == o.Id && p.WithdrawnAt == null)
                select new
                {
                    o.Id,
                    o.Slug,
                    o.Name,
                    HasBeenMentor = db.Participations.Any(p =>
                        p.CohortId != cohort && p.OrganisationId == o.Id && p.Role == CohortRole.Mentor && p.WithdrawnAt == null
                    ),
                    HasPeople = db.Memberships.Any(m => m.OrganisationId == o.Id && m.Function != null && m.EndedAt == null),
                }
            ).ToListAsync(ct);
            var saying = db.Participations.Where(p =>
                p.CohortId != cohort && p.Role == CohortRole.Participant && p.WithdrawnAt == null && p.Afterwards != null
            );
            var said = (
                await (
                    from p in saying
                    join c in db.Cohorts on p.CohortId equals c.Id
                    orderby c.Id descending
                    select new
                    {
                        p.OrganisationId,
                        p.CohortId,
                        c.Name,
                        p.Afterwards,
                        p.AfterwardsComment,
                    }
                ).ToListAsync(ct)
            ).ToLookup(s => s.OrganisationId);
            var results = await Result.ReadAsync(db, instruments, saying, ct);

            // The latest word counts: who would then and would not since is no candidate of the first sort.
            return Listing<Line>.Of(
                [
                    .. organisations
                        .Select(o =>
                            (
                                Organisation: o,
                                Last: said[o.Id].FirstOrDefault() is { Afterwards: not Afterwards.NotMentor } last ? last : null
                            )
                        )
                        .OrderBy(o => o.Last?.Afterwards ?? Afterwards.NotMentor)
                        .ThenBy(o => o.Organisation.Name, NameOrder.Swedish)
                        .Select(o => new Line(
                            o.Organisation.Slug,
                            o.Organisation.Name,
                            o.Last?.Afterwards,
                            o.Last?.Name,
                            o.Last?.AfterwardsComment,
                            o.Last is null ? null : results.GetValueOrDefault((o.Last.CohortId, o.Organisation.Id)),
                            o.Organisation.HasBeenMentor,
                            o.Organisation.HasPeople
                        )),
                ],
                request.Page,
                request.PageSize
            );
        }
    }

    public static void Map(IEndpointRouteBuilder cohort) =>
        cohort
            .MapGet(
                "/mentor-candidates",
                async (string cohort, int? page, int? pageSize, IMediator mediator, Show show, CancellationToken ct) =>
                    (await mediator.Send(new Query(cohort, page ?? 1, pageSize ?? Listing.UsualPage), ct)).Answer(show)
            )
            .WithTags("Cohorts")
            .WithSummary(
                "Whom to ask to be mentor: first those that said they would, with their results, then every other organisation outside the cohort. For the coordinator."
            )
            .Produces<Listing<Line>>();
}
