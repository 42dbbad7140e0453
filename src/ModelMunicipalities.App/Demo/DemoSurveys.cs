using Microsoft.EntityFrameworkCore;
using ModelMunicipalities.App.Data;
using ModelMunicipalities.Domain.Assessments;
using ModelMunicipalities.Domain.Cohorts;
using ModelMunicipalities.Domain.Networks;
using ModelMunicipalities.Domain.Surveys;
using Randomizer = Bogus.Randomizer;

namespace ModelMunicipalities.App.Demo;

/// <summary>
/// The surveys of the cohort 2027, invented: after the start-up and BM 1, both closed, and the checklist asked for again,
/// which is open and waits for Hedemora's key person.
/// </summary>
internal sealed class DemoSurveys(DemoLoader demo, AppDb db)
{
    private static readonly string[] NextTime =
    [
        "Mer tid till samtal i grupp.",
        "Kortare presentationer, fler frågor.",
        "Skicka underlagen en vecka innan.",
        "Låt politikerna prata med varandra en stund.",
        "Mer om hur ni fick cheferna med er.",
        "Samtal i mindre grupper.",
    ];

    private static readonly string[] Better =
    [
        "Vi frågar efter könsuppdelad statistik i varje ärende.",
        "Nämnden har fått en fast punkt.",
        "Inget ännu, men vi har en plan.",
        "Cheferna har gått en utbildning.",
    ];

    /// <summary>Of its own, so that what is drawn here moves nothing else.</summary>
    private readonly Randomizer _random = new(20270112);

    /// <param name="cohort">The cohort, saved with its occasions, participants and people.</param>
    /// <param name="instrument">Its checklist.</param>
    /// <param name="waiting">Who has not answered what is open.</param>
    public async Task LoadAsync(Cohort cohort, Instrument instrument, int waiting)
    {
        var people = await (
            from p in db.Participations
            where p.CohortId == cohort.Id
            join m in db.Memberships on p.OrganisationId equals m.OrganisationId
            where m.EndedAt == null && m.Function != null
            orderby m.Id
            select new SurveyInvitee
            {
                PersonId = m.PersonId,
                OrganisationId = p.OrganisationId,
                Function = m.Function!.Value,
            }
        )
            .AsNoTracking()
            .ToListAsync();
        var after = await SeriesAsync(cohort, "after-meeting-1");
        var again = await SeriesAsync(cohort, "checklist-follow-up-1");
        var occasions = cohort.Occasions.ToDictionary(o => o.Key);
        var first = await AskAsync(
            after,
            instrument,
            occasions["startup"],
            occasions["startup"].EndsAt,
            14,
            people,
            0.75f,
            0,
            waiting: 0,
            null
        );
        await AskAsync(after, instrument, occasions["bm1"], occasions["bm1"].EndsAt, 14, people, 0.57f, 0.35, waiting: 0, first);
        await AskAsync(again, instrument, occasions["bm1"], demo.Today.AddDays(-3), 17, people, 0.3f, 0.4, waiting, null);
    }

    private async Task<SurveySeries> SeriesAsync(Cohort cohort, string form)
    {
        var series = new SurveySeries
        {
            CohortId = cohort.Id,
            Form = form,
            Secret = demo.Secrets.NewSecret(),
        };
        db.SurveySeries.Add(series);
        await db.SaveChangesAsync();
        return series;
    }

    /// <param name="series">The series.</param>
    /// <param name="instrument">The checklist.</param>
    /// <param name="occasion">The occasion.</param>
    /// <param name="opens">When it opens.</param>
    /// <param name="days">How many days it is open.</param>
    /// <param name="people">Who is asked.</param>
    /// <param name="share">How many answer.</param>
    /// <param name="lift">How much more content they are than at first.</param>
    /// <param name="waiting">Who does not answer.</param>
    /// <param name="before">The survey that changes are counted since.</param>
    private async Task<AnsweredSurvey> AskAsync(
        SurveySeries series,
        Instrument instrument,
        Occasion occasion,
        DateTimeOffset opens,
        int days,
        List<SurveyInvitee> people,
        float share,
        double lift,
        int waiting,
        AnsweredSurvey? before
    )
    {
        var form = demo.Forms[series.Form].For(instrument);
        var survey = new Survey
        {
            SeriesId = series.Id,
            OccasionId = occasion.Id,
            OpensAt = opens,
            ClosesAt = DemoLoader.AtHour(opens.AddDays(days), 23),
            Version = 1,
        };
        db.Surveys.Add(survey);
        await db.SaveChangesAsync();
        var responses = new List<SurveyResponse>();
        foreach (var person in people)
        {
            // The same answer again and again at an invented inclination of their own.
            var isIn = person.PersonId != waiting && _random.Bool(share);
            var response = new SurveyResponse
            {
                SurveyId = survey.Id,
                Pseudonym = demo.Secrets.PseudonymOf(series, person.PersonId),
                Function = person.Function,
                IsSent = isIn,
            };
            response.Write(isIn ? [.. form.Questions.Select(q => Answer(q, lift))] : []);
            responses.Add(response);
            db.SurveyInvitees.Add(
                new SurveyInvitee
                {
                    SurveyId = survey.Id,
                    PersonId = person.PersonId,
                    OrganisationId = person.OrganisationId,
                    Function = person.Function,
                    RespondedAt = isIn ? opens.AddHours(_random.Number(2, 60)) : null,
                }
            );
        }

        if (survey.ClosesAt <= demo.Today)
        {
            SurveyCount.Count(new AnsweredSurvey(survey, responses), before, form, Network.DefaultMinimumCell, survey.ClosesAt);
        }

        db.SurveyResponses.AddRange(_random.Shuffle(responses));
        await db.SaveChangesAsync();
        Sort(survey, responses);
        await db.SaveChangesAsync();
        return new AnsweredSurvey(survey, responses);
    }

    private SurveyAnswer Answer(SurveyQuestion question, double lift) =>
        question.Kind switch
        {
            SurveyQuestionKind.Text => new SurveyAnswer
            {
                Question = question.Key,
                Text = _random.Bool(0.4f) ? _random.ArrayElement(question.Key == "next-time" ? NextTime : Better) : null,
            },
            SurveyQuestionKind.Multiple => new SurveyAnswer
            {
                Question = question.Key,
                Values = [.. question.Choices.Select(c => c.Value).Where(_ => _random.Bool(0.35f))],
            },
            SurveyQuestionKind.Single => new SurveyAnswer
            {
                Question = question.Key,
                Values = [_random.WeightedRandom([1, 2, 3], [0.45f, 0.5f, 0.05f])],
            },
            _ => new SurveyAnswer
            {
                Question = question.Key,
                Values =
                [
                    Math.Clamp(
                        (int)Math.Round(_random.Double(0.5, 1) * question.Choices.Count + lift),
                        1,
                        question.Choices.Count
                    ),
                ],
            },
        };

    /// <summary>What several wrote of time stands under a theme.</summary>
    private void Sort(Survey survey, List<SurveyResponse> responses)
    {
        var texts = responses
            .SelectMany(r => r.Counted)
            .Where(a => a.Question == "next-time" && a.Text?.Contains("amtal", StringComparison.Ordinal) == true)
            .Select(a => a.Id)
            .ToList();
        if (texts.Count > 0)
        {
            db.SurveyThemes.Add(
                new SurveyTheme
                {
                    SurveyId = survey.Id,
                    Question = "next-time",
                    Name = "Mer tid till samtal",
                    Texts = texts,
                }
            );
        }
    }
}
