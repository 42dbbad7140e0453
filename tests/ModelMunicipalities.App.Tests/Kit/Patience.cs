using System.Collections.Concurrent;

namespace ModelMunicipalities.App.Tests.Kit;

/// <summary>A clock whose timers run out when the test says so.</summary>
internal sealed class Patience : TimeProvider
{
    private readonly ConcurrentDictionary<Waiting, bool> _waiting = [];

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new Waiting(this, () => callback(state));
        _waiting[timer] = true;
        return timer;
    }

    /// <summary>All that somebody waits for now has taken too long.</summary>
    public void Ends()
    {
        foreach (var timer in _waiting.Keys)
        {
            timer.End();
        }
    }

    private sealed class Waiting(Patience clock, Action end) : ITimer
    {
        public void End() => end();

        public bool Change(TimeSpan dueTime, TimeSpan period) => true;

        public void Dispose() => clock._waiting.TryRemove(this, out _);

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
