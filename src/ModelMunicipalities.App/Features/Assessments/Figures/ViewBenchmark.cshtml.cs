using Microsoft.AspNetCore.Mvc;
using ModelMunicipalities.App.Platform;
using ModelMunicipalities.App.Resources;
using ModelMunicipalities.Domain.Assessments;

namespace ModelMunicipalities.App.Features.Assessments;

/// <summary>The cohort's aggregates, for every member of the network.</summary>
public sealed class ViewBenchmarkModel(InstrumentCatalogue instruments) : PortalPage
{
    public ViewBenchmark.View View { get; private set; } = null!;

    public Instrument Instrument { get; private set; } = null!;

    public IReadOnlyList<Cohorts.ListCohorts.Line> Cohorts { get; private set; } = [];

    [BindProperty(SupportsGet = true)]
    public string? Basis { get; set; }

    public async Task<IActionResult> OnGetAsync()
    {
        var outcome = await Send(
            new ViewBenchmark.Query(
                Cohort,
                Basis == "respondents" ? Domain.Assessments.Basis.Respondents : Domain.Assessments.Basis.Consensus
            )
        );
        if (!outcome.Ok)
        {
            return Turn(outcome.Refusals);
        }

        View = outcome.Value;
        Instrument = instruments[View.Instrument];
        Cohorts = (await Send(new Cohorts.ListCohorts.Query(1, 50))).Value!.Items;
        return Page();
    }

    public bool OfPersons => View.Basis == Domain.Assessments.Basis.Respondents;

    /// <summary>What has changed from the first to the last occasion shown, as a finding.</summary>
    public string Headline
    {
        get
        {
            if (View.Shown is not [var first, .., var last])
            {
                return View.Shown.Count == 0 ? Texts.BenchmarkNothing : Texts.BenchmarkFirst(Show.Occasion(View.Shown[0].Key));
            }

            var up = Instrument.Steps.Count(s =>
                View.Cell(s.Number, last.Key).Mean > View.Cell(s.Number, first.Key).Mean + 0.005
            );
            var (words, count) = (Instrument.Steps.Count <= 12, Instrument.Steps.Count);
            return Texts.BenchmarkUp(
                words ? Show.WordFirst(up) : up,
                words ? Show.Word(count) : count,
                Show.Occasion(first.Key),
                Show.Occasion(last.Key)
            );
        }
    }
}
