using System.Diagnostics;
using System.Text.Json;
using BenchmarkDotNet.Attributes;
using ModelMunicipalities.Domain.Networks;
using ModelMunicipalities.Domain.Pairing;

namespace ModelMunicipalities.Benchmarks;

/// <summary>
/// All of Sweden's municipalities with a hundred of them as mentors, two or three each. The bar, measured by pairing.sh: no
/// slower than HiGHS on the same input.
/// </summary>
public class PairingBenchmarks
{
    private readonly PairingProblem _distance = Sweden();
    private readonly PairingProblem _all = Sweden() with { Weights = new PairingWeights(1, 20, 20), Tolerance = 0.02 };
    private PairingProblem _repair = null!;

    [GlobalSetup]
    public void Setup() => _repair = _distance with
    {
        Current = [.. PairingSolver.Solve(_distance).Solution!.Groups.SelectMany(g => g.Participants.Select(p => new Pair(g.Mentor!, p.Key)))],
        Mentors = [.. _distance.Mentors.Skip(1)],
        Participants = [.. _distance.Participants.Skip(5)],
    };

    [Benchmark(Baseline = true)]
    public double Distance_only() => Solved(_distance);

    [Benchmark]
    public double All_weights_and_better_groups() => Solved(_all);

    [Benchmark]
    public double Repair_after_a_mentor_left() => Solved(_repair);

    [Benchmark]
    public double Sixteen_peers() => PairingSolver.SolvePeers([.. _distance.Participants.Take(16)], 2, 4, _distance.Weights).Solution!.Objective;

    /// <summary>Writes the input for another solver, and what ours made of it and in which time: for pairing.sh.</summary>
    internal static void Write(string folder)
    {
        var problem = Sweden();
        var input = new
        {
            participants = problem.Participants.Select(p => new { p.Key, p.Latitude, p.Longitude }),
            mentors = problem.Mentors.Select(m => new { m.Organisation.Key, m.Organisation.Latitude, m.Organisation.Longitude, m.Least, m.Most }),
        };
        File.WriteAllText(Path.Combine(folder, "input.json"), JsonSerializer.Serialize(input));

        // Warm: until the code is compiled at its best.
        var solution = PairingSolver.Solve(problem).Solution!;
        for (var i = 0; i < 100; i++)
        {
            Solved(problem);
        }

        var milliseconds = new double[101];
        for (var i = 0; i < milliseconds.Length; i++)
        {
            var start = Stopwatch.GetTimestamp();
            Solved(problem);
            milliseconds[i] = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        }

        Array.Sort(milliseconds);
        var output = new { solution.Objective, solution.Optimal, Milliseconds = milliseconds[milliseconds.Length / 2], Runs = milliseconds.Length };
        File.WriteAllText(Path.Combine(folder, "output.json"), JsonSerializer.Serialize(output));
    }

    private static double Solved(PairingProblem problem) => PairingSolver.Solve(problem).Solution!.Objective;

    private static PairingProblem Sweden()
    {
        string[] areas = ["school", "care", "planning", "culture", "work"];
        PairingOrganisation[] all =
        [
            .. Catalogue.Municipalities.Select((m, i) => new PairingOrganisation(
                m.Code, m.Name, m.Code, m.Latitude, m.Longitude, m.Population, m.County, m.Group, [areas[i % 5], areas[i * 7 / 3 % 5]])),
        ];
        return new PairingProblem(all, [.. Enumerable.Range(0, 100).Select(i => new MentorPlaces(all[i * all.Length / 100], 2, 3))], new PairingWeights(), [], []);
    }
}
