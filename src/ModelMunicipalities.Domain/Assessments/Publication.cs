namespace ModelMunicipalities.Domain.Assessments;

/// <summary>
/// When the figures of an occasion that is over are made: once, and anew step by step only where everybody who has read the
/// earlier ones may read the later ones beside them.
/// </summary>
public static class Publication
{
    /// <summary>The edition that is due for an occasion; null when the newest stands.</summary>
    /// <param name="steps">How many steps the checklist has.</param>
    /// <param name="occasions">The cohort's occasions, in order.</param>
    /// <param name="editions">All editions of all of them.</param>
    /// <param name="occasion">The identity of the occasion, which is over.</param>
    /// <param name="answers">What the participants have answered, a row for each that was asked.</param>
    /// <param name="readers">
    /// What each of those who read the figures knows beside them. That somebody knows nothing is always reckoned with.
    /// </param>
    /// <param name="minimum">The fewest organisations that a figure is made of.</param>
    /// <param name="now">When.</param>
    public static Edition? Due(
        int steps,
        IReadOnlyList<FigureOccasion> occasions,
        IReadOnlyList<Edition> editions,
        int occasion,
        IReadOnlyList<EditionRow> answers,
        IEnumerable<IReadOnlyCollection<Acquaintance>> readers,
        int minimum,
        DateTimeOffset now
    )
    {
        ArgumentNullException.ThrowIfNull(editions);
        ArgumentNullException.ThrowIfNull(answers);
        ArgumentNullException.ThrowIfNull(readers);
        var before = editions.Where(e => e.OccasionId == occasion).MaxBy(e => e.Number);
        var edition = new Edition
        {
            OccasionId = occasion,
            Number = (before?.Number ?? 0) + 1,
            PublishedAt = now,
            MinimumCell = minimum,
            Rows = [.. answers],
        };
        if (before is null)
        {
            return edition;
        }

        // Another minimum shows other figures, and when it did has to be on record.
        var another = before.MinimumCell != minimum;
        if (Differing(before, answers) == 0 && !another)
        {
            return null;
        }

        var changed = (
            from basis in Enum.GetValues<Basis>()
            from step in Enumerable.Range(1, steps)
            where Differs(before, answers, basis, step)
            select (Basis: basis, Step: step)
        ).ToHashSet();
        var ledger = new FigureLedger(steps, occasions, [.. editions, edition]);
        foreach (var known in ledger.Unlike(readers.Prepend([])))
        {
            if (changed.Count == 0)
            {
                break;
            }

            var sight = ledger.For(known, minimum);
            changed.RemoveWhere(c => sight.Shown(c.Basis, c.Step, occasion) is { } shown && shown != edition);
        }

        edition.Rows = Compose(steps, before.Rows, answers, changed);
        return changed.Count == 0 && !another ? null : edition;
    }

    /// <summary>How many organisations have other answers than an edition is made of.</summary>
    public static int Differing(Edition edition, IReadOnlyList<EditionRow> answers)
    {
        ArgumentNullException.ThrowIfNull(edition);
        ArgumentNullException.ThrowIfNull(answers);
        var (before, now) = (edition.Rows.ToDictionary(r => r.Organisation), answers.ToDictionary(r => r.Organisation));
        return before
            .Keys.Union(now.Keys)
            .Count(o => before.GetValueOrDefault(o, new EditionRow(o)) != now.GetValueOrDefault(o, new EditionRow(o)));
    }

    private static bool Differs(Edition before, IReadOnlyList<EditionRow> answers, Basis basis, int step)
    {
        var (then, now) = (before.Rows.ToDictionary(r => r.Organisation), answers.ToDictionary(r => r.Organisation));
        return then
            .Keys.Union(now.Keys)
            .Any(o =>
                EditionRow
                    .Whos(basis)
                    .Any(who => Digit(then.GetValueOrDefault(o), who, step) != Digit(now.GetValueOrDefault(o), who, step))
            );
    }

    /// <summary>The steps that are made anew from what stands now, the others as they were.</summary>
    private static List<EditionRow> Compose(
        int steps,
        IReadOnlyList<EditionRow> before,
        IReadOnlyList<EditionRow> now,
        HashSet<(Basis Basis, int Step)> anew
    )
    {
        var (then, answers) = (before.ToDictionary(r => r.Organisation), now.ToDictionary(r => r.Organisation));
        return
        [
            .. then
                .Keys.Union(answers.Keys)
                .Select(o =>
                {
                    var row = new EditionRow(o);
                    foreach (var basis in Enum.GetValues<Basis>())
                    {
                        foreach (var who in EditionRow.Whos(basis))
                        {
                            var profile = string.Concat(
                                Enumerable
                                    .Range(1, steps)
                                    .Select(s => Digit((anew.Contains((basis, s)) ? answers : then).GetValueOrDefault(o), who, s))
                            );
                            row = row.With(who, profile.Trim('0').Length == 0 ? null : profile);
                        }
                    }

                    return row;
                })
                .Where(r => r.HasAnswers || answers.ContainsKey(r.Organisation)),
        ];
    }

    private static char Digit(EditionRow? row, int who, int step) => row?.Of(who) is { } profile ? profile[step - 1] : '0';
}
