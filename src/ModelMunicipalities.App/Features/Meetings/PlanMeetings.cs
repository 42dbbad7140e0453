using MediatR;
using Microsoft.EntityFrameworkCore;
using ModelMunicipalities.App.Data;
using ModelMunicipalities.App.Platform;
using ModelMunicipalities.Domain;
using ModelMunicipalities.Domain.Cohorts;
using ModelMunicipalities.Domain.Meetings;

namespace ModelMunicipalities.App.Features.Meetings;

/// <summary>
/// Lays out the meetings that a cohort's programme asks for and that are not there yet, each with its window and its host.
/// Done by itself when groups are announced; asked for by hand for a group made later. Twice adds nothing.
/// </summary>
public static class PlanMeetings
{
    public sealed record Command(string Cohort) : IUse<Planned>, IRequireCoordinator;

    /// <param name="Added">How many meetings were laid out.</param>
    public sealed record Planned(int Added);

    internal sealed class Handler(AppDb db, TimeProvider time) : IRequestHandler<Command, Outcome<Planned>>
    {
        public async Task<Outcome<Planned>> Handle(Command request, CancellationToken ct)
        {
            await using var transaction = await db.BeginAloneAsync(ct);
            var cohort = await db
                .Cohorts.Include(c => c.Occasions)
                .Include(c => c.Days)
                .AsSplitQuery()
                .SingleOrDefaultAsync(c => c.Slug == request.Cohort, ct);
            if (cohort is null)
            {
                return Refusal.NotFound();
            }

            if (cohort.Stage.WhyNot(CohortAct.Meet) is { } refusal)
            {
                return refusal;
            }

            var now = time.GetUtcNow();
            var added = await AddMissingAsync(db, cohort, await GroupsAsync(db, cohort.Id, ct), now, ct);
            if (added > 0)
            {
                db.Trail("MeetingsPlanned", now, detail: $"{cohort.Name}: {added}");
            }

            await db.SaveChangesAsync(ct);
            await transaction.CommitAsync(ct);
            return new Planned(added);
        }
    }

    /// <summary>
    /// Adds the missing meetings of a cohort that is tracked with its occasions and days; the caller saves, alone in the network.
    /// </summary>
    internal static async Task<int> AddMissingAsync(
        AppDb db,
        Cohort cohort,
        IReadOnlyList<PlannedGroup> groups,
        DateTimeOffset now,
        CancellationToken ct
    )
    {
        var meetings = (await db.Meetings.Where(m => m.CohortId == cohort.Id).ToListAsync(ct)).FindAll(m =>
            db.Entry(m).State != EntityState.Deleted
        );
        MeetingPlan.Rehost(groups, meetings);
        var missing = MeetingPlan.Missing(cohort, groups, meetings, now);
        db.Meetings.AddRange(missing);
        return missing.Count;
    }

    /// <summary>The groups of a cohort as they are kept.</summary>
    internal static async Task<IReadOnlyList<PlannedGroup>> GroupsAsync(AppDb db, int cohortId, CancellationToken ct) =>
        InOrder(
            await (
                from p in db.Participations
                where p.CohortId == cohortId && p.GroupId != null && p.WithdrawnAt == null
                join o in db.Organisations on p.OrganisationId equals o.Id
                select new GroupMember(p.GroupId!.Value, p.OrganisationId, p.Role, o.Name)
            ).ToListAsync(ct)
        );

    /// <summary>Groups with their organisations in the order in which they host: the participants by name, then the mentor.</summary>
    internal static IReadOnlyList<PlannedGroup> InOrder(IEnumerable<GroupMember> members) =>
        [
            .. members
                .OrderBy(m => m.Role)
                .ThenBy(m => m.Name, NameOrder.Swedish)
                .GroupBy(m => m.Group)
                .Select(g => new PlannedGroup(g.Key, [.. g.Select(m => m.OrganisationId)]))
                .OrderBy(g => g.Id),
        ];

    /// <summary>An organisation that meets in a group.</summary>
    internal sealed record GroupMember(int Group, int OrganisationId, CohortRole Role, string Name);

    public static void Map(IEndpointRouteBuilder cohort) =>
        cohort
            .MapPost("/meetings/plan", async (string cohort, IMediator mediator, Show show, CancellationToken ct) =>
                (await mediator.Send(new Command(cohort), ct)).Answer(show)
            )
            .WithTags("Meetings")
            .WithSummary(
                "Lays out the meetings that the programme asks for and that are missing: windows and hosts. The coordinator's act."
            )
            .Produces<Planned>();
}
