using ModelMunicipalities.App.Platform;
using ModelMunicipalities.Domain;
using ModelMunicipalities.Domain.Assessments;
using ModelMunicipalities.Domain.Cohorts;

namespace ModelMunicipalities.App.Features.Assessments;

/// <summary>Reads the entries of one sheet after the other, and keeps what is in order and what is wrong with the rest.</summary>
internal sealed class AnswerReader(SheetNames names, IReadOnlyList<Occasion> occasions, Instrument instrument)
{
    private const int MostRefusals = 200;

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

    public Outcome<AnswerSheet.Content> Result(List<string?> taken, IReadOnlyList<SheetTable> tables)
    {
        var refusals = _refusals.Values.Take(MostRefusals).ToList();
        if (_refusals.Count > MostRefusals)
        {
            refusals.Add(Refusal.Invalid("ImportMore", "rows", _refusals.Count - MostRefusals));
        }

        return refusals.Count > 0
            ? refusals
            : new AnswerSheet.Content(
                _answers,
                [.. taken.OfType<string>()],
                [.. tables.Select(t => t.Name).Except(taken).OfType<string>()]
            );
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

        _answers.Add(
            new SheetAnswer(
                row.Number,
                organisation,
                occasion,
                step.Value,
                score == 0 ? null : score,
                comment.Length == 0 ? null : comment
            )
        );
    }

    /// <summary>
    /// Cells without a value, and answers that stand once for several rows: which row they are of is not to be guessed.
    /// </summary>
    private void CheckCells(SheetEntry entry)
    {
        (string Name, int? Column)[] cells =
        [
            ("organisation", entry.Organisation.Column),
            ("occasion", entry.Occasion.Column),
            ("step", entry.Step.Column),
            ("score", entry.Score),
            ("comment", entry.Comment),
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
            Refuse(
                entry.Row,
                "organisation",
                "ImportOrganisationSeveral",
                AnswerSheet.Short(text),
                string.Join(", ", found.Take(5).Select(o => $"{o.Name} ({o.Code ?? o.Slug})"))
            );
            return null;
        }

        if (found is not [{ InCohort: true, HasLeft: false }])
        {
            Refuse(
                entry.Row,
                "organisation",
                found is not [var one] ? "ImportOrganisation"
                    : one.HasLeft ? "ImportHasLeft"
                    : "ImportNotInCohort",
                found is [var known] ? known.Name : AnswerSheet.Short(text)
            );
        }

        return found is [var only] ? only : null;
    }

    private Occasion? Occasion(SheetEntry entry)
    {
        var occasion = names.Occasion(entry.Occasion.Text);
        if (occasion is null && entry.Occasion is { Text.Length: 0, Column: null })
        {
            _refusals.TryAdd(
                ("occasion", "ImportOccasionMissing"),
                Refusal.Invalid("ImportOccasionMissing", "occasion", Names())
            );
        }
        else if (occasion is null)
        {
            Refuse(entry.Row, "occasion", "ImportOccasion", AnswerSheet.Short(entry.Occasion.Text), Names());
        }

        return occasion;

        string Names() => AnswerSheet.NamesOf(occasions);
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
            Refuse(
                entry.Row,
                "score",
                "ImportScoreUnder",
                instrument.Scale.Lowest,
                instrument.Scale.Highest,
                AnswerSheet.Short(head)
            );
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
