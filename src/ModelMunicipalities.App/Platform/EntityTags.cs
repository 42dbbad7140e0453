namespace ModelMunicipalities.App.Platform;

/// <summary>
/// The version of what can be edited, as HTTP carries it: ETag out, If-Match in. An assessment has two: of what the three
/// share, and of the caller's own draft. The tag holds both, <c>"shared.own"</c>, so that one does not disturb the other;
/// a bare number stands for the one that the request changes.
/// </summary>
public static class EntityTags
{
    public static void SetVersion(this HttpResponse response, int shared, int own) => response.Headers.ETag = $"\"{shared}.{own}\"";

    /// <summary>The version of what has only one.</summary>
    public static void SetVersion(this HttpResponse response, int version) => response.Headers.ETag = $"\"{version}\"";

    public static bool HasVersion(this HttpRequest request) => request.Headers.IfMatch.Count > 0;

    public static int? ReadSharedVersion(this HttpRequest request) => Read(request, 0);

    public static int? ReadOwnVersion(this HttpRequest request) => Read(request, ^1);

    /// <summary>Null when the client states none, or <c>*</c>; -1, which no version is, for what cannot be read.</summary>
    private static int? Read(HttpRequest request, Index part)
    {
        var tag = request.Headers.IfMatch.ToString().Replace("W/", "", StringComparison.Ordinal).Trim().Trim('"');
        return tag.Length == 0 || tag == "*" ? null : int.TryParse(tag.Split('.')[part], out var version) ? version : -1;
    }
}
