using Microsoft.AspNetCore.Mvc;
using ModelMunicipalities.App.Platform;
using ModelMunicipalities.App.Resources;
using ModelMunicipalities.Domain;
using ModelMunicipalities.Domain.Meetings;

namespace ModelMunicipalities.App.Features.Meetings;

/// <summary>
/// Where the link in a mail about times leads: the times, and her own answers. Nothing else can be reached from it.
/// </summary>
public sealed class AnswerPollByLinkModel : PortalPage
{
    public AnswerPollByLink.View View { get; private set; } = null!;

    [BindProperty(SupportsGet = true)]
    public string Token { get; set; } = "";

    /// <summary>What she says, by the time's identity.</summary>
    [BindProperty]
    public Dictionary<int, PollReply> Replies { get; set; } = [];

    /// <summary>The version of each answer that the form showed.</summary>
    [BindProperty]
    public Dictionary<int, int> Seen { get; set; } = [];

    /// <summary>What was just done.</summary>
    [TempData]
    public string? Told { get; set; }

    /// <summary>The times with what she has chosen, sent or not.</summary>
    public IEnumerable<AnswerPollByLink.OwnSlot> Slots => View.Slots.Select(s => s.Sent(Replies, Seen, Refusals));

    public async Task<IActionResult> OnGetAsync() => await LoadAsync() ?? Page();

    public async Task<IActionResult> OnPostAsync()
    {
        var outcome = await Send(new AnswerPollByLink.Command(Token, AnswerPollByLink.Given(Replies, Seen)));
        if (outcome.Ok)
        {
            Told = Texts.PollThanks;
            return Redirect(Links.PollOf(Token));
        }

        return await LoadAsync() ?? Stay(AnswerPollByLink.OnPage(outcome.Refusals, Replies));
    }

    private async Task<IActionResult?> LoadAsync()
    {
        var outcome = await Send(new AnswerPollByLink.Query(Token));
        if (!outcome.Ok)
        {
            return Turn(outcome.Refusals);
        }

        View = outcome.Value;
        return null;
    }
}
