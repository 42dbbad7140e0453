namespace ModelMunicipalities.App.Tests.Features.Pairing;

public class ChangeProposalTests(DatabaseProvider provider) : PairingTest(provider)
{
    [Test]
    public async Task A_move_by_hand_shows_its_consequence_before_and_is_locked_after()
    {
        var network = await PairingStageAsync();
        (await ProposeAsync(network, new { })).ShouldBeOk();
        var moves = (await network.Coordinator.Api.GetAsync(At(network, 1, "/moves/lulea"))).ShouldBeOk();
        var move = moves["moves"]!.AsArray().Single()!;
        (
            move["mentor"]!.ToString(),
            move["becomes"]!.GetValue<int>(),
            move["places"]!.GetValue<int>(),
            move["leaves"]!.GetValue<int>()
        ).ShouldBe(("umea", 3, 2, 1));
        var before = (await network.Coordinator.Api.GetAsync(At(network, 1))).ShouldBeOk();

        var moved = (
            await network.Coordinator.Api.PutAsync(At(network, 1), new { participant = "lulea", mentor = "umea" }, before.ETag)
        ).ShouldBeOk();
        Groups(moved)["umea"].ShouldContain("lulea");
        (
            Participant(moved, "lulea")["locked"]!.GetValue<bool>(),
            Participant(moved, "lulea")["byHand"]!.GetValue<bool>()
        ).ShouldBe((true, true));
        (moved["objective"]!.GetValue<double>() - before["objective"]!.GetValue<double>()).ShouldBe(
            move["extraCost"]!.GetValue<double>(),
            0.2
        );
        moved["optimal"]!.GetValue<bool>().ShouldBeFalse();
        (await network.TrailAsync("ParticipantMoved")).Single().Organisation.ShouldBe("Luleå");

        var stale = (
            await network.Coordinator.Api.PutAsync(At(network, 1), new { participant = "boden", mentor = "umea" }, before.ETag)
        ).ShouldBeRefused(HttpStatusCode.Conflict, "Stale");
        stale["current.number"]!.GetValue<int>().ShouldBe(1);
        stale["given.participant"]!.ToString().ShouldBe("boden");
        (await network.Coordinator.Api.PutAsync(At(network, 1), new { participant = "boden", mentor = "umea" })).ShouldBe(
            HttpStatusCode.PreconditionRequired
        );
        (
            await network.Coordinator.Api.PutAsync(At(network, 1), new { participant = "lulea", mentor = "umea" }, moved.ETag)
        ).ShouldBeInvalid("SameMentor", "mentor");
        (
            await network.Coordinator.Api.PutAsync(At(network, 1), new { participant = "lulea", mentor = "<b>" }, moved.ETag)
        ).ShouldBeInvalid("PairMentorUnknown", "mentor");
        (await network.Coordinator.Api.PutAsync(At(network, 1), new { participant = "lulea" }, moved.ETag)).ShouldBeInvalid(
            "MentorNotChosen",
            "mentor"
        );
        (await network.Coordinator.Api.PutAsync(At(network, 1), new { locked = new[] { "nobody" } }, moved.ETag)).ShouldBeInvalid(
            "PairParticipantUnknown",
            "locked[0]"
        );
    }
}
