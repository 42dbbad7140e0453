using Microsoft.EntityFrameworkCore;
using ModelMunicipalities.App.Data;
using ModelMunicipalities.App.Platform;
using ModelMunicipalities.App.Platform.Reminding;
using ModelMunicipalities.App.Resources;
using ModelMunicipalities.App.Tenancy;
using ModelMunicipalities.Domain.Accounts;
using ModelMunicipalities.Domain.Cohorts;
using ModelMunicipalities.Domain.Meetings;
using ModelMunicipalities.Domain.Reminders;

namespace ModelMunicipalities.App.Features.Meetings;

/// <summary>
/// What an organisation prepares for a meeting and has not: its key persons, until the meeting begins. What is due the same
/// day is one thing. The checklist has reminders of its own.
/// </summary>
internal sealed class PreparationReminders(AppDb db, Caller caller, Moments moments) : IReminderSource
{
    private static readonly int LongestBefore = MeetingForm.All.SelectMany(f => f.Preparations).Max(p => p.DaysBefore) + 2;

    public ReminderReason Reason => ReminderReason.PreparationUndone;

    public MailTopic Topic => MailTopic.Meeting;

    public async Task<IReadOnlyList<Due>> FindAsync(ReminderRule rule, DateTimeOffset now, CancellationToken ct)
    {
        var latest = rule.LatestDeadline(now).AddDays(LongestBefore);
        var meeting =
            from c in db.CohortsThatAllow(CohortAct.Meet)
            join m in db.Meetings on c.Id equals m.CohortId
            where m.Status == MeetingStatus.Confirmed && m.StartsAt > now && m.StartsAt <= latest
            join p in db.Participations on c.Id equals p.CohortId
            where p.WithdrawnAt == null && (m.GroupId == null || p.GroupId == m.GroupId)
            select new
            {
                m.Id,
                m.Form,
                m.Number,
                StartsAt = m.StartsAt!.Value,
                m.CalledAt,
                p.OrganisationId,
            };
        var ids = meeting.Select(m => m.Id);
        var rows = await (
            from m in meeting
            join o in db.Organisations on m.OrganisationId equals o.Id
            select new { Meeting = m, o.Name }
        ).ToListAsync(ct);
        var done = (
            await db
                .Preparations.Where(p => ids.Contains(p.MeetingId))
                .Select(p => new
                {
                    p.MeetingId,
                    p.OrganisationId,
                    p.Task,
                })
                .ToListAsync(ct)
        ).Select(p => (p.MeetingId, p.OrganisationId, PreparationKind.Task, p.Task)).ToHashSet();
        done.UnionWith(
            (
                await db
                    .Attachments.Where(a =>
                        a.MeetingId != null && a.OrganisationId != null && a.Task != null && ids.Contains(a.MeetingId.Value)
                    )
                    .Select(a => new
                    {
                        MeetingId = a.MeetingId!.Value,
                        OrganisationId = a.OrganisationId!.Value,
                        Task = a.Task!,
                    })
                    .ToListAsync(ct)
            ).Select(a => (a.MeetingId, a.OrganisationId, PreparationKind.Document, a.Task))
        );
        var holders = await db.HoldersAsync(meeting.Select(m => m.OrganisationId), ct);
        return
        [
            .. from r in rows
            let m = r.Meeting
            from tasks in MeetingForm
                .Find(m.Form)
                ?.Preparations.Where(t =>
                    t.Kind != PreparationKind.Checklist && !done.Contains((m.Id, m.OrganisationId, t.Kind, t.Key))
                )
                .GroupBy(t => t.DueAt(m.StartsAt, moments.Zone))
                ?? []
            from person in holders[m.OrganisationId].KeyPersons()
            select new Due(
                person,
                $"preparation:{m.Id}:{m.OrganisationId}:{moments.DayOf(tasks.Key):yyyyMMdd}",
                tasks.Key,
                () => Texts.Remind_PreparationTitle(new Show(caller).Meeting(m.Form, m.Number), r.Name),
                () =>
                {
                    var show = new Show(caller);
                    return
                    [
                        Texts.Remind_Preparation(r.Name, show.Meeting(m.Form, m.Number), show.Moment(m.StartsAt)),
                        LetterPart.List(tasks.Select(t => show.Text(t.Title))),
                        show.DueBy(tasks.Key, now),
                    ];
                },
                Links.Meeting(caller.Network!.Slug, m.Id)
            )
            {
                Since = m.CalledAt,
            },
        ];
    }
}
