using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using ModelMunicipalities.App.Demo;
using ModelMunicipalities.App.Platform;

namespace ModelMunicipalities.App.Features.Accounts;

public sealed class SignInModel : PortalPage
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
        var outcome = await Send(new SignIn.Command(Email, Password));
        if (!outcome.Ok)
        {
            return Stay(outcome.Refusals);
        }

        await HttpContext.SignInAsync(IdentityConstants.ApplicationScheme, outcome.Value);
        return LocalRedirect(Url.IsLocalUrl(ReturnUrl) ? ReturnUrl! : "/");
    }
}
