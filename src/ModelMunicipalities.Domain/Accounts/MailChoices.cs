using ModelMunicipalities.Domain.Networks;

namespace ModelMunicipalities.Domain.Accounts;

/// <summary>How often a person is written to.</summary>
public enum MailPace
{
    /// <summary>Each mail by itself, when it is written.</summary>
    AtOnce,

    /// <summary>One mail each morning with all since the last.</summary>
    Daily,

    /// <summary>One mail each Monday morning with all since the last.</summary>
    Weekly,
}

/// <summary>How a person wants the mails of one network. Who has chosen nothing gets every mail at once.</summary>
public sealed class MailChoices : ITenantOwned
{
    /// <summary>The hour at which digests are written.</summary>
    public const int DigestHour = 7;

    /// <summary>Database identity.</summary>
    public int Id { get; set; }

    /// <inheritdoc/>
    public int NetworkId { get; set; }

    /// <summary>Whose choices; one row for each person and network.</summary>
    public int PersonId { get; set; }

    /// <summary>How often.</summary>
    public MailPace Pace { get; private set; }

    /// <summary>What she wants no mail about. Never <see cref="MailTopic.Account"/>.</summary>
    public IReadOnlyList<MailTopic> Declined { get; private set; } = [];

    /// <summary>
    /// The version of what she has chosen; the same for who has chosen nothing and who has chosen what goes for all.
    /// </summary>
    public int Version => ContentVersion.Of(Pace, Declined.Order());

    /// <summary>The topics that a person may choose.</summary>
    public static IReadOnlyList<MailTopic> Choosable { get; } =
    [.. Enum.GetValues<MailTopic>().Where(t => t != MailTopic.Account)];

    /// <summary>Chooses anew.</summary>
    /// <param name="pace">How often.</param>
    /// <param name="wanted">What she wants mail about.</param>
    /// <returns>Why not: <c>PaceUnknown</c>, <c>TopicUnknown</c>; nothing is changed then.</returns>
    public IReadOnlyList<Refusal> Choose(MailPace? pace, IReadOnlyCollection<MailTopic> wanted)
    {
        ArgumentNullException.ThrowIfNull(wanted);
        List<Refusal> wrong = [];
        if (pace is not { } known || !Enum.IsDefined(known))
        {
            wrong.Add(Refusal.Invalid("PaceUnknown", "pace"));
        }

        if (!wanted.All(Enum.IsDefined))
        {
            wrong.Add(Refusal.Invalid("TopicUnknown", "topics"));
        }

        if (wrong.Count == 0)
        {
            Pace = pace!.Value;
            Declined = [.. Choosable.Except(wanted)];
        }

        return wrong;
    }

    /// <summary>Wants no more mail about one topic. One that nobody can decline stays.</summary>
    public void Decline(MailTopic topic)
    {
        if (Choosable.Contains(topic))
        {
            Declined = [.. Declined.Append(topic).Distinct().Order()];
        }
    }

    /// <summary>Whether a mail about something is wanted at all.</summary>
    public bool Wants(MailTopic topic) => !Declined.Contains(topic);

    /// <summary>
    /// Whether a digest is due: the daily one whenever something waits for it, the weekly one when something has waited since
    /// before the last Monday at seven, by the network's clocks. One that was missed is due the next morning.
    /// </summary>
    /// <param name="oldest">When the oldest mail that waits was written.</param>
    /// <param name="now">The present.</param>
    /// <param name="zone">The network's time zone.</param>
    public bool IsDue(DateTimeOffset oldest, DateTimeOffset now, TimeZoneInfo zone)
    {
        ArgumentNullException.ThrowIfNull(zone);
        if (Pace != MailPace.Weekly)
        {
            return true;
        }

        var (written, local) = (TimeZoneInfo.ConvertTime(oldest, zone).DateTime, TimeZoneInfo.ConvertTime(now, zone).DateTime);
        var monday = local.Date.AddDays(-(((int)local.DayOfWeek + 6) % 7)).AddHours(DigestHour);
        return written < (monday <= local ? monday : monday.AddDays(-7));
    }
}
