namespace ModelMunicipalities.App.Tests.Kit;

/// <summary>The time as the server reads it: a test may set its own for what it does itself, and for nobody else.</summary>
internal sealed class Clock : TimeProvider
{
    private static readonly AsyncLocal<DateTimeOffset?> Set = new();

    public override DateTimeOffset GetUtcNow() => Set.Value ?? base.GetUtcNow();

    /// <summary>Does something as if it were another time.</summary>
    public static async Task<T> AtAsync<T>(DateTimeOffset now, Func<Task<T>> act)
    {
        Set.Value = now;
        return await act();
    }
}
