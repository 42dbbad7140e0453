namespace ModelMunicipalities.Domain.Meetings;

/// <summary>What holds for every text that somebody writes about a meeting.</summary>
public static class Writing
{
    /// <summary>Why a text cannot be kept: it is too long, or has a character that no text has. Nothing for none.</summary>
    /// <param name="text">The text as written.</param>
    /// <param name="field">Its field.</param>
    /// <param name="longest">The most characters, without space around.</param>
    public static IEnumerable<Refusal> WhyNot(string? text, string field, int longest)
    {
        if (text?.Contains('\0', StringComparison.Ordinal) == true)
        {
            yield return Refusal.Invalid("Unreadable", field);
        }
        else if (text?.Trim().Length > longest)
        {
            yield return Refusal.Invalid("TextTooLong", field, longest);
        }
    }

    /// <summary>The text without space around; null when nothing is left.</summary>
    public static string? Clean(string? text) => text?.Trim() is { Length: > 0 } clean ? clean : null;
}
