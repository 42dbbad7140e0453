using System.Text.Json.Serialization;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;
using ModelMunicipalities.App.Data;
using ModelMunicipalities.App.Platform;
using ModelMunicipalities.App.Tenancy;
using ModelMunicipalities.Domain;
using ModelMunicipalities.Domain.Cohorts;
using ModelMunicipalities.Domain.Improvements;

namespace ModelMunicipalities.App.Features.Improvements;

/// <summary>
/// The improvements of an organisation, or those of a cohort that the caller may see: the coordinator all, a function its
/// own organisation's and its group's. What is late or has stood still comes first.
/// </summary>
public static class ListImprovements
{
    /// <param name="Cohort">The cohort's slug.</param>
    /// <param name="Organisation">The organisation's slug; null for all that the caller may see.</param>
    /// <param name="Status">Only those that have come so far.</param>
    /// <param name="Step">Only those that serve a step.</param>
    /// <param name="Flag">Only those that are overdue, or untouched.</param>
    /// <param name="Text">Only those with this in title, aim, owner or organisation.</param>
    /// <param name="Page">From 1; 0 for all at once.</param>
    /// <param name="PageSize">How many on a page.</param>
    public sealed record Query(
        string Cohort,
        string? Organisation,
        ImprovementStatus? Status = null,
        int? Step = null,
        ImprovementFlag? Flag = null,
        string? Text = null,
        int Page = 0,
        int PageSize = 50
    ) : IUse<View>, IRequireMember;

    /// <param name="Items">Those of this page.</param>
    /// <param name="Total">How many that fit what was asked for.</param>
    /// <param name="Cohort">The cohort's slug.</param>
    /// <param name="CohortName">Its name.</param>
    /// <param name="Instrument">Key of its instrument.</param>
    /// <param name="Invention">What in it is invented.</param>
    /// <param name="Organisation">The organisation asked for.</param>
    /// <param name="Name">Its name.</param>
    /// <param name="All">How many there are of each status, whatever was asked for.</param>
    /// <param name="Overdue">How many of them are overdue.</param>
    /// <param name="Untouched">How many of them are untouched.</param>
    /// <param name="IsOwn">True when it is the caller's organisation.</param>
    /// <param name="WhyNot">Why nothing can be written in them; null when it can.</param>
    /// <param name="Shares">
    /// Whether the organisation lets the network see what it has moved; null for others than its own people.
    /// </param>
    /// <param name="SharesVersion">Counts the changes of that and of the rest of its part in the cohort.</param>
    public sealed record View(
        IReadOnlyList<Line> Items,
        int Total,
        string Cohort,
        string CohortName,
        string Instrument,
        Invention Invention,
        string? Organisation,
        string? Name,
        IReadOnlyDictionary<ImprovementStatus, int> All,
        int Overdue,
        int Untouched,
        bool IsOwn,
        [property: JsonIgnore] Refusal? WhyNot,
        bool? Shares,
        int? SharesVersion
    )
    {
        /// <summary>How many there are.</summary>
        [JsonIgnore]
        public int Count => All.Values.Sum();

        /// <summary>How many go on.</summary>
        [JsonIgnore]
        public int Open => All.GetValueOrDefault(ImprovementStatus.Planned) + All.GetValueOrDefault(ImprovementStatus.Active);
    }

    /// <param name="Id">Its identity.</param>
    /// <param name="Organisation">The slug of whose it is.</param>
    /// <param name="OrganisationName">Its name.</param>
    /// <param name="Title">What it is called.</param>
    /// <param name="Aim">What is to be better.</param>
    /// <param name="Steps">The steps that it serves.</param>
    /// <param name="Owner">Who owns it.</param>
    /// <param name="StartsOn">From which day.</param>
    /// <param name="DueOn">By which day.</param>
    /// <param name="Status">How far it has come.</param>
    /// <param name="Next">What it may become.</param>
    /// <param name="IsOverdue">True when that day has passed.</param>
    /// <param name="IsUntouched">True when nobody has written in it for a long time.</param>
    /// <param name="CycleCount">How many cycles there are.</param>
    /// <param name="CycleIsOpen">True while the last of them goes on.</param>
    /// <param name="TouchedAt">When its organisation last wrote in it.</param>
    /// <param name="EndedAt">When it was done or stopped.</param>
    /// <param name="Version">Counts its changes.</param>
    public record Line(
        int Id,
        string Organisation,
        string OrganisationName,
        string Title,
        string? Aim,
        IReadOnlyList<int> Steps,
        string? Owner,
        DateOnly? StartsOn,
        DateOnly? DueOn,
        ImprovementStatus Status,
        IReadOnlyList<ImprovementStatus> Next,
        bool IsOverdue,
        bool IsUntouched,
        int CycleCount,
        bool CycleIsOpen,
        DateTimeOffset TouchedAt,
        DateTimeOffset? EndedAt,
        int Version
    );

    internal sealed class Validator : AbstractValidator<Query>
    {
        private const int LongestText = 100;

        public Validator() =>
            RuleFor(q => q.Text)
                .MaximumLength(LongestText)
                .WithErrorCode("TextTooLong")
                .WithState(_ => new object[] { LongestText })
                .OverridePropertyName("q");
    }

    internal sealed class Handler(AppDb db, Caller caller, Moments moments, TimeProvider time)
        : IRequestHandler<Query, Outcome<View>>
    {
        public async Task<Outcome<View>> Handle(Query request, CancellationToken ct)
        {
            var members = await (
                from c in db.Cohorts
                where c.Slug == request.Cohort
                join p in db.Participations on c.Id equals p.CohortId into joined
                from p in joined.DefaultIfEmpty()
                join o in db.Organisations on p.OrganisationId equals o.Id into named
                from o in named.DefaultIfEmpty()
                select new
                {
                    Cohort = c,
                    Participation = p,
                    Organisation = o,
                }
            )
                .AsNoTracking()
                .ToListAsync(ct);
            if (members.Count == 0)
            {
                return Refusal.NotFound();
            }

            var cohort = members[0].Cohort;
            var seats = members.FindAll(m => m.Participation is not null);
            var mine = seats.FindAll(s => caller.IsAt(s.Organisation.Id));
            var groups = mine.FindAll(s => s.Participation.IsActive)
                .ConvertAll(s => s.Participation.GroupId)
                .OfType<int>()
                .ToHashSet();
            var seen = seats.FindAll(s =>
                caller.IsCoordinator
                || caller.IsAt(s.Organisation.Id)
                || (s.Participation.GroupId is { } group && groups.Contains(group))
            );
            var of = request.Organisation is null ? null : seats.Find(s => s.Organisation.Slug == request.Organisation);
            if (request.Organisation is not null && of is null)
            {
                return Refusal.NotFound();
            }

            if (of is null ? mine.Count == 0 && !caller.IsCoordinator : !seen.Contains(of))
            {
                return Refusal.Forbidden("NotYours");
            }

            var names = (of is null ? seen : [of]).ToDictionary(s => s.Organisation.Id, s => s.Organisation);
            var (ids, every) = (names.Keys.ToList(), of is null && caller.IsCoordinator);
            var improvements = await db
                .Improvements.Where(i => i.CohortId == cohort.Id && (every || ids.Contains(i.OrganisationId)))
                .AsNoTracking()
                .ToListAsync(ct);
            var now = time.GetUtcNow();
            var today = moments.DayOf(now);
            var all = improvements
                .Where(i => names.ContainsKey(i.OrganisationId))
                .Select(i => LineOf(i, names[i.OrganisationId].Slug, names[i.OrganisationId].Name, today, now))
                .ToList();
            var fitting = all.Where(l => Fits(l, request))
                .OrderByDescending(l => l.IsOverdue)
                .ThenByDescending(l => l.IsUntouched)
                .ThenBy(l => l.EndedAt is not null)
                .ThenBy(l => l.DueOn ?? DateOnly.MaxValue)
                .ThenBy(l => l.OrganisationName, NameOrder.Swedish)
                .ThenBy(l => l.Id)
                .ToList();
            var listing =
                request.Page == 0
                    ? new Listing<Line>(fitting, fitting.Count)
                    : Listing<Line>.Of(fitting, request.Page, request.PageSize);
            var isOwn = of is not null && caller.IsAt(of.Organisation.Id);
            return new View(
                listing.Items,
                listing.Total,
                cohort.Slug,
                cohort.Name,
                cohort.Instrument,
                cohort.Invention,
                of?.Organisation.Slug,
                of?.Organisation.Name,
                Enum.GetValues<ImprovementStatus>().ToDictionary(s => s, s => all.Count(l => l.Status == s)),
                all.Count(l => l.IsOverdue),
                all.Count(l => l.IsUntouched),
                isOwn,
                of?.Participation.WhyNotImprove(cohort),
                isOwn ? of!.Participation.SharesProgress : null,
                isOwn ? of!.Participation.Version : null
            );
        }
    }

    internal static Line LineOf(Improvement i, string organisation, string name, DateOnly today, DateTimeOffset now) =>
        new(
            i.Id,
            organisation,
            name,
            i.Title,
            i.Aim,
            i.Steps,
            i.Owner,
            i.StartsOn,
            i.DueOn,
            i.Status,
            i.Next,
            i.IsOverdue(today),
            i.IsUntouched(now),
            i.Cycles.Count,
            i.Cycles.Count > 0 && i.Cycles[^1].Outcome is null,
            i.TouchedAt,
            i.EndedAt,
            i.Version
        );

    private static bool Fits(Line line, Query asked) =>
        (asked.Status is null || line.Status == asked.Status)
        && (asked.Step is not { } step || line.Steps.Contains(step))
        && (asked.Flag is null || (asked.Flag == ImprovementFlag.Overdue ? line.IsOverdue : line.IsUntouched))
        && (
            string.IsNullOrWhiteSpace(asked.Text)
            || new[] { line.Title, line.Aim, line.Owner, line.OrganisationName }.Any(t =>
                t?.Contains(asked.Text.Trim(), StringComparison.CurrentCultureIgnoreCase) == true
            )
        );

    public static void Map(IEndpointRouteBuilder cohort)
    {
        cohort
            .MapGet(
                "/improvements",
                (
                    string cohort,
                    Choice<ImprovementStatus>? status,
                    int? step,
                    Choice<ImprovementFlag>? flag,
                    string? q,
                    int? page,
                    int? pageSize,
                    IMediator mediator,
                    Show show,
                    CancellationToken ct
                ) =>
                    AnswerAsync(
                        new Query(
                            cohort,
                            null,
                            status?.Value,
                            step,
                            flag?.Value,
                            q,
                            Math.Max(page ?? 1, 1),
                            pageSize ?? Listing.UsualPage
                        ),
                        mediator,
                        show,
                        ct
                    )
            )
            .WithTags("Improvements")
            .WithSummary(
                "The improvements of a cohort that the caller may see: the coordinator all, a function its own organisation's and its group's. Late ones first."
            )
            .Produces<View>();
        cohort
            .MapGet(
                "/organisations/{organisation}/improvements",
                (
                    string cohort,
                    string organisation,
                    Choice<ImprovementStatus>? status,
                    int? step,
                    Choice<ImprovementFlag>? flag,
                    string? q,
                    int? page,
                    int? pageSize,
                    IMediator mediator,
                    Show show,
                    CancellationToken ct
                ) =>
                    AnswerAsync(
                        new Query(
                            cohort,
                            organisation,
                            status?.Value,
                            step,
                            flag?.Value,
                            q,
                            Math.Max(page ?? 1, 1),
                            pageSize ?? Listing.UsualPage
                        ),
                        mediator,
                        show,
                        ct
                    )
            )
            .WithTags("Improvements")
            .WithName("listOrganisationImprovements")
            .WithSummary("The improvements of an organisation, late ones first. For itself, its group and the coordinator.")
            .Produces<View>();
    }

    private static async Task<IResult> AnswerAsync(Query query, IMediator mediator, Show show, CancellationToken ct) =>
        (await mediator.Send(query, ct)).Answer(show);
}
