using ModelMunicipalities.Domain.Assessments;

namespace ModelMunicipalities.Domain.Cohorts;

/// <summary>An organisation's times in groups.</summary>
/// <param name="Organisation">Its identity.</param>
/// <param name="Stays">As <see cref="Participation.GroupStays"/> tells them.</param>
public sealed record GroupPast(int Organisation, IReadOnlyList<GroupStay> Stays);

/// <summary>
/// Who knows whose answers: those who are or have been in a group together, in whichever cohort; and everybody, of those who
/// let the network see what they have moved, that part.
/// </summary>
public static class Companions
{
    /// <summary>
    /// Whose answers somebody knows who belongs to some organisations: theirs, and those of everybody who has been in a group
    /// with one of them.
    /// </summary>
    /// <param name="own">The organisations' identities.</param>
    /// <param name="all">The times in groups of all that take part.</param>
    public static IReadOnlyList<Acquaintance> Of(IReadOnlyCollection<int> own, IEnumerable<GroupPast> all)
    {
        ArgumentNullException.ThrowIfNull(own);
        ArgumentNullException.ThrowIfNull(all);
        return Of(own, new Pasts(all));
    }

    private static IReadOnlyList<Acquaintance> Of(IReadOnlyCollection<int> own, Pasts pasts)
    {
        var mine = own.Distinct().SelectMany(o => pasts.Of[o]).OrderBy(p => p.Place).ToLookup(p => p.Stay.Group, p => p.Stay);
        var met =
            from theirs in mine.Where(g => g.Key != GroupStay.Network).SelectMany(g => pasts.In[g.Key]).OrderBy(p => p.Place)
            where !own.Contains(theirs.Organisation)
            from stay in mine[theirs.Stay.Group]
            let together = new Acquaintance(
                theirs.Organisation,
                Later(stay.From, theirs.Stay.From),
                Earlier(stay.Until, theirs.Stay.Until)
            )
            where together.From < together.Until
            orderby together.From
            select together;
        var seen =
            from past in pasts.In[GroupStay.Network]
            where !own.Contains(past.Organisation)
            orderby past.Stay.From
            select new Acquaintance(past.Organisation, past.Stay.From, past.Stay.Until, InPart: true);
        return
        [
            .. own.Order().Select(o => new Acquaintance(o, DateTimeOffset.MinValue, DateTimeOffset.MaxValue)),
            .. met.Distinct(),
            .. seen,
        ];
    }

    /// <summary>What each of several readers knows; those who know the same, once.</summary>
    /// <param name="readers">The organisations that each belongs to.</param>
    /// <param name="all">The times in groups of all that take part.</param>
    public static IReadOnlyList<IReadOnlyList<Acquaintance>> OfEach(
        IEnumerable<IReadOnlyCollection<int>> readers,
        IReadOnlyList<GroupPast> all
    )
    {
        ArgumentNullException.ThrowIfNull(readers);
        ArgumentNullException.ThrowIfNull(all);
        var pasts = new Pasts(all);
        return
        [
            .. readers
                .Select(own => Of(own, pasts))
                .DistinctBy(known =>
                    string.Join(
                        ';',
                        known
                            .OrderBy(k => k.Organisation)
                            .ThenBy(k => k.From)
                            .Select(k => $"{k.Organisation},{k.From.Ticks},{k.Until.Ticks},{k.InPart}")
                    )
                ),
        ];
    }

    private static DateTimeOffset Later(DateTimeOffset a, DateTimeOffset b) => a > b ? a : b;

    private static DateTimeOffset Earlier(DateTimeOffset a, DateTimeOffset b) => a < b ? a : b;

    /// <summary>The times in groups, found by organisation and by group without looking through those of all.</summary>
    private sealed class Pasts
    {
        public Pasts(IEnumerable<GroupPast> all)
        {
            var stays = all.SelectMany(p => p.Stays.Select(s => (p.Organisation, Stay: s)))
                .Select((p, place) => (place, p.Organisation, p.Stay))
                .ToList();
            (Of, In) = (stays.ToLookup(p => p.Organisation), stays.ToLookup(p => p.Stay.Group));
        }

        public ILookup<int, (int Place, int Organisation, GroupStay Stay)> Of { get; }

        public ILookup<int, (int Place, int Organisation, GroupStay Stay)> In { get; }
    }
}
