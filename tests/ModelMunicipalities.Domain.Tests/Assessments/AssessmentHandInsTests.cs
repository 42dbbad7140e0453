using FsCheck.Fluent;
using ModelMunicipalities.Domain.Accounts;
using ModelMunicipalities.Domain.Assessments;
using ModelMunicipalities.Domain.Tests.Kit;

namespace ModelMunicipalities.Domain.Tests.Assessments;

public class HandingInTests
{
    [Test]
    public void A_scoring_with_every_step_is_handed_in_with_who_and_when()
    {
        var scene = new Scene();
        scene.Save(Function.Manager, scene.AllSteps());
        scene.HandIn(Function.Manager).ShouldBeEmpty();
        var scoring = scene.Assessment.Of(Function.Manager)!;
        (scoring.HandedInAt, scoring.HandedInBy, scoring.Version, scene.Assessment.Version).ShouldBe((scene.Now, 7, 2, 1));
        scoring.Answers.ShouldAllBe(a => !a.CarriedOver);
    }

    [Test]
    public void What_is_missing_is_told_step_by_step_and_nothing_is_handed_in()
    {
        var scene = new Scene();
        scene.Save(
            Function.Manager,
            [.. scene.AllSteps().Where(a => a.Step is not (3 or 9)), new GivenAnswer(9, null, "we do not know")]
        );
        var refusals = scene.HandIn(Function.Manager);
        refusals
            .Select(r => (r.Kind, r.Rule, r.Field))
            .ShouldBe([(RefusalKind.Invalid, "StepNotScored", "steps[3]"), (RefusalKind.Invalid, "StepNotScored", "steps[9]")]);
        refusals.Select(r => r.Args.Single()).ShouldBe([3, 9]);
        scene.Assessment.HasHandedIn(Function.Manager).ShouldBeFalse();
        (scene.Assessment.Version, scene.Assessment.Of(Function.Manager)!.Version).ShouldBe((0, 1));
    }

    [Test]
    public void Nothing_scored_and_nothing_before_lacks_every_step()
    {
        var scene = new Scene();
        scene.HandIn(Function.Manager).Count.ShouldBe(10);
        scene.Assessment.Scorings.ShouldBeEmpty();
    }

    [Test]
    public void Steps_never_touched_count_as_at_the_occasion_before_and_are_marked()
    {
        var scene = new Scene { Previous = Profile.Parse("3213213213") };
        scene.Save(Function.Manager, new GivenAnswer(2, 3), new GivenAnswer(3, null, "still nothing"));
        scene.HandIn(Function.Manager).ShouldBeEmpty();

        var scoring = scene.Assessment.Of(Function.Manager)!;
        scoring.Answers.OrderBy(a => a.Step).Select(a => a.Score).ShouldBe([3, 3, 1, 3, 2, 1, 3, 2, 1, 3]);
        scoring.Answers.Where(a => !a.CarriedOver).Select(a => a.Step).ShouldBe([2]);
        scoring.Of(3)!.Comment.ShouldBe("still nothing");
        scoring.Answers.ShouldAllBe(a => a.ChangedBy == 7 && a.ChangedAt == scene.Now);
    }

    [Test]
    public void With_everything_from_before_a_scoring_can_be_handed_in_untouched()
    {
        var scene = new Scene { Previous = Profile.Parse("2222222222") };
        scene.HandIn(Function.Politician).ShouldBeEmpty();
        scene.Assessment.Of(Function.Politician)!.Answers.ShouldAllBe(a => a.CarriedOver && a.Score == 2);
    }

    [Test]
    public void A_step_without_a_score_before_cannot_be_carried_over()
    {
        var scene = new Scene { Previous = Profile.Parse("2222022222") };
        scene.HandIn(Function.Politician).ShouldBeRefused(RefusalKind.Invalid, "StepNotScored", "steps[5]");
    }

    [Test]
    public void A_scoring_is_handed_in_once_and_not_changed_after()
    {
        var scene = new Scene();
        scene.Save(Function.Manager, scene.AllSteps());
        scene.HandIn(Function.Manager);
        scene.HandIn(Function.Manager).ShouldBeRefused(RefusalKind.Conflict, "AlreadyHandedIn");
        scene.Save(Function.Manager, new GivenAnswer(1, 3)).ShouldBeRefused(RefusalKind.Conflict, "AlreadyHandedIn");
        scene.Assessment.Of(Function.Manager)!.Of(1)!.Score.ShouldBe(2);
        scene.Save(Function.Politician, new GivenAnswer(1, 3)).ShouldBeEmpty();
    }
}

public class TakingBackAScoringTests
{
    private readonly Scene _scene = new() { Previous = Profile.Parse("2222222222") };

    [Test]
    public void It_is_a_draft_again_and_what_was_carried_over_is_untouched_again()
    {
        _scene.Save(Function.Manager, new GivenAnswer(1, 3));
        _scene.HandIn(Function.Manager).ShouldBeEmpty();
        _scene.TakeBack(Function.Manager).ShouldBeEmpty();

        var scoring = _scene.Assessment.Of(Function.Manager)!;
        (scoring.HandedInAt, scoring.HandedInBy, scoring.NotBlindSince).ShouldBe((null, null, null));
        scoring.Answers.Where(a => a.Score is not null).Select(a => (a.Step, a.Score, a.CarriedOver)).ShouldBe([(1, 3, false)]);
    }

    [Test]
    public void It_is_blind_no_more_when_another_could_be_read()
    {
        _scene.HandIn(Function.Politician);
        _scene.HandIn(Function.Manager);
        _scene.TakeBack(Function.Manager).ShouldBeEmpty();
        _scene.HandIn(Function.Manager).ShouldBeEmpty();
        _scene.Assessment.Of(Function.Manager)!.NotBlindSince.ShouldBe(_scene.Now, "and stays marked so");
    }

    [Test]
    public void Only_who_handed_it_in_may()
    {
        _scene.HandIn(Function.Manager);
        _scene.By = 8;
        _scene.TakeBack(Function.Manager).ShouldBeRefused(RefusalKind.Forbidden, "HandedInByAnother");
    }

    [Test]
    public void Not_once_all_three_are_in_nor_after_the_meeting_began()
    {
        _scene.HandIn(Function.Manager);
        _scene.Now = Scene.Meeting;
        _scene.TakeBack(Function.Manager).ShouldBeRefused(RefusalKind.Conflict, "MeetingHasBegun");
        _scene.Now = Scene.Opens;
        _scene.HandIn(Function.Politician);
        _scene.HandIn(Function.KeyPerson);
        _scene.TakeBack(Function.Manager).ShouldBeRefused(RefusalKind.Conflict, "TakeBackTooLate");
    }
}

public class OpeningOneScoringAgainTests
{
    private readonly Scene _scene = new();

    [Test]
    public void The_common_answers_stand_and_the_scoring_is_blind_no_more()
    {
        _scene.AllHandedIn().Agree(new GivenAnswer(1, 2));
        _scene.ReopenScoring(Function.Manager).ShouldBeEmpty();

        var scoring = _scene.Assessment.Of(Function.Manager)!;
        (scoring.HandedInAt, scoring.NotBlindSince, scoring.ReopenedReason).ShouldBe((null, _scene.Now, "wrong year"));
        _scene.Assessment.Consensus.ShouldHaveSingleItem();
        _scene.Agree(new GivenAnswer(2, 2)).ShouldBeRefused(RefusalKind.Conflict, "NotAllHandedIn");
        _scene.HandIn(Function.Manager).ShouldBeEmpty();
        scoring.ReopenedReason.ShouldBeNull();
    }

    [Test]
    public void It_takes_a_reason_all_three_and_an_assessment_that_is_not_submitted()
    {
        _scene.ReopenScoring(Function.Manager, " ").ShouldBeRefused(RefusalKind.Invalid, "ReasonMissing", "reason");
        _scene.ReopenScoring(Function.Manager).ShouldBeRefused(RefusalKind.Conflict, "NotHandedIn");
        new Scene().Submitted().ReopenScoring(Function.Manager).ShouldBeRefused(RefusalKind.Conflict, "Submitted");
    }
}
