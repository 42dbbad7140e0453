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
/// Polls: who is asked, still has a function where they meet and has not answered every time. With whoever reminds by hand,
/// at most once a day.
/// </summary>
internal sealed class PollReminders(AppDb db, Caller caller) : IReminderSource
{
    public ReminderReason Reason => ReminderReason.PollUnanswered;

    public MailTopic Topic => MailTopic.Poll;

    public async Task<IReadOnlyList<Due>> FindAsync(ReminderRule rule, DateTimeOffset now, CancellationToken ct)
    {
        var latest = rule.LatestDeadline(now);
        var open =
            from c in db.CohortsThatAllow(CohortAct.Meet)
            join m in db.Meetings on c.Id equals m.CohortId
            where m.Status != MeetingStatus.Cancelled
            join p in db.Polls.Where(Poll.OpenAt(now)) on m.Id equals p.MeetingId
            where p.DeadlineAt <= latest
            select new { Meeting = m, Poll = p };
        var polls = open.Select(o => o.Poll.Id);
        var rows = await (
            from o in open
            join i in db.PollInvitees on o.Poll.Id equals i.PollId
            join u in db.Users on i.PersonId equals u.Id
            where
                db.Memberships.Any(m =>
                    m.PersonId == i.PersonId
                    && m.EndedAt == null
                    && m.Function != null
                    && db.Participations.Any(p =>
                        p.OrganisationId == m.OrganisationId
                        && p.CohortId == o.Meeting.CohortId
                        && p.WithdrawnAt == null
                        && (o.Meeting.GroupId == null || p.GroupId == o.Meeting.GroupId)
                    )
                )
            select new
            {
                Invitee = i,
                Person = new Letters.Reader(u.Id, u.Name, u.Email!, u.Language, 0),
                MeetingId = o.Meeting.Id,
                o.Meeting.Form,
                o.Meeting.Number,
                o.Poll.DeadlineAt,
                o.Poll.OpenedAt,
            }
        )
            .AsNoTracking()
            .ToListAsync(ct);
        var slots = (await db.PollSlots.Where(s => polls.Contains(s.PollId)).AsNoTracking().ToListAsync(ct)).ToLookup(s =>
            s.PollId
        );
        var said = (
            await (
                from s in db.PollSlots
                where polls.Contains(s.PollId)
                join a in db.PollAnswers on s.Id equals a.SlotId
                select new { a.PersonId, a.SlotId }
            ).ToListAsync(ct)
        )
            .Select(a => (a.PersonId, a.SlotId))
            .ToHashSet();
        return
        [
            .. from r in rows
            let times = slots[r.Invitee.PollId]
                .Where(s => !said.Contains((r.Invitee.PersonId, s.Id)))
                .OrderBy(s => s.StartsAt)
                .ThenBy(s => s.EndsAt)
                .ToList()
            where times.Count > 0 && r.Invitee.MayBeReminded(now)
            select new Due(
                r.Person,
                $"poll:{r.Invitee.PollId}",
                r.DeadlineAt,
                () => Texts.Remind_PollTitle(new Show(caller).Meeting(r.Form, r.Number)),
                () =>
                {
                    var show = new Show(caller);
                    return
                    [
                        Texts.Remind_Poll(show.Meeting(r.Form, r.Number)),
                        LetterPart.List(times.Select(t => show.Span(t.StartsAt, t.EndsAt))),
                        Texts.Mail_PollLinkIsYours,
                        Texts.Mail_PollAnswerBy(show.Moment(r.DeadlineAt)),
                    ];
                },
                Links.Poll(caller.Network!.Slug, r.MeetingId)
            )
            {
                Since = r.Invitee.RemindedAt ?? r.OpenedAt,
                OwnLink = to => Links.PollOf(Renew(to, r.Invitee, now)),
            },
        ];
    }

    /// <summary>A new secret: only its hash was kept of the one before.</summary>
    private static string Renew(AppDb db, PollInvitee invitee, DateTimeOffset now)
    {
        var token = Invitation.NewToken();
        db.PollInvitees.Attach(invitee);
        (invitee.TokenHash, invitee.RemindedAt) = (Invitation.Hash(token), now);
        return token;
    }
}
