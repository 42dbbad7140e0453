using Microsoft.EntityFrameworkCore;
using ModelMunicipalities.App.Data;
using ModelMunicipalities.App.Platform;
using ModelMunicipalities.App.Platform.Reminding;
using ModelMunicipalities.App.Resources;
using ModelMunicipalities.App.Tenancy;
using ModelMunicipalities.Domain.Accounts;
using ModelMunicipalities.Domain.Cohorts;
using ModelMunicipalities.Domain.Reminders;

namespace ModelMunicipalities.App.Features.Cohorts;

/// <summary>
/// Applications that are not submitted while the last day comes near: the contact when she has a function there, else the key
/// persons. Where there is nobody, the contact who has been invited and has no account yet.
/// </summary>
internal sealed class ApplicationReminders(AppDb db, Caller caller) : IReminderSource
{
    public ReminderReason Reason => ReminderReason.ApplicationIncomplete;

    public MailTopic Topic => MailTopic.Programme;

    public async Task<IReadOnlyList<Due>> FindAsync(ReminderRule rule, DateTimeOffset now, CancellationToken ct)
    {
        var latest = rule.LatestDeadline(now);
        var open =
            from c in db.CohortsThatAllow(CohortAct.Apply)
            where c.ApplyBy > now && c.ApplyBy <= latest
            join a in db.Applications on c.Id equals a.CohortId
            where
                a.Status == ApplicationStatus.Invited
                || a.Status == ApplicationStatus.Draft
                || a.Status == ApplicationStatus.SentBack
            select new
            {
                a.Id,
                Cohort = c.Slug,
                CohortName = c.Name,
                ApplyBy = c.ApplyBy!.Value,
                a.OrganisationId,
                a.Status,
                a.ContactEmail,
                a.InvitedAt,
                a.DecidedAt,
            };
        var rows = await (
            from a in open
            join o in db.Organisations on a.OrganisationId equals o.Id
            select new
            {
                Application = a,
                o.Slug,
                o.Name,
            }
        ).ToListAsync(ct);
        var holders = await db.HoldersAsync(open.Select(a => a.OrganisationId), ct);
        var invitations = (
            await (
                from i in db.Invitations
                where
                    i.OrganisationId != null
                    && i.Function == Function.KeyPerson
                    && i.AcceptedAt == null
                    && open.Select(a => a.OrganisationId).Contains(i.OrganisationId.Value)
                orderby i.SentAt descending
                select new
                {
                    i.Id,
                    Organisation = i.OrganisationId!.Value,
                    i.Email,
                    i.SentAt,
                }
            ).ToListAsync(ct)
        ).ToLookup(i => i.Organisation);
        return
        [
            .. from r in rows
            let a = r.Application
            let there = holders[a.OrganisationId].ToList()
            let invitation = there.Count > 0
                ? null
                : invitations[a.OrganisationId].FirstOrDefault(i => IsSame(i.Email, a.ContactEmail))
            from person in Whom(there, a.ContactEmail)
            select new Due(
                person,
                $"application:{a.Id}",
                a.ApplyBy,
                () => Texts.Remind_ApplicationTitle(a.CohortName, r.Name),
                () =>
                    [
                        (
                            a.Status switch
                            {
                                ApplicationStatus.Invited => Texts.Remind_ApplicationInvited(r.Name, a.CohortName),
                                ApplicationStatus.Draft => Texts.Remind_ApplicationDraft(r.Name, a.CohortName),
                                _ => Texts.Remind_ApplicationSentBack(r.Name, a.CohortName),
                            }
                        ),
                        new Show(caller).DueBy(a.ApplyBy, now),
                    ],
                Links.Application(caller.Network!.Slug, a.Cohort, r.Slug)
            )
            {
                Since = invitation?.SentAt ?? a.DecidedAt ?? a.InvitedAt,
                InvitationId = invitation?.Id,
            },
        ];
    }

    private static IEnumerable<Letters.Reader?> Whom(List<Holder> there, string? contactEmail)
    {
        if (there.Count == 0)
        {
            return [null];
        }

        return there.Find(h => IsSame(h.Person.Email, contactEmail)) is { } contact ? [contact.Person] : there.KeyPersons();
    }

    private static bool IsSame(string address, string? other) => address.Equals(other, StringComparison.OrdinalIgnoreCase);
}
