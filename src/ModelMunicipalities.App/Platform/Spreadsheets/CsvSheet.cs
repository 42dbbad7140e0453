using System.Text;
using ModelMunicipalities.Domain;

namespace ModelMunicipalities.App.Platform.Spreadsheets;

/// <summary>
/// Reads CSV as people have it: fields parted by semicolon, comma, tab or a bar, whichever gives rows of one length, or as
/// a first row <c>sep=;</c> says; rows ended in any way. A quotation mark inside a field that does not begin with one is text.
/// </summary>
internal static class CsvSheet
{
    private const int RowsThatTell = 20;

    /// <summary>No spreadsheet has more, blank ones counted.</summary>
    private const int MostRows = 1_048_576;

    private static readonly char[] Separators = ['\t', ';', '|', ','];

    /// <summary>The rows, blank ones left out.</summary>
    /// <exception cref="ReadingStopped">A row is not in order, or there are too many.</exception>
    public static SheetTable Read(string text, SheetReading reading, ReadingWork work)
    {
        var stated =
            text.StartsWith("sep=", StringComparison.OrdinalIgnoreCase)
            && text.Length > 4
            && (text.Length == 5 || text[5] is '\r' or '\n')
                ? text[4]
                : (char?)null;
        var (rows, csv) = (new List<SheetRow>(), new Reader(text, stated ?? Separator(text, work), work));
        while (csv.Next() is { } row)
        {
            if (row.Number == 1 && stated is not null)
            {
                continue;
            }

            if (row.ToRow() is { } filled)
            {
                rows.Add(filled);
            }

            if (rows.Count > reading.MostRows + 1 || row.Number > MostRows)
            {
                throw new ReadingStopped(Refusal.Invalid("SheetTooManyRows", "file", reading.MostRows));
            }
        }

        return new SheetTable(null, rows);
    }

    /// <summary>The separator by which most of the first rows have one and the same number of fields, more than one.</summary>
    private static char Separator(string text, ReadingWork work)
    {
        return Separators.MaxBy(Alike);

        int Alike(char separator)
        {
            var counts = new List<int>();
            var csv = new Reader(text, separator, work);
            try
            {
                while (counts.Count < RowsThatTell && csv.Next() is not null)
                {
                    counts.Add(csv.Fields);
                }
            }
            catch (ReadingStopped)
            {
                // By this one the row is not in order; what is read of it so far tells.
                counts.Add(csv.Fields);
            }

            return counts.Where(c => c > 1).GroupBy(c => c).Select(g => g.Count()).DefaultIfEmpty(0).Max();
        }
    }

    private sealed class Reader(string text, char separator, ReadingWork work)
    {
        private readonly StringBuilder _field = new();

        private int _at;

        private int _number;

        /// <summary>How many fields the last row had, blank ones counted.</summary>
        public int Fields { get; private set; }

        /// <summary>The next row; null at the end.</summary>
        public RowReading? Next()
        {
            if (_at >= text.Length)
            {
                return null;
            }

            var row = new RowReading(++_number, work);
            Fields = 0;
            while (true)
            {
                var start = _at;
                Field();
                work.Spend(_at - start + 2);
                row.Put(Math.Min(Fields++, SheetColumns.Most), SheetText.Unguard(SheetText.Read(Checked(_field.ToString()))));
                if (_at >= text.Length)
                {
                    return row;
                }

                var end = text[_at++];
                if (end != separator)
                {
                    _at += end == '\r' && _at < text.Length && text[_at] == '\n' ? 1 : 0;
                    return row;
                }
            }
        }

        /// <summary>Reads up to the separator or the end of the row.</summary>
        private void Field()
        {
            _field.Clear();
            var start = _at;
            while (_at < text.Length && text[_at] == ' ' && separator != ' ')
            {
                _at++;
            }

            if (_at < text.Length && text[_at] == '"' && Quoted())
            {
                return;
            }

            _at = start;
            while (_at < text.Length && !IsEnd(text[_at]))
            {
                _at++;
            }

            Append(text.AsSpan(start, _at - start));
        }

        /// <summary>
        /// Reads a field in quotation marks. When more follows after them it was text with quotation marks in it and is read
        /// anew as that, unless it went on beyond what that could hold.
        /// </summary>
        private bool Quoted()
        {
            var (start, beyond) = (++_at, false);
            for (; _at < text.Length; _at++)
            {
                if (text[_at] != '"')
                {
                    beyond |= IsEnd(text[_at]);
                    continue;
                }

                Append(text.AsSpan(start, _at - start));
                if (_at + 1 < text.Length && text[_at + 1] == '"')
                {
                    Append("\"");
                    start = ++_at + 1;
                    continue;
                }

                var after = _at + 1;
                while (after < text.Length && text[after] == ' ')
                {
                    after++;
                }

                if (after < text.Length && !IsEnd(text[after]))
                {
                    _field.Clear();
                    return !beyond ? false : throw Unpaired();
                }

                _at = after;
                return true;
            }

            // One that is never closed takes in the rows after it; nothing from there on can be trusted.
            throw Unpaired();
        }

        private ReadingStopped Unpaired() => new(Refusal.Invalid("SheetQuotes", $"rows[{_number}]", _number));

        private bool IsEnd(char c) => c == separator || c is '\r' or '\n';

        private void Append(ReadOnlySpan<char> part) =>
            _field.Append(
                part[..Math.Min(part.Length, SheetText.LongestCell + 1 - Math.Min(_field.Length, SheetText.LongestCell + 1))]
            );

        private string Checked(string field) =>
            field.Contains(TextEncodings.NoLetter, StringComparison.Ordinal)
                ? throw new ReadingStopped(Refusal.Invalid("SheetLetter", $"rows[{_number}]", _number, Round(field)))
                : field;

        /// <summary>What stands round the letter that is none, to find it by.</summary>
        private static string Round(string field)
        {
            var at = field.IndexOf(TextEncodings.NoLetter, StringComparison.Ordinal);
            return field[Math.Max(0, at - 15)..Math.Min(field.Length, at + 15)].Replace(TextEncodings.NoLetter, '\uFFFD');
        }
    }
}
