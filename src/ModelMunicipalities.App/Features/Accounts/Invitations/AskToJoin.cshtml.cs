using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.RateLimiting;
using ModelMunicipalities.App.Platform;
using ModelMunicipalities.Domain.Accounts;

namespace ModelMunicipalities.App.Features.Accounts;

/// <summary>Where somebody who is not in the network asks to take a function in her organisation.</summary>
[EnableRateLimiting(JoinLimits.Policy)]
public sealed class AskToJoinModel : PortalPage
{
    public AskToJoin.View View { get; private set; } = null!;

    [BindProperty]
    public string? Name { get; set; }

    [BindProperty]
    public string? Email { get; set; }

    /// <summary>The function by its name.</summary>
    [BindProperty]
    public string? As { get; set; }

    [BindProperty]
    public string? Message { get; set; }

    /// <summary>True when she has just asked; what came of it is told to nobody here.</summary>
    [BindProperty(SupportsGet = true)]
    public bool Asked { get; set; }

    public async Task<IActionResult> OnGetAsync() => await LoadAsync() ?? Page();

    public async Task<IActionResult> OnPostAsync()
    {
        if (await LoadAsync() is { } turn)
        {
            return turn;
        }

        var outcome = await Send(
            new AskToJoin.Command(Network, Name, Email, Enum.TryParse<Function>(As, out var function) ? function : null, Message)
        );
        Asked = false;
        return outcome.Ok ? Redirect(Links.Join(Network) + "?asked=true") : Stay(outcome.Refusals);
    }

    private async Task<IActionResult?> LoadAsync()
    {
        var outcome = await Send(new AskToJoin.Query(Network));
        if (!outcome.Ok)
        {
            return Turn(outcome.Refusals);
        }

        View = outcome.Value;
        return null;
    }
}
