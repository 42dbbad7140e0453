using Microsoft.AspNetCore.Mvc;
using ModelMunicipalities.App.Platform;
using ModelMunicipalities.App.Resources;

namespace ModelMunicipalities.App.Features.Networks;

/// <summary>The network's outgoing mail, for its coordinator.</summary>
public sealed class ListMailsModel : PortalPage
{
    private const int PageSize = 50;

    public ListMails.View View { get; private set; } = null!;

    /// <summary>Which are shown; anything unknown shows all.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Filter { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? To { get; set; }

    [BindProperty(SupportsGet = true, Name = "p")]
    public int Number { get; set; } = 1;

    /// <summary>What was just done.</summary>
    [TempData]
    public string? MailsTold { get; set; }

    public MailFilter? Chosen => Choice<MailFilter>.TryParse(Filter, out var choice) ? choice.Value : null;

    public bool HasOlder => Number * PageSize < View.Mails.Total;

    public string ToPage(int number) =>
        Links.Mails(Network)
        + QueryString.Create(
            new Dictionary<string, string?>
            {
                ["filter"] = Filter,
                ["to"] = To,
                ["p"] = $"{number}",
            }
        );

    public Task<IActionResult> OnGetAsync() => LoadAsync([]);

    public Task<IActionResult> OnPostOneAsync(int id) => ResendAsync(id);

    public Task<IActionResult> OnPostAllAsync() => ResendAsync(null);

    private async Task<IActionResult> ResendAsync(int? id)
    {
        var outcome = await Send(new ResendMails.Command(id));
        if (!outcome.Ok)
        {
            return outcome.Refusals[0].Kind == Domain.RefusalKind.Conflict
                ? await LoadAsync(outcome.Refusals)
                : Turn(outcome.Refusals);
        }

        MailsTold = Show.Capital(Show.Count(outcome.Value.Mails, Texts.MailsResentOne, Texts.MailsResentMany));
        return Redirect(Links.Mails(Network));
    }

    private async Task<IActionResult> LoadAsync(IReadOnlyList<Domain.Refusal> refusals)
    {
        var outcome = await Send(new ListMails.Query(Chosen, To, Number, PageSize));
        if (!outcome.Ok)
        {
            return Turn(outcome.Refusals);
        }

        View = outcome.Value;
        return refusals.Count > 0 ? Stay(refusals) : ToLast(View.Mails.Items.Count, View.Mails.Total, PageSize) ?? Page();
    }
}
