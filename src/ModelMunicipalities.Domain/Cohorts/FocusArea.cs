using System.Text.Json;
using ModelMunicipalities.Domain.Assessments;

namespace ModelMunicipalities.Domain.Cohorts;

/// <summary>An area of operation that an organisation wants to work with, or can help others with. The list is data.</summary>
/// <param name="Key">Names the area: <c>schools</c>.</param>
/// <param name="Name">What it is called.</param>
public sealed record FocusArea(string Key, LocalText Name);

/// <summary>The areas to choose from; pairing looks for those in common.</summary>
public static class FocusAreas
{
    /// <summary>The most that one organisation can choose: more would not be a focus.</summary>
    public const int Most = 4;

    private static readonly Lazy<IReadOnlyList<FocusArea>> Read = new(() =>
    {
        using var stream = typeof(FocusAreas).Assembly.GetManifestResourceStream("cohorts/focus-areas.json")
            ?? throw new InvalidOperationException("The list of focus areas is missing.");
        return JsonSerializer.Deserialize<List<FocusArea>>(stream, JsonSerializerOptions.Web)!;
    });

    /// <summary>All areas, in the order to show them.</summary>
    public static IReadOnlyList<FocusArea> All => Read.Value;

    /// <summary>The area with a key, or null.</summary>
    public static FocusArea? Find(string key) => All.FirstOrDefault(a => a.Key == key);
}
