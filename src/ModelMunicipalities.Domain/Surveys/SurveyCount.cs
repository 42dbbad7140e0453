using ModelMunicipalities.Domain.Accounts;

namespace ModelMunicipalities.Domain.Surveys;

/// <summary>A survey with what has been answered to it.</summary>
/// <param name="Survey">The survey.</param>
/// <param name="Responses">All its responses.</param>
public sealed record AnsweredSurvey(Survey Survey, IReadOnlyList<SurveyResponse> Responses);

/// <summary>
/// Counts a survey that has closed: what stands is taken, and its figures are decided on, once:
/// <list type="bullet">
/// <item>a question that enough have answered, with the functions that <see cref="Suppression.Parts"/> leaves;</item>
/// <item>the change among those who answered both times, when it tells of enough (<see cref="Suppression.FewestOfChange"/>) and
/// none of its answers have stood in another such change with others than the same;</item>
/// <item>one that was opened again is counted anew question by question, where more than the minimum have given another answer.
/// Those answers are in nothing that was published before, so nothing can be taken away from them. Then it tells totals only, and
/// is counted no more.</item>
/// </list>
/// Texts are taken once enough have answered the survey, and after that when more than the minimum have written something else:
/// of fewer it could be told who wrote. What somebody has taken back is let go of at once.
/// </summary>
public static class SurveyCount
{
    /// <summary>Counts a survey; of one that was counted before figures were kept, publishes what was counted first.</summary>
    /// <param name="answered">The survey.</param>
    /// <param name="before">The one that its changes are counted since, by <see cref="Survey.Before"/>.</param>
    /// <param name="form">The form, with the steps of the cohort's checklist.</param>
    /// <param name="minimum">The fewest persons that a figure may tell of.</param>
    /// <param name="now">When.</param>
    public static void Count(AnsweredSurvey answered, AnsweredSurvey? before, SurveyForm form, int minimum, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(answered);
        ArgumentNullException.ThrowIfNull(form);
        var survey = answered.Survey;
        var published = survey.Published ?? new SurveyPublication();
        published.Since = before?.Survey.Id;
        published.HasTexts |= survey is { CountedAt: not null, Published: null };
        if (survey is { CountedAt: not null, Published: null })
        {
            foreach (var question in form.Questions)
            {
                Publish(published, answered, before, question, minimum, survey.IsRecounted);
            }
        }

        survey.Published = published;
        survey.Version++;
        if (survey.ClosesAt <= now)
        {
            survey.CountedAt = now;
            survey.IsRecounted |= Take(published, answered, before, form, minimum);
        }
    }

    /// <summary>Takes what stands.</summary>
    /// <returns>Whether anything that had been published was counted anew.</returns>
    private static bool Take(
        SurveyPublication published,
        AnsweredSurvey answered,
        AnsweredSurvey? before,
        SurveyForm form,
        int minimum
    )
    {
        var (recounted, areEnough) = (false, answered.Responses.Count(r => r.IsSent) >= minimum);
        foreach (var question in form.Questions)
        {
            var differing = answered
                .Responses.Select(r => (Response: r, Was: Of(r.Counted, question), Is: r.IsSent ? Of(r.Answers, question) : null))
                .Where(r => !(r.Is?.Says(r.Was) ?? r.Was is null))
                .ToList();
            if (question.Kind == SurveyQuestionKind.Text)
            {
                var may = published.HasTexts ? differing.Count(r => r.Is is not null) > minimum : areEnough;
                differing.FindAll(r => may || r.Is is null).ForEach(r => Take(r.Response, question, r.Is));
                Publish(published, answered, before, question, minimum);
            }
            else if (published.Of(question.Key) is null)
            {
                differing.ForEach(r => Take(r.Response, question, r.Is));
                Publish(published, answered, before, question, minimum);
            }
            else if (differing.Count(r => r.Is is not null) is var others && others > minimum && !answered.Survey.IsRecounted)
            {
                differing.ForEach(r => Take(r.Response, question, r.Is));
                var totals = Totals(question, Answers(answered, question), others);
                published.Put(totals with { IsRecounted = true });
                recounted = true;
            }
        }

        published.HasTexts |= areEnough;
        return recounted;
    }

    private static void Take(SurveyResponse response, SurveyQuestion question, SurveyAnswer? answer)
    {
        SurveyAnswer[] taken = answer is null ? [] : [answer];
        response.Counted = [.. response.Counted.Where(a => a.Question != question.Key), .. taken];
    }

    /// <summary>Publishes a question for the first time, when enough have answered it.</summary>
    private static void Publish(
        SurveyPublication published,
        AnsweredSurvey answered,
        AnsweredSurvey? before,
        SurveyQuestion question,
        int minimum,
        bool totalsOnly = false
    )
    {
        var answers = Answers(answered, question);
        if (answers.Count < minimum)
        {
            return;
        }

        var figures = Totals(question, answers, answers.Count) with { IsRecounted = totalsOnly };
        if (question.Kind == SurveyQuestionKind.Scale && !totalsOnly)
        {
            figures = figures with { Functions = [.. Functions(answers.Values, minimum)] };
            figures = before is null ? figures : WithChange(figures, answers, before, question, minimum);
        }

        published.Put(figures);
    }

    private static PublishedQuestion Totals(SurveyQuestion question, Dictionary<string, Given> answers, int fewest) =>
        new(
            question.Key,
            answers.Count,
            question.Choices.ToDictionary(c => c.Value, c => answers.Values.Count(a => a.Answer.Values.Contains(c.Value))),
            fewest
        );

    private static IEnumerable<PublishedFunction> Functions(IReadOnlyCollection<Given> answers, int minimum) =>
        from part in Suppression.Parts(answers.GroupBy(a => a.Function).Select(g => (g.Key, g.Count())), minimum)
        let those = answers.Where(a => a.Function == part.Part).ToList()
        select new PublishedFunction(part.Part, those.Count, those.Average(a => a.Score), part.Fewest);

    /// <summary>The figures with the change among those who answered both times, where it may stand beside them.</summary>
    private static PublishedQuestion WithChange(
        PublishedQuestion figures,
        Dictionary<string, Given> answers,
        AnsweredSurvey before,
        SurveyQuestion question,
        int minimum
    )
    {
        if (before.Survey.Published?.Of(question.Key) is not { IsRecounted: false } then)
        {
            return figures;
        }

        // Of the same people it tells what the two means tell.
        var earlier = Answers(before, question);
        var both = answers.Keys.Where(earlier.ContainsKey).ToList();
        var areSame = both.Count == answers.Count && both.Count == earlier.Count;
        var fewest = areSame
            ? Math.Min(then.Fewest, figures.Fewest)
            : Suppression.FewestOfChange(
                from person in earlier.Keys.Union(answers.Keys)
                select (Part(then, earlier.GetValueOrDefault(person)), Part(figures, answers.GetValueOrDefault(person)))
            );
        if (fewest < minimum || (then.IsTied && !areSame))
        {
            return figures;
        }

        before.Survey.Published.Put(then with { IsTied = then.IsTied || !areSame });
        return figures with
        {
            Both = new PublishedChange(both.Count, both.Average(p => answers[p].Score - earlier[p].Score), fewest),
            IsTied = then.IsTied || !areSame,
        };
    }

    /// <summary>The part that somebody is in: her function where it is published, else the same for all.</summary>
    private static int? Part(PublishedQuestion figures, Given? answer) =>
        answer is null ? null
        : figures.Functions.Any(f => f.Function == answer.Function) ? (int)answer.Function
        : 0;

    /// <summary>The counted answers to a question, by who gave them.</summary>
    private static Dictionary<string, Given> Answers(AnsweredSurvey answered, SurveyQuestion question) =>
        (
            from response in answered.Responses
            let answer = Of(response.Counted, question)
            where answer is not null
            select (response.Pseudonym, new Given(response.Function, answer))
        ).ToDictionary();

    private static SurveyAnswer? Of(List<SurveyAnswer> answers, SurveyQuestion question) =>
        answers.Find(a => a.Question == question.Key && !a.IsEmpty);

    /// <summary>What somebody answered to a question, and as what.</summary>
    private sealed record Given(Function Function, SurveyAnswer Answer)
    {
        /// <summary>Of a scale question.</summary>
        public double Score => Answer.Values[0];
    }
}
