using System.Text;

namespace ModelMunicipalities.App.Tests.Kit;

/// <summary>
/// Files as chance makes them, the same for the same number: right ones, right ones with something wrong, and none at all.
/// </summary>
internal sealed class MadeFiles(int seed)
{
    private static readonly string[] Words =
    [
        "organisation",
        "occasion",
        "step",
        "score",
        "comment",
        "kommun",
        "tillfälle",
        "steg",
        "poäng",
        "Kommentar",
        "Luleå",
        "lulea",
        "Luleå kommun",
        "Piteå",
        "2580",
        "bm1",
        "BM 1",
        "Uppstart",
        "1",
        "2",
        "3",
        "2.0",
        "3,0",
        " 2 ",
        "Steg 4",
        "4. Ledningen",
        "",
        "",
        "=1+1",
        "'",
        "\"",
        "\"\"",
        "a\nb",
        "\v",
        "å ä ö",
        "\u00A0",
        "–",
        "😀",
        "_x0041_",
    ];

    private static readonly string[] Encodings = ["utf-8", "utf-16", "utf-16BE", "windows-1252", "macintosh", "ibm850", "utf-32"];

    private static readonly string[] Elements =
    [
        "row",
        "c",
        "v",
        "is",
        "t",
        "r",
        "f",
        "si",
        "rPh",
        "sheetData",
        "mergeCell",
        "x",
    ];

    private readonly Random _random = new(seed);

    public byte[] Next() =>
        _random.Next(8) switch
        {
            0 => Csv(),
            1 => Mutated(Csv()),
            2 => Mutated(Xlsx()),
            3 => Wide(),
            4 => Noise(),
            _ => Xlsx(),
        };

    private byte[] Csv()
    {
        var separator = Pick([";", ",", "\t", "|"]);
        var end = Pick(["\n", "\r\n", "\r", "\n\n"]);
        var text = new StringBuilder(_random.Next(4) == 0 ? $"sep={separator}{end}" : "");
        if (_random.Next(2) == 0)
        {
            text.AppendJoin(separator, ["organisation", "occasion", "step", "score", "comment"]).Append(end);
        }

        foreach (var _ in Enumerable.Range(0, Size()))
        {
            text.AppendJoin(
                    separator,
                    Enumerable.Range(0, _random.Next(1, 8)).Select(_ => _random.Next(4) == 0 ? $"\"{Pick(Words)}\"" : Pick(Words))
                )
                .Append(end);
        }

        var encoding = CodePagesEncodingProvider.Instance.GetEncoding(Pick(Encodings)) ?? Encoding.UTF8;
        return _random.Next(3) == 0
            ? [.. encoding.GetPreamble(), .. encoding.GetBytes(text.ToString())]
            : encoding.GetBytes(text.ToString());
    }

    private byte[] Xlsx()
    {
        var book = new RawWorkbook().Shared(
            _random.Next(2) == 0 ? null : string.Concat(Enumerable.Range(0, Size()).Select(_ => $"<si><t>{Safe()}</t></si>"))
        );
        foreach (var i in Enumerable.Range(0, _random.Next(1, 4)))
        {
            var rows = new StringBuilder(_random.Next(2) == 0 ? RawWorkbook.Heading : "");
            foreach (var _ in Enumerable.Range(0, Size()))
            {
                rows.Append(
                    _random.Next(5) == 0
                        ? Wild(0)
                        : RawWorkbook.Row([
                            .. Enumerable.Range(0, _random.Next(1, 8)).Select(_ => _random.Next(3) == 0 ? (object?)null : Safe()),
                        ])
                );
            }

            book.Sheet(
                $"Blad{i}",
                rows.ToString(),
                _random.Next(4) == 0
                    ? $"<mergeCells><mergeCell ref=\"A{_random.Next(9)}:{Safe()}{_random.Next(99)}\"/></mergeCells>"
                    : "",
                _random.Next(5) == 0 ? "hidden" : null,
                _random.Next(8) == 0 ? "chartsheet" : "worksheet"
            );
        }

        return book.ToArray();
    }

    /// <summary>Elements in and after each other without sense, well-formed.</summary>
    private string Wild(int depth)
    {
        var name = Pick(Elements);
        var attributes =
            $"{(_random.Next(3) == 0 ? $" r=\"{Pick(["A1", "XFD9", "ZZZZZZ1", "1", "", "b2", "99999999999"])}\"" : "")}{(_random.Next(3) == 0 ? $" t=\"{Pick(["s", "e", "b", "str", "inlineStr", "n", "d", "x"])}\"" : "")}";
        return depth > 80 || _random.Next(4) == 0 ? $"<{name}{attributes}>{Safe()}</{name}>"
            : _random.Next(30) == 0
                ? $"<{name}>{string.Concat(Enumerable.Repeat("<is>", 200))}{string.Concat(Enumerable.Repeat("</is>", 200))}</{name}>"
            : $"<{name}{attributes}>{string.Concat(Enumerable.Range(0, _random.Next(1, 4)).Select(_ => Wild(depth + 2 + (depth * 2))))}</{name}>";
    }

    /// <summary>A row for each organisation, or the printed list, with what chance puts into the cells.</summary>
    private byte[] Wide()
    {
        var steps = Enumerable.Range(1, _random.Next(2, 14)).ToList();
        var rows = new List<string>();
        if (_random.Next(2) == 0)
        {
            rows.Add(string.Join(';', steps.Select(s => $"{s}").Prepend("tillfälle").Prepend("kommun")));
            rows.AddRange(
                Enumerable
                    .Range(0, Size())
                    .Select(_ => string.Join(';', steps.Select(_ => Pick(Words)).Prepend("bm1").Prepend(Pick(Words))))
            );
        }
        else
        {
            rows.Add($"{Pick(Words)};{Pick(["BM 1", "Luleå"])};{Pick(["BM 2", "Piteå", "Summa"])}");
            rows.AddRange(steps.Select(s => $"{s}. Steg;{Pick(Words)};{Pick(Words)}"));
        }

        return Encoding.UTF8.GetBytes(string.Join('\n', rows));
    }

    private byte[] Mutated(byte[] file)
    {
        var copy = (byte[])file.Clone();
        foreach (var _ in Enumerable.Range(0, copy.Length == 0 ? 0 : _random.Next(1, 20)))
        {
            copy[_random.Next(copy.Length)] = (byte)_random.Next(256);
        }

        return _random.Next(4) == 0 ? copy[.._random.Next(copy.Length)] : copy;
    }

    private byte[] Noise()
    {
        var bytes = new byte[_random.Next(0, 4000)];
        _random.NextBytes(bytes);
        return _random.Next(3) == 0 ? [.. "PK\x03\x04"u8, .. bytes] : bytes;
    }

    private string Safe() => System.Security.SecurityElement.Escape(string.Concat(Pick(Words).Where(c => c >= ' ')));

    private int Size() => _random.Next(20) == 0 ? _random.Next(2000) : _random.Next(12);

    private string Pick(IReadOnlyList<string> from) => from[_random.Next(from.Count)];
}
