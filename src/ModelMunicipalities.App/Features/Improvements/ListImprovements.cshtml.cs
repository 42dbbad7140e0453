using Microsoft.AspNetCore.Mvc;
using ModelMunicipalities.App.Platform;
using ModelMunicipalities.App.Resources;
using ModelMunicipalities.Domain.Accounts;
using ModelMunicipalities.Domain.Assessments;
using ModelMunicipalities.Domain.Improvements;

namespace ModelMunicipalities.App.Features.Improvements;

/// <summary>An organisation's improvements: as a board by status, or as a list with what is asked for.</summary>
public sealed class ListImprovementsModel(InstrumentCatalogue instruments) : ImprovementListPage(instruments)
{
    /// <summary><c>list</c> for the list.</summary>
    [BindProperty(SupportsGet = true, Name = "view")]
    public string? Look { get; set; }

    public bool IsList => Look == "list" || IsFiltered;

    public bool MayShare => Caller.FunctionsAt(Organisation).Contains(Function.KeyPerson);

    /// <summary>The columns of the board, each with what it says when it is empty.</summary>
    public IEnumerable<(string Key, string Head, string None, IReadOnlyList<ListImprovements.Line> Items)> Columns =>
        [
            (
                "planned",
                Texts.ColumnPlanned,
                Texts.ColumnPlannedNone,
                [.. View.Items.Where(i => i.Status == ImprovementStatus.Planned)]
            ),
            (
                "active",
                Texts.ColumnActive,
                Texts.ColumnActiveNone,
                [.. View.Items.Where(i => i.Status == ImprovementStatus.Active)]
            ),
            (
                "ended",
                Texts.ColumnEnded,
                Texts.ColumnEndedNone,
                [.. View.Items.Where(i => i.EndedAt is not null).OrderByDescending(i => i.EndedAt)]
            ),
        ];

    public async Task<IActionResult> OnGetAsync() => await LoadAsync(Organisation, false) ?? Page();

    public async Task<IActionResult> OnPostStatusAsync(int improvement, ImprovementStatus? to, int? version)
    {
        var outcome = await Send(new SetStatus.Command(Cohort, Organisation, improvement, to, version));
        return outcome.Ok
            ? Redirect(Links.Improvements(Network, Cohort, Organisation))
            : await LoadAsync(Organisation, false) ?? Stay(outcome.Refusals);
    }

    public async Task<IActionResult> OnPostSharingAsync(bool? shares, int? version)
    {
        var outcome = await Send(new SetSharing.Command(Cohort, Organisation, shares, version));
        return outcome.Ok
            ? Redirect(Links.Improvements(Network, Cohort, Organisation) + "#sharing")
            : await LoadAsync(Organisation, false) ?? Stay(outcome.Refusals);
    }

    /// <summary>What a card tells beside the title.</summary>
    public IEnumerable<string> Facts(ListImprovements.Line i)
    {
        string?[] facts =
        [
            i.Status == ImprovementStatus.Stopped ? i.Status.Name() : null,
            i.EndedAt is { } ended ? Show.Date(ended)
            : i.DueOn is { } due ? Texts.ImprovementDueBy(Platform.Show.Date(due))
            : null,
            i.Owner,
            i.Steps.Count == 0 ? null : Texts.Steps(Platform.Show.List(i.Steps.Select(s => $"{s}"))),
            i.CycleCount == 0 ? null : (i.CycleIsOpen ? Texts.CycleGoesOn(i.CycleCount) : Texts.CyclesDone(i.CycleCount)),
        ];
        return facts.OfType<string>();
    }
}
