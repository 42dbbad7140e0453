using Microsoft.AspNetCore.Mvc;
using ModelMunicipalities.App.Platform;
using ModelMunicipalities.Domain.Accounts;

namespace ModelMunicipalities.App.Features.Accounts;

/// <summary>
/// Where the link at the foot of a mail leads, and where a mail program's own button for no more posts. The link is the
/// secret that a form's token would be, and a mail program has no such token.
/// </summary>
[IgnoreAntiforgeryToken]
public sealed class ChooseMailsByLinkModel : MailChoicesPage
{
    [BindProperty(SupportsGet = true)]
    public string Token { get; set; } = "";

    /// <summary>What the mail was about that the link came with.</summary>
    [BindProperty(SupportsGet = true)]
    public MailTopic? Topic { get; set; }

    /// <summary>Set by a mail program's button.</summary>
    [BindProperty(Name = "List-Unsubscribe")]
    public string? Unsubscribe { get; set; }

    public async Task<IActionResult> OnGetAsync()
    {
        var outcome = await Send(new ChooseMailsByLink.Query(Token));
        return outcome.Ok ? Fill(outcome.Value) : Turn(outcome.Refusals);
    }

    public async Task<IActionResult> OnPostAsync()
    {
        var outcome =
            Unsubscribe is not null && Topic is { } topic
                ? await Send(new ChooseMailsByLink.Stop(Token, topic))
                : await Send(new ChooseMailsByLink.Command(Token, Pace, Topics, Version));
        if (outcome.Ok)
        {
            ChoicesSaved = true;
            return Redirect(Links.MailChoicesOf(Token));
        }

        var there = await Send(new ChooseMailsByLink.Query(Token));
        if (!there.Ok)
        {
            return Turn(there.Refusals);
        }

        View = there.Value;
        return Stay(outcome.Refusals);
    }
}
