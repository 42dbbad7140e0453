using MediatR;
using Microsoft.EntityFrameworkCore;
using ModelMunicipalities.App.Data;
using ModelMunicipalities.App.Platform;
using ModelMunicipalities.Domain.Networks;
using ModelMunicipalities.Domain.Reminders;

namespace ModelMunicipalities.App.Features.Reminders;

/// <summary>The rules of a network's reminders, what would go out next by each, and what has gone out.</summary>
public static class ViewReminders
{
    public sealed record Query(int Page = 1, int PageSize = 50) : IUse<View>, IRequireCoordinator;

    /// <param name="Today">How many reminders have gone out today.</param>
    /// <param name="NextAt">When the next could, of those that wait for a weekday too.</param>
    /// <param name="Next">How many would then.</param>
    /// <param name="Stuck">How many things stand still, whoever has been told of them.</param>
    /// <param name="QuietFrom">From which hour nobody is reminded.</param>
    /// <param name="QuietTo">Until which.</param>
    /// <param name="Rules">The rules.</param>
    /// <param name="Sent">What has gone out, newest first.</param>
    public sealed record View(
        int Today,
        DateTimeOffset NextAt,
        int Next,
        int Stuck,
        int QuietFrom,
        int QuietTo,
        IReadOnlyList<RuleLine> Rules,
        Listing<SentLine> Sent
    );

    /// <param name="Reason">What it reminds of.</param>
    /// <param name="IsOn">False while nobody is reminded of it.</param>
    /// <param name="Before">How many days before the deadline.</param>
    /// <param name="Overdue">How many days after it.</param>
    /// <param name="Every">With how many days between, again and again; null for not.</param>
    /// <param name="EscalateAfter">After how many days the coordinator is told; null for never.</param>
    /// <param name="WaitsForWeekday">True when it does not go out at weekends.</param>
    /// <param name="Next">How many would go out next.</param>
    /// <param name="Version">Counts what the network has changed.</param>
    public sealed record RuleLine(
        ReminderReason Reason,
        bool IsOn,
        IReadOnlyList<int> Before,
        IReadOnlyList<int> Overdue,
        int? Every,
        int? EscalateAfter,
        bool WaitsForWeekday,
        int Next,
        int Version
    );

    /// <param name="At">When.</param>
    /// <param name="Person">Who.</param>
    /// <param name="Reason">Why.</param>
    /// <param name="Title">Of what.</param>
    /// <param name="Day">
    /// In which window, by days from the deadline; null for a coordinator who was told that nothing happens.
    /// </param>
    public sealed record SentLine(DateTimeOffset At, string Person, ReminderReason Reason, string Title, int? Day);

    internal sealed class Handler(AppDb db, DueReminders due, Moments moments, TimeProvider time)
        : IRequestHandler<Query, Outcome<View>>
    {
        public async Task<Outcome<View>> Handle(Query request, CancellationToken ct)
        {
            var now = time.GetUtcNow();
            var quiet = ReminderPlan.Standard.QuietHours;
            var next = quiet.NextWeekday(now, moments.Zone);
            var found = await due.FindAsync(next, ct);
            var midnight = LocalTime.LastMinuteOf(moments.DayOf(now).AddDays(-1), moments.Zone).AddMinutes(1);
            return new View(
                await db.Reminders.CountAsync(r => r.SentAt >= midnight, ct),
                next,
                found.All.Count(),
                found.Stuck.Count,
                quiet.From,
                quiet.To,
                [
                    .. (await due.RulesAsync(ct)).Select(r =>
                        LineOf(r.Rule, r.Version) with
                        {
                            Next = found.All.Count(d => d.Reason == r.Rule.Reason),
                        }
                    ),
                ],
                await Listing<SentLine>.OfAsync(
                    from r in db.Reminders
                    orderby r.Id descending
                    join p in db.Users on r.PersonId equals p.Id
                    select new SentLine(r.SentAt, p.Name, r.Reason, r.Title, r.Window == Reminder.Escalated ? null : r.Window),
                    request.Page,
                    request.PageSize,
                    ct
                )
            );
        }
    }

    internal static RuleLine LineOf(ReminderRule rule, int version) =>
        new(rule.Reason, rule.IsOn, rule.Before, rule.Overdue, rule.Every, rule.EscalateAfter, rule.WaitsForWeekday, 0, version);

    public static void Map(IEndpointRouteBuilder network) =>
        network
            .MapGet("/reminders", async (int? page, int? pageSize, IMediator mediator, Show show, CancellationToken ct) =>
                (await mediator.Send(new Query(page ?? 1, pageSize ?? Listing.UsualPage), ct)).Answer(show)
            )
            .WithTags("Reminders")
            .WithSummary(
                "The rules of the network's reminders, what would go out next and what has gone out. For the coordinator."
            )
            .Produces<View>();
}
