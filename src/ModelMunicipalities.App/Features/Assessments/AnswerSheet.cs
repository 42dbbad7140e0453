using ModelMunicipalities.App.Platform;
using ModelMunicipalities.App.Resources;
using ModelMunicipalities.Domain;
using ModelMunicipalities.Domain.Assessments;
using ModelMunicipalities.Domain.Cohorts;

namespace ModelMunicipalities.App.Features.Assessments;

/// <summary>One answer of a sheet, found to be in order. Not scored when the score is null.</summary>
internal sealed record SheetAnswer(int Row, SheetOrganisation Organisation, Occasion Occasion, int Step, int? Score, string? Comment);

/// <summary>A row of a workbook in a sentence: 7, or 7 of a sheet by its name.</summary>
internal sealed record SheetPlace(int Row, string? Sheet)
{
    public override string ToString() => Sheet is null ? $"{Row}" : Texts.ImportRowOfSheet.With(Row, Sheet);
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

    private const int MostRefusals = 200;

    /// <param name="Answers">The answers.</param>
    /// <param name="Sheets">The worksheets that they are from; none of CSV.</param>
    /// <param name="PassedOver">Worksheets that hold answers too and are not read.</param>
    public sealed record Content(IReadOnlyList<SheetAnswer> Answers, IReadOnlyList<string> Sheets, IReadOnlyList<string> PassedOver);

    /// <summary>Reads every answer, or says of each what is wrong with it.</summary>
    /// <param name="tables">The tables that fit, the first of them to be read.</param>
    /// <param name="names">What names mean.</param>
    /// <param name="occasions">The cohort's occasions.</param>
    /// <param name="instrument">The cohort's instrument.</param>
    /// <param name="chosen">The occasion that holds where the sheet tells none.</param>
    public static Outcome<Content> Read(
        IReadOnlyList<SheetTable> tables, SheetNames names, IReadOnlyList<Occasion> occasions, Instrument instrument, string? chosen)
    {
        var reader = new Reader(names, occasions, instrument);
        var taken = new List<string?>();
        foreach (var table in tables)
        {
            var layout = AnswerLayout.Find(table, names, chosen);
            if (!layout.Ok)
            {
                return taken.Count > 0 ? reader.Result(taken, tables)
                    : table.Name is null ? Outcome<Content>.Refused(layout.Refusals)
                    : Outcome<Content>.Refused([.. layout.Refusals, Refusal.Invalid("ImportSheetRead", "file", Short(table.Name))]);
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
    public static Sheet Write(string name, IReadOnlyList<Checklist> checklists) => new(name, Widths,
    [
        [.. Columns],
        .. from checklist in checklists
           from column in checklist.Columns
           from answer in (column.Answers ?? new Dictionary<int, Checklist.Answer>()).OrderBy(a => a.Key)
           select (object?[])[checklist.Organisation, column.Occasion, answer.Key, answer.Value.Score, answer.Value.Comment],
    ]);

    /// <summary>A cell's text as far as a sentence has room for it.</summary>
    public static string Short(string text)
    {
        const int most = 60;
        return text.Length <= most ? text : string.Concat(text.AsSpan(0, char.IsHighSurrogate(text[most - 1]) ? most - 1 : most), "…");
    }

    private sealed class Reader(SheetNames names, IReadOnlyList<Occasion> occasions, Instrument instrument)
    {
        private readonly List<SheetAnswer> _answers = [];

        private readonly Dictionary<(string Field, string Rule), Refusal> _refusals = [];

        private readonly Dictionary<(int, int, int), int> _seen = [];

        private string? _sheet;

        public void Read(AnswerLayout layout, string? sheet)
        {
            _sheet = sheet;
            foreach (var entry in layout.Entries)
            {
                if (layout.HasStrayCells(entry.Row))
                {
                    Refuse(entry.Row, null, "ImportCells");
                }
                else
                {
                    Read(entry);
                }
            }
        }

        public Outcome<Content> Result(List<string?> taken, IReadOnlyList<SheetTable> tables)
        {
            var refusals = _refusals.Values.Take(MostRefusals).ToList();
            if (_refusals.Count > MostRefusals)
            {
                refusals.Add(Refusal.Invalid("ImportMore", "rows", _refusals.Count - MostRefusals));
            }

            return refusals.Count > 0 ? refusals
                : new Content(_answers, [.. taken.OfType<string>()], [.. tables.Select(t => t.Name).Except(taken).OfType<string>()]);
        }

        private void Read(SheetEntry entry)
        {
            var (row, before) = (entry.Row, _refusals.Count);
            CheckCells(entry);
            if (_refusals.Count > before)
            {
                return;
            }

            var organisation = Organisation(entry);
            var occasion = Occasion(entry);
            var step = names.Step(entry.Step.Text);
            if (step is null)
            {
                Refuse(row, "step", "ImportStep", instrument.Steps.Count);
            }

            var score = Score(entry);
            var comment = entry.Comment is { } at ? row[at] : "";
            if (comment.Length > GivenAnswer.MaximumComment)
            {
                Refuse(row, "comment", "ImportComment", GivenAnswer.MaximumComment);
            }

            if (_refusals.Count > before || organisation is null || occasion is null || step is null)
            {
                return;
            }

            if (!_seen.TryAdd((organisation.Id, occasion.Id, step.Value), row.Number))
            {
                Refuse(row, "step", "ImportTwice", _seen[(organisation.Id, occasion.Id, step.Value)]);
                return;
            }

            _answers.Add(new SheetAnswer(row.Number, organisation, occasion, step.Value, score == 0 ? null : score, comment.Length == 0 ? null : comment));
        }

        /// <summary>Cells without a value, and answers that stand once for several rows: which row they are of is not to be guessed.</summary>
        private void CheckCells(SheetEntry entry)
        {
            (string Name, int? Column)[] cells =
            [
                ("organisation", entry.Organisation.Column), ("occasion", entry.Occasion.Column), ("step", entry.Step.Column), ("score", entry.Score), ("comment", entry.Comment),
            ];
            foreach (var (name, column) in cells.Where(c => c.Column is not null).Select(c => (c.Name, c.Column!.Value)))
            {
                if (entry.Row.Fault(column) is { } fault)
                {
                    Refuse(entry.Row, name, fault.Rule, fault.Args);
                }
                else if (name is "step" or "score" or "comment" && entry.Row.IsMerged(column))
                {
                    Refuse(entry.Row, name, "ImportMerged");
                }
            }
        }

        private SheetOrganisation? Organisation(SheetEntry entry)
        {
            var text = entry.Organisation.Text;
            var found = names.Organisation(text);
            if (found.Count > 1)
            {
                Refuse(entry.Row, "organisation", "ImportOrganisationSeveral", Short(text), string.Join(", ", found.Take(5).Select(o => $"{o.Name} ({o.Code ?? o.Slug})")));
                return null;
            }

            if (found is not [{ InCohort: true, HasLeft: false }])
            {
                Refuse(entry.Row, "organisation", found is not [var one] ? "ImportOrganisation" : one.HasLeft ? "ImportHasLeft" : "ImportNotInCohort",
                    found is [var known] ? known.Name : Short(text));
            }

            return found is [var only] ? only : null;
        }

        private Occasion? Occasion(SheetEntry entry)
        {
            var occasion = names.Occasion(entry.Occasion.Text);
            if (occasion is null && entry.Occasion is { Text.Length: 0, Column: null })
            {
                _refusals.TryAdd(("occasion", "ImportOccasionMissing"), Refusal.Invalid("ImportOccasionMissing", "occasion", Keys()));
            }
            else if (occasion is null)
            {
                Refuse(entry.Row, "occasion", "ImportOccasion", Short(entry.Occasion.Text), Keys());
            }

            return occasion;

            string Keys() => string.Join(", ", occasions.OrderBy(o => o.Ordinal).Select(o => o.Key));
        }

        /// <summary>The score; 0 for none, which an empty cell and a dash mean too.</summary>
        private int Score(SheetEntry entry)
        {
            var text = entry.Row[entry.Score];
            if (text is "" || SheetNames.Key(text) == "-")
            {
                return 0;
            }

            if (SheetNames.Whole(text) is { } score && (score == 0 || instrument.Scale.Holds(score)))
            {
                return score;
            }

            if (entry.Head is { } head)
            {
                Refuse(entry.Row, "score", "ImportScoreUnder", instrument.Scale.Lowest, instrument.Scale.Highest, Short(head));
            }
            else
            {
                Refuse(entry.Row, "score", "ImportScore", instrument.Scale.Lowest, instrument.Scale.Highest);
            }

            return 0;
        }

        private void Refuse(SheetRow row, string? column, string rule, params object[] args)
        {
            var field = $"rows[{row.Number}]" + (column is null ? "" : "." + column);
            _refusals.TryAdd((_sheet + field, rule), Refusal.Invalid(rule, field, [new SheetPlace(row.Number, _sheet), .. args]));
        }
    }
}
