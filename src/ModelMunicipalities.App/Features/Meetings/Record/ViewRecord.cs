using MediatR;
using Microsoft.EntityFrameworkCore;
using ModelMunicipalities.App.Data;
using ModelMunicipalities.App.Platform;
using ModelMunicipalities.App.Tenancy;
using ModelMunicipalities.Domain;
using ModelMunicipalities.Domain.Accounts;
using ModelMunicipalities.Domain.Assessments;
using ModelMunicipalities.Domain.Cohorts;
using ModelMunicipalities.Domain.Meetings;

namespace ModelMunicipalities.App.Features.Meetings;

/// <summary>
/// What was of a meeting: who was there, what was said and decided, what those who were there thought. For them.
/// </summary>
public static class ViewRecord
{
    public sealed record Query(int Id) : IUse<View>, IRequireMeetingMember;

    /// <param name="Id">The meeting's identity.</param>
    /// <param name="Form">Its form.</param>
    /// <param name="Number">Which of several of its form.</param>
    /// <param name="Cohort">The cohort's slug.</param>
    /// <param name="CohortName">Its name.</param>
    /// <param name="Group">The group; null when the whole cohort meets.</param>
    /// <param name="StartsAt">When it starts.</param>
    /// <param name="HasBegun">True from its start.</param>
    /// <param name="Plans">True when the reader plans it: she notes who is there, what is said and decided.</param>
    /// <param name="MayChange">True while something of it can be changed.</param>
    /// <param name="Version">Counts the meeting's changes, its notes among them.</param>
    /// <param name="Notes">What was said and found.</param>
    /// <param name="Organisations">Who was there, by organisation.</param>
    /// <param name="Decisions">What was decided.</param>
    /// <param name="Feedback">What those who were there thought, without names.</param>
    /// <param name="Mine">What the reader thought; null until she has said it.</param>
    public sealed record View(
        int Id,
        string Form,
        int Number,
        string Cohort,
        string CohortName,
        string? Group,
        DateTimeOffset? StartsAt,
        bool HasBegun,
        bool Plans,
        bool MayChange,
        int Version,
        string? Notes,
        IReadOnlyList<OrganisationLine> Organisations,
        IReadOnlyList<DecisionLine> Decisions,
        FeedbackView Feedback,
        OwnFeedback? Mine
    );

    /// <param name="Organisation">The organisation's slug.</param>
    /// <param name="Name">Its name.</param>
    /// <param name="Role">Its role in the cohort.</param>
    /// <param name="IsComplete">True when all three functions were there.</param>
    /// <param name="Functions">Each function.</param>
    public sealed record OrganisationLine(
        string Organisation,
        string Name,
        CohortRole Role,
        bool IsComplete,
        IReadOnlyList<FunctionLine> Functions
    );

    /// <param name="Function">The function.</param>
    /// <param name="People">Who has it now.</param>
    /// <param name="Presence">How it was there; null until that is noted.</param>
    /// <param name="Substitute">Who came instead.</param>
    /// <param name="Version">The version of what is noted; 0 when nothing is.</param>
    public sealed record FunctionLine(
        Function Function,
        IReadOnlyList<string> People,
        Presence? Presence,
        string? Substitute,
        int Version
    );

    /// <param name="Id">The decision's identity.</param>
    /// <param name="Text">What was decided.</param>
    /// <param name="Organisation">The slug of the organisation that sees to it; null for all.</param>
    /// <param name="OrganisationName">Its name.</param>
    /// <param name="DueOn">By which day.</param>
    /// <param name="DoneAt">When it was done.</param>
    /// <param name="IsOverdue">True when the day has passed and it is not done.</param>
    /// <param name="Version">Its version, for If-Match.</param>
    public sealed record DecisionLine(
        int Id,
        string Text,
        string? Organisation,
        string? OrganisationName,
        DateOnly? DueOn,
        DateTimeOffset? DoneAt,
        bool IsOverdue,
        int Version
    );

    /// <summary>
    /// Each of the three by itself and in order of the alphabet, so that nothing tells what one person wrote, or when.
    /// </summary>
    public sealed record FeedbackView(
        int Given,
        IReadOnlyList<string> Plus,
        IReadOnlyList<string> Minus,
        IReadOnlyList<string> Interesting
    );

    /// <summary>What the reader said, and its version, for If-Match.</summary>
    public sealed record OwnFeedback(string? Plus, string? Minus, string? Interesting, int Version);

    internal sealed class Handler(AppDb db, MeetingMemberGuard guard, Caller caller, Moments moments, TimeProvider time)
        : IRequestHandler<Query, Outcome<View>>
    {
        public async Task<Outcome<View>> Handle(Query request, CancellationToken ct)
        {
            var access = guard.For(request);
            var (meeting, now) = (access.Meeting, time.GetUtcNow());
            var feedback = await db.MeetingFeedback.Where(f => f.MeetingId == meeting.Id).AsNoTracking().ToListAsync(ct);
            var mine = feedback.Find(f => f.PersonId == caller.PersonId);
            return new View(
                meeting.Id,
                meeting.Form,
                meeting.Number,
                access.Cohort.Slug,
                access.Cohort.Name,
                access.Group?.Name,
                meeting.StartsAt,
                meeting.HasBegun(now),
                access.Part == MeetingPart.Planner,
                access.Cohort.Stage.Allows(CohortAct.Meet) && meeting.WhyNotPrepare() is null,
                meeting.Version,
                meeting.Notes,
                await AttendanceAsync(access, ct),
                await DecisionsAsync(meeting.Id, now, ct),
                new FeedbackView(
                    feedback.Count,
                    Said(feedback, f => f.Plus),
                    Said(feedback, f => f.Minus),
                    Said(feedback, f => f.Interesting)
                ),
                mine is null ? null : new OwnFeedback(mine.Plus, mine.Minus, mine.Interesting, mine.Version)
            );
        }

        private static List<string> Said(List<MeetingFeedback> feedback, Func<MeetingFeedback, string?> what) =>
            [.. feedback.Select(what).OfType<string>().Order(NameOrder.Swedish)];

        private async Task<IReadOnlyList<OrganisationLine>> AttendanceAsync(MeetingAccess access, CancellationToken ct)
        {
            var ids = access.Members.Select(m => m.Organisation.Id).ToList();
            var noted = await db.Attendances.Where(a => a.MeetingId == access.Meeting.Id).AsNoTracking().ToListAsync(ct);
            var people = (
                await (
                    from m in db.Memberships
                    where
                        m.OrganisationId != null
                        && ids.Contains(m.OrganisationId.Value)
                        && m.EndedAt == null
                        && m.Function != null
                    join p in db.Users on m.PersonId equals p.Id
                    orderby m.Id
                    select new
                    {
                        OrganisationId = m.OrganisationId!.Value,
                        Function = m.Function!.Value,
                        p.Name,
                    }
                ).ToListAsync(ct)
            ).ToLookup(p => (p.OrganisationId, p.Function), p => p.Name);
            return
            [
                .. access.Members.Select(m =>
                {
                    var functions = Assessment
                        .Functions.Select(f =>
                        {
                            var row = noted.Find(a => a.OrganisationId == m.Organisation.Id && a.Function == f);
                            return new FunctionLine(
                                f,
                                [.. people[(m.Organisation.Id, f)]],
                                row?.Presence,
                                row?.Substitute,
                                row?.Version ?? ContentVersion.None
                            );
                        })
                        .ToList();
                    return new OrganisationLine(
                        m.Organisation.Slug,
                        m.Organisation.Name,
                        m.Role,
                        MeetingRules.IsComplete(functions.Select(f => f.Presence).OfType<Presence>()),
                        functions
                    );
                }),
            ];
        }

        private async Task<IReadOnlyList<DecisionLine>> DecisionsAsync(int meetingId, DateTimeOffset now, CancellationToken ct)
        {
            var today = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(now, moments.Zone).DateTime);
            var rows = await (
                from d in db.MeetingDecisions
                where d.MeetingId == meetingId
                join o in db.Organisations on d.OrganisationId equals o.Id into of
                from o in of.DefaultIfEmpty()
                orderby d.Id
                select new
                {
                    Decision = d,
                    o!.Slug,
                    o.Name,
                }
            )
                .AsNoTracking()
                .ToListAsync(ct);
            return rows.ConvertAll(r => new DecisionLine(
                r.Decision.Id,
                r.Decision.Text,
                r.Slug,
                r.Name,
                r.Decision.DueOn,
                r.Decision.DoneAt,
                r.Decision.DoneAt is null && r.Decision.DueOn < today,
                r.Decision.Version
            ));
        }
    }

    public static void Map(IEndpointRouteBuilder network) =>
        network
            .MapGet(
                "/meetings/{id:int}/record",
                async (int id, HttpContext http, IMediator mediator, Show show, CancellationToken ct) =>
                    (await mediator.Send(new Query(id), ct)).Answer(show, view => view.WithVersion(http))
            )
            .WithTags("Meetings")
            .WithSummary(
                "Who was at a meeting, its notes and decisions, and what those who were there thought, without their names. For them."
            )
            .Produces<View>();

    /// <summary>Answers with the record and its version.</summary>
    internal static IResult WithVersion(this View view, HttpContext http)
    {
        http.Response.SetVersion(view.Version);
        return Results.Ok(view);
    }
}
