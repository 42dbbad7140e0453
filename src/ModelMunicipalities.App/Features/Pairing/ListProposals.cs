using MediatR;
using Microsoft.EntityFrameworkCore;
using ModelMunicipalities.App.Data;
using ModelMunicipalities.App.Platform;
using ModelMunicipalities.Domain;
using ModelMunicipalities.Domain.Cohorts;

namespace ModelMunicipalities.App.Features.Pairing;

/// <summary>A cohort's proposals, newest first, and what there is to pair.</summary>
public static class ListProposals
{
    public sealed record Query(string Cohort) : IUse<View>, IRequireCoordinator;

    /// <param name="CohortName">The cohort's name.</param>
    /// <param name="Stage">How far it has come.</param>
    /// <param name="Participants">Participants that have not left.</param>
    /// <param name="Grouped">Those of them in an announced group whose mentor has not left.</param>
    /// <param name="Places">Places that available mentors offer.</param>
    /// <param name="Mentors">Mentors that can be given participants, by name.</param>
    /// <param name="Unanswered">Names of mentors that have not said how many they can take.</param>
    /// <param name="ParticipantNames">The participants, by name.</param>
    /// <param name="Items">The proposals.</param>
    /// <param name="Total">How many there are.</param>
    public sealed record View(
        string CohortName,
        CohortStage Stage,
        int Participants,
        int Grouped,
        int Places,
        IReadOnlyList<Named> Mentors,
        IReadOnlyList<string> Unanswered,
        IReadOnlyList<Named> ParticipantNames,
        IReadOnlyList<Line> Items,
        int Total
    );

    public sealed record Named(string Organisation, string Name);

    public sealed record Line(
        int Number,
        DateTimeOffset MadeAt,
        double TotalDistanceKm,
        double Objective,
        bool IsOptimal,
        bool IsRepair,
        DateTimeOffset? PublishedAt
    );

    internal sealed class Handler(AppDb db) : IRequestHandler<Query, Outcome<View>>
    {
        public async Task<Outcome<View>> Handle(Query request, CancellationToken ct)
        {
            var loaded = await LoadedPairing.LoadAsync(db, request.Cohort, ct);
            if (loaded is null)
            {
                return Refusal.NotFound();
            }

            var proposals = await db
                .PairingProposals.Where(p => p.CohortId == loaded.Cohort.Id)
                .OrderByDescending(p => p.Number)
                .Select(p => new Line(p.Number, p.MadeAt, p.TotalDistanceKm, p.Objective, p.IsOptimal, p.IsRepair, p.PublishedAt))
                .ToListAsync(ct);
            var led = loaded
                .All.Where(s => s.Participation is { Role: CohortRole.Mentor, IsActive: true, GroupId: not null })
                .Select(s => s.Participation.GroupId)
                .ToHashSet();
            return new View(
                loaded.Cohort.Name,
                loaded.Cohort.Stage,
                loaded.Participants.Count,
                loaded.Participants.Count(p =>
                    p.Participation.GroupId is { } group
                    && (
                        led.Contains(group)
                        || !loaded.All.Any(s => s.Participation.Role == CohortRole.Mentor && s.Participation.GroupId == group)
                    )
                ),
                loaded.Mentors.Sum(m => m.Participation.Places!.Value),
                [.. loaded.Mentors.Select(m => new Named(m.Organisation.Slug, m.Organisation.Name))],
                [
                    .. loaded
                        .All.Where(s =>
                            s.Participation is { Role: CohortRole.Mentor, IsActive: true, IsUnavailable: false, Places: null }
                        )
                        .Select(s => s.Organisation.Name),
                ],
                [.. loaded.Participants.Select(p => new Named(p.Organisation.Slug, p.Organisation.Name))],
                proposals,
                proposals.Count
            );
        }
    }

    public static void Map(IEndpointRouteBuilder cohort) =>
        cohort
            .MapGet("/pairing/proposals", async (string cohort, IMediator mediator, Show show, CancellationToken ct) =>
                (await mediator.Send(new Query(cohort), ct)).Answer(show)
            )
            .WithTags("Pairing")
            .WithSummary("A cohort's proposals, newest first, and what there is to pair. For the coordinator.")
            .Produces<View>();
}
