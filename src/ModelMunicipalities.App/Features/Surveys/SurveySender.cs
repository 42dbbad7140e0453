using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using ModelMunicipalities.App.Data;
using ModelMunicipalities.App.Platform;
using ModelMunicipalities.App.Resources;
using ModelMunicipalities.App.Tenancy;
using ModelMunicipalities.Domain.Accounts;
using ModelMunicipalities.Domain.Assessments;
using ModelMunicipalities.Domain.Cohorts;
using ModelMunicipalities.Domain.Meetings;
using ModelMunicipalities.Domain.Surveys;

namespace ModelMunicipalities.App.Features.Surveys;

/// <summary>
/// Opens the survey of an occasion when it is not there, and asks those who have not been asked. In a transaction of its
/// caller's, alone in the network.
/// </summary>
public sealed class SurveySender(AppDb db, Caller caller, SurveySecrets secrets, Letters letters, TimeProvider time)
{
    /// <summary>The survey, and how many were asked now. One that has closed stays closed: then nobody is asked.</summary>
    /// <param name="cohort">The cohort.</param>
    /// <param name="occasion">The occasion.</param>
    /// <param name="form">What is asked.</param>
    /// <param name="meeting">The meeting whose people are asked; null for those of the whole cohort.</param>
    /// <param name="ct">Stops it.</param>
    public async Task<(Survey Survey, int Asked)> SendAsync(
        Cohort cohort,
        Occasion occasion,
        SurveyForm form,
        Meeting? meeting,
        CancellationToken ct
    )
    {
        var now = time.GetUtcNow();
        var series = await db.SurveySeries.SingleOrDefaultAsync(s => s.CohortId == cohort.Id && s.Form == form.Key, ct);
        if (series is null)
        {
            db.SurveySeries.Add(
                series = new SurveySeries
                {
                    CohortId = cohort.Id,
                    Form = form.Key,
                    Secret = secrets.NewSecret(),
                }
            );
            await db.SaveChangesAsync(ct);
        }

        var survey = await db.Surveys.SingleOrDefaultAsync(s => s.SeriesId == series.Id && s.OccasionId == occasion.Id, ct);
        if (survey is null)
        {
            db.Surveys.Add(
                survey = new Survey
                {
                    SeriesId = series.Id,
                    OccasionId = occasion.Id,
                    OpensAt = now,
                    ClosesAt = await ClosingAsync(occasion, now, ct),
                    Version = 1,
                }
            );
            await db.SaveChangesAsync(ct);
        }

        return (survey, survey.IsOpen(now) ? await AskAsync(cohort, occasion, form, series, survey, meeting, ct) : 0);
    }

    /// <summary>Some time after the last meeting of the occasion: groups meet on different days, and answer one survey.</summary>
    private async Task<DateTimeOffset> ClosingAsync(Occasion occasion, DateTimeOffset now, CancellationToken ct)
    {
        var ends = await db
            .Meetings.Where(m => m.OccasionId == occasion.Id && m.Status != MeetingStatus.Cancelled)
            .Select(m => m.EndsAt ?? m.WindowTo)
            .ToListAsync(ct);
        var closes = ends.Append(now).Max() + SurveyForm.Open;
        return closes < now + Survey.LongestOpen ? closes : now + Survey.LongestOpen;
    }

    private async Task<int> AskAsync(
        Cohort cohort,
        Occasion occasion,
        SurveyForm form,
        SurveySeries series,
        Survey survey,
        Meeting? meeting,
        CancellationToken ct
    )
    {
        var groupId = meeting?.GroupId;
        var people = await (
            from p in db.Participations
            where p.CohortId == cohort.Id && p.WithdrawnAt == null && (groupId == null || p.GroupId == groupId)
            join m in db.Memberships on p.OrganisationId equals m.OrganisationId
            where
                m.EndedAt == null
                && m.Function != null
                && !db.SurveyInvitees.Any(i => i.SurveyId == survey.Id && i.PersonId == m.PersonId)
            join u in db.Users on m.PersonId equals u.Id
            orderby m.Id
            select new
            {
                Reader = new Letters.Reader(u.Id, u.Name, u.Email!, u.Language, p.OrganisationId),
                Function = m.Function!.Value,
            }
        ).ToListAsync(ct);
        var asked = people.DistinctBy(p => p.Reader.PersonId).ToList();
        db.SurveyInvitees.AddRange(
            asked.Select(p => new SurveyInvitee
            {
                SurveyId = survey.Id,
                PersonId = p.Reader.PersonId,
                OrganisationId = p.Reader.OrganisationId,
                Function = p.Function,
                MeetingId = meeting?.Id,
            })
        );

        // Made now and in no order, and filled in later: so neither place nor time tells whose they are.
        var responses = asked
            .Select(p => new SurveyResponse
            {
                SurveyId = survey.Id,
                Pseudonym = secrets.PseudonymOf(series, p.Reader.PersonId),
                Function = p.Function,
            })
            .ToArray();
        RandomNumberGenerator.Shuffle(responses.AsSpan());
        db.SurveyResponses.AddRange(responses);
        var show = new Func<Show>(() => new Show(caller));
        letters.Send(
            MailTopic.Survey,
            asked.Select(p => p.Reader),
            () =>
                meeting is null
                    ? Texts.Mail_SurveyAskedSubject(show().Text(form.Title), Show.Occasion(occasion.Key))
                    : Texts.Mail_SurveySubject(Show.Occasion(occasion.Key)),
            reader =>
                [
                    meeting is null
                        ? Texts.Mail_SurveyAsked(caller.Network!.Name, cohort.Name, Show.Occasion(occasion.Key))
                        : Texts.Mail_Survey(Show.Occasion(occasion.Key), caller.Network!.Name),
                    show().Text(form.Intro),
                    Texts.Mail_SurveyUntil(show().Moment(survey.ClosesAt)),
                    letters.To(Links.SurveyOf(secrets.TokenOf(survey.Id, reader.PersonId))),
                    Texts.SurveyWhoSees,
                ]
        );
        return asked.Count;
    }
}
