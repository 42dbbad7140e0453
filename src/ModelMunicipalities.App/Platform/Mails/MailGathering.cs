using Microsoft.EntityFrameworkCore;
using ModelMunicipalities.App.Data;
using ModelMunicipalities.App.Resources;

namespace ModelMunicipalities.App.Platform.Mails;

/// <summary>
/// Makes one mail of those on one topic that have waited for each other: when the first of a reader's is due, all of them go.
/// One that waited alone goes as it is.
/// </summary>
internal sealed class MailGathering(IServiceScopeFactory scopes, TimeProvider time)
{
    /// <summary>The longest subject that has room for a number after it.</summary>
    private const int LongestSubject = 150;

    public async Task GatherAsync(CancellationToken ct)
    {
        var now = time.GetUtcNow();
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<AppDb>();
        var waiting = db.OutgoingMails.Where(m =>
            m.Gathers && m.State == MailState.Waiting && m.Claim == null && m.HandedOverAt == null
        );
        var due = await waiting
            .Where(m => m.DueAt <= now)
            .Select(m => new
            {
                m.NetworkId,
                m.PersonId,
                m.Topic,
                m.To,
            })
            .Distinct()
            .ToListAsync(ct);
        foreach (var reader in due)
        {
            // A round of delivery takes what gathers only once it does no longer: so no other node has it, or this update does
            // not.
            await using var transaction = await db.Database.BeginTransactionAsync(ct);
            var claim = Guid.NewGuid();
            var mine = waiting.Where(m =>
                m.NetworkId == reader.NetworkId && m.PersonId == reader.PersonId && m.Topic == reader.Topic && m.To == reader.To
            );
            await mine.ExecuteUpdateAsync(m => m.SetProperty(x => x.Claim, claim), ct);
            var mails = await db.OutgoingMails.Where(m => m.Claim == claim).OrderBy(m => m.Id).ToListAsync(ct);
            foreach (var part in Gathered.Parts(mails))
            {
                Add(db, part, now);
            }

            mails.ForEach(m => (m.Claim, m.Gathers) = (null, false));
            await db.SaveChangesAsync(ct);
            await transaction.CommitAsync(ct);
            db.ChangeTracker.Clear();
        }
    }

    private static void Add(AppDb db, List<OutgoingMail> mails, DateTimeOffset now)
    {
        if (mails is [var only])
        {
            only.DueAt = now;
            return;
        }

        var first = mails[0];
        var oneSubject = first.Subject.Length <= LongestSubject && mails.TrueForAll(m => m.Subject == first.Subject);
        var letter = new Letter(Gathered.Sections(mails).Prepend(Letter.Read(first.Body, first.Outline).Parts[0]));
        var gathered = Languages.In(first.Language ?? "sv", () => new OutgoingMail
            {
                NetworkId = first.NetworkId,
                PersonId = first.PersonId,
                Topic = first.Topic,
                Language = first.Language,
                To = first.To,
                Subject = Texts.Mail_GatheredSubject(oneSubject ? first.Subject : first.Topic.Name(), mails.Count),
                Body = letter.Text,
                Outline = letter.Outline,
                CreatedAt = now,
                State = MailState.Waiting,
                DueAt = now,
            });
        db.OutgoingMails.Add(gathered);
        foreach (var mail in mails)
        {
            (mail.State, mail.Digest) = (MailState.Gathered, gathered);
        }
    }
}
