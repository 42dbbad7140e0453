using FsCheck.Fluent;
using ModelMunicipalities.Domain.Accounts;
using ModelMunicipalities.Domain.Assessments;
using ModelMunicipalities.Domain.Tests.Kit;

namespace ModelMunicipalities.Domain.Tests.Assessments;

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
