using Microsoft.EntityFrameworkCore;
using ModelMunicipalities.App.Data;
using ModelMunicipalities.Domain;
using ModelMunicipalities.Domain.Accounts;

namespace ModelMunicipalities.App.Features.Accounts;

/// <summary>
/// Ends a place with what depends on it: with the last in a network her calendar there, with the last of all her sessions. The
/// account stays, and so does the link to her choices of mail, with which she can only say no to some.
/// </summary>
internal sealed class Farewell(AppDb db, TimeProvider time)
{
    /// <summary>Ends it, to be saved with what calls for it.</summary>
    /// <returns>Why not.</returns>
    public async Task<Refusal?> EndAsync(Membership place, Person person, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        if (place.End(now) is { } refusal)
        {
            return refusal;
        }

        // Across networks: the places that the account has left, wherever.
        var left = await db
            .Memberships.IgnoreQueryFilters([AppDb.TenantFilter])
            .Where(m => m.PersonId == person.Id && m.EndedAt == null && m.Id != place.Id)
            .Select(m => m.NetworkId)
            .Distinct()
            .ToListAsync(ct);
        if (!left.Contains(place.NetworkId))
        {
            await foreach (
                var feed in db
                    .CalendarFeeds.Where(f => f.PersonId == person.Id && f.RevokedAt == null)
                    .AsAsyncEnumerable()
                    .WithCancellation(ct)
            )
            {
                feed.RevokedAt = now;
            }
        }

        if (left.Count == 0)
        {
            Sessions.EndAll(person);
        }

        return null;
    }

    /// <summary>Stops all calendar addresses of an account, in whichever network they were made.</summary>
    public Task StopCalendarsAsync(int person, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        return db
            .CalendarFeeds.IgnoreQueryFilters([AppDb.TenantFilter])
            .Where(f => f.PersonId == person && f.RevokedAt == null)
            .ExecuteUpdateAsync(f => f.SetProperty(x => x.RevokedAt, now), ct);
    }
}
