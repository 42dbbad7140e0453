using Microsoft.AspNetCore.Mvc;
using ModelMunicipalities.App.Platform;
using ModelMunicipalities.Domain.Accounts;

namespace ModelMunicipalities.App.Features.Accounts;

/// <summary>What the two pages of mail choices have in common: the form.</summary>
public abstract class MailChoicesPage : PortalPage
{
    public ViewMailChoices.View View { get; protected set; } = null!;

    [BindProperty]
    public MailPace? Pace { get; set; }

    /// <summary>The topics that are ticked.</summary>
    [BindProperty]
    public List<MailTopic> Topics { get; set; } = [];

    /// <summary>The version of the choices that the form was made of.</summary>
    [BindProperty]
    public int? Version { get; set; }

    /// <summary>True once after something has been saved.</summary>
    [TempData]
    public bool ChoicesSaved { get; set; }

    /// <summary>Shows what holds.</summary>
    protected IActionResult Fill(ViewMailChoices.View view)
    {
        View = view;
        (Pace, Topics) = (view.Pace, [.. view.Topics.Where(t => t.Wanted).Select(t => t.Topic)]);
        return Page();
    }
}
