using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using ModelMunicipalities.App.Platform;

namespace ModelMunicipalities.App.Features.Shared;

/// <summary>What is wrong with a field, beside it.</summary>
public static class FieldErrors
{
    /// <summary>The message with the id that the field is described by; nothing when nothing is wrong.</summary>
    public static IHtmlContent Wrong(this ModelStateDictionary state, string field) =>
        state.TryGetValue(field, out var entry) && entry.Errors.Count > 0
            ? new HtmlString(
                $"""<p class="wrong" id="{Markup.Encode(field)}-wrong">{Markup.Encode(entry.Errors[0].ErrorMessage)}</p>"""
            )
            : HtmlString.Empty;

    /// <summary>The id of that message, for the field's <c>aria-describedby</c>; null when nothing is wrong.</summary>
    public static string? Description(this ModelStateDictionary state, string field) =>
        state.TryGetValue(field, out var entry) && entry.Errors.Count > 0 ? $"{field}-wrong" : null;
}
