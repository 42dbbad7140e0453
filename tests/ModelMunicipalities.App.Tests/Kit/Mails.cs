using Microsoft.EntityFrameworkCore;

namespace ModelMunicipalities.App.Tests.Kit;

/// <summary>The mails that a network's people have been written.</summary>
internal static class Mails
{
    /// <summary>All of them in order, to the accounts that the network was made with.</summary>
    public static Task<List<OutgoingMail>> MailsAsync(this TestNetwork network) =>
        network.Server.InDbAsync(null, db => db.OutgoingMails.Where(m => m.To.EndsWith("@" + network.Slug + ".example")).OrderBy(m => m.Id).ToListAsync());

    public static string[] To(this IEnumerable<OutgoingMail> mails) => [.. mails.Select(m => m.To)];

    /// <summary>Makes a person read the portal and her mails in English.</summary>
    public static Task ReadsEnglishAsync(this TestNetwork network, Member member) => network.Server.InDbAsync(null, async db =>
    {
        (await db.Users.SingleAsync(p => p.Id == member.Id)).Language = "en";
        return await db.SaveChangesAsync();
    });
}
