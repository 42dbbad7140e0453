using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.BearerToken;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using ModelMunicipalities.App.Data;
using ModelMunicipalities.App.Tenancy;
using ModelMunicipalities.Domain.Accounts;

namespace ModelMunicipalities.App.Features.Accounts;

/// <summary>Begins, renews and ends sessions. See docs/adr/0019.</summary>
internal sealed class Sessions(AppDb db, SignInManager<Person> signIn, TimeProvider time)
{
    /// <summary>How long a session lasts at most, however much it is used.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromDays(30);

    /// <summary>How long a browser's session lasts without a request.</summary>
    public static readonly TimeSpan LongestIdle = TimeSpan.FromHours(12);

    /// <summary>How long a refresh token works.</summary>
    public static readonly TimeSpan RefreshLifetime = TimeSpan.FromDays(14);

    /// <summary>
    /// How long after its use a refresh token may come once more without ending its family: two calls that were sent at the same
    /// time.
    /// </summary>
    public static readonly TimeSpan Race = TimeSpan.FromSeconds(10);

    /// <summary>Adds a session, to be saved with the change that calls for it, and forgets those that are over.</summary>
    public async Task<Begun> BeginAsync(Person person, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        await db.Sessions.Where(s => s.PersonId == person.Id && s.ExpiresAt <= now).ExecuteDeleteAsync(ct);
        var (family, token) = (Invitation.NewToken(), Invitation.NewToken());
        var session = new Session
        {
            Id = Guid.NewGuid(),
            PersonId = person.Id,
            Stamp = person.SecurityStamp!,
            BegunAt = now,
            RefreshedAt = now,
            ExpiresAt = now + Longest,
            FamilyHash = Invitation.Hash(family),
            RefreshHash = Invitation.Hash(token),
        };
        db.Sessions.Add(session);
        return new Begun(await PrincipalAsync(person, session.Id), person.Id, $"{family}.{token}");
    }

    /// <summary>
    /// Exchanges a refresh token for the next of its family, once. One that has been used ends the family: somebody else has it
    /// too. Null for one that gives nothing.
    /// </summary>
    public async Task<Begun?> RefreshAsync(string? refreshToken, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        if (await FindAsync(refreshToken, ct) is not var (session, person, used) || now >= session.RefreshedAt + RefreshLifetime)
        {
            return null;
        }

        var next = Invitation.NewToken();
        var hash = Invitation.Hash(next);
        var works = db.Sessions.Where(s => s.Id == session.Id && s.RefreshHash == used && s.EndedAt == null);
        if (
            session.RefreshHash == used
            && await works.ExecuteUpdateAsync(
                s =>
                    s.SetProperty(x => x.RefreshHash, hash)
                        .SetProperty(x => x.UsedHash, used)
                        .SetProperty(x => x.RefreshedAt, now),
                ct
            ) == 1
        )
        {
            return new Begun(await PrincipalAsync(person, session.Id), person.Id, $"{refreshToken!.Split('.')[0]}.{next}");
        }

        if (session.RefreshHash != used && (session.UsedHash != used || now >= session.RefreshedAt + Race))
        {
            await EndAsync(session.Id, ct);
        }

        return null;
    }

    /// <summary>Ends the session that a refresh token is of.</summary>
    /// <returns>Whether there was one.</returns>
    public async Task<bool> EndByTokenAsync(string? refreshToken, CancellationToken ct) =>
        await FindAsync(refreshToken, ct) is var (session, _, _) && await EndAsync(session.Id, ct);

    /// <returns>Whether it had not ended.</returns>
    public async Task<bool> EndAsync(Guid session, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        return await db
                .Sessions.Where(s => s.Id == session && s.EndedAt == null)
                .ExecuteUpdateAsync(s => s.SetProperty(x => x.EndedAt, now), ct) > 0;
    }

    /// <summary>Ends every session of an account, with all that was signed in by it, when the account is saved.</summary>
    public static void EndAll(Person person) => person.SecurityStamp = Guid.NewGuid().ToString("N");

    private async Task<(Session Session, Person Person, string Used)?> FindAsync(string? refreshToken, CancellationToken ct)
    {
        if (refreshToken?.Split('.') is not [var family, var token])
        {
            return null;
        }

        var (hash, now) = (Invitation.Hash(family), time.GetUtcNow());
        var found = await (
            from s in db.Sessions
            where s.FamilyHash == hash && s.EndedAt == null && s.ExpiresAt > now
            join p in db.Users on s.PersonId equals p.Id
            where p.SecurityStamp == s.Stamp
            select new { Session = s, Person = p }
        )
            .AsNoTracking()
            .SingleOrDefaultAsync(ct);
        return found is null ? null : (found.Session, found.Person, Invitation.Hash(token));
    }

    private async Task<ClaimsPrincipal> PrincipalAsync(Person person, Guid session)
    {
        var principal = await signIn.CreateUserPrincipalAsync(person);
        ((ClaimsIdentity)principal.Identity!).AddClaim(new Claim(Caller.SessionClaim, session.ToString("N")));
        return principal;
    }
}

/// <summary>A session that has begun or gone on.</summary>
/// <param name="Principal">Who is signed in by it, for a cookie or an access token.</param>
/// <param name="PersonId">Her account.</param>
/// <param name="RefreshToken">What renews it; a browser is never given it.</param>
public sealed record Begun(ClaimsPrincipal Principal, int PersonId, string RefreshToken);

/// <summary>Answers with the tokens of a session.</summary>
internal sealed class TokenAnswer(Begun begun) : IResult
{
    public Task ExecuteAsync(HttpContext httpContext)
    {
        var services = httpContext.RequestServices;
        var options = services.GetRequiredService<IOptionsMonitor<BearerTokenOptions>>().Get(IdentityConstants.BearerScheme);
        var properties = new AuthenticationProperties
        {
            ExpiresUtc = services.GetRequiredService<TimeProvider>().GetUtcNow() + options.BearerTokenExpiration,
        };
        return Results
            .Ok(
                new AccessTokenResponse
                {
                    AccessToken = options.BearerTokenProtector.Protect(
                        new AuthenticationTicket(begun.Principal, properties, IdentityConstants.BearerScheme + ":AccessToken")
                    ),
                    ExpiresIn = (long)options.BearerTokenExpiration.TotalSeconds,
                    RefreshToken = begun.RefreshToken,
                }
            )
            .ExecuteAsync(httpContext);
    }
}
