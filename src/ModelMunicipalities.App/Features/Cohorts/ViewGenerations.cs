using MediatR;
using Microsoft.EntityFrameworkCore;
using ModelMunicipalities.App.Data;
using ModelMunicipalities.App.Platform;
using ModelMunicipalities.Domain.Cohorts;

namespace ModelMunicipalities.App.Features.Cohorts;

/// <summary>Who has learnt from whom over all of the network's cohorts, from those who began as mentors.</summary>
public static class ViewGenerations
{
    public sealed record Query : IUse<View>, IRequireMember;

    /// <param name="Mentors">How many began as mentors.</param>
    /// <param name="Organisations">How many they and those after them are.</param>
    /// <param name="Cohorts">The cohorts that they met in, in order.</param>
    /// <param name="Roots">Those who began as mentors.</param>
    public sealed record View(int Mentors, int Organisations, IReadOnlyList<CohortLine> Cohorts, IReadOnlyList<Node> Roots);

    public sealed record CohortLine(string Cohort, string Name, Invention Invention);

    /// <param name="Organisation">The organisation's slug.</param>
    /// <param name="Name">Its name.</param>
    /// <param name="HasLeft">True when it left the cohort in which it is shown as participant.</param>
    /// <param name="Mentored">Whom it was mentor of after that, cohort by cohort.</param>
    public sealed record Node(string Organisation, string Name, bool HasLeft, IReadOnlyList<Branch> Mentored);

    /// <param name="Cohort">The cohort's slug.</param>
    /// <param name="CohortName">Its name.</param>
    /// <param name="HasLeft">True when the mentor left it.</param>
    /// <param name="Participants">Its participants there.</param>
    public sealed record Branch(string Cohort, string CohortName, bool HasLeft, IReadOnlyList<Node> Participants);

    internal sealed class Handler(AppDb db) : IRequestHandler<Query, Outcome<View>>
    {
        public async Task<Outcome<View>> Handle(Query request, CancellationToken ct)
        {
            var cohorts = (
                await db
                    .Cohorts.Select(c => new
                    {
                        c.Id,
                        c.Slug,
                        c.Name,
                        c.Invention,
                        StartsAt = db.Occasions.Where(o => o.CohortId == c.Id).Min(o => (DateTimeOffset?)o.StartsAt),
                    })
                    .ToListAsync(ct)
            ).OrderBy(c => c.StartsAt ?? DateTimeOffset.MaxValue).ThenBy(c => c.Id).ToList();
            var members = await (
                from p in db.Participations
                where p.GroupId != null
                join o in db.Organisations on p.OrganisationId equals o.Id
                select new
                {
                    p.CohortId,
                    p.GroupId,
                    p.Role,
                    HasLeft = p.WithdrawnAt != null,
                    o.Id,
                    o.Slug,
                    o.Name,
                }
            ).ToListAsync(ct);

            var order = cohorts.Index().ToDictionary(c => c.Item.Id, c => c.Index);
            var organisations = members.DistinctBy(m => m.Id).ToDictionary(m => m.Id, m => (m.Slug, m.Name));
            var pairs =
                from g in members.GroupBy(m => m.GroupId)
                from mentor in g
                where mentor.Role == CohortRole.Mentor
                from participant in g
                where participant.Role == CohortRole.Participant
                select (Mentor: mentor, Participant: participant);
            var roots = Generations.Of(
                pairs
                    .OrderBy(p => p.Mentor.Name, NameOrder.Swedish)
                    .ThenBy(p => p.Participant.Name, NameOrder.Swedish)
                    .Select(p => new Mentorship(
                        order[p.Mentor.CohortId],
                        p.Mentor.Id,
                        p.Participant.Id,
                        p.Mentor.HasLeft,
                        p.Participant.HasLeft
                    ))
            );
            var (named, met) = (new HashSet<int>(), new HashSet<int>());
            var nodes = roots.OrderBy(r => organisations[r.Organisation].Name, NameOrder.Swedish).Select(Named).ToList();
            return new View(
                nodes.Count,
                named.Count,
                [.. met.Order().Select(i => new CohortLine(cohorts[i].Slug, cohorts[i].Name, cohorts[i].Invention))],
                nodes
            );

            Node Named(Generation generation)
            {
                named.Add(generation.Organisation);
                var (slug, name) = organisations[generation.Organisation];
                return new Node(
                    slug,
                    name,
                    generation.HasLeft,
                    [
                        .. generation.Mentored.Select(m =>
                        {
                            met.Add(m.Cohort);
                            return new Branch(
                                cohorts[m.Cohort].Slug,
                                cohorts[m.Cohort].Name,
                                m.HasLeft,
                                [.. m.Participants.Select(Named)]
                            );
                        }),
                    ]
                );
            }
        }
    }

    public static void Map(IEndpointRouteBuilder network) =>
        network
            .MapGet("/generations", async (IMediator mediator, Show show, CancellationToken ct) =>
                (await mediator.Send(new Query(), ct)).Answer(show)
            )
            .WithTags("Cohorts")
            .WithSummary("Who has learnt from whom over all cohorts, as a tree from those who began as mentors.")
            .Produces<View>();
}
