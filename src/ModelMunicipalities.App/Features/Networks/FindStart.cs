using MediatR;
using Microsoft.EntityFrameworkCore;
using ModelMunicipalities.App.Data;
using ModelMunicipalities.App.Platform;
using ModelMunicipalities.App.Tenancy;
using ModelMunicipalities.Domain;
using ModelMunicipalities.Domain.Cohorts;

namespace ModelMunicipalities.App.Features.Networks;

/// <summary>Finds the page that the caller's menu leads to: in the newest cohort that concerns what she acts as.</summary>
public static class FindStart
{
    public enum Wanted
    {
        Start,
        Scoring,
        Results,
    }

    public sealed record Query(Wanted Wanted) : IUse<string>, IRequireMember;

    internal sealed class Handler(AppDb db, Caller caller, TimeProvider time) : IRequestHandler<Query, Outcome<string>>
    {
        public async Task<Outcome<string>> Handle(Query request, CancellationToken ct)
        {
            var (network, acting, now) = (caller.Network!.Slug, caller.Acting!, time.GetUtcNow());
            var cohort = await (
                from c in db.Cohorts
                let hasLeft = db.Participations.Any(p =>
                    p.CohortId == c.Id && p.OrganisationId == acting.OrganisationId && p.WithdrawnAt != null
                )
                let role = db
                    .Participations.Where(p => p.CohortId == c.Id && p.OrganisationId == acting.OrganisationId)
                    .Select(p => (CohortRole?)p.Role)
                    .FirstOrDefault()
                where acting.OrganisationId == null || role != null
                orderby c.Stage == CohortStage.Running descending, c.ClosedAt == null descending, c.Id descending
                select new
                {
                    c.Slug,
                    c.Stage,
                    Role = role,
                    HasLeft = hasLeft,
                    Occasion = db
                        .Occasions.Where(o => o.CohortId == c.Id && o.OpensAt <= now)
                        .OrderByDescending(o => o.Ordinal)
                        .Select(o => o.Key)
                        .FirstOrDefault(),
                }
            ).FirstOrDefaultAsync(ct);

            // One that takes part in nothing that goes on may be on its way into the next cohort.
            if (
                acting.Organisation is not null
                && request.Wanted == Wanted.Start
                && cohort is null or { Stage: CohortStage.Closed }
            )
            {
                var applyingTo = await (
                    from a in db.Applications
                    where a.OrganisationId == acting.OrganisationId
                    join c in db.Cohorts on a.CohortId equals c.Id
                    where c.ClosedAt == null && c.Stage != CohortStage.Planning
                    orderby c.Id descending
                    select c.Slug
                ).FirstOrDefaultAsync(ct);
                if (applyingTo is not null)
                {
                    return Links.Application(network, applyingTo, acting.Organisation!);
                }
            }

            return cohort is null ? (caller.IsCoordinator ? Links.Cohorts(network) : Refusal.NotFound())
                : request.Wanted == Wanted.Results ? Links.Benchmark(network, cohort.Slug)
                : acting.Organisation is null
                    ? (caller.IsCoordinator ? Links.Cohort(network, cohort.Slug) : Links.Benchmark(network, cohort.Slug))
                : request.Wanted == Wanted.Scoring && cohort.Occasion is not null
                    ? Links.Scoring(network, cohort.Slug, acting.Organisation, cohort.Occasion)
                : cohort is { Role: CohortRole.Mentor, HasLeft: true } ? Links.Mentor(network, cohort.Slug, acting.Organisation)
                : cohort.Role == CohortRole.Mentor ? Links.Mentees(network, cohort.Slug)
                : Links.Municipality(network, cohort.Slug, acting.Organisation);
        }
    }
}
