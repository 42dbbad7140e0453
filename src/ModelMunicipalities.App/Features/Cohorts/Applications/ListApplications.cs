using MediatR;
using Microsoft.EntityFrameworkCore;
using ModelMunicipalities.App.Data;
using ModelMunicipalities.App.Platform;
using ModelMunicipalities.Domain;
using ModelMunicipalities.Domain.Assessments;
using ModelMunicipalities.Domain.Cohorts;
using ModelMunicipalities.Domain.Networks;

namespace ModelMunicipalities.App.Features.Cohorts;

/// <summary>The orders in which applications can be listed.</summary>
public enum ApplicationOrder
{
    Name,
    Submitted,
    Criteria,
}

/// <summary>
/// The applications to a cohort, the mentors' places against them, and how the selection spreads: the coordinator's list.
/// </summary>
public static class ListApplications
{
    /// <param name="Cohort">The cohort's slug.</param>
    /// <param name="Sort">The order.</param>
    /// <param name="Page">From 1; 0 for all at once.</param>
    /// <param name="PageSize">How many to a page.</param>
    public sealed record Query(string Cohort, ApplicationOrder Sort = ApplicationOrder.Name, int Page = 0, int PageSize = 50)
        : IUse<View>,
            IRequireCoordinator;

    /// <param name="Cohort">The cohort's slug.</param>
    /// <param name="CohortName">Its name.</param>
    /// <param name="Stage">How far the cohort has come.</param>
    /// <param name="ApplyBy">Until when applications are asked for.</param>
    /// <param name="Invention">What in it is invented.</param>
    /// <param name="Criteria">The criteria, in the order in which each line answers them.</param>
    /// <param name="Items">The applications.</param>
    /// <param name="Total">How many there are.</param>
    /// <param name="Standing">How many have come how far.</param>
    /// <param name="Places">What the mentors offer.</param>
    /// <param name="Admitted">How those that take part spread.</param>
    /// <param name="WithUndecided">The same if all that are submitted and undecided were admitted too.</param>
    public sealed record View(
        string Cohort,
        string CohortName,
        CohortStage Stage,
        DateTimeOffset? ApplyBy,
        Invention Invention,
        IReadOnlyList<CriterionHead> Criteria,
        IReadOnlyList<Line> Items,
        int Total,
        Standing Standing,
        MentorPlaces Places,
        Spread Admitted,
        Spread WithUndecided
    );

    public sealed record CriterionHead(string Key, CriterionKind Kind, string? Question, bool Required);

    /// <param name="Organisation">The organisation's slug.</param>
    /// <param name="Name">Its name.</param>
    /// <param name="Kind">What sort of organisation it is.</param>
    /// <param name="Status">How far the application has come.</param>
    /// <param name="County">The county; a part of a municipality is in that one's.</param>
    /// <param name="Population">Its inhabitants.</param>
    /// <param name="Group">Its municipality group.</param>
    /// <param name="Focus">The areas it wants to work with; empty until it is submitted.</param>
    /// <param name="InvitedAt">When it was invited.</param>
    /// <param name="SubmittedAt">When it was last submitted.</param>
    /// <param name="DecidedAt">When it was last decided on.</param>
    /// <param name="Met">Whether each criterion is met; null while it is not submitted.</param>
    /// <param name="RequiredLacking">How many required criteria are not met; null while it is not submitted.</param>
    /// <param name="PartsFilled">How many parts are filled in.</param>
    /// <param name="Parts">Of how many.</param>
    /// <param name="HasLeft">True when it was admitted and has left.</param>
    public sealed record Line(
        string Organisation,
        string Name,
        OrganisationKind Kind,
        ApplicationStatus Status,
        string? County,
        int? Population,
        MunicipalityGroup? Group,
        IReadOnlyList<string> Focus,
        DateTimeOffset? InvitedAt,
        DateTimeOffset? SubmittedAt,
        DateTimeOffset? DecidedAt,
        IReadOnlyList<bool>? Met,
        int? RequiredLacking,
        int PartsFilled,
        int Parts,
        bool HasLeft
    );

    /// <param name="Invited">Invited and not begun.</param>
    /// <param name="Writing">Begun, or with the applicant again.</param>
    /// <param name="Undecided">Submitted, waiting for a decision.</param>
    /// <param name="Admitted">Admitted.</param>
    /// <param name="Waiting">On the waiting list.</param>
    /// <param name="Declined">Not admitted.</param>
    public sealed record Standing(int Invited, int Writing, int Undecided, int Admitted, int Waiting, int Declined)
    {
        /// <summary>Those that have been submitted and decided on.</summary>
        public int Decided => Admitted + Waiting + Declined;
    }

    /// <param name="Places">How many participants the available mentors can take together.</param>
    /// <param name="Mentors">How many mentors that is.</param>
    /// <param name="Unanswered">How many have not said.</param>
    /// <param name="Unavailable">How many cannot.</param>
    /// <param name="Participants">How many take part already.</param>
    public sealed record MentorPlaces(int Places, int Mentors, int Unanswered, int Unavailable, int Participants);

    internal sealed class Handler(AppDb db, InstrumentCatalogue instruments) : IRequestHandler<Query, Outcome<View>>
    {
        private static readonly IReadOnlyList<string> Counties = [.. Catalogue.Regions.Select(r => r.County)];

        public async Task<Outcome<View>> Handle(Query request, CancellationToken ct)
        {
            var cohort = await db.Cohorts.AsNoTracking().SingleOrDefaultAsync(c => c.Slug == request.Cohort, ct);
            if (cohort is null)
            {
                return Refusal.NotFound();
            }

            var applications = await db.Applications.AsNoTracking().Where(a => a.CohortId == cohort.Id).ToListAsync(ct);
            var participations = await db.Participations.AsNoTracking().Where(p => p.CohortId == cohort.Id).ToListAsync(ct);
            var organisations = await (
                from o in db.Organisations
                where
                    db.Applications.Any(a => a.CohortId == cohort.Id && a.OrganisationId == o.Id)
                    || db.Participations.Any(p => p.CohortId == cohort.Id && p.OrganisationId == o.Id)
                from parent in db.Organisations.Where(x => x.Id == o.ParentId).DefaultIfEmpty()
                select new Known(o.Id, o.Slug, o.Name, o.Kind, o.Code, parent!.Code)
            ).ToDictionaryAsync(o => o.Id, ct);

            var steps = instruments[cohort.Instrument].Steps.Count;
            var parts = ApplicationParts.Of(cohort.Criteria);
            var left = participations.Where(p => !p.IsActive).Select(p => p.OrganisationId).ToHashSet();
            var lines = Ordered(
                    applications.Select(a =>
                        ToLine(a, organisations[a.OrganisationId], cohort, parts, steps, left.Contains(a.OrganisationId))
                    ),
                    request.Sort
                )
                .ToList();
            var taking = participations.Where(p => p is { IsActive: true, Role: CohortRole.Participant }).ToList();
            var admitted = taking.ConvertAll(p => organisations[p.OrganisationId].Member(p.Focus));
            var undecided = applications
                .Where(a => a.AwaitsDecision && !taking.Exists(p => p.OrganisationId == a.OrganisationId))
                .Select(a => organisations[a.OrganisationId].Member(a.Focus));
            var mentors = participations.Where(p => p is { IsActive: true, Role: CohortRole.Mentor }).ToList();
            int Count(params ReadOnlySpan<ApplicationStatus> statuses)
            {
                var count = 0;
                foreach (var status in statuses)
                {
                    count += applications.Count(a => a.Status == status);
                }

                return count;
            }

            return new View(
                cohort.Slug,
                cohort.Name,
                cohort.Stage,
                cohort.ApplyBy,
                cohort.Invention,
                [.. cohort.Criteria.Select(c => new CriterionHead(c.Key, c.Kind, c.Question, c.IsRequired))],
                request.Page == 0 ? lines : Listing<Line>.Of(lines, request.Page, request.PageSize).Items,
                lines.Count,
                new Standing(
                    Count(ApplicationStatus.Invited),
                    Count(ApplicationStatus.Draft, ApplicationStatus.SentBack),
                    Count(ApplicationStatus.Submitted),
                    Count(ApplicationStatus.Admitted),
                    Count(ApplicationStatus.WaitingList),
                    Count(ApplicationStatus.Declined)
                ),
                new MentorPlaces(
                    mentors.Where(m => m.HasPlaces).Sum(m => m.Places!.Value),
                    mentors.Count(m => m.HasPlaces),
                    mentors.Count(m => m is { IsUnavailable: false, Places: null }),
                    mentors.Count(m => m.IsUnavailable),
                    taking.Count
                ),
                Spread.Of(admitted, Counties),
                Spread.Of([.. admitted, .. undecided], Counties)
            );
        }

        private static Line ToLine(
            Application a,
            Known o,
            Cohort cohort,
            IReadOnlyList<ApplicationPart> parts,
            int steps,
            bool hasLeft
        )
        {
            var (county, population, group, _) = o.Member([]);
            var met = a.IsSeenByCoordinator ? cohort.Criteria.ConvertAll(c => c.IsMetBy(a, steps)) : null;
            return new Line(
                o.Slug,
                o.Name,
                o.Kind,
                a.Status,
                county,
                population,
                group,
                a.IsSeenByCoordinator ? a.Focus : [],
                a.InvitedAt,
                a.SubmittedAt,
                a.DecidedAt,
                met,
                met is null ? null : cohort.Criteria.Where((c, i) => c.IsRequired && !met[i]).Count(),
                parts.Count(p => a.StateOf(p, cohort.Criteria, steps) == PartState.Filled),
                parts.Count,
                hasLeft && a.Status == ApplicationStatus.Admitted
            );
        }

        private static IOrderedEnumerable<Line> Ordered(IEnumerable<Line> lines, ApplicationOrder order) =>
            order switch
            {
                ApplicationOrder.Submitted => lines
                    .OrderBy(l => l.SubmittedAt is null)
                    .ThenBy(l => l.SubmittedAt)
                    .ThenBy(l => l.Name, NameOrder.Swedish),
                ApplicationOrder.Criteria => lines
                    .OrderBy(l => l.Met is null)
                    .ThenBy(l => l.RequiredLacking)
                    .ThenByDescending(l => l.Met?.Count(m => m) ?? l.PartsFilled)
                    .ThenBy(l => l.Name, NameOrder.Swedish),
                _ => lines.OrderBy(l => l.Name, NameOrder.Swedish),
            };

        /// <summary>An organisation, and where it lies.</summary>
        private sealed record Known(int Id, string Slug, string Name, OrganisationKind Kind, string? Code, string? ParentCode)
        {
            /// <summary>
            /// A part of a municipality lies in its county; population and group are the whole municipality's, so it has none.
            /// </summary>
            public SpreadMember Member(IReadOnlyList<string> focus) =>
                Catalogue.Municipality(Code ?? "") is { } m
                    ? new(m.County, m.Population, Enum.Parse<MunicipalityGroup>(m.Group), focus)
                : Catalogue.Regions.FirstOrDefault(r => r.Code == Code) is { } region
                    ? new(region.County, region.Population, null, focus)
                : new(
                    Catalogue.Municipality(ParentCode ?? "")?.County
                        ?? Catalogue.Regions.FirstOrDefault(r => r.Code == ParentCode)?.County,
                    null,
                    null,
                    focus
                );
        }
    }

    public static void Map(IEndpointRouteBuilder cohort) =>
        cohort
            .MapGet(
                "/applications",
                async (
                    string cohort,
                    Choice<ApplicationOrder>? sort,
                    int? page,
                    int? pageSize,
                    IMediator mediator,
                    Show show,
                    CancellationToken ct
                ) =>
                    (
                        await mediator.Send(
                            new Query(
                                cohort,
                                sort?.Value ?? ApplicationOrder.Name,
                                Math.Max(1, page ?? 1),
                                pageSize ?? Listing.UsualPage
                            ),
                            ct
                        )
                    ).Answer(show)
            )
            .WithTags("Applications")
            .WithSummary(
                "The applications to the cohort, the mentors' places, and how the selection spreads. For the coordinator."
            )
            .Produces<View>();
}
