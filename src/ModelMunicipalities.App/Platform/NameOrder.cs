using System.Globalization;

namespace ModelMunicipalities.App.Platform;

/// <summary>
/// The order in which names are shown: the Swedish one, in whatever language somebody reads. Names are put in it here and
/// never by the database, since each database has an order of its own; a test finds one that is not. See docs/adr/0022.
/// </summary>
public static class NameOrder
{
    public static StringComparer Swedish { get; } =
        StringComparer.Create(CultureInfo.GetCultureInfo("sv-SE"), CompareOptions.None);
}
