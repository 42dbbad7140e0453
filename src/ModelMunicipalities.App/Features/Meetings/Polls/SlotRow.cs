using System.Globalization;
using ModelMunicipalities.App.Platform;
using ModelMunicipalities.Domain;
using ModelMunicipalities.Domain.Meetings;

namespace ModelMunicipalities.App.Features.Meetings;

/// <summary>A row of a form in which a time is proposed: a day, from and to, as typed.</summary>
public sealed class SlotRow
{
    public string? Date { get; set; }

    public string? From { get; set; }

    public string? To { get; set; }

    public bool IsEmpty => string.IsNullOrWhiteSpace(Date) && string.IsNullOrWhiteSpace(From) && string.IsNullOrWhiteSpace(To);

    /// <summary>The id of the first field of a row.</summary>
    public static string Anchor(int row) => $"row-{row}";

    public static SlotRow Of(ProposedTime time, Moments moments)
    {
        var (starts, ends) = (moments.Write(time.StartsAt!.Value).Split('T'), moments.Write(time.EndsAt!.Value).Split('T'));
        return new SlotRow
        {
            Date = starts[0],
            From = starts[1],
            To = ends[1],
        };
    }

    /// <summary>The rows that are filled in, each with its place; an hour that the clocks skip in spring is refused.</summary>
    public static (IReadOnlyList<(int Row, ProposedTime Time)> Times, IReadOnlyList<Refusal> Skipped) Read(
        IReadOnlyList<SlotRow> rows,
        Moments moments
    )
    {
        var (times, skipped) = (new List<(int, ProposedTime)>(), new List<Refusal>());
        foreach (var (i, row) in rows.Index().Where(r => !r.Item.IsEmpty))
        {
            if (IsSkipped(row.Date, row.From, moments) || IsSkipped(row.Date, row.To, moments))
            {
                skipped.Add(Refusal.Invalid("TimeSkipped", Anchor(i)));
            }

            times.Add((i, new ProposedTime(moments.Read($"{row.Date}T{row.From}"), moments.Read($"{row.Date}T{row.To}"))));
        }

        return (times, skipped);
    }

    private static bool IsSkipped(string? date, string? time, Moments moments) =>
        DateTime.TryParse($"{date}T{time}", CultureInfo.InvariantCulture, DateTimeStyles.None, out var local)
        && moments.Zone.IsInvalidTime(DateTime.SpecifyKind(local, DateTimeKind.Unspecified));
}
