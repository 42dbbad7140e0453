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

/// <summary>Takes an application back; what stands in it is kept, so that it can be taken up again.</summary>
public static class TakeBackApplication
{
    /// <param name="Cohort">The cohort's slug.</param>
    /// <param name="Organisation">The organisation's slug.</param>
    /// <param name="Version">The version that was read; one that has changed since is refused.</param>
    public sealed record Command(string Cohort, string Organisation, int? Version = null) : IUse<TakenBack>, IRequireFunction;

    public sealed record TakenBack(ApplicationStatus Status, int Version);

    internal sealed class Handler(AppDb db, Caller caller, Letters letters, InstrumentCatalogue instruments, TimeProvider time)
        : IRequestHandler<Command, Outcome<TakenBack>>
    {
        public async Task<Outcome<TakenBack>> Handle(Command request, CancellationToken ct)
        {
            var loaded = await LoadedApplication.LoadAsync(db, instruments, request.Cohort, request.Organisation, ct);
            if (loaded is null)
            {
                return Refusal.NotFound();
            }

            if (loaded.Application is not { } application)
            {
                return Refusal.Conflict("NothingToTakeBack");
            }

            if (application.WhyNotTakeBack(loaded.Cohort) is null && loaded.IsStale(request.Version))
            {
                return Refusal.Conflict("Stale");
            }

            var wasKnown = application.Status is not ApplicationStatus.Draft;
            if (application.TakeBack(loaded.Cohort) is { } refusal)
            {
                return refusal;
            }

            if (wasKnown)
            {
                letters.Send(
                    MailTopic.Programme,
                    await letters.CoordinatorsAsync(ct),
                    () => Texts.Mail_TakenBackSubject(loaded.Organisation.Name.InSubject(), loaded.Cohort.Name.InSubject()),
                    _ =>
                        [
                            Texts.Mail_TakenBack(caller.PersonName, loaded.Organisation.Name, loaded.Cohort.Name),
                            letters.To(Links.Applications(caller.Network!.Slug, loaded.Cohort.Slug)),
                        ],
                    gather: true
                );
            }

            db.Trail("ApplicationTakenBack", time.GetUtcNow(), loaded.Organisation.Id, detail: loaded.Cohort.Name);
            await db.SaveChangesAsync(ct);
            return new TakenBack(application.Status, application.Version);
        }
    }

    public static void Map(IEndpointRouteBuilder application) =>
        application
            .MapPost(
                "/withdrawal",
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
                        taken => taken.WithVersion(http, taken.Version)
                    )
            )
            .WithSummary("Takes the application back; it can be taken up again while applications are open.")
            .Produces<TakenBack>();
}
