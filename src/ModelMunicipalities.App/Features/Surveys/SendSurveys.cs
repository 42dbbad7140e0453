using MediatR;
using Microsoft.EntityFrameworkCore;
using ModelMunicipalities.App.Data;
using ModelMunicipalities.App.Platform;
using ModelMunicipalities.App.Tenancy;
using ModelMunicipalities.Domain.Assessments;
using ModelMunicipalities.Domain.Cohorts;
using ModelMunicipalities.Domain.Meetings;
using ModelMunicipalities.Domain.Surveys;

namespace ModelMunicipalities.App.Features.Surveys;

/// <summary>
/// Asks those who were to be at a meeting that has ended, each group when its own has, and counts the surveys that have
/// closed. The answer is how many people were asked and surveys counted.
/// </summary>
public static class SendSurveys
{
    public sealed record Command : IUse<int>, IForJobs;

    internal sealed class Handler(
        AppDb db,
        Caller caller,
        SurveySender sender,
        SurveyForms forms,
        InstrumentCatalogue instruments,
        TimeProvider time
    ) : IRequestHandler<Command, Outcome<int>>
    {
        public async Task<Outcome<int>> Handle(Command request, CancellationToken ct)
        {
            var now = time.GetUtcNow();
            if (!await Ended(now).AnyAsync(ct) && !await Closed(now).AnyAsync(ct))
            {
                return 0;
            }

            await using var transaction = await db.BeginAloneAsync(ct);
            var done = 0;
            foreach (var meeting in await Ended(now).OrderBy(m => m.EndsAt).ToListAsync(ct))
            {
                var cohort = await db.Cohorts.SingleAsync(c => c.Id == meeting.CohortId, ct);
                var occasion = await db.Occasions.SingleAsync(o => o.Id == meeting.OccasionId, ct);
                foreach (var form in forms.All.Where(f => f.After.Contains(meeting.Form)))
                {
                    done += (await sender.SendAsync(cohort, occasion, form, meeting, ct)).Asked;
                }
            }

            foreach (var series in await Closed(now).Select(s => s.SeriesId).Distinct().ToListAsync(ct))
            {
                done += await CountAsync(db, caller, forms, instruments, series, now, ct);
            }

            await db.SaveChangesAsync(ct);
            await transaction.CommitAsync(ct);
            return done;
        }

        /// <summary>
        /// Held lately, and nobody asked after it. What was held long before there were surveys is left in peace.
        /// </summary>
        private IQueryable<Meeting> Ended(DateTimeOffset now)
        {
            var since = now - SurveyForm.Open;
            return from m in db.Meetings.Where(Meeting.HeldAt(now))
                where
                    m.OccasionId != null
                    && m.EndsAt > since
                    && db.Cohorts.Any(c => c.Id == m.CohortId && c.ClosedAt == null)
                    && !db.SurveyInvitees.Any(i => i.MeetingId == m.Id)
                    && !db.Surveys.Any(s => s.OccasionId == m.OccasionId && s.ClosesAt <= now)
                select m;
        }

        private IQueryable<Survey> Closed(DateTimeOffset now) => db.Surveys.Where(Survey.AwaitingCountAt(now));
    }

    /// <summary>
    /// Counts what is to be counted of a series, in the order of the occasions, since each is published beside what the others
    /// have told. In a transaction of its caller's, alone in the network; saved by the caller.
    /// </summary>
    /// <returns>How many were counted.</returns>
    internal static async Task<int> CountAsync(
        AppDb db,
        Caller caller,
        SurveyForms forms,
        InstrumentCatalogue instruments,
        int seriesId,
        DateTimeOffset now,
        CancellationToken ct
    )
    {
        var of = await (
            from s in db.SurveySeries
            where s.Id == seriesId
            join c in db.Cohorts on s.CohortId equals c.Id
            select new { s.Form, c.Instrument }
        ).SingleAsync(ct);
        var surveys = await (
            from s in db.Surveys
            where s.SeriesId == seriesId
            join o in db.Occasions on s.OccasionId equals o.Id
            orderby o.Ordinal
            select s
        ).ToListAsync(ct);
        var waiting = surveys.FindAll(s => s.AwaitsCount(now));
        foreach (var survey in waiting)
        {
            var before = survey.Before(surveys);
            SurveyCount.Count(
                await WithAnswersAsync(survey),
                before is null ? null : await WithAnswersAsync(before),
                forms[of.Form].For(instruments[of.Instrument]),
                caller.Network!.MinimumCell,
                now
            );
        }

        return waiting.Count;

        async Task<AnsweredSurvey> WithAnswersAsync(Survey survey) =>
            new(survey, await db.SurveyResponses.Where(r => r.SurveyId == survey.Id).ToListAsync(ct));
    }
}
