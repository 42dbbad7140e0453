using System.Globalization;

namespace ModelMunicipalities.App.Platform;

/// <summary>Writing to somebody whose language is not that of the request.</summary>
internal static class Languages
{
    private static readonly CultureInfo Swedish = CultureInfo.GetCultureInfo("sv-SE");

    private static readonly CultureInfo English = CultureInfo.GetCultureInfo("en-GB");

    /// <summary>What is written while texts, dates and numbers are in a language: <c>sv</c> or <c>en</c>.</summary>
    public static T In<T>(string language, Func<T> write)
    {
        var (culture, uiCulture) = (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture);
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = language == "en" ? English : Swedish;
            return write();
        }
        finally
        {
            (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture) = (culture, uiCulture);
        }
    }
}
