using Microsoft.EntityFrameworkCore;
using ModelMunicipalities.App.Data;
using ModelMunicipalities.App.Tenancy;
using ModelMunicipalities.Domain.Assessments;
using ModelMunicipalities.Domain.Surveys;

namespace ModelMunicipalities.App.Features.Surveys;

/// <summary>
/// Reads a cohort's surveys with the figures that may be shown of them, to anybody alike; for pages, the API and jobs. By
/// the same number of queries whatever the cohort's size.
/// </summary>
public sealed class SurveyResults(AppDb db, Caller caller, SurveyForms forms, InstrumentCatalogue instruments, TimeProvider time)
{
    /// <summary>One survey of a cohort.</summary>
    /// <param name="Id">Its identity.</param>
    /// <param name="Form">What is asked, with the steps of the cohort's checklist.</param>
    /// <param name="Occasion">The occasion's key.</param>
    /// <param name="OpensAt">From when it could be answered.</param>
    /// <param name="ClosesAt">Until when.</param>
    /// <param name="IsOpen">True while it can be.</param>
    /// <param name="IsCounted">True when figures are shown.</param>
    /// <param name="IsRecounted">True when they were counted anew, and so hold totals only.</param>
    /// <param name="Version">Its version, for changes.</param>
    /// <param name="Invited">How many were asked.</param>
    /// <param name="Answered">How many have answered.</param>
    /// <param name="Figures">Every question; empty before it is counted.</param>
    /// <param name="Themes">What several texts are about, where enough are.</param>
    public sealed record One(
        int Id,
        SurveyForm Form,
        string Occasion,
        DateTimeOffset OpensAt,
        DateTimeOffset ClosesAt,
        bool IsOpen,
        bool IsCounted,
        bool IsRecounted,
        int Version,
        int Invited,
        int Answered,
        IReadOnlyList<QuestionFigures> Figures,
        IReadOnlyList<Theme> Themes)
    {
        /// <summary>The share that answered, 0–1; null when nobody was asked.</summary>
        public double? Rate => Invited == 0 ? null : (double)Answered / Invited;

        /// <summary>True when it has closed with so few answers that they may say more about who answered.</summary>
        public bool HasLowRate => !IsOpen && Rate < SurveyFigures.LowRate;

        /// <summary>The figures of the question that stands for the whole.</summary>
        public QuestionFigures? Headline => Form.Headline is null ? null : Of(Form.Headline);

        /// <summary>The figures of a question; null before it is counted.</summary>
        public QuestionFigures? Of(string question) => Figures.FirstOrDefault(f => f.Question == question);
    }

    /// <param name="Question">The question's key.</param>
    /// <param name="Name">What the coordinator calls it.</param>
    /// <param name="Count">How many texts are about it.</param>
    public sealed record Theme(string Question, string Name, int Count);

    /// <summary>All surveys of a cohort: form by form, in the order of the occasions.</summary>
    public async Task<IReadOnlyList<One>> ReadAsync(int cohortId, CancellationToken ct)
    {
        var (now, minimum) = (time.GetUtcNow(), caller.Network!.MinimumCell);
        var rows = await (
            from s in db.Surveys
            join x in db.SurveySeries on s.SeriesId equals x.Id
            where x.CohortId == cohortId
            join o in db.Occasions on s.OccasionId equals o.Id
            join c in db.Cohorts on x.CohortId equals c.Id
            orderby x.Form, o.Ordinal
            select new { Survey = s, x.Form, Occasion = o.Key, c.Instrument }).AsNoTracking().ToListAsync(ct);
        var ids = rows.ConvertAll(r => r.Survey.Id);
        var counts = await (
            from i in db.SurveyInvitees
            where ids.Contains(i.SurveyId)
            group i by i.SurveyId into survey
            select new { survey.Key, Invited = survey.Count(), Answered = survey.Count(i => i.RespondedAt != null) }).ToDictionaryAsync(s => s.Key, ct);
        var sheets = (await db.SurveyResponses.Where(r => ids.Contains(r.SurveyId)).Select(r => new { r.SurveyId, r.Pseudonym, r.Function, r.Counted }).ToListAsync(ct))
            .Where(r => r.Counted.Count > 0)
            .ToLookup(r => r.SurveyId, r => new SurveySheet(r.Pseudonym, r.Function, r.Counted));
        var themes = (await db.SurveyThemes.Where(t => ids.Contains(t.SurveyId)).AsNoTracking().ToListAsync(ct)).ToLookup(t => t.SurveyId);

        var all = new List<One>();
        foreach (var series in rows.GroupBy(r => r.Form))
        {
            var form = forms[series.Key].For(instruments[series.First().Instrument]);
            var shown = series.Where(r => r.Survey.ShowsFigures(now)).Select(r => new SurveyRound(r.Occasion, r.Survey.IsRecounted, [.. sheets[r.Survey.Id]])).ToList();
            var figures = SurveyFigures.Of(form, shown, minimum).ToLookup(f => f.Occasion);
            all.AddRange(series.Select(r =>
            {
                var counted = r.Survey.ShowsFigures(now);
                var texts = sheets[r.Survey.Id].SelectMany(s => s.Answers).Where(a => a.Text is not null).Select(a => a.Id).ToHashSet();
                return new One(
                    r.Survey.Id,
                    form,
                    r.Occasion,
                    r.Survey.OpensAt,
                    r.Survey.ClosesAt,
                    r.Survey.IsOpen(now),
                    counted,
                    r.Survey.IsRecounted,
                    r.Survey.Version,
                    counts.GetValueOrDefault(r.Survey.Id)?.Invited ?? 0,
                    counts.GetValueOrDefault(r.Survey.Id)?.Answered ?? 0,
                    [.. figures[r.Occasion]],
                    counted ? [.. themes[r.Survey.Id].Select(t => new Theme(t.Question, t.Name, t.Texts.Count(texts.Contains))).Where(t => t.Count >= minimum).OrderByDescending(t => t.Count)] : []);
            }));
        }

        return all;
    }
}
