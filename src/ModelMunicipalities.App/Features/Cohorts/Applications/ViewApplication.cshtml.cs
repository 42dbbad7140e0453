using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using ModelMunicipalities.App.Platform;
using ModelMunicipalities.App.Resources;
using ModelMunicipalities.Domain;
using ModelMunicipalities.Domain.Accounts;
using ModelMunicipalities.Domain.Assessments;
using ModelMunicipalities.Domain.Cohorts;

namespace ModelMunicipalities.App.Features.Cohorts;

/// <summary>
/// An application, by who reads: for the organisation where it stands and what to write next, for the coordinator what they
/// have answered and the decision.
/// </summary>
public sealed class ViewApplicationModel(InstrumentCatalogue instruments) : PortalPage
{
    public ViewApplication.View View { get; private set; } = null!;

    public Instrument Instrument { get; private set; } = null!;

    [BindProperty]
    public AdmissionDecision? Decision { get; set; }

    [BindProperty]
    public string? Reason { get; set; }

    [BindProperty]
    public int Version { get; set; }

    /// <summary>True for who reads to decide; one who is both decides by as what she acts.</summary>
    public bool AsCoordinator =>
        Caller.IsCoordinator && (Caller.Acting?.Role == NetworkRole.Coordinator || Caller.FunctionsAt(Organisation).Count == 0);

    public ApplicationStatus? Status => View.Status;

    private string Name => View.OrganisationName;

    private bool MayBegin => View.May.Change && Status is null or ApplicationStatus.Invited;

    private bool ContactLacks => StateOf(ApplicationPart.Contact) != PartState.Filled;

    public async Task<IActionResult> OnGetAsync() => await LoadAsync() ?? Page();

    /// <summary>The coordinator's decision.</summary>
    public async Task<IActionResult> OnPostAsync()
    {
        var outcome = await Send(
            new DecideApplication.Command(Cohort, Organisation, Decision, Reason?.ReplaceLineEndings("\n"), Version)
        );
        return outcome.Ok ? Redirect(Links.Application(Network, Cohort, Organisation)) : await StayAsync(outcome.Refusals);
    }

    public async Task<IActionResult> OnPostTakeBackAsync()
    {
        var outcome = await Send(new TakeBackApplication.Command(Cohort, Organisation, Version));
        return outcome.Ok ? Redirect(Links.Application(Network, Cohort, Organisation)) : await StayAsync(outcome.Refusals);
    }

    public PartState StateOf(ApplicationPart part) => View.Parts.First(p => p.Part == part).State;

    /// <summary>The part to go on with: the first that is not filled in.</summary>
    public ApplicationPart? NextPart => View.Parts.FirstOrDefault(p => p.State != PartState.Filled)?.Part;

    public string Edit(ApplicationPart part) =>
        Links.EditApplication(Network, Cohort, Organisation, SaveApplicationModel.Slug(part));

    public string Headline => AsCoordinator ? CoordinatorsHeadline : ApplicantsHeadline;

    public string Lede => AsCoordinator ? CoordinatorsLede : ApplicantsLede;

    private string ApplicantsHeadline =>
        View switch
        {
            { HasLeft: true } => Texts.ApplyHasLeft(Name, View.CohortName),
            { Status: ApplicationStatus.Admitted } => Texts.ApplyAdmitted(Name, View.CohortName),
            { TakesPartAs: not null } => Texts.ApplyTakesPart(Name, View.CohortName),
            { Status: ApplicationStatus.Submitted } => Texts.ApplySubmitted,
            { Status: ApplicationStatus.WaitingList } => Texts.ApplyWaits(Name),
            { Status: ApplicationStatus.Declined } => Texts.ApplyDeclined(Name, View.CohortName),
            { Status: ApplicationStatus.Withdrawn } => Texts.ApplyWithdrawn,
            { Status: ApplicationStatus.SentBack, May.Change: true } => Texts.ApplySentBack,
            { Stage: CohortStage.Planning } => Texts.ApplyNotOpen(View.CohortName),
            { May.Change: false } => Texts.ApplyOver(View.CohortName),
            { Status: ApplicationStatus.Invited } => Texts.ApplyInvited(Name, View.CohortName),
            { Status: null } => Texts.ApplyWelcome(Name, View.CohortName),
            _ => (View.Lacking.Count() + (ContactLacks ? 1 : 0)) switch
            {
                0 => Texts.ApplyReady(Show.Whose(Name)),
                1 => Texts.ApplyLacksOne(Show.Whose(Name), Show.WordCommon(1)),
                var n => Texts.ApplyLacksMany(Show.Whose(Name), Show.WordCommon(n)),
            },
        };

    private string ApplicantsLede =>
        View switch
        {
            { HasLeft: true } => Texts.ApplyHasLeftWhy,
            { Status: ApplicationStatus.Admitted } => Texts.ApplyAdmittedWhy,
            { TakesPartAs: not null } => Texts.ApplyTakesPartWhy,
            { Status: ApplicationStatus.Submitted } => Texts.ApplySubmittedWhy,
            { Status: ApplicationStatus.WaitingList } => Texts.ApplyWaitsWhy,
            { Status: ApplicationStatus.Declined } => Texts.ApplyDeclinedWhy,
            { Status: ApplicationStatus.Withdrawn } => View.May.Change ? Texts.ApplyWithdrawnWhy : Texts.ApplyWithdrawnOver,
            { Status: ApplicationStatus.SentBack, May.Change: true } => Texts.ApplySentBackWhy,
            { Stage: CohortStage.Planning } => Texts.ApplyNotOpenWhy,
            { May.Change: false } => Texts.ApplyOverWhy,
            _ when MayBegin => Texts.ApplyStartWhy,
            _ => View.Lacking.Any() || ContactLacks ? Texts.ApplyLacksWhy : Texts.ApplyReadyWhy,
        };

    /// <summary>The applicant's one button: what it says and where it leads; null when there is nothing to do.</summary>
    public (string Text, string Link)? Next =>
        View.May.Change switch
        {
            false => null,
            _ when MayBegin => (Texts.ApplyBegin, Edit(ApplicationPart.Contact)),
            _ when Status is ApplicationStatus.Withdrawn => (Texts.ApplyAgain, Edit(NextPart ?? ApplicationPart.Contact)),
            _ when NextPart is { } part && Status is not ApplicationStatus.SentBack => (
                Texts.ApplyContinue(part.Name()),
                Edit(part)
            ),
            _ => (Texts.ApplyReview, Links.ReviewApplication(Network, Cohort, Organisation)),
        };

    /// <summary>The way to submitting what is not complete.</summary>
    public bool MaySubmitAnyway =>
        View.May.Submit && !ContactLacks && Next?.Link != Links.ReviewApplication(Network, Cohort, Organisation);

    private string CoordinatorsHeadline =>
        View switch
        {
            { HasLeft: true } => Texts.ApplyHasLeft(Name, View.CohortName),
            { Status: ApplicationStatus.Admitted } => Texts.ApplyAdmitted(Name, View.CohortName),
            { Status: ApplicationStatus.WaitingList } => Texts.ApplyWaits(Name),
            { Status: ApplicationStatus.Declined } => Texts.ApplyDeclined(Name, View.CohortName),
            { Status: ApplicationStatus.Withdrawn } => Texts.ApplicantTookBack(Name),
            { Status: ApplicationStatus.SentBack } => Texts.ApplicantCompletes(Name),
            { Status: ApplicationStatus.Draft } => Texts.ApplicantWrites(Name),
            { Status: ApplicationStatus.Invited } => Texts.ApplicantInvited(Name),
            { TakesPartAs: not null } => Texts.ApplyTakesPart(Name, View.CohortName),
            { Status: null } => Texts.ApplicantNone(Name),
            { Criteria.Count: 0 } => Texts.ApplicantNoCriteria(Name),
            _ => View.Lacking.ToList() switch
            {
                [] => Texts.ApplicantMeetsAll(Name),
                [var only] => Texts.ApplicantLacksOne(
                    Name,
                    only.Kind is CriterionKind.Question or CriterionKind.Cemr
                        ? Short(only)
                        : Short(only).ToLower(CultureInfo.CurrentCulture)
                ),
                var many => Texts.ApplicantLacksMany(Name, Show.WordCommon(many.Count)),
            },
        };

    private string CoordinatorsLede =>
        Status switch
        {
            ApplicationStatus.Submitted => Texts.ApplicantToDecide,
            ApplicationStatus.Admitted or ApplicationStatus.WaitingList or ApplicationStatus.Declined =>
                Texts.ApplicantDecidedWhy,
            _ => Texts.ApplicantWritesWhy(View.Parts.Count(p => p.State == PartState.Filled), View.Parts.Count),
        };

    public string CriteriaHeadline =>
        View.Criteria.Count(c => c.Required) is var all && !View.Lacking.Any()
            ? Texts.CriteriaAll
            : Texts.CriteriaSome(all - View.Lacking.Count(), all);

    public static string Short(ViewApplication.CriterionLine criterion) =>
        criterion.Question ?? TextsExtensions.Named("CriterionShort_" + criterion.Kind);

    private async Task<IActionResult> StayAsync(IReadOnlyList<Refusal> refusals)
    {
        if (await LoadAsync() is { } turn)
        {
            return turn;
        }

        // What is shown is what holds now, and what is sent next is based on it.
        ModelState.Clear();
        return Stay(refusals);
    }

    private async Task<IActionResult?> LoadAsync()
    {
        var outcome = await Send(new ViewApplication.Query(Cohort, Organisation));
        if (!outcome.Ok)
        {
            return Turn(outcome.Refusals);
        }

        View = outcome.Value;
        Version = View.Version;
        Instrument = instruments[View.Instrument];
        return null;
    }
}
