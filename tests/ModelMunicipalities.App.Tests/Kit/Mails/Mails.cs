using Microsoft.EntityFrameworkCore;

namespace ModelMunicipalities.App.Tests.Kit;

/// <summary>The mails that a network's people have been written.</summary>
internal static class Mails
{
    /// <summary>All of them in order, to the accounts that the network was made with.</summary>
    public static Task<List<OutgoingMail>> MailsAsync(this TestNetwork network) =>
        network.Server.InDbAsync(null, db =>
            db.OutgoingMails.Where(m => m.To.EndsWith("@" + network.Slug + ".example")).OrderBy(m => m.Id).ToListAsync()
        );

    /// <summary>A mail of the network that was given up.</summary>
    public static Task<OutgoingMail> ReturnedMailAsync(this TestNetwork network) =>
        network.MailAsync(m =>
        {
            (m.State, m.Fault, m.FaultSaid) = (MailState.GivenUp, MailFault.Refused, "5.1.1 <script>alert(1)</script>");
        });

    /// <summary>A mail of the network, written to a person or to an address by itself.</summary>
    public static Task<OutgoingMail> MailAsync(
        this TestNetwork network,
        Action<OutgoingMail>? change = null,
        Member? to = null
    ) => network.Server.InDbAsync(null, async db =>
        {
            var mail = new OutgoingMail
            {
                NetworkId = network.Network.Id,
                PersonId = to?.Id,
                Topic = MailTopic.Improvement,
                Language = "sv",
                To = to?.Email ?? $"ingen@{network.Slug}.example",
                Subject = "Nytt om ert arbete",
                Body = "Hej!\n\nÅsa har skrivit.",
                CreatedAt = DateTimeOffset.UtcNow,
            };
            change?.Invoke(mail);
            db.OutgoingMails.Add(mail);
            await db.SaveChangesAsync();
            return mail;
        });

    /// <summary>How far a mail has come.</summary>
    public static Task<OutgoingMail> MailRowAsync(this TestNetwork network, OutgoingMail mail) =>
        network.Server.InDbAsync(null, db => db.OutgoingMails.AsNoTracking().SingleAsync(m => m.Id == mail.Id));

    public static string[] To(this IEnumerable<OutgoingMail> mails) => [.. mails.Select(m => m.To)];

    /// <summary>Makes a person read the portal and her mails in English.</summary>
    public static Task ReadsEnglishAsync(this TestNetwork network, Member member) => network.Server.InDbAsync(null, async db =>
        {
            (await db.Users.SingleAsync(p => p.Id == member.Id)).Language = "en";
            return await db.SaveChangesAsync();
        });
}
