using System.Linq.Expressions;
using ModelMunicipalities.Domain.Accounts;

namespace ModelMunicipalities.Domain.Assessments;

/// <summary>How far an assessment has come, without what anybody answered: what overviews read of it.</summary>
public sealed class AssessmentProgress
{
    /// <summary>The one way in which it is read of an assessment, for queries too.</summary>
    public static readonly Expression<Func<Assessment, AssessmentProgress>> Of = a => new AssessmentProgress
    {
        AssessmentId = a.Id,
        OrganisationId = a.OrganisationId,
        OccasionId = a.OccasionId,
        SubmittedAt = a.SubmittedAt,
        SubmittedProfile = a.SubmittedAt == null ? null : a.Profile,
        HasCommonAnswers = a.Consensus.Any(),
        Functions = a
            .Scorings.Select(s => new FunctionProgress
            {
                Function = s.Function,
                HandedInAt = s.HandedInAt,
                Answered = s.Answers.Count(x => x.Score != null),
            })
            .ToList(),
    };

    /// <summary>The assessment.</summary>
    public int AssessmentId { get; init; }

    /// <summary>Its organisation.</summary>
    public int OrganisationId { get; init; }

    /// <summary>Its occasion.</summary>
    public int OccasionId { get; init; }

    /// <summary>When it was submitted; null before that and while it is open again.</summary>
    public DateTimeOffset? SubmittedAt { get; init; }

    /// <summary>
    /// The scores submitted, in the form that <see cref="Profile.Parse"/> reads; null while it is not submitted.
    /// </summary>
    public string? SubmittedProfile { get; init; }

    /// <summary>True when something of the common answers is recorded.</summary>
    public bool HasCommonAnswers { get; init; }

    /// <summary>Those functions that have begun.</summary>
    public IReadOnlyList<FunctionProgress> Functions { get; init; } = [];

    /// <summary>Those that have handed in.</summary>
    public IReadOnlyList<Function> HandedIn => [.. Functions.Where(f => f.HandedInAt is not null).Select(f => f.Function)];

    /// <summary>How many steps the function that has come furthest has answered.</summary>
    public int MostAnswered => Functions.Select(f => f.Answered).DefaultIfEmpty().Max();

    /// <summary>How far it has come, for those who follow it: its own, and the coordinator.</summary>
    public AssessmentStatus Status =>
        SubmittedAt is not null ? AssessmentStatus.Submitted
        : HasCommonAnswers || HandedIn.Count == Assessment.Functions.Count ? AssessmentStatus.Comparing
        : Functions.Count > 0 ? AssessmentStatus.Scoring
        : AssessmentStatus.NotStarted;

    /// <summary>What everybody else is told: that it is submitted, and before that nothing.</summary>
    public AssessmentStatus SeenFromOutside => SubmittedAt is not null ? AssessmentStatus.Submitted : AssessmentStatus.NotStarted;
}

/// <summary>How far one function has come.</summary>
public sealed class FunctionProgress
{
    /// <summary>The function.</summary>
    public Function Function { get; init; }

    /// <summary>When it handed in; null before.</summary>
    public DateTimeOffset? HandedInAt { get; init; }

    /// <summary>How many steps it has answered.</summary>
    public int Answered { get; init; }
}
