using ModelMunicipalities.Domain.Accounts;

namespace ModelMunicipalities.Domain.Assessments;

/// <content>Handing a scoring in, taking it back and opening it again.</content>
public sealed partial class Assessment
{
    /// <summary>
    /// Hands a function's scoring in. Steps never touched count with the organisation's score at the occasion before and
    /// are marked as carried over.
    /// </summary>
    public IReadOnlyList<Refusal> HandIn(
        Function function,
        Profile? previous,
        Instrument instrument,
        ScoringWindow window,
        int by,
        DateTimeOffset now
    )
    {
        var refusals = MayChange(window, now);
        if (refusals.Count > 0)
        {
            return refusals;
        }

        if (HasHandedIn(function))
        {
            return [Refusal.Conflict("AlreadyHandedIn")];
        }

        var scoring = Of(function);
        var missing = instrument
            .Steps.Where(s => scoring?.Of(s.Number)?.Score is null && previous?[s.Number] is null)
            .Select(s => s.Number)
            .ToList();
        if (missing.Count > 0)
        {
            return [.. missing.Select(step => Refusal.Invalid("StepNotScored", $"steps[{step}]", step))];
        }

        if (scoring is null)
        {
            Scorings.Add(scoring = new Scoring { Function = function });
        }

        scoring.CarryOver(instrument, previous, by, now);
        scoring.HandedInAt = now;
        scoring.HandedInBy = by;
        scoring.ReopenedReason = null;
        scoring.Version++;
        Version++;
        return [];
    }

    /// <summary>
    /// Takes a scoring that was handed in by mistake back, as a draft: the act of who handed it in, until all three are in.
    /// When she could read another's by then, it is blind no more.
    /// </summary>
    /// <param name="function">Whose scoring.</param>
    /// <param name="window">When the organisation may score.</param>
    /// <param name="by">Who takes it back.</param>
    /// <param name="now">When.</param>
    public IReadOnlyList<Refusal> TakeBack(Function function, ScoringWindow window, int by, DateTimeOffset now)
    {
        var refusals = MayChange(window, now);
        if (refusals.Count > 0)
        {
            return refusals;
        }

        if (Of(function) is not { HandedInAt: not null } scoring)
        {
            return [Refusal.Conflict("NotHandedIn")];
        }

        if (AllHandedIn)
        {
            return [Refusal.Conflict("TakeBackTooLate")];
        }

        if (scoring.HandedInBy != by)
        {
            return [Refusal.Forbidden("HandedInByAnother")];
        }

        scoring.Open(Functions.Any(f => f != function && HasHandedIn(f)), null, now);
        Version++;
        return [];
    }

    /// <summary>
    /// Opens one function's scoring again after all three were in: the act of the key person or the coordinator, with a
    /// reason. It is blind no more. The common answers that were begun stand, and go on when it is handed in anew.
    /// </summary>
    /// <param name="function">Whose scoring.</param>
    /// <param name="reason">Why; the function, the trail and the page are told.</param>
    /// <param name="window">When the organisation may score.</param>
    /// <param name="now">When.</param>
    public IReadOnlyList<Refusal> ReopenScoring(Function function, string? reason, ScoringWindow window, DateTimeOffset now)
    {
        if (string.IsNullOrWhiteSpace(reason))
        {
            return [Refusal.Invalid("ReasonMissing", "reason")];
        }

        var refusals = MayChange(window, now);
        if (refusals.Count > 0)
        {
            return refusals;
        }

        if (!AllHandedIn)
        {
            return [Refusal.Conflict(HasHandedIn(function) ? "ReopenTooEarly" : "NotHandedIn")];
        }

        Of(function)!.Open(true, reason.Trim(), now);
        Version++;
        return [];
    }
}
