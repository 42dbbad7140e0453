using MediatR;
using ModelMunicipalities.App.Data;
using ModelMunicipalities.App.Features.Cohorts;
using ModelMunicipalities.App.Platform;
using ModelMunicipalities.Domain;
using ModelMunicipalities.Domain.Accounts;

namespace ModelMunicipalities.App.Features.Improvements;

/// <summary>
/// An organisation consents to showing the network which steps it has moved and how, or takes the consent back. At any time.
/// </summary>
public static class SetSharing
{
    /// <param name="Cohort">The cohort's slug.</param>
    /// <param name="Organisation">The organisation's slug.</param>
    /// <param name="Shares">True to consent.</param>
    /// <param name="Version">
    /// The version of its part in the cohort that the change is based on; a lost update is then refused.
    /// </param>
    public sealed record Command(string Cohort, string Organisation, bool? Shares, int? Version = null)
        : IUse<Sharing>,
            IRequireFunction
    {
        public IReadOnlyList<Function> Functions => [Function.KeyPerson];
    }

    /// <param name="Shares">Whether it lets the network see what it has moved.</param>
    /// <param name="Version">Counts the changes of its part in the cohort.</param>
    public sealed record Sharing(bool Shares, int Version);

    internal sealed class Handler(AppDb db, TimeProvider time) : IRequestHandler<Command, Outcome<Sharing>>
    {
        public async Task<Outcome<Sharing>> Handle(Command request, CancellationToken ct)
        {
            if (request.Shares is not { } shares)
            {
                return Refusal.Invalid("Unreadable", "shares");
            }

            if (await PartInCohort.FindAsync(db, request.Cohort, request.Organisation, ct) is not { } part)
            {
                return Refusal.NotFound();
            }

            var participation = part.Participation;
            if (participation.SharesProgress != shares)
            {
                if (request.Version is { } version && version != participation.Version)
                {
                    return Refusal.Conflict("Stale");
                }

                var now = time.GetUtcNow();
                participation.ShareProgress(shares, now);
                db.Trail(shares ? "ProgressShared" : "ProgressNotShared", now, part.Organisation.Id, detail: part.Cohort.Name);
                await db.SaveChangesAsync(ct);
            }

            return new Sharing(participation.SharesProgress, participation.Version);
        }
    }

    public sealed record Body(bool? Shares);

    public static void Map(IEndpointRouteBuilder organisation) =>
        organisation
            .MapPut(
                "/sharing",
                async (
                    string cohort,
                    string organisation,
                    Body body,
                    HttpContext http,
                    IMediator mediator,
                    Show show,
                    CancellationToken ct
                ) =>
                    (
                        await mediator.Send(new Command(cohort, organisation, body.Shares, http.Request.ReadSharedVersion()), ct)
                    ).Answer(show, sharing =>
                    {
                        http.Response.SetVersion(sharing.Version);
                        return Results.Ok(sharing);
                    })
            )
            .WithTags("Improvements")
            .WithSummary(
                "Consents to showing the network which steps the organisation has moved and by which improvements, or takes it back. The key person's act."
            )
            .Produces<Sharing>();
}
