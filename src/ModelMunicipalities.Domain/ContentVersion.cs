using System.Buffers.Binary;
using System.Collections;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace ModelMunicipalities.Domain;

/// <summary>
/// The version of what keeps no counter of its changes: a mark of what stands in it. The same content has the same version, on
/// every node and after every start; a save that carries the version of what its writer saw is told from one that does not.
/// </summary>
public static class ContentVersion
{
    /// <summary>The version of what has nothing in it, or is not there.</summary>
    public const int None = 0;

    /// <summary>The version of these values, in this order; above zero unless all are null or empty.</summary>
    /// <param name="parts">Texts, numbers, values of enums, and lists of such. How a line ends makes no difference.</param>
    public static int Of(params IEnumerable<object?> parts)
    {
        ArgumentNullException.ThrowIfNull(parts);
        var written = parts.Select(Write).ToList();
        if (written.TrueForAll(w => w.Length == 0))
        {
            return None;
        }

        // Its length before each part, so that what stands in one is never taken for a part of the next.
        var content = string.Concat(written.Select(w => string.Create(CultureInfo.InvariantCulture, $"{w.Length}:{w}")));
        return Math.Max(1, BinaryPrimitives.ReadInt32BigEndian(SHA256.HashData(Encoding.UTF8.GetBytes(content))) & int.MaxValue);
    }

    private static string Write(object? part) =>
        part switch
        {
            null => "",
            string text => text.ReplaceLineEndings("\n"),
            IEnumerable list => string.Join(',', list.Cast<object?>().Select(Write)),
            IFormattable value => value.ToString(null, CultureInfo.InvariantCulture),
            _ => part.ToString() ?? "",
        };
}
