using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace ModelMunicipalities.App.Features.Shared;

/// <summary>A heading: no line of it ends between an abbreviation and its number, as in BM 1.</summary>
[HtmlTargetElement("h1")]
[HtmlTargetElement("h2")]
public sealed partial class Heading : TagHelper
{
    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        ArgumentNullException.ThrowIfNull(output);
        output.Content.SetHtmlContent(Numbered().Replace((await output.GetChildContentAsync()).GetContent(), "&nbsp;"));
    }

    [GeneratedRegex(@"(?<=\b\p{Lu}{2,}) (?=\d)")]
    private static partial Regex Numbered();
}
