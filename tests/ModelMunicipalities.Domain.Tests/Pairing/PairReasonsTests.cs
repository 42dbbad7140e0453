using ModelMunicipalities.Domain.Pairing;

namespace ModelMunicipalities.Domain.Tests.Pairing;

public class PairReasonsTests
{
    private static readonly PairingProblem Line = Pairings.Problem(
        [Pairings.At("a", 0, 0), Pairings.At("b", 0, 1), Pairings.At("c", 0, 2)],
        [
            new MentorPlaces(Pairings.At("m", 0, 0), 1, 1),
            new MentorPlaces(Pairings.At("n", 0, 3), 1, 1),
            new MentorPlaces(Pairings.At("o", 0, 5), 1, 1),
        ]
    );

    [Test]
    public void The_nearest_is_told_to_be_the_nearest() =>
        Told(Line, "a", ("m", "a"), ("o", "b"), ("n", "c")).Single().ShouldBe(new PairReason(PairReasonKind.Nearest));

    [Test]
    public void Nearer_ones_that_are_full_are_named_with_their_distances()
    {
        var told = Told(Line, "b", ("m", "a"), ("o", "b"), ("n", "c"));
        told.Select(r => r.Kind).ShouldBe([PairReasonKind.NextInDistance, PairReasonKind.NearerIsFull]);
        told[0].Number.ShouldBe(3);
        told[1].Number.ShouldBe(2);
        told[1].Others.ShouldBe(["m", "n"]);
        told[1].Kilometres!.Select(k => Math.Round(k, 2)).ShouldBe([111.2, 222.39]);
    }

    [Test]
    public void A_nearer_one_with_a_place_is_told_apart()
    {
        var told = Told(Line, "b", ("o", "b"), ("n", "c"));
        told.Select(r => r.Kind)
            .ShouldBe([PairReasonKind.NextInDistance, PairReasonKind.NearerIsFull, PairReasonKind.NearerChosenForOthers]);
        told[1].Others.ShouldBe(["n"]);
        told[2].Others.ShouldBe(["m"]);
    }

    [Test]
    public void Mentors_that_it_may_not_have_do_not_count_as_nearer()
    {
        var problem = Line with { Forbidden = [new Pair("m", "a")], Participants = [Line.Participants[0] with { Family = "n" }] };
        Told(problem, "a", ("o", "a")).Single().Kind.ShouldBe(PairReasonKind.Nearest);
    }

    [Test]
    public void A_lock_comes_first_and_four_facts_are_enough()
    {
        var like = Pairings.At("a", 0, 0, 30_000, "school", "care") with { County = "Skåne län", Group = "A1" };
        var problem = Line with
        {
            Participants = [like],
            Mentors =
            [
                .. Line.Mentors,
                new MentorPlaces(like with { Key = "twin", Name = "twin", Family = "twin", Longitude = 9 }, 0, 1),
            ],
            Locked = [new Pair("twin", "a")],
        };
        Told(problem, "a", ("twin", "a"))
            .Select(r => r.Kind)
            .ShouldBe([
                PairReasonKind.Locked,
                PairReasonKind.NextInDistance,
                PairReasonKind.NearerChosenForOthers,
                PairReasonKind.CommonFocus,
            ]);
        Told(problem, "a", ("twin", "a"))[2].Others.ShouldBe(["m", "n", "o"]);
        Told(problem with { Weights = new PairingWeights(0, 1) }, "a", ("twin", "a"))
            .Select(r => r.Kind)
            .ShouldBe([PairReasonKind.Locked, PairReasonKind.CommonFocus, PairReasonKind.SameGroup, PairReasonKind.SameCounty]);
    }

    [TestCase(20_000, 30_000, PairReasonKind.SizeRatio)]
    [TestCase(20_100, 30_000, PairReasonKind.SimilarSize)]
    [TestCase(45_000, 30_000, PairReasonKind.SimilarSize)]
    [TestCase(45_001, 30_000, PairReasonKind.SizeRatio)]
    public void Size_is_the_participants_by_the_mentors(int participant, int mentor, PairReasonKind kind)
    {
        var problem = Pairings.Problem(
            [Pairings.At("a", 0, 0, participant)],
            [new MentorPlaces(Pairings.At("m", 0, 1, mentor), 1, 1)]
        );
        Told(problem, "a", ("m", "a"))[1].ShouldBe(new PairReason(kind, Ratio: (double)participant / mentor));
    }

    [Test]
    public void Common_areas_are_named_and_unknown_sizes_and_places_are_not_compared()
    {
        var problem = Pairings.Problem(
            [Pairings.At("a", 0, 0, 0, "school", "care", "planning")],
            [new MentorPlaces(Pairings.At("m", 0, 1, 100, "planning", "care"), 1, 1)]
        );
        var told = Told(problem, "a", ("m", "a"));
        told.Select(r => r.Kind).ShouldBe([PairReasonKind.Nearest, PairReasonKind.CommonFocus]);
        told[1].Focus.ShouldBe(["care", "planning"]);
    }

    [Test]
    public void Nothing_is_told_of_peers_or_of_one_without_mentor()
    {
        Told(Line, "b", ("m", "a")).ShouldBeEmpty();
        Told(Line, "nobody", ("m", "a")).ShouldBeEmpty();
        PairReasons
            .Of(Line, PairingSolver.SolvePeers(Line.Participants, 3, 3, new PairingWeights()).Solution!, "a")
            .ShouldBeEmpty();
    }

    private static IReadOnlyList<PairReason> Told(
        PairingProblem problem,
        string participant,
        params (string Mentor, string Participant)[] pairs
    ) =>
        PairReasons.Of(
            problem,
            PairingSolver.Evaluate(problem, [.. pairs.Select(p => new Pair(p.Mentor, p.Participant))]),
            participant
        );
}
