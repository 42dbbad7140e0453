using FsCheck.Fluent;
using ModelMunicipalities.Domain.Accounts;
using ModelMunicipalities.Domain.Assessments;
using ModelMunicipalities.Domain.Tests.Kit;

namespace ModelMunicipalities.Domain.Tests.Assessments;

public class CauseOfAMovedScoreTests
{
    private readonly Scene _scene = new() { Previous = Profile.Parse("2222222220") };

    [Test]
    public void A_cause_that_is_not_given_is_not_chosen_for_her() => CauseOf(new GivenAnswer(1, 3)).ShouldBe((null, null));

    [Test]
    public void A_moved_score_keeps_the_cause_that_is_given() =>
        CauseOf(new GivenAnswer(1, 3, Cause: ChangeCause.Improvement, CauseText: " New budget instructions "))
            .ShouldBe((ChangeCause.Improvement, "New budget instructions"));

    [Test]
    public void A_score_that_fell_has_moved_too() =>
        CauseOf(new GivenAnswer(1, 1, Cause: ChangeCause.Reassessed)).ShouldBe((ChangeCause.Reassessed, null));

    [Test]
    public void A_score_that_has_not_moved_has_no_cause_whatever_is_given() =>
        CauseOf(new GivenAnswer(1, 2, Cause: ChangeCause.Document, CauseText: "The council's decision")).ShouldBe((null, null));

    [Test]
    public void A_step_without_a_score_before_has_not_moved() => CauseOf(new GivenAnswer(10, 3)).ShouldBe((null, null));

    [Test]
    public void A_step_without_a_score_now_has_not_moved() => CauseOf(new GivenAnswer(1, null)).ShouldBe((null, null));

    [Test]
    public void The_first_occasion_has_nothing_to_move_from()
    {
        var first = new Scene();
        first.Save(Function.Manager, new GivenAnswer(1, 3, Cause: ChangeCause.Document));
        first.Assessment.Of(Function.Manager)!.Of(1)!.Cause.ShouldBeNull();
    }

    [Test]
    public void A_score_moved_back_has_no_cause_left()
    {
        _scene.Save(Function.Manager, new GivenAnswer(1, 3, Cause: ChangeCause.Document, CauseText: "The plan"));
        CauseOf(new GivenAnswer(1, 2)).ShouldBe((null, null));
    }

    [Test]
    public void The_common_answers_record_their_causes_in_the_same_way()
    {
        _scene
            .AllHandedInFrom(_scene.AllSteps())
            .Agree([.. _scene.AllSteps()[1..], new GivenAnswer(1, 3, Cause: ChangeCause.Reassessed)])
            .ShouldBeEmpty();
        _scene
            .Assessment.Consensus.Where(c => c.Cause is not null)
            .Select(c => (c.Step, c.Cause))
            .ShouldBe([(1, ChangeCause.Reassessed)]);
    }

    private (ChangeCause? Cause, string? Text) CauseOf(GivenAnswer given)
    {
        _scene.Save(Function.Manager, given).ShouldBeEmpty();
        var answer = _scene.Assessment.Of(Function.Manager)!.Of(given.Step)!;
        return (answer.Cause, answer.CauseText);
    }
}

public class AnswersChangedElsewhereTests
{
    private readonly Scene _scene = new();

    [Test]
    public void An_answer_changed_after_what_its_giver_saw_is_not_written_over_and_the_others_are_no_hindrance()
    {
        _scene.Save(Function.Manager, new GivenAnswer(1, 3), new GivenAnswer(2, 3));
        _scene.Save(Function.Manager, new GivenAnswer(1, 2, BasedOn: 1)).ShouldBeEmpty();
        _scene.Save(Function.Manager, new GivenAnswer(2, 1, BasedOn: 1)).ShouldBeEmpty();

        _scene
            .Save(Function.Manager, new GivenAnswer(3, 1, BasedOn: 0), new GivenAnswer(1, 1, BasedOn: 1))
            .ShouldBeRefused(RefusalKind.Conflict, "ChangedInOtherTab", "scores[1]");
        _scene.By = 8;
        _scene
            .Save(Function.Manager, new GivenAnswer(1, 1, BasedOn: 1))
            .ShouldBeRefused(RefusalKind.Conflict, "ChangedByOther", "scores[0]");
        _scene.Assessment.Of(Function.Manager)!.Answers.Select(a => (a.Step, a.Score)).ShouldBe([(1, 2), (2, 1)]);
    }
}
