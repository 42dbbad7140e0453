using ModelMunicipalities.Domain.Accounts;
using ModelMunicipalities.Domain.Networks;

namespace ModelMunicipalities.Domain.Assessments;

/// <summary>How far an assessment has come.</summary>
public enum AssessmentStatus
{
    /// <summary>Nobody has saved anything.</summary>
    NotStarted,

    /// <summary>At least one function is scoring, and not all have handed in.</summary>
    Scoring,

    /// <summary>All three have handed in; the common answers are being decided.</summary>
    Comparing,

    /// <summary>Submitted and locked.</summary>
    Submitted,
}

/// <summary>
/// Självskattning: one organisation's scores at one occasion. Each function scores blind, the three are compared, one
/// consensus is recorded and submitted before the meeting starts. Source: [002] ch. 4 and appendix 1.
/// </summary>
public sealed partial class Assessment : ITenantOwned
{
    /// <summary>The functions that score.</summary>
    public static readonly IReadOnlyList<Function> Functions = [Function.Politician, Function.Manager, Function.KeyPerson];

    private static readonly Func<Assessment, AssessmentProgress> ReadProgress = AssessmentProgress.Of.Compile();

    /// <summary>Database identity.</summary>
    public int Id { get; set; }

    /// <inheritdoc/>
    public int NetworkId { get; set; }

    /// <summary>The cohort.</summary>
    public int CohortId { get; set; }

    /// <summary>The organisation; one assessment per organisation and occasion.</summary>
    public int OrganisationId { get; set; }

    /// <summary>The occasion.</summary>
    public int OccasionId { get; set; }

    /// <summary>Key of the instrument.</summary>
    public required string Instrument { get; set; }

    /// <summary>
    /// Counts the changes to what the three share: hand-ins, consensus, submission, reopening. Guards against lost updates.
    /// </summary>
    public int Version { get; set; }

    /// <summary>When it was submitted; null before that and after a reopening.</summary>
    public DateTimeOffset? SubmittedAt { get; set; }

    /// <summary>Who submitted it.</summary>
    public int? SubmittedBy { get; set; }

    /// <summary>When the coordinator opened it again; null once it is submitted anew.</summary>
    public DateTimeOffset? ReopenedAt { get; set; }

    /// <summary>
    /// The scores last submitted, one digit per step in order, <c>0</c> for a step without a score: what overviews of many
    /// organisations read instead of the rows. Null until the first submission; kept while reopened, so that the trail
    /// can tell what moved.
    /// </summary>
    public string? Profile { get; set; }

    /// <summary>The functions' own scorings.</summary>
    public List<Scoring> Scorings { get; } = [];

    /// <summary>The common answers.</summary>
    public List<ConsensusScore> Consensus { get; } = [];

    /// <summary>How far it has come.</summary>
    public AssessmentStatus Status => ReadProgress(this).Status;

    /// <summary>How far it has come for those who do not follow it.</summary>
    public AssessmentStatus SeenFromOutside => ReadProgress(this).SeenFromOutside;

    /// <summary>True when all three functions have handed in.</summary>
    public bool AllHandedIn => Functions.All(HasHandedIn);

    /// <summary>A function's own scoring, or null while it has saved nothing.</summary>
    public Scoring? Of(Function function) => Scorings.Find(s => s.Function == function);

    /// <summary>True when a function has handed in.</summary>
    public bool HasHandedIn(Function function) => Of(function)?.HandedInAt is not null;

    /// <summary>
    /// Whether somebody of the organisation may read a function's scoring. A draft is its function's alone. What is handed in
    /// is read by who handed it in, by a person who has handed in herself, and by all once all three are in: a place that
    /// changes hands, or is taken by somebody's other address, opens nothing.
    /// </summary>
    /// <param name="whose">The function whose scoring it is.</param>
    /// <param name="hers">The function that the reader acts in.</param>
    /// <param name="person">The reader.</param>
    public bool MayRead(Function whose, Function hers, int person) =>
        HasHandedIn(whose)
            ? AllHandedIn || Scorings.Exists(s => s.HandedInAt is not null && s.HandedInBy == person)
            : whose == hers;

    /// <summary>Saves some of a function's answers. Steps not mentioned stay as they were.</summary>
    /// <param name="function">Whose answers.</param>
    /// <param name="answers">The answers; none is saved if one is refused.</param>
    /// <param name="previous">The organisation's scores at the occasion before, from which a score is said to have moved.</param>
    /// <param name="instrument">The instrument of the cohort.</param>
    /// <param name="window">When the organisation may score.</param>
    /// <param name="by">Who saves.</param>
    /// <param name="now">When.</param>
    public IReadOnlyList<Refusal> Save(
        Function function,
        IReadOnlyList<GivenAnswer> answers,
        Profile? previous,
        Instrument instrument,
        ScoringWindow window,
        int by,
        DateTimeOffset now
    )
    {
        var refusals = MayChange(window, now);
        if (HasHandedIn(function))
        {
            refusals.Add(Refusal.Conflict("AlreadyHandedIn"));
        }

        refusals.AddRange(GivenAnswer.Check(answers, instrument));
        refusals.AddRange(GivenAnswer.Stale(answers, Of(function)?.Answers ?? [], by));
        if (refusals.Count > 0)
        {
            return refusals;
        }

        var scoring = Of(function);
        if (scoring is null)
        {
            Scorings.Add(scoring = new Scoring { Function = function });
        }

        scoring.Version++;
        foreach (var answer in answers)
        {
            scoring.Record(answer, previous, by, now);
        }

        return [];
    }

    /// <summary>Records some of the common answers. Steps not mentioned stay as they were.</summary>
    public IReadOnlyList<Refusal> Agree(
        IReadOnlyList<GivenAnswer> answers,
        Profile? previous,
        Instrument instrument,
        ScoringWindow window,
        int by,
        DateTimeOffset now
    )
    {
        var refusals = MayChange(window, now);
        if (!AllHandedIn)
        {
            refusals.Add(Refusal.Conflict("NotAllHandedIn"));
        }

        refusals.AddRange(GivenAnswer.Check(answers, instrument));
        refusals.AddRange(GivenAnswer.Stale(answers, Consensus, by));
        if (refusals.Count > 0)
        {
            return refusals;
        }

        foreach (var answer in answers)
        {
            RecordConsensus(answer, previous, by, now);
        }

        Version++;
        return [];
    }

    /// <summary>Submits the common answers and locks them.</summary>
    public IReadOnlyList<Refusal> Submit(Instrument instrument, ScoringWindow window, int by, DateTimeOffset now)
    {
        if (SubmittedAt is not null)
        {
            return [Refusal.Conflict("AlreadySubmitted")];
        }

        var refusals = MayChange(window, now);
        if (!AllHandedIn)
        {
            refusals.Add(Refusal.Conflict("NotAllHandedIn"));
        }

        if (refusals.Count > 0)
        {
            return refusals;
        }

        var missing = instrument.Steps.Where(s => Consensus.Find(c => c.Step == s.Number)?.Score is null).ToList();
        if (missing.Count > 0)
        {
            return [.. missing.Select(s => Refusal.Invalid("StepWithoutConsensus", $"steps[{s.Number}]", s.Number))];
        }

        Lock(instrument, by, now);
        return [];
    }

    /// <summary>
    /// Opens a locked assessment again, though the meeting has begun: the coordinator's act, with a reason. Until it is
    /// submitted anew it is nobody's result.
    /// </summary>
    public IReadOnlyList<Refusal> Reopen(string? reason, ScoringWindow window, DateTimeOffset now)
    {
        if (string.IsNullOrWhiteSpace(reason))
        {
            return [Refusal.Invalid("ReasonMissing", "reason")];
        }

        if (WhyNotReopen(window, now) is { } refusal)
        {
            return [refusal];
        }

        SubmittedAt = null;
        SubmittedBy = null;
        ReopenedAt = now;
        Version++;
        return [];
    }

    /// <summary>Why there is nothing that the coordinator may open again; null when there is.</summary>
    public Refusal? WhyNotReopen(ScoringWindow window, DateTimeOffset now) =>
        window.WhyNotAnyMore
        ?? (SubmittedAt is null && (ReopenedAt is not null || !window.HasBegun(now)) ? Refusal.Conflict("NotLocked") : null);

    /// <summary>
    /// Takes in common answers that were recorded elsewhere: an import by the coordinator of what an organisation has
    /// already agreed on. Replaces what was there and locks it.
    /// </summary>
    public IReadOnlyList<Refusal> Import(
        IReadOnlyList<GivenAnswer> answers,
        Profile? previous,
        Instrument instrument,
        ScoringWindow window,
        int by,
        DateTimeOffset now
    )
    {
        if (window.WhyNotAnyMore is { } refusal)
        {
            return [refusal];
        }

        var refusals = GivenAnswer.Check(answers, instrument);
        if (refusals.Count > 0)
        {
            return refusals;
        }

        Consensus.RemoveAll(c => answers.All(a => a.Step != c.Step));
        foreach (var answer in answers)
        {
            RecordConsensus(answer, previous, by, now);
        }

        Lock(instrument, by, now);
        return [];
    }

    private void RecordConsensus(GivenAnswer answer, Profile? previous, int by, DateTimeOffset now)
    {
        var score = Consensus.Find(c => c.Step == answer.Step);
        if (score is null)
        {
            Consensus.Add(score = new ConsensusScore { Step = answer.Step });
        }

        score.Record(answer, previous, by, now, Version + 1);
    }

    private void Lock(Instrument instrument, int by, DateTimeOffset now)
    {
        SubmittedAt = now;
        SubmittedBy = by;
        ReopenedAt = null;
        Profile = Assessments.Profile.Of(instrument.Steps.Count, Consensus);
        Version++;
    }

    private List<Refusal> MayChange(ScoringWindow window, DateTimeOffset now) =>
        window.WhyNotAnyMore is { } refusal ? [refusal]
        : SubmittedAt is not null ? [Refusal.Conflict("Submitted")]
        : ReopenedAt is not null ? []
        : window.HasBegun(now) ? [Refusal.Conflict("MeetingHasBegun", window.ClosesAt)]
        : now < window.OpensAt ? [Refusal.Conflict("NotOpenYet", window.OpensAt)]
        : [];
}
