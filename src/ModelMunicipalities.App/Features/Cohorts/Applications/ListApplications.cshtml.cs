using Microsoft.AspNetCore.Mvc;
using ModelMunicipalities.App.Platform;
using ModelMunicipalities.App.Resources;
using ModelMunicipalities.Domain.Cohorts;

namespace ModelMunicipalities.App.Features.Cohorts;

/// <summary>
/// The applications to a cohort, what waits for a decision, and how the selection spreads: the coordinator's page.
/// </summary>
public sealed class ListApplicationsModel : PortalPage
{
    public ListApplications.View View { get; private set; } = null!;

    [BindProperty(SupportsGet = true)]
    public string? Sort { get; set; }

    public ApplicationOrder Order => Choice<ApplicationOrder>.TryParse(Sort, out var order) ? order.Value : ApplicationOrder.Name;

    /// <summary>The one that has waited longest for a decision.</summary>
    public ListApplications.Line? Next =>
        View.Items.Where(l => l.Status == ApplicationStatus.Submitted).OrderBy(l => l.SubmittedAt).FirstOrDefault();

    /// <summary>How many places there are too few, if all that wait for a decision are admitted.</summary>
    public int PlacesLacking => View.Places.Participants + View.Standing.Undecided - View.Places.Places;

    public string Headline
    {
        get
        {
            var s = View.Standing;
            return View.Total == 0
                ? Texts.ApplicationsNone(View.CohortName)
                : (s.Undecided, s.Decided) switch
                {
                    (0, 0) => Texts.ApplicationsNotSubmitted,
                    (0, 1) => Texts.ApplicationsOneDecided,
                    (0, var all) => Texts.ApplicationsAllDecided(Show.Word(all)),
                    (1, 0) => Texts.ApplicationsOneWaits,
                    (var waiting, 0) => Texts.ApplicationsNoneDecided(Show.WordFirst(waiting)),
                    var (waiting, done) => Texts.ApplicationsSome(
                        Show.Capital(Show.WordCommon(done)),
                        Show.Word(waiting + done),
                        Show.WordCommon(waiting)
                    ),
                };
        }
    }

    public string PlacesHeadline =>
        View.Places.Mentors == 0 ? Texts.PlacesUnknown
        : PlacesLacking <= 0 ? Texts.PlacesEnough
        : PlacesLacking == 1 ? Texts.PlacesShortOne(Show.WordCommon(1))
        : Texts.PlacesShortMany(Show.WordCommon(PlacesLacking));

    public string SpreadHeadline =>
        View.Admitted.Organisations == 0
            ? Texts.SpreadNobody
            : Texts.SpreadHead(
                Show.Word(View.Admitted.CountiesRepresented),
                View.Admitted.Counties.Count,
                Show.Word(View.WithUndecided.CountiesRepresented)
            );

    /// <summary>A criterion in a column's head; the cohort's own questions by number, written out below the table.</summary>
    public string Head(ListApplications.CriterionHead criterion) =>
        criterion.Question is null
            ? criterion.Name()
            : Texts.QuestionN(View.Criteria.Where(c => c.Question is not null).ToList().IndexOf(criterion) + 1);

    /// <summary>County, inhabitants and group, as far as there are any.</summary>
    public static string Where(ListApplications.Line line) =>
        string.Join(
            " · ",
            new[]
            {
                line.County,
                line.Population is { } people ? Texts.InhabitantsN(Show.Whole(people)) : null,
                line.Group?.ToString(),
            }.OfType<string>()
        );

    public async Task<IActionResult> OnGetAsync()
    {
        var outcome = await Send(new ListApplications.Query(Cohort, Order));
        if (!outcome.Ok)
        {
            return Turn(outcome.Refusals);
        }

        View = outcome.Value;
        return Page();
    }
}
