using ModelMunicipalities.App.Platform;
using ModelMunicipalities.App.Resources;
using ModelMunicipalities.Domain;
using ModelMunicipalities.Domain.Assessments;
using ModelMunicipalities.Domain.Cohorts;

namespace ModelMunicipalities.App.Features.Assessments;

/// <summary>One answer of a sheet, found to be in order. Not scored when the score is null.</summary>
internal sealed record SheetAnswer(
    int Row,
    SheetOrganisation Organisation,
    Occasion Occasion,
    int Step,
    int? Score,
    string? Comment
);

/// <summary>A row of a workbook in a sentence: 7, or 7 of a sheet by its name.</summary>
internal sealed record SheetPlace(int Row, string? Sheet)
{
    public override string ToString() => Sheet is null ? $"{Row}" : Texts.ImportRowOfSheet(Row, Sheet);
}

/// <summary>
/// The sheet by which a cohort's common answers come in and go out. It goes out with one row per organisation, occasion and
/// step, and comes in by any <see cref="AnswerLayout"/>.
/// </summary>
internal static class AnswerSheet
{
    /// <summary>The columns as they are written. They are read in any order and by other names too.</summary>
    public static readonly IReadOnlyList<string> Columns = ["organisation", "occasion", "step", "score", "comment"];

    private static readonly IReadOnlyList<int> Widths = [24, 12, 8, 8, 60];

    /// <param name="Answers">The answers.</param>
    /// <param name="Sheets">The worksheets that they are from; none of CSV.</param>
    /// <param name="PassedOver">Worksheets that hold answers too and are not read.</param>
    public sealed record Content(
        IReadOnlyList<SheetAnswer> Answers,
        IReadOnlyList<string> Sheets,
        IReadOnlyList<string> PassedOver
    );

    /// <summary>Reads every answer, or says of each what is wrong with it.</summary>
    /// <param name="tables">The tables that fit, the first of them to be read.</param>
    /// <param name="names">What names mean.</param>
    /// <param name="occasions">The cohort's occasions.</param>
    /// <param name="instrument">The cohort's instrument.</param>
    /// <param name="chosen">The occasion that holds where the sheet tells none.</param>
    public static Outcome<Content> Read(
        IReadOnlyList<SheetTable> tables,
        SheetNames names,
        IReadOnlyList<Occasion> occasions,
        Instrument instrument,
        string? chosen
    )
    {
        var reader = new AnswerReader(names, occasions, instrument);
        var taken = new List<string?>();
        foreach (var table in tables)
        {
            var layout = AnswerLayout.Find(table, names, chosen);
            if (!layout.Ok)
            {
                return taken.Count > 0 ? reader.Result(taken, tables)
                    : table.Name is null ? Outcome<Content>.Refused(layout.Refusals)
                    : Outcome<Content>.Refused([
                        .. layout.Refusals,
                        Refusal.Invalid("ImportSheetRead", "file", Short(table.Name)),
                    ]);
            }

            // A workbook of printed lists has a sheet for each organisation; of other layouts one sheet holds all.
            if (taken.Count == 0 || layout.Value.IsOfOneOrganisation)
            {
                taken.Add(table.Name);
                reader.Read(layout.Value, tables.Count > 1 || table.Name is null ? table.Name : null);
            }

            if (!layout.Value.IsOfOneOrganisation)
            {
                break;
            }
        }

        return reader.Result(taken, tables);
    }

    /// <summary>Writes what is submitted, so that reading it again changes nothing.</summary>
    public static Sheet Write(string name, IReadOnlyList<Checklist> checklists) =>
        new(
            name,
            Widths,
            [
                [.. Columns],
                .. from checklist in checklists
                from column in checklist.Columns
                from answer in (column.Answers ?? new Dictionary<int, Checklist.Answer>()).OrderBy(a => a.Key)
                select (object?[])[checklist.Organisation, column.Occasion, answer.Key, answer.Value.Score, answer.Value.Comment],
            ]
        );

    /// <summary>The occasions as the reader calls them; a sheet may call them so too.</summary>
    public static string NamesOf(IEnumerable<Occasion> occasions) =>
        string.Join(", ", occasions.OrderBy(o => o.Ordinal).Select(o => Show.Occasion(o.Key)));

    /// <summary>A cell's text as far as a sentence has room for it.</summary>
    public static string Short(string text)
    {
        const int most = 60;
        return text.Length <= most
            ? text
            : string.Concat(text.AsSpan(0, char.IsHighSurrogate(text[most - 1]) ? most - 1 : most), "…");
    }
}
