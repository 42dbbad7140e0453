using MediatR;
using Microsoft.EntityFrameworkCore;
using ModelMunicipalities.App.Data;
using ModelMunicipalities.App.Platform;
using ModelMunicipalities.Domain;
using ModelMunicipalities.Domain.Cohorts;
using ModelMunicipalities.Domain.Meetings;

namespace ModelMunicipalities.App.Features.Meetings;

/// <summary>
/// How the planning of a cohort's meetings has come: each with its window, host and poll, and how many are missing.
/// </summary>
public static class ViewCohortMeetings
{
    public sealed record Query(string Cohort) : IUse<View>, IRequireCoordinator;

    /// <param name="Cohort">The cohort's slug.</param>
    /// <param name="CohortName">Its name.</param>
    /// <param name="Stage">How far it has come.</param>
    /// <param name="Missing">How many meetings the programme asks for and are not laid out.</param>
    /// <param name="Groups">Its groups by name.</param>
    /// <param name="Meetings">Its meetings, in order of time.</param>
    public sealed record View(
        string Cohort,
        string CohortName,
        CohortStage Stage,
        int Missing,
        IReadOnlyList<GroupLine> Groups,
        IReadOnlyList<Line> Meetings
    );

    public sealed record GroupLine(int Id, string Name, IReadOnlyList<ListMyMeetings.HostOption> Members);

    /// <param name="Meeting">The meeting.</param>
    /// <param name="GroupId">The group that meets; null when the whole cohort does.</param>
    /// <param name="Version">Counts its changes.</param>
    /// <param name="IsOver">True when nothing is left to do for it.</param>
    /// <param name="Poll">Its poll; null when it has none.</param>
    public sealed record Line(MeetingLine Meeting, int? GroupId, int Version, bool IsOver, PollCount? Poll);

    /// <param name="IsOpen">True while answers are taken.</param>
    /// <param name="IsClosed">True when it was closed.</param>
    /// <param name="Asked">How many are asked that still have a function where they meet.</param>
    /// <param name="Answered">How many of them have answered.</param>
    public sealed record PollCount(bool IsOpen, bool IsClosed, int Asked, int Answered);

    internal sealed class Handler(AppDb db, TimeProvider time) : IRequestHandler<Query, Outcome<View>>
    {
        public async Task<Outcome<View>> Handle(Query request, CancellationToken ct)
        {
            var now = time.GetUtcNow();
            var cohort = await db
                .Cohorts.Include(c => c.Occasions)
                .Include(c => c.Days)
                .AsSplitQuery()
                .AsNoTracking()
                .SingleOrDefaultAsync(c => c.Slug == request.Cohort, ct);
            if (cohort is null)
            {
                return Refusal.NotFound();
            }

            var meetings = await db.Meetings.AsNoTracking().Where(m => m.CohortId == cohort.Id).ToListAsync(ct);
            var lines = await db
                .Meetings.Where(m => m.CohortId == cohort.Id)
                .Select(MeetingLine.From(db))
                .ToDictionaryAsync(l => l.Id, ct);
            var members = (
                await (
                    from p in db.Participations
                    where p.CohortId == cohort.Id && p.WithdrawnAt == null
                    join o in db.Organisations on p.OrganisationId equals o.Id
                    select new
                    {
                        p.GroupId,
                        p.Role,
                        p.OrganisationId,
                        o.Slug,
                        o.Name,
                    }
                ).ToListAsync(ct)
            ).OrderBy(m => m.Role).ThenBy(m => m.Name, NameOrder.Swedish).ToList();
            var names = await db.Groups.Where(g => g.CohortId == cohort.Id).Select(g => new { g.Id, g.Name }).ToListAsync(ct);
            var people = (
                await (
                    from p in db.Participations
                    where p.CohortId == cohort.Id && p.WithdrawnAt == null
                    join m in db.Memberships on p.OrganisationId equals m.OrganisationId
                    where m.EndedAt == null && m.Function != null
                    select new { m.PersonId, p.GroupId }
                ).ToListAsync(ct)
            ).ToLookup(p => p.PersonId, p => p.GroupId);
            var polls = await db
                .Polls.AsNoTracking()
                .Where(p => db.Meetings.Any(m => m.Id == p.MeetingId && m.CohortId == cohort.Id))
                .ToDictionaryAsync(p => p.MeetingId, ct);
            var invitees = (
                await (
                    from i in db.PollInvitees
                    join p in db.Polls on i.PollId equals p.Id
                    join m in db.Meetings on p.MeetingId equals m.Id
                    where m.CohortId == cohort.Id
                    select new
                    {
                        p.MeetingId,
                        i.PersonId,
                        HasAnswered = i.AnsweredAt != null,
                    }
                ).ToListAsync(ct)
            ).ToLookup(i => i.MeetingId);

            PollCount? CountOf(Meeting meeting)
            {
                if (!polls.TryGetValue(meeting.Id, out var poll))
                {
                    return null;
                }

                var asked = invitees[meeting.Id]
                    .Where(i =>
                        meeting.GroupId is null ? people.Contains(i.PersonId) : people[i.PersonId].Contains(meeting.GroupId)
                    )
                    .ToList();
                return new PollCount(poll.IsOpen(now), poll.ClosedAt is not null, asked.Count, asked.Count(i => i.HasAnswered));
            }

            var planned = members
                .Where(m => m.GroupId is not null)
                .GroupBy(m => m.GroupId!.Value)
                .Select(g => new PlannedGroup(g.Key, [.. g.Select(m => m.OrganisationId)]))
                .ToList();
            return new View(
                cohort.Slug,
                cohort.Name,
                cohort.Stage,
                cohort.Stage.Allows(CohortAct.Meet) ? MeetingPlan.Missing(cohort, planned, meetings, now).Count : 0,
                [
                    .. names
                        .OrderBy(g => g.Name, NameOrder.Swedish)
                        .Select(g => new GroupLine(
                            g.Id,
                            g.Name,
                            [.. members.Where(m => m.GroupId == g.Id).Select(m => new ListMyMeetings.HostOption(m.Slug, m.Name))]
                        )),
                ],
                [
                    .. meetings
                        .OrderBy(m => m.StartsAt ?? m.WindowTo)
                        .ThenBy(m => m.Id)
                        .Select(m => new Line(lines[m.Id], m.GroupId, m.Version, m.IsOver(now), CountOf(m))),
                ]
            );
        }
    }

    public static void Map(IEndpointRouteBuilder cohort) =>
        cohort
            .MapGet("/meetings/planning", async (string cohort, IMediator mediator, Show show, CancellationToken ct) =>
                (await mediator.Send(new Query(cohort), ct)).Answer(show)
            )
            .WithTags("Meetings")
            .WithSummary(
                "How the planning of a cohort's meetings has come: windows, hosts, polls, and how many meetings are missing. For the coordinator."
            )
            .Produces<View>();
}
