using Microsoft.AspNetCore.Mvc;
using ModelMunicipalities.App.Platform;

namespace ModelMunicipalities.App.Features.Networks;

/// <summary>What the product is, to a guest; to who is signed in, the way to her network.</summary>
public sealed class WelcomeModel : PortalPage
{
    public IActionResult OnGet() =>
        Caller.AllPlaces.Select(p => p.Network).Distinct().ToList() is [var only] ? Redirect(Links.Network(only)) : Page();
}
