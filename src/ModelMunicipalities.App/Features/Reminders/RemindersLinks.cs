namespace ModelMunicipalities.App.Features;

public static partial class Links
{
    public static string Reminders(string network) => $"/{network}/reminders";
}
