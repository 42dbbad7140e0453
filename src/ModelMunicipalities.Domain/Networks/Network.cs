using System.Globalization;
using System.Text;

namespace ModelMunicipalities.Domain.Networks;

/// <summary>A row that belongs to one network and is never seen from another.</summary>
public interface ITenantOwned
{
    /// <summary>The network that owns the row.</summary>
    int NetworkId { get; set; }
}

/// <summary>
/// The tenant: an operator that runs cohorts. SKR is one; a large municipality that runs the concept inside its own
/// organisation is another. Source: [001], [002].
/// </summary>
public sealed class Network
{
    /// <summary>An aggregate is shown over at least this many organisations unless the network chose another number.</summary>
    public const int DefaultMinimumCell = 5;

    /// <summary>The lowest <see cref="MinimumCell"/> a network may choose.</summary>
    public const int LowestMinimumCell = 3;

    private int _minimumCell = DefaultMinimumCell;

    /// <summary>Database identity.</summary>
    public int Id { get; set; }

    /// <summary>The network's name in addresses: a–z, 0–9 and hyphen.</summary>
    public required string Slug { get; set; }

    /// <summary>The network's name to people.</summary>
    public required string Name { get; set; }

    /// <summary>IANA name of the zone in which the network's times are shown.</summary>
    public string TimeZone { get; set; } = "Europe/Stockholm";

    /// <summary>
    /// The smallest number of organisations that an aggregate may be made of for those who do not see the organisations
    /// themselves. At least <see cref="LowestMinimumCell"/>.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The number is below <see cref="LowestMinimumCell"/>.</exception>
    public int MinimumCell
    {
        get => _minimumCell;
        set =>
            _minimumCell =
                value >= LowestMinimumCell
                    ? value
                    : throw new ArgumentOutOfRangeException(nameof(value), value, $"At least {LowestMinimumCell} organisations.");
    }

    /// <summary>
    /// Another value after every change of anything in the network, so that what was read before is known to be old.
    /// </summary>
    public Guid Stamp { get; set; }

    /// <summary>True when the people and figures were invented for a demonstration; the portal says so on every page.</summary>
    public bool IsDemo { get; set; }
}

/// <summary>Names for addresses.</summary>
public static class Slug
{
    /// <summary>
    /// Turns a name into a slug: lower case, å ä ö without their marks, everything else that is not a–z or 0–9 a single
    /// hyphen. "Enskede-Årsta-Vantör" becomes <c>enskede-arsta-vantor</c>.
    /// </summary>
    public static string From(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        var slug = new StringBuilder(name.Length);
        foreach (var c in name.Normalize(NormalizationForm.FormD))
        {
            if (char.IsAsciiLetterOrDigit(c))
            {
                slug.Append(char.ToLowerInvariant(c));
            }
            else if (
                CharUnicodeInfo.GetUnicodeCategory(c) != UnicodeCategory.NonSpacingMark
                && slug.Length > 0
                && slug[^1] != '-'
            )
            {
                slug.Append('-');
            }
        }

        return slug.ToString().TrimEnd('-');
    }

    /// <summary>True for what is written as slugs are: a–z, 0–9 and hyphen.</summary>
    public static bool IsOne(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.Length > 0 && text.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-');
    }

    /// <summary>
    /// The first slug for a name that is free: <c>habo</c>, then <c>habo-2</c>, <c>habo-3</c>. Håbo and Habo are two
    /// municipalities with one slug. A name without a letter or digit of its own gets a number: <c>1</c>.
    /// </summary>
    /// <param name="name">The name.</param>
    /// <param name="isTaken">Whether somebody has the slug already.</param>
    public static string Free(string name, Func<string, bool> isTaken)
    {
        ArgumentNullException.ThrowIfNull(isTaken);
        var slug = From(name);
        for (var number = 1; ; number++)
        {
            var free =
                slug.Length == 0 ? $"{number}"
                : number == 1 ? slug
                : $"{slug}-{number}";
            if (!isTaken(free))
            {
                return free;
            }
        }
    }
}
