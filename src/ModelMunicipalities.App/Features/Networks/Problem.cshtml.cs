using Microsoft.AspNetCore.Mvc;
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

    public void OnGet(int? status) => Tell(status);

    public void OnPost(int? status) => Tell(status);

    private void Tell(int? status)
    {
        var refusal = HttpContext.Items[typeof(Refusal)] as Refusal;
        (Heading, Explanation) = status switch
        {
            StatusCodes.Status404NotFound => (Texts.PageNotFound, refusal is null ? Texts.PageNotFoundWhy : Show.Sentence(refusal)),
            StatusCodes.Status403Forbidden => (Texts.PageForbidden, refusal is null ? Texts.PageForbiddenWhy : Show.Sentence(refusal)),
            StatusCodes.Status400BadRequest => refusal is null ? (Texts.PageStale, Texts.PageStaleWhy) : (Texts.Problem_Invalid, Show.Sentence(refusal)),
            StatusCodes.Status409Conflict => (Texts.Problem_Conflict, refusal is null ? Texts.Rule_Stale : Show.Sentence(refusal)),
            StatusCodes.Status429TooManyRequests => (Texts.PageTooMany, Texts.PageTooManyWhy),
            StatusCodes.Status413PayloadTooLarge => (Texts.Problem_Invalid, refusal is null ? Texts.Rule_BodyTooLarge.With(Limits.BodyMegabytes) : Show.Sentence(refusal)),
            StatusCodes.Status415UnsupportedMediaType => (Texts.Problem_Invalid, Texts.Rule_CharsetUnknown),
            StatusCodes.Status507InsufficientStorage => (Texts.Problem_NoRoom, Texts.Rule_NoRoom),
            _ => (Texts.PageBroken, Texts.PageBrokenWhy),
        };
    }
}
