using Microsoft.EntityFrameworkCore;
using ModelMunicipalities.App.Data;
using ModelMunicipalities.Domain.Accounts;
using ModelMunicipalities.Domain.Assessments;
using ModelMunicipalities.Domain.Cohorts;

namespace ModelMunicipalities.App.Tenancy;

/// <summary>What readers know beside the figures.</summary>
internal static class Knowing
{
    /// <summary>
    /// Whose answers a person can read: those of every organisation that she has or had a function in, and of their groups. Of
    /// who has none, nobody's.
    /// </summary>
    public static async Task<IReadOnlyList<Acquaintance>> OfCallerAsync(AppDb db, Caller caller, CancellationToken ct)
    {
        var own = await db
            .Memberships.Where(m => m.PersonId == caller.PersonId && m.OrganisationId != null)
            .Select(m => m.OrganisationId!.Value)
            .Distinct()
            .ToListAsync(ct);
        return own.Count == 0 ? [] : Companions.Of(own, await PastsAsync(db, ct));
    }

    /// <summary>
    /// What a person does not read of her group: answers, as (organisation, occasion), from before they came together that the
    /// figures she has read would let too much be told of. Empty for nearly everybody.
    /// </summary>
    public static async Task<IReadOnlySet<(int Organisation, int Occasion)>> HiddenAsync(
        AppDb db,
        Caller caller,
        int cohort,
        Instrument instrument,
        CancellationToken ct
    )
    {
        var known = await OfCallerAsync(db, caller, ct);
        return known.All(k => k.InPart || k.From == DateTimeOffset.MinValue)
            ? new HashSet<(int, int)>()
            : await HiddenAsync(db, caller, known, [cohort], instrument, ct);
    }

    /// <summary>
    /// The same, in several cohorts with one checklist, of those too that let the network see what they have moved.
    /// </summary>
    public static async Task<IReadOnlySet<(int Organisation, int Occasion)>> HiddenAsync(
        AppDb db,
        Caller caller,
        IReadOnlyCollection<int> cohorts,
        Instrument instrument,
        CancellationToken ct
    )
    {
        var known = await OfCallerAsync(db, caller, ct);
        return known.All(k => k.From == DateTimeOffset.MinValue)
            ? new HashSet<(int, int)>()
            : await HiddenAsync(db, caller, known, cohorts, instrument, ct);
    }

    private static async Task<IReadOnlySet<(int Organisation, int Occasion)>> HiddenAsync(
        AppDb db,
        Caller caller,
        IReadOnlyCollection<Acquaintance> known,
        IReadOnlyCollection<int> cohorts,
        Instrument instrument,
        CancellationToken ct
    )
    {
        var occasions = await db
            .Occasions.Where(o => cohorts.Contains(o.CohortId))
            .OrderBy(o => o.Ordinal)
            .AsNoTracking()
            .ToListAsync(ct);
        var editions = (await db.Editions.Where(e => cohorts.Contains(e.CohortId)).AsNoTracking().ToListAsync(ct)).ToLookup(e =>
            e.CohortId
        );
        return occasions
            .GroupBy(o => o.CohortId)
            .SelectMany(c =>
                new FigureLedger(instrument.Steps.Count, [.. c.Select(FigureOccasion.Of)], editions[c.Key])
                    .For(known, caller.Network!.MinimumCell)
                    .Hidden
            )
            .ToHashSet();
    }

    /// <summary>What each of those knows who have or had a function in an organisation that takes part in something.</summary>
    /// <param name="db">The database.</param>
    /// <param name="organisations">Only those who belong to one of these; null for all.</param>
    /// <param name="ct">Stops it.</param>
    public static async Task<IReadOnlyList<IReadOnlyList<Acquaintance>>> OfEachAsync(
        AppDb db,
        IReadOnlyCollection<int>? organisations,
        CancellationToken ct
    )
    {
        var several = await db
            .Memberships.Where(m =>
                m.OrganisationId != null
                && db.Memberships.Any(x =>
                    x.PersonId == m.PersonId && x.OrganisationId != null && x.OrganisationId != m.OrganisationId
                )
            )
            .Select(m => new { m.PersonId, Organisation = m.OrganisationId!.Value })
            .Distinct()
            .ToListAsync(ct);
        var together = several.GroupBy(m => m.PersonId).Select(g => (IReadOnlyCollection<int>)[.. g.Select(m => m.Organisation)]);
        var pasts = await PastsAsync(db, ct);
        return Companions.OfEach(
            pasts
                .Select(p => (IReadOnlyCollection<int>)[p.Organisation])
                .Concat(together)
                .Where(own => organisations is null || own.Any(organisations.Contains)),
            pasts
        );
    }

    private static async Task<IReadOnlyList<GroupPast>> PastsAsync(AppDb db, CancellationToken ct) =>
        [
            .. (
                await db
                    .Participations.Select(p => new
                    {
                        p.OrganisationId,
                        p.GroupId,
                        p.SharesProgress,
                        p.Stays,
                    })
                    .AsNoTracking()
                    .ToListAsync(ct)
            ).GroupBy(
                p => p.OrganisationId,
                p =>
                    new Participation
                    {
                        GroupId = p.GroupId,
                        SharesProgress = p.SharesProgress,
                        Stays = p.Stays,
                    }.GroupStays,
                (o, stays) => new GroupPast(o, [.. stays.SelectMany(s => s)])
            ),
        ];
}
