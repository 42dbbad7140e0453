using System.Collections.Concurrent;

namespace ModelMunicipalities.Benchmarks;

/// <summary>Text of a length that compresses about as well as a page does; made once per length.</summary>
public static class Filler
{
    private static readonly ConcurrentDictionary<int, string> Made = new();

    public static string Of(int length) =>
        Made.GetOrAdd(length, n =>
            string.Concat(
                Enumerable.Range(0, (n / 40) + 1).Select(i => $"<p class=\"step\">Rad {i * 7919 % 100003, 6} av {n, 8}</p>\n")
            )[..n]
        );
}
