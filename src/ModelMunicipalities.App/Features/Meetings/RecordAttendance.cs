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
    public sealed record Command(int Id, IReadOnlyList<Row> Rows) : IUse<ViewRecord.View>, IRequireMember;

    /// <param name="Organisation">The organisation's slug.</param>
    /// <param name="Function">The function.</param>
    /// <param name="Presence">How it is there.</param>
    /// <param name="Substitute">Who came instead; null when she herself did.</param>
    public sealed record Row(string? Organisation, Function? Function, Presence? Presence, string? Substitute = null);

    internal sealed class Handler(AppDb db, Caller caller, IMediator mediator, TimeProvider time) : IRequestHandler<Command, Outcome<ViewRecord.View>>
    {
        public async Task<Outcome<ViewRecord.View>> Handle(Command request, CancellationToken ct)
        {
            var opened = await MeetingActs.OpenAsync(db, caller, request.Id, MeetingPart.Planner, ct);
            if (!opened.Ok)
            {
                return opened.Refusals.ToList();
            }

            var (desk, now) = (opened.Value, time.GetUtcNow());
            if (desk.Meeting.WhyNotRecord(now) is { } refusal)
            {
                return refusal;
            }

            var wrong = WhyNot(request.Rows, desk).ToList();
            if (wrong.Count > 0)
            {
                return wrong;
            }

            var there = await db.Attendances.Where(a => a.MeetingId == desk.Meeting.Id).ToListAsync(ct);
            var changed = false;
            foreach (var row in request.Rows)
            {
                var (organisation, substitute) = (desk.Members.First(m => m.Organisation.Slug == row.Organisation).Organisation.Id, row.Presence == Presence.Absent ? null : Writing.Clean(row.Substitute));
                var noted = there.Find(a => a.OrganisationId == organisation && a.Function == row.Function);
                if (noted is not null && noted.Presence == row.Presence && noted.Substitute == substitute)
                {
                    continue;
                }

                if (noted is null)
                {
                    db.Attendances.Add(noted = new Attendance { MeetingId = desk.Meeting.Id, OrganisationId = organisation, Function = row.Function!.Value });
                }

                (noted.Presence, noted.Substitute, noted.NotedBy, noted.NotedAt) = (row.Presence!.Value, substitute, caller.PersonId, now);
                changed = true;
            }

            if (changed)
            {
                db.Trail("AttendanceRecorded", now, null, desk.Occasion?.Id, desk.Tell());
                await db.SaveChangesAsync(ct);
            }

            return await mediator.Send(new ViewRecord.Query(request.Id), ct);
        }

        private static IEnumerable<Refusal> WhyNot(IReadOnlyList<Row> rows, MeetingDesk desk)
        {
            if (rows.Count == 0 || rows.Count > desk.Members.Count * Assessment.Functions.Count)
            {
                yield return Refusal.Invalid("AttendanceEmpty", "attendance");
                yield break;
            }

            var seen = new HashSet<(string?, Function?)>();
            foreach (var (i, row) in rows.Index())
            {
                if (!desk.Members.Any(m => m.Organisation.Slug == row.Organisation))
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
        network.MapPut("/meetings/{id:int}/attendance", async (int id, Body body, IMediator mediator, Show show, CancellationToken ct) =>
                (await mediator.Send(new Command(id, [.. (body.Attendance ?? []).Select(r => r ?? new Row(null, null, null))]), ct)).Answer(show))
            .WithTags("Meetings")
            .WithSummary("Notes which functions of each organisation are at a meeting that has begun; those left out stay as they were. The act of who plans it.")
            .Produces<ViewRecord.View>()
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status409Conflict);
}
