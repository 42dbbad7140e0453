using MediatR;
using Microsoft.EntityFrameworkCore;
using ModelMunicipalities.App.Data;
using ModelMunicipalities.App.Platform;
using ModelMunicipalities.Domain;
using ModelMunicipalities.Domain.Reminders;

namespace ModelMunicipalities.App.Features.Reminders;

/// <summary>Decides when people are reminded for a reason, or that they are not.</summary>
public static class ChangeReminder
{
    /// <param name="Reason">The name of a <see cref="ReminderReason"/>.</param>
    /// <param name="IsOn">False to remind nobody.</param>
    /// <param name="Before">How many days before the deadline.</param>
    /// <param name="Overdue">How many days after it.</param>
    /// <param name="Every">With how many days between, again and again.</param>
    /// <param name="EscalateAfter">After how many days the coordinator is told; null for never.</param>
    /// <param name="Version">The version that the change is based on.</param>
    public sealed record Command(
        string Reason,
        bool IsOn,
        IReadOnlyList<int> Before,
        IReadOnlyList<int> Overdue,
        int? Every,
        int? EscalateAfter,
        int Version
    ) : IUse<ViewReminders.RuleLine>, IRequireCoordinator;

    internal sealed class Handler(AppDb db, TimeProvider time) : IRequestHandler<Command, Outcome<ViewReminders.RuleLine>>
    {
        public async Task<Outcome<ViewReminders.RuleLine>> Handle(Command request, CancellationToken ct)
        {
            if (Find(request.Reason) is not { } original)
            {
                return Refusal.NotFound();
            }

            var setting = await db.ReminderSettings.SingleOrDefaultAsync(s => s.Reason == original.Reason, ct);
            if ((setting?.Version ?? 0) != request.Version)
            {
                var now = setting?.On(original) ?? original;
                return Refusal.Stale(
                    false,
                    ("before", Days(now.Before), Days(request.Before)),
                    ("overdue", Days(now.Overdue), Days(request.Overdue)),
                    ("every", now.Every, request.Every),
                    ("escalateAfter", now.EscalateAfter, request.EscalateAfter)
                );
            }

            if (setting is null)
            {
                db.ReminderSettings.Add(setting = new ReminderSetting { Reason = original.Reason });
            }

            var wrong = setting.Change(
                original with
                {
                    IsOn = request.IsOn,
                    Before = request.Before,
                    Overdue = request.Overdue,
                    Every = request.Every,
                    EscalateAfter = request.EscalateAfter,
                },
                original
            );
            if (wrong.Count > 0)
            {
                return wrong.ToList();
            }

            db.Trail("ReminderChanged", time.GetUtcNow(), detail: original.Reason.ToString());
            await db.SaveChangesAsync(ct);
            return ViewReminders.LineOf(setting.On(original), setting.Version);
        }
    }

    private static List<object> Days(IEnumerable<int> days) => [.. days.Select(d => (object)d)];

    /// <summary>The product's own rule by the name of its reason, or null.</summary>
    private static ReminderRule? Find(string name) =>
        ReminderPlan.Standard.Rules.FirstOrDefault(r =>
            string.Equals(r.Reason.ToString(), name, StringComparison.OrdinalIgnoreCase)
        );

    public sealed record Body(
        bool? IsOn,
        IReadOnlyList<int>? Before,
        IReadOnlyList<int>? Overdue,
        int? Every,
        int? EscalateAfter
    );

    public static void Map(IEndpointRouteBuilder network) =>
        network
            .MapPut(
                "/reminders/{reason}",
                async (string reason, Body body, HttpContext http, IMediator mediator, Show show, CancellationToken ct) =>
                {
                    if (!http.Request.HasVersion())
                    {
                        return HttpAnswers.VersionMissing();
                    }

                    var outcome = await mediator.Send(
                        new Command(
                            reason,
                            body.IsOn ?? true,
                            body.Before ?? [],
                            body.Overdue ?? [],
                            body.Every,
                            body.EscalateAfter,
                            http.Request.ReadSharedVersion() ?? -1
                        ),
                        ct
                    );
                    return await outcome.AnswerAsync(
                        show,
                        line =>
                        {
                            http.Response.SetVersion(line.Version);
                            return Results.Ok(line);
                        },
                        async () =>
                            (await mediator.Send(new ViewReminders.Query(), ct)).Value?.Rules.First(r =>
                                r.Reason == Find(reason)!.Reason
                            ),
                        body
                    );
                }
            )
            .WithTags("Reminders")
            .WithSummary(
                "Decides when people are reminded for a reason, or that they are not. The coordinator's act. Needs If-Match; an older version is answered 409 with both."
            )
            .Produces<ViewReminders.RuleLine>()
            .ProducesProblem(StatusCodes.Status428PreconditionRequired);
}
