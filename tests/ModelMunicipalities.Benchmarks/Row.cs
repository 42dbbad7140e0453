using System.Globalization;

namespace ModelMunicipalities.Benchmarks;

/// <summary>A row of the table: what was measured beside what, and whether it is as good as it must be.</summary>
internal sealed record Row(string What, string Ours, string Beside, string Ratio, string Bar, bool Holds)
{
    /// <summary>Ours may be so many times the other.</summary>
    public static Row AtMost(string what, (double Ours, double Beside) both, double bar, string unit = "ms") =>
        Of(what, both, both.Ours / both.Beside, bar, unit, r => r <= bar, "≤");

    /// <summary>So many times as often in a second, of what took so long each.</summary>
    public static Row AtLeast(string what, (double Ours, double Beside) both, double bar) =>
        Of(what, both, both.Beside / both.Ours, bar, "ms", r => r >= bar, "≥");

    /// <summary>A bar that is no ratio.</summary>
    public static Row Within(string what, double ours, double bar, string unit) =>
        new(what, Figure(ours, unit), "–", "–", $"≤ {Figure(bar, unit)}", ours <= bar);

    /// <summary>Neither is told: it holds or it does not.</summary>
    public static Row Says(string what, string ours, string bar, bool holds) => new(what, ours, "–", "–", bar, holds);

    /// <summary>What could not be measured does not hold.</summary>
    public static Row Failed(string what, string why) => new(what, why.Split('\n')[0], "–", "–", "measured", false);

    public static string Figure(double figure, string unit) =>
        string.Create(CultureInfo.InvariantCulture, $"{figure:0.##} {unit}");

    private static Row Of(
        string what,
        (double Ours, double Beside) both,
        double ratio,
        double bar,
        string unit,
        Func<double, bool> holds,
        string sign
    ) =>
        new(
            what,
            Figure(both.Ours, unit),
            Figure(both.Beside, unit),
            ratio.ToString("0.00", CultureInfo.InvariantCulture),
            string.Create(CultureInfo.InvariantCulture, $"{sign} {bar:0.##} ×"),
            holds(ratio)
        );
}
