using System.Globalization;
using ModelMunicipalities.Domain.Assessments;

namespace ModelMunicipalities.Domain.Surveys;

/// <summary>How a question is answered.</summary>
public enum SurveyQuestionKind
{
    /// <summary>One number of a scale; it has a mean.</summary>
    Scale = 1,

    /// <summary>One of some choices.</summary>
    Single = 2,

    /// <summary>Any number of some choices.</summary>
    Multiple = 3,

    /// <summary>In the person's own words.</summary>
    Text = 4,
}

/// <summary>
/// One version of a survey: what is asked, in sections. Forms are data; a new version is a new file. The questions are the
/// same at every occasion, so that answers compare. Source: [002] ch. 3.
/// </summary>
/// <param name="Key">Names the version: <c>after-meeting-1</c>.</param>
/// <param name="Title">What it is called.</param>
/// <param name="Intro">What it is for, to the person who answers.</param>
/// <param name="After">
/// The forms of meeting after which it is sent by itself: <c>bm1</c>. Empty when it is only opened by hand.
/// </param>
/// <param name="Headline">The scale question whose mean stands for the whole; null for none.</param>
/// <param name="Sections">The sections, in order.</param>
public sealed record SurveyForm(
    string Key,
    LocalText Title,
    LocalText Intro,
    IReadOnlyList<string> After,
    string? Headline,
    IReadOnlyList<SurveySection> Sections
)
{
    /// <summary>How long a survey is open after the last meeting that it follows.</summary>
    public static readonly TimeSpan Open = TimeSpan.FromDays(14);

    /// <summary>All questions, in order.</summary>
    public IEnumerable<SurveyQuestion> Questions => Sections.SelectMany(s => s.Questions);

    /// <summary>The question with a key, or null.</summary>
    public SurveyQuestion? Question(string? key) => Questions.FirstOrDefault(q => q.Key == key);

    /// <summary>
    /// The form with the steps of a cohort's checklist where a section asks for them, one scale question for each.
    /// </summary>
    public SurveyForm For(Instrument instrument)
    {
        ArgumentNullException.ThrowIfNull(instrument);
        return this with
        {
            Sections =
            [
                .. Sections.Select(s =>
                    !s.Checklist
                        ? s
                        : s with
                        {
                            Questions =
                            [
                                .. s.Questions,
                                .. instrument.Steps.Select(step => new SurveyQuestion(
                                    StepKey(step.Number),
                                    SurveyQuestionKind.Scale,
                                    new LocalText($"{step.Number}. {step.Text.Sv}", $"{step.Number}. {step.Text.En}"),
                                    [.. instrument.Scale.Levels]
                                )),
                            ],
                        }
                ),
            ],
        };
    }

    /// <summary>What the question about a step of the checklist is called: <c>step-3</c>.</summary>
    public static string StepKey(int step) => $"step-{step.ToString(CultureInfo.InvariantCulture)}";

    /// <summary>What cannot be taken of some answers, question by question.</summary>
    public IReadOnlyList<Refusal> Check(IReadOnlyList<SurveyAnswer> answers)
    {
        ArgumentNullException.ThrowIfNull(answers);
        return
        [
            .. answers
                .Select(a =>
                    Question(a.Question) is { } question
                        ? question.WhyNot(a)
                        : Refusal.Invalid("SurveyQuestionUnknown", a.Question)
                )
                .OfType<Refusal>(),
        ];
    }
}

/// <summary>A part of a form.</summary>
/// <param name="Key">Names it in its form: <c>meeting</c>.</param>
/// <param name="Title">What it is about.</param>
/// <param name="Checklist">True when it also asks for every step of the cohort's checklist, on its scale.</param>
/// <param name="Questions">The questions, in order.</param>
public sealed record SurveySection(string Key, LocalText Title, bool Checklist, IReadOnlyList<SurveyQuestion> Questions);

/// <summary>One question.</summary>
/// <param name="Key">Names it in its form.</param>
/// <param name="Kind">How it is answered.</param>
/// <param name="Text">What is asked.</param>
/// <param name="Choices">The numbers of a scale, lowest first, or the choices; empty for words.</param>
public sealed record SurveyQuestion(string Key, SurveyQuestionKind Kind, LocalText Text, IReadOnlyList<ScaleLevel> Choices)
{
    /// <summary>The longest answer in words, in characters.</summary>
    public const int LongestText = 2000;

    /// <summary>Why an answer cannot be taken; null when it can. No answer can always.</summary>
    public Refusal? WhyNot(SurveyAnswer answer)
    {
        ArgumentNullException.ThrowIfNull(answer);
        return answer.Text?.Length > LongestText ? Refusal.Invalid("SurveyTextLong", Key, LongestText)
            : (Kind == SurveyQuestionKind.Text ? answer.Values.Count > 0 : answer.Text is not null)
            || answer.Values.Any(v => Choices.All(c => c.Value != v))
            || answer.Values.Distinct().Count() != answer.Values.Count
            || (Kind is SurveyQuestionKind.Scale or SurveyQuestionKind.Single && answer.Values.Count > 1)
                ? Refusal.Invalid("SurveyChoiceUnknown", Key)
            : null;
    }
}
