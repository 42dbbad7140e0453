using MediatR;
using Microsoft.EntityFrameworkCore;
using ModelMunicipalities.App.Data;
using ModelMunicipalities.App.Platform;
using ModelMunicipalities.Domain;
using ModelMunicipalities.Domain.Assessments;
using ModelMunicipalities.Domain.Cohorts;

namespace ModelMunicipalities.App.Features.Cohorts;

/// <summary>What every participant of a cohort has said of the time after it, and how it went for them.</summary>
public static class ListAfterwards
{
    public sealed record Query(string Cohort) : IUse<View>, IRequireCoordinator;

    /// <param name="Cohort">The cohort's slug.</param>
    /// <param name="CohortName">Its name.</param>
    /// <param name="Invention">What in it is invented.</param>
    /// <param name="Stage">How far it has come.</param>
    /// <param name="Items">The participants that have not left: mentors next, mentors later, not, not said.</param>
    /// <param name="Total">How many they are.</param>
    public sealed record View(
        string Cohort,
        string CohortName,
        Invention Invention,
        CohortStage Stage,
        IReadOnlyList<Line> Items,
        int Total
    )
    {
        public int MentorNext => Items.Count(l => l.Afterwards == Afterwards.MentorNext);

        public int MentorLater => Items.Count(l => l.Afterwards == Afterwards.MentorLater);

        public int NotMentor => Items.Count(l => l.Afterwards == Afterwards.NotMentor);

        public int NotAnswered => Items.Count(l => l.Afterwards is null);
    }

    public sealed record Line(
        string Organisation,
        string Name,
        string? Group,
        Afterwards? Afterwards,
        string? Comment,
        Result? Result
    );

    internal sealed class Handler(AppDb db, InstrumentCatalogue instruments) : IRequestHandler<Query, Outcome<View>>
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
                })
                .SingleOrDefaultAsync(ct);
            if (cohort is null)
            {
                return Refusal.NotFound();
            }

            var participants = db.Participations.Where(p =>
                p.CohortId == cohort.Id && p.Role == CohortRole.Participant && p.WithdrawnAt == null
            );
            var rows = await (
                from p in participants
                join o in db.Organisations on p.OrganisationId equals o.Id
                from g in db.Groups.Where(g => g.Id == p.GroupId).DefaultIfEmpty()
                select new
                {
                    o.Id,
                    o.Slug,
                    o.Name,
                    Group = g!.Name,
                    p.Afterwards,
                    p.AfterwardsComment,
                }
            ).ToListAsync(ct);
            var results = await Result.ReadAsync(db, instruments, participants, ct);
            return new View(
                cohort.Slug,
                cohort.Name,
                cohort.Invention,
                cohort.Stage,
                [
                    .. rows.OrderBy(r => (int?)r.Afterwards ?? int.MaxValue)
                        .ThenBy(r => r.Name, NameOrder.Swedish)
                        .Select(r => new Line(
                            r.Slug,
                            r.Name,
                            r.Group,
                            r.Afterwards,
                            r.AfterwardsComment,
                            results.GetValueOrDefault((cohort.Id, r.Id))
                        )),
                ],
                rows.Count
            );
        }
    }

    public static void Map(IEndpointRouteBuilder cohort) =>
        cohort
            .MapGet("/afterwards", async (string cohort, IMediator mediator, Show show, CancellationToken ct) =>
                (await mediator.Send(new Query(cohort), ct)).Answer(show)
            )
            .WithTags("Cohorts")
            .WithSummary("What every participant has said of the time after the cohort, and how it went. For the coordinator.")
            .Produces<View>();
}
