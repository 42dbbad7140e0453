namespace ModelMunicipalities.Domain.Assessments;

/// <summary>
/// An organisation's scores at one occasion, all steps at once. Kept as text, one digit per step, <c>0</c> for none.
/// </summary>
public sealed record Profile
{
    private readonly string _digits;

    private Profile(string digits) => _digits = digits;

    /// <summary>The score of a step by its number, or null when it has none.</summary>
    public int? this[int step] =>
        step >= 1 && step <= _digits.Length && _digits[step - 1] != '0' ? _digits[step - 1] - '0' : null;

    /// <summary>The scores in order.</summary>
    public IReadOnlyList<int?> Scores => [.. Enumerable.Range(1, _digits.Length).Select(step => this[step])];

    /// <summary>The sum of what is scored.</summary>
    public int Sum => _digits.Sum(d => d - '0');

    /// <summary>How many steps are scored.</summary>
    public int ScoredCount => _digits.Count(d => d != '0');

    /// <summary>True when every step is scored.</summary>
    public bool IsComplete => !_digits.Contains('0');

    /// <summary>Reads the kept form; null stays null.</summary>
    public static Profile? Parse(string? digits) => digits is null ? null : new Profile(digits);

    /// <summary>The kept form of common answers.</summary>
    public static string Of(int steps, IReadOnlyCollection<ConsensusScore> consensus) =>
        string.Create(steps, consensus, static (text, consensus) =>
        {
            text.Fill('0');
            foreach (var score in consensus.Where(c => c.Score is not null))
            {
                text[score.Step - 1] = (char)('0' + score.Score!.Value);
            }
        });

    /// <summary>The steps whose scores differ from another profile's, as (step, from, to).</summary>
    public IEnumerable<(int Step, int? From, int? To)> Moved(Profile from) =>
        from step in Enumerable.Range(1, _digits.Length)
        where this[step] != @from[step]
        select (step, @from[step], this[step]);
}
