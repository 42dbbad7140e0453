using MediatR;
using Microsoft.EntityFrameworkCore;
using ModelMunicipalities.App.Data;
using ModelMunicipalities.App.Tenancy;

namespace ModelMunicipalities.App.Platform.Jobs;

/// <summary>Does things as a job of one network, each in a scope of its own.</summary>
public sealed class NetworkJobs(IServiceScopeFactory scopes)
{
    /// <param name="network">The network's slug.</param>
    /// <param name="request">A request that is <see cref="IForJobs"/>.</param>
    /// <param name="ct">Stops it.</param>
    public Task<Outcome<T>> SendAsync<T>(string network, IUse<T> request, CancellationToken ct = default) =>
        InAsync(network, (services, _) => services.GetRequiredService<IMediator>().Send(request, ct), ct);

    /// <summary>Reads and writes what the scheduler has to know of the network.</summary>
    internal Task<T> InAsync<T>(string network, Func<AppDb, Task<T>> act, CancellationToken ct = default) =>
        InAsync(network, (_, db) => act(db), ct);

    private async Task<T> InAsync<T>(string network, Func<IServiceProvider, AppDb, Task<T>> act, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<AppDb>();
        scope
            .ServiceProvider.GetRequiredService<Caller>()
            .EnterAsJob(await db.Networks.AsNoTracking().SingleAsync(n => n.Slug == network, ct));
        return await act(scope.ServiceProvider, db);
    }
}
