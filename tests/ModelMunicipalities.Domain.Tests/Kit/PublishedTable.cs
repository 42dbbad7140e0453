namespace ModelMunicipalities.Domain.Tests.Kit;

/// <summary>
/// Table 1 of the report on 2017–2018: means over respondents after BM 2, BM 3 and BM 4, as printed, and answers that give
/// them. "About 60" were asked and 63, 33 and 29 % answered: three functions in fifteen participants and six mentors are 63,
/// of whom 40, 21 and 18 make exactly these shares. Not everybody answered every step: 2.88 is no mean over 18 whole numbers.
/// </summary>
public static class PublishedTable
{
    public const int Asked = 63;

    public static readonly IReadOnlyList<string> Occasions = ["bm2", "bm3", "bm4"];

    public static readonly IReadOnlyList<int> Answered = [40, 21, 18];

    public static readonly IReadOnlyList<int> PercentAnswered = [63, 33, 29];

    /// <summary>By step: the three means and the change from the first to the last.</summary>
    public static readonly IReadOnlyList<(decimal[] Means, decimal Change)> Printed =
    [
        ([2.53m, 2.45m, 2.88m], 0.35m),
        ([2.11m, 2.18m, 2.59m], 0.48m),
        ([1.91m, 1.68m, 2.44m], 0.53m),
        ([2.47m, 2.57m, 2.83m], 0.36m),
        ([2.22m, 2.18m, 2.44m], 0.22m),
        ([2.26m, 2.41m, 2.72m], 0.47m),
        ([1.67m, 1.73m, 1.83m], 0.17m),
        ([2.03m, 2.27m, 2.28m], 0.25m),
        ([1.54m, 1.80m, 2.17m], 0.62m),
        ([1.97m, 1.86m, 2.39m], 0.42m),
        ([1.94m, 2.00m, 2.39m], 0.45m),
        ([2.00m, 2.18m, 2.50m], 0.50m),
        ([2.06m, 1.95m, 2.61m], 0.56m),
    ];

    private static readonly List<int[][]> Answers = [.. Printed.Select(Search)];

    /// <summary>What one respondent answered to the steps at an occasion, in order; null for a step that she left out.</summary>
    public static IReadOnlyList<int?> Scores(int occasion, int respondent) =>
        [.. Answers.Select(step => respondent < step[occasion].Length ? step[occasion][respondent] : (int?)null)];

    private static int[][] Search((decimal[] Means, decimal Change) printed)
    {
        var found =
            from first in Totals(0, printed.Means[0])
            from last in Totals(2, printed.Means[2])
            let change = (last.Total / (decimal)last.N) - (first.Total / (decimal)first.N)
            where Prints(change, printed.Change)
            from middle in Totals(1, printed.Means[1])
            orderby first.N + middle.N + last.N descending
            select new[] { Spread(first), Spread(middle), Spread(last) };
        return found.First();
    }

    /// <summary>The totals over at most all who answered whose mean prints as told.</summary>
    private static IEnumerable<(int N, int Total)> Totals(int occasion, decimal mean) =>
        from n in Enumerable.Range(1, Answered[occasion])
        from total in Enumerable.Range(n, (2 * n) + 1)
        where Prints(total / (decimal)n, mean)
        select (n, total);

    /// <summary>True when it rounds as told, and not by a hair that a computer's fractions could miss.</summary>
    private static bool Prints(decimal exact, decimal printed) => Math.Abs(exact - printed) < 0.0049m;

    private static int[] Spread((int N, int Total) answers) =>
        [.. Enumerable.Range(0, answers.N).Select(i => (answers.Total / answers.N) + (i < answers.Total % answers.N ? 1 : 0))];
}
