using MediatR;
using Microsoft.EntityFrameworkCore;
using ModelMunicipalities.App.Data;
using ModelMunicipalities.App.Platform;
using ModelMunicipalities.App.Tenancy;
using ModelMunicipalities.Domain;
using ModelMunicipalities.Domain.Assessments;
using ModelMunicipalities.Domain.Cohorts;

namespace ModelMunicipalities.App.Features.Cohorts;

/// <summary>
/// An organisation's application, with what the cohort asks for and what may be done now. The coordinator sees how far a
/// draft has come, and what stands in it once it is submitted.
/// </summary>
public static class ViewApplication
{
    public sealed record Query(string Cohort, string Organisation) : IUse<View>, IRequireFunction
    {
        public bool OrCoordinator => true;
    }

    /// <param name="Cohort">The cohort's slug.</param>
    /// <param name="CohortName">Its name.</param>
    /// <param name="Stage">How far the cohort has come.</param>
    /// <param name="ApplyBy">Until when applications are asked for.</param>
    /// <param name="Instrument">Key of the checklist that the baseline is scored on.</param>
    /// <param name="Invention">What in the cohort is invented.</param>
    /// <param name="Organisation">The organisation's slug.</param>
    /// <param name="OrganisationName">Its name.</param>
    /// <param name="Status">How far the application has come; null when it is neither begun nor invited.</param>
    /// <param name="Version">The version, for If-Match.</param>
    /// <param name="InvitedAt">When the organisation was invited.</param>
    /// <param name="SubmittedAt">When it was last submitted.</param>
    /// <param name="DecidedAt">When it was last decided on or sent back.</param>
    /// <param name="Reason">Why.</param>
    /// <param name="TakesPartAs">As what the organisation takes part in the cohort, when it does.</param>
    /// <param name="HasLeft">True when it took part and has left.</param>
    /// <param name="Parts">The parts to write, and how far each has come.</param>
    /// <param name="Criteria">The criteria of admission.</param>
    /// <param name="Content">What stands in it, in the form in which it is saved; null when the reader does not see it.</param>
    /// <param name="May">What the reader may do now.</param>
    /// <param name="NextToDecide">For the coordinator, the slug of another organisation that waits for a decision.</param>
    public sealed record View(
        string Cohort,
        string CohortName,
        CohortStage Stage,
        DateTimeOffset? ApplyBy,
        string Instrument,
        Invention Invention,
        string Organisation,
        string OrganisationName,
        ApplicationStatus? Status,
        int Version,
        DateTimeOffset? InvitedAt,
        DateTimeOffset? SubmittedAt,
        DateTimeOffset? DecidedAt,
        string? Reason,
        CohortRole? TakesPartAs,
        bool HasLeft,
        IReadOnlyList<PartLine> Parts,
        IReadOnlyList<CriterionLine> Criteria,
        ApplicationDraft? Content,
        Allowed May,
        string? NextToDecide
    )
    {
        /// <summary>The required criteria that are not met.</summary>
        public IEnumerable<CriterionLine> Lacking => Criteria.Where(c => c is { Required: true, Met: false });
    }

    public sealed record PartLine(ApplicationPart Part, PartState State);

    /// <param name="Key">Names the criterion in its cohort.</param>
    /// <param name="Kind">What it asks about.</param>
    /// <param name="Question">The cohort's own question, when it is one.</param>
    /// <param name="Required">True when it has to be met.</param>
    /// <param name="Met">Whether it is met; null when the reader does not see what stands in the application.</param>
    /// <param name="Evidence">What the application says to it, in the reader's language.</param>
    public sealed record CriterionLine(
        string Key,
        CriterionKind Kind,
        string? Question,
        bool Required,
        bool? Met,
        IReadOnlyList<string> Evidence
    );

    /// <param name="Change">True when the draft may be changed.</param>
    /// <param name="Submit">True when it may be submitted, once contact and motivation are there.</param>
    /// <param name="TakeBack">True when it may be taken back.</param>
    /// <param name="Decide">For the coordinator, what she may decide.</param>
    public sealed record Allowed(bool Change, bool Submit, bool TakeBack, IReadOnlyList<AdmissionDecision> Decide);

    internal sealed class Handler(AppDb db, Caller caller, InstrumentCatalogue instruments, Show show)
        : IRequestHandler<Query, Outcome<View>>
    {
        public async Task<Outcome<View>> Handle(Query request, CancellationToken ct)
        {
            var loaded = await LoadedApplication.LoadAsync(db, instruments, request.Cohort, request.Organisation, ct);
            if (loaded is null)
            {
                return Refusal.NotFound();
            }

            var (cohort, steps) = (loaded.Cohort, loaded.Instrument.Steps.Count);
            var own = caller.FunctionsAt(request.Organisation).Count > 0;
            var next = caller.IsCoordinator
                ? await (
                    from a in db.Applications
                    where
                        a.CohortId == cohort.Id
                        && a.Status == ApplicationStatus.Submitted
                        && a.OrganisationId != loaded.Organisation.Id
                    join o in db.Organisations on a.OrganisationId equals o.Id
                    orderby a.SubmittedAt, a.Id
                    select o.Slug
                ).FirstOrDefaultAsync(ct)
                : null;
            var application = loaded.Application ?? new Application { Status = ApplicationStatus.Invited };
            var sees = own || application.IsSeenByCoordinator;
            var mayApply =
                own && Participation.WhyNotJoin(loaded.Participation) is null && application.WhyNotChange(cohort) is null;
            return new View(
                cohort.Slug,
                cohort.Name,
                cohort.Stage,
                cohort.ApplyBy,
                cohort.Instrument,
                cohort.Invention,
                loaded.Organisation.Slug,
                loaded.Organisation.Name,
                loaded.Application?.Status,
                loaded.Version,
                application.InvitedAt,
                application.SubmittedAt,
                application.DecidedAt,
                application.Reason,
                loaded.Participation is { IsActive: true } part ? part.Role : null,
                loaded.HasLeft,
                [
                    .. ApplicationParts
                        .Of(cohort.Criteria)
                        .Select(p => new PartLine(p, application.StateOf(p, cohort.Criteria, steps))),
                ],
                [
                    .. cohort.Criteria.Select(c => new CriterionLine(
                        c.Key,
                        c.Kind,
                        c.Question,
                        c.IsRequired,
                        sees ? c.IsMetBy(application, steps) : null,
                        sees ? Evidence.Of(c, application, loaded.Instrument, show) : []
                    )),
                ],
                sees ? ApplicationDraft.Of(application) : null,
                new Allowed(
                    mayApply,
                    mayApply && application.Status is (ApplicationStatus.Draft or ApplicationStatus.SentBack),
                    own && application.WhyNotTakeBack(cohort) is null,
                    [
                        .. Enum.GetValues<AdmissionDecision>()
                            .Where(d => caller.IsCoordinator && application.WhyNotDecide(d, cohort, loaded.HasLeft) is null),
                    ]
                ),
                next
            );
        }
    }

    public static void Map(IEndpointRouteBuilder application) =>
        application
            .MapGet(
                "",
                async (
                    string cohort,
                    string organisation,
                    HttpContext http,
                    IMediator mediator,
                    Show show,
                    CancellationToken ct
                ) =>
                    (await mediator.Send(new Query(cohort, organisation), ct)).Answer(show, view =>
                        view.WithVersion(http, view.Version)
                    )
            )
            .WithSummary(
                "An organisation's application, what the cohort asks for and what may be done now. The coordinator sees what stands in it once it is submitted."
            )
            .Produces<View>();
}
