using System.Text;

namespace ModelMunicipalities.App.Platform.Spreadsheets;

/// <summary>What a cell's text may hold when it is read and when it is written.</summary>
internal static class SheetText
{
    /// <summary>The most characters that are read of a cell: Excel has no longer ones.</summary>
    public const int LongestCell = 32_767;

    /// <summary>
    /// A cell as it is kept: line breaks of every sort as one, nothing that is not seen at its ends or that no text has,
    /// and letters composed (Excel for Mac writes å as a and a ring).
    /// </summary>
    public static string Read(string cell)
    {
        if (cell.Length == 0 || (cell.Length < 4 && cell.All(char.IsAsciiLetterOrDigit)))
        {
            return cell;
        }

        var text = new StringBuilder(cell.Length);
        var last = '\0';
        foreach (var rune in cell.EnumerateRunes())
        {
            if (rune.Value is '\r' or '\n' or '\v' or '\f' or 0x85 or 0x2028 or 0x2029)
            {
                if (!(rune.Value == '\n' && last == '\r'))
                {
                    text.Append('\n');
                }
            }
            else if (IsText(rune) && rune.Value != 0xFEFF)
            {
                text.Append(rune);
            }

            last = rune.IsBmp ? (char)rune.Value : '\0';
        }

        return text.ToString().Trim().Trim('\u200B').Normalize();
    }

    /// <summary>Without the apostrophe that a text in CSV has before what a spreadsheet would take for a formula.</summary>
    public static string Unguard(string text) => text is ['\'', ..] && IsGuarded(text) ? text[1..] : text;

    /// <summary>Without the characters that a workbook cannot hold and that make a text file look like something else.</summary>
    public static string Clean(string text)
    {
        var clean = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes().Where(IsText))
        {
            clean.Append(rune);
        }

        return clean.ToString();
    }

    /// <summary>
    /// True for what a spreadsheet would take for a formula, and for what would be taken for a guarded one when read.
    /// </summary>
    public static bool IsGuarded(string text) => text.TrimStart('\'') is ['=' or '+' or '-' or '@' or '\t' or '\r', ..];

    private static bool IsText(Rune rune) =>
        rune.Value is '\t' or '\r' or '\n'
        || (
            rune.Value >= ' '
            && rune.Value is not (>= 0x7F and < 0xA0)
            && (rune.Value & 0xFFFE) != 0xFFFE
            && rune.Value is not (>= 0xFDD0 and <= 0xFDEF)
        );
}
