using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;
using ModelMunicipalities.App.Data;
using ModelMunicipalities.App.Platform;
using ModelMunicipalities.App.Resources;
using ModelMunicipalities.Domain;
using ModelMunicipalities.Domain.Accounts;
using ModelMunicipalities.Domain.Cohorts;
using ModelMunicipalities.Domain.Networks;

namespace ModelMunicipalities.App.Features.Cohorts;

/// <summary>Asks organisations to be mentors in a cohort: all of them or, when one cannot be asked, none.</summary>
public static class AskMentors
{
    private const int Most = 300;

    /// <param name="Cohort">The cohort's slug.</param>
    /// <param name="Organisations">The organisations' slugs.</param>
    public sealed record Command(string Cohort, IReadOnlyList<string> Organisations) : IUse<Asked>, IRequireCoordinator;

    public sealed record Asked(IReadOnlyList<Line> Items);

    /// <param name="Organisation">The organisation's slug.</param>
    /// <param name="Name">Its name.</param>
    /// <param name="Mailed">
    /// How many of its people were written to; with none, somebody has to be invited to a function first.
    /// </param>
    public sealed record Line(string Organisation, string Name, int Mailed);

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(c => c.Organisations).NotEmpty().WithErrorCode("MentorsNoneChosen");
            RuleFor(c => c.Organisations)
                .Must(o => o.Count <= Most)
                .WithErrorCode("MentorsTooMany")
                .WithState(_ => new object[] { Most });
            RuleFor(c => c.Organisations).Must(o => !o.Any(s => s is null || s.Contains('\0'))).WithErrorCode("Unreadable");
        }
    }

    internal sealed class Handler(AppDb db, Letters letters, TimeProvider time) : IRequestHandler<Command, Outcome<Asked>>
    {
        public async Task<Outcome<Asked>> Handle(Command request, CancellationToken ct)
        {
            var cohort = await db.Cohorts.AsNoTracking().SingleOrDefaultAsync(c => c.Slug == request.Cohort, ct);
            if (cohort is null)
            {
                return Refusal.NotFound();
            }

            if (cohort.Stage.WhyNot(CohortAct.OfferPlaces) is { } tooLate)
            {
                return tooLate;
            }

            var slugs = request.Organisations.Select(s => s.Trim()).Distinct().ToList();
            var there = (
                await (
                    from o in db.Organisations
                    where slugs.Contains(o.Slug)
                    join p in db.Participations.Where(p => p.CohortId == cohort.Id) on o.Id equals p.OrganisationId into takes
                    from p in takes.DefaultIfEmpty()
                    select new { Organisation = o, Participation = p }
                ).ToListAsync(ct)
            )
                .OrderBy(r => r.Organisation.Name, NameOrder.Swedish)
                .Select(r => (r.Organisation, Participation: (Participation?)r.Participation))
                .ToList();
            var refusals = slugs
                .Index()
                .Select(s => WhyNot(s.Index, s.Item, there.Find(t => t.Organisation.Slug == s.Item)))
                .OfType<Refusal>()
                .ToList();
            if (refusals.Count > 0)
            {
                return refusals;
            }

            var now = time.GetUtcNow();
            foreach (var (organisation, participation) in there)
            {
                if (participation is null)
                {
                    db.Participations.Add(
                        new Participation
                        {
                            CohortId = cohort.Id,
                            OrganisationId = organisation.Id,
                            Role = CohortRole.Mentor,
                        }
                    );
                }
                else if (participation.ComeBackAsMentor(cohort) is { } refusal)
                {
                    return refusal;
                }

                db.Trail("MentorAsked", now, organisation.Id, detail: cohort.Name);
            }

            var readers = await ReadersAsync([.. there.Select(t => t.Organisation.Id)], ct);
            foreach (var (organisation, _) in there)
            {
                letters.Send(
                    MailTopic.Programme,
                    readers.Where(r => r.OrganisationId == organisation.Id),
                    () => Texts.Mail_AskMentorSubject(organisation.Name, cohort.Name),
                    _ =>
                        [
                            Texts.Mail_AskMentor(organisation.Name, cohort.Name),
                            Texts.Mail_AskMentorWhat,
                            letters.To(Links.Mentor(db.Caller.Network!.Slug, cohort.Slug, organisation.Slug)),
                        ]
                );
            }

            await db.SaveChangesAsync(ct);
            return new Asked([
                .. there.Select(t => new Line(
                    t.Organisation.Slug,
                    t.Organisation.Name,
                    readers.Count(r => r.OrganisationId == t.Organisation.Id)
                )),
            ]);
        }

        private static Refusal? WhyNot(int index, string slug, (Organisation? Organisation, Participation? Participation) found)
        {
            var field = $"organisations[{index}]";
            return found.Organisation is null ? Refusal.Invalid("UnknownOrganisation", field, slug)
                : found.Participation is not { IsActive: true } there ? null
                : there.Role == CohortRole.Mentor
                    ? new Refusal(RefusalKind.Conflict, "MentorAlready", field, found.Organisation.Name)
                : new Refusal(RefusalKind.Conflict, "ParticipantAlready", field, found.Organisation.Name);
        }

        /// <summary>The key persons; where there is none, those of the other functions.</summary>
        private async Task<IReadOnlyList<Letters.Reader>> ReadersAsync(IReadOnlyList<int> organisations, CancellationToken ct)
        {
            var keyPersons = await letters.PeopleOfAsync(organisations, ct, Function.KeyPerson);
            var without = organisations.Except(keyPersons.Select(r => r.OrganisationId)).ToList();
            return without.Count == 0
                ? keyPersons
                : [.. keyPersons, .. await letters.PeopleOfAsync(without, ct, Function.Politician, Function.Manager)];
        }
    }

    public sealed record Body(IReadOnlyList<string>? Organisations);

    public static void Map(IEndpointRouteBuilder cohort) =>
        cohort
            .MapPost("/mentors", async (string cohort, Body body, IMediator mediator, Show show, CancellationToken ct) =>
                (await mediator.Send(new Command(cohort, body.Organisations ?? []), ct)).Answer(show)
            )
            .WithTags("Cohorts")
            .WithSummary("Asks organisations, by mail, to be mentors in the cohort: all of them or none. The coordinator's act.")
            .Produces<Asked>();
}
