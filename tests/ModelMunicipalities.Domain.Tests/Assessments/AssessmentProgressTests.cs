using ModelMunicipalities.Domain.Accounts;
using ModelMunicipalities.Domain.Assessments;
using ModelMunicipalities.Domain.Tests.Kit;

namespace ModelMunicipalities.Domain.Tests.Assessments;

public class AssessmentProgressTests
{
    private static readonly Func<Assessment, AssessmentProgress> Read = AssessmentProgress.Of.Compile();

    [Test]
    public void It_goes_from_not_started_over_scoring_and_comparing_to_submitted()
    {
        var scene = new Scene();
        StatusOf(scene).ShouldBe(AssessmentStatus.NotStarted);
        scene.Save(Function.Manager, new GivenAnswer(1, 2)).ShouldBeEmpty();
        StatusOf(scene).ShouldBe(AssessmentStatus.Scoring);
        scene.AllHandedIn();
        StatusOf(scene).ShouldBe(AssessmentStatus.Comparing);
        scene.Agree(scene.AllSteps()).ShouldBeEmpty();
        scene.Submit().ShouldBeEmpty();
        StatusOf(scene).ShouldBe(AssessmentStatus.Submitted);
        scene.Reopen().ShouldBeEmpty();
        StatusOf(scene).ShouldBe(AssessmentStatus.Comparing);
    }

    [Test]
    public void What_was_imported_and_opened_again_is_being_compared_though_no_function_has_scored()
    {
        var scene = new Scene();
        scene.Import(scene.AllSteps()).ShouldBeEmpty();
        scene.Reopen().ShouldBeEmpty();
        StatusOf(scene).ShouldBe(AssessmentStatus.Comparing);
    }

    [Test]
    public void From_outside_it_is_submitted_or_nothing()
    {
        var scene = new Scene().AllHandedIn();
        Read(scene.Assessment).SeenFromOutside.ShouldBe(AssessmentStatus.NotStarted);
        var submitted = new Scene().Submitted();
        Read(submitted.Assessment).SeenFromOutside.ShouldBe(AssessmentStatus.Submitted);
        submitted.Reopen().ShouldBeEmpty();
        Read(submitted.Assessment).SeenFromOutside.ShouldBe(AssessmentStatus.NotStarted);
    }

    [Test]
    public void It_counts_what_the_functions_have_answered_and_tells_no_scores_before_it_is_submitted()
    {
        var scene = new Scene();
        scene.Save(Function.Manager, new GivenAnswer(1, 2), new GivenAnswer(2, 3)).ShouldBeEmpty();
        scene.Save(Function.Politician, new GivenAnswer(1, 2)).ShouldBeEmpty();
        var progress = Read(scene.Assessment);
        (progress.MostAnswered, progress.HandedIn.Count, progress.SubmittedProfile).ShouldBe((2, 0, null));

        var submitted = new Scene().Submitted();
        (Read(submitted.Assessment).MostAnswered, Read(submitted.Assessment).SubmittedProfile).ShouldBe((10, "2222222222"));
        submitted.Reopen().ShouldBeEmpty();
        (Read(submitted.Assessment).MostAnswered, Read(submitted.Assessment).SubmittedProfile).ShouldBe((10, null));
    }

    private static AssessmentStatus StatusOf(Scene scene)
    {
        Read(scene.Assessment).Status.ShouldBe(scene.Assessment.Status);
        return scene.Assessment.Status;
    }
}
