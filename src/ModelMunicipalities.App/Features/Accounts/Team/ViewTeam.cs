using MediatR;
using Microsoft.EntityFrameworkCore;
using ModelMunicipalities.App.Data;
using ModelMunicipalities.App.Platform;
using ModelMunicipalities.App.Tenancy;
using ModelMunicipalities.Domain;
using ModelMunicipalities.Domain.Accounts;
using ModelMunicipalities.Domain.Assessments;

namespace ModelMunicipalities.App.Features.Accounts;

/// <summary>
/// An organisation's team: who has each function, who is invited to it, who had it before, and who asks to join.
/// </summary>
public static class ViewTeam
{
    public sealed record Query(string Organisation) : IUse<View>, IRequireFunction
    {
        public bool OrCoordinator => true;
    }

    /// <param name="Organisation">The organisation's slug.</param>
    /// <param name="Name">Its name.</param>
    /// <param name="Functions">The three functions, in order.</param>
    /// <param name="MayChange">True for those who may invite, hand over, end places and answer requests.</param>
    /// <param name="Requests">Who asks to join and has no answer; null for those who may not answer.</param>
    /// <param name="EmailDomain">What the addresses of its people end with.</param>
    /// <param name="SuggestedDomain">What they could be, for the coordinator to choose, while none is.</param>
    /// <param name="EmailDomainVersion">The version of what is set, for If-Match; 0 when nothing is.</param>
    public sealed record View(
        string Organisation,
        string Name,
        IReadOnlyList<FunctionLine> Functions,
        bool MayChange,
        IReadOnlyList<RequestLine>? Requests,
        string? EmailDomain,
        string? SuggestedDomain,
        int EmailDomainVersion
    )
    {
        /// <summary>The functions that nobody has.</summary>
        public IReadOnlyList<Function> Vacant => [.. Functions.Where(f => f.People.Count == 0).Select(f => f.Function)];
    }

    public sealed record FunctionLine(
        Function Function,
        IReadOnlyList<PersonLine> People,
        IReadOnlyList<InvitedLine> Invited,
        IReadOnlyList<FormerLine> Before
    );

    /// <param name="Membership">The place's number.</param>
    public sealed record PersonLine(int Membership, string Name, string Email, DateTimeOffset Since, bool IsYou);

    /// <param name="Until">Until when the link works.</param>
    /// <param name="Replaces">Whom she takes over after when she accepts.</param>
    /// <param name="Waits">True while a coordinator has not answered whether she may be invited.</param>
    public sealed record InvitedLine(string Name, string Email, DateTimeOffset Until, string? Replaces, bool Waits);

    public sealed record FormerLine(string Name, DateTimeOffset From, DateTimeOffset To);

    /// <param name="Id">The request's number.</param>
    public sealed record RequestLine(
        int Id,
        string Name,
        string Email,
        Function Function,
        string? Message,
        DateTimeOffset AskedAt
    );

    internal sealed class Handler(AppDb db, Caller caller, TimeProvider time) : IRequestHandler<Query, Outcome<View>>
    {
        public async Task<Outcome<View>> Handle(Query request, CancellationToken ct)
        {
            var now = time.GetUtcNow();
            var organisation = await db
                .Organisations.AsNoTracking()
                .SingleOrDefaultAsync(o => o.Slug == request.Organisation, ct);
            if (organisation is null)
            {
                return Refusal.NotFound();
            }

            var places = await (
                from m in db.Memberships
                where m.OrganisationId == organisation.Id && m.Function != null
                join p in db.Users on m.PersonId equals p.Id
                orderby m.Id
                select new
                {
                    m.Id,
                    m.Function,
                    m.Since,
                    m.EndedAt,
                    p.Name,
                    p.Email,
                    PersonId = p.Id,
                }
            ).ToListAsync(ct);
            var invited = await db
                .Invitations.Where(i =>
                    i.OrganisationId == organisation.Id && i.Function != null && i.AcceptedAt == null && i.ExpiresAt > now
                )
                .OrderBy(i => i.Id)
                .AsNoTracking()
                .ToListAsync(ct);
            var mayChange = caller.IsCoordinator || caller.FunctionsAt(request.Organisation).Contains(Function.KeyPerson);
            var requests = !mayChange
                ? null
                : await db
                    .JoinRequests.Where(r => r.OrganisationId == organisation.Id && r.AnsweredAt == null)
                    .OrderBy(r => r.Id)
                    .Select(r => new RequestLine(r.Id, r.Name, r.Email, r.Function, r.Message, r.AskedAt))
                    .ToListAsync(ct);
            var suggested =
                caller.IsCoordinator && organisation.EmailDomain is null
                    ? MailDomain.Shared(places.Where(p => p.EndedAt is null).Select(p => p.Email!))
                    : null;
            if (suggested is not null && await db.Organisations.AnyAsync(o => o.EmailDomain == suggested, ct))
            {
                suggested = null;
            }

            return new View(
                organisation.Slug,
                organisation.Name,
                [
                    .. Assessment.Functions.Select(f => new FunctionLine(
                        f,
                        [
                            .. places
                                .Where(p => p.Function == f && p.EndedAt is null)
                                .Select(p => new PersonLine(p.Id, p.Name, p.Email!, p.Since, p.PersonId == caller.PersonId)),
                        ],
                        [
                            .. invited
                                .Where(i => i.Function == f)
                                .Select(i => new InvitedLine(
                                    i.Name,
                                    i.Email,
                                    i.ExpiresAt,
                                    places.Find(p => p.Id == i.ReplacesId && p.EndedAt is null)?.Name,
                                    i.Waits
                                )),
                        ],
                        [
                            .. places
                                .Where(p => p.Function == f && p.EndedAt is not null)
                                .OrderByDescending(p => p.EndedAt)
                                .Select(p => new FormerLine(p.Name, p.Since, p.EndedAt!.Value)),
                        ]
                    )),
                ],
                mayChange,
                requests,
                organisation.EmailDomain,
                suggested,
                ContentVersion.Of(organisation.EmailDomain)
            );
        }
    }

    public static void Map(IEndpointRouteBuilder team) =>
        team.MapGet("", async (string organisation, IMediator mediator, Show show, CancellationToken ct) =>
                (await mediator.Send(new Query(organisation), ct)).Answer(show)
            )
            .WithSummary(
                "Who has each function of an organisation, who is invited and who had it before. For its own functions and the coordinator."
            )
            .Produces<View>();
}
