using ModelMunicipalities.App.Resources;

namespace ModelMunicipalities.App.Tests.Features.Assessments;

public class HandInScoringTests(DatabaseProvider provider) : ScoringTest(provider)
{
    [Test]
    public async Task Handing_in_with_steps_missing_tells_which()
    {
        var network = await BuildAsync(n => n.Group("Piteå", "Luleå"));
        await network.ScoreAsync("Luleå", "bm1", Function.Manager, "2202222022");
        var refused = (
            await network["Luleå", Function.Manager].Api.PostAsync(network.At("Luleå", "bm1", "/mine/handin"))
        ).ShouldBeInvalid("StepNotScored", "steps[3]", "steps[8]");
        refused["detail"]!.ToString().ShouldContain("3");
        (await network["Luleå", Function.Manager].Api.GetAsync(network.At("Luleå", "bm1")))["functions.manager.handedIn"]!
            .GetValue<bool>()
            .ShouldBeFalse();
    }

    [Test]
    public async Task A_scoring_is_handed_in_once_and_not_changed_after()
    {
        var network = await BuildAsync(n => n.Group("Piteå", "Luleå"));
        await network.HandInAsync("Luleå", "bm1", Function.Manager, Digits);
        var manager = network["Luleå", Function.Manager].Api;
        (await manager.PutAsync(network.At("Luleå", "bm1", "/mine"), Body.Score(1, 2))).ShouldBeRefused(
            HttpStatusCode.Conflict,
            "AlreadyHandedIn"
        );
        (await manager.PostAsync(network.At("Luleå", "bm1", "/mine/handin"))).ShouldBeRefused(
            HttpStatusCode.Conflict,
            "AlreadyHandedIn"
        );
    }

    [Test]
    public async Task Handing_in_with_steps_missing_tells_which_on_the_page()
    {
        var network = await BuildAsync(n => n.Group("Piteå", "Luleå"));
        await network.ScoreAsync("Luleå", "bm1", Function.Manager, "2222222200");
        var reader = await network["Luleå", Function.Manager].ReaderAsync();
        var refused = (await reader.PostAsync(network.PageAt("Luleå", "bm1", "/mine/review"))).ShouldBe(
            HttpStatusCode.BadRequest
        );
        refused.Html.ShouldContain("#step-9");
        refused.Html.ShouldContain("#step-10");
    }

    [Test]
    public async Task A_second_press_of_the_button_is_no_error()
    {
        var network = await BuildAsync(n => n.Group("Piteå", "Luleå"));
        await network.HandInAsync("Luleå", "bm1", Function.Manager, "2222222222");
        (
            await (await network["Luleå", Function.Manager].ReaderAsync()).PostAsync(
                network.PageAt("Luleå", "bm1", "/mine/review")
            )
        ).ShouldLeadTo(network.PageAt("Luleå", "bm1", "/compare"));
    }

    [Test]
    public async Task A_moved_score_without_a_cause_is_asked_about_before_handing_in_and_does_not_stop_it()
    {
        var network = await BuildAsync(n => n.Group("Piteå", "Luleå").Submitted("Luleå", "startup", "1111111111"));
        await network.ScoreAsync("Luleå", "bm1", Function.Manager, "2111111111");
        var reader = await network["Luleå", Function.Manager].ReaderAsync();
        var path = network.PageAt("Luleå", "bm1", "/mine/review");
        var review = (await reader.GetAsync(path)).ShouldBeOk();
        (
            review.Text.Contains("du har inte sagt varför"),
            review.Html.Contains("#cause1"),
            review.Text.Contains(Texts.NoCause)
        ).ShouldBe((true, true, true));
        (await reader.PostAsync(path)).ShouldLeadTo(network.PageAt("Luleå", "bm1", "/compare"));
    }
}
