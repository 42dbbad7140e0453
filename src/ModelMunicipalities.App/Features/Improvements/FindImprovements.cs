using MediatR;
using Microsoft.EntityFrameworkCore;
using ModelMunicipalities.App.Data;
using ModelMunicipalities.App.Platform;
using ModelMunicipalities.App.Tenancy;
using ModelMunicipalities.Domain;
using ModelMunicipalities.Domain.Cohorts;

namespace ModelMunicipalities.App.Features.Improvements;

/// <summary>
/// Finds the page that the menu's word for improvements leads to: of the newest cohort that concerns what the caller acts as.
/// </summary>
public static class FindImprovements
{
    public sealed record Query : IUse<string>, IRequireMember;

    internal sealed class Handler(AppDb db, Caller caller) : IRequestHandler<Query, Outcome<string>>
    {
        public async Task<Outcome<string>> Handle(Query request, CancellationToken ct)
        {
            var (network, acting) = (caller.Network!.Slug, caller.Acting!);
            if (acting.OrganisationId is null && !caller.IsCoordinator)
            {
                return Refusal.Forbidden("NotYours");
            }

            var cohort = await (
                from c in db.Cohorts
                where
                    acting.OrganisationId == null
                    || db.Participations.Any(p => p.CohortId == c.Id && p.OrganisationId == acting.OrganisationId)
                orderby c.Stage == CohortStage.Running descending, c.ClosedAt == null descending, c.Id descending
                select c.Slug
            ).FirstOrDefaultAsync(ct);
            return cohort is null ? Refusal.NotFound()
                : acting.Organisation is { } organisation ? Links.Improvements(network, cohort, organisation)
                : Links.CohortImprovements(network, cohort);
        }
    }
}
