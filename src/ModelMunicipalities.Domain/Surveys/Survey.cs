using System.Linq.Expressions;
using System.Text.Json.Serialization;
using ModelMunicipalities.Domain.Accounts;
using ModelMunicipalities.Domain.Networks;

namespace ModelMunicipalities.Domain.Surveys;

/// <summary>The surveys of one form in one cohort. In them, and nowhere else, a person is the same pseudonym each time.</summary>
public sealed class SurveySeries : ITenantOwned
{
    /// <summary>Database identity.</summary>
    public int Id { get; set; }

    /// <inheritdoc/>
    public int NetworkId { get; set; }

    /// <summary>The cohort.</summary>
    public int CohortId { get; set; }

    /// <summary>Key of the <see cref="SurveyForm"/>.</summary>
    public required string Form { get; set; }

    /// <summary>The key that pseudonyms are made with, encrypted.</summary>
    public required string Secret { get; set; }
}

/// <summary>One survey: a form, sent to those who met at an occasion. Its figures are shown once it has closed.</summary>
public sealed class Survey : ITenantOwned
{
    /// <summary>The longest that a survey is open, counted from when its closing is set.</summary>
    public static readonly TimeSpan LongestOpen = TimeSpan.FromDays(180);

    /// <summary>Database identity.</summary>
    public int Id { get; set; }

    /// <inheritdoc/>
    public int NetworkId { get; set; }

    /// <summary>The series.</summary>
    public int SeriesId { get; set; }

    /// <summary>The occasion that it is about; one survey of a series for each.</summary>
    public int OccasionId { get; set; }

    /// <summary>From when it can be answered.</summary>
    public DateTimeOffset OpensAt { get; set; }

    /// <summary>Until when.</summary>
    public DateTimeOffset ClosesAt { get; set; }

    /// <summary>When its answers were last counted, after it closed; null before.</summary>
    public DateTimeOffset? CountedAt { get; set; }

    /// <summary>
    /// True when what had been published was counted anew: of that it tells totals only, and counts it no more.
    /// </summary>
    public bool IsRecounted { get; set; }

    /// <summary>The figures that were decided on when it was counted; null before, and while it waits for that.</summary>
    public SurveyPublication? Published { get; set; }

    /// <summary>Counts the changes; guards against lost updates.</summary>
    public int Version { get; set; }

    /// <summary>True while it can be answered.</summary>
    public bool IsOpen(DateTimeOffset now) => OpensAt <= now && now < ClosesAt;

    /// <summary><see cref="IsOpen"/> for queries.</summary>
    public static Expression<Func<Survey, bool>> OpenAt(DateTimeOffset now) => s => s.OpensAt <= now && now < s.ClosesAt;

    /// <summary>True when it has closed since it was last counted, or was counted before figures were kept.</summary>
    public bool AwaitsCount(DateTimeOffset now) =>
        (ClosesAt <= now && !(CountedAt >= ClosesAt)) || (CountedAt is not null && Published is null);

    /// <summary><see cref="AwaitsCount"/> for queries.</summary>
    public static Expression<Func<Survey, bool>> AwaitingCountAt(DateTimeOffset now) =>
        s =>
            (s.ClosesAt <= now && (s.CountedAt == null || s.CountedAt < s.ClosesAt))
            || (s.CountedAt != null && s.Published == null);

    /// <summary>True when figures may be shown: it is closed and counted.</summary>
    public bool ShowsFigures(DateTimeOffset now) => ClosesAt <= now && Published is not null;

    /// <summary>
    /// The survey that its changes are counted since: the last before it that has been counted, open again or not, and once
    /// figures are published always the same.
    /// </summary>
    /// <param name="series">All surveys of its series, in the order of their occasions.</param>
    public Survey? Before(IReadOnlyList<Survey> series) =>
        Published is { Questions.Count: > 0 } published
            ? series.FirstOrDefault(s => s.Id == published.Since)
            : series.TakeWhile(s => s != this).LastOrDefault(s => s.Published is not null);

    /// <summary>Sets when it closes; a later day opens one that is closed, now closes one that is open.</summary>
    /// <param name="at">When.</param>
    /// <param name="now">Now.</param>
    public Refusal? CloseAt(DateTimeOffset at, DateTimeOffset now)
    {
        if (at < now || at > now + LongestOpen)
        {
            return Refusal.Invalid("SurveyClosingOutside", "closesAt", LongestOpen.Days);
        }

        ClosesAt = at;
        Version++;
        return null;
    }
}

/// <summary>Somebody who is asked, and whether she has answered; never what.</summary>
public sealed class SurveyInvitee : ITenantOwned
{
    /// <summary>Database identity.</summary>
    public int Id { get; set; }

    /// <inheritdoc/>
    public int NetworkId { get; set; }

    /// <summary>The survey.</summary>
    public int SurveyId { get; set; }

    /// <summary>Who; once in a survey whatever her functions.</summary>
    public int PersonId { get; set; }

    /// <summary>The organisation for which she was asked.</summary>
    public int OrganisationId { get; set; }

    /// <summary>Her function there.</summary>
    public Function Function { get; set; }

    /// <summary>The meeting after which she was asked; null when the survey was opened by hand.</summary>
    public int? MeetingId { get; set; }

    /// <summary>When she first sent her answers; null until she has.</summary>
    public DateTimeOffset? RespondedAt { get; set; }
}

/// <summary>
/// What somebody answered, under a pseudonym: no person, no organisation, no time, and a key that is random. It is made when
/// people are asked, all of them together and shuffled, so that no order tells who answered when.
/// </summary>
public sealed class SurveyResponse : ITenantOwned
{
    /// <summary>Random.</summary>
    public Guid Id { get; set; } = Guid.NewGuid();

    /// <inheritdoc/>
    public int NetworkId { get; set; }

    /// <summary>The survey.</summary>
    public int SurveyId { get; set; }

    /// <summary>The person as her series knows her, hexadecimal.</summary>
    public required string Pseudonym { get; set; }

    /// <summary>Her function, for figures by function.</summary>
    public Function Function { get; set; }

    /// <summary>True once she has sent them; a draft counts nowhere.</summary>
    public bool IsSent { get; set; }

    /// <summary>Her answers as they stand.</summary>
    public List<SurveyAnswer> Answers { get; set; } = [];

    /// <summary>Her answers as they were last counted: all figures are made of these.</summary>
    public List<SurveyAnswer> Counted { get; set; } = [];

    /// <summary>Another at each change; guards against lost updates without counting them.</summary>
    public Guid Stamp { get; set; } = Guid.NewGuid();

    /// <summary>The version of her answers: of what they say, so that nothing tells how often or when she wrote.</summary>
    public int Version =>
        ContentVersion.Of(Answers.OrderBy(a => a.Question, StringComparer.Ordinal).Select(a => (object?)a.Version));

    /// <summary>
    /// Her answers with those of one tab in them. An answer that the tab shows as it was shown there leaves what stands; one
    /// that was changed both there and somewhere else is refused.
    /// </summary>
    /// <param name="given">
    /// What the tab says now, and for each question the version that it was shown; null to replace whatever stands.
    /// </param>
    /// <param name="merged">The answers to write.</param>
    /// <returns>The questions that were answered differently in two places.</returns>
    public IReadOnlyList<SurveyAnswer> Merge(
        IReadOnlyList<(SurveyAnswer Answer, int? Shown)> given,
        out IReadOnlyList<SurveyAnswer> merged
    )
    {
        ArgumentNullException.ThrowIfNull(given);
        var conflicts = new List<SurveyAnswer>();
        var kept = new List<SurveyAnswer>();
        foreach (var (answer, shown) in given)
        {
            var now = Answers.Find(a => a.Question == answer.Question) ?? new SurveyAnswer { Question = answer.Question };
            if (shown is not null && shown != now.Version && shown != answer.Version && answer.Version != now.Version)
            {
                conflicts.Add(now);
            }

            kept.Add(shown == answer.Version ? now : answer);
        }

        merged = kept;
        return conflicts;
    }

    /// <summary>Replaces the answers; a text that stays keeps its identity, and with it its theme.</summary>
    public void Write(IReadOnlyList<SurveyAnswer> answers)
    {
        ArgumentNullException.ThrowIfNull(answers);
        Answers = [.. answers.Where(a => !a.IsEmpty).Select(a => Answers.FirstOrDefault(a.Says) ?? a)];
        Stamp = Guid.NewGuid();
    }
}

/// <summary>An answer to one question.</summary>
public sealed record SurveyAnswer
{
    /// <summary>The question's key.</summary>
    public required string Question { get; init; }

    /// <summary>The numbers chosen.</summary>
    public List<int> Values { get; init; } = [];

    /// <summary>What was written.</summary>
    public string? Text { get; init; }

    /// <summary>Names a text for those who sort texts, apart from who wrote it and from what else she answered.</summary>
    public Guid Id { get; init; } = Guid.NewGuid();

    /// <summary>True when nothing is answered.</summary>
    public bool IsEmpty => Values.Count == 0 && string.IsNullOrWhiteSpace(Text);

    /// <summary>The version of what it says; none when nothing is answered.</summary>
    [JsonIgnore]
    public int Version => IsEmpty ? ContentVersion.None : ContentVersion.Of(Question, Values.Order(), Text);

    /// <summary>True when another answers the same question with the same.</summary>
    public bool Says(SurveyAnswer? other) =>
        other is not null
        && other.Question == Question
        && other.Text == Text
        && other.Values.Order().SequenceEqual(Values.Order());
}

/// <summary>What several texts are about, in the coordinator's words.</summary>
public sealed class SurveyTheme : ITenantOwned
{
    /// <summary>The longest name, in characters.</summary>
    public const int LongestName = 100;

    /// <summary>Database identity.</summary>
    public int Id { get; set; }

    /// <inheritdoc/>
    public int NetworkId { get; set; }

    /// <summary>The survey.</summary>
    public int SurveyId { get; set; }

    /// <summary>The question's key.</summary>
    public required string Question { get; set; }

    /// <summary>What it is called.</summary>
    public required string Name { get; set; }

    /// <summary>The texts in it, by their own identity. A text is in one theme of its question at most.</summary>
    public List<Guid> Texts { get; set; } = [];

    /// <summary>The version of its name.</summary>
    public int Version => ContentVersion.Of(Name);
}
