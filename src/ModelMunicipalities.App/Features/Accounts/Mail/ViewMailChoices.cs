using MediatR;
using ModelMunicipalities.App.Data;
using ModelMunicipalities.App.Platform;
using ModelMunicipalities.App.Tenancy;
using ModelMunicipalities.Domain.Accounts;

namespace ModelMunicipalities.App.Features.Accounts;

/// <summary>How the caller wants the network's mails.</summary>
public static class ViewMailChoices
{
    public sealed record Query : IUse<View>, IRequireMember;

    /// <param name="NetworkName">The network's name.</param>
    /// <param name="Name">Whose choices.</param>
    /// <param name="Pace">How often.</param>
    /// <param name="Topics">What one may choose, and whether it is wanted.</param>
    /// <param name="Version">The version of her choices, for If-Match.</param>
    public sealed record View(string NetworkName, string Name, MailPace Pace, IReadOnlyList<Line> Topics, int Version)
    {
        internal IResult WithVersion(HttpContext http)
        {
            http.Response.SetVersion(Version);
            return Results.Ok(this);
        }
    }

    public sealed record Line(MailTopic Topic, bool Wanted);

    internal sealed class Handler(AppDb db, Caller caller) : IRequestHandler<Query, Outcome<View>>
    {
        public async Task<Outcome<View>> Handle(Query request, CancellationToken ct) =>
            (await LoadedMailChoices.LoadAsync(db, caller.PersonId, ct))!.View(caller);
    }

    public static void Map(IEndpointRouteBuilder network) =>
        network
            .MapGet("/mail-choices", async (HttpContext http, IMediator mediator, Show show, CancellationToken ct) =>
                (await mediator.Send(new Query(), ct)).Answer(show, view => view.WithVersion(http))
            )
            .WithTags("Accounts")
            .WithSummary("How often the caller is written to, and what about.")
            .Produces<View>();
}
