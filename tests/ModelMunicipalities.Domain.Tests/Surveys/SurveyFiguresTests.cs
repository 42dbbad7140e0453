using ModelMunicipalities.Domain.Accounts;
using ModelMunicipalities.Domain.Assessments;
using ModelMunicipalities.Domain.Surveys;

namespace ModelMunicipalities.Domain.Tests.Surveys;

/// <summary>Figures worked out by hand, with a minimum of five.</summary>
public class SurveyFiguresTests
{
    private const int Minimum = 5;

    private static readonly SurveyForm Form = new(
        "form",
        new("a", "a"),
        new("a", "a"),
        [],
        "q",
        [
            new SurveySection(
                "s",
                new("a", "a"),
                false,
                [
                    new SurveyQuestion(
                        "q",
                        SurveyQuestionKind.Scale,
                        new("a", "a"),
                        [.. Enumerable.Range(1, 4).Select(i => new ScaleLevel(i, new("a", "a")))]
                    ),
                ]
            ),
        ]
    );

    [Test]
    public void A_mean_that_rises_because_the_critics_stopped_answering_is_told_as_that()
    {
        // Ten satisfied (3) and ten critical (1): mean 2. Then the same ten and only two of the critical: (30 + 2) / 12.
        var satisfied = Enumerable.Range(0, 10).Select(i => (i, 3)).ToList();
        var figures = Series([.. satisfied, .. Enumerable.Range(10, 10).Select(i => (i, 1))], [.. satisfied, (10, 1), (11, 1)])
            .Read();
        figures[0].Mean.ShouldBe(2);
        figures[1].Mean!.Value.ShouldBe(32.0 / 12, 1e-9);
        figures[1].Change!.Value.ShouldBe((32.0 / 12) - 2, 1e-9);
        (figures[1].ChangeBoth, figures[1].NBoth).ShouldBe((0, 12));
        figures[1].IsOfWhoAnswered.ShouldBeTrue();
        figures[1]
            .Distribution!.ShouldBe(
                new Dictionary<int, int>
                {
                    [1] = 2,
                    [2] = 0,
                    [3] = 10,
                    [4] = 0,
                },
                ignoreOrder: true
            );
    }

    [Test]
    public void A_mean_that_rises_since_the_same_rate_higher_is_not()
    {
        var figures = Series(Same(8, 2), Same(8, 3)).Read();
        (figures[1].Change, figures[1].ChangeBoth, figures[1].NBoth, figures[1].IsOfWhoAnswered).ShouldBe((1, 1, 8, false));
    }

    [TestCase(1, false)]
    [TestCase(4, false)]
    [TestCase(5, true)]
    public void The_change_of_those_who_answered_both_times_is_hidden_when_a_subtraction_would_leave_a_few(int joined, bool shown)
    {
        // All and both side by side: with one more the second time, (mean × 9) − (change of both × 8 + mean before × 8) is hers.
        var figures = Series(Same(8, 2), [.. Same(8, 3), .. Enumerable.Range(10, joined).Select(i => (i, 4))]).Read();
        (figures[1].ChangeBoth is not null).ShouldBe(shown);
        (figures[1].NBoth is not null).ShouldBe(shown);
        figures[1].Change.ShouldNotBeNull();
    }

    [Test]
    public void Nor_is_it_shown_when_a_function_taken_away_would_leave_a_few()
    {
        // Six managers and a politician answered both times, a key person only then, six politicians only now. Without the
        // managers of now and all of then, the change of both leaves the answers of the first politician and of the key person.
        int[] managers = [1, 4, 7, 10, 13, 16];
        int[] politicians = [0, 3, 6, 9, 12, 15, 18];
        var series = Series(
            [.. managers.Select(i => (i, 2)), (0, 2), (2, 4)],
            [.. managers.Concat(politicians).Select(i => (i, 3))]
        );
        var figures = series.Read();
        figures[1].ByFunction.Keys.ShouldBe([Function.Politician, Function.Manager], ignoreOrder: true);
        (figures[1].Change is null, figures[1].ChangeBoth).ShouldBe((false, null));
    }

    [Test]
    public void Two_such_changes_in_a_row_are_not_shown_when_others_than_the_same_answered()
    {
        var figures = Series(Same(10, 2), Same(5, 3), Same(10, 3)).Read();
        figures[1].ChangeBoth.ShouldBe(1);
        figures[2].ChangeBoth.ShouldBeNull();
    }

    [Test]
    public void A_survey_that_is_opened_again_hides_what_it_is_compared_with_and_lets_nothing_take_its_place()
    {
        var series = Series(Same(10, 2), Same(10, 3), Same(10, 4));
        series.Reopen(1);
        var figures = series.Read();
        (figures[1].Suppressed, figures[2].Mean, figures[2].Change, figures[2].ChangeBoth).ShouldBe((true, 4, null, null));
        series.Close(1);
        series.Read()[2].Change.ShouldBe(1);
    }

    [Test]
    public void What_is_counted_while_the_one_before_is_open_again_is_compared_with_it_once_that_has_closed()
    {
        var series = Series(Same(10, 2), Same(10, 3));
        series.Reopen(1);
        series.Add(Same(10, 4));
        series.Read()[2].Change.ShouldBeNull();
        series.Close(1);
        (series.Read()[2].Change, series.Read()[2].ChangeBoth).ShouldBe((1, 1));
    }

    [Test]
    public void A_survey_of_an_earlier_occasion_counted_late_changes_nothing_shown_and_is_in_no_second_change()
    {
        var series = Series(Same(10, 2), [], Same(15, 3));
        series.Read()[2].ChangeBoth.ShouldBe(1);
        series.Answer(1, [.. Same(5, 4), .. Enumerable.Range(20, 5).Select(i => (i, 4))]);
        series.Close(1);
        var figures = series.Read();
        (figures[1].Change, figures[1].ChangeBoth).ShouldBe((2, null));
        (figures[2].Change, figures[2].ChangeBoth).ShouldBe((1, 1));
    }

    [Test]
    public void A_survey_that_is_counted_anew_tells_totals_only_and_the_change_that_was_told_of_it_is_not_forgotten()
    {
        var series = Series(Same(10, 2), Same(15, 3));
        series.Read()[1].ChangeBoth.ShouldBe(1);
        series.Reopen(0);
        series.Answer(0, Same(10, 1));
        series.Close(0);
        var figures = series.Read();
        (figures[0].Mean, figures[0].ByFunction.Count).ShouldBe((1, 0));
        (figures[1].Change, figures[1].ChangeBoth).ShouldBe((2, null));
        series.Add(Same(10, 4));
        (series.Read()[2].Change, series.Read()[2].ChangeBoth).ShouldBe(
            (1, null),
            "the fifteen have been told of with the ten of the first"
        );
    }

    [Test]
    public void Another_minimum_shows_no_more_of_what_has_been_counted_and_hides_what_is_of_fewer()
    {
        var series = Series(Same(4, 2), [.. Same(7, 3), .. Enumerable.Range(10, 2).Select(i => (i, 3))], Same(15, 3));
        var before = series.Read();
        (before[0].Suppressed, before[1].ByFunction.Count, before[2].ByFunction.Count, before[2].NBoth).ShouldBe((true, 0, 3, 9));
        series.Read(fewest: 3)[0].Suppressed.ShouldBeTrue();
        var hidden = series.Read(fewest: 8);
        (hidden[1].N, hidden[2].N, hidden[2].ByFunction.Count, hidden[2].NBoth).ShouldBe((9, 15, 0, null));
        series.Read(fewest: 10)[2].Change.ShouldBeNull("there is nothing to compare with");
    }

    [Test]
    public void Who_was_asked_herself_is_shown_what_leaves_enough_without_her()
    {
        var series = Series(Same(5, 2), Same(10, 3));
        SurveyFigures.FewestFor(Minimum, isAsked: false).ShouldBe(Minimum);
        var (others, she) = (series.Read(), series.Read(SurveyFigures.FewestFor(Minimum, isAsked: true)));
        (others[0].N, others[1].Change, others[1].NBoth).ShouldBe((5, 1, 5));
        (she[0].N, she[1].Change, she[1].NBoth, she[1].N).ShouldBe((null, null, null, 10));
    }

    [Test]
    public void Fewer_than_the_minimum_are_told_nothing_of()
    {
        var figure = Series(Same(4, 2)).Read().Single();
        figure.Suppressed.ShouldBeTrue();
        (figure.N, figure.Mean, figure.Distribution, figure.Change, figure.ByFunction.Count).ShouldBe(
            (null, null, null, null, 0)
        );
    }

    [TestCase(false, new[] { Function.Politician })]
    [TestCase(true, new Function[0])]
    public void Functions_are_hidden_so_that_no_rest_is_a_few(bool recounted, Function[] shown)
    {
        // 7 politicians, 6 managers, 3 key persons: with both others shown, 16 less 13 would be the three.
        static Function Of(int person) =>
            person < 7 ? Function.Politician
            : person < 13 ? Function.Manager
            : Function.KeyPerson;
        var responses = Enumerable.Range(0, 16).Select(i => new SurveyResponse { Pseudonym = $"{i}", Function = Of(i) }).ToList();
        var survey = new Survey();
        foreach (var score in recounted ? new[] { 1, 3 } : [3])
        {
            Write(responses, score);
            SurveyCount.Count(new AnsweredSurvey(survey, responses), null, Form, Minimum, DateTimeOffset.UnixEpoch);
        }

        var figure = SurveyFigures.Of(Form, survey, null, Minimum).Single();
        figure.ByFunction.Keys.ShouldBe(shown);
        figure.ByFunction.Values.ShouldAllBe(f => f == new FunctionFigures(7, 3));
    }

    [Test]
    public void What_was_counted_before_figures_were_kept_is_published_as_it_was_counted()
    {
        // Ten at 2 were counted; one has answered otherwise since, and the survey is closed or open again.
        foreach (var closesAt in new[] { DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddDays(1) })
        {
            var responses = Enumerable.Range(0, 10).Select(i => new SurveyResponse { Pseudonym = $"{i}" }).ToList();
            Write(responses, 2);
            responses.ForEach(r => r.Counted = r.Answers);
            Write(responses.Take(1), 4);
            var survey = new Survey { ClosesAt = closesAt, CountedAt = DateTimeOffset.UnixEpoch };
            survey.AwaitsCount(DateTimeOffset.UnixEpoch).ShouldBeTrue();
            SurveyCount.Count(new AnsweredSurvey(survey, responses), null, Form, Minimum, DateTimeOffset.UnixEpoch);
            survey.AwaitsCount(DateTimeOffset.UnixEpoch).ShouldBeFalse();
            (SurveyFigures.Of(Form, survey, null, Minimum).Single().Mean, survey.IsRecounted).ShouldBe((2, false));
        }
    }

    [TestCase(60, 38, 63, false)]
    [TestCase(60, 20, 33, true)]
    [TestCase(59, 17, 29, true)]
    public void The_rates_of_2017_and_2018_are_flagged_as_the_report_does(int asked, int answered, int percent, bool low)
    {
        var rate = (double)answered / asked;
        Math.Round(100 * rate).ShouldBe(percent);
        (rate < SurveyFigures.LowRate).ShouldBe(low);
    }

    [TestCase(1, false)]
    [TestCase(5, false)]
    [TestCase(6, true)]
    public void Counting_again_takes_in_what_has_come_only_when_enough_differ_also_without_one_of_them(int late, bool taken)
    {
        // Ten at 2; then some at 4 would move the mean. One of five who does so knows her own: the report stays as it was.
        var survey = new Survey { ClosesAt = DateTimeOffset.UnixEpoch };
        var responses = Enumerable.Range(0, 16).Select(i => new SurveyResponse { Pseudonym = $"{i}" }).ToList();
        Write(responses.Take(10), 2);
        Count(survey, responses);
        Write(responses.Skip(10).Take(late), 4);
        Count(survey, responses);
        // (10 × 2 + 6 × 4) / 16 = 44 / 16 when taken in.
        responses.Where(r => r.Counted.Count > 0).Average(r => r.Counted[0].Values[0]).ShouldBe(taken ? 44.0 / 16 : 2, 1e-9);
        SurveyFigures.Of(Form, survey, null, Minimum).Single().Mean!.Value.ShouldBe(taken ? 44.0 / 16 : 2, 1e-9);
        survey.IsRecounted.ShouldBe(taken);
    }

    [Test]
    public void Answers_that_are_taken_back_are_not_enough_for_counting_again()
    {
        // Of the six, those of one function could be told from the others by what was shown of it.
        var survey = new Survey { ClosesAt = DateTimeOffset.UnixEpoch };
        var responses = Enumerable.Range(0, 16).Select(i => new SurveyResponse { Pseudonym = $"{i}" }).ToList();
        Write(responses, 2);
        Count(survey, responses);
        responses.Take(6).ToList().ForEach(r => r.Write([]));
        Count(survey, responses);
        (SurveyFigures.Of(Form, survey, null, Minimum).Single().N, survey.IsRecounted).ShouldBe((16, false));
    }

    [Test]
    public void What_has_been_counted_twice_is_counted_no_more()
    {
        var survey = new Survey { ClosesAt = DateTimeOffset.UnixEpoch };
        var responses = Enumerable.Range(0, 10).Select(i => new SurveyResponse { Pseudonym = $"{i}" }).ToList();
        foreach (var score in new[] { 1, 2, 3 })
        {
            Write(responses, score);
            Count(survey, responses);
        }

        responses.ShouldAllBe(r => r.Counted.Single().Values.Single() == 2);
        SurveyFigures.Of(Form, survey, null, Minimum).Single().Mean.ShouldBe(2);
    }

    [Test]
    public void A_draft_is_not_counted_and_what_too_few_had_answered_may_be_counted_anew()
    {
        var survey = new Survey { ClosesAt = DateTimeOffset.UnixEpoch };
        var responses = Enumerable.Range(0, 10).Select(i => new SurveyResponse { Pseudonym = $"{i}" }).ToList();
        Write(responses.Take(3), 2);
        responses[9].Write([new SurveyAnswer { Question = "q", Values = [4] }]);
        Count(survey, responses);
        responses.Count(r => r.Counted.Count > 0).ShouldBe(3);
        Write(responses.Skip(3).Take(3), 3);
        Count(survey, responses);
        responses.Count(r => r.Counted.Count > 0).ShouldBe(6);
        survey.IsRecounted.ShouldBeFalse("nothing had been shown");
    }

    [Test]
    public void The_forms_that_come_with_the_product_are_in_order_and_ask_for_the_checklists_steps()
    {
        var forms = SurveyForms.Load();
        var instrument = InstrumentCatalogue.Load()["ten-step-2019"];
        forms.All.Select(f => f.Key).ShouldBe(["after-meeting-1", "checklist-follow-up-1"], ignoreOrder: true);
        foreach (var form in forms.All)
        {
            var steps = form.For(instrument).Questions.Where(q => q.Key.StartsWith("step-", StringComparison.Ordinal)).ToList();
            steps.Count.ShouldBe(10);
            steps.ShouldAllBe(q => q.Choices.Count == 3);
        }
    }

    [TestCase("\"sv\": \"Fråga\", \"en\": \"\"", "lacks a text")]
    [TestCase("\"sv\": \"Fråga\", \"en\": \"Question\"", "needs at least two choices")]
    public void A_form_with_something_missing_is_refused_with_a_sentence(string text, string why)
    {
        var json =
            $$"""{ "key": "f", "title": { "sv": "a", "en": "a" }, "intro": { "sv": "a", "en": "a" }, "after": [], "headline": null, "sections": [ { "key": "s", "title": { "sv": "a", "en": "a" }, "checklist": false, "questions": [ { "key": "q", "kind": "scale", "text": { {{text}} }, "choices": [] } ] } ] }""";
        using var stream = new MemoryStream(System.Text.Encoding.UTF8.GetBytes(json));
        Should.Throw<InvalidSurveyFormException>(() => SurveyForms.Read(stream, "f.json")).Message.ShouldContain(why);
    }

    private static (int, int)[] Same(int count, int score) => [.. Enumerable.Range(0, count).Select(i => (i, score))];

    private static PlayedSeries Series(params (int Person, int Score)[][] rounds)
    {
        var series = new PlayedSeries();
        foreach (var round in rounds)
        {
            series.Add(round);
        }

        return series;
    }

    private static void Count(Survey survey, List<SurveyResponse> responses) =>
        SurveyCount.Count(new AnsweredSurvey(survey, responses), null, Form, Minimum, DateTimeOffset.UnixEpoch);

    private static void Write(IEnumerable<SurveyResponse> responses, int score)
    {
        foreach (var response in responses)
        {
            response.Write([new SurveyAnswer { Question = "q", Values = [score] }]);
            response.IsSent = true;
        }
    }

    /// <summary>A series of surveys, each closed and counted when it is added; a person's function goes by her number.</summary>
    private sealed class PlayedSeries
    {
        private readonly List<AnsweredSurvey> _surveys = [];

        /// <summary>One more survey that has closed; one that nobody has answered waits to be counted.</summary>
        public void Add((int Person, int Score)[] answers)
        {
            var responses = Enumerable
                .Range(0, 30)
                .Select(i => new SurveyResponse { Pseudonym = $"{i}", Function = (Function)(1 + (i % 3)) });
            _surveys.Add(
                new AnsweredSurvey(new Survey { Id = _surveys.Count + 1, ClosesAt = DateTimeOffset.MaxValue }, [.. responses])
            );
            if (answers.Length > 0)
            {
                Answer(_surveys.Count - 1, answers);
                Close(_surveys.Count - 1);
            }
        }

        public void Answer(int at, (int Person, int Score)[] answers)
        {
            foreach (var (person, score) in answers)
            {
                Write([_surveys[at].Responses[person]], score);
            }
        }

        public void Reopen(int at) => _surveys[at].Survey.ClosesAt = DateTimeOffset.MaxValue;

        public void Close(int at)
        {
            var survey = _surveys[at].Survey;
            survey.ClosesAt = DateTimeOffset.UnixEpoch;
            SurveyCount.Count(
                _surveys[at],
                _surveys.Find(s => s.Survey == Before(survey)),
                Form,
                Minimum,
                DateTimeOffset.UnixEpoch
            );
        }

        /// <summary>What is shown of each.</summary>
        public IReadOnlyList<QuestionFigures> Read(int fewest = Minimum) =>
            [
                .. _surveys.Select(s =>
                    SurveyFigures.Of(Form, Shown(s.Survey) ?? new Survey(), Shown(Before(s.Survey)), fewest).Single()
                ),
            ];

        private Survey? Before(Survey survey) => survey.Before([.. _surveys.Select(s => s.Survey)]);

        private static Survey? Shown(Survey? survey) => survey?.ShowsFigures(DateTimeOffset.UnixEpoch) == true ? survey : null;
    }
}
