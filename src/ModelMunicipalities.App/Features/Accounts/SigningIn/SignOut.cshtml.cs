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
        return await LeaveAsync(HttpContext);
    }

    /// <summary>Leaves nothing of hers in the browser, and leads to the first page.</summary>
    internal static async Task<IActionResult> LeaveAsync(HttpContext http)
    {
        await http.SignOutAsync(IdentityConstants.ApplicationScheme);
        http.Response.Forget(Tenancy.Caller.ActingCookie);
        http.Response.ForgetPages();
        return new RedirectResult("/");
    }
}
