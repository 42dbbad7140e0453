using Microsoft.EntityFrameworkCore;
using ModelMunicipalities.App.Data;
using ModelMunicipalities.App.Platform;
using ModelMunicipalities.App.Platform.Reminding;
using ModelMunicipalities.App.Resources;
using ModelMunicipalities.App.Tenancy;
using ModelMunicipalities.Domain.Accounts;
using ModelMunicipalities.Domain.Cohorts;
using ModelMunicipalities.Domain.Improvements;
using ModelMunicipalities.Domain.Networks;
using ModelMunicipalities.Domain.Reminders;

namespace ModelMunicipalities.App.Features.Improvements;

/// <summary>Improvements that were to be done by now: the owner while she has a function there, else the key persons.</summary>
internal sealed class ImprovementReminders(AppDb db, Caller caller, Moments moments) : IReminderSource
{
    public ReminderReason Reason => ReminderReason.ImprovementOverdue;

    public MailTopic Topic => MailTopic.Improvement;

    public async Task<IReadOnlyList<Due>> FindAsync(ReminderRule rule, DateTimeOffset now, CancellationToken ct)
    {
        var today = moments.DayOf(now);
        var overdue =
            from c in db.CohortsThatAllow(CohortAct.Improve)
            join i in db.Improvements.Where(Improvement.OverdueOn(today)) on c.Id equals i.CohortId
            join p in db.Participations on new { i.CohortId, i.OrganisationId } equals new { p.CohortId, p.OrganisationId }
            where p.WithdrawnAt == null
            select new
            {
                i.Id,
                Cohort = c.Slug,
                i.OrganisationId,
                i.OwnerId,
                i.Title,
                DueOn = i.DueOn!.Value,
                i.TouchedAt,
            };
        var rows = await (
            from i in overdue
            join o in db.Organisations on i.OrganisationId equals o.Id
            select new
            {
                Improvement = i,
                o.Slug,
                o.Name,
            }
        ).ToListAsync(ct);
        var holders = await db.HoldersAsync(overdue.Select(i => i.OrganisationId), ct);
        return
        [
            .. from r in rows
            let i = r.Improvement
            let there = holders[i.OrganisationId]
            let owner = there.FirstOrDefault(h => h.Person.PersonId == i.OwnerId)
            from person in (owner is null ? there.KeyPersons() : [owner.Person]).DefaultIfEmpty()
            select new Due(
                person,
                $"improvement:{i.Id}",
                LocalTime.LastMinuteOf(i.DueOn, moments.Zone),
                () => Texts.Remind_ImprovementTitle(i.Title, r.Name),
                () => [Texts.Remind_Improvement(i.Title, Show.Date(i.DueOn)), Texts.Remind_ImprovementWhat],
                Links.Improvement(caller.Network!.Slug, i.Cohort, r.Slug, i.Id)
            )
            {
                Since = i.TouchedAt,
            },
        ];
    }
}
