using ModelMunicipalities.Domain.Accounts;
using ModelMunicipalities.Domain.Assessments;

namespace ModelMunicipalities.Domain.Cohorts;

/// <summary>An application as somebody writes it: all of it, with what is not written yet left out.</summary>
/// <param name="ContactName">Who answers questions, at most <see cref="PersonName.Longest"/> characters.</param>
/// <param name="ContactEmail">Where the decision is mailed.</param>
/// <param name="ContactPhone">At most <see cref="LongestPhone"/> characters.</param>
/// <param name="Motivation">At most <see cref="LongestText"/> characters.</param>
/// <param name="Focus">Keys of focus areas, at most <see cref="FocusAreas.Most"/>.</param>
/// <param name="Team">The persons appointed, at most one for each function.</param>
/// <param name="Cemr">Where the organisation stands with the CEMR declaration.</param>
/// <param name="CemrDate">When it was signed, or will be.</param>
/// <param name="Baseline">The scores of the checklist's steps in order; null for a step without.</param>
/// <param name="Stakeholders">At most <see cref="LongestText"/> characters.</param>
/// <param name="WillMentor">The commitment to be mentor afterwards.</param>
/// <param name="Answers">
/// The answers to the cohort's own questions, with at most <see cref="LongestEvidence"/> characters each.
/// </param>
public sealed record ApplicationDraft(
    string? ContactName,
    string? ContactEmail,
    string? ContactPhone,
    string? Motivation,
    IReadOnlyList<string> Focus,
    IReadOnlyList<TeamMember> Team,
    CemrDeclaration? Cemr,
    DateOnly? CemrDate,
    IReadOnlyList<int?> Baseline,
    string? Stakeholders,
    bool? WillMentor,
    IReadOnlyList<CriterionAnswer> Answers
)
{
    /// <summary>The longest motivation and list of stakeholders.</summary>
    public const int LongestText = 4000;

    /// <summary>The longest mandate and evidence.</summary>
    public const int LongestEvidence = 1000;

    /// <summary>The longest telephone number.</summary>
    public const int LongestPhone = 40;

    /// <summary>An application in which nothing has been written.</summary>
    public static ApplicationDraft Empty { get; } = new(null, null, null, null, [], [], null, null, [], null, null, []);

    /// <summary>What stands in an application, to go on from.</summary>
    public static ApplicationDraft Of(Application application)
    {
        ArgumentNullException.ThrowIfNull(application);
        return new(
            application.ContactName,
            application.ContactEmail,
            application.ContactPhone,
            application.Motivation,
            [.. application.Focus],
            [.. application.Team],
            application.Cemr,
            application.CemrDate,
            application.Scores?.Scores ?? [],
            application.Stakeholders,
            application.WillMentor,
            [.. application.Answers]
        );
    }

    /// <summary>What in it breaks a rule, each with its field.</summary>
    public List<Refusal> Check(Cohort cohort, Instrument instrument)
    {
        ArgumentNullException.ThrowIfNull(cohort);
        ArgumentNullException.ThrowIfNull(instrument);

        // A list that is longer than it can ever be is refused as a whole.
        var refusals = new List<Refusal>();
        if (Team.Count > Application.Functions.Count)
        {
            refusals.Add(Refusal.Invalid("FunctionTwice", "team"));
        }

        if (Focus.Count > FocusAreas.Most)
        {
            refusals.Add(Refusal.Invalid("FocusTooMany", "focus", FocusAreas.Most));
        }

        if (Baseline.Count > instrument.Steps.Count)
        {
            refusals.Add(Refusal.Invalid("UnknownStep", "baseline", Baseline.Count, instrument.Steps.Count));
        }

        if (Answers.Count > Criterion.Most)
        {
            refusals.Add(Refusal.Invalid("QuestionUnknown", "answers"));
        }

        if (refusals.Count > 0)
        {
            return refusals;
        }

        Line(refusals, ContactName, "contactName", PersonName.Longest);
        Line(refusals, ContactPhone, "contactPhone", LongestPhone);
        Text(refusals, Motivation, "motivation", LongestText);
        Text(refusals, Stakeholders, "stakeholders", LongestText);
        Address(refusals, ContactEmail, "contactEmail");
        for (var i = 0; i < Team.Count; i++)
        {
            Line(refusals, Team[i].Name, $"team[{i}].name", PersonName.Longest);
            Text(refusals, Team[i].Mandate, $"team[{i}].mandate", LongestEvidence);
            Address(refusals, Team[i].Email, $"team[{i}].email");
            if (!Application.Functions.Contains(Team[i].Function) || Team.Take(i).Any(m => m.Function == Team[i].Function))
            {
                refusals.Add(Refusal.Invalid("FunctionTwice", $"team[{i}].function"));
            }
        }

        refusals.AddRange(
            Focus
                .Index()
                .Where(f => FocusAreas.Find(f.Item) is null || Focus.Take(f.Index).Contains(f.Item))
                .Select(f => Refusal.Invalid("FocusUnknown", $"focus[{f.Index}]"))
        );
        refusals.AddRange(
            Baseline
                .Index()
                .Where(s => s.Item is { } score && !instrument.Scale.Holds(score))
                .Select(s =>
                    Refusal.Invalid(
                        "ScoreOutsideScale",
                        $"baseline[{s.Index}]",
                        instrument.Scale.Lowest,
                        instrument.Scale.Highest
                    )
                )
        );
        if (Cemr is CemrDeclaration.Planned && CemrDate is null)
        {
            refusals.Add(Refusal.Invalid("CemrDateMissing", "cemrDate"));
        }

        for (var i = 0; i < Answers.Count; i++)
        {
            Text(refusals, Answers[i].Evidence, $"answers[{i}].evidence", LongestEvidence);
            if (
                !cohort.Criteria.Exists(c => c.Kind == CriterionKind.Question && c.Key == Answers[i].Criterion)
                || Answers.Take(i).Any(a => a.Criterion == Answers[i].Criterion)
            )
            {
                refusals.Add(Refusal.Invalid("QuestionUnknown", $"answers[{i}].criterion"));
            }
        }

        return refusals;
    }

    /// <summary>Writes it into an application, after <see cref="Check"/>.</summary>
    internal void Fill(Application application, Instrument instrument)
    {
        application.ContactName = Trim(ContactName);
        application.ContactEmail = Trim(ContactEmail);
        application.ContactPhone = Trim(ContactPhone);
        application.Motivation = Trim(Motivation);
        application.Focus = [.. Focus];
        application.Team =
        [
            .. Team.Where(m => Trim(m.Name + m.Email + m.Mandate) is not null)
                .Select(m => new TeamMember
                {
                    Function = m.Function,
                    Name = Trim(m.Name),
                    Email = Trim(m.Email),
                    Mandate = Trim(m.Mandate),
                }),
        ];
        application.Cemr = Cemr;
        application.CemrDate = Cemr is CemrDeclaration.Signed or CemrDeclaration.Planned ? CemrDate : null;
        application.Baseline = Baseline.All(s => s is null)
            ? null
            : string.Concat(
                Enumerable.Range(0, instrument.Steps.Count).Select(i => (char)('0' + (Baseline.ElementAtOrDefault(i) ?? 0)))
            );
        application.Stakeholders = Trim(Stakeholders);
        application.WillMentor = WillMentor;
        application.Answers =
        [
            .. Answers
                .Where(a => a.IsMet is not null || Trim(a.Evidence) is not null)
                .Select(a => new CriterionAnswer
                {
                    Criterion = a.Criterion,
                    IsMet = a.IsMet,
                    Evidence = Trim(a.Evidence),
                }),
        ];
    }

    private static string? Trim(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();

    private static void Text(List<Refusal> refusals, string? text, string field, int longest)
    {
        if (text?.Contains('\0') == true)
        {
            refusals.Add(Refusal.Invalid("Unreadable", field));
        }
        else if (text?.Trim().Length > longest)
        {
            refusals.Add(Refusal.Invalid("TextTooLong", field, longest));
        }
    }

    /// <summary>As <see cref="Text"/>, for what stands on one line.</summary>
    private static void Line(List<Refusal> refusals, string? text, string field, int longest)
    {
        if (text?.Trim().Any(char.IsControl) == true)
        {
            refusals.Add(Refusal.Invalid("Unreadable", field));
        }
        else
        {
            Text(refusals, text, field, longest);
        }
    }

    private static void Address(List<Refusal> refusals, string? address, string field)
    {
        if (!string.IsNullOrWhiteSpace(address) && !EmailAddress.CanBeMailed(address))
        {
            refusals.Add(Refusal.Invalid("EmailNotValid", field));
        }
    }
}
