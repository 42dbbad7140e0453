using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;
using ModelMunicipalities.App.Data;
using ModelMunicipalities.App.Platform;
using ModelMunicipalities.Domain;
using ModelMunicipalities.Domain.Accounts;
using ModelMunicipalities.Domain.Cohorts;

namespace ModelMunicipalities.App.Features.Cohorts;

/// <summary>
/// Names whom to reach at invited organisations that nobody has a function in yet: each is invited as key person.
/// </summary>
public static class NameContacts
{
    public sealed record Command(string Cohort, IReadOnlyList<Contact> Contacts) : IUse<Done>, IRequireCoordinator;

    public sealed record Contact(string? Organisation, string? Name, string? Email);

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(c => c.Contacts).Must(c => c.Count is > 0 and <= InviteOrganisations.Most).WithErrorCode("NothingGiven");
            RuleForEach(c => c.Contacts)
                .ChildRules(c =>
                {
                    c.RuleFor(x => x.Name).Must(PersonName.IsOne).WithErrorCode("NameMissing").OverridePropertyName("name");
                    c.RuleFor(x => x.Email)
                        .Must(EmailAddress.CanBeMailed)
                        .WithErrorCode("EmailNotValid")
                        .OverridePropertyName("email");
                });
        }
    }

    internal sealed class Handler(AppDb db, ApplicationInvitations invitations, TimeProvider time)
        : IRequestHandler<Command, Outcome<Done>>
    {
        public async Task<Outcome<Done>> Handle(Command request, CancellationToken ct)
        {
            var cohort = await db.Cohorts.SingleOrDefaultAsync(c => c.Slug == request.Cohort, ct);
            if (cohort is null)
            {
                return Refusal.NotFound();
            }

            if (cohort.Stage.WhyNot(CohortAct.Invite) is { } refusal)
            {
                return refusal;
            }

            var asked = request.Contacts.Select(c => c.Organisation).ToList();
            var slugs = asked.Where(o => o?.Contains('\0') == false).ToList();
            var rows = await (
                from a in db.Applications
                where a.CohortId == cohort.Id && a.Status == ApplicationStatus.Invited
                join o in db.Organisations on a.OrganisationId equals o.Id
                where slugs.Contains(o.Slug)
                select new
                {
                    o.Slug,
                    o.Name,
                    Application = a,
                    People = db.Memberships.Count(m => m.OrganisationId == o.Id && m.EndedAt == null),
                }
            ).ToListAsync(ct);
            var refusals = new List<Refusal>();
            var named = new List<Application>();
            foreach (var (i, contact) in request.Contacts.Index())
            {
                if (rows.Find(r => r.Slug == contact.Organisation) is not { } row || asked.IndexOf(contact.Organisation) != i)
                {
                    refusals.Add(Refusal.Invalid("NotInvited", $"contacts[{i}].organisation", contact.Organisation ?? ""));
                }
                else if (row.People > 0)
                {
                    refusals.Add(Refusal.Invalid("HasPeople", $"contacts[{i}].organisation", row.Name));
                }
                else if (
                    (row.Application.ContactName, row.Application.ContactEmail) != (contact.Name!.Trim(), contact.Email!.Trim())
                )
                {
                    (row.Application.ContactName, row.Application.ContactEmail) = (contact.Name!.Trim(), contact.Email!.Trim());
                    row.Application.Version++;
                    named.Add(row.Application);
                }
            }

            if (refusals.Count > 0)
            {
                return refusals;
            }

            // Who is named already is not written to again.
            if (named.Count == 0)
            {
                return default(Done);
            }

            invitations.HoldStage(cohort);
            await invitations.SendAsync(cohort, named, ct);
            db.Trail("ContactsNamed", time.GetUtcNow(), detail: $"{cohort.Name}: {named.Count}");
            await db.SaveChangesAsync(ct);
            return default(Done);
        }
    }

    public sealed record Body(IReadOnlyList<Contact?>? Contacts);

    public static void Map(IEndpointRouteBuilder cohort) =>
        cohort
            .MapPost(
                "/invitations/contacts",
                async (string cohort, Body body, IMediator mediator, Show show, CancellationToken ct) =>
                    (
                        await mediator.Send(
                            new Command(cohort, [.. (body.Contacts ?? []).Select(c => c ?? new Contact(null, null, null))]),
                            ct
                        )
                    ).Answer(show, _ => Results.NoContent())
            )
            .WithTags("Cohorts")
            .WithSummary(
                "Names whom to reach at invited organisations; each is invited as key person once applications are open. The coordinator's act."
            )
            .Produces(StatusCodes.Status204NoContent);
}
