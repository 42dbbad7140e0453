using Microsoft.EntityFrameworkCore;
using ModelMunicipalities.App.Data;
using ModelMunicipalities.App.Platform;
using ModelMunicipalities.App.Resources;
using ModelMunicipalities.Domain.Accounts;
using ModelMunicipalities.Domain.Cohorts;

namespace ModelMunicipalities.App.Platform.Reminding;

/// <summary>A function in an organisation and who has it now.</summary>
internal sealed record Holder(Letters.Reader Person, Function Function);

/// <summary>Whom reminders concern: those with a function, in cohorts that go on.</summary>
internal static class Concerned
{
    /// <summary>The cohorts at a stage that allows an act.</summary>
    public static IQueryable<Cohort> CohortsThatAllow(this AppDb db, CohortAct act)
    {
        var stages = Enum.GetValues<CohortStage>().Where(s => s.Allows(act)).ToList();
        return db.Cohorts.Where(c => c.ClosedAt == null && stages.Contains(c.Stage));
    }

    /// <summary>Who has a function in these organisations, by organisation.</summary>
    public static async Task<ILookup<int, Holder>> HoldersAsync(
        this AppDb db,
        IQueryable<int> organisations,
        CancellationToken ct
    ) =>
        (
            await (
                from m in db.Memberships
                where
                    m.OrganisationId != null
                    && m.Function != null
                    && m.EndedAt == null
                    && organisations.Contains(m.OrganisationId.Value)
                join p in db.Users on m.PersonId equals p.Id
                orderby m.Function, m.Id
                select new Holder(
                    new Letters.Reader(p.Id, p.Name, p.Email!, p.Language, m.OrganisationId!.Value),
                    m.Function!.Value
                )
            ).ToListAsync(ct)
        ).ToLookup(h => h.Person.OrganisationId);

    /// <summary>The key persons, or all while there is none; each once.</summary>
    public static IEnumerable<Letters.Reader> KeyPersons(this IEnumerable<Holder> holders)
    {
        var all = holders.ToList();
        return all.Where(h => h.Function == Function.KeyPerson || all.TrueForAll(o => o.Function != Function.KeyPerson))
            .Select(h => h.Person)
            .DistinctBy(p => p.PersonId);
    }

    /// <summary>By when it is to be done, or was to.</summary>
    public static string DueBy(this Show show, DateTimeOffset deadline, DateTimeOffset now) =>
        (now < deadline ? Texts.Remind_By(show.Moment(deadline)) : Texts.Remind_WasDue(show.Moment(deadline)));
}
