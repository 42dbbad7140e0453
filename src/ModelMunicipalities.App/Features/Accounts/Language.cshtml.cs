using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using ModelMunicipalities.App.Data;
using ModelMunicipalities.App.Platform;

namespace ModelMunicipalities.App.Features.Accounts;

/// <summary>Remembers the language: in a cookie for the pages, with the account for the mails.</summary>
public sealed class LanguageModel(AppDb db) : PortalPage
{
    public async Task<IActionResult> OnPostAsync(string? language, string? returnUrl)
    {
        var chosen = language == "en" ? "en" : "sv";
        Response.Remember(Portal.LanguageCookie, chosen);
        if (Caller.IsSignedIn)
        {
            await db.Users.Where(p => p.Id == Caller.PersonId).ExecuteUpdateAsync(p => p.SetProperty(x => x.Language, chosen));
        }

        return LocalRedirect(Url.IsLocalUrl(returnUrl) ? returnUrl! : "/");
    }
}
