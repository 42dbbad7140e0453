using System.Security.Claims;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Caching.Memory;
using ModelMunicipalities.App.Data;
using ModelMunicipalities.App.Platform;
using ModelMunicipalities.Domain.Accounts;
using ModelMunicipalities.Domain.Networks;

namespace ModelMunicipalities.App.Tenancy;

/// <summary>
/// Who is asking, and in which network. Every query sees the rows of <see cref="NetworkId"/> only; while there is none,
/// no rows at all.
/// </summary>
public sealed class Caller
{
    /// <summary>The cookie that remembers as what a person with several places acts.</summary>
    public const string ActingCookie = "acting";

    /// <summary>The claim that names the session in a cookie or an access token.</summary>
    public const string SessionClaim = "session";

    public bool IsSignedIn => PersonId != 0;

    public int PersonId { get; private set; }

    /// <summary>The session that the request belongs to.</summary>
    public Guid Session { get; private set; }

    public string PersonName { get; private set; } = "";

    /// <summary>The network asked for; null when the caller is no member of it, or it does not exist.</summary>
    public CallerNetwork? Network { get; private set; }

    public int NetworkId => Network?.Id ?? 0;

    /// <summary>The caller's places in every network, for switching between them.</summary>
    public IReadOnlyList<Place> AllPlaces { get; private set; } = [];

    /// <summary>The caller's places in <see cref="Network"/>.</summary>
    public IReadOnlyList<Place> Places { get; private set; } = [];

    /// <summary>
    /// The place that decides first page and menu. What the caller may do is decided by all of <see cref="Places"/>.
    /// </summary>
    public Place? Acting { get; private set; }

    public bool IsCoordinator => Places.Any(p => p.Role == NetworkRole.Coordinator);

    public IReadOnlyList<Function> FunctionsAt(string organisation) =>
        [
            .. Places
                .Where(p => p.Organisation == organisation && p.Function is not null)
                .OrderByDescending(p => p == Acting)
                .Select(p => p.Function!.Value),
        ];

    public bool IsAt(int organisationId) => Places.Any(p => p.OrganisationId == organisationId);

    /// <summary>True for a job of <see cref="Network"/>, which acts for nobody.</summary>
    public bool IsJob { get; private set; }

    /// <summary>The door into one network for a job.</summary>
    public void EnterAsJob(Network network)
    {
        Enter(network);
        IsJob = true;
    }

    /// <summary>
    /// The door into one network for what has no member as its caller: an invitation being accepted, the demonstration
    /// being loaded.
    /// </summary>
    public void Enter(Network network) =>
        Network = new CallerNetwork(
            network.Id,
            network.Slug,
            network.Name,
            network.TimeZone,
            network.MinimumCell,
            network.IsDemo,
            network.Stamp
        );

    /// <summary>In whose name the changes of such are recorded.</summary>
    public void ActAs(int personId, string name) => (PersonId, PersonName) = (personId, name);

    /// <summary>
    /// Finds out who is asking. Each time one small query asks whether the session goes on and reads the network's stamp; the
    /// person's places are read when they are not remembered under it, and where the address names no network.
    /// </summary>
    /// <returns>Whether there is such a session; else nobody is asking.</returns>
    public async Task<bool> ResolveAsync(
        AppDb db,
        IMemoryCache memory,
        ClaimsPrincipal user,
        string? network,
        string? actingAs,
        DateTimeOffset now,
        CancellationToken ct
    )
    {
        if (
            !int.TryParse(user.FindFirstValue(ClaimTypes.NameIdentifier), out var person)
            || !Guid.TryParse(user.FindFirstValue(SessionClaim), out var session)
        )
        {
            return false;
        }

        var alive = await (
            from s in db.Sessions
            where s.Id == session && s.PersonId == person && s.EndedAt == null && s.ExpiresAt > now
            join p in db.Users on s.PersonId equals p.Id
            where p.SecurityStamp == s.Stamp
            select new { Stamp = db.Networks.Where(n => n.Slug == network).Select(n => (Guid?)n.Stamp).FirstOrDefault() }
        ).SingleOrDefaultAsync(ct);
        if (alive is null)
        {
            return false;
        }

        var stamp = alive.Stamp ?? Guid.Empty;
        var known =
            stamp == Guid.Empty
                ? await ReadAsync(db, person, ct)
                : (await memory.GetOrCreateAsync((typeof(Caller), person, stamp), entry =>
                    {
                        entry.AbsoluteExpirationRelativeToNow = RememberedPages.Longest;
                        return ReadAsync(db, person, ct);
                    }))!;

        Session = session;
        PersonId = person;
        PersonName = known.Count > 0 ? known[0].Name : user.FindFirstValue(ClaimTypes.Name) ?? "";
        AllPlaces = [.. known.Select(r => r.Place)];
        Network = known.FirstOrDefault(r => r.Network.Slug == network)?.Network is { } found
            ? found with
            {
                Stamp = stamp,
            }
            : null;
        Places = [.. AllPlaces.Where(p => p.Network == network)];
        _ = int.TryParse(actingAs, out var acting);
        Acting = Places.FirstOrDefault(p => p.MembershipId == acting) ?? (Places.Count > 0 ? Places[0] : null);
        return true;
    }

    /// <summary>The one read across networks: a person's own memberships, to know which networks are hers.</summary>
    private static async Task<IReadOnlyList<Known>> ReadAsync(AppDb db, int person, CancellationToken ct) =>
        await (
            from m in db.Memberships.IgnoreQueryFilters([AppDb.TenantFilter])
            where m.PersonId == person && m.EndedAt == null
            join n in db.Networks on m.NetworkId equals n.Id
            join p in db.Users on m.PersonId equals p.Id
            join o in db.Organisations.IgnoreQueryFilters([AppDb.TenantFilter]) on m.OrganisationId equals o.Id into at
            from o in at.DefaultIfEmpty()
            orderby m.Id
            select new Known(
                p.Name,
                new CallerNetwork(n.Id, n.Slug, n.Name, n.TimeZone, n.MinimumCell, n.IsDemo, n.Stamp),
                new Place(m.Id, n.Slug, n.Name, m.OrganisationId, o!.Slug, o.Name, m.Function, m.Role)
            )
        )
            .AsNoTracking()
            .ToListAsync(ct);

    private sealed record Known(string Name, CallerNetwork Network, Place Place);
}

/// <summary>What of the network every page needs.</summary>
public sealed record CallerNetwork(int Id, string Slug, string Name, string TimeZone, int MinimumCell, bool IsDemo, Guid Stamp);

/// <summary>One of a person's places.</summary>
public sealed record Place(
    int MembershipId,
    string Network,
    string NetworkName,
    int? OrganisationId,
    string? Organisation,
    string? OrganisationName,
    Function? Function,
    NetworkRole? Role
);
