using Microsoft.EntityFrameworkCore;
using ModelMunicipalities.App.Data;
using ModelMunicipalities.App.Tenancy;
using ModelMunicipalities.Domain;
using ModelMunicipalities.Domain.Accounts;
using ModelMunicipalities.Domain.Networks;

namespace ModelMunicipalities.App.Features.Accounts;

/// <summary>One person's choices in the caller's network.</summary>
internal sealed record LoadedMailChoices(MailChoices Choices, string Name, bool IsCoordinator)
{
    /// <summary>
    /// Reads them; those of who has chosen nothing are nowhere before she chooses. Null for who never was in the network.
    /// </summary>
    public static async Task<LoadedMailChoices?> LoadAsync(AppDb db, int person, CancellationToken ct)
    {
        var roles = await db.Memberships.Where(m => m.PersonId == person).Select(m => new { m.Role, m.EndedAt }).ToListAsync(ct);
        if (roles.Count == 0)
        {
            return null;
        }

        var name = await db.Users.Where(p => p.Id == person).Select(p => p.Name).SingleAsync(ct);
        return new LoadedMailChoices(
            await db.MailChoices.SingleOrDefaultAsync(c => c.PersonId == person, ct) ?? new MailChoices { PersonId = person },
            name,
            roles.Exists(m => m.Role == NetworkRole.Coordinator && m.EndedAt == null)
        );
    }

    /// <summary>Jobs are the coordinator's, so nobody else is asked about them.</summary>
    public IEnumerable<MailTopic> Topics => MailChoices.Choosable.Where(t => t != MailTopic.Jobs || IsCoordinator);

    public ViewMailChoices.View View(Caller caller) =>
        new(
            caller.Network!.Name,
            Name,
            Choices.Pace,
            [.. Topics.Select(t => new ViewMailChoices.Line(t, Choices.Wants(t)))],
            Choices.Version
        );

    /// <summary>
    /// Chooses; what she is not asked about stays. Refused when it is made of other choices than those that hold.
    /// </summary>
    public IReadOnlyList<Refusal> Choose(MailPace? pace, IReadOnlyList<MailTopic> wanted, int? version)
    {
        var (paceBefore, wantedBefore, versionBefore) = (Choices.Pace, Topics.Where(Choices.Wants).ToList(), Choices.Version);
        var wrong = Choices.Choose(pace, [.. wanted, .. MailChoices.Choosable.Except(Topics).Where(Choices.Wants)]);
        return wrong.Count > 0 || version is null || version == versionBefore || Choices.Version == versionBefore
            ? wrong
            : Refusal.Stale(
                true,
                ("pace", paceBefore, pace),
                ("topics", wantedBefore.Cast<object>().ToList(), Topics.Intersect(wanted).Cast<object>().ToList())
            );
    }

    /// <summary>Saves them, the first time too, and has the mails that wait for her digest go by what she chose now.</summary>
    public async Task SaveAsync(AppDb db, DateTimeOffset now, CancellationToken ct)
    {
        foreach (
            var held in await db
                .OutgoingMails.Where(m =>
                    m.NetworkId == db.Caller.NetworkId && m.PersonId == Choices.PersonId && m.State == MailState.Held
                )
                .ToListAsync(ct)
        )
        {
            held.State = MailState.Written;
        }

        if (Choices.Id == 0)
        {
            db.MailChoices.Add(Choices);
        }

        db.Trail("MailChosen", now);
        await db.SaveChangesAsync(ct);
    }
}
