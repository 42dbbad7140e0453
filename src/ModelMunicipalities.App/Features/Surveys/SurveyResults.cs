using Microsoft.EntityFrameworkCore;
using ModelMunicipalities.App.Data;
using ModelMunicipalities.App.Tenancy;
using ModelMunicipalities.Domain.Assessments;
using ModelMunicipalities.Domain.Surveys;

namespace ModelMunicipalities.App.Features.Surveys;

/// <summary>
/// Reads a cohort's surveys with the figures that a reader may be shown of them: what was published when they were counted,
/// never more. For pages, the API and reports; by the same number of queries whatever the cohort's size.
/// </summary>
public sealed class SurveyResults(AppDb db, Caller caller, SurveyForms forms, InstrumentCatalogue instruments, TimeProvider time)
{
    /// <summary>One survey of a cohort.</summary>
    /// <param name="Survey">The survey.</param>
    /// <param name="Form">What is asked, with the steps of the cohort's checklist.</param>
    /// <param name="Occasion">The occasion's key.</param>
    /// <param name="IsOpen">True while it can be answered.</param>
    /// <param name="IsCounted">True when figures are shown.</param>
    /// <param name="Before">The one that its changes are counted since, while figures of it are shown; else null.</param>
    /// <param name="Invited">How many were asked.</param>
    /// <param name="Answered">How many have answered.</param>
    /// <param name="Fewest">The fewest persons that a figure must tell of for the reader.</param>
    /// <param name="Figures">Every question; empty before it is counted.</param>
    /// <param name="Themes">What several texts are about, where enough are.</param>
    public sealed record One(
        Survey Survey,
        SurveyForm Form,
        string Occasion,
        bool IsOpen,
        bool IsCounted,
        Survey? Before,
        int Invited,
        int Answered,
        int Fewest,
        IReadOnlyList<QuestionFigures> Figures,
        IReadOnlyList<Theme> Themes
    )
    {
        /// <summary>Its identity.</summary>
        public int Id => Survey.Id;

        /// <summary>The share that answered, 0–1; null when nobody was asked.</summary>
        public double? Rate => Invited == 0 ? null : (double)Answered / Invited;

        /// <summary>True when it has closed with so few answers that they may say more about who answered.</summary>
        public bool HasLowRate => !IsOpen && Rate < SurveyFigures.LowRate;

        /// <summary>The figures of the question that stands for the whole.</summary>
        public QuestionFigures? Headline => Form.Headline is null ? null : Of(Form.Headline);

        /// <summary>The figures of a question; null before it is counted.</summary>
        public QuestionFigures? Of(string question) => Figures.FirstOrDefault(f => f.Question == question);

        /// <summary>The same for others, who may be told of no fewer than some number.</summary>
        public One For(int fewest) =>
            this with
            {
                Fewest = fewest,
                Figures = IsCounted ? SurveyFigures.Of(Form, Survey, Before, fewest) : [],
            };
    }

    /// <param name="Question">The question's key.</param>
    /// <param name="Name">What the coordinator calls it.</param>
    /// <param name="Count">How many texts are about it.</param>
    public sealed record Theme(string Question, string Name, int Count);

    /// <summary>All surveys of a cohort for the caller: form by form, in the order of the occasions.</summary>
    public Task<IReadOnlyList<One>> ReadAsync(int cohortId, CancellationToken ct) => ReadAsync(cohortId, [caller.PersonId], ct);

    /// <summary>The same for some who read it together.</summary>
    public async Task<IReadOnlyList<One>> ReadAsync(int cohortId, IReadOnlyCollection<int> readers, CancellationToken ct)
    {
        var (now, minimum) = (time.GetUtcNow(), caller.Network!.MinimumCell);
        var rows = (
            await (
                from s in db.Surveys
                join x in db.SurveySeries on s.SeriesId equals x.Id
                where x.CohortId == cohortId
                join o in db.Occasions on s.OccasionId equals o.Id
                join c in db.Cohorts on x.CohortId equals c.Id
                orderby o.Ordinal
                select new
                {
                    Survey = s,
                    x.Form,
                    Occasion = o.Key,
                    c.Instrument,
                }
            )
                .AsNoTracking()
                .ToListAsync(ct)
        ).OrderBy(s => s.Form, StringComparer.Ordinal).ToList();
        var ids = rows.ConvertAll(r => r.Survey.Id);
        var counts = await (
            from i in db.SurveyInvitees
            where ids.Contains(i.SurveyId)
            group i by i.SurveyId into survey
            select new
            {
                survey.Key,
                Invited = survey.Count(),
                Answered = survey.Count(i => i.RespondedAt != null),
            }
        ).ToDictionaryAsync(s => s.Key, ct);
        var asked = await db
            .SurveyInvitees.Where(i => ids.Contains(i.SurveyId) && readers.Contains(i.PersonId))
            .Select(i => i.SurveyId)
            .Distinct()
            .ToListAsync(ct);
        var themes = await ThemesAsync(ids, minimum, ct);

        var all = new List<One>();
        foreach (var series in rows.GroupBy(r => r.Form))
        {
            var form = forms[series.Key].For(instruments[series.First().Instrument]);
            List<Survey> surveys = [.. series.Select(r => r.Survey)];
            var fewest = SurveyFigures.FewestFor(minimum, surveys.Exists(s => asked.Contains(s.Id)));
            all.AddRange(
                series.Select(r =>
                    new One(
                        r.Survey,
                        form,
                        r.Occasion,
                        r.Survey.IsOpen(now),
                        r.Survey.ShowsFigures(now),
                        r.Survey.Before(surveys) is { } before && before.ShowsFigures(now) ? before : null,
                        counts.GetValueOrDefault(r.Survey.Id)?.Invited ?? 0,
                        counts.GetValueOrDefault(r.Survey.Id)?.Answered ?? 0,
                        fewest,
                        [],
                        r.Survey.ShowsFigures(now) ? [.. themes[r.Survey.Id]] : []
                    ).For(fewest)
                )
            );
        }

        return all;
    }

    /// <summary>The themes that enough of the counted texts are about, most first, by survey.</summary>
    private async Task<ILookup<int, Theme>> ThemesAsync(List<int> surveys, int minimum, CancellationToken ct)
    {
        var texts = (await db.SurveyResponses.Where(r => surveys.Contains(r.SurveyId)).Select(r => r.Counted).ToListAsync(ct))
            .SelectMany(c => c)
            .Where(a => a.Text is not null)
            .Select(a => a.Id)
            .ToHashSet();
        var themes = await db.SurveyThemes.Where(t => surveys.Contains(t.SurveyId)).AsNoTracking().ToListAsync(ct);
        return themes
            .Select(t => (t.SurveyId, Theme: new Theme(t.Question, t.Name, t.Texts.Count(texts.Contains))))
            .Where(t => t.Theme.Count >= minimum)
            .OrderByDescending(t => t.Theme.Count)
            .ToLookup(t => t.SurveyId, t => t.Theme);
    }
}
