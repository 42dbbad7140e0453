using Microsoft.AspNetCore.Mvc;
using ModelMunicipalities.App.Platform;
using ModelMunicipalities.App.Resources;
using ModelMunicipalities.Domain.Assessments;

namespace ModelMunicipalities.App.Features.Meetings;

/// <summary>What to read before a meeting, on one page that prints.</summary>
public sealed class ViewPackModel(InstrumentCatalogue instruments) : PortalPage
{
    [BindProperty(SupportsGet = true)]
    public int Id { get; set; }

    public ViewPack.View View { get; private set; } = null!;

    public Instrument Instrument { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync()
    {
        var outcome = await Send(new ViewPack.Query(Id));
        if (!outcome.Ok)
        {
            return Turn(outcome.Refusals);
        }

        View = outcome.Value;
        Instrument = instruments[View.Instrument];
        return Page();
    }

    public string StepName(int step) => $"{step}. {Show.Text(Instrument.Steps[step - 1].Short)}";

    /// <summary>What has happened since last time, as far as it is known.</summary>
    public string Headline()
    {
        var name = Show.Meeting(View.Form, View.Number);
        var up = View
            .Organisations.Where(o => o.HasSubmitted || View.Occasion is null)
            .Sum(o => o.Moved.Count(m => m.To > m.From));
        return up > 0 ? (up == 1 ? Texts.PackHeadUpOne(name, Show.Word(up)) : Texts.PackHeadUpMany(name, Show.Word(up)))
            : View.Improvements.Count > 0
                ? (
                    View.Improvements.Count == 1
                        ? Texts.PackHeadOpenOne(name, Show.WordCommon(View.Improvements.Count))
                        : Texts.PackHeadOpenMany(name, Show.WordCommon(View.Improvements.Count))
                )
            : Texts.PackTitle(name);
    }

    public string ChangesHead() =>
        View.Occasion is null
            ? Texts.PackStand
            : Texts.PackSubmitted(
                View.Organisations.Count(o => o.HasSubmitted),
                View.Organisations.Count,
                Show.Occasion(View.Occasion)
            );
}
