using ModelMunicipalities.Domain.Accounts;

namespace ModelMunicipalities.Domain.Surveys;

/// <summary>How one function answered a scale question.</summary>
/// <param name="N">How many answered.</param>
/// <param name="Mean">Their mean.</param>
public sealed record FunctionFigures(int N, double Mean);

/// <summary>How one question was answered in one survey, as far as a reader is shown it. Null is what she is not.</summary>
/// <param name="Question">The question's key.</param>
/// <param name="N">How many answered it.</param>
/// <param name="Mean">Their mean, of a scale question.</param>
/// <param name="Distribution">How many chose each; empty for a question in words.</param>
/// <param name="ByFunction">The functions that may be shown.</param>
/// <param name="Change">The difference to the mean of all in the survey before.</param>
/// <param name="ChangeBoth">The mean change among those who answered both times.</param>
/// <param name="NBoth">How many they are.</param>
public sealed record QuestionFigures(
    string Question,
    int? N,
    double? Mean,
    IReadOnlyDictionary<int, int>? Distribution,
    IReadOnlyDictionary<Function, FunctionFigures> ByFunction,
    double? Change,
    double? ChangeBoth,
    int? NBoth
)
{
    /// <summary>A change smaller than this is none.</summary>
    public const double Noticeable = 0.05;

    /// <summary>True when too few answered for anything to be shown.</summary>
    public bool Suppressed => N is null;

    /// <summary>
    /// True when the mean of all moves one way and those who answered both times do not move with it: then who answered has
    /// changed, rather than what they think. Source: the caveat of [002] under its table 1.
    /// </summary>
    public bool IsOfWhoAnswered =>
        Change is { } all && ChangeBoth is { } both && ((all >= Noticeable && both <= 0) || (all <= -Noticeable && both >= 0));
}

/// <summary>
/// What is shown of surveys, so that nobody who reads all that she ever may, remembers it, and adds and subtracts, learns what
/// fewer persons than the minimum have answered. Figures are made when a survey is counted (<see cref="SurveyCount"/>), each
/// with how few it tells of beside all that came before; of several, the one that came last says how few they tell of together.
/// So a reader is shown those that tell of enough, whatever else she has read.
/// </summary>
public static class SurveyFigures
{
    /// <summary>Below this share of answers figures are flagged: perhaps the most positive answered.</summary>
    public const double LowRate = 0.6;

    /// <summary>The fewest persons that a figure must tell of for a reader.</summary>
    /// <param name="minimum">The network's minimum.</param>
    /// <param name="isAsked">
    /// True when she, or one of those who read the same, was asked in the series: what she answered herself she takes away.
    /// </param>
    public static int FewestFor(int minimum, bool isAsked) => isAsked ? minimum + 1 : minimum;

    /// <summary>What a reader is shown of a survey that shows figures: every question, in order.</summary>
    /// <param name="form">The form, with the steps of the cohort's checklist.</param>
    /// <param name="survey">The survey.</param>
    /// <param name="before">
    /// The one that changes are counted since; null while it shows none, and nothing takes its place.
    /// </param>
    /// <param name="fewest">The fewest persons that a figure must tell of for her, by <see cref="FewestFor"/>.</param>
    public static IReadOnlyList<QuestionFigures> Of(SurveyForm form, Survey survey, Survey? before, int fewest)
    {
        ArgumentNullException.ThrowIfNull(form);
        ArgumentNullException.ThrowIfNull(survey);
        return [.. form.Questions.Select(q => Of(q, Shown(survey, q, fewest), Shown(before, q, fewest), fewest))];
    }

    private static PublishedQuestion? Shown(Survey? survey, SurveyQuestion question, int fewest) =>
        survey?.Published?.Of(question.Key) is { } published && published.Fewest >= fewest ? published : null;

    private static QuestionFigures Of(SurveyQuestion question, PublishedQuestion? shown, PublishedQuestion? before, int fewest)
    {
        if (shown is null)
        {
            var nothing = new Dictionary<Function, FunctionFigures>();
            return new QuestionFigures(question.Key, null, null, null, nothing, null, null, null);
        }

        double? mean = question.Kind == SurveyQuestionKind.Scale ? shown.Mean : null;
        var both = before is { IsRecounted: false } && shown.Both?.Fewest >= fewest ? shown.Both : null;
        return new QuestionFigures(
            question.Key,
            shown.N,
            mean,
            shown.Distribution,
            shown
                .Functions.Where(f => f.Fewest >= fewest)
                .OrderBy(f => f.Function)
                .ToDictionary(f => f.Function, f => new FunctionFigures(f.N, f.Mean)),
            mean - before?.Mean,
            both?.Mean,
            both?.N
        );
    }
}
