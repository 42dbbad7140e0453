using MediatR;
using Microsoft.EntityFrameworkCore;
using ModelMunicipalities.App.Data;
using ModelMunicipalities.App.Platform;
using ModelMunicipalities.App.Tenancy;
using ModelMunicipalities.Domain;
using ModelMunicipalities.Domain.Accounts;
using ModelMunicipalities.Domain.Assessments;
using ModelMunicipalities.Domain.Cohorts;
using ModelMunicipalities.Domain.Improvements;

namespace ModelMunicipalities.App.Features.Improvements;

/// <summary>
/// Who has moved a step, and how: the organisations of the network, in whatever cohort, that consent to its being seen. Their
/// first and last submitted score of the step, and the improvements that serve it or that the moved score points at.
/// </summary>
public static class LearnFrom
{
    /// <param name="Step">The step; null to see how many have moved each.</param>
    /// <param name="Instrument">The instrument; null for that of the newest cohort that runs.</param>
    /// <param name="Page">From 1.</param>
    /// <param name="PageSize">How many on a page.</param>
    public sealed record Query(int? Step = null, string? Instrument = null, int Page = 1, int PageSize = 200)
        : IUse<View>,
            IRequireAnyFunction
    {
        public Refusal OrElse => Refusal.Forbidden("LearnNotYours");
    }

    /// <param name="Items">Who has moved the step up, most first.</param>
    /// <param name="Total">How many.</param>
    /// <param name="Instrument">The instrument.</param>
    /// <param name="Step">The step asked for.</param>
    /// <param name="Consenting">How many organisations let it be seen.</param>
    /// <param name="Steps">How many have moved each step up, in the order of the steps.</param>
    public sealed record View(
        IReadOnlyList<Line> Items,
        int Total,
        string Instrument,
        int? Step,
        int Consenting,
        IReadOnlyList<int> Steps
    );

    /// <param name="Organisation">Its slug.</param>
    /// <param name="Name">Its name.</param>
    /// <param name="Cohort">The slug of the cohort in which it was moved.</param>
    /// <param name="CohortName">Its name.</param>
    /// <param name="From">The score at first.</param>
    /// <param name="FirstOccasion">Before what that was submitted.</param>
    /// <param name="To">The score at last.</param>
    /// <param name="LastOccasion">Before what that was submitted.</param>
    /// <param name="KeyPerson">Whom to ask, by name.</param>
    /// <param name="Improvements">By which improvements.</param>
    public sealed record Line(
        string Organisation,
        string Name,
        string Cohort,
        string CohortName,
        int From,
        string FirstOccasion,
        int To,
        string LastOccasion,
        string? KeyPerson,
        IReadOnlyList<By> Improvements
    );

    /// <param name="Id">The improvement.</param>
    /// <param name="Title">What it is called.</param>
    /// <param name="Status">How far it has come.</param>
    /// <param name="MaySee">True when the caller may open it.</param>
    public sealed record By(int Id, string Title, ImprovementStatus Status, bool MaySee);

    internal sealed class Handler(AppDb db, Caller caller, InstrumentCatalogue instruments)
        : IRequestHandler<Query, Outcome<View>>
    {
        public async Task<Outcome<View>> Handle(Query request, CancellationToken ct)
        {
            var key = request.Instrument
                ?? await db
                    .Cohorts.OrderByDescending(c => c.Stage == CohortStage.Running)
                    .ThenByDescending(c => c.Id)
                    .Select(c => c.Instrument)
                    .FirstOrDefaultAsync(ct);
            if (key is null || !instruments.Has(key))
            {
                return Refusal.NotFound();
            }

            var instrument = instruments[key];
            if (request.Step is { } step && instrument.Step(step) is null)
            {
                return Refusal.Invalid("UnknownStep", "step", step, instrument.Steps.Count);
            }

            var seats = (
                await (
                    from p in db.Participations
                    where p.SharesProgress && p.WithdrawnAt == null
                    join c in db.Cohorts on p.CohortId equals c.Id
                    where c.Instrument == key
                    join o in db.Organisations on p.OrganisationId equals o.Id
                    orderby c.Id
                    select new
                    {
                        p.CohortId,
                        p.GroupId,
                        OrganisationId = o.Id,
                        o.Slug,
                        o.Name,
                        Cohort = c.Slug,
                        CohortName = c.Name,
                    }
                ).ToListAsync(ct)
            ).OrderBy(s => s.Name, NameOrder.Swedish).ToList();
            var hidden = caller.IsCoordinator
                ? new HashSet<(int, int)>()
                : await Knowing.HiddenAsync(db, caller, [.. seats.Select(s => s.CohortId).Distinct()], instrument, ct);
            var submitted = (
                await (
                    from a in db.Assessments
                    where a.SubmittedAt != null && a.Instrument == key
                    join p in db.Participations
                        on new { a.CohortId, a.OrganisationId } equals new { p.CohortId, p.OrganisationId }
                    where p.SharesProgress && p.WithdrawnAt == null
                    join x in db.Occasions on a.OccasionId equals x.Id
                    orderby x.Ordinal
                    select new
                    {
                        a.CohortId,
                        a.OrganisationId,
                        Occasion = x.Id,
                        x.Key,
                        a.Profile,
                    }
                ).ToListAsync(ct)
            ).Where(a => !hidden.Contains((a.OrganisationId, a.Occasion))).ToLookup(a => (a.CohortId, a.OrganisationId));
            var moved = (
                from s in seats
                let all = submitted[(s.CohortId, s.OrganisationId)].ToList()
                where all.Count > 1
                select (
                    Seat: s,
                    First: all[0].Key,
                    Before: Profile.Parse(all[0].Profile)!,
                    Last: all[^1].Key,
                    After: Profile.Parse(all[^1].Profile)!
                )
            ).ToList();
            var counts = instrument
                .Steps.Select(s =>
                    moved.Where(m => m.After[s.Number] > m.Before[s.Number]).Select(m => m.Seat.OrganisationId).Distinct().Count()
                )
                .ToList();
            if (request.Step is not { } wanted)
            {
                return new View([], 0, key, null, seats.DistinctBy(s => s.OrganisationId).Count(), counts);
            }

            var up = moved
                .Where(m => m.After[wanted] > m.Before[wanted] && !caller.IsAt(m.Seat.OrganisationId))
                .OrderByDescending(m => m.After[wanted] - m.Before[wanted])
                .ToList();
            var improvements = await ByAsync(wanted, ct);
            var people = (
                await (
                    from m in db.Memberships
                    where
                        m.Function == Function.KeyPerson
                        && m.EndedAt == null
                        && db.Participations.Any(p => p.SharesProgress && p.OrganisationId == m.OrganisationId)
                    join u in db.Users on m.PersonId equals u.Id
                    orderby m.Id
                    select new { m.OrganisationId, u.Name }
                ).ToListAsync(ct)
            ).ToLookup(p => p.OrganisationId, p => p.Name);
            var mine = caller.Places.Where(p => p.OrganisationId is not null).Select(p => p.OrganisationId!.Value).ToList();
            var groups = await db
                .Participations.Where(p => mine.Contains(p.OrganisationId) && p.GroupId != null && p.WithdrawnAt == null)
                .Select(p => p.GroupId)
                .ToListAsync(ct);
            var listing = Listing<Line>.Of(
                up.ConvertAll(m => new Line(
                    m.Seat.Slug,
                    m.Seat.Name,
                    m.Seat.Cohort,
                    m.Seat.CohortName,
                    m.Before[wanted]!.Value,
                    m.First,
                    m.After[wanted]!.Value,
                    m.Last,
                    people[m.Seat.OrganisationId].FirstOrDefault(),
                    [
                        .. improvements[(m.Seat.CohortId, m.Seat.OrganisationId)]
                            .Select(i =>
                                i with
                                {
                                    MaySee =
                                        caller.IsCoordinator || (m.Seat.GroupId is not null && groups.Contains(m.Seat.GroupId)),
                                }
                            ),
                    ]
                )),
                request.Page,
                request.PageSize
            );
            return new View(listing.Items, listing.Total, key, wanted, seats.DistinctBy(s => s.OrganisationId).Count(), counts);
        }

        /// <summary>The improvements of those who consent that serve a step, or that a submitted score of it points at.</summary>
        private async Task<ILookup<(int, int), By>> ByAsync(int step, CancellationToken ct)
        {
            var pointedAt = await (
                from s in db.ConsensusScores
                where s.Step == step && s.ImprovementId != null
                join a in db.Assessments on s.AssessmentId equals a.Id
                where a.SubmittedAt != null
                select s.ImprovementId!.Value
            )
                .Distinct()
                .ToListAsync(ct);
            var rows = await (
                from i in db.Improvements
                join p in db.Participations on new { i.CohortId, i.OrganisationId } equals new { p.CohortId, p.OrganisationId }
                where p.SharesProgress && p.WithdrawnAt == null
                orderby i.Id
                select new
                {
                    i.Id,
                    i.CohortId,
                    i.OrganisationId,
                    i.Title,
                    i.Status,
                    i.Steps,
                }
            ).ToListAsync(ct);
            return rows.Where(r => r.Steps.Contains(step) || pointedAt.Contains(r.Id))
                .ToLookup(r => (r.CohortId, r.OrganisationId), r => new By(r.Id, r.Title, r.Status, false));
        }
    }

    public static void Map(IEndpointRouteBuilder network) =>
        network
            .MapGet(
                "/learning",
                async (
                    int? step,
                    string? instrument,
                    int? page,
                    int? pageSize,
                    IMediator mediator,
                    Show show,
                    CancellationToken ct
                ) => (await mediator.Send(new Query(step, instrument, page ?? 1, pageSize ?? Listing.UsualPage), ct)).Answer(show)
            )
            .WithTags("Improvements")
            .WithSummary(
                "Who has moved a step of a checklist up and by which improvements, of those that let it be seen. For functions and the coordinator."
            )
            .Produces<View>();
}
