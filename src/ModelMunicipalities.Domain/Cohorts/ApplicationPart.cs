namespace ModelMunicipalities.Domain.Cohorts;

/// <summary>The parts that an application is written in, in order.</summary>
public enum ApplicationPart
{
    /// <summary>Who answers questions, and why the organisation wants to take part.</summary>
    Contact = 1,

    /// <summary>The areas it wants to work with.</summary>
    Areas = 2,

    /// <summary>The three functions: person, address, mandate.</summary>
    People = 3,

    /// <summary>The CEMR declaration.</summary>
    Cemr = 4,

    /// <summary>The checklist scored as a baseline.</summary>
    Baseline = 5,

    /// <summary>The stakeholders around the organisation.</summary>
    Stakeholders = 6,

    /// <summary>The commitment to be mentor afterwards.</summary>
    Commitment = 7,

    /// <summary>The cohort's own questions.</summary>
    Questions = 8,
}

/// <summary>How much of a part is written.</summary>
public enum PartState
{
    /// <summary>Nothing.</summary>
    NotBegun = 1,

    /// <summary>Something.</summary>
    Begun = 2,

    /// <summary>All that the part asks for, whatever the answer.</summary>
    Filled = 3,
}

/// <summary>Which parts a cohort asks for, and how far an application has come with each.</summary>
public static class ApplicationParts
{
    /// <summary>
    /// The parts that a cohort's criteria ask for. Contact, areas and people are always asked for: decisions are mailed,
    /// pairing looks for areas in common, and the people are invited on admission.
    /// </summary>
    public static IReadOnlyList<ApplicationPart> Of(IReadOnlyCollection<Criterion> criteria)
    {
        ArgumentNullException.ThrowIfNull(criteria);
        return
        [
            .. Enum.GetValues<ApplicationPart>()
                .Where(part => part <= ApplicationPart.People || criteria.Any(c => For(c.Kind) == part)),
        ];
    }

    /// <summary>The part in which a criterion is answered.</summary>
    public static ApplicationPart For(CriterionKind kind) =>
        kind switch
        {
            CriterionKind.Functions or CriterionKind.Mandate => ApplicationPart.People,
            CriterionKind.Cemr => ApplicationPart.Cemr,
            CriterionKind.Baseline => ApplicationPart.Baseline,
            CriterionKind.Stakeholders => ApplicationPart.Stakeholders,
            CriterionKind.Commitment => ApplicationPart.Commitment,
            _ => ApplicationPart.Questions,
        };

    /// <summary>How far an application has come with a part.</summary>
    /// <param name="application">The application.</param>
    /// <param name="part">The part.</param>
    /// <param name="criteria">The cohort's criteria.</param>
    /// <param name="steps">How many steps the cohort's checklist has.</param>
    public static PartState StateOf(
        this Application application,
        ApplicationPart part,
        IReadOnlyCollection<Criterion> criteria,
        int steps
    )
    {
        ArgumentNullException.ThrowIfNull(application);
        ArgumentNullException.ThrowIfNull(criteria);
        var (written, asked) = part switch
        {
            ApplicationPart.Contact => (
                Count(application.ContactName, application.ContactEmail, application.Motivation)
                    + (application.ContactPhone is null ? 0 : 0.5),
                3
            ),
            ApplicationPart.Areas => (application.Focus.Count > 0 ? 1 : 0, 1),
            ApplicationPart.People => (
                application.Team.Sum(m => Count(m.Name, m.Email, m.Mandate)),
                3 * Application.Functions.Count
            ),
            ApplicationPart.Cemr => (
                application.Cemr is null ? 0
                : application.Cemr is CemrDeclaration.Planned && application.CemrDate is null ? 0.5
                : 1,
                1
            ),
            ApplicationPart.Baseline => (application.Scores?.ScoredCount ?? 0, steps),
            ApplicationPart.Stakeholders => (Count(application.Stakeholders), 1),
            ApplicationPart.Commitment => (application.WillMentor is null ? 0 : 1, 1),
            _ => (
                criteria
                    .Where(c => c.Kind == CriterionKind.Question)
                    .Sum(c =>
                        application.Answers.Find(a => a.Criterion == c.Key) is { } a
                            ? a.IsMet is null
                                ? 0.5
                                : 1
                            : 0
                    ),
                criteria.Count(c => c.Kind == CriterionKind.Question)
            ),
        };
        return written == 0 ? PartState.NotBegun
            : Math.Floor((double)written) >= asked ? PartState.Filled
            : PartState.Begun;
    }

    private static double Count(params ReadOnlySpan<string?> texts)
    {
        var count = 0;
        foreach (var text in texts)
        {
            count += string.IsNullOrWhiteSpace(text) ? 0 : 1;
        }

        return count;
    }
}
