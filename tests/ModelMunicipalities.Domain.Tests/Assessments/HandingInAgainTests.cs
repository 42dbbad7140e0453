using ModelMunicipalities.Domain.Accounts;
using ModelMunicipalities.Domain.Assessments;
using ModelMunicipalities.Domain.Tests.Kit;

namespace ModelMunicipalities.Domain.Tests.Assessments;

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
