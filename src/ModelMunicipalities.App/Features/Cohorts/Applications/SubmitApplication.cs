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
            var desk = await ApplicationDesk.LoadAsync(db, instruments, request.Cohort, request.Organisation, ct);
            if (desk is null)
            {
                return Refusal.NotFound();
            }

            if (desk.Application is not { } application)
            {
                return Participation.WhyNotJoin(desk.Participation) ?? Refusal.Conflict("ApplicationNotBegun");
            }

            if (application.IsOpen && desk.IsStale(request.Version))
            {
                return Refusal.Conflict("Stale");
            }

            var now = time.GetUtcNow();
            var refusals =
                Participation.WhyNotJoin(desk.Participation) is { } takesPart && application.IsOpen
                    ? [takesPart]
                    : application.Submit(desk.Cohort, now);
            if (refusals.Count > 0)
            {
                return refusals.ToList();
            }

            await WriteAsync(desk, application, ct);
            db.Trail("ApplicationSubmitted", now, desk.Organisation.Id, detail: desk.Cohort.Name);
            await db.SaveChangesAsync(ct);
            return new Submitted(application.Status, application.Version, now);
        }

        private async Task WriteAsync(ApplicationDesk desk, Application application, CancellationToken ct)
        {
            var steps = desk.Instrument.Steps.Count;
            var lacking = desk.Cohort.Criteria.Count(c => c.IsRequired && !c.IsMetBy(application, steps));
            var link = letters.To(Links.Application(caller.Network!.Slug, desk.Cohort.Slug, desk.Organisation.Slug));
            letters.Send(
                MailTopic.Programme,
                await letters.CoordinatorsAsync(ct),
                () => Texts.Mail_ApplicationSubject(desk.Organisation.Name.InSubject(), desk.Cohort.Name.InSubject()),
                _ =>
                    [
                        Texts.Mail_ApplicationSubmitted(caller.PersonName, desk.Organisation.Name, desk.Cohort.Name),
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
                () => Texts.Mail_ReceiptSubject(desk.Cohort.Name.InSubject()),
                () =>
                    [
                        Texts.Mail_Greeting(application.ContactName),
                        Texts.Mail_Receipt(desk.Organisation.Name, desk.Cohort.Name, caller.PersonName),
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
