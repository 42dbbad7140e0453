using ModelMunicipalities.Domain.Accounts;
using ModelMunicipalities.Domain.Assessments;

namespace ModelMunicipalities.Domain.Surveys;

/// <summary>The counted answers of one person to one survey.</summary>
/// <param name="Pseudonym">The person as the series knows her.</param>
/// <param name="Function">Her function.</param>
/// <param name="Answers">What she answered.</param>
public sealed record SurveySheet(string Pseudonym, Function Function, IReadOnlyList<SurveyAnswer> Answers);

/// <summary>One survey of a series, closed and counted.</summary>
/// <param name="Occasion">The occasion's key.</param>
/// <param name="IsRecounted">True when it was counted anew after its figures had been shown.</param>
/// <param name="Sheets">What was answered.</param>
public sealed record SurveyRound(string Occasion, bool IsRecounted, IReadOnlyList<SurveySheet> Sheets);

/// <summary>How one function answered a scale question.</summary>
/// <param name="N">How many answered.</param>
/// <param name="Mean">Their mean.</param>
public sealed record FunctionFigures(int N, double Mean);

/// <summary>How one question was answered at one occasion. Null is what is not shown.</summary>
/// <param name="Question">The question's key.</param>
/// <param name="Occasion">The occasion's key.</param>
/// <param name="N">How many answered it.</param>
/// <param name="Mean">Their mean, of a scale question.</param>
/// <param name="Distribution">How many chose each; empty for a question in words.</param>
/// <param name="ByFunction">The functions that may be shown.</param>
/// <param name="Change">The difference to the mean of all at the occasion before.</param>
/// <param name="ChangeBoth">The mean change among those who answered both times.</param>
/// <param name="NBoth">How many they are.</param>
public sealed record QuestionFigures(
    string Question,
    string Occasion,
    int? N,
    double? Mean,
    IReadOnlyDictionary<int, int>? Distribution,
    IReadOnlyDictionary<Function, FunctionFigures> ByFunction,
    double? Change,
    double? ChangeBoth,
    int? NBoth)
{
    /// <summary>A change smaller than this is none.</summary>
    public const double Noticeable = 0.05;

    /// <summary>True when too few answered for anything to be shown.</summary>
    public bool Suppressed => N is null;

    /// <summary>
    /// True when the mean of all moves one way and those who answered both times do not move with it: then who answered has
    /// changed, rather than what they think. Source: the caveat of [002] under its table 1.
    /// </summary>
    public bool IsOfWhoAnswered => Change is { } all && ChangeBoth is { } both
        && ((all >= Noticeable && both <= 0) || (all <= -Noticeable && both >= 0));
}

/// <summary>
/// The figures of a series of surveys, made of <see cref="SurveyResponse.Counted"/> answers alone, and suppressed so that
/// neither they nor what they were before tell the answers of fewer persons than the minimum:
/// <list type="bullet">
/// <item>a question that fewer answered is not shown;</item>
/// <item>functions are shown as <see cref="Suppression.PartsToShow"/> allows, so that no rest is too small;</item>
/// <item>the change among those who answered both times as <see cref="Suppression.AllowsChangeOfBoth"/> allows;</item>
/// <item>a survey is counted when it closes. One that was opened again is counted once more only when enough answers differ
/// (<see cref="Count"/>), and then shows neither functions nor those who answered both times: a part of it could differ by
/// one.</item>
/// </list>
/// </summary>
public static class SurveyFigures
{
    /// <summary>Below this share of answers figures are flagged: perhaps the most positive answered.</summary>
    public const double LowRate = 0.6;

    /// <summary>Makes the figures of a series: every question at every occasion, in the order of both.</summary>
    /// <param name="form">The form, with the steps of the cohort's checklist.</param>
    /// <param name="rounds">The surveys that have closed, in the order of their occasions.</param>
    /// <param name="minimum">The fewest persons that a figure is made of.</param>
    public static IReadOnlyList<QuestionFigures> Of(SurveyForm form, IReadOnlyList<SurveyRound> rounds, int minimum)
    {
        ArgumentNullException.ThrowIfNull(form);
        ArgumentNullException.ThrowIfNull(rounds);
        return [.. form.Questions.SelectMany(q => Of(q, rounds, minimum))];
    }

    private static IEnumerable<QuestionFigures> Of(SurveyQuestion question, IReadOnlyList<SurveyRound> rounds, int minimum)
    {
        (SurveyRound Round, Dictionary<string, double> Scores, double? Mean)? before = null;
        var chained = false;
        foreach (var round in rounds)
        {
            var answered = round.Sheets.Select(s => (Sheet: s, Answer: s.Answers.FirstOrDefault(a => a.Question == question.Key && !a.IsEmpty))).Where(s => s.Answer is not null).ToList();
            if (answered.Count < minimum)
            {
                (before, chained) = (null, false);
                yield return new QuestionFigures(question.Key, round.Occasion, null, null, null, new Dictionary<Function, FunctionFigures>(), null, null, null);
                continue;
            }

            var isScale = question.Kind == SurveyQuestionKind.Scale;
            var scores = isScale ? answered.ToDictionary(s => s.Sheet.Pseudonym, s => (double)s.Answer!.Values[0]) : [];
            double? mean = isScale ? scores.Values.Average() : null;
            var both = before is { } b ? scores.Keys.Where(b.Scores.ContainsKey).ToList() : [];
            var once = before is { } c ? scores.Count + c.Scores.Count - (2 * both.Count) : 0;
            var showsBoth = isScale && before is { Round.IsRecounted: false } && !round.IsRecounted && Suppression.AllowsChangeOfBoth(both.Count, once, chained, minimum);
            yield return new QuestionFigures(
                question.Key,
                round.Occasion,
                answered.Count,
                mean,
                question.Choices.ToDictionary(x => x.Value, x => answered.Count(s => s.Answer!.Values.Contains(x.Value))),
                isScale && !round.IsRecounted ? ByFunction(answered.ConvertAll(s => (s.Sheet.Function, (double)s.Answer!.Values[0])), minimum) : new Dictionary<Function, FunctionFigures>(),
                mean - before?.Mean,
                showsBoth ? both.Average(p => scores[p] - before!.Value.Scores[p]) : null,
                showsBoth ? both.Count : null);
            chained = showsBoth && (chained || once > 0);
            before = (round, scores, mean);
        }
    }

    private static Dictionary<Function, FunctionFigures> ByFunction(List<(Function Function, double Score)> answers, int minimum)
    {
        var groups = answers.GroupBy(a => a.Function).ToList();
        var shown = Suppression.PartsToShow(groups.Select(g => (g.Key, g.Count())), minimum);
        return groups.Where(g => shown.Contains(g.Key)).OrderBy(g => g.Key).ToDictionary(g => g.Key, g => new FunctionFigures(g.Count(), g.Average(a => a.Score)));
    }

    /// <summary>
    /// Counts a survey that has closed: what stands becomes what figures are made of. What has been shown is counted anew,
    /// question by question, only when the answers of enough persons differ, and only once: else two reports, one from before
    /// and one from after, would tell what a few of them answered. Texts are always taken, since no figure is made of them.
    /// </summary>
    /// <param name="survey">The survey.</param>
    /// <param name="form">The form, with the steps of the cohort's checklist.</param>
    /// <param name="responses">All its responses.</param>
    /// <param name="minimum">The fewest persons whose answers may differ between two counts.</param>
    /// <param name="now">When.</param>
    public static void Count(Survey survey, SurveyForm form, IReadOnlyList<SurveyResponse> responses, int minimum, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(survey);
        ArgumentNullException.ThrowIfNull(form);
        ArgumentNullException.ThrowIfNull(responses);
        var recounted = false;
        foreach (var question in form.Questions)
        {
            var rows = responses.Select(r => (Response: r, Was: r.Counted.FirstOrDefault(a => a.Question == question.Key), Is: r.IsSent ? r.Answers.FirstOrDefault(a => a.Question == question.Key) : null)).ToList();
            var differing = rows.Where(r => !(r.Is?.Says(r.Was) ?? r.Was is null)).ToList();
            var wasShown = question.Kind != SurveyQuestionKind.Text && rows.Count(r => r.Was is not null) >= minimum;
            if (wasShown && (differing.Count < minimum || survey.IsRecounted))
            {
                continue;
            }

            recounted |= wasShown;
            foreach (var (response, _, answer) in differing)
            {
                response.Counted = [.. response.Counted.Where(a => a.Question != question.Key), .. answer is null ? Array.Empty<SurveyAnswer>() : [answer]];
            }
        }

        survey.IsRecounted |= recounted;
        survey.CountedAt = now;
        survey.Version++;
    }
}
