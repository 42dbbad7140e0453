namespace ModelMunicipalities.App.Platform.Spreadsheets;

/// <summary>
/// Whether a text's letters beyond ASCII stand where Swedish has them: å in a word, a dash between words, a closing
/// quotation mark after one. Text read in the wrong encoding has them where no word has.
/// </summary>
internal static class LetterFit
{
    /// <summary>How many letters beyond ASCII stand where they do not belong.</summary>
    public static int Wrong(string text)
    {
        var wrong = 0;
        for (var at = 0; at < text.Length; at++)
        {
            if (text[at] >= 0x80 && !Fits(At(text, at - 1), text[at], At(text, at + 1)))
            {
                wrong++;
            }
        }

        return wrong;
    }

    private static char At(string text, int at) => at >= 0 && at < text.Length ? text[at] : ' ';

    private static bool Fits(char before, char letter, char after) =>
        letter switch
        {
            // A word may be one of them alone ("å", "ö"), and begins with a capital or is in capitals altogether.
            'å' or 'ä' or 'ö' => !char.IsUpper(after) && !char.IsDigit(before),
            'Å' or 'Ä' or 'Ö' => !char.IsLower(before) && (char.IsLetter(after) || char.IsUpper(before)),
            'é' or 'ü' or 'è' or 'à' or 'ë' or 'á' => char.IsLower(before) && !char.IsUpper(after),
            'É' or 'Ü' => char.IsUpper(before) || char.IsLower(after) && !char.IsLetter(before),
            'æ' or 'ø' => char.IsLower(after) && !char.IsUpper(before),
            '–' or '—' or '‐' or '‑' => !char.IsLetter(before) || !char.IsLetter(after) || char.IsUpper(after),
            '”' or '“' or '„' or '»' or '«' => !char.IsLetterOrDigit(before) || !char.IsLetterOrDigit(after),
            '’' or '‘' or '´' => true,
            '…' => !char.IsLetter(after) || !char.IsLetter(before),
            '•' or '·' or '×' => !char.IsLetter(before) && !char.IsLetter(after),
            '€' => !char.IsLetter(before) && !char.IsLetter(after),
            '\u00A0' or '§' or '°' or '½' or '²' or '³' => true,
            _ => false,
        };
}
