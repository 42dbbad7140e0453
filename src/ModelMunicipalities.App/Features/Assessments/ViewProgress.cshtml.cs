using Microsoft.AspNetCore.Mvc;
using ModelMunicipalities.App.Features.Cohorts;
using ModelMunicipalities.App.Platform;
using ModelMunicipalities.App.Resources;
using ModelMunicipalities.Domain.Assessments;

namespace ModelMunicipalities.App.Features.Assessments;

/// <summary>The coordinator's first page: how far the cohort has come, who is missing, and every submitted answer.</summary>
public sealed class ViewProgressModel(InstrumentCatalogue instruments) : PortalPage
{
    public static readonly IReadOnlyList<string> Orders = ["group", "sum", "change", "name"];

    public ViewProgress.View View { get; private set; } = null!;

    public Instrument Instrument { get; private set; } = null!;

    public IReadOnlyList<ListCohorts.Line> Cohorts { get; private set; } = [];

    [BindProperty(SupportsGet = true)]
    public string Sort { get; set; } = "group";

    public IReadOnlyList<ViewProgress.Row> Missing =>
        [
            .. View
                .Participants.Where(r => r.Status != AssessmentStatus.Submitted)
                .OrderBy(r => r.Answered)
                .ThenBy(r => r.Name, NameOrder.Swedish),
        ];

    public IReadOnlyList<ViewProgress.Row> Vacant => [.. View.Rows.Where(r => r.Vacant.Count > 0)];

    public ViewProgress.OccasionLine At => View.Occasions.First(o => o.Key == View.Occasion);

    public async Task<IActionResult> OnGetAsync()
    {
        var outcome = await Send(new ViewProgress.Query(Cohort, Occasion.Length == 0 ? null : Occasion));
        if (!outcome.Ok)
        {
            // Who is no coordinator gets what she may see of the cohort.
            return outcome.Refusals[0].Rule == "CoordinatorOnly"
                ? Redirect(Links.Benchmark(Network, Cohort))
                : Turn(outcome.Refusals);
        }

        // Before it runs, a cohort is planned, not followed.
        if (outcome.Value.Stage < Domain.Cohorts.CohortStage.Running)
        {
            return Redirect(Links.Plan(Network, Cohort));
        }

        View = outcome.Value;
        Instrument = instruments[View.Instrument];
        Cohorts = (await Send(new ListCohorts.Query(1, 50))).Value!.Items;
        return Page();
    }

    public string Headline
    {
        get
        {
            var all = View.Participants.Count();
            var name = Show.Occasion(View.Occasion);
            return Missing.Count == 0 ? Texts.OverviewAll(all, name)
                : Missing.Count == all ? Texts.OverviewNone(all, name)
                : Texts.OverviewSome(all - Missing.Count, all, name, Show.Word(Missing.Count));
        }
    }

    /// <summary>The weakest steps and how many reach the status, as a finding.</summary>
    public string HeatHeadline
    {
        get
        {
            var means = StepMeans().Where(m => m.Mean is not null).OrderBy(m => m.Mean).ToList();
            if (means.Count == 0)
            {
                return Texts.HeatNothing(Show.Occasion(View.Occasion));
            }

            var weakest = means.TakeWhile(m => m.Mean <= means[0].Mean + 0.05).Select(m => m.Step).Take(3).Order().ToList();
            var reaching = View.Participants.Count(r => r.IsModelMunicipality == true);
            var text =
                weakest.Count == 1
                    ? Texts.HeatWeakestOne(weakest[0])
                    : Texts.HeatWeakestMany(
                        Show.List(weakest.Select(s => s.ToString(System.Globalization.CultureInfo.CurrentCulture)))
                    );
            return Instrument.Status is null
                ? text
                : text
                    + " "
                    + (
                        reaching == 1
                            ? Texts.HeatReachOne(Show.Capital(reaching == 0 ? Texts.NoneOfThem : Show.WordCommon(reaching)))
                            : Texts.HeatReachMany(Show.Capital(reaching == 0 ? Texts.NoneOfThem : Show.WordCommon(reaching)))
                    );
        }
    }

    /// <summary>The rows in groups, or in one when they are ordered by something else.</summary>
    public IEnumerable<(string? Group, IReadOnlyList<ViewProgress.Row> Rows)> Groups()
    {
        var participants = View.Participants.ToList();
        return Sort switch
        {
            "sum" => [(null, participants.OrderByDescending(r => r.Sum ?? -1).ThenBy(r => r.Name, NameOrder.Swedish).ToList())],
            "change" =>
            [
                (
                    null,
                    participants.OrderByDescending(r => r.Change ?? int.MinValue).ThenBy(r => r.Name, NameOrder.Swedish).ToList()
                ),
            ],
            "name" => [(null, participants.OrderBy(r => r.Name, NameOrder.Swedish).ToList())],
            _ => participants.GroupBy(r => r.Group).Select(g => (g.Key, (IReadOnlyList<ViewProgress.Row>)[.. g])),
        };
    }

    public ViewProgress.Row? MentorOf(string? group) =>
        View.Rows.FirstOrDefault(r => r.Role == Domain.Cohorts.CohortRole.Mentor && r.Group == group);

    /// <summary>The mean of each step over those that have submitted.</summary>
    public IReadOnlyList<(int Step, double? Mean)> StepMeans() =>
        [
            .. Instrument.Steps.Select(s =>
                (s.Number, View.Participants.Where(r => r.Scores is not null).Average(r => (double?)r.Scores![s.Number - 1]))
            ),
        ];

    /// <summary>The means before and now of those that have submitted both times, lowest first.</summary>
    public (int N, IReadOnlyList<(InstrumentStep Step, double Before, double Now)> Steps) Both()
    {
        var both = View.Participants.Where(r => r is { Scores: not null, Before: not null }).ToList();
        return both.Count == 0
            ? (0, [])
            : (
                both.Count,
                [
                    .. Instrument
                        .Steps.Select(s =>
                            (
                                s,
                                both.Average(r => (double)(r.Before![s.Number - 1] ?? 0)),
                                both.Average(r => (double)(r.Scores![s.Number - 1] ?? 0))
                            )
                        )
                        .OrderBy(s => s.Item3),
                ]
            );
    }

    public string BothHeadline((int N, IReadOnlyList<(InstrumentStep Step, double Before, double Now)> Steps) both)
    {
        var most = both
            .Steps.Select(s => (s.Step.Number, Change: s.Now - s.Before))
            .OrderByDescending(s => s.Change)
            .Where(s => s.Change > 0.05)
            .Take(3)
            .Select(s => s.Number)
            .Order()
            .ToList();
        var before = Show.Occasion(View.Before!);
        return most.Count switch
        {
            0 => Texts.BothNone(before),
            1 => Texts.BothOne(most[0], before),
            _ => Texts.BothMany(Show.List(most.Select(s => s.ToString(System.Globalization.CultureInfo.CurrentCulture))), before),
        };
    }
}
