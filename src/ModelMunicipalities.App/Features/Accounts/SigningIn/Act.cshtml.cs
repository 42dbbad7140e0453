using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using ModelMunicipalities.App.Platform;
using ModelMunicipalities.Domain;

namespace ModelMunicipalities.App.Features.Accounts;

/// <summary>Lets a person with several functions or networks choose which she acts as.</summary>
public sealed class ActModel : PortalPage
{
    public IActionResult OnPost(int membership)
    {
        if (Caller.AllPlaces.FirstOrDefault(p => p.MembershipId == membership) is not { } place)
        {
            return Turn([Refusal.NotFound()]);
        }

        Response.Remember(Tenancy.Caller.ActingCookie, membership.ToString(CultureInfo.InvariantCulture));
        return Redirect(Links.Network(place.Network));
    }
}
