using System.Globalization;
using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.WebUtilities;
using ModelMunicipalities.App.Tenancy;
using ModelMunicipalities.Domain;

namespace ModelMunicipalities.App.Platform;

/// <summary>What every page model needs: to send a request and to tell the reader when it was refused.</summary>
public abstract class PortalPage : PageModel
{
    [BindProperty(SupportsGet = true)]
    public string Network { get; set; } = "";

    [BindProperty(SupportsGet = true)]
    public string Cohort { get; set; } = "";

    [BindProperty(SupportsGet = true)]
    public string Organisation { get; set; } = "";

    [BindProperty(SupportsGet = true)]
    public string Occasion { get; set; } = "";

    /// <summary>What stopped the act, to be shown at the top of the page and beside the field.</summary>
    public IReadOnlyList<Refusal> Refusals { get; private set; } = [];

    /// <summary>True when somebody has changed it since she read it: what holds now is shown beside what she typed.</summary>
    public bool IsStale => Refusals.Any(r => r.IsStale);

    protected Caller Caller => HttpContext.RequestServices.GetRequiredService<Caller>();

    protected Show Show => HttpContext.RequestServices.GetRequiredService<Show>();

    protected Task<Outcome<T>> Send<T>(IUse<T> request) =>
        HttpContext.RequestServices.GetRequiredService<IMediator>().Send(request, HttpContext.RequestAborted);

    /// <summary>The answer where there is no page to stay on: not found, not allowed.</summary>
    protected IActionResult Turn(IReadOnlyList<Refusal> refusals)
    {
        HttpContext.Items[typeof(Refusal)] = refusals[0];
        return StatusCode(HttpAnswers.Status(refusals[0].Kind));
    }

    /// <summary>
    /// To the last page of a list for who asked for one that lies behind it; null when hers holds something, or none does.
    /// </summary>
    protected IActionResult? ToLast(int shown, int total, int pageSize)
    {
        if (shown > 0 || total == 0)
        {
            return null;
        }

        var query = QueryHelpers.ParseQuery(Request.QueryString.Value);
        query["p"] = ((total + pageSize - 1) / pageSize).ToString(CultureInfo.InvariantCulture);
        return Redirect(QueryHelpers.AddQueryString(Request.Path, query));
    }

    /// <summary>
    /// The id of the field that a refusal concerns, for the summary to link to; null when it concerns the whole.
    /// </summary>
    public virtual string? Anchor(Refusal refusal) => refusal.Field;

    /// <summary>
    /// The version that a form carries. Saving again is a choice once she has been shown what holds now; before that, after a
    /// mistake of her own, what she saves is still made of what she read first.
    /// </summary>
    /// <param name="sent">The version that the form came with; null when it did not.</param>
    /// <param name="now">The version that holds.</param>
    public int Carried(int? sent, int now) => Refusals.Count == 0 || IsStale ? now : sent ?? now;

    /// <summary>Stays on the page, with what was typed and what to do about it.</summary>
    protected IActionResult Stay(IReadOnlyList<Refusal> refusals)
    {
        Refusals = refusals;
        foreach (var refusal in refusals)
        {
            ModelState.AddModelError(refusal.Field ?? "", Show.Sentence(refusal));
        }

        Response.StatusCode = HttpAnswers.Status(refusals[0].Kind);
        Response.TellWhen(refusals[0]);
        return Page();
    }
}
