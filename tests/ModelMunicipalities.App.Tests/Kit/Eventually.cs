using System.Diagnostics;

namespace ModelMunicipalities.App.Tests.Kit;

/// <summary>Waits for what somebody else does.</summary>
internal static class Eventually
{
    /// <summary>Longer than anything takes that is going to happen, also on a slow machine.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(4);

    /// <summary>Waits until it holds; the answer is how long that took.</summary>
    public static async Task<TimeSpan> TrueAsync(Func<Task<bool>> condition, string what)
    {
        var watch = Stopwatch.StartNew();
        while (!await condition())
        {
            watch.Elapsed.ShouldBeLessThan(Patience, what);
            await Task.Delay(50);
        }

        return watch.Elapsed;
    }
}
