using MediatR;
using Microsoft.EntityFrameworkCore;
using ModelMunicipalities.App.Data;
using ModelMunicipalities.App.Platform;
using ModelMunicipalities.Domain;
using ModelMunicipalities.Domain.Cohorts;

namespace ModelMunicipalities.App.Features.Cohorts;

/// <summary>A cohort as its coordinator plans it: stage, dates, criteria, and how many are where on the way in.</summary>
public static class ViewPlan
{
    public sealed record Query(string Cohort) : IUse<View>, IRequireCoordinator;

    /// <param name="Cohort">The slug.</param>
    /// <param name="Name">The name.</param>
    /// <param name="Stage">How far it has come.</param>
    /// <param name="Version">For changes of plan and stage.</param>
    /// <param name="Instrument">Key of the checklist.</param>
    /// <param name="ApplyBy">The last day for applications.</param>
    /// <param name="Occasions">What is scored before, in order.</param>
    /// <param name="Days">The other days, in order.</param>
    /// <param name="Criteria">The criteria of admission, in order.</param>
    /// <param name="Applications">How many applications there are in each state.</param>
    /// <param name="Participants">Participants that have not left.</param>
    /// <param name="Grouped">Those of them in a group.</param>
    /// <param name="Mentors">Mentors that have not left.</param>
    /// <param name="Places">The places that available mentors have offered.</param>
    /// <param name="Unanswered">Mentors that have not said how many they can take.</param>
    public sealed record View(
        string Cohort,
        string Name,
        CohortStage Stage,
        int Version,
        string Instrument,
        DateTimeOffset? ApplyBy,
        IReadOnlyList<Date> Occasions,
        IReadOnlyList<Day> Days,
        IReadOnlyList<CriterionLine> Criteria,
        IReadOnlyDictionary<ApplicationStatus, int> Applications,
        int Participants,
        int Grouped,
        int Mentors,
        int Places,
        int Unanswered
    )
    {
        /// <summary>How many applications are in one of some states.</summary>
        public int In(params ApplicationStatus[] states) => states.Sum(s => Applications.GetValueOrDefault(s));
    }

    public sealed record Date(
        string Key,
        DateTimeOffset OpensAt,
        DateTimeOffset DueAt,
        DateTimeOffset StartsAt,
        DateTimeOffset EndsAt
    );

    public sealed record Day(int Id, ProgrammeDayKind Kind, DateTimeOffset StartsAt, DateTimeOffset EndsAt);

    public sealed record CriterionLine(string Key, CriterionKind Kind, bool IsRequired, string? Question);

    internal sealed class Handler(AppDb db) : IRequestHandler<Query, Outcome<View>>
    {
        public async Task<Outcome<View>> Handle(Query request, CancellationToken ct)
        {
            var cohort = await db
                .Cohorts.Include(c => c.Occasions)
                .Include(c => c.Days)
                .AsNoTracking()
                .AsSplitQuery()
                .SingleOrDefaultAsync(c => c.Slug == request.Cohort, ct);
            if (cohort is null)
            {
                return Refusal.NotFound();
            }

            var applications = await db
                .Applications.Where(a => a.CohortId == cohort.Id)
                .GroupBy(a => a.Status)
                .Select(g => new { g.Key, Count = g.Count() })
                .ToListAsync(ct);
            var taking = await db
                .Participations.Where(p => p.CohortId == cohort.Id && p.WithdrawnAt == null)
                .Select(p => new
                {
                    p.Role,
                    Grouped = p.GroupId != null,
                    p.Places,
                    p.IsUnavailable,
                })
                .ToListAsync(ct);
            var participants = taking.Where(p => p.Role == CohortRole.Participant).ToList();
            var mentors = taking.Where(p => p.Role == CohortRole.Mentor).ToList();
            return new View(
                cohort.Slug,
                cohort.Name,
                cohort.Stage,
                cohort.Version,
                cohort.Instrument,
                cohort.ApplyBy,
                [
                    .. cohort
                        .Occasions.OrderBy(o => o.Ordinal)
                        .Select(o => new Date(o.Key, o.OpensAt, o.DueAt, o.StartsAt, o.EndsAt)),
                ],
                [.. cohort.Days.OrderBy(d => d.Ordinal).Select(d => new Day(d.Id, d.Kind, d.StartsAt, d.EndsAt))],
                [.. cohort.Criteria.Select(c => new CriterionLine(c.Key, c.Kind, c.IsRequired, c.Question))],
                applications.ToDictionary(a => a.Key, a => a.Count),
                participants.Count,
                participants.Count(p => p.Grouped),
                mentors.Count,
                mentors.Where(m => !m.IsUnavailable).Sum(m => m.Places ?? 0),
                mentors.Count(m => m.Places is null && !m.IsUnavailable)
            );
        }
    }

    public static void Map(IEndpointRouteBuilder cohort) =>
        cohort
            .MapGet("/plan", async (string cohort, HttpContext http, IMediator mediator, Show show, CancellationToken ct) =>
                (await mediator.Send(new Query(cohort), ct)).Answer(show, view => view.WithVersion(http))
            )
            .WithTags("Cohorts")
            .WithSummary("A cohort as it is planned: stage, dates, criteria, how many are where. For the coordinator.")
            .Produces<View>();

    /// <summary>Answers with the plan and its version.</summary>
    public static IResult WithVersion(this View view, HttpContext http)
    {
        http.Response.SetVersion(view.Version, view.Version);
        return Results.Ok(view);
    }
}
