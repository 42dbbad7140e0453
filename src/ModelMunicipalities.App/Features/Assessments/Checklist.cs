using Microsoft.EntityFrameworkCore;
using ModelMunicipalities.App.Data;
using ModelMunicipalities.App.Platform;
using ModelMunicipalities.App.Resources;
using ModelMunicipalities.Domain.Assessments;
using ModelMunicipalities.Domain.Cohorts;
using ModelMunicipalities.Domain.Networks;

namespace ModelMunicipalities.App.Features.Assessments;

/// <summary>An organisation's submitted answers through a cohort, as the printed checklist has them.</summary>
public sealed record Checklist(
    string Organisation,
    string Name,
    string Cohort,
    string CohortName,
    Invention Invention,
    Instrument Instrument,
    IReadOnlyList<Checklist.Column> Columns
)
{
    private const int StepWidth = 60;
    private const int ScoreWidth = 14;
    private const int CommentWidth = 40;

    /// <param name="Occasion">The occasion's key.</param>
    /// <param name="Answers">What was submitted, by step; null when nothing was.</param>
    public sealed record Column(string Occasion, IReadOnlyDictionary<int, Answer>? Answers)
    {
        public Answer? this[int step] => Answers?.GetValueOrDefault(step);
    }

    public sealed record Answer(int? Score, string? Comment, bool Shared);

    /// <summary>Reads the checklists of some organisations, by name.</summary>
    public static async Task<List<Checklist>> LoadAsync(
        AppDb db,
        Cohort cohort,
        Instrument instrument,
        IQueryable<Organisation> organisations,
        CancellationToken ct
    )
    {
        var named = (
            await organisations
                .Select(o => new
                {
                    o.Id,
                    o.Slug,
                    o.Name,
                })
                .ToListAsync(ct)
        ).OrderBy(o => o.Name, NameOrder.Swedish).ToList();
        var submitted = (
            await db
                .Assessments.Where(a =>
                    a.CohortId == cohort.Id && a.SubmittedAt != null && organisations.Any(o => o.Id == a.OrganisationId)
                )
                .Select(a => new
                {
                    a.OrganisationId,
                    a.OccasionId,
                    Answers = a
                        .Consensus.Select(c => new
                        {
                            c.Step,
                            c.Score,
                            c.Comment,
                            c.Shared,
                        })
                        .ToList(),
                })
                .AsSingleQuery()
                .ToListAsync(ct)
        ).ToDictionary(
            a => (a.OrganisationId, a.OccasionId),
            a => a.Answers.ToDictionary(c => c.Step, c => new Answer(c.Score, c.Comment, c.Shared))
        );
        return named.ConvertAll(o => new Checklist(
            o.Slug,
            o.Name,
            cohort.Slug,
            cohort.Name,
            cohort.Invention,
            instrument,
            [
                .. cohort
                    .Occasions.OrderBy(x => x.Ordinal)
                    .Select(x => new Column(x.Key, submitted.GetValueOrDefault((o.Id, x.Id)))),
            ]
        ));
    }

    /// <summary>Without the comments that the organisation keeps to itself.</summary>
    public Checklist Shared() =>
        this with
        {
            Columns =
            [
                .. Columns.Select(c =>
                    c with
                    {
                        Answers = c.Answers?.ToDictionary(
                            a => a.Key,
                            a => a.Value.Shared ? a.Value : a.Value with { Comment = null }
                        ),
                    }
                ),
            ],
        };

    /// <summary>Steps down, occasions across, the sums below; then a column of comments for each occasion that has any.</summary>
    public Sheet ToSheet(Show show)
    {
        var commented = Columns.Where(c => c.Answers?.Values.Any(a => a.Comment is not null) == true).ToList();
        var rows = new List<IReadOnlyList<object?>>
        {
            (object?[])
                [
                    $"{Name}, {CohortName}",
                    .. Columns.Select(c => Show.Occasion(c.Occasion)),
                    .. commented.Select(c => $"{Texts.Comment}, {Show.Occasion(c.Occasion)}"),
                ],
        };
        rows.AddRange(
            Instrument.Steps.Select(s =>
                (object?[])
                    [
                        $"{s.Number}. {show.Text(s.Text)}",
                        .. Columns.Select(c => (object?)c[s.Number]?.Score),
                        .. commented.Select(c => c[s.Number]?.Comment),
                    ]
            )
        );
        rows.Add((object?[])[Texts.Sum, .. Columns.Select(c => (object?)c.Answers?.Values.Sum(a => a.Score ?? 0))]);
        rows.Add([]);
        rows.Add([string.Join(", ", Instrument.Scale.Levels.Select(l => $"{l.Value} = {show.Text(l.Label)}"))]);
        rows.Add([show.Text(Instrument.Source)]);
        if (Invention != Invention.None)
        {
            rows.Add([Invention.Name()]);
        }

        return new Sheet(Name, [StepWidth, .. Columns.Select(_ => ScoreWidth), .. commented.Select(_ => CommentWidth)], rows);
    }
}
