using Microsoft.EntityFrameworkCore;
using ModelMunicipalities.App.Data;
using ModelMunicipalities.App.Platform;
using ModelMunicipalities.App.Resources;
using ModelMunicipalities.App.Tenancy;
using ModelMunicipalities.Domain;
using ModelMunicipalities.Domain.Accounts;
using ModelMunicipalities.Domain.Networks;

namespace ModelMunicipalities.App.Features.Accounts;

/// <summary>
/// Makes an invitation and its mail, to be saved with the change that calls for it. Inviting the same address to the same
/// place again makes the earlier link stop working.
/// </summary>
internal sealed class Inviter(AppDb db, Caller caller, Letters letters, Show show, TimeProvider time)
{
    /// <returns>The invitation, or that the address has the place already.</returns>
    public async Task<Outcome<Invitation>> InviteAsync(
        string name, string email, Organisation? organisation, Function? function, NetworkRole? role, CancellationToken ct, int? replaces = null)
    {
        var organisationId = organisation?.Id;
        var normalized = email.ToUpperInvariant();
        var isThere = await (
            from m in db.Memberships
            where m.OrganisationId == organisationId && m.Function == function && m.Role == role && m.EndedAt == null
            join p in db.Users on m.PersonId equals p.Id
            where p.NormalizedEmail == normalized
            select m.Id).AnyAsync(ct);
        if (isThere)
        {
            return Refusal.Invalid("AlreadyHasPlace", "email");
        }

        var now = time.GetUtcNow();
        var open = await db.Invitations
            .Where(i => i.OrganisationId == organisationId && i.Function == function && i.Role == role && i.AcceptedAt == null && i.ExpiresAt > now)
            .ToListAsync(ct);
        foreach (var earlier in open.Where(i => i.Email.Equals(email, StringComparison.OrdinalIgnoreCase)))
        {
            earlier.ExpiresAt = now;
        }

        var token = Invitation.NewToken();
        var invitation = new Invitation
        {
            Email = email,
            Name = name,
            OrganisationId = organisationId,
            Function = function,
            Role = role,
            ReplacesId = replaces,
            TokenHash = Invitation.Hash(token),
            SentAt = now,
            SentBy = caller.PersonId,
            ExpiresAt = now + Invitation.Lifetime,
        };
        db.Invitations.Add(invitation);
        letters.Send(email, null, () => Texts.Mail_InvitationSubject.With(caller.Network!.Name), () => Write(invitation, organisation?.Name, letters.Site + Links.Invitation(token)));
        db.Trail("InvitationSent", now, organisationId, detail: $"{name} <{email}>");
        return invitation;
    }

    /// <summary>In both languages: which one she reads is not known until she has an account.</summary>
    private IEnumerable<string> Write(Invitation invitation, string? organisation, string link)
    {
        var place = (invitation.Function?.Name() ?? invitation.Role!.Value.Name()).ToLower(System.Globalization.CultureInfo.CurrentCulture);
        return
        [
            Texts.Mail_Greeting.With(invitation.Name),
            organisation is null
                ? Texts.Mail_InvitationRole.With(caller.PersonName, caller.Network!.Name, place)
                : Texts.Mail_InvitationFunction.With(caller.PersonName, caller.Network!.Name, place, organisation),
            Texts.Mail_InvitationLink.With(show.Date(invitation.ExpiresAt)),
            link,
            Texts.Mail_InvitationIgnore,
        ];
    }
}
