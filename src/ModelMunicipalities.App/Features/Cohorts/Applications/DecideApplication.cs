using System.Globalization;
using MediatR;
using ModelMunicipalities.App.Data;
using ModelMunicipalities.App.Features.Accounts;
using ModelMunicipalities.App.Platform;
using ModelMunicipalities.App.Resources;
using ModelMunicipalities.App.Tenancy;
using ModelMunicipalities.Domain;
using ModelMunicipalities.Domain.Accounts;
using ModelMunicipalities.Domain.Assessments;
using ModelMunicipalities.Domain.Cohorts;

namespace ModelMunicipalities.App.Features.Cohorts;

/// <summary>
/// Decides on an application: the coordinator's act. Who is admitted takes part from then on, and the people it appointed
/// are invited. The applicant gets decision and reason by mail, all in one transaction.
/// </summary>
public static class DecideApplication
{
    /// <param name="Cohort">The cohort's slug.</param>
    /// <param name="Organisation">The organisation's slug.</param>
    /// <param name="Decision">What.</param>
    /// <param name="Reason">Why; the applicant reads it.</param>
    /// <param name="Version">The version that was read.</param>
    public sealed record Command(string Cohort, string Organisation, AdmissionDecision? Decision, string? Reason, int? Version)
        : IUse<Decided>,
            IRequireCoordinator;

    /// <param name="Status">What holds now.</param>
    /// <param name="Version">The new version.</param>
    /// <param name="Invited">How many persons were invited to their functions.</param>
    public sealed record Decided(ApplicationStatus Status, int Version, int Invited);

    internal sealed class Handler(
        AppDb db,
        Caller caller,
        Letters letters,
        Inviter inviter,
        InstrumentCatalogue instruments,
        TimeProvider time
    ) : IRequestHandler<Command, Outcome<Decided>>
    {
        public async Task<Outcome<Decided>> Handle(Command request, CancellationToken ct)
        {
            if (request.Decision is not { } decision || !Enum.IsDefined(decision))
            {
                return Refusal.Invalid("DecisionMissing", "decision");
            }

            var loaded = await LoadedApplication.LoadAsync(db, instruments, request.Cohort, request.Organisation, ct);
            if (loaded is null)
            {
                return Refusal.NotFound();
            }

            if (loaded.Application is not { } application)
            {
                return Refusal.Conflict("NotSubmitted");
            }

            if (application.WhyNotDecide(decision, loaded.Cohort, loaded.HasLeft) is { } notNow)
            {
                return notNow;
            }

            if (loaded.IsStale(request.Version))
            {
                return Refusal.Conflict("Stale");
            }

            if (decision is AdmissionDecision.Admit && Participation.WhyNotJoin(loaded.Participation) is { } takesPart)
            {
                return takesPart;
            }

            var now = time.GetUtcNow();
            if (application.Decide(decision, request.Reason, loaded.Cohort, now, loaded.HasLeft) is { } refusal)
            {
                return refusal;
            }

            var detail = application.Reason is null ? loaded.Cohort.Name : $"{loaded.Cohort.Name}: {application.Reason}";
            switch (decision)
            {
                case AdmissionDecision.Admit:
                    db.Trail("ApplicationAdmitted", now, loaded.Organisation.Id, detail: detail);
                    break;
                case AdmissionDecision.WaitingList:
                    db.Trail("ApplicationWaits", now, loaded.Organisation.Id, detail: detail);
                    break;
                case AdmissionDecision.Decline:
                    db.Trail("ApplicationDeclined", now, loaded.Organisation.Id, detail: detail);
                    break;
                default:
                    db.Trail("ApplicationSentBack", now, loaded.Organisation.Id, detail: detail);
                    break;
            }

            var invited = decision is AdmissionDecision.Admit ? await AdmitAsync(loaded, application, now, ct) : 0;
            await WriteAsync(loaded, application, ct);
            await db.SaveChangesAsync(ct);
            return new Decided(application.Status, application.Version, invited);
        }

        /// <summary>Makes it a participant, or one again, and invites those of its team that lack their place.</summary>
        private async Task<int> AdmitAsync(
            LoadedApplication loaded,
            Application application,
            DateTimeOffset now,
            CancellationToken ct
        )
        {
            if (loaded.Participation is { } earlier)
            {
                db.Trail(
                    "ParticipantCameBack",
                    now,
                    loaded.Organisation.Id,
                    detail: $"{earlier.WithdrawnAt?.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}: {earlier.WithdrawnReason}"
                );
                _ = earlier.ComeBack(application.Focus);
            }
            else
            {
                db.Participations.Add(
                    new Participation
                    {
                        CohortId = loaded.Cohort.Id,
                        OrganisationId = loaded.Organisation.Id,
                        Role = CohortRole.Participant,
                        Focus = [.. application.Focus],
                    }
                );
            }

            var invited = 0;
            foreach (var member in application.Team.Where(m => m.Email is not null))
            {
                // Whoever has the function already needs no invitation; without a name she is greeted by her address.
                var sent = await inviter.InviteAsync(
                    member.Name ?? member.Email!.Split('@')[0],
                    member.Email!,
                    loaded.Organisation,
                    member.Function,
                    null,
                    ct
                );
                invited += sent.Ok ? 1 : 0;
            }

            return invited;
        }

        /// <summary>To those with a function, each in her language, and to the contact, each address once.</summary>
        private async Task WriteAsync(LoadedApplication loaded, Application application, CancellationToken ct)
        {
            var people = (await letters.PeopleOfAsync([loaded.Organisation.Id], ct))
                .DistinctBy(p => p.Email, StringComparer.OrdinalIgnoreCase)
                .ToList();
            letters.Send(MailTopic.Programme, people, Subject, _ => Body());
            if (
                application.ContactEmail is { } contact
                && !people.Exists(p => p.Email.Equals(contact, StringComparison.OrdinalIgnoreCase))
            )
            {
                letters.Send(MailTopic.Programme, contact, await db.LanguageOfAsync(contact, ct), Subject, () =>
                    Body().Prepend(Texts.Mail_Greeting(application.ContactName))
                );
            }

            string Subject() =>
                Texts.Mail_DecisionSubject(
                    loaded.Organisation.Name.InSubject(),
                    loaded.Cohort.Name.InSubject(),
                    application.Status.Name().ToLower(CultureInfo.CurrentCulture)
                );

            IEnumerable<LetterPart?> Body() =>
                [
                    (
                        application.Status switch
                        {
                            ApplicationStatus.Admitted => Texts.Mail_Admitted(loaded.Organisation.Name, loaded.Cohort.Name),
                            ApplicationStatus.WaitingList => Texts.Mail_WaitingList(loaded.Organisation.Name, loaded.Cohort.Name),
                            ApplicationStatus.Declined => Texts.Mail_Declined(loaded.Organisation.Name, loaded.Cohort.Name),
                            _ => Texts.Mail_SentBack(loaded.Organisation.Name, loaded.Cohort.Name),
                        }
                    ),
                    application.Reason is { } reason ? Texts.Mail_DecisionReason(reason) : null,
                    application.Status switch
                    {
                        ApplicationStatus.Admitted => Texts.Mail_AdmittedNext,
                        ApplicationStatus.WaitingList => Texts.Mail_WaitingListNext,
                        ApplicationStatus.SentBack => Texts.Mail_SentBackNext,
                        _ => null,
                    },
                    letters.To(Links.Application(caller.Network!.Slug, loaded.Cohort.Slug, loaded.Organisation.Slug)),
                ];
        }
    }

    public sealed record Body(AdmissionDecision? Decision, string? Reason, int? Version);

    public static void Map(IEndpointRouteBuilder application) =>
        application
            .MapPost(
                "/decision",
                async (
                    string cohort,
                    string organisation,
                    Body body,
                    HttpContext http,
                    IMediator mediator,
                    Show show,
                    CancellationToken ct
                ) =>
                {
                    if (body.Version is null && !http.Request.HasVersion())
                    {
                        return HttpAnswers.VersionMissing();
                    }

                    var outcome = await mediator.Send(
                        new Command(
                            cohort,
                            organisation,
                            body.Decision,
                            body.Reason,
                            body.Version ?? http.Request.ReadSharedVersion()
                        ),
                        ct
                    );
                    return outcome.Ok || outcome.Refusals[0].Rule is not ("Stale" or "AlreadyDecided")
                        ? outcome.Answer(show, decided => decided.WithVersion(http, decided.Version))
                        : HttpAnswers.Refuse(
                            outcome.Refusals,
                            show,
                            (await mediator.Send(new ViewApplication.Query(cohort, organisation), ct)).Value,
                            body
                        );
                }
            )
            .WithSummary(
                "Decides on an application: admit, waitingList, decline or sendBack. Needs the version read, in the body or in If-Match. The coordinator's act."
            )
            .Produces<Decided>()
            .ProducesProblem(StatusCodes.Status428PreconditionRequired);
}
