using MediatR;
using Microsoft.EntityFrameworkCore;
using ModelMunicipalities.App.Data;
using ModelMunicipalities.App.Platform;
using ModelMunicipalities.Domain.Accounts;
using ModelMunicipalities.Domain.Assessments;
using ModelMunicipalities.Domain.Networks;

namespace ModelMunicipalities.App.Features.Accounts;

/// <summary>
/// Who is who in the network: the functions of every organisation, the network's own roles, and who is invited.
/// </summary>
public static class ListPeople
{
    public sealed record Query(int Page, int PageSize = 50) : IUse<View>, IRequireCoordinator;

    /// <param name="Items">The organisations of this page.</param>
    /// <param name="Total">How many organisations there are.</param>
    /// <param name="Roles">Who has a role in the network.</param>
    /// <param name="Invitations">The invitations that can still be accepted.</param>
    /// <param name="Waiting">The invitations that are sent with a coordinator's yes.</param>
    /// <param name="Requests">Who asks to join and has no answer.</param>
    /// <param name="Vacancies">
    /// How many organisations of a cohort that is not closed lack each function; those that none lacks are left out.
    /// </param>
    /// <param name="All">Every organisation, to invite to.</param>
    public sealed record View(
        IReadOnlyList<OrganisationLine> Items,
        int Total,
        IReadOnlyList<RoleLine> Roles,
        IReadOnlyList<InvitationLine> Invitations,
        IReadOnlyList<WaitingLine> Waiting,
        IReadOnlyList<RequestLine> Requests,
        IReadOnlyList<VacancyLine> Vacancies,
        IReadOnlyList<NameLine> All
    );

    public sealed record OrganisationLine(
        string Organisation,
        string Name,
        OrganisationKind Kind,
        bool TakesPart,
        IReadOnlyList<FunctionLine> Functions
    )
    {
        /// <summary>The functions that nobody has, in an organisation that takes part in a cohort that is not closed.</summary>
        public IReadOnlyList<Function> Vacant =>
            TakesPart ? [.. Assessment.Functions.Except(Functions.Select(f => f.Function))] : [];

        public IEnumerable<FunctionLine> Of(Function function) => Functions.Where(f => f.Function == function);
    }

    public sealed record FunctionLine(Function Function, string Name, string Email, DateTimeOffset Since);

    public sealed record RoleLine(NetworkRole Role, string Name, string Email, DateTimeOffset Since);

    public sealed record InvitationLine(
        int Id,
        string Name,
        string Email,
        string? Organisation,
        string? OrganisationName,
        Function? Function,
        NetworkRole? Role,
        DateTimeOffset SentAt,
        DateTimeOffset ExpiresAt
    );

    /// <param name="By">Who wants to invite her.</param>
    /// <param name="Replaces">Whom she would take over after.</param>
    public sealed record WaitingLine(
        int Id,
        string Name,
        string Email,
        string Organisation,
        string OrganisationName,
        Function Function,
        string By,
        string? Replaces,
        DateTimeOffset AskedAt
    );

    public sealed record RequestLine(
        int Id,
        string Name,
        string Email,
        string Organisation,
        string OrganisationName,
        Function Function,
        DateTimeOffset AskedAt
    );

    public sealed record VacancyLine(Function Function, int Count);

    public sealed record NameLine(string Organisation, string Name);

    internal sealed class Handler(AppDb db, TimeProvider time) : IRequestHandler<Query, Outcome<View>>
    {
        public async Task<Outcome<View>> Handle(Query request, CancellationToken ct)
        {
            var now = time.GetUtcNow();
            var all = (
                await (
                    from o in db.Organisations
                    orderby o.Id
                    select new
                    {
                        o.Id,
                        o.Slug,
                        o.Name,
                        TakesPart = db.Participations.Any(p =>
                            p.OrganisationId == o.Id
                            && p.WithdrawnAt == null
                            && db.Cohorts.Any(c => c.Id == p.CohortId && c.ClosedAt == null)
                        ),
                        Politician = db.Memberships.Any(m =>
                            m.OrganisationId == o.Id && m.Function == Function.Politician && m.EndedAt == null
                        ),
                        Manager = db.Memberships.Any(m =>
                            m.OrganisationId == o.Id && m.Function == Function.Manager && m.EndedAt == null
                        ),
                        KeyPerson = db.Memberships.Any(m =>
                            m.OrganisationId == o.Id && m.Function == Function.KeyPerson && m.EndedAt == null
                        ),
                    }
                ).ToListAsync(ct)
            ).OrderBy(o => o.Name, NameOrder.Swedish).ToList();
            var here = Listing<int>.Of(all.ConvertAll(o => o.Id), request.Page, request.PageSize).Items;
            var organisations = (
                await (
                    from o in db.Organisations
                    where here.Contains(o.Id)
                    select new OrganisationLine(
                        o.Slug,
                        o.Name,
                        o.Kind,
                        db.Participations.Any(p =>
                            p.OrganisationId == o.Id
                            && p.WithdrawnAt == null
                            && db.Cohorts.Any(c => c.Id == p.CohortId && c.ClosedAt == null)
                        ),
                        (
                            from m in db.Memberships
                            where m.OrganisationId == o.Id && m.EndedAt == null && m.Function != null
                            join p in db.Users on m.PersonId equals p.Id
                            orderby m.Function, m.Id
                            select new FunctionLine(m.Function!.Value, p.Name, p.Email!, m.Since)
                        ).ToList()
                    )
                ).ToListAsync(ct)
            )
                .OrderBy(o => o.Name, NameOrder.Swedish)
                .ToList();
            var roles = (
                await (
                    from m in db.Memberships
                    where m.EndedAt == null && m.Role != null
                    join p in db.Users on m.PersonId equals p.Id
                    select new RoleLine(m.Role!.Value, p.Name, p.Email!, m.Since)
                ).ToListAsync(ct)
            )
                .OrderBy(r => r.Role)
                .ThenBy(r => r.Name, NameOrder.Swedish)
                .ToList();
            var invitations = await (
                from i in db.Invitations
                where i.AcceptedAt == null && i.ExpiresAt > now && (!i.NeedsYes || i.AnsweredAt != null)
                from o in db.Organisations.Where(o => o.Id == i.OrganisationId).DefaultIfEmpty()
                orderby i.Id descending
                select new InvitationLine(i.Id, i.Name, i.Email, o!.Slug, o.Name, i.Function, i.Role, i.SentAt, i.ExpiresAt)
            ).ToListAsync(ct);
            var waiting = await (
                from i in db.Invitations
                where i.NeedsYes && i.AnsweredAt == null && i.ExpiresAt > now
                join o in db.Organisations on i.OrganisationId equals o.Id
                join asker in db.Users on i.SentBy equals asker.Id
                from m in db.Memberships.Where(m => m.Id == i.ReplacesId && m.EndedAt == null).DefaultIfEmpty()
                from p in db.Users.Where(p => p.Id == m!.PersonId).DefaultIfEmpty()
                orderby i.Id
                select new WaitingLine(i.Id, i.Name, i.Email, o.Slug, o.Name, i.Function!.Value, asker.Name, p!.Name, i.SentAt)
            ).ToListAsync(ct);
            var requests = await (
                from r in db.JoinRequests
                where r.AnsweredAt == null
                join o in db.Organisations on r.OrganisationId equals o.Id
                orderby r.Id
                select new RequestLine(r.Id, r.Name, r.Email, o.Slug, o.Name, r.Function, r.AskedAt)
            ).ToListAsync(ct);
            var taking = all.FindAll(o => o.TakesPart);
            VacancyLine[] vacancies =
            [
                new(Function.Politician, taking.Count(o => !o.Politician)),
                new(Function.Manager, taking.Count(o => !o.Manager)),
                new(Function.KeyPerson, taking.Count(o => !o.KeyPerson)),
            ];
            return new View(
                organisations,
                all.Count,
                roles,
                invitations,
                waiting,
                requests,
                [.. vacancies.Where(v => v.Count > 0)],
                all.ConvertAll(o => new NameLine(o.Slug, o.Name))
            );
        }
    }

    public static void Map(IEndpointRouteBuilder network) =>
        network
            .MapGet("/people", async (int? page, int? pageSize, IMediator mediator, Show show, CancellationToken ct) =>
                (await mediator.Send(new Query(page ?? 1, pageSize ?? Listing.UsualPage), ct)).Answer(show)
            )
            .WithTags("Accounts")
            .WithSummary(
                "The functions of every organisation, what is vacant, the network's roles, its open invitations and requests to join. For the coordinator."
            )
            .Produces<View>();
}
