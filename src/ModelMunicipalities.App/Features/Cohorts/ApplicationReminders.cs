using Microsoft.EntityFrameworkCore;
using ModelMunicipalities.App.Data;
using ModelMunicipalities.App.Features.Reminders;
using ModelMunicipalities.App.Platform;
using ModelMunicipalities.App.Resources;
using ModelMunicipalities.App.Tenancy;
using ModelMunicipalities.Domain.Cohorts;
using ModelMunicipalities.Domain.Reminders;

namespace ModelMunicipalities.App.Features.Cohorts;

/// <summary>
/// Applications that are not submitted while the last day comes near: the contact when she has a function there, else the key
/// persons. A contact without an account has her invitation.
/// </summary>
internal sealed class ApplicationReminders(AppDb db, Caller caller) : IReminderSource
{
    public ReminderReason Reason => ReminderReason.ApplicationIncomplete;

    public async Task<IReadOnlyList<Due>> FindAsync(ReminderRule rule, DateTimeOffset now, CancellationToken ct)
    {
        var latest = rule.LatestDeadline(now);
        var open =
            from c in db.CohortsThatAllow(CohortAct.Apply)
            where c.ApplyBy > now && c.ApplyBy <= latest
            join a in db.Applications on c.Id equals a.CohortId
            where a.Status == ApplicationStatus.Invited || a.Status == ApplicationStatus.Draft || a.Status == ApplicationStatus.SentBack
            select new { a.Id, Cohort = c.Slug, CohortName = c.Name, ApplyBy = c.ApplyBy!.Value, a.OrganisationId, a.Status, a.ContactEmail, a.InvitedAt, a.DecidedAt };
        var rows = await (from a in open join o in db.Organisations on a.OrganisationId equals o.Id select new { Application = a, o.Slug, o.Name }).ToListAsync(ct);
        var holders = await db.HoldersAsync(open.Select(a => a.OrganisationId), ct);
        return [.. from r in rows
                   let a = r.Application
                   let there = holders[a.OrganisationId]
                   let contact = there.FirstOrDefault(h => string.Equals(h.Person.Email, a.ContactEmail, StringComparison.OrdinalIgnoreCase))
                   from person in contact is null ? there.KeyPersons() : [contact.Person]
                   select new Due(
                       person,
                       $"application:{a.Id}",
                       a.ApplyBy,
                       () => Texts.Remind_ApplicationTitle.With(a.CohortName, r.Name),
                       () =>
                       [
                           (a.Status switch
                           {
                               ApplicationStatus.Invited => Texts.Remind_ApplicationInvited,
                               ApplicationStatus.Draft => Texts.Remind_ApplicationDraft,
                               _ => Texts.Remind_ApplicationSentBack,
                           }).With(r.Name, a.CohortName),
                           new Show(caller).DueBy(a.ApplyBy, now),
                       ],
                       Links.Application(caller.Network!.Slug, a.Cohort, r.Slug)) { Since = a.DecidedAt ?? a.InvitedAt }];
    }
}
