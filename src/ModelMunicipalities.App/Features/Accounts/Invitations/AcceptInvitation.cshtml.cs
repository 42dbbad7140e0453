using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using ModelMunicipalities.App.Platform;

namespace ModelMunicipalities.App.Features.Accounts;

/// <summary>Where the link in an invitation leads: what she is invited to, and the password that accepts it.</summary>
public sealed class AcceptInvitationModel(Devices devices) : PortalPage
{
    public AcceptInvitation.View View { get; private set; } = null!;

    [BindProperty(SupportsGet = true)]
    public string Token { get; set; } = "";

    [BindProperty]
    public string? Name { get; set; }

    [BindProperty]
    public string? Password { get; set; }

    public async Task<IActionResult> OnGetAsync() => await LoadAsync() ?? Page();

    public async Task<IActionResult> OnPostAsync()
    {
        if (await LoadAsync() is { } turn)
        {
            return turn;
        }

        var outcome = await Send(new AcceptInvitation.Command(Token, Name, Password, devices.Of(HttpContext)));
        if (!outcome.Ok)
        {
            return Stay(outcome.Refusals);
        }

        if (Caller.IsSignedIn)
        {
            await Send(new SignOut.Command(null));
        }

        devices.Remember(HttpContext, outcome.Value.Begun.PersonId);
        await HttpContext.SignInAsync(IdentityConstants.ApplicationScheme, outcome.Value.Begun.Principal);
        return Redirect(Links.Network(outcome.Value.Network));
    }

    private async Task<IActionResult?> LoadAsync()
    {
        var outcome = await Send(new AcceptInvitation.Query(Token));
        if (!outcome.Ok)
        {
            return Turn(outcome.Refusals);
        }

        View = outcome.Value;
        Name ??= View.Name;
        return null;
    }
}
