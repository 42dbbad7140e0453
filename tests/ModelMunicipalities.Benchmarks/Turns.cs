using System.Diagnostics;

namespace ModelMunicipalities.Benchmarks;

/// <summary>Times two things by turns, so that both meet the same machine, server and database at the same time.</summary>
internal static class Turns
{
    /// <summary>The median milliseconds of each over some rounds, after others to warm up.</summary>
    /// <param name="rounds">How many count.</param>
    /// <param name="ours">What is measured.</param>
    /// <param name="beside">What it is measured against.</param>
    /// <param name="before">What is done before each round, and not timed.</param>
    /// <param name="warm">How many rounds do not count.</param>
    public static async Task<(double Ours, double Beside)> TakeAsync(
        int rounds,
        Func<Task> ours,
        Func<Task> beside,
        Func<Task>? before = null,
        int? warm = null
    )
    {
        var (mine, others) = (new List<double>(), new List<double>());
        for (var round = -(warm ?? 150); round < rounds; round++)
        {
            await (before?.Invoke() ?? Task.CompletedTask);

            // Who comes second finds the caches as the other left them: each does half of the times.
            var (first, second) = round % 2 == 0 ? (ours, beside) : (beside, ours);
            var (one, two) = (await TimeAsync(first), await TimeAsync(second));
            if (round >= 0)
            {
                mine.Add(round % 2 == 0 ? one : two);
                others.Add(round % 2 == 0 ? two : one);
            }
        }

        return (Median(mine), Median(others));
    }

    public static async Task<double> TimeAsync(Func<Task> act)
    {
        var start = Stopwatch.GetTimestamp();
        await act();
        return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
    }

    public static double Median(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return sorted[sorted.Length / 2];
    }
}
