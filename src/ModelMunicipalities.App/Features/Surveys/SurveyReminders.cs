using Microsoft.EntityFrameworkCore;
using ModelMunicipalities.App.Data;
using ModelMunicipalities.App.Platform;
using ModelMunicipalities.App.Platform.Reminding;
using ModelMunicipalities.App.Resources;
using ModelMunicipalities.App.Tenancy;
using ModelMunicipalities.Domain.Accounts;
using ModelMunicipalities.Domain.Reminders;
using ModelMunicipalities.Domain.Surveys;

namespace ModelMunicipalities.App.Features.Surveys;

/// <summary>Surveys that are open: who was asked and has sent nothing. By her own link, the same as in the first mail.</summary>
internal sealed class SurveyReminders(AppDb db, Caller caller, SurveySecrets secrets) : IReminderSource
{
    public ReminderReason Reason => ReminderReason.SurveyUnanswered;

    public MailTopic Topic => MailTopic.Survey;

    public async Task<IReadOnlyList<Due>> FindAsync(ReminderRule rule, DateTimeOffset now, CancellationToken ct)
    {
        var latest = rule.LatestDeadline(now);
        var rows = await (
            from s in db.Surveys.Where(Survey.OpenAt(now))
            where s.ClosesAt <= latest
            join o in db.Occasions on s.OccasionId equals o.Id
            join i in db.SurveyInvitees on s.Id equals i.SurveyId
            where
                i.RespondedAt == null
                && db.Memberships.Any(m => m.PersonId == i.PersonId && m.EndedAt == null && m.Function != null)
            join u in db.Users on i.PersonId equals u.Id
            select new
            {
                s.Id,
                s.OpensAt,
                s.ClosesAt,
                Occasion = o.Key,
                Person = new Letters.Reader(u.Id, u.Name, u.Email!, u.Language, 0),
            }
        ).ToListAsync(ct);
        return
        [
            .. rows.Select(r => new Due(
                r.Person,
                $"survey:{r.Id}",
                r.ClosesAt,
                () => Texts.Mail_SurveySubject(Show.Occasion(r.Occasion)),
                () =>
                    [
                        Texts.Remind_Survey(Show.Occasion(r.Occasion)),
                        Texts.Mail_SurveyUntil(new Show(caller).Moment(r.ClosesAt)),
                        Texts.SurveyWhoSees,
                    ],
                Links.SurveyOf(secrets.TokenOf(r.Id, r.Person.PersonId))
            )
            {
                Since = r.OpensAt,
            }),
        ];
    }
}
