using ModelMunicipalities.Domain.Pairing;
using ModelMunicipalities.Domain.Tests.Kit;

namespace ModelMunicipalities.Domain.Tests.Pairing;

public class PairingRulesTests
{
    private static readonly PairingProblem Sound = Pairings.Problem(
        [Pairings.At("a", 60, 15), Pairings.At("b", 60, 16), Pairings.At("c", 60, 17)],
        [new MentorPlaces(Pairings.At("m", 61, 15), 1, 2), new MentorPlaces(Pairings.At("n", 62, 15), 1, 2)]
    );

    private static readonly TestCaseData[] Each =
    [
        Case("NoParticipants participants", p => p with { Participants = [] }),
        Case("NoMentors mentors", p => p with { Mentors = [] }),
        Case("TooFewPlaces mentors 3 2", p => p with { Mentors = [.. p.Mentors.Select(m => m with { Most = 1 })] }),
        Case("TooManyMentors mentors 3 4", p => p with { Mentors = [.. p.Mentors.Select(m => m with { Least = 2 })] }),
        Case("LockedToTwo locked[1] a m n", p => p with { Locked = [new("m", "a"), new("n", "a")] }),
        Case("LockedAndForbidden locked[0] a m", p =>
            p with
            {
                Locked = [new("m", "a")],
                Forbidden = [new("n", "b"), new("m", "a")],
            }
        ),
        Case("LocksBeyondPlaces locked[2] m 3 2", p => p with { Locked = [new("m", "a"), new("m", "b"), new("m", "c")] }),
        Case("LockedToOwnFamily locked[0] a m", p =>
            p with
            {
                Participants = [p.Participants[0] with { Family = "m" }, .. p.Participants.Skip(1)],
                Locked = [new("m", "a")],
            }
        ),
        Case("PairMentorUnknown locked[1].mentor x", p => p with { Locked = [new("m", "b"), new("x", "a")] }),
        Case("PairParticipantUnknown locked[0].participant x", p => p with { Locked = [new("m", "x")] }),
        Case("PairMentorUnknown forbidden[0].mentor x", p => p with { Forbidden = [new("x", "a")] }),
        Case("PairParticipantUnknown forbidden[1].participant m", p => p with { Forbidden = [new("n", "a"), new("n", "m")] }),
        Case("OrganisationTwice participants[3] a", p => p with { Participants = [.. p.Participants, p.Participants[0]] }),
        Case("OrganisationTwice mentors[2].organisation m", p =>
            p with
            {
                Mentors = [.. p.Mentors, p.Mentors[0] with { Least = 0 }],
            }
        ),
        Case("WeightOutsideRange weights.distance 10000", p => p with { Weights = new(-0.1) }),
        Case("WeightOutsideRange weights.size 10000", p => p with { Weights = new(1, double.NaN) }),
        Case("WeightOutsideRange weights.focus 10000", p => p with { Weights = new(1, 0, double.PositiveInfinity) }),
        Case("WeightOutsideRange weights.focus 10000", p => p with { Weights = new(1, 0, 10_001) }),
        Case("ToleranceOutsideRange tolerance", p => p with { Tolerance = 1.01 }),
        Case("ToleranceOutsideRange tolerance", p => p with { Tolerance = -0.01 }),
        Case("ToleranceOutsideRange tolerance", p => p with { Tolerance = double.NaN }),
        Case("LeastBelowZero mentors[1].least n", p => p with { Mentors = [p.Mentors[0], p.Mentors[1] with { Least = -1 }] }),
        Case("MostBelowLeast mentors[0].most m 1 0", p => p with { Mentors = [p.Mentors[0] with { Most = 0 }, p.Mentors[1]] }),
        Case("CoordinatesOutsideRange participants[1].latitude b", p =>
            p with
            {
                Participants = [p.Participants[0], p.Participants[1] with { Latitude = 90.1 }, p.Participants[2]],
            }
        ),
        Case("CoordinatesOutsideRange participants[2].longitude c", p =>
            p with
            {
                Participants = [.. p.Participants.Take(2), p.Participants[2] with { Longitude = double.NaN }],
            }
        ),
        Case("CoordinatesOutsideRange mentors[0].organisation.longitude m", p =>
            p with
            {
                Mentors =
                [
                    p.Mentors[0] with
                    {
                        Organisation = p.Mentors[0].Organisation with { Longitude = -181 },
                    },
                    p.Mentors[1],
                ],
            }
        ),
        Case("CurrentTwice current[1] a", p => p with { Current = [new("m", "a"), new("n", "a")] }),
        Case("NoMentorLeft participants[1] b", p => p with { Forbidden = [new("m", "b"), new("n", "b")] }),
        Case("TooFewPlacesFor mentors 3 a, b, c n 2", p =>
            p with
            {
                Forbidden = [new("m", "a"), new("m", "b"), new("m", "c")],
                Mentors = [p.Mentors[0] with { Least = 0 }, p.Mentors[1]],
            }
        ),
        Case("TooFewParticipantsFor mentors m 2 1", p =>
            p with
            {
                Forbidden = [new("m", "a"), new("m", "c")],
                Mentors = [p.Mentors[0] with { Least = 2 }, p.Mentors[1] with { Most = 3 }],
            }
        ),
        Case("TooFewParticipantsFor mentors n 1 0", p =>
            p with
            {
                Locked = [new("m", "a"), new("m", "b"), new("m", "c")],
                Mentors = [p.Mentors[0] with { Most = 3 }, p.Mentors[1]],
            }
        ),
        Case("PairingTooLarge weights", p =>
            p with
            {
                Weights = new(10_000),
                Participants = [.. Pairings.Peers(1, 3000).Select(o => o with { Name = "p", Family = "p", Latitude = -60 })],
                Mentors = [.. p.Mentors.Select(m => m with { Most = 3000 })],
                Current = [],
            }
        ),
    ];

    private static readonly TestCaseData[] EachOfPeers =
    [
        new TestCaseData("NoParticipants participants", 0, 2, 3, 1.0),
        new TestCaseData("GroupWithoutMembers least", 3, 0, 3, 1.0),
        new TestCaseData("GroupMostBelowLeast most 3 2", 3, 3, 2, 1.0),
        new TestCaseData("GroupsDoNotDivide participants 5 3 4", 5, 3, 4, 1.0),
        new TestCaseData("GroupsDoNotDivide participants 1 2 3", 1, 2, 3, 1.0),
        new TestCaseData("WeightOutsideRange weights.distance 10000", 4, 2, 3, -1.0),
    ];

    [Test]
    public void A_sound_problem_is_not_refused() => PairingSolver.Solve(Sound).Refusals.ShouldBeEmpty();

    [TestCaseSource(nameof(Each))]
    public void Says_what_is_wrong_and_where(string expected, PairingProblem problem)
    {
        var (solution, refusals) = PairingSolver.Solve(problem);
        solution.ShouldBeNull();
        refusals.Select(Told).ShouldBe([expected]);
        refusals.ShouldAllBe(r => r.Kind == RefusalKind.Invalid);
    }

    [TestCaseSource(nameof(EachOfPeers))]
    public void Says_it_of_peers_too(string expected, int count, int least, int most, double distance)
    {
        var (solution, refusals) = PairingSolver.SolvePeers(Pairings.Peers(1, count), least, most, new PairingWeights(distance));
        solution.ShouldBeNull();
        refusals.Select(Told).ShouldBe([expected]);
    }

    [Test]
    public void All_that_is_wrong_is_said_at_once() =>
        PairingSolver
            .Solve(
                Sound with
                {
                    Weights = new(-1, -1),
                    Tolerance = 2,
                    Locked = [new("m", "a"), new("n", "a"), new("x", "b")],
                    Mentors = [.. Sound.Mentors.Select(m => m with { Most = 1 })],
                }
            )
            .Refusals.Select(r => r.Rule)
            .ShouldBe(
                [
                    "WeightOutsideRange",
                    "WeightOutsideRange",
                    "ToleranceOutsideRange",
                    "TooFewPlaces",
                    "PairMentorUnknown",
                    "LockedToTwo",
                ],
                ignoreOrder: true
            );

    [Test]
    public void A_pair_that_is_locked_twice_is_locked_once() =>
        PairingSolver
            .Solve(Sound with { Locked = [new("m", "a"), new("m", "a"), new("m", "b"), new("m", "a")] })
            .Refusals.ShouldBeEmpty();

    [Test]
    public void Two_shortages_that_have_nothing_to_do_with_each_other_are_two_sentences()
    {
        var problem = Pairings.Problem(
            [.. Enumerable.Range(0, 6).Select(i => Pairings.At($"p{i}", 60, 15))],
            [
                new MentorPlaces(Pairings.At("m", 61, 15), 0, 1),
                new MentorPlaces(Pairings.At("n", 62, 15), 0, 1),
                new MentorPlaces(Pairings.At("o", 62, 15), 0, 6),
            ]
        );
        Pair[] forbidden =
        [
            .. from pair in new[] { ("n", 0), ("o", 0), ("n", 1), ("o", 1), ("m", 2), ("o", 2), ("m", 3), ("o", 3) }
            select new Pair(pair.Item1, $"p{pair.Item2}"),
        ];
        PairingSolver
            .Solve(problem with { Forbidden = forbidden })
            .Refusals.Select(Told)
            .ShouldBe(["TooFewPlacesFor mentors 2 p0, p1 m 1", "TooFewPlacesFor mentors 2 p2, p3 n 1"]);
    }

    [Test]
    public void Whoever_is_named_really_has_too_few_to_go_to() =>
        Always.Holds(
            Pairings.Seeds,
            seed =>
            {
                var problem = Pairings.Small(seed);
                return PairingSolver
                    .Solve(problem)
                    .Refusals.All(r =>
                        r.Rule switch
                        {
                            "NoMentorLeft" => problem.Mentors.All(m => !May(problem, (string)r.Args[0], m)),
                            "TooFewPlacesFor" => Names(r.Args[1]) is var who
                                && Names(r.Args[2]) is var where
                                && who.Count == (int)r.Args[0]
                                && who.All(p =>
                                    problem.Mentors.All(m => !May(problem, p, m) || where.Contains(m.Organisation.Name))
                                )
                                && problem.Mentors.Where(m => where.Contains(m.Organisation.Name)).Sum(m => m.Most)
                                    == (int)r.Args[3]
                                && who.Count > (int)r.Args[3],
                            "TooFewParticipantsFor" => Names(r.Args[0]) is var mentors
                                && problem.Mentors.Where(m => mentors.Contains(m.Organisation.Name)).ToList() is var asking
                                && asking.Sum(m => m.Least) == (int)r.Args[1]
                                && problem.Participants.Count(p => asking.Any(m => May(problem, p.Name, m))) == (int)r.Args[2]
                                && (int)r.Args[1] > (int)r.Args[2],
                            _ => true,
                        }
                    );
            },
            times: 4000
        );

    private static bool May(PairingProblem problem, string participant, MentorPlaces mentor) =>
        EveryAssignment.May(problem, problem.Participants.Single(p => p.Name == participant), mentor.Organisation);

    private static string[] Split(object names) => ((string)names).Split(", ");

    private static List<string> Names(object names) => [.. Split(names)];

    private static string Told(Refusal refusal) => string.Join(" ", refusal.Args.Prepend(refusal.Field!).Prepend(refusal.Rule));

    private static TestCaseData Case(string expected, Func<PairingProblem, PairingProblem> spoil) =>
        new TestCaseData(expected, spoil(Sound)).SetArgDisplayNames(expected);
}
