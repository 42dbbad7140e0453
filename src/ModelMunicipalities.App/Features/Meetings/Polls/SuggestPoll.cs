using MediatR;
using Microsoft.EntityFrameworkCore;
using ModelMunicipalities.App.Data;
using ModelMunicipalities.App.Platform;
using ModelMunicipalities.App.Tenancy;
using ModelMunicipalities.Domain;
using ModelMunicipalities.Domain.Meetings;
using ModelMunicipalities.Domain.Networks;

namespace ModelMunicipalities.App.Features.Meetings;

/// <summary>
/// Times to begin from when a meeting's time is to be asked for: on weekdays in its window, as long as its form takes.
/// </summary>
public static class SuggestPoll
{
    private const int Times = 4;

    public sealed record Query(int Id) : IUse<View>, IRequireMeetingPlanner;

    /// <param name="Meeting">The meeting.</param>
    /// <param name="Organisations">Those that meet.</param>
    /// <param name="People">How many people would be asked.</param>
    /// <param name="Slots">The times.</param>
    /// <param name="Deadline">By when to ask for answers.</param>
    public sealed record View(
        MeetingLine Meeting,
        IReadOnlyList<string> Organisations,
        int People,
        IReadOnlyList<ProposedTime> Slots,
        DateTimeOffset? Deadline
    );

    internal sealed class Handler(AppDb db, MeetingPlannerGuard guard, Moments moments, TimeProvider time)
        : IRequestHandler<Query, Outcome<View>>
    {
        public async Task<Outcome<View>> Handle(Query request, CancellationToken ct)
        {
            var sheet = await PollSheet.LoadAsync(db, guard.For(request), ct);
            if (OpenPoll.WhyNot(sheet.Access, sheet.Poll) is { } refusal)
            {
                return refusal;
            }

            var (meeting, now) = (sheet.Access.Meeting, time.GetUtcNow());
            var slots = SlotSuggestions.For(
                meeting.WindowFrom,
                meeting.WindowTo,
                MeetingForm.Of(meeting).Minutes,
                moments.Zone,
                now,
                Times
            );
            return new View(
                await db.Meetings.Where(m => m.Id == request.Id).Select(MeetingLine.From(db)).SingleAsync(ct),
                [.. sheet.Access.Members.Select(m => m.Organisation.Name)],
                sheet.People.Select(p => p.PersonId).Distinct().Count(),
                slots,
                slots.Count == 0 ? null : DeadlineBefore(slots[0].StartsAt!.Value, now)
            );
        }

        /// <summary>In ten days, and at the latest two days before the first: on the afternoon of a weekday.</summary>
        private DateTimeOffset? DeadlineBefore(DateTimeOffset first, DateTimeOffset now)
        {
            var (latest, soon) = (first.AddDays(-2), now.AddDays(10));
            var day = TimeZoneInfo.ConvertTime(soon < latest ? soon : latest, moments.Zone).Date;
            day = day.DayOfWeek switch
            {
                DayOfWeek.Saturday => day.AddDays(-1),
                DayOfWeek.Sunday => day.AddDays(-2),
                _ => day,
            };
            return LocalTime.At(day.AddHours(16), moments.Zone);
        }
    }

    public static void Map(IEndpointRouteBuilder network) =>
        network
            .MapGet("/meetings/{id:int}/poll/suggestion", async (int id, IMediator mediator, Show show, CancellationToken ct) =>
                (await mediator.Send(new Query(id), ct)).Answer(show)
            )
            .WithTags("Meetings")
            .WithSummary("Times to begin from when a meeting's time is to be asked for. For those who plan the meeting.")
            .Produces<View>()
            .ProducesProblem(StatusCodes.Status409Conflict);
}
