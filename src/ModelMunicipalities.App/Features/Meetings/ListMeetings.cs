using MediatR;
using Microsoft.EntityFrameworkCore;
using ModelMunicipalities.App.Data;
using ModelMunicipalities.App.Platform;
using ModelMunicipalities.Domain;

namespace ModelMunicipalities.App.Features.Meetings;

/// <summary>The meetings of a cohort, in order of time.</summary>
public static class ListMeetings
{
    public sealed record Query(string Cohort, int Page, int PageSize) : IUse<Listing<MeetingLine>>, IRequireMember;

    internal sealed class Handler(AppDb db) : IRequestHandler<Query, Outcome<Listing<MeetingLine>>>
    {
        public async Task<Outcome<Listing<MeetingLine>>> Handle(Query request, CancellationToken ct)
        {
            var cohort = await db.Cohorts.Where(c => c.Slug == request.Cohort).Select(c => (int?)c.Id).SingleOrDefaultAsync(ct);
            return cohort is null
                ? Refusal.NotFound()
                : await Listing<MeetingLine>.OfAsync(
                    db.Meetings.Where(m => m.CohortId == cohort)
                        .OrderBy(m => m.StartsAt ?? m.WindowTo)
                        .ThenBy(m => m.Id)
                        .Select(MeetingLine.From(db)),
                    request.Page,
                    request.PageSize,
                    ct
                );
        }
    }

    public static void Map(IEndpointRouteBuilder cohort) =>
        cohort
            .MapGet(
                "/meetings",
                async (string cohort, int? page, int? pageSize, IMediator mediator, Show show, CancellationToken ct) =>
                    (await mediator.Send(new Query(cohort, page ?? 1, pageSize ?? Listing.UsualPage), ct)).Answer(show)
            )
            .WithTags("Meetings")
            .WithSummary("The meetings of a cohort, in order of time.")
            .Produces<Listing<MeetingLine>>();
}
