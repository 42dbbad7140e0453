using ModelMunicipalities.Domain.Cohorts;

namespace ModelMunicipalities.App.Features.Cohorts;

/// <summary>One way in which a selection spreads, as a table with bars.</summary>
public sealed record SpreadTable(string Id, string Title, IReadOnlyList<SpreadTable.Row> Lines)
{
    public sealed record Row(string Name, int Admitted, int WithUndecided);

    public int Most => Lines.Select(l => l.WithUndecided).DefaultIfEmpty().Max();

    public static IReadOnlyList<Row> Rows<T>(
        IReadOnlyList<Share<T>> admitted,
        IReadOnlyList<Share<T>> withUndecided,
        Func<T, string> name
    ) => [.. admitted.Zip(withUndecided, (a, w) => new Row(name(a.Of), a.Count, w.Count))];
}
