using System.Globalization;
using System.Xml;

namespace ModelMunicipalities.App.Platform.Spreadsheets;

/// <summary>
/// Which numbers of a workbook are shown as dates: a workbook keeps a date as a number of days, and its look beside.
/// </summary>
internal sealed class XlsxDates
{
    private readonly HashSet<int> _styles = [];

    /// <summary>True when the days are counted from 1904, as on old Macs.</summary>
    public bool From1904 { get; set; }

    public static XlsxDates Read(XlsxPackage package, string? part)
    {
        const int most = 70_000;
        var dates = new XlsxDates();
        var (formats, within, style) = (new HashSet<int>(), false, 0);
        using var reader = part is null ? null : package.Open(part);
        while (reader is not null && package.Next(reader))
        {
            if (
                reader is { NodeType: XmlNodeType.Element, LocalName: "numFmt" }
                && Id(reader) is { } format
                && IsDate(reader.GetAttribute("formatCode") ?? "")
            )
            {
                formats.Add(format);
            }
            else if (reader is { LocalName: "cellXfs" })
            {
                within = reader.NodeType == XmlNodeType.Element;
            }
            else if (
                within
                && reader is { NodeType: XmlNodeType.Element, LocalName: "xf" }
                && style++ < most
                && Id(reader) is { } shown
                && (
                    shown is (>= 14 and <= 22) or (>= 27 and <= 36) or (>= 45 and <= 47) or (>= 50 and <= 58)
                    || formats.Contains(shown)
                )
            )
            {
                dates._styles.Add(style - 1);
            }
        }

        return dates;

        static int? Id(XmlReader reader) =>
            int.TryParse(reader.GetAttribute("numFmtId"), NumberStyles.None, CultureInfo.InvariantCulture, out var id)
                ? id
                : null;
    }

    /// <summary>
    /// A number as its text: whole ones without decimals, whatever arithmetic left behind them, and days as dates.
    /// </summary>
    public string Number(string value, string? style)
    {
        if (!double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) || !double.IsFinite(number))
        {
            return value;
        }

        if (
            int.TryParse(style, NumberStyles.None, CultureInfo.InvariantCulture, out var at)
            && _styles.Contains(at)
            && number is >= 1 and < 2_900_000
        )
        {
            var day = DateTime.FromOADate(number + (From1904 ? 1462 : 0));
            return day.ToString(day.TimeOfDay == TimeSpan.Zero ? "yyyy-MM-dd" : "yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
        }

        var whole = Math.Round(number);
        return Math.Abs(number - whole) < 1e-9 && Math.Abs(whole) < 1e15
            ? whole.ToString("F0", CultureInfo.InvariantCulture)
            : value;
    }

    /// <summary>True for a format with days, months, years or hours outside its quoted words and brackets.</summary>
    private static bool IsDate(string format)
    {
        var (quoted, bracketed) = (false, false);
        foreach (var c in format.AsSpan()[..Math.Min(format.Length, 255)])
        {
            quoted ^= c == '"';
            bracketed = (bracketed || c == '[') && c != ']';
            if (!quoted && !bracketed && char.ToLowerInvariant(c) is 'd' or 'm' or 'y' or 'h')
            {
                return true;
            }
        }

        return false;
    }
}
