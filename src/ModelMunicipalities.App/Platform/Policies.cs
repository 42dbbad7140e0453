namespace ModelMunicipalities.App.Platform;

/// <summary>Who may use routes that are about no network, by the names that they are asked for.</summary>
public static class Policies
{
    /// <summary>The API takes tokens only: a cookie never signs a call that another site could have made.</summary>
    public const string Api = "Api";

    /// <summary>For whoever runs the installation, who sees nothing of what networks have written.</summary>
    public const string Administrator = "Administrator";

    /// <summary>A claim of the account. Nobody is given it yet.</summary>
    public const string AdministratorClaim = "administrator";
}
