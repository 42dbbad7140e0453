using MediatR;
using Microsoft.EntityFrameworkCore;
using ModelMunicipalities.App.Data;
using ModelMunicipalities.App.Platform;
using ModelMunicipalities.App.Tenancy;
using ModelMunicipalities.Domain;
using ModelMunicipalities.Domain.Accounts;
using ModelMunicipalities.Domain.Cohorts;
using ModelMunicipalities.Domain.Meetings;

namespace ModelMunicipalities.App.Features.Meetings;

/// <summary>
/// Adds a meeting that the programme does not ask for. The coordinator adds mentor's calls and learning meetings for a
/// group or for all; a key person of a group adds a mentor's call of her own group.
/// </summary>
public static class AddMeeting
{
    /// <param name="Cohort">The cohort's slug.</param>
    /// <param name="Form">Key of the form: <c>mentorCall</c> or <c>learningMeeting</c>.</param>
    /// <param name="Group">The group's identity; null for the whole cohort.</param>
    /// <param name="WindowFrom">From when it may take place.</param>
    /// <param name="WindowTo">Until when it should have taken place.</param>
    public sealed record Command(string Cohort, string? Form, int? Group, DateTimeOffset? WindowFrom, DateTimeOffset? WindowTo)
        : IUse<MeetingLine>,
            IGuardedByArea,
            IAlone;

    /// <summary>The cohort that it is added to, and its group that is named; null for none, and for one that it has not.</summary>
    internal sealed record Wanted(Cohort Cohort, PlannedGroup? Group);

    /// <summary>The coordinator; for a mentor's call of a group also the group's key persons.</summary>
    internal sealed class Guard(AppDb db, Caller caller) : Guard<Command, Wanted>
    {
        protected override async Task<Outcome<Wanted>> FindAsync(Command request, CancellationToken ct)
        {
            var cohort = await db
                .Cohorts.Include(c => c.Occasions)
                .Include(c => c.Days)
                .AsSplitQuery()
                .SingleOrDefaultAsync(c => c.Slug == request.Cohort, ct);
            if (cohort is null)
            {
                return Refusal.NotFound();
            }

            var groups = await PlanMeetings.GroupsAsync(db, cohort.Id, ct);
            var group = groups.FirstOrDefault(g => g.Id == request.Group);
            return WhyNot(request, group) is { } refusal ? refusal : new Wanted(cohort, group);
        }

        private Refusal? WhyNot(Command request, PlannedGroup? group) =>
            caller.IsCoordinator ? null
            : request.Form != MeetingForm.MentorCall || request.Group is null ? Refusal.Forbidden("CoordinatorOnly")
            : group is not null
            && caller.Places.Any(p => p.Function == Function.KeyPerson && p.OrganisationId is { } at && group.Hosts.Contains(at))
                ? null
            : Refusal.Forbidden("PlannersOnly");
    }

    internal sealed class Handler(AppDb db, Guard guard, TimeProvider time) : IRequestHandler<Command, Outcome<MeetingLine>>
    {
        public async Task<Outcome<MeetingLine>> Handle(Command request, CancellationToken ct)
        {
            var (cohort, group) = guard.For(request);
            if (cohort.Stage.WhyNot(CohortAct.Meet) is { } refusal)
            {
                return refusal;
            }

            if (request.Group is not null && group is null)
            {
                return Refusal.Invalid("UnknownGroup", "group");
            }

            var now = time.GetUtcNow();
            var existing = await db.Meetings.AsNoTracking().Where(m => m.CohortId == cohort.Id).ToListAsync(ct);
            var (meeting, wrong) = MeetingPlan.Extra(
                cohort,
                request.Form,
                group,
                request.WindowFrom,
                request.WindowTo,
                existing,
                now
            );
            if (meeting is null)
            {
                return wrong.ToList();
            }

            if (
                existing.Exists(m =>
                    m.Status != MeetingStatus.Cancelled
                    && (m.Form, m.GroupId, m.WindowFrom, m.WindowTo)
                        == (meeting.Form, meeting.GroupId, meeting.WindowFrom, meeting.WindowTo)
                )
            )
            {
                return Refusal.Conflict("MeetingAddedAlready");
            }

            db.Meetings.Add(meeting);
            var name = await db.Groups.Where(g => g.Id == meeting.GroupId).SingleOrDefaultAsync(ct);
            db.Trail("MeetingAdded", now, detail: $"{cohort.Name}: {PollSheet.TrailName(meeting, name)}");
            await db.SaveChangesAsync(ct);
            await db.Database.CommitTransactionAsync(ct);
            return await db.Meetings.Where(m => m.Id == meeting.Id).Select(MeetingLine.From(db)).SingleAsync(ct);
        }
    }

    public sealed record Body(string? Form, int? Group, DateTimeOffset? WindowFrom, DateTimeOffset? WindowTo);

    public static void Map(IEndpointRouteBuilder cohort) =>
        cohort
            .MapPost("/meetings", async (string cohort, Body body, IMediator mediator, Show show, CancellationToken ct) =>
                (await mediator.Send(new Command(cohort, body.Form, body.Group, body.WindowFrom, body.WindowTo), ct)).Answer(show)
            )
            .WithTags("Meetings")
            .WithSummary(
                "Adds a meeting that the programme does not ask for: a mentor's call of a group, or a learning meeting. The coordinator's act; a key person adds a mentor's call of her own group."
            )
            .Produces<MeetingLine>();
}
