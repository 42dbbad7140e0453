namespace ModelMunicipalities.Domain.Meetings;

/// <summary>A point of an agenda with its times.</summary>
/// <param name="StartsAt">When it begins; null while the meeting has no time.</param>
/// <param name="EndsAt">When it ends.</param>
/// <param name="Minutes">How long it takes.</param>
/// <param name="Title">What it is about.</param>
/// <param name="Lead">Who leads it; null for nobody in particular.</param>
public sealed record AgendaPoint(DateTimeOffset? StartsAt, DateTimeOffset? EndsAt, int Minutes, string Title, string? Lead);

/// <summary>The rules of an agenda: what may stand in one, and when each of its points begins.</summary>
public static class Agenda
{
    /// <summary>The longest that one point takes, in minutes.</summary>
    public const int LongestMinutes = 480;

    /// <summary>Each point begins when the one before it ends, the first when the meeting does.</summary>
    /// <param name="items">The points in order.</param>
    /// <param name="start">When the meeting starts; null while that is not decided.</param>
    public static IReadOnlyList<AgendaPoint> Times(IEnumerable<AgendaItem> items, DateTimeOffset? start)
    {
        ArgumentNullException.ThrowIfNull(items);
        var points = new List<AgendaPoint>();
        var at = start;
        foreach (var item in items)
        {
            var ends = at?.AddMinutes(item.Minutes);
            points.Add(new AgendaPoint(at, ends, item.Minutes, item.Title, item.Lead));
            at = ends;
        }

        return points;
    }

    /// <summary>
    /// What is wrong with an agenda as it was written, beside each field (<c>items[2].title</c>); nothing when it may stand.
    /// </summary>
    /// <param name="items">The points in order; null for one that is none.</param>
    public static IReadOnlyList<Refusal> WhyNot(IReadOnlyList<AgendaItem?> items)
    {
        ArgumentNullException.ThrowIfNull(items);
        if (items.Count is 0 or > AgendaItem.Most)
        {
            return [Refusal.Invalid("AgendaCount", "items", AgendaItem.Most)];
        }

        var refusals = new List<Refusal>();
        foreach (var (i, item) in items.Index())
        {
            if (item is null)
            {
                refusals.Add(Refusal.Invalid("Unreadable", $"items[{i}]"));
                continue;
            }

            if (item.Minutes is < 1 or > LongestMinutes)
            {
                refusals.Add(Refusal.Invalid("AgendaMinutes", $"items[{i}].minutes", LongestMinutes));
            }

            if (string.IsNullOrWhiteSpace(item.Title))
            {
                refusals.Add(Refusal.Invalid("AgendaTitleMissing", $"items[{i}].title"));
            }
            else
            {
                refusals.AddRange(Writing.WhyNot(item.Title, $"items[{i}].title", AgendaItem.LongestTitle));
            }

            refusals.AddRange(Writing.WhyNot(item.Lead, $"items[{i}].lead", AgendaItem.LongestLead));
        }

        return refusals;
    }

    /// <summary>The points as they are kept: without space around, and without a lead that says nothing.</summary>
    public static List<AgendaItem> Clean(IEnumerable<AgendaItem> items)
    {
        ArgumentNullException.ThrowIfNull(items);
        return
        [
            .. items.Select(i => new AgendaItem
            {
                Minutes = i.Minutes,
                Title = i.Title.Trim(),
                Lead = Writing.Clean(i.Lead),
            }),
        ];
    }
}
