namespace ModelMunicipalities.App.Tests.Features.Assessments;

public class ViewMenteesTests(DatabaseProvider provider) : OnEveryDatabase(provider)
{
    [Test]
    public async Task A_mentor_sees_her_own_mentees_and_what_they_have_submitted()
    {
        var network = await BuildAsync(n =>
            n.Group("Piteå", "Luleå", "Boden").Group("Umeå", "Vännäs").Submitted("Luleå", "startup", "1232222222")
        );
        await network.HandInAsync("Luleå", "bm1", Function.Politician, "3111111111");
        await network.HandInAsync("Luleå", "bm1", Function.Manager, "1111111111");
        await network.HandInAsync("Luleå", "bm1", Function.KeyPerson, "1211111111");
        await network.AgreeAsync("Luleå", "bm1", "2222222221");

        var before = (await network["Piteå", Function.Manager].Api.GetAsync(network.InCohort("/mentees"))).ShouldBeOk();
        before["mentees"]!.AsArray().Select(m => m!["name"]!.ToString()).ShouldBe(["Boden", "Luleå"]);
        before["mentees[1].scores"]!.AsObject().Select(s => s.Key).ShouldBe(["startup"]);
        before["mentees[1].lowest"]!.AsArray().Select(s => s!.GetValue<int>()).ShouldBe([1, 2, 4]);

        (await network["Luleå", Function.KeyPerson].Api.PostAsync(network.At("Luleå", "bm1", "/submission"))).ShouldBeOk();
        var after = (await network["Piteå", Function.Manager].Api.GetAsync(network.InCohort("/mentees"))).ShouldBeOk();
        (after["mentees[1].status"]!.ToString(), after["mentees[1].lowest[0]"]!.GetValue<int>()).ShouldBe(("submitted", 10));
        after["mentees[1].differed"]!.AsArray().Select(s => s!.GetValue<int>()).ShouldBe([1, 2], "without telling who");
        after.Text.ShouldNotContain("politician");
    }
}
