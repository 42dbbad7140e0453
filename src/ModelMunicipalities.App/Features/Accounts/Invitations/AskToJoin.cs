using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;
using ModelMunicipalities.App.Data;
using ModelMunicipalities.App.Platform;
using ModelMunicipalities.App.Resources;
using ModelMunicipalities.App.Tenancy;
using ModelMunicipalities.Domain;
using ModelMunicipalities.Domain.Accounts;
using ModelMunicipalities.Domain.Networks;

namespace ModelMunicipalities.App.Features.Accounts;

/// <summary>
/// Somebody asks to take a function in the organisation that her address belongs to. Whatever comes of it, she is answered
/// the same, so that nobody learns here who is in the network: an answer, if any, goes to the address.
/// </summary>
/// <remarks>
/// Nobody has to be signed in, so what it can be made to do is bounded in the database, for all nodes together: an address
/// has one unanswered request, an organisation gets <see cref="PerOrganisation"/> in an hour and an address
/// <see cref="MailsPerAddress"/> mails. How often one client may ask at all is bounded by <see cref="JoinLimits"/>.
/// </remarks>
public static class AskToJoin
{
    /// <summary>The most requests that an organisation gets within an hour.</summary>
    public const int PerOrganisation = 5;

    /// <summary>The most mails that an address has been sent within an hour when an invitation is sent to it again.</summary>
    public const int MailsPerAddress = 3;

    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    /// <summary>The network that is asked to be joined.</summary>
    public sealed record Query(string Network) : IUse<View>, IOpenToAll;

    public sealed record View(string Network, string NetworkName);

    public sealed record Command(string Network, string? Name, string? Email, Function? Function, string? Message)
        : IUse<Done>,
            IOpenToAll;

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(c => c.Name).Must(PersonName.IsOne).WithErrorCode("NameMissing");
            RuleFor(c => c.Email).Must(EmailAddress.CanBeMailed).WithErrorCode("EmailNotValid");
            RuleFor(c => c.Function).Must(f => f is { } function && Enum.IsDefined(function)).WithErrorCode("FunctionMissing");
            RuleFor(c => c.Message)
                .MaximumLength(JoinRequest.LongestMessage)
                .WithErrorCode("MessageTooLong")
                .WithState(_ => new object[] { JoinRequest.LongestMessage });
            RuleFor(c => c.Message).Must(m => m?.Contains('\0') != true).WithErrorCode("Unreadable");
        }
    }

    internal sealed class QueryHandler(AppDb db) : IRequestHandler<Query, Outcome<View>>
    {
        public async Task<Outcome<View>> Handle(Query request, CancellationToken ct) =>
            await db.Networks.Where(n => n.Slug == request.Network).Select(n => new View(n.Slug, n.Name)).SingleOrDefaultAsync(ct)
                is { } view
                ? view
                : Refusal.NotFound();
    }

    internal sealed class Handler(AppDb db, Caller caller, Inviter inviter, Letters letters, TimeProvider time)
        : IRequestHandler<Command, Outcome<Done>>
    {
        public async Task<Outcome<Done>> Handle(Command request, CancellationToken ct)
        {
            var network = await db.Networks.AsNoTracking().SingleOrDefaultAsync(n => n.Slug == request.Network, ct);
            if (network is null)
            {
                return Refusal.NotFound();
            }

            caller.Enter(network);
            var email = request.Email!.Trim();
            var domain = EmailAddress.DomainOf(email);
            var organisation = await db.Organisations.AsNoTracking().FirstOrDefaultAsync(o => o.EmailDomain == domain, ct);
            if (organisation is null)
            {
                return default(Done);
            }

            await using var alone = await db.BeginAloneAsync(ct);
            if (await ActAsync(request, organisation, email, ct))
            {
                await db.SaveChangesAsync(ct);
                await alone.CommitAsync(ct);
            }

            return default(Done);
        }

        /// <returns>Whether there is something to save.</returns>
        private async Task<bool> ActAsync(Command request, Organisation organisation, string email, CancellationToken ct)
        {
            bool IsSame(string address) => address.Equals(email, StringComparison.OrdinalIgnoreCase);
            var now = time.GetUtcNow();
            var open = await db
                .Invitations.Where(i =>
                    i.OrganisationId == organisation.Id && i.Function != null && i.AcceptedAt == null && i.ExpiresAt > now
                )
                .OrderBy(i => i.Id)
                .ToListAsync(ct);
            if (open.FindLast(i => IsSame(i.Email)) is { } invited)
            {
                if (
                    invited.Waits
                    || await db.OutgoingMails.CountAsync(m => m.To == invited.Email && m.CreatedAt > now - Hour, ct)
                        >= MailsPerAddress
                )
                {
                    return false;
                }

                inviter.SendAgain(
                    invited,
                    organisation.Name,
                    await db.Users.Where(p => p.Id == invited.SentBy).Select(p => p.Name).SingleAsync(ct)
                );
                return true;
            }

            var function = request.Function!.Value;
            var unanswered = await db
                .JoinRequests.Where(r => r.OrganisationId == organisation.Id && r.AnsweredAt == null)
                .Select(r => r.Email)
                .ToListAsync(ct);
            if (
                unanswered.Exists(IsSame)
                || await db.JoinRequests.CountAsync(r => r.OrganisationId == organisation.Id && r.AskedAt > now - Hour, ct)
                    >= PerOrganisation
                || await HasPlaceAsync(organisation.Id, function, email.ToUpperInvariant(), ct)
            )
            {
                return false;
            }

            var (name, message) = (
                request.Name!.Trim(),
                string.IsNullOrWhiteSpace(request.Message) ? null : request.Message.Trim()
            );
            db.JoinRequests.Add(
                new JoinRequest
                {
                    OrganisationId = organisation.Id,
                    Function = function,
                    Name = name,
                    Email = email,
                    Message = message,
                    AskedAt = now,
                }
            );
            var readers = (await letters.PeopleOfAsync([organisation.Id], ct, Function.KeyPerson))
                .Concat(await letters.CoordinatorsAsync(ct))
                .DistinctBy(r => r.PersonId);
            letters.Send(
                MailTopic.Account,
                readers,
                () => Texts.Mail_JoinAskedSubject(organisation.Name),
                _ =>
                    [
                        Texts.Mail_JoinAsked(
                            name,
                            email,
                            function.Name().ToLower(System.Globalization.CultureInfo.CurrentCulture),
                            organisation.Name
                        ),
                        message,
                        Texts.Mail_JoinAskedWhat,
                        letters.To(Links.Team(caller.Network!.Slug, organisation.Slug)),
                    ],
                gather: true
            );
            return true;
        }

        private Task<bool> HasPlaceAsync(int organisation, Function function, string normalized, CancellationToken ct) =>
            (
                from m in db.Memberships
                where m.OrganisationId == organisation && m.Function == function && m.EndedAt == null
                join p in db.Users on m.PersonId equals p.Id
                where p.NormalizedEmail == normalized
                select m.Id
            ).AnyAsync(ct);
    }

    public sealed record Body(string? Name, string? Email, Function? Function, string? Message);

    public static void Map(IEndpointRouteBuilder api) =>
        api.MapPost(
                "/networks/{network}/join",
                async (string network, Body body, IMediator mediator, Show show, CancellationToken ct) =>
                    (await mediator.Send(new Command(network, body.Name, body.Email, body.Function, body.Message), ct)).Answer(
                        show,
                        _ => Results.Accepted()
                    )
            )
            .AllowAnonymous()
            .RequireRateLimiting(JoinLimits.Policy)
            .WithTags("Accounts")
            .WithSummary(
                "Asks to take a function in the organisation that one's address belongs to. Answered the same whatever comes of it."
            )
            .Produces(StatusCodes.Status202Accepted)
            .ProducesProblem(StatusCodes.Status429TooManyRequests);
}
