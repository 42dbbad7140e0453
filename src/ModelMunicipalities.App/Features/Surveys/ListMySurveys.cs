using MediatR;
using Microsoft.EntityFrameworkCore;
using ModelMunicipalities.App.Data;
using ModelMunicipalities.App.Platform;
using ModelMunicipalities.App.Tenancy;
using ModelMunicipalities.Domain.Surveys;

namespace ModelMunicipalities.App.Features.Surveys;

/// <summary>The surveys that wait for the caller's answers.</summary>
public static class ListMySurveys
{
    public sealed record Query : IUse<Listing<Line>>, IRequireMember;

    /// <param name="Occasion">The occasion's key.</param>
    /// <param name="ClosesAt">Until when it can be answered.</param>
    /// <param name="Token">The secret of her own link.</param>
    public sealed record Line(string Occasion, DateTimeOffset ClosesAt, string Token);

    internal sealed class Handler(AppDb db, Caller caller, SurveySecrets secrets, TimeProvider time)
        : IRequestHandler<Query, Outcome<Listing<Line>>>
    {
        public async Task<Outcome<Listing<Line>>> Handle(Query request, CancellationToken ct)
        {
            var now = time.GetUtcNow();
            var rows = await (
                from i in db.SurveyInvitees
                where i.PersonId == caller.PersonId && i.RespondedAt == null
                join s in db.Surveys.Where(Survey.OpenAt(now)) on i.SurveyId equals s.Id
                join o in db.Occasions on s.OccasionId equals o.Id
                orderby s.ClosesAt, s.Id
                select new
                {
                    s.Id,
                    s.ClosesAt,
                    o.Key,
                }
            ).ToListAsync(ct);
            return new Listing<Line>(
                [.. rows.Select(r => new Line(r.Key, r.ClosesAt, secrets.TokenOf(r.Id, caller.PersonId)))],
                rows.Count
            );
        }
    }

    public static void Map(IEndpointRouteBuilder network) =>
        network
            .MapGet("/surveys", async (IMediator mediator, Show show, CancellationToken ct) =>
                (await mediator.Send(new Query(), ct)).Answer(show)
            )
            .WithTags("Surveys")
            .WithSummary("The surveys that wait for the caller's answers, each with the secret of her own link.")
            .Produces<Listing<Line>>();
}
