using FsCheck;
using FsCheck.Fluent;
using ModelMunicipalities.Domain.Networks;
using ModelMunicipalities.Domain.Pairing;

namespace ModelMunicipalities.Domain.Tests.Pairing;

/// <summary>Problems to solve: the historical one, some by hand, and as many invented as there are seeds.</summary>
internal static class Pairings
{
    public static readonly Gen<int> Seeds = Gen.Choose(0, int.MaxValue - 1);

    /// <summary>Who was with whom in 2017–2018.</summary>
    public static readonly IReadOnlyList<Pair> Historical =
    [
        .. With("Piteå", "Luleå", "Boden", "Skellefteå"),
        .. With("Umeå", "Lycksele", "Vännäs"),
        .. With("Örebro", "Karlskoga", "Kristinehamn", "Uppsala"),
        .. With("Eskilstuna", "Hedemora", "Norrtälje", "Enskede-Årsta-Vantör"),
        .. With("Jönköping", "Linköping", "Norrköping"),
        .. With("Malmö", "Kristianstad", "Halmstad"),
    ];

    public static PairingProblem HistoricalProblem(PairingWeights? weights = null, double tolerance = 0) =>
        new(
            [.. Historical.Select(p => Named(p.Participant))],
            [.. Historical.Select(p => p.Mentor).Distinct().Select(m => new MentorPlaces(Named(m), 2, 3))],
            weights ?? new PairingWeights(),
            [],
            [],
            tolerance
        );

    /// <summary>A municipality of the catalogue; a city district is at its city and of its family.</summary>
    public static PairingOrganisation Named(string name)
    {
        var whole = name == "Enskede-Årsta-Vantör" ? "Stockholm" : name;
        var m = Catalogue.Municipalities.Single(x => x.Name == whole);
        return new PairingOrganisation(
            name,
            name,
            whole,
            m.Latitude,
            m.Longitude,
            name == whole ? m.Population : 98_000,
            m.County,
            m.Group,
            []
        );
    }

    public static PairingOrganisation At(
        string key,
        double latitude,
        double longitude,
        int population = 0,
        params string[] focus
    ) => new(key, key, key, latitude, longitude, population, null, null, focus);

    public static PairingProblem Problem(
        IReadOnlyList<PairingOrganisation> participants,
        IReadOnlyList<MentorPlaces> mentors,
        PairingWeights? weights = null
    ) => new(participants, mentors, weights ?? new PairingWeights(), [], []);

    public static IEnumerable<Pair> PairsOf(PairingSolution solution) =>
        solution.Groups.SelectMany(g => g.Participants.Select(p => new Pair(g.Mentor!, p.Key)));

    public static IEnumerable<PairedParticipant> AllOf(PairingSolution solution) =>
        solution.Groups.SelectMany(g => g.Participants);

    /// <summary>
    /// A problem small enough to try every assignment. On a coarse grid, so that many cost the same; some organisations are
    /// family, mentor as well as participant, locked, forbidden; many cannot be solved.
    /// </summary>
    public static PairingProblem Small(int seed, bool repair = false)
    {
        var random = new Random(seed);
        var (participants, mentors) = (random.Next(1, 7), random.Next(1, 5));
        var all = Enumerable.Range(0, participants + mentors).Select(_ => Somewhere(random)).ToList();
        var first = all.Take(participants).Select((o, i) => o with { Key = $"p{i}", Name = $"p{i}" }).ToList();
        var places = all.Skip(participants)
            .Select(
                (o, m) =>
                {
                    var least = random.Next(0, 3);
                    return new MentorPlaces(o with { Key = $"m{m}", Name = $"m{m}" }, least, least + random.Next(0, 3));
                }
            )
            .ToList();
        if (random.Next(4) == 0)
        {
            places[0] = places[0] with { Organisation = first[0] };
        }

        var weights = random.Next(3) switch
        {
            0 => new PairingWeights(),
            1 => new PairingWeights(0.5, 40, 100),
            _ => new PairingWeights(0, random.Next(0, 3), 7),
        };
        return new PairingProblem(
            first,
            places,
            weights,
            Some(random.Next(0, 3) / 2),
            Some(random.Next(0, 4)),
            random.Next(3) switch
            {
                0 => 0,
                1 => 0.1,
                _ => 1,
            },
            repair
                ?
                [
                    .. Some(participants).DistinctBy(p => p.Participant),
                    new Pair("m0", "gone"),
                    .. random.Next(2) == 0 ? [] : new Pair[] { new("gone", "left") },
                ]
                : null
        );

        Pair[] Some(int count) =>
            [
                .. Enumerable
                    .Range(0, count)
                    .Select(_ => new Pair(places[random.Next(mentors)].Organisation.Key, first[random.Next(participants)].Key)),
            ];
    }

    /// <summary>Municipalities of Sweden, up to all of them with up to a hundred mentors, of whom some take part too.</summary>
    public static PairingProblem Large(int seed)
    {
        var random = new Random(seed);
        var all = Catalogue
            .Municipalities.Select(m => new PairingOrganisation(
                m.Code,
                m.Name,
                m.Code,
                m.Latitude,
                m.Longitude,
                m.Population,
                m.County,
                m.Group,
                [.. Areas(random)]
            ))
            .ToArray();
        random.Shuffle(all);
        PairingOrganisation[] participants = [.. all.Take(random.Next(1, 291))];
        random.Shuffle(all);
        MentorPlaces[] mentors =
        [
            .. all.Take(random.Next(1, 101)).Select(o => new MentorPlaces(o, random.Next(0, 3), random.Next(2, 7))),
        ];
        return new PairingProblem(
            participants,
            mentors,
            new PairingWeights(1, random.Next(0, 50), random.Next(0, 50)),
            [
                .. Enumerable
                    .Range(0, Math.Min(random.Next(0, 4), participants.Length))
                    .Select(i => Any() with { Participant = participants[i].Key }),
            ],
            [.. Enumerable.Range(0, random.Next(0, 200)).Select(_ => Any())],
            random.Next(0, 3) * 0.02,
            random.Next(0, 2) == 0 ? null : [.. Enumerable.Range(0, 200).Select(_ => Any()).DistinctBy(p => p.Participant)]
        );

        Pair Any() =>
            new(mentors[random.Next(mentors.Length)].Organisation.Key, participants[random.Next(participants.Length)].Key);
    }

    public static List<PairingOrganisation> Peers(int seed, int count)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(i => Somewhere(random) with { Key = $"p{i:00}" })];
    }

    /// <summary>The same problem told in another order.</summary>
    public static PairingProblem Shuffled(PairingProblem problem, int seed)
    {
        var random = new Random(seed);
        return problem with
        {
            Participants = Mixed(problem.Participants),
            Mentors = Mixed(problem.Mentors),
            Locked = Mixed(problem.Locked),
            Forbidden = Mixed(problem.Forbidden),
            Current = problem.Current is null ? null : Mixed(problem.Current),
        };

        T[] Mixed<T>(IEnumerable<T> items)
        {
            T[] mixed = [.. items];
            random.Shuffle(mixed);
            return mixed;
        }
    }

    private static IEnumerable<Pair> With(string mentor, params string[] participants) =>
        participants.Select(p => new Pair(mentor, p));

    private static PairingOrganisation Somewhere(Random random) =>
        new(
            "",
            "",
            $"family{random.Next(12)}",
            56 + random.Next(3),
            14 + random.Next(3),
            random.Next(4) * 10_000,
            null,
            null,
            [.. Areas(random)]
        );

    private static IEnumerable<string> Areas(Random random) =>
        new[] { "school", "care", "planning" }.Where(_ => random.Next(2) == 0);
}
