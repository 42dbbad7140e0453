using FsCheck.Fluent;
using ModelMunicipalities.Domain.Accounts;
using ModelMunicipalities.Domain.Assessments;
using ModelMunicipalities.Domain.Tests.Kit;

namespace ModelMunicipalities.Domain.Tests.Assessments;

public class SavingAScoringTests
{
    private readonly Scene _scene = new();

    [Test]
    public void A_function_saves_into_its_own_scoring_and_no_other()
    {
        _scene.Save(Function.Manager, new GivenAnswer(1, 3));
        _scene.Save(Function.Politician, new GivenAnswer(1, 1), new GivenAnswer(2, 1));

        _scene.Assessment.Of(Function.Manager)!.Answers.Select(a => (a.Step, a.Score)).ShouldBe([(1, 3)]);
        _scene.Assessment.Of(Function.Politician)!.Answers.Select(a => (a.Step, a.Score)).ShouldBe([(1, 1), (2, 1)]);
        _scene.Assessment.Of(Function.KeyPerson).ShouldBeNull();
        _scene.Assessment.Consensus.ShouldBeEmpty();
    }

    [Test]
    public void Steps_that_are_not_mentioned_stay_as_they_were()
    {
        _scene.Save(Function.Manager, new GivenAnswer(1, 3, "decided in May"), new GivenAnswer(2, 2));
        _scene.Save(Function.Manager, new GivenAnswer(2, 1));

        _scene
            .Assessment.Of(Function.Manager)!
            .Answers.Select(a => (a.Step, a.Score, a.Comment))
            .ShouldBe([(1, 3, "decided in May"), (2, 1, null)]);
    }

    [Test]
    public void Every_answer_tells_who_gave_it_and_when()
    {
        _scene.Save(Function.Manager, new GivenAnswer(1, 3), new GivenAnswer(2, 2));
        var later = _scene.Now = _scene.Now.AddHours(1);
        _scene.By = 8;
        _scene.Save(Function.Manager, new GivenAnswer(2, 1));

        _scene
            .Assessment.Of(Function.Manager)!
            .Answers.Select(a => (a.ChangedBy, a.ChangedAt))
            .ShouldBe([(7, later.AddHours(-1)), (8, later)]);
    }

    [Test]
    public void Saving_counts_the_versions_of_the_own_scoring_and_not_of_what_is_shared()
    {
        _scene.Save(Function.Manager, new GivenAnswer(1, 3));
        _scene.Save(Function.Manager, new GivenAnswer(1, 2));
        _scene.Save(Function.Politician, new GivenAnswer(1, 2));

        (
            _scene.Assessment.Of(Function.Manager)!.Version,
            _scene.Assessment.Of(Function.Politician)!.Version,
            _scene.Assessment.Version
        ).ShouldBe((2, 1, 0));
    }

    [Test]
    public void Comments_are_trimmed_and_an_empty_one_is_none()
    {
        _scene.Save(Function.Manager, new GivenAnswer(1, 3, "  decided in May \n"), new GivenAnswer(2, 3, " \t"));
        _scene.Assessment.Of(Function.Manager)!.Answers.Select(a => a.Comment).ShouldBe(["decided in May", null]);
    }

    [Test]
    public void A_score_can_be_taken_back_and_its_comment_kept()
    {
        _scene.Save(Function.Manager, new GivenAnswer(1, 3, "sure"));
        _scene.Save(Function.Manager, new GivenAnswer(1, null, "not so sure")).ShouldBeEmpty();
        var answer = _scene.Assessment.Of(Function.Manager)!.Of(1)!;
        (answer.Score, answer.Comment).ShouldBe((null, "not so sure"));
    }

    [TestCase(0, 1, "UnknownStep", "scores[0].step")]
    [TestCase(-1, 1, "UnknownStep", "scores[0].step")]
    [TestCase(11, 1, "UnknownStep", "scores[0].step")]
    [TestCase(1, 0, "ScoreOutsideScale", "scores[0].score")]
    [TestCase(1, 4, "ScoreOutsideScale", "scores[0].score")]
    [TestCase(1, -1, "ScoreOutsideScale", "scores[0].score")]
    [TestCase(1, int.MaxValue, "ScoreOutsideScale", "scores[0].score")]
    public void A_step_or_a_score_that_the_list_lacks_is_refused(int step, int score, string rule, string field)
    {
        _scene.Save(Function.Manager, new GivenAnswer(step, score)).ShouldBeRefused(RefusalKind.Invalid, rule, field);
        _scene.Assessment.Status.ShouldBe(AssessmentStatus.NotStarted);
    }

    [Test]
    public void What_is_wrong_is_told_of_every_answer_at_once_with_its_place()
    {
        var refusals = _scene.Save(
            Function.Manager,
            new GivenAnswer(1, 2),
            new GivenAnswer(1, 9),
            new GivenAnswer(2, 2, new string('c', 2001)),
            new GivenAnswer(3, 2, Target: 4),
            new GivenAnswer(4, 2, Cause: ChangeCause.Document, CauseText: new string('d', 201)),
            new GivenAnswer(12, 2)
        );

        refusals
            .Select(r => (r.Rule, r.Field))
            .ShouldBe([
                ("StepTwice", "scores[1].step"),
                ("ScoreOutsideScale", "scores[1].score"),
                ("CommentTooLong", "scores[2].comment"),
                ("ScoreOutsideScale", "scores[3].target"),
                ("CauseTooLong", "scores[4].causeText"),
                ("UnknownStep", "scores[5].step"),
            ]);
        refusals.ShouldAllBe(r => r.Kind == RefusalKind.Invalid);
    }

    [Test]
    public void A_character_that_not_every_database_keeps_is_refused()
    {
        _scene
            .Save(Function.Manager, new GivenAnswer(1, 2, "a\0b"))
            .ShouldBeRefused(RefusalKind.Invalid, "Unreadable", "scores[0].comment");
        _scene
            .Save(Function.Manager, new GivenAnswer(1, 2, CauseText: "a\0b"))
            .ShouldBeRefused(RefusalKind.Invalid, "Unreadable", "scores[0].causeText");
        _scene.Save(Function.Manager, new GivenAnswer(1, 2, "först\n\tsedan 👩‍👧")).ShouldBeEmpty();
    }

    [Test]
    public void A_comment_and_a_cause_may_be_as_long_as_told()
    {
        var answer = new GivenAnswer(1, 2, new string('c', 2000), Cause: ChangeCause.Document, CauseText: new string('d', 200));
        _scene.Save(Function.Manager, answer).ShouldBeEmpty();
    }

    [Test]
    public void Nothing_is_saved_when_one_answer_of_many_is_refused()
    {
        var answers =
            from good in Gen.Choose(1, 3).ArrayOf(9)
            from place in Gen.Choose(0, 9)
            from bad in Gen.Elements(
                new GivenAnswer(11, 1),
                new GivenAnswer(10, 4),
                new GivenAnswer(10, 0),
                new GivenAnswer(1, 1),
                new GivenAnswer(10, 1, Target: 9)
            )
            let valid = good.Select((score, i) => new GivenAnswer(i + 1, score)).ToList()
            select (GivenAnswer[])[.. valid.Take(place), bad, .. valid.Skip(place)];
        Always.Holds(answers, given =>
        {
            var scene = new Scene();
            scene.Save(Function.Manager, new GivenAnswer(5, 2, "before"));
            var refused = scene.Save(Function.Manager, given);
            var kept = scene.Assessment.Of(Function.Manager)!;
            return refused.Count > 0
                && kept.Version == 1
                && kept.Answers.Count == 1
                && kept.Of(5) is { Score: 2, Comment: "before" };
        });
    }

    [Test]
    public void A_list_with_four_levels_takes_a_four_and_refuses_a_five()
    {
        var scene = new Scene { Instrument = Checklist.FourLevels };
        scene.Save(Function.Manager, new GivenAnswer(6, 4)).ShouldBeEmpty();
        scene
            .Save(Function.Manager, new GivenAnswer(6, 5))
            .ShouldBeRefused(RefusalKind.Invalid, "ScoreOutsideScale", "scores[0].score");
        scene.Save(Function.Manager, new GivenAnswer(7, 4)).ShouldBeRefused(RefusalKind.Invalid, "UnknownStep", "scores[0].step");
    }
}

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

public class ScoringWindowTests
{
    private readonly Scene _scene = new();

    [Test]
    public void Scoring_before_the_occasion_opens_is_refused_with_when_it_does()
    {
        _scene.Now = Scene.Opens.AddTicks(-1);
        var refusals = _scene.Save(Function.Manager, new GivenAnswer(1, 3));
        refusals.ShouldBeRefused(RefusalKind.Conflict, "NotOpenYet");
        refusals[0].Args.ShouldBe([Scene.Opens]);
    }

    [Test]
    public void Scoring_is_taken_from_the_opening_to_the_last_moment_before_the_meeting()
    {
        _scene.Now = Scene.Opens;
        _scene.Save(Function.Manager, new GivenAnswer(1, 3)).ShouldBeEmpty();
        _scene.Now = Scene.Meeting.AddTicks(-1);
        _scene.Save(Function.Manager, new GivenAnswer(1, 2)).ShouldBeEmpty();
    }

    [Test]
    public void Scoring_after_the_meeting_began_is_refused_with_when_it_did()
    {
        _scene.Now = Scene.Meeting;
        var refusals = _scene.Save(Function.Manager, new GivenAnswer(1, 3));
        refusals.ShouldBeRefused(RefusalKind.Conflict, "MeetingHasBegun");
        refusals[0].Args.ShouldBe([Scene.Meeting]);
        _scene.Assessment.Scorings.ShouldBeEmpty();
    }

    [Test]
    public void Nothing_in_a_closed_cohort_changes()
    {
        var closed = new Scene().AllHandedIn();
        closed.Window = closed.Window with { CohortClosed = true };
        closed.Save(Function.Manager, new GivenAnswer(1, 3)).Select(r => r.Rule).ShouldContain("CohortClosed");
        closed.HandIn(Function.Manager).ShouldBeRefused(RefusalKind.Conflict, "CohortClosed");
        closed.Agree(closed.AllSteps()).ShouldBeRefused(RefusalKind.Conflict, "CohortClosed");
        closed.Submit().ShouldBeRefused(RefusalKind.Conflict, "CohortClosed");
        closed.Reopen().ShouldBeRefused(RefusalKind.Conflict, "CohortClosed");
        closed.Import(closed.AllSteps()).ShouldBeRefused(RefusalKind.Conflict, "CohortClosed");
        closed.Assessment.Consensus.ShouldBeEmpty();
    }

    [Test]
    public void Nothing_of_an_organisation_that_has_left_is_scored_any_more_and_what_it_submitted_stays()
    {
        var left = new Scene().AllHandedIn();
        left.Window = left.Window with { HasLeft = true };
        left.Window.IsOpen(left.Now).ShouldBeFalse();
        left.Save(Function.Manager, new GivenAnswer(1, 3)).Select(r => r.Rule).ShouldContain("HasLeft");
        left.HandIn(Function.Manager).ShouldBeRefused(RefusalKind.Conflict, "HasLeft");
        left.Agree(left.AllSteps()).ShouldBeRefused(RefusalKind.Conflict, "HasLeft");
        left.Submit().ShouldBeRefused(RefusalKind.Conflict, "HasLeft");
        left.Import(left.AllSteps()).ShouldBeRefused(RefusalKind.Conflict, "HasLeft");

        var submitted = new Scene().Submitted();
        submitted.Window = submitted.Window with { HasLeft = true };
        submitted.Reopen().ShouldBeRefused(RefusalKind.Conflict, "HasLeft");
        submitted.Assessment.Status.ShouldBe(AssessmentStatus.Submitted);
    }

    [Test]
    public void Handing_in_agreeing_and_submitting_end_when_the_meeting_begins()
    {
        _scene.AllHandedIn().Agree(_scene.AllSteps()).ShouldBeEmpty();
        _scene.Now = Scene.Meeting;
        _scene.Agree(_scene.AllSteps()).ShouldBeRefused(RefusalKind.Conflict, "MeetingHasBegun");
        _scene.Submit().ShouldBeRefused(RefusalKind.Conflict, "MeetingHasBegun");

        var other = new Scene { Now = Scene.Meeting };
        other.HandIn(Function.Manager).ShouldBeRefused(RefusalKind.Conflict, "MeetingHasBegun");
    }

    [Test]
    public void The_window_is_an_instant_whatever_the_offset_it_is_written_in()
    {
        // Summer time begins on 28 March 2027: 13.00 in Stockholm is 12.00 UTC the day before and 11.00 UTC the day after.
        var window = new ScoringWindow(
            new(2027, 3, 27, 13, 0, 0, TimeSpan.FromHours(1)),
            new(2027, 3, 29, 13, 0, 0, TimeSpan.FromHours(2)),
            false
        );
        window.IsOpen(new(2027, 3, 27, 12, 0, 0, TimeSpan.Zero)).ShouldBeTrue();
        window.IsOpen(new(2027, 3, 27, 11, 59, 59, TimeSpan.Zero)).ShouldBeFalse();
        window.IsOpen(new(2027, 3, 29, 10, 59, 59, TimeSpan.Zero)).ShouldBeTrue();
        window.HasBegun(new(2027, 3, 29, 11, 0, 0, TimeSpan.Zero)).ShouldBeTrue();
    }
}

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

public class AgreeingTests
{
    [Test]
    public void Nothing_is_agreed_on_before_all_three_have_handed_in()
    {
        var scene = new Scene();
        foreach (var function in Assessment.Functions)
        {
            scene.Agree(new GivenAnswer(1, 3)).ShouldBeRefused(RefusalKind.Conflict, "NotAllHandedIn");
            scene.Submit().ShouldBeRefused(RefusalKind.Conflict, "NotAllHandedIn");
            scene.Save(function, scene.AllSteps());
            scene.HandIn(function);
        }

        scene.Assessment.Consensus.ShouldBeEmpty();
        scene.Agree(new GivenAnswer(1, 3)).ShouldBeEmpty();
    }

    [Test]
    public void Some_steps_at_a_time_are_recorded_and_each_change_counts()
    {
        var scene = new Scene().AllHandedIn();
        var version = scene.Assessment.Version;
        scene
            .Agree(new GivenAnswer(1, 3, "for all", Shared: true), new GivenAnswer(2, 2, "between us", Shared: false))
            .ShouldBeEmpty();
        scene.Agree(new GivenAnswer(2, 1, "between us still", 2, Shared: false)).ShouldBeEmpty();

        scene.Assessment.Version.ShouldBe(version + 2);
        scene
            .Assessment.Consensus.Select(c => (c.Step, c.Score, c.Comment, c.Target, c.Shared))
            .ShouldBe([(1, 3, "for all", null, true), (2, 1, "between us still", 2, false)]);
        scene.Assessment.Status.ShouldBe(AssessmentStatus.Comparing);
    }

    [Test]
    public void Nothing_is_recorded_when_one_answer_is_refused()
    {
        var scene = new Scene().AllHandedIn();
        var version = scene.Assessment.Version;
        scene
            .Agree(new GivenAnswer(1, 3), new GivenAnswer(2, 4))
            .ShouldBeRefused(RefusalKind.Invalid, "ScoreOutsideScale", "scores[1].score");
        scene.Assessment.Consensus.ShouldBeEmpty();
        scene.Assessment.Version.ShouldBe(version);
    }

    [Test]
    public void The_functions_own_answers_stay_as_they_were_handed_in()
    {
        var scene = new Scene().AllHandedIn();
        scene.Agree(scene.AllSteps(3));
        scene.Assessment.Scorings.SelectMany(s => s.Answers).ShouldAllBe(a => a.Score == 2);
    }
}

public class SubmittingTests
{
    [Test]
    public void Submitting_locks_and_keeps_the_scores_in_order()
    {
        var scene = new Scene().AllHandedIn();
        scene.Agree([.. scene.AllSteps().Reverse()]);
        scene.Agree(new GivenAnswer(10, 3), new GivenAnswer(1, 1));
        var version = scene.Assessment.Version;
        scene.Submit().ShouldBeEmpty();

        var assessment = scene.Assessment;
        (assessment.Status, assessment.SubmittedAt, assessment.SubmittedBy, assessment.Profile, assessment.Version).ShouldBe(
            (AssessmentStatus.Submitted, scene.Now, 7, "1222222223", version + 1)
        );
    }

    [Test]
    public void Steps_without_a_common_answer_are_told_and_nothing_is_submitted()
    {
        var scene = new Scene().AllHandedIn();
        scene.Agree([.. scene.AllSteps().Where(a => a.Step is not (4 or 8)), new GivenAnswer(8, null, "later")]);
        scene
            .Submit()
            .Select(r => (r.Rule, r.Field))
            .ShouldBe([("StepWithoutConsensus", "steps[4]"), ("StepWithoutConsensus", "steps[8]")]);
        (scene.Assessment.SubmittedAt, scene.Assessment.Profile, scene.Assessment.Status).ShouldBe(
            (null, null, AssessmentStatus.Comparing)
        );
    }

    [Test]
    public void It_is_submitted_once()
    {
        var scene = new Scene().Submitted();
        var (at, version) = (scene.Assessment.SubmittedAt, scene.Assessment.Version);
        scene.Now = scene.Now.AddMinutes(1);
        scene.Submit().ShouldBeRefused(RefusalKind.Conflict, "AlreadySubmitted");
        (scene.Assessment.SubmittedAt, scene.Assessment.Version).ShouldBe((at, version));
    }

    [Test]
    public void Nothing_in_a_submitted_assessment_changes()
    {
        var scene = new Scene().Submitted();
        scene.Save(Function.Manager, new GivenAnswer(1, 3)).Select(r => r.Rule).ShouldContain("Submitted");
        scene.HandIn(Function.Manager).ShouldBeRefused(RefusalKind.Conflict, "Submitted");
        scene.Agree(new GivenAnswer(1, 3)).ShouldBeRefused(RefusalKind.Conflict, "Submitted");
        scene.Assessment.Consensus.ShouldAllBe(c => c.Score == 2);
    }

    [Test]
    public void The_status_follows_the_work()
    {
        var scene = new Scene();
        scene.Assessment.Status.ShouldBe(AssessmentStatus.NotStarted);
        scene.Save(Function.Manager, new GivenAnswer(1, 3));
        scene.Assessment.Status.ShouldBe(AssessmentStatus.Scoring);
        scene.AllHandedIn().Assessment.Status.ShouldBe(AssessmentStatus.Comparing);
        scene.Agree(scene.AllSteps());
        scene.Assessment.Status.ShouldBe(AssessmentStatus.Comparing);
        scene.Submit();
        scene.Assessment.Status.ShouldBe(AssessmentStatus.Submitted);
        scene.Reopen();
        scene.Assessment.Status.ShouldBe(AssessmentStatus.Comparing);
    }
}

public class ReopeningTests
{
    [TestCase(null)]
    [TestCase("")]
    [TestCase(" \n")]
    public void Reopening_takes_a_reason(string? reason)
    {
        var scene = new Scene().Submitted();
        scene.Reopen(reason).ShouldBeRefused(RefusalKind.Invalid, "ReasonMissing", "reason");
        scene.Assessment.Status.ShouldBe(AssessmentStatus.Submitted);
    }

    [Test]
    public void A_reopened_assessment_is_nobodys_result_but_remembers_what_was_submitted()
    {
        var scene = new Scene().Submitted();
        var version = scene.Assessment.Version;
        scene.Reopen().ShouldBeEmpty();
        (
            scene.Assessment.SubmittedAt,
            scene.Assessment.SubmittedBy,
            scene.Assessment.ReopenedAt,
            scene.Assessment.Profile,
            scene.Assessment.Version
        ).ShouldBe((null, null, scene.Now, "2222222222", version + 1));
    }

    [Test]
    public void It_can_be_corrected_and_submitted_anew_though_the_meeting_has_begun()
    {
        var scene = new Scene().Submitted();
        scene.Now = Scene.Meeting.AddDays(3);
        scene.Reopen().ShouldBeEmpty();
        scene.Agree(new GivenAnswer(7, 1)).ShouldBeEmpty();
        scene.Submit().ShouldBeEmpty();
        (scene.Assessment.Profile, scene.Assessment.ReopenedAt, scene.Assessment.SubmittedAt).ShouldBe(
            ("2222221222", null, scene.Now)
        );
        scene.Agree(new GivenAnswer(7, 2)).ShouldBeRefused(RefusalKind.Conflict, "Submitted");
    }

    [Test]
    public void What_the_functions_handed_in_stays_handed_in()
    {
        var scene = new Scene().Submitted();
        scene.Reopen();
        scene.Save(Function.Manager, new GivenAnswer(1, 3)).ShouldBeRefused(RefusalKind.Conflict, "AlreadyHandedIn");
    }

    [Test]
    public void What_is_open_cannot_be_opened()
    {
        new Scene().Reopen().ShouldBeRefused(RefusalKind.Conflict, "NotLocked");
        new Scene().AllHandedIn().Reopen().ShouldBeRefused(RefusalKind.Conflict, "NotLocked");
        var reopened = new Scene().Submitted();
        reopened.Reopen();
        reopened.Reopen().ShouldBeRefused(RefusalKind.Conflict, "NotLocked");
        reopened.Now = Scene.Meeting;
        reopened.Reopen().ShouldBeRefused(RefusalKind.Conflict, "NotLocked");
    }

    [Test]
    public void Who_missed_the_meeting_can_be_let_in_afterwards()
    {
        var scene = new Scene { Now = Scene.Meeting.AddDays(1) };
        scene.Reopen("The meeting was moved").ShouldBeEmpty();
        scene.AllHandedIn().Agree(scene.AllSteps()).ShouldBeEmpty();
        scene.Submit().ShouldBeEmpty();
    }
}

public class ImportingTests
{
    [Test]
    public void Imported_answers_are_submitted_and_locked_whatever_the_window()
    {
        foreach (var now in new[] { Scene.Opens.AddDays(-100), Scene.Opens.AddDays(1), Scene.Meeting.AddDays(100) })
        {
            var scene = new Scene { Now = now };
            scene.Import(scene.AllSteps(3)).ShouldBeEmpty();
            (scene.Assessment.Status, scene.Assessment.Profile, scene.Assessment.SubmittedBy).ShouldBe(
                (AssessmentStatus.Submitted, "3333333333", 7)
            );
        }
    }

    [Test]
    public void They_replace_what_was_there()
    {
        var scene = new Scene().Submitted();
        scene.Import([.. scene.AllSteps(1)]).ShouldBeEmpty();
        scene.Assessment.Profile.ShouldBe("1111111111");
        scene.Assessment.Consensus.Count.ShouldBe(10);
    }

    [Test]
    public void Steps_left_out_are_not_scored_any_more()
    {
        var scene = new Scene().Submitted();
        scene.Import(scene.AllSteps(1)[..9]).ShouldBeEmpty();
        scene.Assessment.Profile.ShouldBe("1111111110");
        scene.Assessment.Consensus.Select(c => c.Step).ShouldNotContain(10);
    }

    [Test]
    public void Nothing_is_imported_when_one_answer_is_refused()
    {
        var scene = new Scene().Submitted();
        var version = scene.Assessment.Version;
        scene
            .Import([.. scene.AllSteps(1)[..9], new GivenAnswer(10, 4)])
            .ShouldBeRefused(RefusalKind.Invalid, "ScoreOutsideScale", "scores[9].score");
        (scene.Assessment.Profile, scene.Assessment.Version).ShouldBe(("2222222222", version));
        scene.Assessment.Consensus.ShouldAllBe(c => c.Score == 2);
    }
}
