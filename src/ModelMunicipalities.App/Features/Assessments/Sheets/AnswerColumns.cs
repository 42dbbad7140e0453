using System.Globalization;
using System.Text.RegularExpressions;
using ModelMunicipalities.App.Platform;
using ModelMunicipalities.App.Resources;

namespace ModelMunicipalities.App.Features.Assessments;

/// <summary>What the headings of columns are called.</summary>
internal static partial class AnswerColumns
{
    public static readonly Dictionary<string, string> ColumnByName = new()
    {
        ["organisation"] = "organisation",
        ["organization"] = "organisation",
        ["kommun"] = "organisation",
        ["kommunnamn"] = "organisation",
        ["municipality"] = "organisation",
        ["region"] = "organisation",
        ["kommunkod"] = "organisation",
        ["förvaltning"] = "organisation",
        ["occasion"] = "occasion",
        ["tillfälle"] = "occasion",
        ["träff"] = "occasion",
        ["möte"] = "occasion",
        ["mättillfälle"] = "occasion",
        ["meeting"] = "occasion",
        ["step"] = "step",
        ["steg"] = "step",
        ["stegnr"] = "step",
        ["steg nr"] = "step",
        ["score"] = "score",
        ["svar"] = "score",
        ["poäng"] = "score",
        ["skattning"] = "score",
        ["självskattning"] = "score",
        ["bedömning"] = "score",
        ["betyg"] = "score",
        ["nivå"] = "score",
        ["värde"] = "score",
        ["points"] = "score",
        ["rating"] = "score",
        ["comment"] = "comment",
        ["comments"] = "comment",
        ["kommentar"] = "comment",
        ["kommentarer"] = "comment",
        ["motivering"] = "comment",
    };

    public static readonly HashSet<string> Derived =
    [
        "summa",
        "sum",
        "totalt",
        "total",
        "summa poäng",
        "medel",
        "medelvärde",
        "snitt",
        "genomsnitt",
        "mean",
        "average",
        "antal",
        "status",
        "nr",
    ];

    /// <summary>
    /// A column as its reader calls it, with the name that files go out with where that is another: steg (step).
    /// </summary>
    public static string Named(string column)
    {
        var name = column switch
        {
            "organisation" => Texts.OrganisationHead,
            "occasion" => Texts.OccasionHead,
            "step" => Texts.Step,
            "score" => Texts.ScoreHead,
            _ => Texts.Comment,
        };
        var plain = SheetNames.Key(name);
        return plain == column ? plain : $"{plain} ({column})";
    }

    public static HashSet<string> Known(SheetRow row, SheetNames names) =>
        [.. row.Cells.Where(c => c.Length > 0).Select(c => NameOf(c, names)).OfType<string>()];

    /// <summary>What a heading names: a column, a step by its number, or a step's comment.</summary>
    public static string? NameOf(string cell, SheetNames names) =>
        ColumnByName.TryGetValue(SheetNames.Key(cell), out var column) ? column
        : names.Step(cell) is { } step ? step.ToString(CultureInfo.InvariantCulture)
        : CommentOn().Match(cell) is { Success: true } on && names.Step(on.Groups[1].Value) is { } commented
            ? "comment " + commented.ToString(CultureInfo.InvariantCulture)
        : null;

    [GeneratedRegex(
        @"^\s*(?:kommentar|comment)\w*[\s,:-]+(?:(?:till|to|on)\s+)?(.+)$",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase | RegexOptions.Singleline
    )]
    public static partial Regex CommentOn();
}
