using MediatR;
using Microsoft.EntityFrameworkCore;
using ModelMunicipalities.App.Data;
using ModelMunicipalities.App.Platform;
using ModelMunicipalities.Domain;
using ModelMunicipalities.Domain.Cohorts;
using ModelMunicipalities.Domain.Networks;

namespace ModelMunicipalities.App.Features.Cohorts;

/// <summary>Who is invited to a cohort, whom nobody can reach, and who could be invited: the catalogue, searched.</summary>
public static class ListInvitations
{
    /// <param name="Cohort">The cohort's slug.</param>
    /// <param name="Search">Part of the name, or a code.</param>
    /// <param name="County">A county, in full.</param>
    /// <param name="Group">
    /// SKR's municipality group: <c>B3</c>; <c>region</c> for the regions, <c>own</c> for organisations of the network that are
    /// neither.
    /// </param>
    /// <param name="Least">The least population.</param>
    /// <param name="Most">The largest population.</param>
    public sealed record Query(
        string Cohort,
        string? Search = null,
        string? County = null,
        string? Group = null,
        int? Least = null,
        int? Most = null
    ) : IUse<View>, IRequireCoordinator;

    /// <param name="Cohort">The slug.</param>
    /// <param name="Name">The cohort's name.</param>
    /// <param name="Stage">How far it has come.</param>
    /// <param name="ApplyBy">The last day for applications.</param>
    /// <param name="Invited">Who is invited or has applied, by name.</param>
    /// <param name="Found">Who could be invited and fits the search, by name.</param>
    /// <param name="Owners">What a part may be part of: the network's municipalities and regions.</param>
    public sealed record View(
        string Cohort,
        string Name,
        CohortStage Stage,
        DateTimeOffset? ApplyBy,
        IReadOnlyList<InvitedLine> Invited,
        IReadOnlyList<Candidate> Found,
        IReadOnlyList<Owner> Owners
    );

    /// <param name="Organisation">The slug.</param>
    /// <param name="Name">The name.</param>
    /// <param name="Status">How far its application has come.</param>
    /// <param name="InvitedAt">When it was invited; null when it applied of its own accord.</param>
    /// <param name="People">How many have a function there.</param>
    /// <param name="ContactName">The contact named for the invitation, or in the application.</param>
    /// <param name="ContactEmail">Her address.</param>
    public sealed record InvitedLine(
        string Organisation,
        string Name,
        ApplicationStatus Status,
        DateTimeOffset? InvitedAt,
        int People,
        string? ContactName,
        string? ContactEmail
    )
    {
        /// <summary>True when there is nobody to tell.</summary>
        public bool IsOutOfReach => Status == ApplicationStatus.Invited && People == 0 && ContactEmail is null;
    }

    /// <param name="Code">SCB's code; null for an organisation that the catalogue does not have.</param>
    /// <param name="Organisation">The slug, when the network has it already.</param>
    /// <param name="Name">The name.</param>
    /// <param name="County">The county.</param>
    /// <param name="Population">The population; null when it is not known.</param>
    /// <param name="Group">SKR's municipality group.</param>
    public sealed record Candidate(
        string? Code,
        string? Organisation,
        string Name,
        string? County,
        int? Population,
        string? Group
    );

    public sealed record Owner(string Organisation, string Name);

    internal sealed class Handler(AppDb db) : IRequestHandler<Query, Outcome<View>>
    {
        public async Task<Outcome<View>> Handle(Query request, CancellationToken ct)
        {
            var cohort = await db.Cohorts.AsNoTracking().SingleOrDefaultAsync(c => c.Slug == request.Cohort, ct);
            if (cohort is null)
            {
                return Refusal.NotFound();
            }

            var network = await db.Organisations.AsNoTracking().ToListAsync(ct);
            var invited = await (
                from a in db.Applications
                where a.CohortId == cohort.Id
                join o in db.Organisations on a.OrganisationId equals o.Id
                select new
                {
                    o.Id,
                    Line = new InvitedLine(
                        o.Slug,
                        o.Name,
                        a.Status,
                        a.InvitedAt,
                        db.Memberships.Count(m => m.OrganisationId == o.Id && m.EndedAt == null),
                        a.ContactName,
                        a.ContactEmail
                    ),
                }
            ).ToListAsync(ct);
            var taking = await db
                .Participations.Where(p => p.CohortId == cohort.Id)
                .Select(p => p.OrganisationId)
                .ToListAsync(ct);
            var taken = invited.Select(i => i.Id).Concat(taking).ToHashSet();

            var known = network.Where(o => Catalogue.Known(o.Code) is not null).ToDictionary(o => o.Code!);
            var candidates = Catalogue
                .All.Where(e => !known.TryGetValue(e.Code, out var o) || !taken.Contains(o.Id))
                .Select(e => new Candidate(
                    e.Code,
                    known.GetValueOrDefault(e.Code)?.Slug,
                    e.Name,
                    e.County,
                    e.Population,
                    e.Group
                ))
                .Concat(
                    network
                        .Where(o => Catalogue.Known(o.Code) is null && !taken.Contains(o.Id))
                        .Select(o => new Candidate(null, o.Slug, o.Name, null, null, null))
                );
            return new View(
                cohort.Slug,
                cohort.Name,
                cohort.Stage,
                cohort.ApplyBy,
                [.. invited.Select(i => i.Line).OrderBy(l => l.Name, NameOrder.Swedish)],
                [.. candidates.Where(c => Fits(c, request)).OrderBy(c => c.Name, NameOrder.Swedish)],
                [
                    .. network
                        .Where(o => o.ParentId is null)
                        .OrderBy(o => o.Name, NameOrder.Swedish)
                        .Select(o => new Owner(o.Slug, o.Name)),
                ]
            );
        }

        private static bool Fits(Candidate c, Query wanted) =>
            (
                string.IsNullOrWhiteSpace(wanted.Search)
                || c.Name.Contains(wanted.Search.Trim(), StringComparison.CurrentCultureIgnoreCase)
                || (c.Code is not null && c.Code == Catalogue.Known(wanted.Search.Trim())?.Code)
            )
            && (string.IsNullOrEmpty(wanted.County) || c.County == wanted.County)
            && (
                wanted.Group switch
                {
                    null or "" => true,
                    "region" => c.Code?.Length == 2,
                    "own" => c.Code is null,
                    { } group => c.Group == group,
                }
            )
            && (wanted.Least is not { } least || c.Population >= least)
            && (wanted.Most is not { } most || c.Population <= most);
    }

    public static void Map(IEndpointRouteBuilder cohort) =>
        cohort
            .MapGet(
                "/invitations",
                async (
                    string cohort,
                    string? q,
                    string? county,
                    string? group,
                    int? least,
                    int? most,
                    IMediator mediator,
                    Show show,
                    CancellationToken ct
                ) => (await mediator.Send(new Query(cohort, q, county, group, least, most), ct)).Answer(show)
            )
            .WithTags("Cohorts")
            .WithSummary(
                "Who is invited to a cohort, and who could be: the catalogue, searched by name, county, group and size. For the coordinator."
            )
            .Produces<View>();
}
