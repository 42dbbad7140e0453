using Microsoft.EntityFrameworkCore;
using ModelMunicipalities.App.Data;
using ModelMunicipalities.Domain.Accounts;

namespace ModelMunicipalities.App.Platform.Mails;

/// <summary>
/// Takes mails from the database to where they are handed over. Several nodes do so beside each other: a mail belongs to the
/// round that claimed it, for a time. See docs/adr/0012.
/// </summary>
internal sealed class MailDelivery(
    IServiceScopeFactory scopes,
    IMailTransport transport,
    MailWriter writer,
    MailGathering gathering,
    PortalMeters meters,
    TimeProvider time,
    ILogger<MailDelivery> log
)
{
    /// <summary>How many mails one round takes.</summary>
    public const int RoundSize = 100;

    /// <summary>How long a claim holds. Longer than handing over a round takes, unless the mail server hardly answers.</summary>
    public static readonly TimeSpan Lease = TimeSpan.FromMinutes(10);

    /// <summary>One round.</summary>
    /// <param name="ct">Stops it between two mails.</param>
    public async Task<Round> DeliverAsync(CancellationToken ct)
    {
        await SortAsync(ct);
        await FindUncertainAsync();
        await gathering.GatherAsync(ct);
        var claim = Guid.NewGuid();
        var mails = await ClaimAsync(claim, ct);
        var sent = 0;
        Handed? closed = null;
        try
        {
            var connections = mails.Keys.Select((mail, i) => (mail, i)).GroupBy(x => x.i % transport.Connections, x => x.mail);
            await Task.WhenAll(
                connections.Select(async mine =>
                {
                    await using var connection = transport.Open();
                    foreach (var mail in mine)
                    {
                        if (ct.IsCancellationRequested || closed is not null)
                        {
                            return;
                        }

                        var handed = await HandOverAsync(connection, mail, mails[mail]);
                        if (handed?.End == HandedEnd.Taken)
                        {
                            Interlocked.Increment(ref sent);
                        }
                        else if (handed?.End == HandedEnd.Closed)
                        {
                            closed = handed;
                        }
                    }
                })
            );
        }
        finally
        {
            await ReleaseAsync(claim, closed);
        }

        if (closed is not null)
        {
            log.MailClosed(closed.Fault, closed.Said);
        }

        return new Round(mails.Count, sent, closed?.Fault ?? MailFault.None);
    }

    /// <summary>Decides by their readers' choices what becomes of the mails just written.</summary>
    private async Task SortAsync(CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<AppDb>();

        // The door across networks: each mail meets its own reader's choices in its own network.
        var allChoices = db.MailChoices.IgnoreQueryFilters([AppDb.TenantFilter]);
        while (true)
        {
            var written = await (
                from m in db.OutgoingMails
                where m.State == MailState.Written
                orderby m.Id
                from c in allChoices.Where(c => c.NetworkId == m.NetworkId && c.PersonId == m.PersonId).DefaultIfEmpty()
                select new
                {
                    m.Id,
                    m.Topic,
                    m.DeliveredAt,
                    HasCalendar = m.Calendar != null,
                    Choices = c,
                }
            )
                .Take(RoundSize)
                .AsNoTracking()
                .ToListAsync(ct);

            // What was sent before mails had a state is sent.
            foreach (
                var group in written.GroupBy(
                    m => m.DeliveredAt is null ? Sorted(m.Topic, m.HasCalendar, m.Choices) : MailState.Sent,
                    m => m.Id
                )
            )
            {
                var ids = group.ToList();
                await db
                    .OutgoingMails.Where(m => ids.Contains(m.Id) && m.State == MailState.Written)
                    .ExecuteUpdateAsync(m => m.SetProperty(x => x.State, group.Key), ct);
            }

            if (written.Count < RoundSize)
            {
                return;
            }
        }
    }

    /// <summary>What has to do with the account, and what a calendar waits for, comes at once whatever she chose.</summary>
    private static MailState Sorted(MailTopic topic, bool hasCalendar, MailChoices? choices) =>
        choices is null || hasCalendar || topic == MailTopic.Account ? MailState.Waiting
        : !choices.Wants(topic) ? MailState.Declined
        : choices.Pace == MailPace.AtOnce ? MailState.Waiting
        : MailState.Held;

    /// <summary>
    /// A mail whose claim ran out after its handing over began may have been sent; nobody knows, so nobody sends it again
    /// unasked.
    /// </summary>
    private async Task FindUncertainAsync()
    {
        var now = time.GetUtcNow();
        await using var scope = scopes.CreateAsyncScope();
        var lost = await scope
            .ServiceProvider.GetRequiredService<AppDb>()
            .OutgoingMails.Where(m => m.State == MailState.Waiting && m.HandedOverAt != null && m.ClaimedUntil < now)
            .ExecuteUpdateAsync(m =>
                m.SetProperty(x => x.State, MailState.Uncertain)
                    .SetProperty(x => x.Fault, MailFault.BrokenOff)
                    .SetProperty(x => x.Claim, (Guid?)null)
                    .SetProperty(x => x.ClaimedUntil, (DateTimeOffset?)null)
            );
        meters.MailFailed(MailFault.BrokenOff, lost);
    }

    /// <summary>Claims a round of mails that are due and that nobody else has, each with its network's name.</summary>
    private async Task<IReadOnlyDictionary<OutgoingMail, string?>> ClaimAsync(Guid claim, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        var until = now + Lease;
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<AppDb>();
        var free = db.OutgoingMails.Where(m =>
            m.State == MailState.Waiting
            && !m.Gathers
            && m.DueAt <= now
            && (m.ClaimedUntil == null || m.ClaimedUntil < now)
            && m.HandedOverAt == null
        );
        var ids = await free.OrderBy(m => m.DueAt).ThenBy(m => m.Id).Select(m => m.Id).Take(RoundSize).ToListAsync(ct);
        if (ids.Count == 0)
        {
            return new Dictionary<OutgoingMail, string?>();
        }

        // The condition once more: of two nodes that found the same mails, one writes first.
        await free.Where(m => ids.Contains(m.Id))
            .ExecuteUpdateAsync(m => m.SetProperty(x => x.Claim, claim).SetProperty(x => x.ClaimedUntil, until), ct);
        var mine = await (
            from m in db.OutgoingMails
            where m.Claim == claim
            orderby m.Id
            from n in db.Networks.Where(n => n.Id == m.NetworkId).DefaultIfEmpty()
            select new { Mail = m, Network = n == null ? null : n.Name }
        )
            .AsNoTracking()
            .ToListAsync(ct);
        return mine.ToDictionary(x => x.Mail, x => (string?)x.Network);
    }

    /// <summary>Hands over one mail and records how it ended; null when somebody else has it by now.</summary>
    private async Task<Handed?> HandOverAsync(IMailConnection connection, OutgoingMail mail, string? network)
    {
        await using var scope = scopes.CreateAsyncScope();
        var row = scope
            .ServiceProvider.GetRequiredService<AppDb>()
            .OutgoingMails.Where(m => m.Id == mail.Id && m.Claim == mail.Claim && m.State == MailState.Waiting);
        var begun = time.GetUtcNow();
        DateTimeOffset? handing = transport.IsRepeatable ? null : begun;
        if (
            await row.Where(m => m.ClaimedUntil >= begun)
                .ExecuteUpdateAsync(m =>
                    m.SetProperty(x => x.HandedOverAt, handing).SetProperty(x => x.ClaimedUntil, begun + Lease)
                ) == 0
        )
        {
            return null;
        }

        var handed = await SendAsync(connection, mail, network);
        var now = time.GetUtcNow();
        var tries = mail.Tries + (handed.End == HandedEnd.Later ? 1 : 0);
        var state = handed.End switch
        {
            HandedEnd.Taken => MailState.Sent,
            HandedEnd.Never => MailState.GivenUp,
            HandedEnd.Unknown => MailState.Uncertain,
            HandedEnd.Later when tries >= MailRetry.MostTries => MailState.GivenUp,
            _ => MailState.Waiting,
        };
        var due = handed.End == HandedEnd.Later ? now + MailRetry.Wait(tries, Random.Shared.NextDouble()) : mail.DueAt;
        DateTimeOffset? delivered = state == MailState.Sent ? now : null;
        var said = handed.Said is { Length: > 200 } words ? words[..200] : handed.Said;
        await row.ExecuteUpdateAsync(m =>
            m.SetProperty(x => x.State, state)
                .SetProperty(x => x.Tries, tries)
                .SetProperty(x => x.DueAt, due)
                .SetProperty(x => x.DeliveredAt, delivered)
                .SetProperty(x => x.Fault, handed.Fault)
                .SetProperty(x => x.FaultSaid, said)
                .SetProperty(x => x.HandedOverAt, (DateTimeOffset?)null)
                .SetProperty(x => x.Claim, (Guid?)null)
                .SetProperty(x => x.ClaimedUntil, (DateTimeOffset?)null)
        );
        if (state == MailState.Sent)
        {
            meters.MailSent();
        }
        else
        {
            meters.MailFailed(handed.Fault, 1);
        }

        return handed;
    }

    private async Task<Handed> SendAsync(IMailConnection connection, OutgoingMail mail, string? network)
    {
        try
        {
            using var message = writer.Write(mail, network);
            return await connection.SendAsync(message, mail);
        }
        catch (FormatException e)
        {
            return new Handed(HandedEnd.Never, MailFault.AddressUnreadable, e.Message);
        }
    }

    /// <summary>Gives back what the round did not come to, with the reason when there is one.</summary>
    private async Task ReleaseAsync(Guid claim, Handed? closed)
    {
        await using var scope = scopes.CreateAsyncScope();
        var left = scope
            .ServiceProvider.GetRequiredService<AppDb>()
            .OutgoingMails.Where(m => m.Claim == claim && m.HandedOverAt == null);
        if (closed is not null)
        {
            var said = closed.Said is { Length: > 200 } words ? words[..200] : closed.Said;
            await left.ExecuteUpdateAsync(m => m.SetProperty(x => x.Fault, closed.Fault).SetProperty(x => x.FaultSaid, said));
        }

        await left.ExecuteUpdateAsync(m =>
            m.SetProperty(x => x.Claim, (Guid?)null).SetProperty(x => x.ClaimedUntil, (DateTimeOffset?)null)
        );
    }

    /// <param name="Found">Mails that were due.</param>
    /// <param name="Sent">Of those, sent.</param>
    /// <param name="Closed">Why no mail is taken now; none when they are.</param>
    public sealed record Round(int Found, int Sent, MailFault Closed);
}

internal static partial class MailLog
{
    [LoggerMessage(LogLevel.Error, "No mail can be delivered now: {Fault}, {Said}. All of it waits.")]
    public static partial void MailClosed(this ILogger log, MailFault fault, string? said);

    [LoggerMessage(LogLevel.Error, "A round of mail broke off; what it had is tried again.")]
    public static partial void RoundFailed(this ILogger log, Exception e);
}
