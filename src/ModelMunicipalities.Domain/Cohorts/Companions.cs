using ModelMunicipalities.Domain.Assessments;

namespace ModelMunicipalities.Domain.Cohorts;

/// <summary>An organisation's times in groups.</summary>
/// <param name="Organisation">Its identity.</param>
/// <param name="Stays">As <see cref="Participation.Companies"/> tells them.</param>
public sealed record GroupPast(int Organisation, IReadOnlyList<GroupStay> Stays);

/// <summary>
/// Who knows whose answers: those who are or have been in a group together, in whichever cohort; and everybody, of those who
/// let the network see what they have moved, that part.
/// </summary>
public static class Companions
{
    /// <summary>Whose answers somebody knows who belongs to some organisations: theirs, and those of everybody who has been in a group with one of them.</summary>
    /// <param name="own">The organisations' identities.</param>
    /// <param name="all">The times in groups of all that take part.</param>
    public static IReadOnlyList<Acquaintance> Of(IReadOnlyCollection<int> own, IEnumerable<GroupPast> all)
    {
        ArgumentNullException.ThrowIfNull(own);
        ArgumentNullException.ThrowIfNull(all);
        var pasts = all.ToList();
        var mine = pasts.Where(p => own.Contains(p.Organisation)).SelectMany(p => p.Stays).ToLookup(s => s.Group);
        var others = pasts.FindAll(p => !own.Contains(p.Organisation));
        var met =
            from past in others
            from theirs in past.Stays
            where theirs.Group != GroupStay.Network
            from stay in mine[theirs.Group]
            let together = new Acquaintance(past.Organisation, Later(stay.From, theirs.From), Earlier(stay.Until, theirs.Until))
            where together.From < together.Until
            orderby together.From
            select together;
        var seen =
            from past in others
            from stay in past.Stays
            where stay.Group == GroupStay.Network
            orderby stay.From
            select new Acquaintance(past.Organisation, stay.From, stay.Until, InPart: true);
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
    public static IReadOnlyList<IReadOnlyList<Acquaintance>> OfEach(IEnumerable<IReadOnlyCollection<int>> readers, IReadOnlyList<GroupPast> all)
    {
        ArgumentNullException.ThrowIfNull(readers);
        return
        [
            .. readers.Select(own => Of(own, all))
                .DistinctBy(known => string.Join(';', known.OrderBy(k => k.Organisation).ThenBy(k => k.From).Select(k => $"{k.Organisation},{k.From.Ticks},{k.Until.Ticks},{k.InPart}"))),
        ];
    }

    private static DateTimeOffset Later(DateTimeOffset a, DateTimeOffset b) => a > b ? a : b;

    private static DateTimeOffset Earlier(DateTimeOffset a, DateTimeOffset b) => a < b ? a : b;
}
