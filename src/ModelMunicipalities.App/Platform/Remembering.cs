using MediatR;
using Microsoft.Extensions.Caching.Memory;
using ModelMunicipalities.App.Tenancy;

namespace ModelMunicipalities.App.Platform;

/// <summary>
/// A query whose answer is the same to the same caller until something in the network changes. Its record holds everything
/// it depends on but the caller and the clock; the clock may be <see cref="Remembering.Longest"/> behind.
/// </summary>
public interface IRemembered;

/// <summary>What has been read lately; see docs/adr/0007.</summary>
public sealed class Remembering : IDisposable
{
    /// <summary>How long an answer is kept at most.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromSeconds(15);

    private const int MostAnswers = 200;

    public MemoryCache Answers { get; } = new(new MemoryCacheOptions { SizeLimit = MostAnswers, ExpirationScanFrequency = Longest });

    public void Dispose() => Answers.Dispose();
}

internal sealed class RememberBehaviour<TRequest, TResponse>(Remembering remembering, Caller caller) : IPipelineBehavior<TRequest, TResponse>
    where TRequest : notnull
    where TResponse : IOutcome<TResponse>
{
    public async Task<TResponse> Handle(TRequest request, CancellationToken cancellationToken, RequestHandlerDelegate<TResponse> next)
    {
        if (request is not IRemembered || caller.Network is not { } network)
        {
            return await next();
        }

        // The stamp was read before the answer is, so an answer is never older than the stamp it is kept under.
        var key = (request, network.Stamp, caller.PersonId);
        if (remembering.Answers.TryGetValue(key, out var known))
        {
            return (TResponse)known!;
        }

        var answer = await next();
        remembering.Answers.Set(key, answer, new MemoryCacheEntryOptions { Size = 1, AbsoluteExpirationRelativeToNow = Remembering.Longest });
        return answer;
    }
}
