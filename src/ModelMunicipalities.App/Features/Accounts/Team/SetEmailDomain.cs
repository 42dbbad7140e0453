using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;
using ModelMunicipalities.App.Data;
using ModelMunicipalities.App.Platform;
using ModelMunicipalities.Domain;
using ModelMunicipalities.Domain.Accounts;

namespace ModelMunicipalities.App.Features.Accounts;

/// <summary>
/// Says what the addresses of an organisation's people end with, so that somebody there can ask to join and is not invited to
/// another organisation by mistake. Nothing takes it away.
/// </summary>
public static class SetEmailDomain
{
    /// <param name="Organisation">The organisation's slug.</param>
    /// <param name="Domain">What the addresses end with.</param>
    /// <param name="Version">The version of what was set that this is made of; null to set it whatever stands there.</param>
    public sealed record Command(string Organisation, string? Domain, int? Version) : IUse<Set>, IRequireCoordinator;

    public sealed record Set(string? Domain);

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(c => c.Domain)
                .Must(d => string.IsNullOrWhiteSpace(d) || MailDomain.Normalize(d) is not null)
                .WithErrorCode("DomainNotValid");
            RuleFor(c => c.Domain)
                .Must(d => MailDomain.Normalize(d) is not { } domain || !MailDomain.IsPublic(domain))
                .WithErrorCode("DomainPublic");
        }
    }

    internal sealed class Handler(AppDb db, TimeProvider time) : IRequestHandler<Command, Outcome<Set>>
    {
        public async Task<Outcome<Set>> Handle(Command request, CancellationToken ct)
        {
            await using var alone = await db.BeginAloneAsync(ct);
            var organisation = await db.Organisations.SingleOrDefaultAsync(o => o.Slug == request.Organisation, ct);
            if (organisation is null)
            {
                return Refusal.NotFound();
            }

            var domain = MailDomain.Normalize(request.Domain);
            var owner = domain is null
                ? null
                : await db
                    .Organisations.Where(o => o.EmailDomain == domain && o.Id != organisation.Id)
                    .Select(o => o.Name)
                    .FirstOrDefaultAsync(ct);
            if (owner is not null)
            {
                return Refusal.Invalid("DomainTaken", "domain", owner);
            }

            if (organisation.EmailDomain != domain)
            {
                if (request.Version is { } version && version != ContentVersion.Of(organisation.EmailDomain))
                {
                    return Refusal.Stale(false, ("domain", organisation.EmailDomain, domain));
                }

                organisation.EmailDomain = domain;
                db.Trail("EmailDomainSet", time.GetUtcNow(), organisation.Id, detail: domain ?? "–");
                await db.SaveChangesAsync(ct);
                await alone.CommitAsync(ct);
            }

            return new Set(domain);
        }
    }

    public sealed record Body(string? Domain);

    public static void Map(IEndpointRouteBuilder team) =>
        team.MapPut(
                "/domain",
                async (string organisation, Body body, HttpContext http, IMediator mediator, Show show, CancellationToken ct) =>
                    await (
                        await mediator.Send(new Command(organisation, body.Domain, http.Request.ReadSharedVersion()), ct)
                    ).AnswerAsync(
                        show,
                        Results.Ok,
                        async () => (await mediator.Send(new ViewTeam.Query(organisation), ct)).Value,
                        body
                    )
            )
            .WithSummary(
                "Says what the e-mail addresses of an organisation's people end with; nothing takes it away. The coordinator's act. "
                    + "With If-Match, the version of it in the view of the team, refuses what is made of an older one."
            )
            .Produces<Set>();
}
