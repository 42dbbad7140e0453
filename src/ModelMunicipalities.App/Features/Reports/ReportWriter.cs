using System.Globalization;
using Microsoft.EntityFrameworkCore;
using ModelMunicipalities.App.Data;
using ModelMunicipalities.App.Features.Assessments;
using ModelMunicipalities.App.Features.Surveys;
using ModelMunicipalities.App.Platform;
using ModelMunicipalities.App.Tenancy;
using ModelMunicipalities.Domain.Assessments;
using ModelMunicipalities.Domain.Cohorts;
using ModelMunicipalities.Domain.Reports;

namespace ModelMunicipalities.App.Features.Reports;

/// <summary>
/// Writes the document of a report, in its language. Made for one run: a cohort's facts are read once for all its reports.
/// </summary>
internal sealed class ReportWriter(
    AppDb db,
    Caller caller,
    InstrumentCatalogue instruments,
    SurveyResults surveys,
    Moments moments,
    DateTimeOffset now
)
{
    private CohortFacts? _facts;

    private IReadOnlyList<IReadOnlyList<Acquaintance>>? _everybody;

    /// <summary>The document; null when what it is about is there no longer.</summary>
    public async Task<Document?> WriteAsync(Report report, CancellationToken ct)
    {
        var (culture, uiCulture) = (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture);
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(
                report.Language == "en" ? "en-GB" : "sv-SE"
            );
            var (show, network) = (new Show(caller), caller.Network!.Name);
            var everybody =
                report.Audience == ReportAudience.Network ? _everybody ??= await Knowing.OfEachAsync(db, null, ct) : [];
            if (report.Kind == ReportKind.Annual)
            {
                return AnnualReport.Write(
                    [.. (await CohortsOfAsync(report.Year!.Value, ct)).Select(c => c.For(everybody))],
                    report.Year.Value,
                    network,
                    moments.Zone,
                    now,
                    show
                );
            }

            if (await FactsAsync(report.CohortId!.Value, ct) is not { } facts)
            {
                return null;
            }

            return report.Kind switch
            {
                ReportKind.Cohort => CohortReport.Write(facts.For(everybody), report.Audience, network, show),
                ReportKind.Municipality => facts.Parts.FirstOrDefault(p => p.OrganisationId == report.OrganisationId) is { } part
                    ? MunicipalityReport.Write(
                        facts.For(await Knowing.OfEachAsync(db, [part.OrganisationId], ct)),
                        part,
                        network,
                        show
                    )
                    : null,
                _ => GroupReport.Write(
                    facts.For(await Knowing.OfEachAsync(db, [.. ReadersOf(report, facts)], ct)),
                    report.Kind,
                    report.GroupId!.Value,
                    network,
                    show
                ),
            };
        }
        finally
        {
            (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture) = (culture, uiCulture);
        }
    }

    /// <summary>Whose functions read a group's report.</summary>
    private static IEnumerable<int> ReadersOf(Report report, CohortFacts facts) =>
        report.OrganisationId is { } mentor
            ? [mentor]
            : facts.Parts.Where(p => p.GroupId == report.GroupId).Select(p => p.OrganisationId);

    private async Task<CohortFacts?> FactsAsync(int cohort, CancellationToken ct) =>
        _facts?.Cohort.Id == cohort
            ? _facts
            : _facts = await CohortFacts.ReadAsync(
                db,
                caller.Network!,
                instruments,
                surveys,
                cohort,
                now,
                moments.DayOf(now),
                ct
            );

    private async Task<IReadOnlyList<CohortFacts>> CohortsOfAsync(int year, CancellationToken ct)
    {
        var cohorts = await db
            .Cohorts.Where(ReportSchedule.WentOnIn(year, moments.Zone))
            .OrderBy(c => c.Id)
            .Select(c => c.Id)
            .ToListAsync(ct);
        var facts = new List<CohortFacts>();
        foreach (var cohort in cohorts)
        {
            facts.Add((await FactsAsync(cohort, ct))!);
        }

        return facts;
    }
}
