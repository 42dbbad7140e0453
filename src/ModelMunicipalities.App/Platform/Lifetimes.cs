namespace ModelMunicipalities.App.Platform;

/// <summary>For what runs beside the requests.</summary>
internal static class Lifetimes
{
    /// <summary>Waits until the server listens; false when it stops before.</summary>
    public static async Task<bool> StartedAsync(this IHostApplicationLifetime life, CancellationToken stopping)
    {
        var started = new TaskCompletionSource();
        await using var here = life.ApplicationStarted.Register(() => started.TrySetResult());
        await using var gone = stopping.Register(() => started.TrySetCanceled(stopping));
        await started.Task.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return started.Task.IsCompletedSuccessfully;
    }
}
