namespace ModelMunicipalities.App.Features;

public static partial class Links
{
    public const string Sources = "/sources";

    /// <summary>The API's description, to read.</summary>
    public const string Api = "/api";

    public const string Accessibility = "/accessibility";

    public const string Privacy = "/privacy";

    public static string Network(string network) => $"/{network}";

    public static string Trail(string network) => $"/{network}/trail";

    public static string Jobs(string network) => $"/{network}/jobs";

    public static string Mails(string network) => $"/{network}/mail";
}
