namespace ModelMunicipalities.Domain;

/// <summary>Why an act was refused, in the terms that decide what the caller is told.</summary>
public enum RefusalKind
{
    /// <summary>There is no such thing, or not for this caller.</summary>
    NotFound,

    /// <summary>The thing is known to the caller; the act is not the caller's.</summary>
    Forbidden,

    /// <summary>The input breaks a rule and can be corrected.</summary>
    Invalid,

    /// <summary>The input was right for a state that no longer holds.</summary>
    Conflict,

    /// <summary>There is no room left to keep it in. Nothing has changed, and the same may be tried again.</summary>
    NoRoom,

    /// <summary>
    /// Tried too often; the same may be tried again after as many seconds as the refusal's first argument says.
    /// </summary>
    TooMany,
}

/// <summary>
/// A rule that said no. A value, not an exception: exceptions mean bugs.
/// </summary>
/// <param name="Kind">What sort of no it is.</param>
/// <param name="Rule">The rule's name; each has a sentence in every language of the portal.</param>
/// <param name="Field">
/// The input it concerns, in the form of a JSON path (<c>scores[2].score</c>); null when it concerns the whole.
/// </param>
/// <param name="Args">What the sentence is filled in with.</param>
public sealed record Refusal(RefusalKind Kind, string Rule, string? Field, params object[] Args)
{
    /// <summary>Input that breaks a rule.</summary>
    public static Refusal Invalid(string rule, string? field = null, params object[] args) =>
        new(RefusalKind.Invalid, rule, field, args);

    /// <summary>An act that came too late, too early or after somebody else's.</summary>
    public static Refusal Conflict(string rule, params object[] args) => new(RefusalKind.Conflict, rule, null, args);

    /// <summary>
    /// A save that was made of what no longer holds: nothing is changed, and what holds now is told beside each field that
    /// differs.
    /// </summary>
    /// <param name="isOwn">True when it was the same person, somewhere else, who changed it.</param>
    /// <param name="fields">The fields, what stands in each now and what was to be saved; null and empty are the same.</param>
    public static List<Refusal> Stale(bool isOwn, params IEnumerable<(string Field, object? Now, object? Given)> fields) =>
        [
            Conflict(isOwn ? "StaleOwn" : "Stale"),
            .. fields.Where(f => ContentVersion.Of(f.Now) != ContentVersion.Of(f.Given)).Select(f => HoldsNow(f.Field, f.Now)),
        ];

    /// <summary>What stands in one field now, when it is not what the writer saw.</summary>
    public static Refusal HoldsNow(string field, object? now) =>
        new(RefusalKind.Conflict, "HoldsNow", field, ContentVersion.Of(now) == ContentVersion.None ? "–" : now!);

    /// <summary>The same with who wrote it and when.</summary>
    public static Refusal HoldsNow(string field, object? now, string by, DateTimeOffset at) =>
        new(RefusalKind.Conflict, "HoldsNowBy", field, ContentVersion.Of(now) == ContentVersion.None ? "–" : now!, by, at);

    /// <summary>True for a save that was made of what no longer holds.</summary>
    public bool IsStale => Rule is "Stale" or "StaleOwn";

    /// <summary>True for what holds now of one field.</summary>
    public bool IsHoldsNow => Rule is "HoldsNow" or "HoldsNowBy";

    /// <summary>An act that is somebody else's to do.</summary>
    public static Refusal Forbidden(string rule, params object[] args) => new(RefusalKind.Forbidden, rule, null, args);

    /// <summary>An act that has been tried too often, and may be tried again.</summary>
    /// <param name="seconds">After how many seconds.</param>
    /// <param name="field">The input it concerns.</param>
    public static Refusal TooMany(int seconds, string? field = null) => new(RefusalKind.TooMany, "TooManyTries", field, seconds);

    /// <summary>Nothing here for this caller.</summary>
    public static Refusal NotFound() => new(RefusalKind.NotFound, "NotFound", null);
}
