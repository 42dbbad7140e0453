using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Mvc;
using ModelMunicipalities.App.Resources;
using ModelMunicipalities.Domain;
using ModelMunicipalities.Domain.Meetings;

namespace ModelMunicipalities.App.Platform;

/// <summary>The one place where an outcome becomes an HTTP answer: its value, or problem+json with a message per field.</summary>
public static class HttpAnswers
{
    public static IResult Answer<T>(this Outcome<T> outcome, Show show, Func<T, IResult>? value = null) =>
        outcome.Ok
            ? value is null
                ? Results.Ok(outcome.Value)
                : value(outcome.Value)
            : Refuse(outcome.Refusals, show);

    /// <summary>
    /// As <see cref="Answer"/>, for a save that may be made of what no longer holds: refused, it is told what holds now.
    /// </summary>
    /// <param name="outcome">What came of it.</param>
    /// <param name="show">Writes to the reader.</param>
    /// <param name="value">The answer when it was saved.</param>
    /// <param name="current">Reads what holds now.</param>
    /// <param name="given">What was sent.</param>
    public static async Task<IResult> AnswerAsync<T>(
        this Outcome<T> outcome,
        Show show,
        Func<T, IResult> value,
        Func<Task<object?>> current,
        object? given
    ) =>
        outcome.Ok || !outcome.Refusals[0].IsStale
            ? outcome.Answer(show, value)
            : Refuse(outcome.Refusals, show, await current(), given);

    /// <summary>As <see cref="Answer"/>, for what a page links to: refused, the portal's own page tells why.</summary>
    public static IResult AnswerPage<T>(this Outcome<T> outcome, HttpContext http, Func<T, IResult> value)
    {
        if (outcome.Ok)
        {
            return value(outcome.Value);
        }

        http.Items[typeof(Refusal)] = outcome.Refusals[0];
        return Results.StatusCode(Status(outcome.Refusals[0].Kind));
    }

    /// <param name="refusals">Why.</param>
    /// <param name="show">Writes to the reader.</param>
    /// <param name="current">For a stale change, what holds now.</param>
    /// <param name="given">For a stale change, what was sent.</param>
    /// <param name="more">What else helps the caller to do better, by its name.</param>
    public static IResult Refuse(
        IReadOnlyList<Refusal> refusals,
        Show show,
        object? current = null,
        object? given = null,
        (string Name, object Value)? more = null
    )
    {
        var kind = refusals[0].Kind;
        var problem = new ProblemDetails
        {
            Status = Status(kind),
            Type = "urn:modellkommuner:" + refusals[0].Rule,
            Title = TextsExtensions.Named("Problem_" + kind),
            Detail = string.Join(" ", refusals.Select(show.Sentence).Distinct().Take(20)),
        };
        var fields = refusals
            .Where(r => r.Field is not null)
            .GroupBy(r => r.Field!)
            .ToDictionary(g => g.Key, g => g.Select(show.Sentence).ToArray());
        if (fields.Count > 0)
        {
            problem.Extensions["errors"] = fields;
        }

        if (current is not null)
        {
            problem.Extensions["current"] = current;
            problem.Extensions["given"] = given;
        }

        if (more is { } extra)
        {
            problem.Extensions[extra.Name] = extra.Value;
        }

        return kind == RefusalKind.TooMany ? new Later(Results.Problem(problem), refusals[0]) : Results.Problem(problem);
    }

    /// <summary>Says when what was tried too often may be tried again.</summary>
    public static void TellWhen(this HttpResponse response, Refusal refusal)
    {
        if (refusal.Kind == RefusalKind.TooMany)
        {
            response.Headers.RetryAfter = string.Create(CultureInfo.InvariantCulture, $"{refusal.Args[0]}");
        }
    }

    public static int Status(RefusalKind kind) =>
        kind switch
        {
            RefusalKind.NotFound => StatusCodes.Status404NotFound,
            RefusalKind.Forbidden => StatusCodes.Status403Forbidden,
            RefusalKind.Conflict => StatusCodes.Status409Conflict,
            RefusalKind.NoRoom => StatusCodes.Status507InsufficientStorage,
            RefusalKind.TooMany => StatusCodes.Status429TooManyRequests,
            _ => StatusCodes.Status400BadRequest,
        };

    /// <summary>
    /// Answers a body that could not be read at all with the same sort of problem as one that breaks a rule: too large,
    /// not JSON, or a value of the wrong kind and where.
    /// </summary>
    public static void UseUnreadableBodies(this IApplicationBuilder app) =>
        app.Use(
            async (context, next) =>
            {
                var counted = context.Request.HasJsonContentType() ? new CountedBody(context.Request.Body) : null;
                try
                {
                    context.Request.Body = counted ?? context.Request.Body;
                    await next(context);
                    if (context.Response is { StatusCode: StatusCodes.Status413PayloadTooLarge, HasStarted: false })
                    {
                        await WriteAsync(context, StatusCodes.Status413PayloadTooLarge, Limits.TooLarge(context));
                    }
                    else if (counted is { HasTooMany: true } && !context.Response.HasStarted)
                    {
                        await WriteAsync(
                            context,
                            StatusCodes.Status400BadRequest,
                            Refusal.Invalid("BodyTooManyValues", null, Limits.BodyValues)
                        );
                    }
                }
                catch (BadHttpRequestException e) when (!context.Response.HasStarted)
                {
                    await WriteAsync(
                        context,
                        e.StatusCode,
                        e.StatusCode == StatusCodes.Status413PayloadTooLarge ? Limits.TooLarge(context)
                            : counted is { HasTooMany: true } ? Refusal.Invalid("BodyTooManyValues", null, Limits.BodyValues)
                            : e.InnerException is JsonException { Path: { Length: > 2 } path }
                                ? Refusal.Invalid("Unreadable", path[2..])
                            : e.InnerException is JsonException ? Refusal.Invalid("BodyNotJson")
                            : Refusal.Invalid("Unreadable")
                    );
                }
            }
        );

    private sealed class Later(IResult answer, Refusal refusal) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext)
        {
            httpContext.Response.TellWhen(refusal);
            return answer.ExecuteAsync(httpContext);
        }
    }

    /// <summary>Answers a change that must say which version it is made of, and does not.</summary>
    public static IResult VersionMissing() =>
        Results.Problem(
            statusCode: StatusCodes.Status428PreconditionRequired,
            type: "urn:modellkommuner:VersionMissing",
            title: Texts.Problem_Invalid,
            detail: Texts.Rule_VersionMissing
        );

    /// <summary>A problem of a call as a whole. Headers that say more of it stay.</summary>
    public static Task WriteAsync(HttpContext context, int status, Refusal refusal)
    {
        var show = context.RequestServices.GetRequiredService<Show>();
        return Results
            .Problem(
                statusCode: status,
                type: "urn:modellkommuner:" + refusal.Rule,
                title: TextsExtensions.Named("Problem_" + refusal.Kind),
                detail: show.Sentence(refusal),
                extensions: refusal.Field is null
                    ? null
                    : new Dictionary<string, object?>
                    {
                        ["errors"] = new Dictionary<string, string[]> { [refusal.Field] = [show.Sentence(refusal)] },
                    }
            )
            .ExecuteAsync(context);
    }
}

/// <summary>Limits on what is taken in.</summary>
public static class Limits
{
    /// <summary>The largest body, in megabytes.</summary>
    public const int BodyMegabytes = 5;

    /// <summary>The same in bytes.</summary>
    public const long BodyBytes = BodyMegabytes * 1024L * 1024;

    /// <summary>The deepest JSON that is read: no body of ours is half as deep.</summary>
    public const int BodyDepth = 16;

    /// <summary>The most values of a JSON body, texts and numbers and what holds them.</summary>
    public const int BodyValues = 20_000;

    /// <summary>The most fields of a form; the largest of ours, a matrix of every organisation and step, has a third.</summary>
    public const int FormFields = 10_000;

    /// <summary>The longest name of a form's field, in characters.</summary>
    public const int FieldName = 256;

    /// <summary>The largest body that carries a document, with the form round it, in bytes.</summary>
    public const long UploadBytes = Attachment.LargestBytes + (1024L * 1024);

    /// <summary>The largest file that the portal's own forms read and give back, in megabytes.</summary>
    public const int PortalFileMegabytes = 2;

    /// <summary>The same in bytes: it travels to the preview and back inside a form.</summary>
    public const int PortalFileBytes = PortalFileMegabytes * 1024 * 1024;

    /// <summary>The most rows of an import: three hundred organisations, six occasions, ten steps.</summary>
    public const int ImportRows = 20_000;

    /// <summary>
    /// The largest body that a request may have, in bytes: what its endpoint says of itself, else what holds for all.
    /// </summary>
    public static long BodyOf(HttpContext context) =>
        context.GetEndpoint()?.Metadata.GetMetadata<IRequestSizeLimitMetadata>()?.MaxRequestBodySize ?? BodyBytes;

    /// <summary>That a body is larger, and how large it may be: a file is told of without the form round it.</summary>
    public static Refusal TooLarge(HttpContext context) =>
        context.GetEndpoint()?.Metadata.GetMetadata<LargestFileAttribute>() is { } file
            ? Refusal.Invalid("FileTooLarge", null, file.Megabytes)
            : Refusal.Invalid("BodyTooLarge", null, BodyMegabytes);
}

/// <summary>Says of a page or a route how large a file it takes, to tell whoever sends a larger one.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class LargestFileAttribute(int megabytes) : Attribute
{
    public int Megabytes => megabytes;
}
