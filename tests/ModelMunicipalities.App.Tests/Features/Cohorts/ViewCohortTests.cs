namespace ModelMunicipalities.App.Tests.Features.Cohorts;

public class ViewCohortTests(DatabaseProvider provider) : OnEveryDatabase(provider)
{
    [Test]
    public async Task Cohort_groups_and_meetings_are_told_to_every_member()
    {
        var network = await BuildAsync(n => n.Group("Piteå", "Luleå", "Boden").Peers("Umeå", "Vännäs"));
        var api = network.Observer.Api;

        var cohort = (await api.GetAsync(network.InCohort())).ShouldBeOk();
        (cohort["slug"]!.ToString(), cohort["participants"]!.GetValue<int>(), cohort["mentors"]!.GetValue<int>()).ShouldBe(
            ("2027", 4, 1)
        );
        cohort["occasions"]!
            .AsArray()
            .Select(o => (o!["key"]!.ToString(), o["isOpen"]!.GetValue<bool>(), o["isOver"]!.GetValue<bool>()))
            .ShouldBe([
                ("startup", false, true),
                ("bm1", true, false),
                ("bm2", false, false),
                ("bm3", false, false),
                ("closing", false, false),
            ]);

        var groups = (await api.GetAsync(network.InCohort("/groups"))).ShouldBeOk();
        groups["total"]!.GetValue<int>().ShouldBe(2);
        (groups["items[0].mentor.organisation"]!.ToString(), groups["items[1].mentor"]).ShouldBe(("pitea", null));
        groups["items[0].participants"]!.AsArray().Select(p => p!["name"]!.ToString()).ShouldBe(["Boden", "Luleå"]);

        var meetings = (await api.GetAsync(network.InCohort("/meetings?pageSize=3"))).ShouldBeOk();
        (meetings["total"]!.GetValue<int>(), meetings["items"]!.AsArray().Count).ShouldBe((10, 3));
        meetings["items"]!.AsArray().Select(m => m!["startsAt"]!.GetValue<DateTimeOffset>()).ShouldBeInOrder();
        var meeting = (await api.GetAsync(network.InNetwork($"/meetings/{meetings["items[0].id"]}"))).ShouldBeOk();
        (meeting["occasion"]!.ToString(), meeting["cohort"]!.ToString()).ShouldBe(("startup", "2027"));

        (await api.GetAsync(network.InCohort("/participants?role=mentor")))["items"]!
            .AsArray()
            .Select(p => p!["name"]!.ToString())
            .ShouldBe(["Piteå"]);
        (await api.GetAsync(network.InNetwork("/cohorts")))["items[0].slug"]!.ToString().ShouldBe("2027");
    }
}
