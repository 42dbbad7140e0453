using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using ModelMunicipalities.App.Platform;
using ModelMunicipalities.Domain;
using ModelMunicipalities.Domain.Meetings;

namespace ModelMunicipalities.App.Features.Meetings;

/// <summary>
/// A page on which an agenda is edited, row by row: each row is moved, added and taken away by a button, without script.
/// </summary>
public abstract class AgendaPage : PortalPage
{
    [BindProperty]
    public int Version { get; set; }

    /// <summary>The rows as typed.</summary>
    [BindProperty]
    public List<Row> Items { get; set; } = [];

    /// <summary>The button: <c>add</c>, <c>up:2</c>, <c>down:2</c>, <c>remove:2</c>; nothing to save.</summary>
    [BindProperty]
    public string? Do { get; set; }

    /// <summary>When the first point begins; null for a template and while no time is decided.</summary>
    public DateTimeOffset? StartsAt { get; protected set; }

    /// <summary>When the meeting ends, for comparison.</summary>
    public DateTimeOffset? EndsAt { get; protected set; }

    /// <summary>What holds now, when somebody else has changed it meanwhile.</summary>
    public IReadOnlyList<AgendaPoint>? Current { get; protected set; }

    /// <summary>Where to go without saving.</summary>
    public abstract string Back { get; }

    /// <summary>The button's words for following the template again; null when it does.</summary>
    public abstract string? Reset { get; }

    /// <summary>When a row begins by what is typed; null when that is not known.</summary>
    public DateTimeOffset? At(int row)
    {
        var at = StartsAt;
        foreach (var before in Items.Take(row))
        {
            at =
                at is { } known && Minutes(before) is > 0 and <= Agenda.LongestMinutes and var minutes
                    ? known.AddMinutes(minutes)
                    : null;
        }

        return at;
    }

    protected void Fill(IEnumerable<AgendaItem> items) =>
        Items = [
            .. items.Select(i => new Row
            {
                Minutes = i.Minutes.ToString(CultureInfo.InvariantCulture),
                Title = i.Title,
                Lead = i.Lead,
            }),
        ];

    protected IReadOnlyList<AgendaItem> Read()
    {
        Items.RemoveAll(r =>
            string.IsNullOrWhiteSpace(r.Title) && string.IsNullOrWhiteSpace(r.Lead) && string.IsNullOrWhiteSpace(r.Minutes)
        );
        return
        [
            .. Items.Select(r => new AgendaItem
            {
                Minutes = Minutes(r),
                Title = r.Title ?? "",
                Lead = r.Lead,
            }),
        ];
    }

    /// <summary>True when the button only moved, added or took away a row: nothing is saved yet.</summary>
    protected bool Rearranged()
    {
        var parts = (Do ?? "").Split(':');
        var at =
            parts.Length == 2
            && int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var row)
            && row < Items.Count
                ? row
                : -1;
        switch (parts[0])
        {
            case "add" when Items.Count < AgendaItem.Most:
                Items.Add(new Row());
                break;
            case "up" when at > 0:
                (Items[at - 1], Items[at]) = (Items[at], Items[at - 1]);
                break;
            case "down" when at >= 0 && at < Items.Count - 1:
                (Items[at + 1], Items[at]) = (Items[at], Items[at + 1]);
                break;
            case "remove" when at >= 0:
                Items.RemoveAt(at);
                break;
            case "add" or "up" or "down" or "remove":
                break;
            default:
                return false;
        }

        ModelState.Clear();
        return true;
    }

    private static int Minutes(Row row) =>
        int.TryParse(row.Minutes?.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var minutes) ? minutes : 0;

    /// <summary>A row as typed.</summary>
    public sealed class Row
    {
        public string? Minutes { get; set; }

        public string? Title { get; set; }

        public string? Lead { get; set; }
    }
}
