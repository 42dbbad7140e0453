namespace ModelMunicipalities.App.Features;

public static partial class Links
{
    public const string SignIn = "/sign-in";

    public const string SignOut = "/sign-out";

    public const string Account = "/account";

    public const string Language = "/language";

    public const string Acting = "/acting";

    public const string DevelopmentMail = "/development/mail";

    public static string Invitation(string token) => $"/invitations/{token}";

    public static string People(string network) => $"/{network}/people";

    public static string Team(string network, string organisation) => $"/{network}/organisations/{organisation}/team";

    public static string Join(string network) => $"/join/{network}";

    public static string MailChoices(string network) => $"/{network}/mail-choices";

    /// <summary>Somebody's own link to her choices, without signing in.</summary>
    public static string MailChoicesOf(string token) => $"/mail-choices/{token}";
}
