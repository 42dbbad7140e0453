using Microsoft.AspNetCore.Mvc;
using ModelMunicipalities.App.Platform;
using ModelMunicipalities.App.Resources;
using ModelMunicipalities.Domain;
using ModelMunicipalities.Domain.Assessments;
using ModelMunicipalities.Domain.Cohorts;

namespace ModelMunicipalities.App.Features.Cohorts;

/// <summary>All that stands in an application, before it is submitted, and which requirements are not met.</summary>
public sealed class SubmitApplicationModel(InstrumentCatalogue instruments) : PortalPage
{
    public ViewApplication.View View { get; private set; } = null!;

    public Instrument Instrument { get; private set; } = null!;

    [BindProperty]
    public int Version { get; set; }

    /// <summary>Without these it cannot be submitted.</summary>
    public bool ContactLacks => View.Parts.First(p => p.Part == ApplicationPart.Contact).State != PartState.Filled;

    public string Headline =>
        ContactLacks
            ? Texts.ReviewContactFirst
            : View.Lacking.Count() switch
            {
                0 => Texts.ReviewReady,
                1 => Texts.ReviewLacksOne(Show.Capital(Show.Word(1))),
                var n => Texts.ReviewLacksMany(Show.WordFirst(n)),
            };

    public string Edit(ApplicationPart part) =>
        Links.EditApplication(Network, Cohort, Organisation, SaveApplicationModel.Slug(part));

    /// <summary>What is lacking is written in the part of the contact.</summary>
    public override string? Anchor(Refusal refusal) =>
        refusal.Kind == RefusalKind.Invalid ? SaveApplicationModel.Slug(ApplicationPart.Contact) : null;

    public async Task<IActionResult> OnGetAsync() =>
        await LoadAsync() ?? (View.May.Submit ? Page() : Redirect(Links.Application(Network, Cohort, Organisation)));

    public async Task<IActionResult> OnPostAsync()
    {
        var outcome = await Send(new SubmitApplication.Command(Cohort, Organisation, Version));
        if (outcome.Ok)
        {
            return Redirect(Links.Application(Network, Cohort, Organisation));
        }

        if (await LoadAsync() is { } turn)
        {
            return turn;
        }

        // The page shows what holds now; the next submission is of that.
        Version = View.Version;
        ModelState.Clear();
        return Stay(outcome.Refusals);
    }

    private async Task<IActionResult?> LoadAsync()
    {
        var outcome = await Send(new ViewApplication.Query(Cohort, Organisation));
        if (!outcome.Ok)
        {
            return Turn(outcome.Refusals);
        }

        if (Caller.FunctionsAt(Organisation).Count == 0)
        {
            return Turn([Refusal.Forbidden("OrganisationOnly")]);
        }

        View = outcome.Value;
        Version = View.Version;
        Instrument = instruments[View.Instrument];
        return null;
    }
}
