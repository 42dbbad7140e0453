using Microsoft.EntityFrameworkCore;
using ModelMunicipalities.Domain.Cohorts;

namespace ModelMunicipalities.App.Tests.Features.Cohorts;

public class ListApplicationsTests(DatabaseProvider provider) : ApplicationTest(provider)
{
    [Test]
    public async Task The_list_shows_criteria_places_and_the_spread_as_it_is_and_would_be()
    {
        var network = await BuildAsync(n =>
            n.Outside("Luleå", "Boden", "Malmö", "Vännäs")
                .Taking(CohortRole.Mentor, "Piteå", "Umeå", "Örebro", "Eskilstuna")
                .Taking(CohortRole.Participant, "Kalmar")
                .Stage(CohortStage.Application)
        );
        await network.AskAsync();
        await network.ChangeAsync(async db =>
        {
            var mentors = await db.Participations.Where(p => p.Role == CohortRole.Mentor).OrderBy(p => p.Id).ToListAsync();
            mentors[0].Places = 3;
            mentors[1].Places = 2;
            (mentors[2].Places, mentors[2].IsUnavailable) = (4, true);
        });
        await network.SubmitApplicationAsync("Luleå");
        await network.SubmitApplicationAsync("Malmö", network.Whole().But("willMentor", false).But("stakeholders", null));
        await network.SubmitApplicationAsync("Boden");
        (await network.DecideAsync("Boden", "waitingList")).ShouldBeOk();
        await network.SaveApplicationAsync("Vännäs", []);

        var list = (await network.Coordinator.Api.GetAsync(network.InCohort("/applications?sort=criteria"))).ShouldBeOk();
        list["items"]!.AsArray().Select(i => i!["name"]!.ToString()).ShouldBe(["Boden", "Luleå", "Malmö", "Vännäs"]);
        list["items"]!.AsArray().Select(i => i!["requiredLacking"]?.GetValue<int>()).ShouldBe([0, 0, 1, null]);
        list["items[2]"]!["met"]!.AsArray().Count(m => !m!.GetValue<bool>()).ShouldBe(2);
        (list["items[1]"]!["county"]!.ToString(), list["items[1]"]!["group"]!.ToString()).ShouldBe(("Norrbottens län", "b3"));
        (
            list["places"]!["places"]!.GetValue<int>(),
            list["places"]!["mentors"]!.GetValue<int>(),
            list["places"]!["unanswered"]!.GetValue<int>(),
            list["places"]!["unavailable"]!.GetValue<int>(),
            list["places"]!["participants"]!.GetValue<int>()
        ).ShouldBe((5, 2, 1, 1, 1));
        (
            list["standing"]!["undecided"]!.GetValue<int>(),
            list["standing"]!["waiting"]!.GetValue<int>(),
            list["standing"]!["writing"]!.GetValue<int>()
        ).ShouldBe((2, 1, 1));
        (
            list["admitted"]!["countiesRepresented"]!.GetValue<int>(),
            list["withUndecided"]!["countiesRepresented"]!.GetValue<int>()
        ).ShouldBe((1, 3));
        list["withUndecided"]!["countiesMissing"]!.AsArray().Count.ShouldBe(18);
        (await network.DecideAsync("Luleå", "admit")).ShouldBeOk();
        var after = (await network.Coordinator.Api.GetAsync(network.InCohort("/applications"))).ShouldBeOk();
        (
            after["admitted"]!["organisations"]!.GetValue<int>(),
            after["withUndecided"]!["organisations"]!.GetValue<int>()
        ).ShouldBe((2, 3));
    }

    [Test]
    public async Task The_list_comes_in_pages_and_as_a_file()
    {
        var network = await MakeAsync("Luleå", "Boden", "Malmö");
        foreach (var organisation in new[] { "Luleå", "Boden", "Malmö" })
        {
            await network.SubmitApplicationAsync(organisation);
        }

        var page = (await network.Coordinator.Api.GetAsync(network.InCohort("/applications?page=2&pageSize=2"))).ShouldBeOk();
        (page["items"]!.AsArray().Count, page["total"]!.GetValue<int>()).ShouldBe((1, 3));
        var csv = (await network.Coordinator.Api.GetAsync(network.InCohort("/applications.csv")))
            .ShouldBeOk()
            .Text.Split("\n", StringSplitOptions.RemoveEmptyEntries);
        csv.Length.ShouldBe(4);
        csv[0].ShouldContain("Har ni tid?");
        csv[1].ShouldStartWith("Boden");
        (await (await network.Coordinator.ReaderAsync()).GetAsync(network.CohortPage("/applications.xlsx"))).ShouldBeOk();
    }
}
