using ModelMunicipalities.Domain.Networks;

namespace ModelMunicipalities.Domain.Reminders;

/// <summary>
/// That somebody has been reminded. Written in the transaction that writes the mail, and one for each person, reason,
/// subject and window: she is reminded once, whatever is restarted or runs twice.
/// </summary>
public sealed class Reminder : ITenantOwned
{
    /// <summary>The <see cref="Window"/> of telling a coordinator that nothing happens.</summary>
    public const int Escalated = int.MaxValue;

    /// <summary>The longest <see cref="Subject"/>, in characters.</summary>
    public const int LongestSubject = 100;

    /// <summary>The longest <see cref="Title"/>, in characters.</summary>
    public const int LongestTitle = 300;

    /// <summary>Database identity.</summary>
    public int Id { get; set; }

    /// <inheritdoc/>
    public int NetworkId { get; set; }

    /// <summary>Who was reminded.</summary>
    public int PersonId { get; set; }

    /// <summary>Why.</summary>
    public ReminderReason Reason { get; set; }

    /// <summary>Of what: <c>checklist:12:34</c>.</summary>
    public required string Subject { get; set; }

    /// <summary>In which window, by its <see cref="ReminderWindow.Day"/>; <see cref="Escalated"/> for a coordinator.</summary>
    public int Window { get; set; }

    /// <summary>
    /// From which day, by its <see cref="ReminderWindow.From"/>: one whose deadline has moved is another. For a coordinator the
    /// day of the deadline.
    /// </summary>
    public DateOnly WindowFrom { get; set; }

    /// <summary>What it is called, in Swedish, as the trail is.</summary>
    public required string Title { get; set; }

    /// <summary>When.</summary>
    public DateTimeOffset SentAt { get; set; }
}
