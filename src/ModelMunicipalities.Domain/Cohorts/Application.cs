using ModelMunicipalities.Domain.Accounts;
using ModelMunicipalities.Domain.Assessments;
using ModelMunicipalities.Domain.Networks;

namespace ModelMunicipalities.Domain.Cohorts;

/// <summary>How far an application has come.</summary>
public enum ApplicationStatus
{
    /// <summary>The organisation is invited and has not begun.</summary>
    Invited = 1,

    /// <summary>Begun, not submitted.</summary>
    Draft = 2,

    /// <summary>Submitted; the coordinator decides.</summary>
    Submitted = 3,

    /// <summary>Sent back by the coordinator with a comment; can be corrected and submitted again.</summary>
    SentBack = 4,

    /// <summary>Decided: waits for a place.</summary>
    WaitingList = 5,

    /// <summary>Decided: takes part.</summary>
    Admitted = 6,

    /// <summary>Decided: does not take part.</summary>
    Declined = 7,

    /// <summary>Taken back by the organisation.</summary>
    Withdrawn = 8,
}

/// <summary>What the coordinator can decide about an application.</summary>
public enum AdmissionDecision
{
    /// <summary>It takes part; also how one is called up from the waiting list.</summary>
    Admit = 1,

    /// <summary>It waits for a place.</summary>
    WaitingList = 2,

    /// <summary>It does not take part.</summary>
    Decline = 3,

    /// <summary>It is to be corrected and submitted again.</summary>
    SendBack = 4,
}

/// <summary>Where an organisation stands with the CEMR declaration, the European charter for equality in local life.</summary>
public enum CemrDeclaration
{
    /// <summary>Signed.</summary>
    Signed = 1,

    /// <summary>To be signed, on a date planned.</summary>
    Planned = 2,

    /// <summary>Neither signed nor planned.</summary>
    NotPlanned = 3,
}

/// <summary>
/// Ansökan: an organisation's application to a cohort, from the invitation to the decision. One for each cohort and organisation.
/// </summary>
public sealed class Application : ITenantOwned
{
    /// <summary>The functions that an applicant appoints.</summary>
    public static readonly IReadOnlyList<Function> Functions = Assessment.Functions;

    /// <summary>The longest reason for a decision, in characters.</summary>
    public const int LongestReason = 1000;

    /// <summary>Database identity.</summary>
    public int Id { get; set; }

    /// <inheritdoc/>
    public int NetworkId { get; set; }

    /// <summary>The cohort.</summary>
    public int CohortId { get; set; }

    /// <summary>The organisation.</summary>
    public int OrganisationId { get; set; }

    /// <summary>How far it has come.</summary>
    public ApplicationStatus Status { get; set; } = ApplicationStatus.Draft;

    /// <summary>Counts the changes; guards against lost updates.</summary>
    public int Version { get; set; }

    /// <summary>When the coordinator invited the organisation; null when it applies of its own accord.</summary>
    public DateTimeOffset? InvitedAt { get; set; }

    /// <summary>When it was last submitted.</summary>
    public DateTimeOffset? SubmittedAt { get; set; }

    /// <summary>When it was last decided on or sent back.</summary>
    public DateTimeOffset? DecidedAt { get; set; }

    /// <summary>Why it was decided so, or what is to be corrected; the applicant reads it.</summary>
    public string? Reason { get; set; }

    /// <summary>Who answers questions about the application.</summary>
    public string? ContactName { get; set; }

    /// <summary>Where the decision is mailed.</summary>
    public string? ContactEmail { get; set; }

    /// <summary>The contact's telephone number.</summary>
    public string? ContactPhone { get; set; }

    /// <summary>Why the organisation wants to take part.</summary>
    public string? Motivation { get; set; }

    /// <summary>Keys of the <see cref="FocusAreas"/> it wants to work with, at most <see cref="FocusAreas.Most"/>.</summary>
    public List<string> Focus { get; set; } = [];

    /// <summary>The persons appointed.</summary>
    public List<TeamMember> Team { get; set; } = [];

    /// <summary>Where it stands with the CEMR declaration; null when not answered.</summary>
    public CemrDeclaration? Cemr { get; set; }

    /// <summary>When the declaration was signed, or will be.</summary>
    public DateOnly? CemrDate { get; set; }

    /// <summary>
    /// The baseline on the cohort's checklist, one digit per step, <c>0</c> for a step without a score; null when not begun.
    /// </summary>
    public string? Baseline { get; set; }

    /// <summary>The local and regional stakeholders: county board, other authorities, associations.</summary>
    public string? Stakeholders { get; set; }

    /// <summary>True when it commits itself to be mentor afterwards; null when not answered.</summary>
    public bool? WillMentor { get; set; }

    /// <summary>The answers to the cohort's own questions.</summary>
    public List<CriterionAnswer> Answers { get; set; } = [];

    /// <summary>The baseline's scores.</summary>
    public Profile? Scores => Profile.Parse(Baseline);

    /// <summary>True while the organisation can change it, as far as its own state goes.</summary>
    public bool IsOpen =>
        Status
            is ApplicationStatus.Invited
                or ApplicationStatus.Draft
                or ApplicationStatus.SentBack
                or ApplicationStatus.Withdrawn;

    /// <summary>True when the coordinator has something to decide.</summary>
    public bool AwaitsDecision => Status is ApplicationStatus.Submitted;

    /// <summary>
    /// True while the coordinator reads what stands in it: from submission on, but not while it is with the applicant, who
    /// may have begun to write something else.
    /// </summary>
    public bool IsSeenByCoordinator => !IsOpen;

    /// <summary>The person appointed to a function, or null.</summary>
    public TeamMember? Of(Function function) => Team.Find(m => m.Function == function);

    /// <summary>Saves what has been written so far; anything may be left out until it is submitted.</summary>
    /// <param name="draft">All of the application as it now is.</param>
    /// <param name="cohort">Its cohort.</param>
    /// <param name="instrument">The cohort's checklist, for the baseline.</param>
    /// <returns>What stops it; nothing is changed then.</returns>
    public IReadOnlyList<Refusal> Save(ApplicationDraft draft, Cohort cohort, Instrument instrument)
    {
        ArgumentNullException.ThrowIfNull(draft);
        ArgumentNullException.ThrowIfNull(cohort);
        ArgumentNullException.ThrowIfNull(instrument);
        if (WhyNotChange(cohort) is { } refusal)
        {
            return [refusal];
        }

        var refusals = draft.Check(cohort, instrument);
        if (refusals.Count > 0)
        {
            return refusals;
        }

        draft.Fill(this, instrument);
        if (Status is not ApplicationStatus.SentBack)
        {
            Status = ApplicationStatus.Draft;
        }

        Version++;
        return [];
    }

    /// <summary>Hands the application to the coordinator. Criteria that are not met do not stop it: she sees them.</summary>
    /// <returns>What stops it: no contact, no motivation, or the wrong stage.</returns>
    public IReadOnlyList<Refusal> Submit(Cohort cohort, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(cohort);
        if (Status is not (ApplicationStatus.Draft or ApplicationStatus.SentBack))
        {
            return [IsOpen ? Refusal.Conflict("ApplicationNotBegun") : Refusal.Conflict("ApplicationSubmittedAlready")];
        }

        if (WhyNotChange(cohort) is { } refusal)
        {
            return [refusal];
        }

        var missing = new List<Refusal>();
        if (string.IsNullOrWhiteSpace(ContactName))
        {
            missing.Add(Refusal.Invalid("ContactMissing", "contactName"));
        }

        if (string.IsNullOrWhiteSpace(ContactEmail))
        {
            missing.Add(Refusal.Invalid("ContactEmailMissing", "contactEmail"));
        }

        if (string.IsNullOrWhiteSpace(Motivation))
        {
            missing.Add(Refusal.Invalid("MotivationMissing", "motivation"));
        }

        if (missing.Count == 0)
        {
            Status = ApplicationStatus.Submitted;
            SubmittedAt = now;
            Version++;
        }

        return missing;
    }

    /// <summary>
    /// Takes the application back; it can be taken up again while applications are open. One that was admitted leaves the cohort
    /// instead.
    /// </summary>
    public Refusal? TakeBack(Cohort cohort)
    {
        if (WhyNotTakeBack(cohort) is { } refusal)
        {
            return refusal;
        }

        Status = ApplicationStatus.Withdrawn;
        Version++;
        return null;
    }

    /// <summary>Decides on the application.</summary>
    /// <param name="decision">What.</param>
    /// <param name="reason">Why; asked for when it is declined or sent back. The applicant reads it.</param>
    /// <param name="cohort">Its cohort.</param>
    /// <param name="now">When.</param>
    /// <param name="hasLeft">True for one that was admitted and has left the cohort since: it can be admitted again.</param>
    /// <returns>What stops it; deciding the same thing twice does.</returns>
    public Refusal? Decide(AdmissionDecision decision, string? reason, Cohort cohort, DateTimeOffset now, bool hasLeft = false)
    {
        if (WhyNotDecide(decision, cohort, hasLeft) is { } refusal)
        {
            return refusal;
        }

        if (reason?.Contains('\0') == true)
        {
            return Refusal.Invalid("Unreadable", "reason");
        }

        if (reason?.Trim().Length > LongestReason)
        {
            return Refusal.Invalid("TextTooLong", "reason", LongestReason);
        }

        if (decision is AdmissionDecision.Decline or AdmissionDecision.SendBack && string.IsNullOrWhiteSpace(reason))
        {
            return Refusal.Invalid("DecisionReasonMissing", "reason");
        }

        Status = decision switch
        {
            AdmissionDecision.Admit => ApplicationStatus.Admitted,
            AdmissionDecision.WaitingList => ApplicationStatus.WaitingList,
            AdmissionDecision.Decline => ApplicationStatus.Declined,
            _ => ApplicationStatus.SentBack,
        };
        DecidedAt = now;
        Reason = string.IsNullOrWhiteSpace(reason) ? null : reason.Trim();
        Version++;
        return null;
    }

    /// <summary>Why a decision cannot be made now, whatever its reason; null when it can.</summary>
    public Refusal? WhyNotDecide(AdmissionDecision decision, Cohort cohort, bool hasLeft = false)
    {
        ArgumentNullException.ThrowIfNull(cohort);
        if (cohort.Stage.WhyNot(CohortAct.Decide) is { } refusal)
        {
            return refusal;
        }

        return (Status, decision) switch
        {
            (ApplicationStatus.Submitted, _) => null,
            (ApplicationStatus.WaitingList, AdmissionDecision.Admit or AdmissionDecision.Decline) => null,
            (ApplicationStatus.SentBack, AdmissionDecision.Decline) => null,
            (ApplicationStatus.Admitted, AdmissionDecision.Admit) when hasLeft => null,
            (ApplicationStatus.Invited or ApplicationStatus.Draft or ApplicationStatus.Withdrawn, _) => Refusal.Conflict(
                "NotSubmitted"
            ),
            _ => Refusal.Conflict("AlreadyDecided", Status),
        };
    }

    /// <summary>Why the applicant cannot take it back now; null when it can.</summary>
    public Refusal? WhyNotTakeBack(Cohort cohort)
    {
        ArgumentNullException.ThrowIfNull(cohort);
        return cohort.Stage.WhyNot(CohortAct.TakeBack)
            ?? (
                Status
                    is ApplicationStatus.Draft
                        or ApplicationStatus.Submitted
                        or ApplicationStatus.SentBack
                        or ApplicationStatus.WaitingList
                    ? null
                    : Refusal.Conflict("NothingToTakeBack")
            );
    }

    /// <summary>Why the applicant cannot change it now; null when it can.</summary>
    public Refusal? WhyNotChange(Cohort cohort)
    {
        ArgumentNullException.ThrowIfNull(cohort);
        return !IsOpen
            ? Refusal.Conflict(Status is ApplicationStatus.Submitted ? "ApplicationSubmittedAlready" : "ApplicationDecided")
            : cohort.Stage.WhyNot(Status is ApplicationStatus.SentBack ? CohortAct.Correct : CohortAct.Apply);
    }
}

/// <summary>A person appointed to one of the three functions, and what she may decide.</summary>
public sealed class TeamMember
{
    /// <summary>The function.</summary>
    public Function Function { get; set; }

    /// <summary>Her name.</summary>
    public string? Name { get; set; }

    /// <summary>Her e-mail address: she is invited to the portal when the organisation is admitted.</summary>
    public string? Email { get; set; }

    /// <summary>Her mandate: a decision, a position, time set aside.</summary>
    public string? Mandate { get; set; }

    /// <summary>True when there is a person with a way to reach her.</summary>
    public bool IsNamed => !string.IsNullOrWhiteSpace(Name) && !string.IsNullOrWhiteSpace(Email);

    /// <summary>True when her mandate is told.</summary>
    public bool HasMandate => !string.IsNullOrWhiteSpace(Mandate);
}

/// <summary>The answer to one of the cohort's own questions.</summary>
public sealed class CriterionAnswer
{
    /// <summary>Key of the criterion.</summary>
    public required string Criterion { get; set; }

    /// <summary>Yes or no; null when not answered.</summary>
    public bool? IsMet { get; set; }

    /// <summary>How, in the applicant's words.</summary>
    public string? Evidence { get; set; }
}
