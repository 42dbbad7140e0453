using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;
using ModelMunicipalities.App.Data;
using ModelMunicipalities.App.Platform;
using ModelMunicipalities.Domain;
using ModelMunicipalities.Domain.Cohorts;
using ModelMunicipalities.Domain.Meetings;

namespace ModelMunicipalities.App.Features.Cohorts;

/// <summary>
/// Moves the dates of a cohort's timeline. Meetings that have been called stay where they are; the windows of the others move
/// along.
/// </summary>
public static class SchedulePlan
{
    /// <param name="Cohort">The cohort's slug.</param>
    /// <param name="ApplyBy">The last day for applications; null for none.</param>
    /// <param name="Occasions">The dates of every occasion, in order.</param>
    /// <param name="Days">The dates of every other day, in order.</param>
    /// <param name="Version">The version that the change is based on.</param>
    public sealed record Command(
        string Cohort,
        DateTimeOffset? ApplyBy,
        IReadOnlyList<Dates> Occasions,
        IReadOnlyList<Times> Days,
        int Version
    ) : IUse<ViewPlan.View>, IRequireCoordinator;

    public sealed record Dates(
        string? Key,
        DateTimeOffset? OpensAt,
        DateTimeOffset? DueAt,
        DateTimeOffset? StartsAt,
        DateTimeOffset? EndsAt
    );

    public sealed record Times(DateTimeOffset? StartsAt, DateTimeOffset? EndsAt);

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(c => c.ApplyBy).Must(by => by is null || IsWithinReason(by)).WithErrorCode("DateMissing");
            RuleForEach(c => c.Occasions)
                .ChildRules(o =>
                {
                    o.RuleFor(x => x.OpensAt).Must(IsWithinReason).WithErrorCode("DateMissing").OverridePropertyName("opens");
                    o.RuleFor(x => x.DueAt).Must(IsWithinReason).WithErrorCode("DateMissing").OverridePropertyName("due");
                    o.RuleFor(x => x.StartsAt).Must(IsWithinReason).WithErrorCode("DateMissing").OverridePropertyName("starts");
                    o.RuleFor(x => x.EndsAt).Must(IsWithinReason).WithErrorCode("DateMissing").OverridePropertyName("ends");
                });
            RuleForEach(c => c.Days)
                .ChildRules(d =>
                {
                    d.RuleFor(x => x.StartsAt).Must(IsWithinReason).WithErrorCode("DateMissing").OverridePropertyName("starts");
                    d.RuleFor(x => x.EndsAt).Must(IsWithinReason).WithErrorCode("DateMissing").OverridePropertyName("ends");
                });
        }

        private static bool IsWithinReason(DateTimeOffset? at) => at is { Year: >= 2000 and <= 2100 };
    }

    internal sealed class Handler(AppDb db, IMediator mediator, TimeProvider time)
        : IRequestHandler<Command, Outcome<ViewPlan.View>>
    {
        public async Task<Outcome<ViewPlan.View>> Handle(Command request, CancellationToken ct)
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

            if (cohort.Version != request.Version)
            {
                return Refusal.Stale(false, Fields(cohort, request));
            }

            if (cohort.Stage.WhyNot(CohortAct.Schedule) is { } refusal)
            {
                return refusal;
            }

            var (occasions, days) = (
                cohort.Occasions.OrderBy(o => o.Ordinal).ToList(),
                cohort.Days.OrderBy(d => d.Ordinal).ToList()
            );
            if (
                !occasions.Select(o => o.Key).SequenceEqual(request.Occasions.Select(o => o.Key))
                || days.Count != request.Days.Count
            )
            {
                return Refusal.Invalid("TimelineIncomplete", "occasions");
            }

            // What somebody may read beside figures depends on when their occasion was: it stays as it was.
            var published = await db
                .Editions.Where(e => e.CohortId == cohort.Id)
                .Select(e => e.OccasionId)
                .Distinct()
                .ToListAsync(ct);
            var moved = occasions
                .Zip(request.Occasions)
                .Index()
                .Where(o =>
                    published.Contains(o.Item.First.Id)
                    && (
                        IsOther(o.Item.First.OpensAt, o.Item.Second.OpensAt) || IsOther(o.Item.First.EndsAt, o.Item.Second.EndsAt)
                    )
                )
                .Select(o => Refusal.Invalid("FiguresPublished", $"occasions[{o.Index}].ends"))
                .ToList();
            if (moved.Count > 0)
            {
                return moved;
            }

            foreach (var (o, dates) in occasions.Zip(request.Occasions))
            {
                (o.OpensAt, o.DueAt, o.StartsAt, o.EndsAt) = (
                    dates.OpensAt!.Value,
                    dates.DueAt!.Value,
                    dates.StartsAt!.Value,
                    dates.EndsAt!.Value
                );
            }

            foreach (var (d, times) in days.Zip(request.Days))
            {
                (d.StartsAt, d.EndsAt) = (times.StartsAt!.Value, times.EndsAt!.Value);
            }

            var wrong = cohort.CheckTimeline();
            if (wrong.Count > 0)
            {
                return wrong.ToList();
            }

            MeetingPlan.Follow(cohort, await db.Meetings.Where(m => m.CohortId == cohort.Id).ToListAsync(ct));
            cohort.ApplyBy = request.ApplyBy;
            cohort.Version++;
            db.Trail("CohortScheduled", time.GetUtcNow(), detail: cohort.Name);
            await db.SaveChangesAsync(ct);
            return await mediator.Send(new ViewPlan.Query(request.Cohort), ct);
        }
    }

    /// <summary>Forms know minutes only.</summary>
    private static bool IsOther(DateTimeOffset now, DateTimeOffset? given) =>
        (given!.Value - now).Duration() >= TimeSpan.FromMinutes(1);

    /// <summary>Each date, what it is now and what it was to be.</summary>
    private static IEnumerable<(string Field, object? Now, object? Given)> Fields(Cohort cohort, Command request) =>
        cohort
            .Occasions.OrderBy(o => o.Ordinal)
            .Zip(request.Occasions)
            .Index()
            .SelectMany(o =>
                new (string, object?, object?)[]
                {
                    (
                        $"occasions[{o.Index}].opens",
                        o.Item.First.OpensAt.ToUniversalTime(),
                        o.Item.Second.OpensAt?.ToUniversalTime()
                    ),
                    ($"occasions[{o.Index}].due", o.Item.First.DueAt.ToUniversalTime(), o.Item.Second.DueAt?.ToUniversalTime()),
                    (
                        $"occasions[{o.Index}].starts",
                        o.Item.First.StartsAt.ToUniversalTime(),
                        o.Item.Second.StartsAt?.ToUniversalTime()
                    ),
                    (
                        $"occasions[{o.Index}].ends",
                        o.Item.First.EndsAt.ToUniversalTime(),
                        o.Item.Second.EndsAt?.ToUniversalTime()
                    ),
                }
            )
            .Concat(
                cohort
                    .Days.OrderBy(d => d.Ordinal)
                    .Zip(request.Days)
                    .Index()
                    .SelectMany(d =>
                        new (string, object?, object?)[]
                        {
                            (
                                $"days[{d.Index}].starts",
                                d.Item.First.StartsAt.ToUniversalTime(),
                                d.Item.Second.StartsAt?.ToUniversalTime()
                            ),
                            (
                                $"days[{d.Index}].ends",
                                d.Item.First.EndsAt.ToUniversalTime(),
                                d.Item.Second.EndsAt?.ToUniversalTime()
                            ),
                        }
                    )
            )
            .Prepend(("applyBy", cohort.ApplyBy?.ToUniversalTime(), request.ApplyBy?.ToUniversalTime()));

    public sealed record Body(DateTimeOffset? ApplyBy, IReadOnlyList<Dates?>? Occasions, IReadOnlyList<Times?>? Days);

    public static void Map(IEndpointRouteBuilder cohort) =>
        cohort
            .MapPut(
                "/plan",
                async (string cohort, Body body, HttpContext http, IMediator mediator, Show show, CancellationToken ct) =>
                    await PlanAnswers.AnswerAsync(
                        http,
                        show,
                        mediator,
                        cohort,
                        body,
                        version => new Command(
                            cohort,
                            body.ApplyBy,
                            [.. (body.Occasions ?? []).Select(o => o ?? new Dates(null, null, null, null, null))],
                            [.. (body.Days ?? []).Select(d => d ?? new Times(null, null))],
                            version
                        ),
                        ct
                    )
            )
            .WithTags("Cohorts")
            .WithSummary("Moves the dates of a cohort. Needs If-Match; an older version is answered 409 with both.")
            .Produces<ViewPlan.View>()
            .ProducesProblem(StatusCodes.Status428PreconditionRequired);
}

/// <summary>What the changes of a plan answer over HTTP.</summary>
internal static class PlanAnswers
{
    public static async Task<IResult> AnswerAsync(
        HttpContext http,
        Show show,
        IMediator mediator,
        string cohort,
        object given,
        Func<int, IUse<ViewPlan.View>> command,
        CancellationToken ct
    )
    {
        if (!http.Request.HasVersion())
        {
            return HttpAnswers.VersionMissing();
        }

        var outcome = await mediator.Send(command(http.Request.ReadSharedVersion() ?? -1), ct);
        return await outcome.AnswerAsync(
            show,
            view => view.WithVersion(http),
            async () => (await mediator.Send(new ViewPlan.Query(cohort), ct)).Value,
            given
        );
    }
}
