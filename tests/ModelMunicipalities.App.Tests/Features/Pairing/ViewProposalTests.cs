namespace ModelMunicipalities.App.Tests.Features.Pairing;

public class ViewProposalTests(DatabaseProvider provider) : PairingTest(provider)
{
    [Test]
    public async Task A_proposal_for_the_cohort_is_kept_with_its_number_and_shown_to_nobody_else()
    {
        var network = await PairingStageAsync();
        var first = (await ProposeAsync(network, new { })).ShouldBeOk();
        var second = (await ProposeAsync(network, new { minPerGroup = 1 })).ShouldBeOk();
        (first["number"]!.GetValue<int>(), second["number"]!.GetValue<int>()).ShouldBe((1, 2));
        Groups(first)["pitea"].ShouldBe(["boden", "lulea"]);
        Groups(first)["umea"].ShouldBe(["lycksele", "vannas"]);
        first["optimal"]!.GetValue<bool>().ShouldBeTrue();
        (await network.Coordinator.Api.GetAsync(At(network, 1))).ShouldBeOk()["totalDistanceKm"]!
            .ToString()
            .ShouldBe(first["totalDistanceKm"]!.ToString());
        (await network.Coordinator.Api.GetAsync(network.InCohort("/pairing/proposals"))).ShouldBeOk()["total"]!
            .GetValue<int>()
            .ShouldBe(2);
        (await network["Luleå", Function.KeyPerson].Api.GetAsync(At(network, 1))).ShouldBeRefused(
            HttpStatusCode.Forbidden,
            "CoordinatorOnly"
        );
        (await network.Coordinator.Api.GetAsync(network.InCohort("/groups"))).ShouldBeOk()["total"]!.GetValue<int>().ShouldBe(0);
        (await network.TrailAsync("PairingProposed")).Count.ShouldBe(2);
    }

    [Test]
    public async Task The_runner_up_and_what_it_costs_stand_beside_each_pair()
    {
        var network = await PairingStageAsync(places: 3);
        var reply = (await ProposeAsync(network, new { minPerGroup = 1 })).ShouldBeOk();
        var next = Participant(reply, "lulea")["runnerUp"]!;
        next["mentor"]!.ToString().ShouldBe("umea");
        next["extraCost"]!
            .GetValue<double>()
            .ShouldBe(
                next["distanceKm"]!.GetValue<double>() - Participant(reply, "lulea")["distanceKm"]!.GetValue<double>(),
                0.2
            );
    }

    [Test]
    public async Task The_page_keeps_what_was_typed_and_says_what_is_wrong()
    {
        var network = await PairingStageAsync();
        var reader = await network.Coordinator.ReaderAsync();
        (await reader.GetAsync(network.CohortPage("/pairing"))).ShouldBeOk().Heading.ShouldContain("4");
        var wrong = await reader.PostAsync(
            network.CohortPage("/pairing?handler=Propose"),
            ("MinPerGroup", "två"),
            ("MaxPerGroup", "3"),
            ("Distance", "1"),
            ("Size", "-5"),
            ("Focus", "0"),
            ("Tolerance", "0")
        );
        wrong.ShouldBe(HttpStatusCode.BadRequest).Html.ShouldContain("value=\"två\"");
        wrong = await reader.PostAsync(
            network.CohortPage("/pairing?handler=Propose"),
            ("MinPerGroup", "2"),
            ("MaxPerGroup", "3"),
            ("Distance", "1"),
            ("Size", "-5"),
            ("Focus", "0"),
            ("Tolerance", "0")
        );
        wrong.ShouldBe(HttpStatusCode.BadRequest).Html.ShouldContain("id=\"weights.size-wrong\"");
        (
            await reader.PostAsync(
                network.CohortPage("/pairing?handler=Propose"),
                ("MinPerGroup", "2"),
                ("MaxPerGroup", "3"),
                ("Distance", "1"),
                ("Size", "0,5"),
                ("Focus", "0"),
                ("Tolerance", "0")
            )
        ).ShouldLeadTo(network.CohortPage("/pairing/1"));
        (
            await reader.PostAsync(
                network.CohortPage("/pairing/1?handler=Move&participant=lulea"),
                ("Version", "1"),
                ("Mentor", "umea")
            )
        ).ShouldLeadTo(network.CohortPage("/pairing/1#p-lulea"));
        (
            await reader.PostAsync(network.CohortPage("/pairing/1?handler=Again"), ("Version", "2"), ("Locked", "lulea"))
        ).ShouldLeadTo(network.CohortPage("/pairing/2"));
        (await reader.GetAsync(network.CohortPage("/pairing/2/compare/1"))).ShouldBeOk();
        (
            await reader.PostAsync(
                network.CohortPage("/pairing/1?handler=Move&participant=boden"),
                ("Version", "1"),
                ("Mentor", "umea")
            )
        ).ShouldBe(HttpStatusCode.Conflict);
        (await reader.PostAsync(network.CohortPage("/pairing/2?handler=Publish"), ("Version", "1"))).ShouldLeadTo(
            network.CohortPage("/pairing/2")
        );
        (await reader.PostAsync(network.CohortPage("/pairing/2?handler=Publish"), ("Version", "1"))).ShouldBe(
            HttpStatusCode.Conflict
        );
    }
}
