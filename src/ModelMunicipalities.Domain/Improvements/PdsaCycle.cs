namespace ModelMunicipalities.Domain.Improvements;

/// <summary>What a cycle led to.</summary>
public enum CycleOutcome
{
    /// <summary>It worked: keep it.</summary>
    Adopt = 1,

    /// <summary>It worked in part: change it and try again.</summary>
    Adapt = 2,

    /// <summary>It did not work: leave it.</summary>
    Abandon = 3,
}

/// <summary>PDSA: one turn of plan, do, study, act.</summary>
public sealed class PdsaCycle
{
    /// <summary>The longest of its four texts, in characters.</summary>
    public const int LongestText = 2000;

    /// <summary>What is tried, by whom, where, and what is expected.</summary>
    public string? Plan { get; set; }

    /// <summary>What was done.</summary>
    public string? Do { get; set; }

    /// <summary>What was seen, against what was expected.</summary>
    public string? Study { get; set; }

    /// <summary>What follows from it.</summary>
    public string? Act { get; set; }

    /// <summary>What it led to; null until that is known.</summary>
    public CycleOutcome? Outcome { get; set; }

    /// <summary>When it was begun.</summary>
    public DateTimeOffset BegunAt { get; set; }
}

/// <summary>A cycle as somebody writes it: all of it as it is to be.</summary>
/// <param name="Plan">What is tried; always there.</param>
/// <param name="Do">What was done.</param>
/// <param name="Study">What was seen; not before <paramref name="Do"/>.</param>
/// <param name="Act">What follows; not before <paramref name="Study"/>.</param>
/// <param name="Outcome">What it led to, which ends it; not before <paramref name="Act"/>.</param>
public sealed record CycleDraft(
    string? Plan,
    string? Do = null,
    string? Study = null,
    string? Act = null,
    CycleOutcome? Outcome = null
)
{
    /// <summary>True when a cycle says this already.</summary>
    public bool Says(PdsaCycle cycle)
    {
        ArgumentNullException.ThrowIfNull(cycle);
        return (Kept.Text(Plan), Kept.Text(Do), Kept.Text(Study), Kept.Text(Act), Outcome)
            == (cycle.Plan, cycle.Do, cycle.Study, cycle.Act, cycle.Outcome);
    }

    internal List<Refusal> Check()
    {
        (string? Text, string Field)[] texts = [(Plan, "plan"), (Do, "do"), (Study, "study"), (Act, "act")];
        var refusals = texts.SelectMany(t => Kept.Check(t.Text, t.Field, PdsaCycle.LongestText)).ToList();
        if (Kept.Text(Plan) is null)
        {
            refusals.Add(Refusal.Invalid("PlanMissing", "plan"));
        }

        // In the order in which they are thought: one says what was seen of what was done.
        refusals.AddRange(
            Enumerable
                .Range(2, 2)
                .Where(i => Kept.Text(texts[i].Text) is not null && Kept.Text(texts[i - 1].Text) is null)
                .Select(i => Refusal.Invalid("CycleOrder", texts[i - 1].Field))
        );
        if (Outcome is not null && Kept.Text(Act) is null)
        {
            refusals.Add(Refusal.Invalid("CycleOrder", "act"));
        }

        if (Outcome is { } outcome && !Enum.IsDefined(outcome))
        {
            refusals.Add(Refusal.Invalid("Unreadable", "outcome"));
        }

        return refusals;
    }

    internal PdsaCycle On(PdsaCycle cycle)
    {
        (cycle.Plan, cycle.Do, cycle.Study, cycle.Act, cycle.Outcome) = (
            Kept.Text(Plan),
            Kept.Text(Do),
            Kept.Text(Study),
            Kept.Text(Act),
            Outcome
        );
        return cycle;
    }
}

/// <summary>What is kept of a text that somebody writes.</summary>
internal static class Kept
{
    /// <summary>Without blanks around it and with one kind of line breaks; null for nothing.</summary>
    public static string? Text(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim().ReplaceLineEndings("\n");

    /// <summary>What is wrong with it. No database of ours keeps the null character in the same way as another.</summary>
    public static IEnumerable<Refusal> Check(string? text, string field, int longest, bool oneLine = false)
    {
        if (text?.Any(c => c == '\0' || (oneLine && char.IsControl(c))) == true)
        {
            yield return Refusal.Invalid("Unreadable", field);
        }

        if (Text(text)?.Length > longest)
        {
            yield return Refusal.Invalid("TextTooLong", field, longest);
        }
    }
}
