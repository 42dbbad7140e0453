using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace ModelMunicipalities.Benchmarks;

/// <summary>
/// Every bar as a ratio, measured by turns in one run, and one table of them; see docs/adr/0023. The exit code is 0 when all
/// hold. Words that follow <c>--</c> choose parts.
/// </summary>
internal static class EntryPoint
{
    private static readonly (string Name, Func<IAsyncEnumerable<Row>> Measure)[] Parts =
    [
        ("pairing", PairingRows.MeasureAsync),
        ("pages", PageRows.MeasureAsync),
        ("weight", WeightRows.MeasureAsync),
        ("files", FileRows.MeasureAsync),
        ("saving", SaveRows.MeasureAsync),
        ("aggregate", AggregateRows.MeasureAsync),
        ("reports", ReportRows.MeasureAsync),
        ("reminders", ReminderRows.MeasureAsync),
        ("start", StartRows.MeasureAsync),
    ];

    public static async Task<int> Main(string[] args)
    {
        Console.OutputEncoding = Encoding.UTF8;
        if (args is [ReminderRows.Node, var folder])
        {
            await ReminderRows.RemindAsync(folder);
            return 0;
        }

        if (args.Except(Parts.Select(p => p.Name)).Any())
        {
            await Console.Error.WriteLineAsync($"There are these parts: {string.Join(", ", Parts.Select(p => p.Name))}.");
            return 2;
        }

        var rows = new List<Row>();
        foreach (var (name, measure) in Parts.Where(p => args.Length == 0 || args.Contains(p.Name)))
        {
            var start = Stopwatch.GetTimestamp();
            try
            {
                await foreach (var row in measure())
                {
                    rows.Add(row);
                    Console.WriteLine($"// {row.What}: {row.Ours} beside {row.Beside}");
                }
            }
#pragma warning disable CA1031 // One part that cannot be measured takes no other with it.
            catch (Exception e)
#pragma warning restore CA1031
            {
                await Console.Error.WriteLineAsync(e.ToString());
                rows.Add(Row.Failed(name, e.Message));
            }

            Console.WriteLine(
                string.Create(CultureInfo.InvariantCulture, $"// {name} took {Stopwatch.GetElapsedTime(start).TotalSeconds:0} s")
            );
        }

        Print(rows);
        return rows.TrueForAll(r => r.Holds) ? 0 : 1;
    }

    private static void Print(List<Row> rows)
    {
        string[][] lines =
        [
            ["what", "ours", "beside", "ratio", "bar", "holds"],
            .. rows.Select(r => new[] { r.What, r.Ours, r.Beside, r.Ratio, r.Bar, r.Holds ? "yes" : "NO" }),
        ];
        int[] widths = [.. Enumerable.Range(0, lines[0].Length).Select(c => lines.Max(l => l[c].Length))];
        Console.WriteLine();
        foreach (var (i, line) in lines.Index())
        {
            Console.WriteLine($"| {string.Join(" | ", line.Select((cell, c) => cell.PadRight(widths[c])))} |");
            if (i == 0)
            {
                Console.WriteLine($"|{string.Join('|', widths.Select(w => new string('-', w + 2)))}|");
            }
        }

        Console.WriteLine();
        Console.WriteLine(
            "Not here: the first start.sh on a fresh machine, which the network decides; and what tests show (accessibility,"
        );
        Console.WriteLine(
            "queries per request). Pairing with mentors that may stay unused is not in the solver: a mentor's least is kept."
        );
    }
}
