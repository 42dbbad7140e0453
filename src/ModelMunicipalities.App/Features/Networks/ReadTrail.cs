using MediatR;
using Microsoft.EntityFrameworkCore;
using ModelMunicipalities.App.Data;
using ModelMunicipalities.App.Platform;

namespace ModelMunicipalities.App.Features.Networks;

/// <summary>The network's trail, newest first: who did what, when and why.</summary>
public static class ReadTrail
{
    public sealed record Query(int Page, int PageSize = 50) : IUse<Listing<Line>>, IRequireCoordinator;

    public sealed record Line(
        DateTimeOffset At,
        string Person,
        string Act,
        string? Organisation,
        string? Cohort,
        string? Occasion,
        string? Detail
    );

    internal sealed class Handler(AppDb db) : IRequestHandler<Query, Outcome<Listing<Line>>>
    {
        public async Task<Outcome<Listing<Line>>> Handle(Query request, CancellationToken ct) =>
            await Listing<Line>.OfAsync(
                from a in db.AuditEntries
                orderby a.Id descending
                join p in db.Users on a.PersonId equals p.Id
                from o in db.Organisations.Where(o => o.Id == a.OrganisationId).DefaultIfEmpty()
                from occasion in db.Occasions.Where(x => x.Id == a.OccasionId).DefaultIfEmpty()
                from c in db.Cohorts.Where(c => c.Id == occasion!.CohortId).DefaultIfEmpty()
                select new Line(a.At, p.Name, a.Act, o!.Name, c!.Name, occasion!.Key, a.Detail),
                request.Page,
                request.PageSize,
                ct
            );
    }

    public static void Map(IEndpointRouteBuilder network) =>
        network
            .MapGet("/trail", async (int? page, int? pageSize, IMediator mediator, Show show, CancellationToken ct) =>
                (await mediator.Send(new Query(page ?? 1, pageSize ?? Listing.UsualPage), ct)).Answer(show)
            )
            .WithTags("Networks")
            .WithSummary("Who did what, when and why. For the coordinator.")
            .Produces<Listing<Line>>();
}
