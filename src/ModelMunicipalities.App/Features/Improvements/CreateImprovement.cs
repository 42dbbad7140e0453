using MediatR;
using Microsoft.EntityFrameworkCore;
using ModelMunicipalities.App.Data;
using ModelMunicipalities.App.Features.Cohorts;
using ModelMunicipalities.App.Platform;
using ModelMunicipalities.App.Platform.Description;
using ModelMunicipalities.App.Tenancy;
using ModelMunicipalities.Domain;
using ModelMunicipalities.Domain.Assessments;
using ModelMunicipalities.Domain.Improvements;

namespace ModelMunicipalities.App.Features.Improvements;

/// <summary>Writes down an improvement that an organisation is to carry out, at a meeting or otherwise.</summary>
public static class CreateImprovement
{
    /// <summary>What one person sends again within so many minutes is the same improvement.</summary>
    private const int MinutesOfOne = 10;

    /// <param name="Cohort">The cohort's slug.</param>
    /// <param name="Organisation">The organisation's slug.</param>
    /// <param name="Draft">What it is about.</param>
    /// <param name="PlannedAt">The meeting at which it is planned; null when it is not at one.</param>
    public sealed record Command(string Cohort, string Organisation, ImprovementDraft Draft, int? PlannedAt = null)
        : IUse<SavedImprovement>,
            IRequireFunction;

    internal sealed class Handler(AppDb db, Caller caller, InstrumentCatalogue instruments, TimeProvider time)
        : IRequestHandler<Command, Outcome<SavedImprovement>>
    {
        public async Task<Outcome<SavedImprovement>> Handle(Command request, CancellationToken ct)
        {
            // Alone, so that a button pressed twice makes one.
            await using var transaction = await db.BeginAloneAsync(ct);
            if (await PartInCohort.FindAsync(db, request.Cohort, request.Organisation, ct) is not { } part)
            {
                return Refusal.NotFound();
            }

            if (part.Participation.WhyNotImprove(part.Cohort) is { } why)
            {
                return why;
            }

            var now = time.GetUtcNow();
            var improvement = new Improvement
            {
                CohortId = part.Cohort.Id,
                OrganisationId = part.Organisation.Id,
                Title = "",
                PlannedAtId = request.PlannedAt,
                CreatedBy = caller.PersonId,
                CreatedAt = now,
            };
            var refusals = improvement
                .Write(
                    request.Draft,
                    instruments[part.Cohort.Instrument],
                    await ImprovementAccess.PeopleAsync(db, part.Organisation.Id, ct),
                    now
                )
                .ToList();
            if (
                request.PlannedAt is { } id
                && !(
                    await db.Meetings.AsNoTracking().FirstOrDefaultAsync(m => m.Id == id, ct) is { } meeting
                    && Improvement.IsMeetingOf(meeting, part.Cohort.Id, part.Participation.GroupId)
                )
            )
            {
                refusals.Add(Refusal.Invalid("MeetingNotTheirs", "plannedAt"));
            }

            if (refusals.Count > 0)
            {
                return refusals;
            }

            var since = now.AddMinutes(-MinutesOfOne);
            var sent = await db
                .Improvements.AsNoTracking()
                .FirstOrDefaultAsync(
                    i =>
                        i.CohortId == part.Cohort.Id
                        && i.OrganisationId == part.Organisation.Id
                        && i.CreatedBy == caller.PersonId
                        && i.CreatedAt > since
                        && i.Title == improvement.Title
                        && i.Aim == improvement.Aim,
                    ct
                );
            if (sent is not null)
            {
                return new SavedImprovement(sent.Id, sent.Status, sent.Version);
            }

            db.Improvements.Add(improvement);
            db.Trail("ImprovementCreated", now, part.Organisation.Id, detail: improvement.Title);
            await db.SaveChangesAsync(ct);
            await transaction.CommitAsync(ct);
            return new SavedImprovement(improvement.Id, improvement.Status, improvement.Version);
        }
    }

    public static void Map(IEndpointRouteBuilder organisation) =>
        organisation
            .MapPost(
                "/improvements",
                async (
                    string network,
                    string cohort,
                    string organisation,
                    ImprovementBody body,
                    HttpContext http,
                    IMediator mediator,
                    Show show,
                    CancellationToken ct
                ) =>
                    (await mediator.Send(new Command(cohort, organisation, body.Read(), body.PlannedAt), ct)).Answer(show, made =>
                    {
                        http.Response.SetVersion(made.Version);
                        return Results.Created(
                            $"/api/v1/networks/{network}/cohorts/{cohort}/organisations/{organisation}/improvements/{made.Id}",
                            made
                        );
                    })
            )
            .WithTags("Improvements")
            .WithSummary(
                "Writes down an improvement, with the meeting at which it was planned when it was at one. For every function of the organisation."
            )
            .Produces<SavedImprovement>(StatusCodes.Status201Created)
            .TellsWhere();
}

/// <summary>An improvement as the API takes it. <c>plannedAt</c> is taken when it is made.</summary>
public sealed record ImprovementBody(
    string? Title,
    string? Aim = null,
    IReadOnlyList<int>? Steps = null,
    int? OwnerId = null,
    string? Owner = null,
    DateOnly? StartsOn = null,
    DateOnly? DueOn = null,
    int? PlannedAt = null
)
{
    internal ImprovementDraft Read() => new(Title, Aim, Steps ?? [], OwnerId, Owner, StartsOn, DueOn);
}
