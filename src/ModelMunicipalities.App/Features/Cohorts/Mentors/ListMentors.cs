using MediatR;
using Microsoft.EntityFrameworkCore;
using ModelMunicipalities.App.Data;
using ModelMunicipalities.App.Platform;
using ModelMunicipalities.Domain;
using ModelMunicipalities.Domain.Cohorts;

namespace ModelMunicipalities.App.Features.Cohorts;

/// <summary>The mentors of a cohort, what they can take, and whether it is enough.</summary>
public static class ListMentors
{
    public sealed record Query(string Cohort) : IUse<View>, IRequireCoordinator;

    /// <param name="Cohort">The cohort's slug.</param>
    /// <param name="CohortName">Its name.</param>
    /// <param name="Invention">What in it is invented.</param>
    /// <param name="Stage">How far it has come.</param>
    /// <param name="Items">Those asked, by name; those that left last.</param>
    /// <param name="Total">How many they are.</param>
    /// <param name="Mentors">How many of them have not left.</param>
    /// <param name="Places">The places of those that can take anybody.</param>
    /// <param name="NotAnswered">How many have not answered.</param>
    /// <param name="Unavailable">How many cannot take anybody.</param>
    /// <param name="Participants">The participants that there are, admitted and not left.</param>
    /// <param name="Applications">Applications by status.</param>
    public sealed record View(
        string Cohort,
        string CohortName,
        Invention Invention,
        CohortStage Stage,
        IReadOnlyList<Line> Items,
        int Total,
        int Mentors,
        int Places,
        int NotAnswered,
        int Unavailable,
        int Participants,
        IReadOnlyDictionary<ApplicationStatus, int> Applications
    );

    /// <param name="Organisation">The organisation's slug.</param>
    /// <param name="Name">Its name.</param>
    /// <param name="Places">How many it can take; null until it has said so.</param>
    /// <param name="When">When it can, in its own words.</param>
    /// <param name="Focus">What it can help with.</param>
    /// <param name="IsUnavailable">True when it cannot take anybody.</param>
    /// <param name="Answered">True when it has said what it can take, or that it cannot.</param>
    /// <param name="Group">Its group.</param>
    /// <param name="Participants">How many participants it has there.</param>
    /// <param name="WithdrawnAt">When it left.</param>
    /// <param name="Version">For a change of its answer.</param>
    public sealed record Line(
        string Organisation,
        string Name,
        int? Places,
        string? When,
        IReadOnlyList<string> Focus,
        bool IsUnavailable,
        bool Answered,
        string? Group,
        int Participants,
        DateTimeOffset? WithdrawnAt,
        int Version
    );

    internal sealed class Handler(AppDb db) : IRequestHandler<Query, Outcome<View>>
    {
        public async Task<Outcome<View>> Handle(Query request, CancellationToken ct)
        {
            var cohort = await db
                .Cohorts.Where(c => c.Slug == request.Cohort)
                .Select(c => new
                {
                    c.Id,
                    c.Slug,
                    c.Name,
                    c.Invention,
                    c.Stage,
                    Participants = db.Participations.Count(p =>
                        p.CohortId == c.Id && p.Role == CohortRole.Participant && p.WithdrawnAt == null
                    ),
                })
                .SingleOrDefaultAsync(ct);
            if (cohort is null)
            {
                return Refusal.NotFound();
            }

            var rows = (
                await (
                    from p in db.Participations
                    where p.CohortId == cohort.Id && p.Role == CohortRole.Mentor
                    join o in db.Organisations on p.OrganisationId equals o.Id
                    from g in db.Groups.Where(g => g.Id == p.GroupId).DefaultIfEmpty()
                    select new
                    {
                        o.Slug,
                        o.Name,
                        Participation = p,
                        Group = g!.Name,
                        Participants = db.Participations.Count(x =>
                            x.GroupId != null
                            && x.GroupId == p.GroupId
                            && x.Role == CohortRole.Participant
                            && x.WithdrawnAt == null
                        ),
                    }
                )
                    .AsNoTracking()
                    .ToListAsync(ct)
            ).OrderBy(r => r.Participation.WithdrawnAt is not null).ThenBy(r => r.Name, NameOrder.Swedish).ToList();
            var applications = await db
                .Applications.Where(a => a.CohortId == cohort.Id)
                .GroupBy(a => a.Status)
                .Select(g => new { Status = g.Key, Count = g.Count() })
                .ToListAsync(ct);

            var lines = rows.ConvertAll(r => new Line(
                r.Slug,
                r.Name,
                r.Participation.Places,
                r.Participation.When,
                r.Participation.Focus,
                r.Participation.IsUnavailable,
                r.Participation.Places is not null || r.Participation.IsUnavailable,
                r.Group,
                r.Participants,
                r.Participation.WithdrawnAt,
                r.Participation.Version
            ));
            var active = lines.FindAll(l => l.WithdrawnAt is null);
            return new View(
                cohort.Slug,
                cohort.Name,
                cohort.Invention,
                cohort.Stage,
                lines,
                lines.Count,
                active.Count,
                rows.Where(r => r.Participation.HasPlaces).Sum(r => r.Participation.Places!.Value),
                active.Count(l => !l.Answered),
                active.Count(l => l.IsUnavailable),
                cohort.Participants,
                applications.ToDictionary(a => a.Status, a => a.Count)
            );
        }
    }

    public static void Map(IEndpointRouteBuilder cohort) =>
        cohort
            .MapGet("/mentors", async (string cohort, IMediator mediator, Show show, CancellationToken ct) =>
                (await mediator.Send(new Query(cohort), ct)).Answer(show)
            )
            .WithTags("Cohorts")
            .WithSummary(
                "The mentors of a cohort and what they can take, against the participants and applications that there are. For the coordinator."
            )
            .Produces<View>();
}
