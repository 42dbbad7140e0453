using MediatR;
using ModelMunicipalities.App.Data;
using ModelMunicipalities.App.Platform;
using ModelMunicipalities.Domain.Cohorts;

namespace ModelMunicipalities.App.Features.Cohorts;

/// <summary>The network's cohorts, newest first.</summary>
public static class ListCohorts
{
    public sealed record Query(int Page, int PageSize) : IUse<Listing<Line>>, IRequireMember;

    public sealed record Line(
        string Slug,
        string Name,
        string Instrument,
        CohortStage Stage,
        DateTimeOffset? StartsAt,
        DateTimeOffset? ClosedAt,
        int Participants,
        int Mentors,
        Invention Invention
    );

    internal sealed class Handler(AppDb db) : IRequestHandler<Query, Outcome<Listing<Line>>>
    {
        public async Task<Outcome<Listing<Line>>> Handle(Query request, CancellationToken ct) =>
            await Listing<Line>.OfAsync(
                db.Cohorts.OrderByDescending(c => c.Id)
                    .Select(c => new Line(
                        c.Slug,
                        c.Name,
                        c.Instrument,
                        c.Stage,
                        db.Occasions.Where(o => o.CohortId == c.Id).Min(o => (DateTimeOffset?)o.StartsAt),
                        c.ClosedAt,
                        db.Participations.Count(p =>
                            p.CohortId == c.Id && p.Role == CohortRole.Participant && p.WithdrawnAt == null
                        ),
                        db.Participations.Count(p => p.CohortId == c.Id && p.Role == CohortRole.Mentor && p.WithdrawnAt == null),
                        c.Invention
                    )),
                request.Page,
                request.PageSize,
                ct
            );
    }

    public static void Map(IEndpointRouteBuilder network) =>
        network
            .MapGet("/cohorts", async (int? page, int? pageSize, IMediator mediator, Show show, CancellationToken ct) =>
                (await mediator.Send(new Query(page ?? 1, pageSize ?? Listing.UsualPage), ct)).Answer(show)
            )
            .WithTags("Cohorts")
            .WithSummary("The network's cohorts, newest first.")
            .Produces<Listing<Line>>();
}
