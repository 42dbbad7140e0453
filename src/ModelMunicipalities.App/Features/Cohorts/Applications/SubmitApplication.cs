using MediatR;
using ModelMunicipalities.App.Data;
using ModelMunicipalities.App.Platform;
using ModelMunicipalities.App.Resources;
using ModelMunicipalities.App.Tenancy;
using ModelMunicipalities.Domain;
using ModelMunicipalities.Domain.Accounts;
using ModelMunicipalities.Domain.Assessments;
using ModelMunicipalities.Domain.Cohorts;

namespace ModelMunicipalities.App.Features.Cohorts;

/// <summary>
/// Hands an application to the coordinators: any of the three functions may, since it binds nobody until it is decided on
/// and can be taken back. The coordinators get a mail, the contact a receipt.
/// </summary>
public static class SubmitApplication
{
    /// <param name="Cohort">The cohort's slug.</param>
    /// <param name="Organisation">The organisation's slug.</param>
    /// <param name="Version">The version that was read through; one that has changed since is refused.</param>
    public sealed record Command(string Cohort, string Organisation, int? Version = null) : IUse<Submitted>, IRequireFunction;

    public sealed record Submitted(ApplicationStatus Status, int Version, DateTimeOffset At);

    internal sealed class Handler(AppDb db, Caller caller, Letters letters, InstrumentCatalogue instruments, TimeProvider time)
        : IRequestHandler<Command, Outcome<Submitted>>
    {
        public async Task<Outcome<Submitted>> Handle(Command request, CancellationToken ct)
        {
            var loaded = await LoadedApplication.LoadAsync(db, instruments, request.Cohort, request.Organisation, ct);
            if (loaded is null)
            {
                return Refusal.NotFound();
            }

            if (loaded.Application is not { } application)
            {
                return Participation.WhyNotJoin(loaded.Participation) ?? Refusal.Conflict("ApplicationNotBegun");
            }

            if (application.IsOpen && loaded.IsStale(request.Version))
            {
                return Refusal.Conflict("Stale");
            }

            var now = time.GetUtcNow();
            var refusals =
                Participation.WhyNotJoin(loaded.Participation) is { } takesPart && application.IsOpen
                    ? [takesPart]
                    : application.Submit(loaded.Cohort, now);
            if (refusals.Count > 0)
            {
                return refusals.ToList();
            }

            await WriteAsync(loaded, application, ct);
            db.Trail("ApplicationSubmitted", now, loaded.Organisation.Id, detail: loaded.Cohort.Name);
            await db.SaveChangesAsync(ct);
            return new Submitted(application.Status, application.Version, now);
        }

        private async Task WriteAsync(LoadedApplication loaded, Application application, CancellationToken ct)
        {
            var steps = loaded.Instrument.Steps.Count;
            var lacking = loaded.Cohort.Criteria.Count(c => c.IsRequired && !c.IsMetBy(application, steps));
            var link = letters.To(Links.Application(caller.Network!.Slug, loaded.Cohort.Slug, loaded.Organisation.Slug));
            letters.Send(
                MailTopic.Programme,
                await letters.CoordinatorsAsync(ct),
                () => Texts.Mail_ApplicationSubject(loaded.Organisation.Name.InSubject(), loaded.Cohort.Name.InSubject()),
                _ =>
                    [
                        Texts.Mail_ApplicationSubmitted(caller.PersonName, loaded.Organisation.Name, loaded.Cohort.Name),
                        lacking == 0 ? Texts.Mail_ApplicationMeetsAll : Texts.Mail_ApplicationLacks(lacking),
                        Texts.Mail_ApplicationRead,
                        link,
                    ],
                gather: true
            );
            letters.Send(
                MailTopic.Programme,
                application.ContactEmail!,
                await db.LanguageOfAsync(application.ContactEmail!, ct),
                () => Texts.Mail_ReceiptSubject(loaded.Cohort.Name.InSubject()),
                () =>
                    [
                        Texts.Mail_Greeting(application.ContactName),
                        Texts.Mail_Receipt(loaded.Organisation.Name, loaded.Cohort.Name, caller.PersonName),
                        Texts.Mail_ReceiptNext,
                        link,
                    ]
            );
        }
    }

    public static void Map(IEndpointRouteBuilder application) =>
        application
            .MapPost(
                "/submission",
                async (
                    string cohort,
                    string organisation,
                    HttpContext http,
                    IMediator mediator,
                    Show show,
                    CancellationToken ct
                ) =>
                    (await mediator.Send(new Command(cohort, organisation, http.Request.ReadSharedVersion()), ct)).Answer(
                        show,
                        submitted => submitted.WithVersion(http, submitted.Version)
                    )
            )
            .WithSummary("Hands the application to the coordinators. Criteria that are not met do not stop it.")
            .Produces<Submitted>();
}
