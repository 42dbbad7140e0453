using ModelMunicipalities.App.Resources;

namespace ModelMunicipalities.App.Tests.Features.Assessments;

public class TakeBackScoringTests(DatabaseProvider provider) : OnEveryDatabase(provider)
{
    [Test]
    public async Task A_scoring_handed_in_by_mistake_is_taken_back_as_it_was_until_all_three_are_in()
    {
        var network = await BuildAsync(n => n.Group("Piteå", "Luleå").Submitted("Luleå", "startup", "1111111111"));
        var (manager, at) = (network["Luleå", Function.Manager].Api, network.At("Luleå", "bm1"));
        (await manager.SendAsync(HttpMethod.Delete, at + "/mine/handin")).ShouldBeRefused(HttpStatusCode.Conflict, "NotHandedIn");
        (await manager.PutAsync(at + "/mine", Body.Score(3, 2))).ShouldBeOk();
        (await manager.PostAsync(at + "/mine/handin")).ShouldBeOk()["functions.manager.mayTakeBack"]!
            .GetValue<bool>()
            .ShouldBeTrue();

        var draft = (await manager.SendAsync(HttpMethod.Delete, at + "/mine/handin")).ShouldBeOk();
        draft["functions.manager.handedIn"]!.GetValue<bool>().ShouldBeFalse();
        draft["functions.manager.notBlindSince"].ShouldBeNull();
        draft["mine"]!
            .AsArray()
            .Where(m => !m!["carriedOver"]!.GetValue<bool>())
            .Select(m => m!["step"]!.GetValue<int>())
            .ShouldBe([3], "the others stand as at the occasion before, untouched");
        (await manager.PutAsync(at + "/mine", Body.Score(4, 2))).ShouldBeOk();
        (await network.TrailAsync("ScoringTakenBack")).ShouldBe([
            (network["Luleå", Function.Manager].Name, "Luleå", "bm1", "Manager"),
        ]);

        (await manager.PostAsync(at + "/mine/handin")).ShouldBeOk();
        await network.HandInAsync("Luleå", "bm1", Function.Politician, "2222222222");
        await network.HandInAsync("Luleå", "bm1", Function.KeyPerson, "3333333333");
        (await manager.SendAsync(HttpMethod.Delete, at + "/mine/handin")).ShouldBeRefused(
            HttpStatusCode.Conflict,
            "TakeBackTooLate"
        );
    }

    [Test]
    public async Task Who_could_read_anothers_before_she_took_hers_back_is_marked_as_blind_no_more()
    {
        var network = await BuildAsync(n => n.Group("Piteå", "Luleå"));
        await network.HandInAsync("Luleå", "bm1", Function.Politician, "1111111111");
        await network.HandInAsync("Luleå", "bm1", Function.Manager, "3333333333");
        var reader = await network["Luleå", Function.Manager].ReaderAsync();
        var compare = (await reader.GetAsync(network.PageAt("Luleå", "bm1", "/compare"))).ShouldBeOk();
        compare.Text.ShouldContain("Tack! Din skattning är inlämnad");
        compare.Text.ShouldContain("Nu väntar ni på nyckelpersonen");
        compare.Text.ShouldContain(Texts.TakeBackSeen);
        (await reader.PostAsync(network.PageAt("Luleå", "bm1", "/compare?handler=TakeBack"))).ShouldLeadTo(
            network.PageAt("Luleå", "bm1", "/mine")
        );

        (await reader.GetAsync(network.PageAt("Luleå", "bm1", "/mine"))).ShouldBeOk().Text.ShouldContain(Texts.NotBlindMine);
        (await reader.GetAsync(network.PageAt("Luleå", "bm1", "/compare"))).ShouldBeOk().Heading.ShouldBe(Texts.CompareBlind);
        (await network.TrailAsync("ScoringTakenBackSeen")).Single().Detail.ShouldBe("Manager");
        (await (await network.Coordinator.ReaderAsync()).GetAsync(network.Page("/trail"))).Text.ShouldContain(
            "Tog tillbaka sin skattning som chef, efter att ha kunnat se någon annans"
        );
    }
}
