using Microsoft.AspNetCore.Mvc;
using ModelMunicipalities.App.Platform;
using ModelMunicipalities.App.Resources;
using ModelMunicipalities.Domain.Meetings;

namespace ModelMunicipalities.App.Features.Meetings;

/// <summary>The network's agenda for a form of meeting.</summary>
public sealed class ViewAgendaTemplateModel : AgendaPage
{
    [BindProperty(SupportsGet = true)]
    public string Form { get; set; } = "";

    public ViewAgendaTemplate.View View { get; private set; } = null!;

    public override string Back => Links.Meetings(Network);

    public override string? Reset => View.IsOwn ? Texts.TemplateReset : null;

    public async Task<IActionResult> OnGetAsync()
    {
        if (await LoadAsync() is { } turn)
        {
            return turn;
        }

        Version = View.Version;
        Fill(View.Items);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync() => await LoadAsync() ?? (Rearranged() ? Page() : await SaveAsync(Read()));

    public async Task<IActionResult> OnPostResetAsync() => await LoadAsync() ?? await SaveAsync(null);

    private async Task<IActionResult> SaveAsync(IReadOnlyList<AgendaItem>? items)
    {
        var outcome = await Send(new SetAgendaTemplate.Command(Form, items, Version));
        if (outcome.Ok)
        {
            return Redirect(Links.AgendaTemplate(Network, Form));
        }

        if (outcome.Refusals[0].IsStale)
        {
            (Version, Current) = (View.Version, Agenda.Times(View.Items, null));
        }

        return Stay(outcome.Refusals);
    }

    private async Task<IActionResult?> LoadAsync()
    {
        var outcome = await Send(new ViewAgendaTemplate.Query(Form));
        if (!outcome.Ok)
        {
            return Turn(outcome.Refusals);
        }

        View = outcome.Value;
        return null;
    }
}
