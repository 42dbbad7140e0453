using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.WebUtilities;
using ModelMunicipalities.App.Platform;
using ModelMunicipalities.App.Resources;
using ModelMunicipalities.Domain;

namespace ModelMunicipalities.App.Features.Networks;

/// <summary>What is shown instead of a page that cannot be shown.</summary>
[IgnoreAntiforgeryToken]
public sealed class ProblemModel : PortalPage
{
    public string Heading { get; private set; } = "";

    public string Explanation { get; private set; } = "";

    /// <summary>The page whose form was sent, where it can be sent again; else null.</summary>
    public string? Back { get; private set; }

    public void OnGet(int? status) => Tell(status);

    public void OnPost(int? status)
    {
        Tell(status);
        Back = status is StatusCodes.Status403Forbidden or StatusCodes.Status404NotFound ? null : Form();
    }

    /// <summary>Where a form was sent, without the name of its act. An address that leads to no page is not given back.</summary>
    private string? Form()
    {
        if (HttpContext.Features.Get<IStatusCodeReExecuteFeature>() is not { Endpoint: not null } sent)
        {
            return null;
        }

        var query = QueryHelpers.ParseQuery(sent.OriginalQueryString);
        query.Remove("handler");
        return QueryHelpers.AddQueryString(sent.OriginalPath, query);
    }

    private void Tell(int? status)
    {
        var refusal = HttpContext.Items[typeof(Refusal)] as Refusal;
        (Heading, Explanation) = status switch
        {
            StatusCodes.Status404NotFound => (
                Texts.PageNotFound,
                refusal is null ? Texts.PageNotFoundWhy : Show.Sentence(refusal)
            ),
            StatusCodes.Status403Forbidden => (
                Texts.PageForbidden,
                refusal is null ? Texts.PageForbiddenWhy : Show.Sentence(refusal)
            ),
            StatusCodes.Status400BadRequest => refusal is null
                ? (Texts.PageStale, Texts.PageStaleWhy)
                : (Texts.Problem_Invalid, Show.Sentence(refusal)),
            StatusCodes.Status409Conflict => (
                Texts.Problem_Conflict,
                refusal is null ? Texts.Rule_Stale : Show.Sentence(refusal)
            ),
            StatusCodes.Status429TooManyRequests => (Texts.PageTooMany, Texts.PageTooManyWhy),
            StatusCodes.Status413PayloadTooLarge => (
                Texts.Problem_Invalid,
                refusal is null ? Texts.Rule_BodyTooLarge(Limits.BodyMegabytes) : Show.Sentence(refusal)
            ),
            StatusCodes.Status415UnsupportedMediaType => (Texts.Problem_Invalid, Texts.Rule_CharsetUnknown),
            StatusCodes.Status507InsufficientStorage => (Texts.Problem_NoRoom, Texts.Rule_NoRoom),
            _ => (Texts.PageBroken, Texts.PageBrokenWhy),
        };
    }
}
