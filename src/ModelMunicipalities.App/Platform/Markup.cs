using System.Text.Encodings.Web;
using System.Text.Unicode;

namespace ModelMunicipalities.App.Platform;

/// <summary>Makes text safe inside HTML.</summary>
public static class Markup
{
    /// <summary>Leaves letters of every language as they are; escapes what HTML gives a meaning.</summary>
    public static HtmlEncoder Encoder { get; } = HtmlEncoder.Create(UnicodeRanges.All);

    public static string Encode(string text) => Encoder.Encode(text);
}
