using System.Text.Json;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using ModelMunicipalities.App.Data;
using ModelMunicipalities.App.Platform;
using ModelMunicipalities.Domain;
using ModelMunicipalities.Domain.Accounts;

namespace ModelMunicipalities.App.Features.Accounts;

/// <summary>
/// Tries and chooses passwords. A try costs one hash whether the address has an account, an account without a password, or none,
/// so that neither words nor time tell who has one.
/// </summary>
internal sealed class Passwords(
    AppDb db,
    IPasswordHasher<Person> hasher,
    SignInLimits limits,
    CommonPasswords common,
    NobodysHash nobody
)
{
    /// <summary>
    /// Whose password it is; else why it is not let through. A hash of old is renewed, to be saved with what calls for it.
    /// </summary>
    /// <param name="email">The address.</param>
    /// <param name="password">The password.</param>
    /// <param name="client">From where it is tried.</param>
    /// <param name="ct">Stops it.</param>
    /// <param name="field">The input that the password came in.</param>
    /// <param name="wrong">The rule that a wrong one breaks: whose address is not asked for is not told of it.</param>
    public async Task<Outcome<Person>> TryAsync(
        string email,
        string? password,
        Client client,
        CancellationToken ct,
        string field = "password",
        string wrong = "WrongPassword"
    )
    {
        if (PasswordRule.IsTooLong(password))
        {
            return Refusal.Invalid("PasswordTooLong", field, PasswordRule.Longest);
        }

        var normalized = email.ToUpperInvariant();
        var person = await db.Users.SingleOrDefaultAsync(p => p.NormalizedEmail == normalized, ct);
        var attempt = limits.Begin(client, normalized, person?.Id);
        if (attempt.WaitSeconds is { } seconds)
        {
            return Refusal.TooMany(seconds, field);
        }

        var result = hasher.VerifyHashedPassword(person ?? nobody.Person, person?.PasswordHash ?? nobody.Hash, password ?? "");
        if (person?.PasswordHash is null || result == PasswordVerificationResult.Failed)
        {
            return Refusal.Invalid(wrong, field);
        }

        attempt.Right();
        if (result == PasswordVerificationResult.SuccessRehashNeeded)
        {
            // The password is the same, so what depends on it goes on: no new security stamp.
            person.PasswordHash = hasher.HashPassword(person, password!);
        }

        return person;
    }

    /// <summary>Why something cannot be an account's password; null when it can.</summary>
    public Refusal? WhyNot(string? password, string email, string field = "password") =>
        PasswordRule.WhyNot(password, email, common.Contains, field);
}

/// <summary>The hash that is verified where there is none: as dear as the others, and no password's.</summary>
internal sealed class NobodysHash(IPasswordHasher<Person> hasher)
{
    public Person Person { get; } = new() { Name = "" };

    public string Hash { get; } = hasher.HashPassword(new Person { Name = "" }, Invitation.NewToken());
}

/// <summary>
/// The passwords that are tried first: those of zxcvbn, counted in leaks of many millions. They come with the npm package
/// <c>@zxcvbn-ts/language-common</c> (MIT) at build and lie beside the program.
/// </summary>
internal sealed class CommonPasswords
{
    private readonly Lazy<HashSet<string>> _all = new(() =>
    {
        using var file = File.OpenRead(Path.Combine(AppContext.BaseDirectory, "common-passwords.json"));
        return [.. JsonSerializer.Deserialize<string[]>(file)!];
    });

    /// <param name="text">In lower case, as the list is.</param>
    public bool Contains(string text) => _all.Value.Contains(text);
}
