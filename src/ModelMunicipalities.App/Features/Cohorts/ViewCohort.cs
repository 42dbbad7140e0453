using MediatR;
using Microsoft.EntityFrameworkCore;
using ModelMunicipalities.App.Data;
using ModelMunicipalities.App.Platform;
using ModelMunicipalities.Domain;
using ModelMunicipalities.Domain.Cohorts;

namespace ModelMunicipalities.App.Features.Cohorts;

/// <summary>A cohort and its timeline.</summary>
public static class ViewCohort
{
    public sealed record Query(string Cohort) : IUse<View>, IRequireMember;

    public sealed record View(
        string Slug,
        string Name,
        string Instrument,
        CohortStage Stage,
        DateTimeOffset? ApplyBy,
        DateTimeOffset? ClosedAt,
        Invention Invention,
        int Participants,
        int Mentors,
        IReadOnlyList<OccasionLine> Occasions,
        IReadOnlyList<DayLine> Days
    );

    public sealed record DayLine(ProgrammeDayKind Kind, DateTimeOffset StartsAt, DateTimeOffset EndsAt);

    public sealed record OccasionLine(
        string Key,
        int Ordinal,
        DateTimeOffset OpensAt,
        DateTimeOffset DueAt,
        DateTimeOffset StartsAt,
        DateTimeOffset EndsAt,
        bool IsOpen,
        bool IsOver
    );

    internal sealed class Handler(AppDb db, TimeProvider time) : IRequestHandler<Query, Outcome<View>>
    {
        public async Task<Outcome<View>> Handle(Query request, CancellationToken ct)
        {
            var now = time.GetUtcNow();
            var found = await db
                .Cohorts.Where(c => c.Slug == request.Cohort)
                .Select(c => new
                {
                    Cohort = c,
                    Occasions = c.Occasions.OrderBy(o => o.Ordinal).ToList(),
                    Days = c.Days.OrderBy(d => d.Ordinal).ToList(),
                    Participants = db.Participations.Count(p =>
                        p.CohortId == c.Id && p.Role == CohortRole.Participant && p.WithdrawnAt == null
                    ),
                    Mentors = db.Participations.Count(p =>
                        p.CohortId == c.Id && p.Role == CohortRole.Mentor && p.WithdrawnAt == null
                    ),
                })
                .AsNoTracking()
                .AsSplitQuery()
                .SingleOrDefaultAsync(ct);
            return found is null
                ? Refusal.NotFound()
                : new View(
                    found.Cohort.Slug,
                    found.Cohort.Name,
                    found.Cohort.Instrument,
                    found.Cohort.Stage,
                    found.Cohort.ApplyBy,
                    found.Cohort.ClosedAt,
                    found.Cohort.Invention,
                    found.Participants,
                    found.Mentors,
                    [
                        .. found.Occasions.Select(o => new OccasionLine(
                            o.Key,
                            o.Ordinal,
                            o.OpensAt,
                            o.DueAt,
                            o.StartsAt,
                            o.EndsAt,
                            found.Cohort.HasOpen(o, now),
                            o.IsOver(now)
                        )),
                    ],
                    [.. found.Days.Select(d => new DayLine(d.Kind, d.StartsAt, d.EndsAt))]
                );
        }
    }

    public static void Map(IEndpointRouteBuilder cohort) =>
        cohort
            .MapGet("", async (string cohort, IMediator mediator, Show show, CancellationToken ct) =>
                (await mediator.Send(new Query(cohort), ct)).Answer(show)
            )
            .WithTags("Cohorts")
            .WithSummary("A cohort and its timeline.")
            .Produces<View>();
}
