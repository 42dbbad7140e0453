using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;
using ModelMunicipalities.App.Data;
using ModelMunicipalities.App.Platform;
using ModelMunicipalities.Domain;
using ModelMunicipalities.Domain.Accounts;

namespace ModelMunicipalities.App.Features.Accounts;

/// <summary>
/// Names a successor to a function. Who has it keeps her place until the successor accepts the invitation; then the one ends
/// and the other begins in the same act (see <see cref="AcceptInvitation"/>), and the function's open draft goes on.
/// </summary>
public static class ReplacePerson
{
    /// <param name="Organisation">The organisation's slug.</param>
    /// <param name="Function">The function.</param>
    /// <param name="Name">The successor's name.</param>
    /// <param name="Email">Where the link is sent.</param>
    /// <param name="Membership">The place that ends when she accepts; null where nobody has the function.</param>
    public sealed record Command(string Organisation, Function Function, string? Name, string? Email, int? Membership)
        : IUse<InvitePerson.Sent>,
            IRequireFunction
    {
        public IReadOnlyList<Function> Functions => [Function.KeyPerson];

        public bool OrCoordinator => true;
    }

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(c => c.Name).Must(PersonName.IsOne).WithErrorCode("NameMissing");
            RuleFor(c => c.Email).Must(EmailAddress.CanBeMailed).WithErrorCode("EmailNotValid");
        }
    }

    internal sealed class Handler(AppDb db, Inviter inviter) : IRequestHandler<Command, Outcome<InvitePerson.Sent>>
    {
        public async Task<Outcome<InvitePerson.Sent>> Handle(Command request, CancellationToken ct)
        {
            var organisation = await db.Organisations.SingleOrDefaultAsync(o => o.Slug == request.Organisation, ct);
            if (organisation is null)
            {
                return Refusal.NotFound();
            }

            await using var alone = await db.BeginAloneAsync(ct);
            var places = await (
                from m in db.Memberships
                where m.OrganisationId == organisation.Id && m.Function == request.Function
                join p in db.Users on m.PersonId equals p.Id
                select new
                {
                    m.Id,
                    m.EndedAt,
                    p.Name,
                }
            ).ToListAsync(ct);
            var replaced = places.Find(p => p.Id == request.Membership);
            if (request.Membership is null ? places.Exists(p => p.EndedAt is null) : replaced is null)
            {
                return Refusal.Invalid("UnknownPlace", "membership", request.Function);
            }

            if (replaced?.EndedAt is not null)
            {
                return Refusal.Conflict("PlaceEnded");
            }

            var invited = await inviter.InviteAsync(
                request.Name!.Trim(),
                request.Email!.Trim(),
                organisation,
                request.Function,
                null,
                ct,
                replaced is null ? null : new Inviter.Replaced(replaced.Id, replaced.Name)
            );
            if (!invited.Ok)
            {
                return invited.Refusals.ToList();
            }

            await db.SaveChangesAsync(ct);
            await alone.CommitAsync(ct);
            return InvitePerson.Sent.Of(invited.Value);
        }
    }

    public sealed record Body(string? Name, string? Email, int? Membership);

    public static void Map(IEndpointRouteBuilder team) =>
        team.MapPost(
                "/{function}/succession",
                async (
                    string organisation,
                    Choice<Function> function,
                    Body body,
                    IMediator mediator,
                    Show show,
                    CancellationToken ct
                ) =>
                    (
                        await mediator.Send(new Command(organisation, function.Value, body.Name, body.Email, body.Membership), ct)
                    ).Answer(show, sent => Results.Created((string?)null, sent))
            )
            .WithSummary(
                "Invites a successor to a function; the place named ends when she accepts. The act of the organisation's key person, or of the coordinator."
            )
            .Produces<InvitePerson.Sent>(StatusCodes.Status201Created);
}
