using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using ModelMunicipalities.App.Demo;
using ModelMunicipalities.App.Platform;

namespace ModelMunicipalities.App.Features.Accounts;

public sealed class SignInModel(Devices devices) : PortalPage
{
    [BindProperty]
    public string? Email { get; set; }

    [BindProperty]
    public string? Password { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? ReturnUrl { get; set; }

    /// <summary>A form that was sent without a session, as <see cref="KeptForms"/> keeps it.</summary>
    [BindProperty]
    public string? Kept { get; set; }

    /// <summary>The same form again, to be sent on by who is signed in now.</summary>
    public KeptForm? Again { get; private set; }

    public bool IsDemo => HttpContext.RequestServices.GetService<DemoMode>() is not null;

    public void OnGet() => Kept = HttpContext.Items[typeof(KeptForm)] as string;

    public async Task<IActionResult> OnPostAsync()
    {
        var outcome = await Send(new SignIn.Command(Email, Password, devices.Of(HttpContext)));
        if (!outcome.Ok)
        {
            return Stay(outcome.Refusals);
        }

        if (Caller.IsSignedIn)
        {
            await Send(new SignOut.Command(null));
        }

        devices.Remember(HttpContext, outcome.Value.PersonId);
        await HttpContext.SignInAsync(IdentityConstants.ApplicationScheme, outcome.Value.Principal);
        Again = HttpContext
            .RequestServices.GetRequiredService<KeptForms>()
            .Open(Kept, outcome.Value.Principal.FindFirstValue(ClaimTypes.NameIdentifier));
        if (Again is not null)
        {
            // The form's new token is to hold for her, who is not signed in for this answer yet.
            HttpContext.User = outcome.Value.Principal;
            return Page();
        }

        return LocalRedirect(Url.IsLocalUrl(ReturnUrl) ? ReturnUrl! : "/");
    }
}
