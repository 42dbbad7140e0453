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

public class WhoReadsAScoringTests
{
    private const int Anna = 7;

    private const int Per = 8;

    [Test]
    public void A_person_reads_the_others_once_she_has_handed_in_and_a_successor_when_all_three_are_in()
    {
        var scene = new Scene();
        foreach (var (function, by) in new[] { (Function.Politician, Anna), (Function.Manager, Per) })
        {
            scene.By = by;
            scene.Save(function, scene.AllSteps());
            scene.HandIn(function);
        }

        bool Reads(Function whose, Function hers, int person) => scene.Assessment.MayRead(whose, hers, person);
        Reads(Function.Politician, Function.Manager, Per).ShouldBeTrue();
        Reads(Function.Politician, Function.Manager, 9).ShouldBeFalse();
        Reads(Function.Manager, Function.Manager, 9).ShouldBeFalse("what her predecessor handed in is another's");
        Reads(Function.KeyPerson, Function.KeyPerson, 9).ShouldBeTrue("a draft is its function's");
        Reads(Function.KeyPerson, Function.Manager, Per).ShouldBeFalse();
        scene.Save(Function.KeyPerson, scene.AllSteps());
        scene.HandIn(Function.KeyPerson);
        Reads(Function.Manager, Function.Manager, 9).ShouldBeTrue();
    }
}
