using System.Globalization;
using Microsoft.Net.Http.Headers;

namespace ModelMunicipalities.App.Platform;

/// <summary>
/// The version of what can be edited, as HTTP carries it: ETag out, If-Match in. An assessment has two: of what the three
/// share, and of the caller's own draft. The tag holds both, <c>"shared.own"</c>, so that one does not disturb the other;
/// a tag of one number stands for the one that the request changes. A weak tag is taken for what it was, since proxies that
/// compress answers weaken them.
/// </summary>
public static class EntityTags
{
    public static void SetVersion(this HttpResponse response, int shared, int own) =>
        response.Headers.ETag = $"\"{shared}.{own}\"";

    /// <summary>The version of what has only one.</summary>
    public static void SetVersion(this HttpResponse response, int version) => response.Headers.ETag = $"\"{version}\"";

    /// <summary>
    /// False for an If-Match that is not one tag in its quotation marks. A version may come without them, as it stands in the
    /// body of an answer.
    /// </summary>
    public static bool HasReadableVersion(this HttpRequest request) =>
        request.Headers.IfMatch.Count == 0 || Tag(request) is not null;

    public static bool HasVersion(this HttpRequest request) => request.Headers.IfMatch.Count > 0;

    public static int? ReadSharedVersion(this HttpRequest request) => Read(request, 0);

    public static int? ReadOwnVersion(this HttpRequest request) => Read(request, ^1);

    /// <summary>
    /// Null when the client states none, or <c>*</c>; -1, which no version is, for a tag that none of ours has been.
    /// </summary>
    private static int? Read(HttpRequest request, Index part) =>
        Tag(request) is not { } tag || tag == "*" ? null
        : int.TryParse(tag.Trim('"').Split('.')[part], NumberStyles.None, CultureInfo.InvariantCulture, out var version) ? version
        : -1;

    private static string? Tag(HttpRequest request)
    {
        var text = request.Headers.IfMatch.ToString();
        return EntityTagHeaderValue.TryParse(text, out var tag) ? tag.Tag.ToString()
            : text.Length > 0 && text.All(c => char.IsAsciiDigit(c) || c == '.') ? text
            : null;
    }
}
