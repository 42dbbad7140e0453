using ModelMunicipalities.Domain;

namespace ModelMunicipalities.App.Platform.Spreadsheets;

/// <summary>
/// What reading one file has cost so far, in steps of about the same time, and what it has kept. Every loop over something
/// that a file holds spends here, so whatever a file holds, reading it ends: at its end, or at a bound with a sentence.
/// </summary>
/// <param name="ct">Ends the reading when nobody waits for it any more.</param>
public sealed class ReadingWork(CancellationToken ct = default)
{
    /// <summary>The most steps that reading a file may take: well below two seconds of an idle machine.</summary>
    public const long MostSteps = 64_000_000;

    /// <summary>The most that is unpacked, in megabytes: a small file can hold an enormous one.</summary>
    public const int MostMegabytes = 32;

    /// <summary>The most elements of all parts together.</summary>
    public const int MostElements = 1_500_000;

    /// <summary>The most characters that are kept of a file: 16 megabytes.</summary>
    public const int MostCharacters = 8_000_000;

    /// <summary>The most cells of all rows together, blank ones between others counted.</summary>
    public const int MostCells = 1_000_000;

    private const int StepsOfElement = 12;

    private const int StepsOfCell = 4;

    private long _bytes;

    private int _elements;

    private int _characters;

    private int _cells;

    /// <summary>How many steps it has taken.</summary>
    public long Steps { get; private set; }

    /// <summary>Bytes of a packed part, as they are unpacked: what the archive says of its size proves nothing.</summary>
    public void Unpack(int bytes)
    {
        _bytes += bytes;
        Spend(bytes);
        if (_bytes > MostMegabytes * 1024L * 1024)
        {
            throw ReadingStopped.TooLarge();
        }
    }

    public void Element() => Count(ref _elements, 1, MostElements, StepsOfElement);

    public void Keep(int characters) => Count(ref _characters, characters, MostCharacters, 1);

    public void Cell() => Count(ref _cells, 1, MostCells, StepsOfCell);

    public void Spend(long steps)
    {
        ct.ThrowIfCancellationRequested();
        Steps += steps;
        if (Steps > MostSteps)
        {
            throw ReadingStopped.TooComplex();
        }
    }

    private void Count(ref int counter, int more, int most, int steps)
    {
        counter += more;
        Spend((long)more * steps);
        if (counter > most)
        {
            throw ReadingStopped.TooComplex();
        }
    }
}

/// <summary>Carries a refusal out of the depth of a reader; it never leaves <see cref="Sheets"/>.</summary>
internal sealed class ReadingStopped(Refusal refusal) : Exception(refusal.Rule)
{
    public Refusal Refusal { get; } = refusal;

    /// <summary>A file that no spreadsheet program writes: too deep, too many parts, too much of anything.</summary>
    public static ReadingStopped TooComplex() => new(Refusal.Invalid("SheetTooComplex", "file"));

    public static ReadingStopped TooLarge() => new(Refusal.Invalid("SheetTooLarge", "file", ReadingWork.MostMegabytes));

    public static ReadingStopped Unreadable() => new(Refusal.Invalid("SheetUnreadable", "file"));
}
