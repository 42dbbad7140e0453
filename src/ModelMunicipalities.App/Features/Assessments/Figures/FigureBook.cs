using Microsoft.EntityFrameworkCore;
using ModelMunicipalities.App.Data;
using ModelMunicipalities.App.Tenancy;
using ModelMunicipalities.Domain.Accounts;
using ModelMunicipalities.Domain.Assessments;
using ModelMunicipalities.Domain.Cohorts;

namespace ModelMunicipalities.App.Features.Assessments;

/// <summary>
/// A cohort's figures as they are published: what every page, report and answer of the API that tells an aggregate reads.
/// Nothing here counts answers; <see cref="PublishFigures"/> does.
/// </summary>
internal sealed class FigureBook(
    Cohort cohort,
    IReadOnlyList<Occasion> occasions,
    Instrument instrument,
    IReadOnlyList<Edition> editions,
    Edition? open,
    int minimum,
    DateTimeOffset now
)
{
    private readonly FigureLedger _ledger = new(
        instrument.Steps.Count,
        [.. occasions.Select(FigureOccasion.Of)],
        open is null ? editions : [.. editions, open]
    );

    public FigureSight SightOf(IReadOnlyCollection<Acquaintance> known) => _ledger.For(known, minimum);

    public FigureSight SightOfAll(IEnumerable<IReadOnlyCollection<Acquaintance>> readers) => _ledger.ForAll(readers, minimum);

    public ViewBenchmark.View View(FigureSight sight, Basis basis)
    {
        var counts = occasions
            .Select(o =>
            {
                var edition = _ledger.Newest(o.Id);
                return new OccasionCount(
                    o.Key,
                    edition?.Rows.Sum(r => r.Answers(basis).Count()) ?? 0,
                    (edition?.Rows.Count ?? 0) * EditionRow.Whos(basis).Count,
                    edition is null && now >= o.OpensAt
                )
                {
                    IsOpen = edition is not null && edition == open,
                    IsPending = edition is null && cohort.HasBehind(o, now),
                };
            })
            .ToList();
        return new ViewBenchmark.View(
            cohort.Slug,
            cohort.Name,
            cohort.Instrument,
            cohort.Invention,
            basis,
            minimum,
            counts,
            Benchmark.Table(instrument, [.. occasions.Select(o => (o.Id, o.Key))], sight, basis)
        );
    }

    /// <summary>
    /// How many organisations have other answers than the figures of an occasion are made of; 0 while it has none.
    /// </summary>
    public int Differing(int occasion, IReadOnlyList<EditionRow> answers) =>
        _ledger.Newest(occasion) is { } edition ? Publication.Differing(edition, answers) : 0;

    /// <summary>Opens the book of a cohort.</summary>
    /// <param name="db">The database.</param>
    /// <param name="network">The network, whose smallest cell holds.</param>
    /// <param name="cohort">The cohort.</param>
    /// <param name="occasions">Its occasions, in order.</param>
    /// <param name="instrument">Its checklist.</param>
    /// <param name="open">What has been answered at an occasion that goes on, for who may see it; else null.</param>
    /// <param name="now">The time.</param>
    /// <param name="ct">Stops it.</param>
    public static async Task<FigureBook> OpenAsync(
        AppDb db,
        CallerNetwork network,
        Cohort cohort,
        IReadOnlyList<Occasion> occasions,
        Instrument instrument,
        Edition? open,
        DateTimeOffset now,
        CancellationToken ct
    )
    {
        var editions = await db.Editions.Where(e => e.CohortId == cohort.Id).AsNoTracking().ToListAsync(ct);
        return new FigureBook(cohort, occasions, instrument, editions, open, network.MinimumCell, now);
    }

    /// <summary>
    /// What has been answered at some occasions, a row for each participant that was there when the occasion was over, or is.
    /// </summary>
    public static async Task<Dictionary<int, List<EditionRow>>> AnswersAsync(
        AppDb db,
        Cohort cohort,
        IReadOnlyList<Occasion> occasions,
        int steps,
        CancellationToken ct
    )
    {
        var ids = occasions.Select(o => o.Id).ToList();
        var participants = await db
            .Participations.Where(p => p.CohortId == cohort.Id && p.Role == CohortRole.Participant)
            .Select(p => new { p.OrganisationId, p.WithdrawnAt })
            .ToListAsync(ct);
        var common = await db
            .Assessments.Where(a => ids.Contains(a.OccasionId) && a.SubmittedAt != null)
            .Select(a => new
            {
                a.OccasionId,
                a.OrganisationId,
                a.Profile,
            })
            .ToListAsync(ct);
        var own = await (
            from a in db.Assessments
            where ids.Contains(a.OccasionId)
            join s in db.Scorings on a.Id equals s.AssessmentId
            where s.HandedInAt != null
            join x in db.Answers on s.Id equals x.ScoringId
            where x.Score != null
            select new
            {
                a.OccasionId,
                a.OrganisationId,
                s.Function,
                x.Step,
                Score = x.Score!.Value,
            }
        ).ToListAsync(ct);
        var profiles = own.GroupBy(x => (x.OccasionId, x.OrganisationId, x.Function))
            .ToDictionary(
                g => g.Key,
                g =>
                {
                    var digits = new string('0', steps).ToCharArray();
                    foreach (var x in g)
                    {
                        digits[x.Step - 1] = (char)('0' + x.Score);
                    }

                    return new string(digits);
                }
            );
        var submitted = common.ToDictionary(a => (a.OccasionId, a.OrganisationId), a => a.Profile);
        return occasions.ToDictionary(
            o => o.Id,
            o =>
                participants
                    .Where(p => p.WithdrawnAt is null || p.WithdrawnAt >= o.EndsAt || p.WithdrawnAt >= cohort.ClosedAt)
                    .Select(p => new EditionRow(
                        p.OrganisationId,
                        submitted.GetValueOrDefault((o.Id, p.OrganisationId)),
                        profiles.GetValueOrDefault((o.Id, p.OrganisationId, Function.Politician)),
                        profiles.GetValueOrDefault((o.Id, p.OrganisationId, Function.Manager)),
                        profiles.GetValueOrDefault((o.Id, p.OrganisationId, Function.KeyPerson))
                    ))
                    .ToList()
        );
    }
}
