using Microsoft.EntityFrameworkCore;
using ModelMunicipalities.App.Data;
using ModelMunicipalities.App.Platform;
using ModelMunicipalities.App.Resources;
using ModelMunicipalities.App.Tenancy;
using ModelMunicipalities.Domain.Accounts;
using ModelMunicipalities.Domain.Networks;

namespace ModelMunicipalities.App.Features.Accounts;

/// <summary>
/// What happens when somebody invited begins in a function that somebody else has or had: the place that she takes over ends,
/// both are told, and so are the coordinators, whoever invited her.
/// </summary>
internal sealed class Succession(AppDb db, Caller caller, Letters letters, Farewell farewell, TimeProvider time)
{
    public async Task TakeOverAsync(Invitation invitation, Person successor, CancellationToken ct)
    {
        if (invitation is not { OrganisationId: { } id, Function: { } function })
        {
            return;
        }

        var before = await (
            from m in db.Memberships
            where
                m.OrganisationId == id
                && m.Function == function
                && m.PersonId != successor.Id
                && (m.EndedAt != null || m.Id == invitation.ReplacesId)
            join p in db.Users on m.PersonId equals p.Id
            orderby m.Id == invitation.ReplacesId descending, m.EndedAt descending
            select new { Membership = m, Person = p }
        ).FirstOrDefaultAsync(ct);
        if (before is null || (before.Membership.Id != invitation.ReplacesId && await HasItAsync(id, function, ct)))
        {
            return;
        }

        var organisation = await db.Organisations.SingleAsync(o => o.Id == id, ct);
        if (before.Membership.EndedAt is null && await farewell.EndAsync(before.Membership, before.Person, ct) is null)
        {
            TellBoth(before.Person, successor, function, organisation);
            db.Trail("PlaceTakenOver", time.GetUtcNow(), organisation.Id, detail: before.Person.Name);
        }

        var sender = await db.Users.Where(p => p.Id == invitation.SentBy).Select(p => p.Name).SingleAsync(ct);
        letters.Send(
            MailTopic.Account,
            await letters.CoordinatorsAsync(ct),
            () => Texts.Mail_SuccessionSubject(organisation.Name.InSubject()),
            _ =>
                [
                    Texts.Mail_Succession(successor.Name, before.Person.Name, Lower(function), organisation.Name, sender),
                    letters.To(Links.Team(caller.Network!.Slug, organisation.Slug)),
                ],
            gather: true
        );
    }

    /// <summary>Whether somebody has the function beside her: then she comes after nobody.</summary>
    private Task<bool> HasItAsync(int organisation, Function function, CancellationToken ct) =>
        db.Memberships.AnyAsync(m => m.OrganisationId == organisation && m.Function == function && m.EndedAt == null, ct);

    private void TellBoth(Person before, Person successor, Function function, Organisation organisation)
    {
        letters.Send(
            MailTopic.Account,
            [new Letters.Reader(before.Id, before.Name, before.Email!, before.Language, organisation.Id)],
            () => Texts.Mail_TakenOverSubject(organisation.Name),
            _ => [Texts.Mail_TakenOver(successor.Name, Lower(function), organisation.Name), Texts.Mail_TakenOverWhat]
        );
        letters.Send(
            MailTopic.Account,
            [new Letters.Reader(successor.Id, successor.Name, successor.Email!, successor.Language, organisation.Id)],
            () => Texts.Mail_TookOverSubject(organisation.Name),
            _ =>
                [
                    Texts.Mail_TookOver(before.Name, Lower(function), organisation.Name),
                    Texts.Mail_TookOverWhat,
                    letters.To(Links.Network(caller.Network!.Slug)),
                ]
        );
    }

    private static string Lower(Function function) => function.Name().ToLower(System.Globalization.CultureInfo.CurrentCulture);
}
