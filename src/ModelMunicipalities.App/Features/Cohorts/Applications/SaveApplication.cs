using MediatR;
using ModelMunicipalities.App.Data;
using ModelMunicipalities.App.Platform;
using ModelMunicipalities.Domain;
using ModelMunicipalities.Domain.Accounts;
using ModelMunicipalities.Domain.Assessments;
using ModelMunicipalities.Domain.Cohorts;

namespace ModelMunicipalities.App.Features.Cohorts;

/// <summary>Saves an organisation's application as a draft: any of its three functions, as often as they like.</summary>
public static class SaveApplication
{
    /// <param name="Cohort">The cohort's slug.</param>
    /// <param name="Organisation">The organisation's slug.</param>
    /// <param name="Draft">All of it as it now is; what is left out is empty.</param>
    /// <param name="Version">The version that the change is based on; a lost update is then refused.</param>
    public sealed record Command(string Cohort, string Organisation, ApplicationDraft Draft, int? Version = null)
        : IUse<Saved>,
            IRequireFunction;

    public sealed record Saved(ApplicationStatus Status, int Version);

    internal sealed class Handler(AppDb db, InstrumentCatalogue instruments, TimeProvider time)
        : IRequestHandler<Command, Outcome<Saved>>
    {
        public async Task<Outcome<Saved>> Handle(Command request, CancellationToken ct)
        {
            var loaded = await LoadedApplication.LoadAsync(db, instruments, request.Cohort, request.Organisation, ct);
            if (loaded is null)
            {
                return Refusal.NotFound();
            }

            if (Participation.WhyNotJoin(loaded.Participation) is { } takesPart)
            {
                return takesPart;
            }

            var application = loaded.Application
                ?? new Application
                {
                    CohortId = loaded.Cohort.Id,
                    OrganisationId = loaded.Organisation.Id,
                    Status = ApplicationStatus.Invited,
                };
            if (application.WhyNotChange(loaded.Cohort) is { } tooLate)
            {
                return tooLate;
            }

            if (loaded.IsStale(request.Version))
            {
                return Refusal.Conflict("Stale");
            }

            var begins = application.Status is ApplicationStatus.Invited or ApplicationStatus.Withdrawn;
            var refusals = application.Save(request.Draft, loaded.Cohort, loaded.Instrument);
            if (refusals.Count > 0)
            {
                return refusals.ToList();
            }

            if (loaded.Application is null)
            {
                db.Applications.Add(application);
            }

            if (begins)
            {
                db.Trail("ApplicationBegun", time.GetUtcNow(), loaded.Organisation.Id, detail: loaded.Cohort.Name);
            }

            await db.SaveChangesAsync(ct);
            return new Saved(application.Status, application.Version);
        }
    }

    public sealed record Body(
        string? ContactName,
        string? ContactEmail,
        string? ContactPhone,
        string? Motivation,
        IReadOnlyList<string?>? Focus,
        IReadOnlyList<MemberBody?>? Team,
        CemrDeclaration? Cemr,
        DateOnly? CemrDate,
        IReadOnlyList<int?>? Baseline,
        string? Stakeholders,
        bool? WillMentor,
        IReadOnlyList<AnswerBody?>? Answers
    )
    {
        public ApplicationDraft Draft =>
            new(
                ContactName,
                ContactEmail,
                ContactPhone,
                Motivation,
                [.. (Focus ?? []).Select(f => f ?? "")],
                [
                    .. (Team ?? []).Select(m => new TeamMember
                    {
                        Function = m?.Function ?? 0,
                        Name = m?.Name,
                        Email = m?.Email,
                        Mandate = m?.Mandate,
                    }),
                ],
                Cemr,
                CemrDate,
                Baseline ?? [],
                Stakeholders,
                WillMentor,
                [
                    .. (Answers ?? []).Select(a => new CriterionAnswer
                    {
                        Criterion = a?.Criterion ?? "",
                        IsMet = a?.IsMet,
                        Evidence = a?.Evidence,
                    }),
                ]
            );
    }

    public sealed record MemberBody(Function? Function, string? Name, string? Email, string? Mandate);

    public sealed record AnswerBody(string? Criterion, bool? IsMet, string? Evidence);

    public static void Map(IEndpointRouteBuilder application) =>
        application
            .MapPut(
                "",
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
                    var outcome = await mediator.Send(
                        new Command(cohort, organisation, body.Draft, http.Request.ReadSharedVersion()),
                        ct
                    );
                    return await outcome.AnswerAsync(
                        show,
                        saved => saved.WithVersion(http, saved.Version),
                        async () => (await mediator.Send(new ViewApplication.Query(cohort, organisation), ct)).Value,
                        body
                    );
                }
            )
            .WithSummary(
                "Saves the application as a draft; anything may be left out. With If-Match, refuses a change based on an older version."
            )
            .Produces<Saved>();
}
