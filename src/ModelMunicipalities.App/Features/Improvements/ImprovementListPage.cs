using Microsoft.AspNetCore.Mvc;
using ModelMunicipalities.App.Platform;
using ModelMunicipalities.App.Resources;
using ModelMunicipalities.Domain.Assessments;
using ModelMunicipalities.Domain.Improvements;

namespace ModelMunicipalities.App.Features.Improvements;

/// <summary>A page that lists improvements: what is asked for, and what was found.</summary>
public abstract class ImprovementListPage(InstrumentCatalogue instruments) : PortalPage
{
    protected const int PageSize = 100;

    public ListImprovements.View View { get; private set; } = null!;

    public Instrument Instrument { get; private set; } = null!;

    /// <summary>A status by its name, as the address has it.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Status { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Step { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Flag { get; set; }

    [BindProperty(SupportsGet = true, Name = "q")]
    public string? Search { get; set; }

    /// <summary>Which page, from 1.</summary>
    [BindProperty(SupportsGet = true, Name = "p")]
    public string? PageNumber { get; set; }

    /// <summary>True when something is asked for.</summary>
    public bool IsFiltered =>
        !string.IsNullOrEmpty(Status)
        || !string.IsNullOrEmpty(Step)
        || !string.IsNullOrEmpty(Flag)
        || !string.IsNullOrEmpty(Search);

    public int Number => int.TryParse(PageNumber, out var number) && number > 0 ? number : 1;

    public bool HasMore => View.Total > Number * PageSize;

    /// <summary>Where another page of the same is.</summary>
    public string ToPage(int number) =>
        Request.Path
        + QueryString.Create(
            new Dictionary<string, string?>
            {
                ["status"] = Status,
                ["step"] = Step,
                ["flag"] = Flag,
                ["q"] = Search,
                ["p"] = $"{number}",
            }.Where(q => !string.IsNullOrEmpty(q.Value))
        );

    /// <summary>How it goes, as a finding.</summary>
    public string Headline => ImprovementWords.Headline(View.Count, View.Open, View.Overdue, View.Untouched, Show);

    /// <param name="organisation">Whose; null for all that she may see.</param>
    /// <param name="paged">False to take all at once, for a board.</param>
    protected async Task<IActionResult?> LoadAsync(string? organisation, bool paged)
    {
        var outcome = await Send(
            new ListImprovements.Query(
                Cohort,
                organisation,
                Enum.TryParse<ImprovementStatus>(Status, ignoreCase: true, out var status) && Enum.IsDefined(status)
                    ? status
                    : null,
                int.TryParse(Step, out var step) ? step : null,
                Enum.TryParse<ImprovementFlag>(Flag, ignoreCase: true, out var flag) && Enum.IsDefined(flag) ? flag : null,
                Search is { Length: > 100 } ? Search[..100] : Search,
                paged ? Number : 0,
                PageSize
            )
        );
        if (!outcome.Ok)
        {
            return Turn(outcome.Refusals);
        }

        View = outcome.Value;
        Instrument = instruments[View.Instrument];
        return null;
    }
}

/// <summary>What improvements are called in sentences and on buttons.</summary>
internal static class ImprovementWords
{
    /// <summary>Two of five improvements are late.</summary>
    public static string Headline(int all, int open, int overdue, int untouched, Show show) =>
        all == 0 ? Texts.ImprovementsNone
        : overdue > 0
            ? Platform.Show.Capital(
                open == 1 ? Texts.ImprovementsOnlyLate
                : overdue == 1 ? Texts.ImprovementsOneLate(show.WordCommon(overdue), show.Word(open))
                : Texts.ImprovementsManyLate(show.WordCommon(overdue), show.Word(open))
            )
        : untouched > 0
            ? Platform.Show.Capital(show.CountCommon(untouched, Texts.ImprovementsOneStill, Texts.ImprovementsManyStill))
        : open == 0 ? (all == 1 ? Texts.ImprovementsEndedOne : Texts.ImprovementsEndedMany(show.Word(all)))
        : Platform.Show.Capital(show.CountCommon(open, Texts.ImprovementsOneGoesOn, Texts.ImprovementsManyGoOn));

    /// <summary>What the button says that moves an improvement.</summary>
    public static string Move(ImprovementStatus from, ImprovementStatus to) =>
        to switch
        {
            ImprovementStatus.Done => Texts.MoveDone,
            ImprovementStatus.Stopped => Texts.MoveStopped,
            _ => from == ImprovementStatus.Planned ? Texts.MoveBegin : Texts.MoveReopen,
        };
}
