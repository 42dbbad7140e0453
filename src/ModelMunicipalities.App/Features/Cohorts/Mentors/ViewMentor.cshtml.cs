using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using ModelMunicipalities.App.Platform;
using ModelMunicipalities.App.Resources;
using ModelMunicipalities.Domain;

namespace ModelMunicipalities.App.Features.Cohorts;

/// <summary>What a mentor can take: its own page, on which the coordinator may answer for it.</summary>
public sealed class ViewMentorModel : PortalPage
{
    public ViewMentor.View View { get; private set; } = null!;

    [BindProperty]
    public string? Places { get; set; }

    [BindProperty]
    public string? When { get; set; }

    [BindProperty]
    public List<string> Focus { get; set; } = [];

    [BindProperty]
    public int? Version { get; set; }

    /// <summary>Set by the one-click button.</summary>
    [BindProperty]
    public bool? Available { get; set; }

    /// <summary>True when it was just saved.</summary>
    [TempData]
    public bool IsSaved { get; set; }

    /// <summary>True when the coordinator answers for an organisation that is not hers.</summary>
    public bool ForThem => Caller.FunctionsAt(Organisation).Count == 0;

    public string Headline =>
        View.WithdrawnAt is { } left ? Texts.HasLeftHead(View.Name, Show.Date(left))
        : View.IsUnavailable ? Texts.MentorNoneNow(View.Name)
        : View.Places is not { } places ? Texts.MentorAskHead(View.Name)
        : places == 1 ? Texts.MentorPlacesOne(View.Name)
        : Texts.MentorPlacesMany(View.Name, Show.Word(places));

    public async Task<IActionResult> OnGetAsync()
    {
        if (await LoadAsync() is { } refused)
        {
            return refused;
        }

        (Places, When, Focus) = (View.Places?.ToString(CultureInfo.InvariantCulture), View.When, [.. View.Focus]);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync()
    {
        var outcome = Available is { } available
            ? await Send(new SetUnavailable.Command(Cohort, Organisation, available, Version))
            : await Send(
                new OfferPlaces.Command(
                    Cohort,
                    Organisation,
                    int.TryParse(Places, NumberStyles.None, CultureInfo.InvariantCulture, out var places) ? places : null,
                    When,
                    Focus,
                    Version
                )
            );
        if (!outcome.Ok)
        {
            return await LoadAsync() ?? Stay(outcome.Refusals);
        }

        IsSaved = true;
        return Redirect(Links.Mentor(Network, Cohort, Organisation));
    }

    public override string? Anchor(Refusal refusal) => refusal.Field?.Split('[')[0];

    private async Task<IActionResult?> LoadAsync()
    {
        var outcome = await Send(new ViewMentor.Query(Cohort, Organisation));
        if (!outcome.Ok)
        {
            return Turn(outcome.Refusals);
        }

        View = outcome.Value;
        return null;
    }
}
