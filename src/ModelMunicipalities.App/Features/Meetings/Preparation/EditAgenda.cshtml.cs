using Microsoft.AspNetCore.Mvc;
using ModelMunicipalities.App.Platform;
using ModelMunicipalities.App.Resources;
using ModelMunicipalities.Domain;
using ModelMunicipalities.Domain.Meetings;

namespace ModelMunicipalities.App.Features.Meetings;

/// <summary>A meeting's own agenda.</summary>
public sealed class EditAgendaModel : AgendaPage
{
    [BindProperty(SupportsGet = true)]
    public int Id { get; set; }

    public ViewPreparation.View View { get; private set; } = null!;

    public override string Back => Links.Meeting(Network, Id);

    public override string? Reset => View.AgendaFrom == AgendaSource.Meeting ? Texts.AgendaFollow : null;

    public async Task<IActionResult> OnGetAsync()
    {
        if (await LoadAsync() is { } turn)
        {
            return turn;
        }

        Version = View.Version;
        Fill(
            View.Agenda.Select(a => new AgendaItem
            {
                Minutes = a.Minutes,
                Title = a.Title,
                Lead = a.Lead,
            })
        );
        return Page();
    }

    public async Task<IActionResult> OnPostAsync() => await LoadAsync() ?? (Rearranged() ? Page() : await SaveAsync(Read()));

    public async Task<IActionResult> OnPostResetAsync() => await LoadAsync() ?? await SaveAsync(null);

    private async Task<IActionResult> SaveAsync(IReadOnlyList<AgendaItem>? items)
    {
        var outcome = await Send(new EditAgenda.Command(Id, items, Version));
        if (outcome.Ok)
        {
            return Redirect(Links.Meeting(Network, Id) + "#agenda");
        }

        if (outcome.Refusals[0].IsStale)
        {
            (Version, Current) = (View.Version, View.Agenda);
        }

        return Stay(outcome.Refusals);
    }

    private async Task<IActionResult?> LoadAsync()
    {
        var outcome = await Send(new ViewPreparation.Query(Id));
        if (!outcome.Ok)
        {
            return Turn(outcome.Refusals);
        }

        View = outcome.Value;
        (StartsAt, EndsAt) = (View.StartsAt, View.EndsAt);
        return !View.Plans ? Turn([Refusal.Forbidden("PlannersOnly")])
            : !View.MayChange
                ? Turn([
                    View.Status == MeetingStatus.Cancelled ? Refusal.Conflict("MeetingIsOff") : Refusal.Conflict("CohortClosed"),
                ])
            : null;
    }
}
