using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using ModelMunicipalities.Domain.Networks;
using ModelMunicipalities.Domain.Pairing;

namespace ModelMunicipalities.Benchmarks;

/// <summary>
/// All of Sweden's municipalities with a hundred of them as mentors, two or three each, against HiGHS through scipy.
/// </summary>
internal static class PairingRows
{
    private const string What = "pairing by distance, 290 with 100 mentors";

    // Debian's own Python, for it is that one which sees Debian's packages.
    private const string Python = "/usr/bin/python3";

    public static async IAsyncEnumerable<Row> MeasureAsync()
    {
        var problem = Sweden();
        var solution = PairingSolver.Solve(problem).Solution!;
        var own = new List<double>();
        for (var i = -100; i < 101; i++)
        {
            // The first hundred are for the code to be compiled at its best.
            var took = await Turns.TimeAsync(() => Task.FromResult(PairingSolver.Solve(problem)));
            own.AddRange(i < 0 ? [] : [took]);
        }

        if (await ScipyIsMissingAsync() is { } why)
        {
            yield return Row.Failed(What, why);
            yield break;
        }

        var file = Path.GetTempFileName();
        await File.WriteAllTextAsync(
            file,
            JsonSerializer.Serialize(
                new
                {
                    participants = problem.Participants.Select(p => new
                    {
                        p.Key,
                        p.Latitude,
                        p.Longitude,
                    }),
                    mentors = problem.Mentors.Select(m => new
                    {
                        m.Organisation.Key,
                        m.Organisation.Latitude,
                        m.Organisation.Longitude,
                        m.Least,
                        m.Most,
                    }),
                }
            )
        );
        var (code, said) = await RunAsync(Python, Path.Combine(AppContext.BaseDirectory, "pairing.py"), file);
        File.Delete(file);
        if (code != 0)
        {
            yield return Row.Failed(What, said);
            yield break;
        }

        var highs = said.Split(' ').Select(x => double.Parse(x, CultureInfo.InvariantCulture)).ToList();
        yield return Row.AtMost(What + ", beside HiGHS", (Turns.Median(own), highs[0]), 0.1);
        yield return Row.Says(
            "the same optimum, proven",
            Row.Figure(solution.Objective, "km"),
            Row.Figure(highs[1], "km"),
            solution.Optimal && Math.Abs(solution.Objective - highs[1]) < 1e-3
        );
    }

    /// <summary>Why HiGHS cannot be had; null when it is there. Installs it where that can be done.</summary>
    private static async Task<string?> ScipyIsMissingAsync()
    {
        const string Import = "import scipy.optimize";
        if (!File.Exists(Python) || (await RunAsync(Python, "-c", Import)).Code != 0)
        {
            await RunAsync("sh", "-c", "apt-get update -qq && apt-get install -y -qq --no-install-recommends python3-scipy");
            return File.Exists(Python) && (await RunAsync(Python, "-c", Import)).Code == 0
                ? null
                : "scipy is missing: as root, apt-get install python3-scipy";
        }

        return null;
    }

    private static async Task<(int Code, string Said)> RunAsync(string program, params string[] arguments)
    {
        using var process = Process.Start(
            new ProcessStartInfo(program, arguments)
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
                Environment = { ["DEBIAN_FRONTEND"] = "noninteractive" },
            }
        )!;
        var (said, wrong) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        return (process.ExitCode, process.ExitCode == 0 ? (await said).Trim() : (await wrong).Trim().Split('\n')[^1]);
    }

    private static PairingProblem Sweden()
    {
        PairingOrganisation[] all =
        [
            .. Catalogue.Municipalities.Select(m => new PairingOrganisation(
                m.Code,
                m.Name,
                m.Code,
                m.Latitude,
                m.Longitude,
                m.Population,
                m.County,
                m.Group,
                []
            )),
        ];
        var mentors = Enumerable.Range(0, 100).Select(i => new MentorPlaces(all[i * all.Length / 100], 2, 3));
        return new PairingProblem(all, [.. mentors], new PairingWeights(), [], []);
    }
}
