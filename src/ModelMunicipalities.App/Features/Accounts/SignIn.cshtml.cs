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

    public bool IsDemo => HttpContext.RequestServices.GetService<DemoMode>() is not null;

    public void OnGet()
    {
    }

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
        return LocalRedirect(Url.IsLocalUrl(ReturnUrl) ? ReturnUrl! : "/");
    }
}
