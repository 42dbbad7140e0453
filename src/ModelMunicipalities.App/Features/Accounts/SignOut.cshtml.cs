using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using ModelMunicipalities.App.Platform;

namespace ModelMunicipalities.App.Features.Accounts;

public sealed class SignOutModel : PortalPage
{
    public async Task<IActionResult> OnPostAsync()
    {
        await Send(new SignOut.Command(null));
        await HttpContext.SignOutAsync(IdentityConstants.ApplicationScheme);
        Response.Forget(Tenancy.Caller.ActingCookie);
        Response.ForgetPages();
        return Redirect("/");
    }
}
