using System.Globalization;
using ModelMunicipalities.App.Platform;
using ModelMunicipalities.App.Resources;
using ModelMunicipalities.Domain;
using ModelMunicipalities.Domain.Assessments;
using ModelMunicipalities.Domain.Cohorts;

namespace ModelMunicipalities.App.Features.Assessments;

/// <summary>An organisation that a sheet may name; its answers are taken in while it takes part in the cohort.</summary>
internal sealed record SheetOrganisation(int Id, string Slug, string? Code, string Name, bool InCohort, bool HasLeft = false);

/// <summary>One answer of a sheet, found to be in order. Not scored when the score is null.</summary>
internal sealed record SheetAnswer(int Row, SheetOrganisation Organisation, Occasion Occasion, int Step, int? Score, string? Comment);

/// <summary>The sheet by which a cohort's common answers come in and go out: one row per organisation, occasion and step.</summary>
internal static class AnswerSheet
{
    /// <summary>The columns as they are written. They are read in any order and by their Swedish names too.</summary>
    public static readonly IReadOnlyList<string> Columns = ["organisation", "occasion", "step", "score", "comment"];

    private static readonly IReadOnlyList<int> Widths = [24, 12, 8, 8, 60];

    private const string Optional = "comment";

    private const int MostRefusals = 200;

    private static readonly Dictionary<string, string> ColumnByName = new(Columns.ToDictionary(c => c), StringComparer.OrdinalIgnoreCase)
    {
        ["tillfälle"] = "occasion",
        ["steg"] = "step",
        ["svar"] = "score",
        ["poäng"] = "score",
        ["kommentar"] = "comment",
    };

    private static readonly CultureInfo[] Languages = [CultureInfo.GetCultureInfo("sv-SE"), CultureInfo.GetCultureInfo("en-GB")];

    /// <summary>Reads every row, or says of each what is wrong with it.</summary>
    public static Outcome<IReadOnlyList<SheetAnswer>> Read(
        IReadOnlyList<SheetRow> rows, IReadOnlyList<SheetOrganisation> organisations, IReadOnlyList<Occasion> occasions, Instrument instrument)
    {
        var columns = ReadHeading(rows[0]);
        if (!columns.Ok)
        {
            return Outcome<IReadOnlyList<SheetAnswer>>.Refused(columns.Refusals);
        }

        var bySlug = organisations.ToDictionary(o => o.Slug, StringComparer.OrdinalIgnoreCase);
        var byName = organisations.ToLookup(o => o.Name, StringComparer.OrdinalIgnoreCase);

        // A spreadsheet takes 0114 for the number 114.
        var byCode = organisations.Where(o => o.Code is not null).ToLookup(o => o.Code!.TrimStart('0'));
        var byOccasion = new Dictionary<string, Occasion>(StringComparer.OrdinalIgnoreCase);
        foreach (var (name, occasion) in occasions.SelectMany(o => Names(o).Select(name => (name, o))))
        {
            byOccasion[name] = occasion;
        }

        var (answers, refusals, seen) = (new List<SheetAnswer>(), new List<Refusal>(), new Dictionary<(int, int, int), int>());
        foreach (var row in rows.Skip(1))
        {
            var before = refusals.Count;
            if (row.Cells.Skip(rows[0].Cells.Count).Any(c => c.Length > 0))
            {
                refusals.Add(Refusal.Invalid("ImportCells", $"rows[{row.Number}]", row.Number));
                continue;
            }

            var organisation = FindOrganisation(row);
            var occasion = byOccasion.GetValueOrDefault(Cell(row, "occasion"));
            if (occasion is null)
            {
                Refuse(row, "occasion", "ImportOccasion", Cell(row, "occasion"), string.Join(", ", occasions.OrderBy(o => o.Ordinal).Select(o => o.Key)));
            }

            if (!Number(Cell(row, "step"), out var step) || instrument.Step(step) is null)
            {
                Refuse(row, "step", "ImportStep", instrument.Steps.Count);
            }

            var score = 0;
            if (Cell(row, "score") is { Length: > 0 } given && !(Number(given, out score) && (score == 0 || instrument.Scale.Holds(score))))
            {
                Refuse(row, "score", "ImportScore", instrument.Scale.Lowest, instrument.Scale.Highest);
            }

            var comment = Cell(row, "comment");
            if (comment.Length > GivenAnswer.MaximumComment)
            {
                Refuse(row, "comment", "ImportComment", GivenAnswer.MaximumComment);
            }

            if (refusals.Count > before)
            {
                continue;
            }

            if (!seen.TryAdd((organisation!.Id, occasion!.Id, step), row.Number))
            {
                Refuse(row, "step", "ImportTwice", seen[(organisation.Id, occasion.Id, step)]);
                continue;
            }

            answers.Add(new SheetAnswer(row.Number, organisation, occasion, step, score == 0 ? null : score, comment.Length == 0 ? null : comment));
        }

        if (refusals.Count > MostRefusals)
        {
            var more = Refusal.Invalid("ImportMore", "rows", refusals.Count - MostRefusals);
            refusals.RemoveRange(MostRefusals, refusals.Count - MostRefusals);
            refusals.Add(more);
        }

        return refusals.Count > 0 ? refusals : answers;

        string Cell(SheetRow row, string column) => columns.Value.TryGetValue(column, out var at) ? row[at] : "";

        void Refuse(SheetRow row, string column, string rule, params object[] args) =>
            refusals.Add(Refusal.Invalid(rule, $"rows[{row.Number}].{column}", [row.Number, .. args]));

        SheetOrganisation? FindOrganisation(SheetRow row)
        {
            var name = Cell(row, "organisation");
            var found = bySlug.GetValueOrDefault(name)
                ?? (byCode[name.TrimStart('0')].ToList() is [var coded] ? coded : byName[name].ToList() is [var named] ? named : null);
            if (found is not { InCohort: true, HasLeft: false })
            {
                Refuse(row, "organisation", found is null ? "ImportOrganisation" : found.HasLeft ? "ImportHasLeft" : "ImportNotInCohort", found?.Name ?? name);
            }

            return found;
        }
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

    private static Outcome<IReadOnlyDictionary<string, int>> ReadHeading(SheetRow heading)
    {
        var columns = new Dictionary<string, int>();
        var refusals = new List<Refusal>();
        foreach (var (i, name) in heading.Cells.Index().Where(c => c.Item.Length > 0))
        {
            if (!ColumnByName.TryGetValue(name, out var column))
            {
                refusals.Add(Refusal.Invalid("ImportColumnUnknown", "file", name));
            }
            else if (!columns.TryAdd(column, i))
            {
                refusals.Add(Refusal.Invalid("ImportColumnTwice", "file", name));
            }
        }

        var missing = Columns.Where(c => c != Optional && !columns.ContainsKey(c)).ToList();
        if (missing.Count > 0)
        {
            refusals.Insert(0, Refusal.Invalid("ImportColumnMissing", "file", string.Join(", ", missing), string.Join(", ", Columns)));
        }

        return refusals.Count > 0 ? refusals : columns;
    }

    private static IEnumerable<string> Names(Occasion occasion) =>
        Languages.Select(l => Texts.ResourceManager.GetString("Occasion_" + occasion.Key, l)).OfType<string>().Append(occasion.Key);

    private static bool Number(string text, out int number) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);
}
