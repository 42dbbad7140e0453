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

/// <summary>A meeting tomorrow: everybody with a function where they meet, with time, place and link.</summary>
internal sealed class MeetingReminders(AppDb db, Caller caller, Letters letters, MeetingCalendars calendars) : IReminderSource
{
    public ReminderReason Reason => ReminderReason.MeetingTomorrow;

    public MailTopic Topic => MailTopic.Meeting;

    public async Task<IReadOnlyList<Due>> FindAsync(ReminderRule rule, DateTimeOffset now, CancellationToken ct)
    {
        var latest = rule.LatestDeadline(now);
        var soon =
            from c in db.CohortsThatAllow(CohortAct.Meet)
            join m in db.Meetings on c.Id equals m.CohortId
            where m.Status == MeetingStatus.Confirmed && m.StartsAt > now && m.StartsAt <= latest
            select new { Meeting = m, Cohort = c.Name };
        var meetings = (
            await (
                from s in soon
                from g in db.Groups.Where(g => g.Id == s.Meeting.GroupId).DefaultIfEmpty()
                from h in db.Organisations.Where(o => o.Id == s.Meeting.HostId).DefaultIfEmpty()
                from t in db.MeetingTools.Where(t => t.Id == s.Meeting.ToolId).DefaultIfEmpty()
                select new NamedMeeting(s.Meeting, s.Cohort, g!.Name, h!.Name, t!.Name)
            )
                .AsNoTracking()
                .ToListAsync(ct)
        ).ToDictionary(n => n.Meeting.Id);
        var people = await (
            from s in soon
            join p in db.Participations on s.Meeting.CohortId equals p.CohortId
            where p.WithdrawnAt == null && (s.Meeting.GroupId == null || p.GroupId == s.Meeting.GroupId)
            join m in db.Memberships on p.OrganisationId equals m.OrganisationId
            where m.EndedAt == null && m.Function != null
            join u in db.Users on m.PersonId equals u.Id
            select new { s.Meeting.Id, Person = new Letters.Reader(u.Id, u.Name, u.Email!, u.Language, 0) }
        )
            .Distinct()
            .ToListAsync(ct);
        return
        [
            .. from p in people
            let named = meetings[p.Id]
            let starts = named.Meeting.StartsAt!.Value
            select new Due(
                p.Person,
                $"meeting:{p.Id}",
                starts,
                () =>
                {
                    var show = new Show(caller);
                    var name = show.Full(named.Meeting, named.Cohort, named.Group);
                    return show.DaysBetween(now, starts) switch
                    {
                        0 => Texts.Remind_MeetingToday(name),
                        1 => Texts.Remind_MeetingTomorrow(name),
                        var days => Texts.Remind_MeetingSoon(name, show.WordCommon(days)),
                    };
                },
                () =>
                {
                    var show = new Show(caller);
                    return
                    [
                        string.Join(
                            '\n',
                            calendars
                                .Details(named, show)
                                .Prepend(Texts.MeetingWhenIs(show.Span(starts, named.Meeting.EndsAt!.Value)))
                        ),
                        Texts.Remind_MeetingFile(letters.Site + Links.MeetingCalendar(caller.Network!.Slug, p.Id)),
                        Texts.Remind_MeetingPage,
                    ];
                },
                Links.Meeting(caller.Network!.Slug, p.Id)
            )
            {
                Since = named.Meeting.CalledAt,
            },
        ];
    }
}
