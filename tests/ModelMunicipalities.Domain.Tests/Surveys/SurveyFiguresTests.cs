using ModelMunicipalities.Domain.Accounts;
using ModelMunicipalities.Domain.Assessments;
using ModelMunicipalities.Domain.Surveys;

namespace ModelMunicipalities.Domain.Tests.Surveys;

/// <summary>Figures worked out by hand, with a minimum of five.</summary>
public class SurveyFiguresTests
{
    private const int Minimum = 5;

    private static readonly SurveyForm Form = new(
        "form", new("a", "a"), new("a", "a"), [], "q",
        [new SurveySection("s", new("a", "a"), false, [new SurveyQuestion("q", SurveyQuestionKind.Scale, new("a", "a"), [.. Enumerable.Range(1, 4).Select(i => new ScaleLevel(i, new("a", "a")))])])]);

    [Test]
    public void A_mean_that_rises_because_the_critics_stopped_answering_is_told_as_that()
    {
        // Ten satisfied (3) and ten critical (1): mean 2. Then the same ten and only two of the critical: (30 + 2) / 12.
        var satisfied = Enumerable.Range(0, 10).Select(i => (i, 3));
        var rounds = new[] { Round("bm1", [.. satisfied, .. Enumerable.Range(10, 10).Select(i => (i, 1))]), Round("bm2", [.. satisfied, (10, 1), (11, 1)]) };
        var figures = SurveyFigures.Of(Form, rounds, Minimum);
        figures[0].Mean.ShouldBe(2);
        figures[1].Mean!.Value.ShouldBe(32.0 / 12, 1e-9);
        figures[1].Change!.Value.ShouldBe((32.0 / 12) - 2, 1e-9);
        (figures[1].ChangeBoth, figures[1].NBoth).ShouldBe((0, 12));
        figures[1].IsOfWhoAnswered.ShouldBeTrue();
        figures[1].Distribution!.ShouldBe(new Dictionary<int, int> { [1] = 2, [2] = 0, [3] = 10, [4] = 0 }, ignoreOrder: true);
    }

    [Test]
    public void A_mean_that_rises_since_the_same_rate_higher_is_not()
    {
        var figures = SurveyFigures.Of(Form, [Round("bm1", Same(8, 2)), Round("bm2", Same(8, 3))], Minimum);
        (figures[1].Change, figures[1].ChangeBoth, figures[1].NBoth, figures[1].IsOfWhoAnswered).ShouldBe((1, 1, 8, false));
    }

    [TestCase(1, false)]
    [TestCase(4, false)]
    [TestCase(5, true)]
    public void The_change_of_those_who_answered_both_times_is_hidden_when_a_subtraction_would_leave_a_few(int joined, bool shown)
    {
        // All and both side by side: with one more the second time, (mean × 9) − (change of both × 8 + mean before × 8) is hers.
        var figures = SurveyFigures.Of(Form, [Round("bm1", Same(8, 2)), Round("bm2", [.. Same(8, 3), .. Enumerable.Range(100, joined).Select(i => (i, 4))])], Minimum);
        (figures[1].ChangeBoth is not null).ShouldBe(shown);
        (figures[1].NBoth is not null).ShouldBe(shown);
        figures[1].Change.ShouldNotBeNull();
    }

    [Test]
    public void Two_such_changes_in_a_row_are_not_shown_when_others_than_the_same_answered()
    {
        var figures = SurveyFigures.Of(Form, [Round("bm1", Same(10, 2)), Round("bm2", Same(5, 3)), Round("bm3", Same(10, 3))], Minimum);
        figures[1].ChangeBoth.ShouldBe(1);
        figures[2].ChangeBoth.ShouldBeNull();
    }

    [Test]
    public void Fewer_than_the_minimum_are_told_nothing_of()
    {
        var figure = SurveyFigures.Of(Form, [Round("bm1", Same(4, 2))], Minimum).Single();
        figure.Suppressed.ShouldBeTrue();
        (figure.N, figure.Mean, figure.Distribution, figure.Change, figure.ByFunction.Count).ShouldBe((null, null, null, null, 0));
    }

    [Test]
    public void Functions_are_hidden_so_that_no_rest_is_a_few()
    {
        // 7 politicians, 6 managers, 3 key persons: with both others shown, 16 less 13 would be the three.
        var sheets = Same(16, 3).Select((p, i) => Sheet(p.Item1, i < 7 ? Function.Politician : i < 13 ? Function.Manager : Function.KeyPerson, p.Item2)).ToList();
        var figure = SurveyFigures.Of(Form, [new SurveyRound("bm1", false, sheets)], Minimum).Single();
        figure.ByFunction.Keys.ShouldBe([Function.Politician]);
        figure.ByFunction[Function.Politician].ShouldBe(new FunctionFigures(7, 3));
        SurveyFigures.Of(Form, [new SurveyRound("bm1", true, sheets)], Minimum).Single().ByFunction.ShouldBeEmpty("it was counted anew");
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

    [TestCase(1, 2.0)]
    [TestCase(4, 2.0)]
    [TestCase(5, 3.0)]
    public void Counting_again_takes_in_what_has_come_only_when_enough_differ(int late, double mean)
    {
        // Ten at 2; then some at 5 each would move the mean. With fewer than five the report stays as it was.
        var survey = new Survey { ClosesAt = DateTimeOffset.UnixEpoch };
        var responses = Enumerable.Range(0, 15).Select(i => new SurveyResponse { Pseudonym = $"{i}" }).ToList();
        Write(responses.Take(10), 2);
        SurveyFigures.Count(survey, Form, responses, Minimum, DateTimeOffset.UnixEpoch);
        Write(responses.Skip(10).Take(late), 4);
        Write(responses.Take(late == 5 ? 5 : 0), 4);
        SurveyFigures.Count(survey, Form, responses, Minimum, DateTimeOffset.UnixEpoch);
        var counted = responses.Where(r => r.Counted.Count > 0).ToList();
        // (5 × 2 + 10 × 4) / 15 = 50 / 15 when taken in.
        counted.Average(r => r.Counted[0].Values[0]).ShouldBe(mean == 2.0 ? 2 : 50.0 / 15, 1e-9);
        survey.IsRecounted.ShouldBe(late == 5);
    }

    [Test]
    public void What_has_been_counted_twice_is_counted_no_more()
    {
        var survey = new Survey { ClosesAt = DateTimeOffset.UnixEpoch };
        var responses = Enumerable.Range(0, 10).Select(i => new SurveyResponse { Pseudonym = $"{i}" }).ToList();
        foreach (var score in new[] { 1, 2, 3 })
        {
            Write(responses, score);
            SurveyFigures.Count(survey, Form, responses, Minimum, DateTimeOffset.UnixEpoch);
        }

        responses.ShouldAllBe(r => r.Counted.Single().Values.Single() == 2);
    }

    [Test]
    public void A_draft_is_not_counted_and_what_too_few_had_answered_may_be_counted_anew()
    {
        var survey = new Survey { ClosesAt = DateTimeOffset.UnixEpoch };
        var responses = Enumerable.Range(0, 10).Select(i => new SurveyResponse { Pseudonym = $"{i}" }).ToList();
        Write(responses.Take(3), 2);
        responses[9].Write([new SurveyAnswer { Question = "q", Values = [4] }]);
        SurveyFigures.Count(survey, Form, responses, Minimum, DateTimeOffset.UnixEpoch);
        responses.Count(r => r.Counted.Count > 0).ShouldBe(3);
        Write(responses.Skip(3).Take(3), 3);
        SurveyFigures.Count(survey, Form, responses, Minimum, DateTimeOffset.UnixEpoch);
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
        var json = $$"""{ "key": "f", "title": { "sv": "a", "en": "a" }, "intro": { "sv": "a", "en": "a" }, "after": [], "headline": null, "sections": [ { "key": "s", "title": { "sv": "a", "en": "a" }, "checklist": false, "questions": [ { "key": "q", "kind": "scale", "text": { {{text}} }, "choices": [] } ] } ] }""";
        using var stream = new MemoryStream(System.Text.Encoding.UTF8.GetBytes(json));
        Should.Throw<InvalidSurveyFormException>(() => SurveyForms.Read(stream, "f.json")).Message.ShouldContain(why);
    }

    private static (int, int)[] Same(int count, int score) => [.. Enumerable.Range(0, count).Select(i => (i, score))];

    private static SurveyRound Round(string occasion, IEnumerable<(int Person, int Score)> answers) =>
        new(occasion, false, [.. answers.Select(a => Sheet(a.Person, (Function)(1 + (a.Person % 3)), a.Score))]);

    private static SurveySheet Sheet(int person, Function function, int score) => new($"{person}", function, [new SurveyAnswer { Question = "q", Values = [score] }]);

    private static void Write(IEnumerable<SurveyResponse> responses, int score)
    {
        foreach (var response in responses)
        {
            response.Write([new SurveyAnswer { Question = "q", Values = [score] }]);
            response.IsSent = true;
        }
    }
}
