using Microsoft.EntityFrameworkCore;
using ModelMunicipalities.App.Data;
using ModelMunicipalities.App.Platform;
using ModelMunicipalities.Domain.Assessments;
using ModelMunicipalities.Domain.Cohorts;
using ModelMunicipalities.Domain.Networks;

namespace ModelMunicipalities.App.Features.Cohorts;

/// <summary>What the use cases of one application work on: the rows of one organisation in one cohort.</summary>
/// <param name="Cohort">The cohort.</param>
/// <param name="Organisation">The organisation.</param>
/// <param name="Application">Its application; null before it has begun or been invited.</param>
/// <param name="Participation">Its part in the cohort, when it has or has had one.</param>
/// <param name="Instrument">The cohort's checklist.</param>
internal sealed record LoadedApplication(
    Cohort Cohort,
    Organisation Organisation,
    Application? Application,
    Participation? Participation,
    Instrument Instrument
)
{
    public bool HasLeft => Participation is { IsActive: false };

    public int Version => Application?.Version ?? 0;

    public static async Task<LoadedApplication?> LoadAsync(
        AppDb db,
        InstrumentCatalogue instruments,
        string cohort,
        string organisation,
        CancellationToken ct
    )
    {
        var found = await (
            from c in db.Cohorts
            where c.Slug == cohort
            from o in db.Organisations
            where o.Slug == organisation
            select new { Cohort = c, Organisation = o }
        ).SingleOrDefaultAsync(ct);
        return found is null
            ? null
            : new(
                found.Cohort,
                found.Organisation,
                await db.Applications.SingleOrDefaultAsync(
                    a => a.CohortId == found.Cohort.Id && a.OrganisationId == found.Organisation.Id,
                    ct
                ),
                await db.Participations.SingleOrDefaultAsync(
                    p => p.CohortId == found.Cohort.Id && p.OrganisationId == found.Organisation.Id,
                    ct
                ),
                instruments[found.Cohort.Instrument]
            );
    }

    /// <summary>What there is now, for an answer to a change that was based on something older.</summary>
    public bool IsStale(int? version) => version is { } v && v != Version;
}

/// <summary>The version of an application, as HTTP carries it.</summary>
internal static class ApplicationVersions
{
    public static IResult WithVersion<T>(this T value, HttpContext http, int version)
    {
        http.Response.Headers.ETag = $"\"{version}\"";
        return Results.Ok(value);
    }
}

/// <summary>Who an organisation's decision is mailed to beside its functions: the contact that the application names.</summary>
internal static class Contacts
{
    /// <summary>Her language as her account has it; null for who has none.</summary>
    public static async Task<string?> LanguageOfAsync(this AppDb db, string email, CancellationToken ct)
    {
        var normalized = email.ToUpperInvariant();
        return await db.Users.Where(u => u.NormalizedEmail == normalized).Select(u => u.Language).SingleOrDefaultAsync(ct);
    }
}
