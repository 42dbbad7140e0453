using System.Security.Cryptography;
using ModelMunicipalities.App.Platform;

namespace ModelMunicipalities.App.Features.Networks;

/// <summary>The API's description to read and to try, shown by Scalar, for whoever is signed in.</summary>
public sealed class ApiReferenceModel : PortalPage
{
    public string Nonce { get; } = RandomNumberGenerator.GetHexString(32);

    public void OnGet() => Response.AllowStyles(Nonce);
}
