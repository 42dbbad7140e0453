using ModelMunicipalities.App.Data;
using ModelMunicipalities.App.Features;
using ModelMunicipalities.Domain.Accounts;
using ModelMunicipalities.Domain.Reminders;

namespace ModelMunicipalities.App.Platform.Reminding;

/// <summary>
/// Finds whom one reason concerns who has not done it. One for each reason, written where the reason belongs. It does not
/// ask who has been reminded already.
/// </summary>
public interface IReminderSource
{
    ReminderReason Reason { get; }

    /// <summary>What a mail with it is about: readers choose by that.</summary>
    MailTopic Topic { get; }

    /// <summary>In the caller's network, by the same number of queries however many they are.</summary>
    /// <param name="rule">
    /// The rule in force. Deadlines after its <see cref="ReminderRule.LatestDeadline"/> may be left out.
    /// </param>
    /// <param name="now">When.</param>
    /// <param name="ct">Stops it.</param>
    Task<IReadOnlyList<Due>> FindAsync(ReminderRule rule, DateTimeOffset now, CancellationToken ct);
}

/// <summary>Something that somebody has not done.</summary>
/// <param name="Person">
/// Who; null where nobody can do it any more, or there is nobody to: then only the coordinator is told of it.
/// </param>
/// <param name="Subject">
/// Names what it is, the same as long as it is not done and for all whom it concerns: <c>checklist:12:34</c>.
/// </param>
/// <param name="Deadline">By when it is to be done.</param>
/// <param name="Title">
/// What it is called, with the organisation where somebody may have several; written when the reader's language is set.
/// </param>
/// <param name="Parts">What she is told, likewise; the link is put after it.</param>
/// <param name="Link">Where it is done: an address from <see cref="Links"/>.</param>
public sealed record Due(
    Letters.Reader? Person,
    string Subject,
    DateTimeOffset Deadline,
    Func<string> Title,
    Func<IEnumerable<LetterPart?>> Parts,
    string Link
)
{
    /// <summary>
    /// When it was last asked for or something happened in it: a window that began before has been said, and the coordinator is
    /// told of it later.
    /// </summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>
    /// The invitation of somebody who has no account yet: it is sent again, with what she is told and a link that works.
    /// </summary>
    public int? InvitationId { get; init; }

    /// <summary>Makes a link of her own in place of <see cref="Link"/>, saved with the mail; null for no such.</summary>
    public Func<AppDb, string>? OwnLink { get; init; }
}
