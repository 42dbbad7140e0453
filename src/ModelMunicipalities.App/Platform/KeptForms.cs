using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http.Features;
using ModelMunicipalities.App.Features;

namespace ModelMunicipalities.App.Platform;

/// <summary>A form that was sent after its sender's session had ended.</summary>
/// <param name="Person">Whose browser it came from.</param>
/// <param name="Address">Where it was sent.</param>
/// <param name="Fields">What stood in it, its token left out.</param>
public sealed record KeptForm(int Person, string Address, IReadOnlyList<KeyValuePair<string, string>> Fields);

/// <summary>
/// Carries such a form through the sign-in, so that nothing typed is lost where no script runs: encrypted, inside the page
/// for signing in, and given back to the same person only. See docs/adr/0016.
/// </summary>
public sealed class KeptForms(IDataProtectionProvider protection)
{
    /// <summary>The cookie that remembers who was signed in last, so that a form without a session is known to be hers.</summary>
    public const string PersonCookie = "person";

    /// <summary>The largest form that is carried: ten steps of long comments are a fifth of it.</summary>
    private const int LargestBytes = 512 * 1024;

    private static readonly TimeSpan Longest = TimeSpan.FromHours(1);

    private readonly ITimeLimitedDataProtector _forms = protection.CreateProtector("kept-form").ToTimeLimitedDataProtector();

    private readonly IDataProtector _people = protection.CreateProtector("person-cookie");

    /// <summary>Remembers who signed in. Another site's page cannot send the cookie along.</summary>
    public void Remember(HttpContext context, string person) =>
        context.Response.Remember(PersonCookie, _people.Protect(person), null, SameSiteMode.Strict);

    /// <summary>The form that was sent, or null when it is none, too large, or nobody knows whose.</summary>
    public async Task<string?> KeepAsync(HttpContext context)
    {
        var request = context.Request;
        if (
            !HttpMethods.IsPost(request.Method)
            || !request.HasFormContentType
            || request.ContentLength is not (> 0 and <= LargestBytes)
            || request.Headers.ContainsKey("HX-Request")
            || PersonOf(request) is not { } person
        )
        {
            return null;
        }

        var form = await request.ReadFormAsync(context.RequestAborted);
        var fields = form.Where(f => f.Key != "__RequestVerificationToken")
            .SelectMany(f => f.Value.Select(v => KeyValuePair.Create(f.Key, v ?? "")))
            .ToList();
        return _forms.Protect(
            JsonSerializer.Serialize(new KeptForm(person, request.Path + request.QueryString, fields)),
            Longest
        );
    }

    /// <summary>The form again, for who sent it; null for anybody else, and when it is too old.</summary>
    public KeptForm? Open(string? kept, string? person) =>
        Read(() => JsonSerializer.Deserialize<KeptForm>(_forms.Unprotect(kept ?? ""))) is { } form
        && person == form.Person.ToString(CultureInfo.InvariantCulture)
            ? form
            : null;

    private int? PersonOf(HttpRequest request) =>
        request.Cookie(PersonCookie) is { } cookie
        && int.TryParse(Read(() => _people.Unprotect(cookie)), CultureInfo.InvariantCulture, out var person)
            ? person
            : null;

    private static T? Read<T>(Func<T?> read)
        where T : class
    {
        try
        {
            return read();
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    /// <summary>
    /// Answers a form without a session with the page for signing in, the form kept in it, instead of leading there.
    /// </summary>
    public static void Use(IApplicationBuilder app) =>
        app.Use(
            async (context, next) =>
            {
                await next(context);
                var (request, response) = (context.Request, context.Response);
                if (
                    response is not { StatusCode: StatusCodes.Status302Found, HasStarted: false }
                    || context.User.Identity?.IsAuthenticated == true
                    || !Uri.TryCreate(response.Headers.Location, UriKind.RelativeOrAbsolute, out var to)
                    || new Uri(new Uri("http://here"), to) is not { AbsolutePath: Links.SignIn } signIn
                    || await context.RequestServices.GetRequiredService<KeptForms>().KeepAsync(context) is not { } kept
                )
                {
                    return;
                }

                response.StatusCode = StatusCodes.Status200OK;
                response.Headers.Remove("Location");
                (request.Method, request.Path, request.QueryString) = (
                    HttpMethods.Get,
                    Links.SignIn,
                    new QueryString(signIn.Query)
                );
                (request.Body, request.ContentType, request.ContentLength) = (Stream.Null, null, null);
                context.Features.Set<IFormFeature>(null);
                context.SetEndpoint(null);
                request.RouteValues.Clear();
                context.Items[typeof(KeptForm)] = kept;
                await next(context);
            }
        );
}
