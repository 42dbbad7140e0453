using System.Linq.Expressions;
using MediatR;
using Microsoft.EntityFrameworkCore;
using ModelMunicipalities.App.Data;
using ModelMunicipalities.App.Platform;
using ModelMunicipalities.App.Tenancy;
using ModelMunicipalities.Domain.Accounts;
using ModelMunicipalities.Domain.Cohorts;
using ModelMunicipalities.Domain.Meetings;

namespace ModelMunicipalities.App.Features.Meetings;

/// <summary>
/// The meetings of the caller's own organisations, with what is asked of her: times to answer, preparations to do.
/// </summary>
public static class ListMyMeetings
{
    public sealed record Query : IUse<View>, IRequireMember;

    /// <param name="Ahead">Those that have not ended, the nearest first.</param>
    /// <param name="Past">Those that have, the latest first.</param>
    /// <param name="Groups">The groups that the caller plans for, in cohorts that meet.</param>
    public sealed record View(IReadOnlyList<Item> Ahead, IReadOnlyList<Item> Past, IReadOnlyList<PlannersGroup> Groups);

    /// <param name="Meeting">The meeting.</param>
    /// <param name="Version">Counts its changes.</param>
    /// <param name="Plans">True when the caller plans it.</param>
    /// <param name="Poll">Its poll; null when it has none.</param>
    /// <param name="ToDo">What the caller's organisations have left to prepare.</param>
    /// <param name="Hosts">Those that may host it; empty unless the caller plans it and it is not decided.</param>
    public sealed record Item(
        MeetingLine Meeting,
        int Version,
        bool Plans,
        PollState? Poll,
        IReadOnlyList<Preparing> ToDo,
        IReadOnlyList<HostOption> Hosts
    );

    /// <param name="Deadline">By when answers are asked for.</param>
    /// <param name="IsOpen">True while they are taken.</param>
    /// <param name="IsClosed">True when it was closed, whether a time was decided or not.</param>
    /// <param name="AsksMe">True while the caller has not answered every time.</param>
    public sealed record PollState(DateTimeOffset Deadline, bool IsOpen, bool IsClosed, bool AsksMe);

    /// <param name="Task">Key of the preparation in the meeting's form.</param>
    /// <param name="Organisation">The organisation's name.</param>
    /// <param name="DueAt">When it is due.</param>
    public sealed record Preparing(string Task, string Organisation, DateTimeOffset DueAt);

    public sealed record HostOption(string Organisation, string Name);

    public sealed record PlannersGroup(string Cohort, int Id, string Name);

    internal sealed class Handler(AppDb db, Caller caller, Moments moments, TimeProvider time)
        : IRequestHandler<Query, Outcome<View>>
    {
        public async Task<Outcome<View>> Handle(Query request, CancellationToken ct)
        {
            var now = time.GetUtcNow();
            var own = caller
                .Places.Where(p => p.OrganisationId is not null)
                .Select(p => p.OrganisationId!.Value)
                .Distinct()
                .ToList();
            Expression<Func<Meeting, bool>> isMine = m =>
                db.Participations.Any(p =>
                    own.Contains(p.OrganisationId)
                    && p.WithdrawnAt == null
                    && p.CohortId == m.CohortId
                    && (m.GroupId == null || p.GroupId == m.GroupId)
                );
            var lines = await db.Meetings.Where(isMine).Select(MeetingLine.From(db)).ToDictionaryAsync(l => l.Id, ct);
            var rows = await db
                .Meetings.Where(isMine)
                .Select(m => new
                {
                    m.Id,
                    m.CohortId,
                    m.GroupId,
                    m.OccasionId,
                    m.Form,
                    m.Status,
                    m.StartsAt,
                    m.WindowTo,
                    m.Version,
                })
                .ToListAsync(ct);
            var ids = rows.ConvertAll(r => r.Id);
            var parts = (
                await (
                    from p in db.Participations
                    where own.Contains(p.OrganisationId) && p.WithdrawnAt == null
                    join o in db.Organisations on p.OrganisationId equals o.Id
                    join c in db.Cohorts on p.CohortId equals c.Id
                    select new
                    {
                        p.CohortId,
                        Cohort = c.Slug,
                        c.Stage,
                        p.GroupId,
                        p.OrganisationId,
                        o.Name,
                    }
                ).ToListAsync(ct)
            ).OrderBy(p => p.Name, NameOrder.Swedish).ToList();
            var groups = parts.Where(p => p.GroupId is not null).Select(p => p.GroupId!.Value).Distinct().ToList();
            var members = (
                await (
                    from p in db.Participations
                    where p.GroupId != null && groups.Contains(p.GroupId.Value) && p.WithdrawnAt == null
                    join o in db.Organisations on p.OrganisationId equals o.Id
                    join g in db.Groups on p.GroupId equals g.Id
                    select new
                    {
                        Group = g.Id,
                        GroupName = g.Name,
                        p.Role,
                        o.Slug,
                        o.Name,
                    }
                ).ToListAsync(ct)
            ).OrderBy(m => m.Role).ThenBy(m => m.Name, NameOrder.Swedish).ToLookup(m => m.Group);
            var polls = await db
                .Polls.Where(p => ids.Contains(p.MeetingId))
                .Select(p => new
                {
                    Poll = p,
                    Unanswered = p.Slots.Count(s => !db.PollAnswers.Any(a => a.SlotId == s.Id && a.PersonId == caller.PersonId)),
                })
                .AsNoTracking()
                .ToDictionaryAsync(p => p.Poll.MeetingId, ct);
            var done = await DoneAsync(ids, own, ct);
            var submitted = (
                await db
                    .Assessments.Where(a => own.Contains(a.OrganisationId) && a.SubmittedAt != null)
                    .Select(a => new { a.OccasionId, a.OrganisationId })
                    .ToListAsync(ct)
            )
                .Select(a => (a.OccasionId, a.OrganisationId))
                .ToHashSet();
            var plansFor = caller.Places.Where(p => p.Function == Function.KeyPerson).Select(p => p.OrganisationId).ToHashSet();

            var items = rows.Select(r =>
                {
                    var here = parts
                        .Where(p => p.CohortId == r.CohortId && (r.GroupId is null || p.GroupId == r.GroupId))
                        .ToList();
                    var plans =
                        caller.IsCoordinator || (r.GroupId is not null && here.Exists(p => plansFor.Contains(p.OrganisationId)));
                    var isOver = lines[r.Id].IsOver(now);
                    var form = MeetingForm.Find(r.Form);
                    var toDo =
                        isOver || r.Status == MeetingStatus.Cancelled || form is null
                            ? []
                            : from organisation in here
                            from task in form.Preparations
                            where
                                task.Kind == PreparationKind.Checklist
                                    ? r.OccasionId is { } occasion && !submitted.Contains((occasion, organisation.OrganisationId))
                                    : !done.Contains((r.Id, organisation.OrganisationId, task.Key))
                            let due = task.DueAt(r.StartsAt ?? r.WindowTo, moments.Zone)
                            orderby due
                            select new Preparing(task.Key, organisation.Name, due);
                    return (
                        IsOver: isOver,
                        At: r.StartsAt ?? r.WindowTo,
                        Item: new Item(
                            lines[r.Id],
                            r.Version,
                            plans,
                            polls.TryGetValue(r.Id, out var poll)
                                ? new PollState(
                                    poll.Poll.DeadlineAt,
                                    poll.Poll.IsOpen(now),
                                    poll.Poll.ClosedAt is not null,
                                    poll.Unanswered > 0
                                )
                                : null,
                            [.. toDo],
                            plans && r is { Status: MeetingStatus.Planned, GroupId: { } group }
                                ? [.. members[group].Select(m => new HostOption(m.Slug, m.Name))]
                                : []
                        )
                    );
                })
                .OrderBy(i => i.At)
                .ThenBy(i => i.Item.Meeting.Id)
                .ToList();
            return new View(
                [.. items.Where(i => !i.IsOver).Select(i => i.Item)],
                [.. items.Where(i => i.IsOver).Reverse().Select(i => i.Item)],
                [
                    .. parts
                        .Where(p =>
                            p.GroupId is not null && plansFor.Contains(p.OrganisationId) && p.Stage.Allows(CohortAct.Meet)
                        )
                        .Select(p => new PlannersGroup(
                            p.Cohort,
                            p.GroupId!.Value,
                            members[p.GroupId.Value].Select(m => m.GroupName).FirstOrDefault("")
                        ))
                        .Distinct(),
                ]
            );
        }

        /// <summary>What has been done of its own account, and what has a document.</summary>
        private async Task<HashSet<(int Meeting, int Organisation, string Task)>> DoneAsync(
            List<int> meetings,
            List<int> own,
            CancellationToken ct
        )
        {
            var said = await db
                .Preparations.Where(p => meetings.Contains(p.MeetingId) && own.Contains(p.OrganisationId))
                .Select(p => new
                {
                    p.MeetingId,
                    p.OrganisationId,
                    p.Task,
                })
                .ToListAsync(ct);
            var uploaded = await db
                .Attachments.Where(a =>
                    a.MeetingId != null
                    && meetings.Contains(a.MeetingId.Value)
                    && a.OrganisationId != null
                    && own.Contains(a.OrganisationId.Value)
                    && a.Task != null
                )
                .Select(a => new
                {
                    MeetingId = a.MeetingId!.Value,
                    OrganisationId = a.OrganisationId!.Value,
                    a.Task,
                })
                .ToListAsync(ct);
            return
            [
                .. said.Select(p => (p.MeetingId, p.OrganisationId, p.Task)),
                .. uploaded.Select(a => (a.MeetingId, a.OrganisationId, a.Task!)),
            ];
        }
    }

    public static void Map(IEndpointRouteBuilder network) =>
        network
            .MapGet("/meetings", async (IMediator mediator, Show show, CancellationToken ct) =>
                (await mediator.Send(new Query(), ct)).Answer(show)
            )
            .WithTags("Meetings")
            .WithSummary("The meetings of the caller's own organisations, ahead and past, with what is asked of her.")
            .Produces<View>();
}
