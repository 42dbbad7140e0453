using System.Text.Json;
using System.Text.Json.Serialization;
using ModelMunicipalities.Domain.Networks;

namespace ModelMunicipalities.Domain.Reminders;

/// <summary>All rules, and the hours in which nobody is reminded. They are data: <c>reminder-rules.json</c>.</summary>
/// <param name="QuietHours">The hours of the night.</param>
/// <param name="Rules">One rule for each reason, in the order to show them.</param>
public sealed record ReminderPlan(QuietHours QuietHours, IReadOnlyList<ReminderRule> Rules)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false) },
    };

    private static readonly Lazy<ReminderPlan> Read = new(() =>
    {
        using var stream = typeof(ReminderPlan).Assembly.GetManifestResourceStream("reminder-rules.json")
            ?? throw new InvalidOperationException("The rules of reminders are missing.");
        using var reader = new StreamReader(stream);
        return Parse(reader.ReadToEnd());
    });

    /// <summary>The product's own.</summary>
    public static ReminderPlan Standard => Read.Value;

    /// <summary>The rule for a reason.</summary>
    public ReminderRule this[ReminderReason reason] => Rules.First(r => r.Reason == reason);

    /// <summary>Reads rules.</summary>
    /// <exception cref="InvalidOperationException">
    /// They cannot be read, or one of them is wrong; the message says what.
    /// </exception>
    public static ReminderPlan Parse(string json)
    {
        ReminderPlan plan;
        try
        {
            plan = JsonSerializer.Deserialize<ReminderPlan>(json, Json)
                ?? throw new InvalidOperationException("reminder-rules.json is empty.");
        }
        catch (JsonException e)
        {
            throw new InvalidOperationException($"reminder-rules.json cannot be read: {e.Message}", e);
        }

        return plan.WhatIsWrong().FirstOrDefault() is { } wrong
            ? throw new InvalidOperationException($"reminder-rules.json: {wrong}")
            : plan;
    }

    private IEnumerable<string> WhatIsWrong()
    {
        if (QuietHours.From is < 12 or > 23 || QuietHours.To is < 0 or > 12)
        {
            yield return $"quiet hours go from an evening hour to a morning hour, not from {QuietHours.From} to {QuietHours.To}.";
        }

        foreach (var reason in Enum.GetValues<ReminderReason>())
        {
            if (Rules.Count(r => r.Reason == reason) is var count && count != 1)
            {
                yield return $"{reason} has {count} rules, not one.";
            }
        }

        foreach (var rule in Rules)
        {
            foreach (var refusal in rule.Check(rule))
            {
                yield return $"{rule.Reason}: {refusal.Rule} in {refusal.Field}.";
            }

            if (
                !rule.Before.SequenceEqual(rule.Before.Distinct().OrderDescending())
                || !rule.Overdue.SequenceEqual(rule.Overdue.Distinct().Order())
            )
            {
                yield return $"{rule.Reason}: its days are not in the order of time.";
            }
        }
    }
}

/// <summary>The hours in which nobody is reminded, by the network's clocks.</summary>
/// <param name="From">From this hour in the evening, 12 to 23.</param>
/// <param name="To">Until this hour in the morning, 0 to 12.</param>
public sealed record QuietHours(int From, int To)
{
    private const long HalfHour = TimeSpan.TicksPerHour / 2;

    /// <summary>True while nobody is reminded.</summary>
    public bool IsQuiet(DateTimeOffset now, TimeZoneInfo zone) =>
        TimeZoneInfo.ConvertTime(now, zone).Hour is var hour && (hour >= From || hour < To);

    /// <summary>True on Saturdays and Sundays.</summary>
    public static bool IsWeekend(DateTimeOffset now, TimeZoneInfo zone) =>
        TimeZoneInfo.ConvertTime(now, zone).DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday;

    /// <summary>The first instant, from now on, at which somebody may be reminded.</summary>
    public DateTimeOffset NextAwake(DateTimeOffset now, TimeZoneInfo zone)
    {
        ArgumentNullException.ThrowIfNull(zone);
        while (IsQuiet(now, zone))
        {
            // To the next whole hour or half hour: some zones are half an hour off.
            now = new DateTimeOffset(now.UtcTicks / HalfHour * HalfHour, TimeSpan.Zero).AddTicks(HalfHour);
        }

        return now;
    }

    /// <summary>The first instant, from now on, at which somebody may be reminded of what can wait for a weekday.</summary>
    public DateTimeOffset NextWeekday(DateTimeOffset now, TimeZoneInfo zone)
    {
        now = NextAwake(now, zone);
        while (IsWeekend(now, zone))
        {
            now = NextAwake(LocalTime.LastMinuteOf(LocalTime.DayOf(now, zone), zone).AddMinutes(1), zone);
        }

        return now;
    }
}
