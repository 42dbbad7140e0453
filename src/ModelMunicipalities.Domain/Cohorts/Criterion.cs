using System.Text.Json;

namespace ModelMunicipalities.Domain.Cohorts;

/// <summary>What a criterion of admission asks about. Source: [001] §2.2, §5.3; [002] ch. 2.</summary>
public enum CriterionKind
{
    /// <summary>All three functions appointed.</summary>
    Functions = 1,

    /// <summary>Each of the three has a mandate.</summary>
    Mandate = 2,

    /// <summary>The CEMR declaration signed, or a date by which it will be.</summary>
    Cemr = 3,

    /// <summary>Every step of the checklist scored as a baseline.</summary>
    Baseline = 4,

    /// <summary>Local and regional stakeholders named.</summary>
    Stakeholders = 5,

    /// <summary>A commitment to be mentor afterwards.</summary>
    Commitment = 6,

    /// <summary>The cohort's own question, which the applicant answers yes or no to, and tells how.</summary>
    Question = 7,
}

/// <summary>One criterion of admission to a cohort. Criteria are data: each cohort has its own list.</summary>
public sealed class Criterion
{
    /// <summary>The longest question, in characters.</summary>
    public const int LongestQuestion = 300;

    /// <summary>The most criteria of a cohort.</summary>
    public const int Most = 20;

    /// <summary>Names the criterion in its cohort: the kind, or <c>question-1</c> and so on.</summary>
    public required string Key { get; set; }

    /// <summary>What it asks about.</summary>
    public CriterionKind Kind { get; set; }

    /// <summary>True when it has to be met; false when it only counts in favour.</summary>
    public bool IsRequired { get; set; }

    /// <summary>
    /// The question, as the coordinator worded it; null unless <see cref="Kind"/> is <see cref="CriterionKind.Question"/>.
    /// </summary>
    public string? Question { get; set; }

    /// <summary>The key of a criterion: the kind's name in camel case; for an own question its number too.</summary>
    /// <param name="kind">What it asks about.</param>
    /// <param name="question">The number of the own question in its cohort, from 1.</param>
    public static string KeyOf(CriterionKind kind, int question = 0) =>
        kind == CriterionKind.Question ? $"question-{question}" : JsonNamingPolicy.CamelCase.ConvertName(kind.ToString());

    /// <summary>Whether an application meets the criterion.</summary>
    /// <param name="application">The application.</param>
    /// <param name="steps">How many steps the cohort's checklist has.</param>
    public bool IsMetBy(Application application, int steps)
    {
        ArgumentNullException.ThrowIfNull(application);
        return Kind switch
        {
            CriterionKind.Functions => Application.Functions.All(f => application.Of(f) is { IsNamed: true }),
            CriterionKind.Mandate => Application.Functions.All(f => application.Of(f) is { IsNamed: true, HasMandate: true }),
            CriterionKind.Cemr => application.Cemr == CemrDeclaration.Signed
                || (application.Cemr == CemrDeclaration.Planned && application.CemrDate is not null),
            CriterionKind.Baseline => application.Scores is { } scores && scores.ScoredCount == steps,
            CriterionKind.Stakeholders => !string.IsNullOrWhiteSpace(application.Stakeholders),
            CriterionKind.Commitment => application.WillMentor == true,
            _ => application.Answers.Find(a => a.Criterion == Key) is { IsMet: true },
        };
    }
}
