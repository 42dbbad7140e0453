using MediatR;
using ModelMunicipalities.App.Platform;
using ModelMunicipalities.Domain.Networks;

namespace ModelMunicipalities.App.Features.Networks;

/// <summary>Sweden's municipalities and regions, with what the sources say of them.</summary>
public static class ListMunicipalities
{
    public sealed record Query(string? Search, int Page, int PageSize) : IUse<Listing<Municipality>>, IRequireSignIn;

    internal sealed class Handler : IRequestHandler<Query, Outcome<Listing<Municipality>>>
    {
        public Task<Outcome<Listing<Municipality>>> Handle(Query request, CancellationToken ct)
        {
            var found = Catalogue
                .Municipalities.Where(m =>
                    string.IsNullOrWhiteSpace(request.Search)
                    || m.Name.Contains(request.Search.Trim(), StringComparison.OrdinalIgnoreCase)
                    || m.County.Contains(request.Search.Trim(), StringComparison.OrdinalIgnoreCase)
                    || m.Code == request.Search.Trim()
                )
                .ToList();
            return Task.FromResult<Outcome<Listing<Municipality>>>(
                Listing<Municipality>.Of(found, request.Page, request.PageSize)
            );
        }
    }

    public static void Map(IEndpointRouteBuilder api)
    {
        var catalogue = api.MapGroup("/catalogue").WithTags("Catalogue");
        catalogue
            .MapGet(
                "/municipalities",
                async (string? q, int? page, int? pageSize, IMediator mediator, Show show, CancellationToken ct) =>
                    (await mediator.Send(new Query(q, page ?? 1, pageSize ?? Listing.UsualPage), ct)).Answer(show)
            )
            .WithSummary("The 290 municipalities, searched by name, county or code.")
            .Produces<Listing<Municipality>>();
        catalogue
            .MapGet("/regions", () => Results.Ok(Listing<Region>.Of(Catalogue.Regions, 1, 50)))
            .WithName("listRegions")
            .WithSummary("The 21 regions.")
            .Produces<Listing<Region>>();
    }
}
