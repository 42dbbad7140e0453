using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;
using ModelMunicipalities.App.Data;
using ModelMunicipalities.App.Platform;
using ModelMunicipalities.App.Resources;
using ModelMunicipalities.App.Tenancy;
using ModelMunicipalities.Domain;
using ModelMunicipalities.Domain.Accounts;

namespace ModelMunicipalities.App.Features.Accounts;

/// <summary>
/// Ends a place without a successor. Her access stops with it, and so does what depends on it (<see cref="Farewell"/>); the place
/// stays in the history, and the function's drafts are there for whoever has it next.
/// </summary>
public static class EndPlace
{
    private const int LongestReason = 500;

    public sealed record Command(string Organisation, int Membership, string? Reason) : IUse<Ended>, IRequireFunction
    {
        public IReadOnlyList<Function> Functions => [Function.KeyPerson];

        public bool OrCoordinator => true;
    }

    /// <param name="Name">Whose place it was.</param>
    /// <param name="IsVacant">True when nobody has the function now.</param>
    public sealed record Ended(string Name, Function Function, DateTimeOffset At, bool IsVacant);

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(c => c.Reason)
                .MaximumLength(LongestReason)
                .WithErrorCode("ReasonTooLong")
                .WithState(_ => new object[] { LongestReason });
            RuleFor(c => c.Reason).Must(r => r?.Contains('\0') != true).WithErrorCode("Unreadable");
        }
    }

    internal sealed class Handler(AppDb db, Caller caller, Letters letters, Farewell farewell, TimeProvider time)
        : IRequestHandler<Command, Outcome<Ended>>
    {
        public async Task<Outcome<Ended>> Handle(Command request, CancellationToken ct)
        {
            await using var alone = await db.BeginAloneAsync(ct);
            var place = await (
                from o in db.Organisations
                where o.Slug == request.Organisation
                join m in db.Memberships on o.Id equals m.OrganisationId
                where m.Id == request.Membership && m.Function != null
                join p in db.Users on m.PersonId equals p.Id
                select new
                {
                    Organisation = o,
                    Membership = m,
                    Person = p,
                }
            ).SingleOrDefaultAsync(ct);
            if (place is null)
            {
                return Refusal.NotFound();
            }

            var now = time.GetUtcNow();
            if (await farewell.EndAsync(place.Membership, place.Person, ct) is { } refusal)
            {
                return refusal;
            }

            var function = place.Membership.Function!.Value;
            var reason = string.IsNullOrWhiteSpace(request.Reason) ? null : request.Reason.Trim();
            var others = await db.Memberships.AnyAsync(
                m =>
                    m.OrganisationId == place.Organisation.Id
                    && m.Function == function
                    && m.EndedAt == null
                    && m.Id != place.Membership.Id,
                ct
            );

            // Whoever was to take over now takes a vacant function instead.
            if (place.Person.Id != caller.PersonId)
            {
                letters.Send(
                    MailTopic.Account,
                    [
                        new Letters.Reader(
                            place.Person.Id,
                            place.Person.Name,
                            place.Person.Email!,
                            place.Person.Language,
                            place.Organisation.Id
                        ),
                    ],
                    () => Texts.Mail_PlaceEndedSubject(place.Organisation.Name),
                    _ =>
                        [
                            Texts.Mail_PlaceEnded(
                                caller.PersonName,
                                function.Name().ToLower(System.Globalization.CultureInfo.CurrentCulture),
                                place.Organisation.Name
                            ),
                            reason,
                            Texts.Mail_PlaceEndedWhat,
                        ]
                );
            }

            db.Trail("PlaceEnded", now, place.Organisation.Id, detail: place.Person.Name + (reason is null ? "" : $": {reason}"));
            await db.SaveChangesAsync(ct);
            await alone.CommitAsync(ct);
            return new Ended(place.Person.Name, function, now, !others);
        }
    }

    public sealed record Body(string? Reason);

    public static void Map(IEndpointRouteBuilder team) =>
        team.MapPost(
                "/{membership:int}/end",
                async (string organisation, int membership, Body body, IMediator mediator, Show show, CancellationToken ct) =>
                    (await mediator.Send(new Command(organisation, membership, body.Reason), ct)).Answer(show)
            )
            .WithSummary("Ends a place without a successor. The act of the organisation's key person, or of the coordinator.")
            .Produces<Ended>();
}
