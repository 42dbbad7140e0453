using System.Text;
using Microsoft.Net.Http.Headers;
using ModelMunicipalities.Domain;

namespace ModelMunicipalities.App.Platform;

/// <summary>
/// Refuses what cannot be read before anything tries to use it: too large, in characters that nobody here knows, or made of a
/// version that is not told as HTTP tells one.
/// </summary>
public static class Bodies
{
    /// <summary>
    /// Stands after routing and sign-in, since a page that takes documents says so itself:
    /// <c>[RequestSizeLimit(Limits.UploadBytes)]</c>.
    /// </summary>
    public static void UseReadableBodies(this WebApplication app) =>
        app.Use(
            async (context, next) =>
            {
                if (await FaultAsync(context) is var (status, refusal))
                {
                    await RefuseAsync(context, status, refusal);
                    return;
                }

                await next(context);
            }
        );

    private static async Task<(int Status, Refusal Refusal)?> FaultAsync(HttpContext context)
    {
        var request = context.Request;
        if (!IsKnown(request.ContentType))
        {
            return (StatusCodes.Status415UnsupportedMediaType, Refusal.Invalid("CharsetUnknown"));
        }

        if (context.Request.IsCall() && !request.HasReadableVersion())
        {
            return (StatusCodes.Status400BadRequest, Refusal.Invalid("VersionUnreadable"));
        }

        var tooLarge = (StatusCodes.Status413PayloadTooLarge, Limits.TooLarge(context));
        if (request.ContentLength > Limits.BodyOf(context))
        {
            return tooLarge;
        }

        if (!request.HasFormContentType)
        {
            return null;
        }

        try
        {
            // Kept by the request for whoever reads it next.
            await request.ReadFormAsync(context.RequestAborted);
            return null;
        }
        catch (BadHttpRequestException e) when (e.StatusCode == StatusCodes.Status413PayloadTooLarge)
        {
            return tooLarge;
        }
        catch (Exception e) when (e is NotSupportedException or ArgumentException)
        {
            // A part of the form has characters of its own.
            return (StatusCodes.Status415UnsupportedMediaType, Refusal.Invalid("CharsetUnknown"));
        }
        catch (Exception e) when (e is InvalidDataException or IOException)
        {
            // A call that takes a file says so beside the field; a page would say that it is out of date.
            return context.Request.IsCall() ? null : (StatusCodes.Status400BadRequest, Refusal.Invalid("FormUnreadable"));
        }
    }

    private static bool IsKnown(string? contentType)
    {
        if (!MediaTypeHeaderValue.TryParse(contentType, out var type) || !type.Charset.HasValue)
        {
            return true;
        }

        try
        {
            return Encoding.GetEncoding(HeaderUtilities.RemoveQuotes(type.Charset).ToString()) is not null;
        }
        catch (Exception e) when (e is ArgumentException or NotSupportedException)
        {
            return false;
        }
    }

    private static Task RefuseAsync(HttpContext context, int status, Refusal refusal)
    {
        if (context.Request.IsCall())
        {
            return HttpAnswers.WriteAsync(context, status, refusal);
        }

        // The page that tells must not try to read it either.
        context.Items[typeof(Refusal)] = refusal;
        context.Request.ContentType = null;
        context.Request.ContentLength = null;
        context.Request.Body = Stream.Null;
        context.Response.StatusCode = status;
        return Task.CompletedTask;
    }
}
