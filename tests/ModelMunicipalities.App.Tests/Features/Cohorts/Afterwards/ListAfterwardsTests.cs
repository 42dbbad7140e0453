namespace ModelMunicipalities.App.Tests.Features.Cohorts;

public class ListAfterwardsTests(DatabaseProvider provider) : AfterwardsTest(provider)
{
    [Test]
    public async Task The_coordinator_answers_for_one_and_sees_what_all_have_said()
    {
        var network = await BuildAsync(n =>
            n.Closed()
                .Group("Piteå", "Luleå", "Boden", "Skellefteå")
                .Group("Umeå", "Vännäs")
                .Submitted("Luleå", "startup", "2222222222")
        );
        (await StateAsync(network.Coordinator, network, "Luleå", new { afterwards = "mentorNext" })).ShouldBeOk();
        (
            await StateAsync(
                network["Boden", Function.KeyPerson],
                network,
                "Boden",
                new { afterwards = "notMentor", comment = "<script>alert(1)</script>" }
            )
        ).ShouldBeOk();
        (
            await StateAsync(network["Vännäs", Function.KeyPerson], network, "Vännäs", new { afterwards = "mentorLater" })
        ).ShouldBeOk();
        (await network.TrailAsync("AfterwardsStatedFor")).ShouldHaveSingleItem().Person.ShouldBe(network.Coordinator.Name);

        var list = (await network.Coordinator.Api.GetAsync(network.InCohort("/afterwards"))).ShouldBeOk();
        (
            list["total"]!.GetValue<int>(),
            list["mentorNext"]!.GetValue<int>(),
            list["mentorLater"]!.GetValue<int>(),
            list["notMentor"]!.GetValue<int>(),
            list["notAnswered"]!.GetValue<int>()
        ).ShouldBe((4, 1, 1, 1, 1));
        list["items"]!
            .AsArray()
            .Select(i => (i!["name"]!.ToString(), i["group"]!.ToString(), i["afterwards"]?.ToString()))
            .ShouldBe([
                ("Luleå", "Piteå", "mentorNext"),
                ("Vännäs", "Umeå", "mentorLater"),
                ("Boden", "Piteå", "notMentor"),
                ("Skellefteå", "Piteå", null),
            ]);
        (list["items[0].result.lastSum"]!.GetValue<int>(), list["items[1].result"]).ShouldBe((20, null));

        var page = (await (await network.Coordinator.ReaderAsync()).GetAsync(network.CohortPage("/afterwards"))).ShouldBeOk();
        page.Heading.ShouldBe("En av 4 blir mentor nästa omgång");
        page.Html.ShouldContain("&lt;script&gt;alert");
        page.Html.ShouldNotContain("<script>alert");
    }
}
