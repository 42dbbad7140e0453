using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using ModelMunicipalities.App.Platform;

namespace ModelMunicipalities.App.Features.Accounts;

/// <summary>A person's own account: its password, and signing out everywhere.</summary>
public sealed class ChangePasswordModel(Devices devices) : PortalPage
{
    [BindProperty]
    public string? Current { get; set; }

    [BindProperty]
    public string? New { get; set; }

    /// <summary>True when the password was just changed.</summary>
    [TempData]
    public bool Changed { get; set; }

    public void OnGet() { }

    public async Task<IActionResult> OnPostPasswordAsync()
    {
        var outcome = await Send(new ChangePassword.Command(Current, New, devices.Of(HttpContext)));
        if (!outcome.Ok)
        {
            return Stay(outcome.Refusals);
        }

        await HttpContext.SignInAsync(IdentityConstants.ApplicationScheme, outcome.Value.Principal);
        Changed = true;
        return Redirect(Links.Account);
    }

    public async Task<IActionResult> OnPostSignOutAsync()
    {
        await Send(new SignOutEverywhere.Command());
        return await SignOutModel.LeaveAsync(HttpContext);
    }
}
