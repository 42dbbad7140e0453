using MediatR;
using Microsoft.EntityFrameworkCore;
using ModelMunicipalities.App.Data;
using ModelMunicipalities.App.Tenancy;

namespace ModelMunicipalities.App.Platform.Jobs;

/// <summary>Sends requests as a job of one network, each in a scope of its own.</summary>
public sealed class NetworkJobs(IServiceScopeFactory scopes)
{
    /// <param name="network">The network's slug.</param>
    /// <param name="request">A request that is <see cref="IForJobs"/>.</param>
    /// <param name="ct">Stops it.</param>
    public async Task<Outcome<T>> SendAsync<T>(string network, IUse<T> request, CancellationToken ct = default)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<AppDb>();
        scope.ServiceProvider.GetRequiredService<Caller>().EnterAsJob(await db.Networks.AsNoTracking().SingleAsync(n => n.Slug == network, ct));
        return await scope.ServiceProvider.GetRequiredService<IMediator>().Send(request, ct);
    }
}
