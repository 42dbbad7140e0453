using MediatR;
using ModelMunicipalities.App.Platform;
using ModelMunicipalities.App.Tenancy;

namespace ModelMunicipalities.App.Features.Networks;

/// <summary>The networks, organisations and functions that the caller has.</summary>
public static class ListMyPlaces
{
    public sealed record Query : IUse<Listing<Place>>, IRequireSignIn;

    internal sealed class Handler(Caller caller) : IRequestHandler<Query, Outcome<Listing<Place>>>
    {
        public Task<Outcome<Listing<Place>>> Handle(Query request, CancellationToken ct) =>
            Task.FromResult<Outcome<Listing<Place>>>(new Listing<Place>(caller.AllPlaces, caller.AllPlaces.Count));
    }

    public static void Map(IEndpointRouteBuilder api) =>
        api.MapGet("/me/places", async (IMediator mediator, Show show, CancellationToken ct) =>
                (await mediator.Send(new Query(), ct)).Answer(show)
            )
            .WithTags("Accounts")
            .WithSummary("The caller's functions and roles, in all her networks.")
            .Produces<Listing<Place>>();
}
