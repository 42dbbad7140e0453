using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;
using ModelMunicipalities.App.Data;
using ModelMunicipalities.App.Platform;
using ModelMunicipalities.Domain;
using ModelMunicipalities.Domain.Accounts;

namespace ModelMunicipalities.App.Features.Accounts;

/// <summary>
/// Invites somebody to a function that nobody has in the organisation: the key person's act, or the coordinator's.
/// </summary>
public static class InviteToTeam
{
    public sealed record Command(string Organisation, Function Function, string? Name, string? Email)
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
            if (
                await db.Memberships.AnyAsync(
                    m => m.OrganisationId == organisation.Id && m.Function == request.Function && m.EndedAt == null,
                    ct
                )
            )
            {
                return Refusal.Conflict("FunctionNotVacant", request.Function);
            }

            var invited = await inviter.InviteAsync(
                request.Name!.Trim(),
                request.Email!.Trim(),
                organisation,
                request.Function,
                null,
                ct
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

    public sealed record Body(string? Name, string? Email);

    public static void Map(IEndpointRouteBuilder team) =>
        team.MapPost(
                "/{function}/invitations",
                async (
                    string organisation,
                    Choice<Function> function,
                    Body body,
                    IMediator mediator,
                    Show show,
                    CancellationToken ct
                ) =>
                    (await mediator.Send(new Command(organisation, function.Value, body.Name, body.Email), ct)).Answer(
                        show,
                        sent => Results.Created((string?)null, sent)
                    )
            )
            .WithSummary(
                "Invites somebody to a function that nobody has. The act of the organisation's key person, or of the coordinator."
            )
            .Produces<InvitePerson.Sent>(StatusCodes.Status201Created);
}
