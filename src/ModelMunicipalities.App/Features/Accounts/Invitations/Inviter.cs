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
/// place again makes the earlier link stop working, and so does naming another successor. Whom somebody else than a coordinator
/// invites by an address that is not the organisation's own waits for a coordinator's yes; until then nothing is sent to her.
/// </summary>
internal sealed class Inviter(AppDb db, Caller caller, Letters letters, Show show, TimeProvider time)
{
    /// <param name="name">The invited person's name.</param>
    /// <param name="email">Her address.</param>
    /// <param name="organisation">The organisation, for a function.</param>
    /// <param name="function">The function.</param>
    /// <param name="role">Or the role.</param>
    /// <param name="ct">Stops it.</param>
    /// <param name="replaces">Whom she takes over after.</param>
    /// <param name="about">What waits for her there, written when the language is set.</param>
    /// <returns>The invitation, or that the address has the place already or belongs to another organisation.</returns>
    public async Task<Outcome<Invitation>> InviteAsync(
        string name,
        string email,
        Organisation? organisation,
        Function? function,
        NetworkRole? role,
        CancellationToken ct,
        Replaced? replaces = null,
        Func<IEnumerable<LetterPart?>>? about = null
    )
    {
        if (organisation is not null && await OwnerAsync(email, organisation, ct) is { } owner)
        {
            return Refusal.Invalid("AddressOfAnother", "email", owner);
        }

        var organisationId = organisation?.Id;
        var normalized = email.ToUpperInvariant();
        var isThere = await (
            from m in db.Memberships
            where m.OrganisationId == organisationId && m.Function == function && m.Role == role && m.EndedAt == null
            join p in db.Users on m.PersonId equals p.Id
            where p.NormalizedEmail == normalized
            select m.Id
        ).AnyAsync(ct);
        if (isThere)
        {
            return Refusal.Invalid("AlreadyHasPlace", "email");
        }

        var now = time.GetUtcNow();
        var open = await db
            .Invitations.Where(i =>
                i.OrganisationId == organisationId
                && i.Function == function
                && i.Role == role
                && i.AcceptedAt == null
                && i.ExpiresAt > now
            )
            .ToListAsync(ct);
        foreach (
            var earlier in open.Where(i =>
                i.Email.Equals(email, StringComparison.OrdinalIgnoreCase)
                || (replaces is not null && i.ReplacesId == replaces.MembershipId)
            )
        )
        {
            earlier.ExpiresAt = now;
        }

        var waits =
            organisation is not null && !caller.IsCoordinator && !caller.IsJob && !await IsOwnAsync(email, organisation, ct);
        var token = Invitation.NewToken();
        var invitation = new Invitation
        {
            Email = email,
            Name = name,
            OrganisationId = organisationId,
            Function = function,
            Role = role,
            ReplacesId = replaces?.MembershipId,
            NeedsYes = waits,
            TokenHash = Invitation.Hash(token),
            SentAt = now,
            SentBy = caller.PersonId,
            ExpiresAt = now + Invitation.Lifetime,
        };
        db.Invitations.Add(invitation);
        if (waits)
        {
            await AskAsync(invitation, organisation!, ct);
        }
        else
        {
            Send(invitation, token, organisation?.Name, caller.PersonName, replaces?.Name, about);
        }

        db.Trail(waits ? "InvitationAsked" : "InvitationSent", now, organisationId, detail: $"{name} <{email}>");
        return invitation;
    }

    /// <summary>
    /// Sends an invitation by a new link instead of its first: one that has got its yes, or that the portal reminds of.
    /// </summary>
    /// <param name="invitation">The invitation, to be saved.</param>
    /// <param name="organisation">Its organisation's name.</param>
    /// <param name="sender">Who invited her.</param>
    /// <param name="replaces">Whom she takes over after.</param>
    /// <param name="about">What waits for her there, written when the language is set.</param>
    public void SendAnew(
        Invitation invitation,
        string? organisation,
        string sender,
        string? replaces = null,
        Func<IEnumerable<LetterPart?>>? about = null
    )
    {
        var token = Invitation.NewToken();
        invitation.TokenHash = Invitation.Hash(token);
        Send(invitation, token, organisation, sender, replaces, about);
    }

    /// <summary>
    /// Sends an open invitation again. The link is one more; those sent before go on working, as long as they did.
    /// </summary>
    /// <param name="invitation">The invitation.</param>
    /// <param name="organisation">Its organisation's name.</param>
    /// <param name="sender">Who sent it first.</param>
    public void SendAgain(Invitation invitation, string? organisation, string sender)
    {
        var token = Invitation.NewToken();
        db.InvitationLinks.Add(new InvitationLink { InvitationId = invitation.Id, TokenHash = Invitation.Hash(token) });
        Send(invitation, token, organisation, sender, null, null);
    }

    /// <summary>Asks the coordinators whether somebody may be invited.</summary>
    private async Task AskAsync(Invitation invitation, Organisation organisation, CancellationToken ct) =>
        letters.Send(
            MailTopic.Account,
            await letters.CoordinatorsAsync(ct),
            () => Texts.Mail_YesNeededSubject(organisation.Name.InSubject()),
            _ =>
                [
                    Texts.Mail_YesNeeded(
                        caller.PersonName,
                        $"{invitation.Name} <{invitation.Email}>",
                        Lower(invitation),
                        organisation.Name
                    ),
                    Texts.Mail_YesNeededWhat,
                    letters.To(Links.People(caller.Network!.Slug) + "#waiting"),
                ],
            gather: true
        );

    private void Send(
        Invitation invitation,
        string token,
        string? organisation,
        string sender,
        string? replaces,
        Func<IEnumerable<LetterPart?>>? about
    ) =>
        letters.Send(
            MailTopic.Account,
            invitation.Email,
            null,
            () => Texts.Mail_InvitationSubject(caller.Network!.Name),
            () => Write(invitation, organisation, sender, replaces, about?.Invoke() ?? [], letters.To(Links.Invitation(token)))
        );

    /// <summary>
    /// The organisation of the network that the address belongs to by its domain, when that is neither the one invited to nor
    /// the one that it is a part of, nor a part of it.
    /// </summary>
    private async Task<string?> OwnerAsync(string email, Organisation organisation, CancellationToken ct)
    {
        var domain = EmailAddress.DomainOf(email);
        return await db
            .Organisations.Where(o =>
                o.EmailDomain == domain
                && o.Id != organisation.Id
                && o.Id != organisation.ParentId
                && (o.ParentId == null || o.ParentId != organisation.Id)
            )
            .Select(o => o.Name)
            .FirstOrDefaultAsync(ct);
    }

    /// <summary>
    /// Whether the address is the organisation's own: by the domains that it, what it is a part of and its parts have, else by
    /// those of its people.
    /// </summary>
    private async Task<bool> IsOwnAsync(string email, Organisation organisation, CancellationToken ct)
    {
        var domains = await db
            .Organisations.Where(o =>
                o.EmailDomain != null
                && (o.Id == organisation.Id || o.Id == organisation.ParentId || o.ParentId == organisation.Id)
            )
            .Select(o => o.EmailDomain!)
            .ToListAsync(ct);
        var people = await (
            from m in db.Memberships
            where m.OrganisationId == organisation.Id && m.EndedAt == null
            join p in db.Users on m.PersonId equals p.Id
            select p.Email!
        ).ToListAsync(ct);
        return MailDomain.IsOwn(email, domains, people);
    }

    private static string Lower(Invitation invitation) =>
        (invitation.Function?.Name() ?? invitation.Role!.Value.Name()).ToLower(System.Globalization.CultureInfo.CurrentCulture);

    /// <summary>In both languages: which one she reads is not known until she has an account.</summary>
    private IEnumerable<LetterPart?> Write(
        Invitation invitation,
        string? organisation,
        string sender,
        string? replaces,
        IEnumerable<LetterPart?> about,
        LetterPart link
    )
    {
        var place = Lower(invitation);
        return
        [
            Texts.Mail_Greeting(invitation.Name),
            organisation is null
                ? Texts.Mail_InvitationRole(sender, caller.Network!.Name, place)
                : Texts.Mail_InvitationFunction(sender, caller.Network!.Name, place, organisation),
            replaces is null ? null : Texts.Mail_InvitationAfter(replaces),
            .. about,
            Texts.Mail_InvitationLink(show.Date(invitation.ExpiresAt)),
            link,
            Texts.Mail_InvitationIgnore,
        ];
    }

    /// <summary>Whom the invited person takes over after.</summary>
    public sealed record Replaced(int MembershipId, string Name);
}
