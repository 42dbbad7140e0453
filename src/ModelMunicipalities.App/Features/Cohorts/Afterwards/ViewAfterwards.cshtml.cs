using Microsoft.AspNetCore.Mvc;
using ModelMunicipalities.App.Platform;
using ModelMunicipalities.App.Resources;
using ModelMunicipalities.Domain.Cohorts;

namespace ModelMunicipalities.App.Features.Cohorts;

/// <summary>What a participant will do after the cohort, and how it went.</summary>
public sealed class ViewAfterwardsModel : PortalPage
{
    /// <summary>The three answers, each with what it means.</summary>
    public static readonly IReadOnlyList<(Afterwards Choice, Func<string> Means)> Choices =
    [
        (Afterwards.MentorNext, () => Texts.AfterwardsMeansNext),
        (Afterwards.MentorLater, () => Texts.AfterwardsMeansLater),
        (Afterwards.NotMentor, () => Texts.AfterwardsMeansNot),
    ];

    public ViewAfterwards.View View { get; private set; } = null!;

    /// <summary>An answer by its name.</summary>
    [BindProperty]
    public string? Choice { get; set; }

    [BindProperty]
    public string? Comment { get; set; }

    [BindProperty]
    public int? Version { get; set; }

    /// <summary>True when it was just saved.</summary>
    [TempData]
    public bool IsSaved { get; set; }

    /// <summary>True when the coordinator answers for an organisation that is not hers.</summary>
    public bool ForThem => Caller.FunctionsAt(Organisation).Count == 0;

    public string Headline =>
        View.Afterwards switch
        {
            Afterwards.MentorNext => Texts.AfterwardsIsNext(View.Name),
            Afterwards.MentorLater => Texts.AfterwardsIsLater(View.Name),
            Afterwards.NotMentor => Texts.AfterwardsIsNot(View.Name),
            _ => Texts.AfterwardsAsk(View.Name, View.CohortName),
        };

    /// <summary>The first and the last sum.</summary>
    public string Went =>
        View.Result is not { } r ? Texts.AfterwardsNoResult
        : r.FirstOccasion == r.LastOccasion ? Texts.AfterwardsSum(r.LastSum, r.HighestSum, Platform.Show.Occasion(r.LastOccasion))
        : Texts.AfterwardsWent(
            r.FirstSum,
            r.HighestSum,
            Platform.Show.Occasion(r.FirstOccasion),
            r.LastSum,
            Platform.Show.Occasion(r.LastOccasion)
        );

    public async Task<IActionResult> OnGetAsync()
    {
        if (await LoadAsync() is { } refused)
        {
            return refused;
        }

        (Choice, Comment) = (View.Afterwards?.ToString(), View.Comment);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync()
    {
        var outcome = await Send(
            new StateAfterwards.Command(
                Cohort,
                Organisation,
                Enum.TryParse<Afterwards>(Choice, out var choice) ? choice : null,
                Comment,
                Version
            )
        );
        if (!outcome.Ok)
        {
            return await LoadAsync() ?? Stay(outcome.Refusals);
        }

        IsSaved = true;
        return Redirect(Links.Afterwards(Network, Cohort, Organisation));
    }

    private async Task<IActionResult?> LoadAsync()
    {
        var outcome = await Send(new ViewAfterwards.Query(Cohort, Organisation));
        if (!outcome.Ok)
        {
            return Turn(outcome.Refusals);
        }

        View = outcome.Value;
        return null;
    }
}
