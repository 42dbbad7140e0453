using Microsoft.AspNetCore.Mvc;
using ModelMunicipalities.App.Platform;
using ModelMunicipalities.App.Resources;
using ModelMunicipalities.Domain.Cohorts;

namespace ModelMunicipalities.App.Features.Cohorts;

/// <summary>The network's cohorts, and where the coordinator begins a new one.</summary>
public sealed class ListCohortsModel : PortalPage
{
    public IReadOnlyList<ListCohorts.Line> Cohorts { get; private set; } = [];

    public string Headline
    {
        get
        {
            var (running, before) = (
                Cohorts.Count(c => c.Stage == CohortStage.Running),
                Cohorts.Count(c => c.Stage < CohortStage.Running)
            );
            return Cohorts.Count == 0
                ? Texts.CohortsNone
                : (running, before) switch
                {
                    (0, 0) => Texts.CohortsAllClosed,
                    (_, 0) => Show.Capital(Show.CountCommon(running, Texts.CohortsRunningOne, Texts.CohortsRunningMany)),
                    (0, _) => Show.Capital(Show.CountCommon(before, Texts.CohortsComingOne, Texts.CohortsComingMany)),
                    _ => Show.Capital(
                        running == 1
                            ? Texts.CohortsBothOne(Show.WordCommon(running), Show.WordCommon(before))
                            : Texts.CohortsBothMany(Show.WordCommon(running), Show.WordCommon(before))
                    ),
                };
        }
    }

    public async Task<IActionResult> OnGetAsync()
    {
        var outcome = await Send(new ListCohorts.Query(1, 200));
        if (!outcome.Ok)
        {
            return Turn(outcome.Refusals);
        }

        Cohorts = outcome.Value.Items;
        return Page();
    }
}
