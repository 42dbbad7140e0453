using MediatR;
using Microsoft.Extensions.Caching.Memory;
using ModelMunicipalities.App.Tenancy;

namespace ModelMunicipalities.App.Platform;

/// <summary>
/// A query whose answer is the same to the same caller until something in the network changes. Its record holds everything
/// it depends on but the caller and the clock; the clock may be <see cref="Remembering.Longest"/> behind.
/// </summary>
public interface IRemembered;

/// <summary>What this node has read lately; see docs/adr/0007.</summary>
public sealed class Remembering : IDisposable
{
    /// <summary>How long an answer is kept at most.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromSeconds(15);

    private const int MostAnswers = 500;

    private readonly MemoryCache _answers = new(new MemoryCacheOptions { SizeLimit = MostAnswers, ExpirationScanFrequency = Longest });

    /// <summary>What is kept under a key, or else what is read now. Of two who read at once, the later is kept.</summary>
    public async Task<T> GetAsync<T>(object key, Func<Task<T>> read)
    {
        if (_answers.TryGetValue(key, out var known))
        {
            return (T)known!;
        }

        var answer = await read();
        _answers.Set(key, answer, new MemoryCacheEntryOptions { Size = 1, AbsoluteExpirationRelativeToNow = Longest });
        return answer;
    }

    public void Dispose() => _answers.Dispose();
}

internal sealed class RememberBehaviour<TRequest, TResponse>(Remembering remembering, Caller caller) : IPipelineBehavior<TRequest, TResponse>
    where TRequest : notnull
    where TResponse : IOutcome<TResponse>
{
    /// <summary>The stamp was read before the answer is, so an answer is never older than the stamp it is kept under.</summary>
    public Task<TResponse> Handle(TRequest request, CancellationToken cancellationToken, RequestHandlerDelegate<TResponse> next) =>
        request is IRemembered && caller.Network is { } network
            ? remembering.GetAsync((request, network.Stamp, caller.PersonId), () => next())
            : next();
}
