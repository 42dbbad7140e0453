using MediatR;
using Microsoft.EntityFrameworkCore;
using ModelMunicipalities.App.Data;
using ModelMunicipalities.App.Platform;
using ModelMunicipalities.App.Tenancy;
using ModelMunicipalities.Domain;
using ModelMunicipalities.Domain.Accounts;
using ModelMunicipalities.Domain.Assessments;
using ModelMunicipalities.Domain.Meetings;

namespace ModelMunicipalities.App.Features.Meetings;

/// <summary>Notes which functions of each organisation are at a meeting that has begun: the act of who plans it.</summary>
public static class RecordAttendance
{
    private const int LongestSubstitute = 100;

    /// <param name="Id">The meeting's identity.</param>
    /// <param name="Rows">What is noted; functions left out stay as they were.</param>
    public sealed record Command(int Id, IReadOnlyList<Row> Rows) : IUse<ViewRecord.View>, IRequireMeetingPlanner;

    /// <param name="Organisation">The organisation's slug.</param>
    /// <param name="Function">The function.</param>
    /// <param name="Presence">How it is there.</param>
    /// <param name="Substitute">Who came instead; null when she herself did.</param>
    /// <param name="Version">The version of what was noted when it was read: a row that says the same is left as it is, and one
    /// that somebody else has changed since is refused; null to note it whatever stands there.</param>
    public sealed record Row(
        string? Organisation,
        Function? Function,
        Presence? Presence,
        string? Substitute = null,
        int? Version = null
    )
    {
        internal string? Who => Presence == Domain.Meetings.Presence.Absent ? null : Writing.Clean(Substitute);
    }

    internal sealed class Handler(AppDb db, MeetingPlannerGuard guard, Caller caller, IMediator mediator, TimeProvider time)
        : IRequestHandler<Command, Outcome<ViewRecord.View>>
    {
        public async Task<Outcome<ViewRecord.View>> Handle(Command request, CancellationToken ct)
        {
            var access = guard.For(request);
            if (access.WhyNotAct() is { } over)
            {
                return over;
            }

            var now = time.GetUtcNow();
            if (access.Meeting.WhyNotRecord(now) is { } refusal)
            {
                return refusal;
            }

            var wrong = WhyNot(request.Rows, access).ToList();
            if (wrong.Count > 0)
            {
                return wrong;
            }

            var there = await db.Attendances.Where(a => a.MeetingId == access.Meeting.Id).ToListAsync(ct);
            Attendance? Noted(Row row) =>
                there.Find(a =>
                    a.OrganisationId == access.Members.First(m => m.Organisation.Slug == row.Organisation).Organisation.Id
                    && a.Function == row.Function
                );
            var changes = request
                .Rows.Index()
                .Where(r =>
                    Attendance.VersionOf(r.Item.Presence, r.Item.Who) is var given
                    && given != r.Item.Version
                    && given != Noted(r.Item)?.Version
                )
                .ToList();
            if (
                changes
                    .Where(r => r.Item.Version is { } shown && shown != (Noted(r.Item)?.Version ?? ContentVersion.None))
                    .ToList() is
                { Count: > 0 } met
            )
            {
                return await RefuseAsync([.. met.Select(r => (r.Index, Noted(r.Item)))], ct);
            }

            foreach (var (_, row) in changes)
            {
                var noted = Noted(row);

                if (noted is null)
                {
                    var organisation = access.Members.First(m => m.Organisation.Slug == row.Organisation).Organisation.Id;
                    db.Attendances.Add(
                        noted = new Attendance
                        {
                            MeetingId = access.Meeting.Id,
                            OrganisationId = organisation,
                            Function = row.Function!.Value,
                        }
                    );
                }

                (noted.Presence, noted.Substitute, noted.NotedBy, noted.NotedAt) = (
                    row.Presence!.Value,
                    row.Who,
                    caller.PersonId,
                    now
                );
            }

            if (changes.Count > 0)
            {
                db.Trail("AttendanceRecorded", now, null, access.Occasion?.Id, access.Tell());
                await db.SaveChangesAsync(ct);
            }

            return await mediator.Send(new ViewRecord.Query(request.Id), ct);
        }

        /// <summary>Tells what somebody else has noted in the same rows meanwhile, and who.</summary>
        private async Task<Outcome<ViewRecord.View>> RefuseAsync(
            IReadOnlyList<(int Index, Attendance? Noted)> met,
            CancellationToken ct
        )
        {
            var people = met.Select(m => m.Noted?.NotedBy).OfType<int>().ToList();
            var names = await db.Users.Where(u => people.Contains(u.Id)).ToDictionaryAsync(u => u.Id, u => u.Name, ct);
            return (List<Refusal>)
                [
                    .. Refusal.Stale(people.TrueForAll(p => p == caller.PersonId)),
                    .. met.Select(m =>
                        m.Noted is { } n
                            ? Refusal.HoldsNow(
                                $"attendance[{m.Index}].presence",
                                new object?[] { n.Presence, n.Substitute }
                                    .OfType<object>()
                                    .ToList(),
                                names.GetValueOrDefault(n.NotedBy, "–"),
                                n.NotedAt
                            )
                            : Refusal.HoldsNow($"attendance[{m.Index}].presence", null)
                    ),
                ];
        }

        private static IEnumerable<Refusal> WhyNot(IReadOnlyList<Row> rows, MeetingAccess access)
        {
            if (rows.Count == 0 || rows.Count > access.Members.Count * Assessment.Functions.Count)
            {
                yield return Refusal.Invalid("AttendanceEmpty", "attendance");
                yield break;
            }

            var seen = new HashSet<(string?, Function?)>();
            foreach (var (i, row) in rows.Index())
            {
                if (!access.Members.Any(m => m.Organisation.Slug == row.Organisation))
                {
                    yield return Refusal.Invalid("NotAtThisMeeting", $"attendance[{i}].organisation");
                }

                if (row.Function is not { } function || !Enum.IsDefined(function))
                {
                    yield return Refusal.Invalid("FunctionMissing", $"attendance[{i}].function");
                }
                else if (!seen.Add((row.Organisation, function)))
                {
                    yield return Refusal.Invalid("AttendanceTwice", $"attendance[{i}].function");
                }

                if (row.Presence is not { } presence || !Enum.IsDefined(presence))
                {
                    yield return Refusal.Invalid("PresenceMissing", $"attendance[{i}].presence");
                }

                foreach (var refusal in Writing.WhyNot(row.Substitute, $"attendance[{i}].substitute", LongestSubstitute))
                {
                    yield return refusal;
                }
            }
        }
    }

    public sealed record Body(IReadOnlyList<Row?>? Attendance);

    public static void Map(IEndpointRouteBuilder network) =>
        network
            .MapPut(
                "/meetings/{id:int}/attendance",
                async (int id, Body body, HttpContext http, IMediator mediator, Show show, CancellationToken ct) =>
                    await (
                        await mediator.Send(
                            new Command(id, [.. (body.Attendance ?? []).Select(r => r ?? new Row(null, null, null))]),
                            ct
                        )
                    ).AnswerAsync(
                        show,
                        view => view.WithVersion(http),
                        async () => (await mediator.Send(new ViewRecord.Query(id), ct)).Value,
                        body
                    )
            )
            .WithTags("Meetings")
            .WithSummary(
                "Notes which functions of each organisation are at a meeting that has begun; those left out stay as they were. "
                    + "A row with the version that was read is refused when somebody else has changed it. The act of who plans it."
            )
            .Produces<ViewRecord.View>();
}
