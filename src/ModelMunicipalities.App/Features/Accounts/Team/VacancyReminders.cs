using System.Globalization;
using Microsoft.EntityFrameworkCore;
using ModelMunicipalities.App.Data;
using ModelMunicipalities.App.Platform;
using ModelMunicipalities.App.Platform.Reminding;
using ModelMunicipalities.App.Resources;
using ModelMunicipalities.App.Tenancy;
using ModelMunicipalities.Domain.Accounts;
using ModelMunicipalities.Domain.Assessments;
using ModelMunicipalities.Domain.Cohorts;
using ModelMunicipalities.Domain.Reminders;

namespace ModelMunicipalities.App.Features.Accounts;

/// <summary>
/// Functions that nobody has in an organisation that takes part: its key persons, or whoever is left. Who has invited
/// somebody has done her part while the invitation holds.
/// </summary>
internal sealed class VacancyReminders(AppDb db, Caller caller) : IReminderSource
{
    public ReminderReason Reason => ReminderReason.FunctionVacant;

    public MailTopic Topic => MailTopic.Programme;

    public async Task<IReadOnlyList<Due>> FindAsync(ReminderRule rule, DateTimeOffset now, CancellationToken ct)
    {
        var taking =
            from c in db.CohortsThatAllow(CohortAct.Meet)
            join p in db.Participations on c.Id equals p.CohortId
            where p.WithdrawnAt == null
            select new
            {
                p.OrganisationId,
                Begins = db.Occasions.Where(o => o.CohortId == c.Id).Min(o => (DateTimeOffset?)o.OpensAt),
            };
        var organisations = taking.Select(t => t.OrganisationId);
        var begins = (await taking.ToListAsync(ct))
            .GroupBy(t => t.OrganisationId)
            .ToDictionary(g => g.Key, g => g.Min(t => t.Begins) ?? now);
        var rows = await db
            .Organisations.Where(o => organisations.Contains(o.Id))
            .Select(o => new
            {
                o.Id,
                o.Slug,
                o.Name,
            })
            .ToListAsync(ct);
        var holders = await db.HoldersAsync(organisations, ct);
        var ended = (
            await db
                .Memberships.Where(m =>
                    m.OrganisationId != null && m.Function != null && organisations.Contains(m.OrganisationId.Value)
                )
                .GroupBy(m => new { m.OrganisationId, m.Function })
                .Select(g => new
                {
                    g.Key.OrganisationId,
                    g.Key.Function,
                    First = g.Min(m => m.Since),
                    Last = g.Max(m => m.EndedAt),
                })
                .ToListAsync(ct)
        ).ToLookup(m => m.OrganisationId!.Value);
        var invited = (
            await db
                .Invitations.Where(i =>
                    i.OrganisationId != null && i.Function != null && i.AcceptedAt == null && i.ExpiresAt > now
                )
                .Select(i => new { i.OrganisationId, i.Function })
                .ToListAsync(ct)
        )
            .Select(i => (i.OrganisationId!.Value, i.Function!.Value))
            .ToHashSet();
        return
        [
            .. from o in rows
            from function in Assessment.Functions.Except(holders[o.Id].Select(h => h.Function))
            where !invited.Contains((o.Id, function))
            let had = ended[o.Id].FirstOrDefault(m => m.Function == function)?.Last
            let since = had ?? ended[o.Id].Select(m => (DateTimeOffset?)m.First).Min() ?? begins[o.Id]
            from person in holders[o.Id].KeyPersons().DefaultIfEmpty()
            select new Due(
                person,
                $"vacancy:{o.Id}:{(int)function}",
                since,
                () => Texts.Remind_VacancyTitle(o.Name, function.Name().ToLower(CultureInfo.CurrentCulture)),
                () =>
                    [Texts.Remind_Vacancy(o.Name, function.Name().ToLower(CultureInfo.CurrentCulture)), Texts.Remind_VacancyWhat],
                Links.Team(caller.Network!.Slug, o.Slug)
            ),
        ];
    }
}
