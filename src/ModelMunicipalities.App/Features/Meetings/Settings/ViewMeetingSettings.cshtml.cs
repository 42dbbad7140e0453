using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using ModelMunicipalities.App.Platform;
using ModelMunicipalities.Domain.Meetings;

namespace ModelMunicipalities.App.Features.Meetings;

/// <summary>Tools for digital meetings and how travel is counted: the coordinator's page.</summary>
public sealed class ViewMeetingSettingsModel : PortalPage
{
    public ViewMeetingSettings.View View { get; private set; } = null!;

    [BindProperty]
    public int Version { get; set; }

    /// <summary>The tool that is being changed; null while a new one is written.</summary>
    [BindProperty(SupportsGet = true)]
    public int? Tool { get; set; }

    [BindProperty]
    public string? Name { get; set; }

    [BindProperty]
    public InformationClass? Allows { get; set; }

    [BindProperty]
    public string? Note { get; set; }

    [BindProperty]
    public bool Refuses { get; set; }

    [BindProperty]
    public string? KgPerKm { get; set; }

    [BindProperty]
    public string? KgSource { get; set; }

    [BindProperty]
    public string? KmPerHour { get; set; }

    /// <summary>True once after something has been saved.</summary>
    [TempData]
    public bool SettingsSaved { get; set; }

    public ToolLine? Editing => View.Tools.FirstOrDefault(t => t.Id == Tool);

    public async Task<IActionResult> OnGetAsync()
    {
        if (await LoadAsync() is { } turn)
        {
            return turn;
        }

        FillTool();
        FillRules();
        return Page();
    }

    public async Task<IActionResult> OnPostToolAsync()
    {
        var outcome = await Send(new SaveMeetingTool.Command(Tool, Name, Allows, Note, Version));
        return outcome.Ok ? Saved() : await LoadAsync() ?? Stay(outcome, FillRules);
    }

    public async Task<IActionResult> OnPostRemoveAsync()
    {
        var outcome = await Send(new RemoveMeetingTool.Command(Tool ?? 0, Version));
        Tool = null;
        return outcome.Ok ? Saved() : await LoadAsync() ?? Stay(outcome, FillRules);
    }

    public async Task<IActionResult> OnPostRulesAsync()
    {
        var outcome = await Send(
            new ChangeMeetingSettings.Command(
                Refuses,
                double.TryParse(KgPerKm?.Trim().Replace(',', '.'), NumberStyles.Float, CultureInfo.InvariantCulture, out var kg)
                    ? kg
                    : null,
                KgSource,
                int.TryParse(KmPerHour?.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var km) ? km : null,
                Version
            )
        );
        return outcome.Ok ? Saved() : await LoadAsync() ?? Stay(outcome, FillTool);
    }

    private RedirectResult Saved()
    {
        SettingsSaved = true;
        return Redirect(Links.MeetingSettings(Network));
    }

    /// <summary>Stays with what was typed in one form, and what holds in the other.</summary>
    private IActionResult Stay(Outcome<ViewMeetingSettings.View> outcome, Action fillOther)
    {
        fillOther();
        return Stay(outcome.Refusals);
    }

    private void FillTool() => (Name, Allows, Note) = (Editing?.Name, Editing?.Allows, Editing?.Note);

    private void FillRules() =>
        (Refuses, KgPerKm, KgSource, KmPerHour) = (
            View.RefusesUnfitTools,
            View.KgPerKm.ToString(CultureInfo.CurrentCulture),
            View.KgSource,
            View.KmPerHour.ToString(CultureInfo.CurrentCulture)
        );

    private async Task<IActionResult?> LoadAsync()
    {
        var outcome = await Send(new ViewMeetingSettings.Query());
        if (!outcome.Ok)
        {
            return Turn(outcome.Refusals);
        }

        View = outcome.Value;
        return null;
    }
}
