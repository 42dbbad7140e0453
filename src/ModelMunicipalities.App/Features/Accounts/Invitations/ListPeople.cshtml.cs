using Microsoft.AspNetCore.Mvc;
using ModelMunicipalities.App.Platform;
using ModelMunicipalities.App.Resources;
using ModelMunicipalities.Domain.Accounts;

namespace ModelMunicipalities.App.Features.Accounts;

/// <summary>Who has which function, who is missing, and inviting somebody: the coordinator's page.</summary>
public sealed class ListPeopleModel : PortalPage
{
    private const int PageSize = 50;

    public ListPeople.View View { get; private set; } = null!;

    [BindProperty]
    public string? Name { get; set; }

    [BindProperty]
    public string? Email { get; set; }

    /// <summary>A function or a role by its name.</summary>
    [BindProperty(SupportsGet = true)]
    public string? What { get; set; }

    [BindProperty(SupportsGet = true, Name = "p")]
    public int Number { get; set; } = 1;

    /// <summary>Whom an invitation was just sent to.</summary>
    [TempData]
    public string? SentTo { get; set; }

    /// <summary>Whom an invitation was just not sent to.</summary>
    [TempData]
    public string? DeniedTo { get; set; }

    /// <summary>A function by its word for that many: 1 chef, 2 chefer.</summary>
    public string FunctionWord(ListPeople.VacancyLine vacancy) =>
        (vacancy.Count == 1 ? vacancy.Function.Name() : TextsExtensions.Named("FunctionPlural_" + vacancy.Function)).ToLower(
            System.Globalization.CultureInfo.CurrentCulture
        );

    public int Pages => (View.Total + PageSize - 1) / PageSize;

    public int Vacancies => View.Vacancies.Sum(v => v.Count);

    public async Task<IActionResult> OnGetAsync() =>
        await LoadAsync() ?? ToLast(View.Items.Count, View.Total, PageSize) ?? Page();

    public async Task<IActionResult> OnPostAsync()
    {
        var function = Enum.TryParse<Function>(What, out var f) ? f : (Function?)null;
        var role = Enum.TryParse<NetworkRole>(What, out var r) ? r : (NetworkRole?)null;
        var outcome = await Send(new InvitePerson.Command(Name, Email, function is null ? null : Organisation, function, role));
        if (outcome.Ok)
        {
            SentTo = $"{outcome.Value.Name} <{outcome.Value.Email}>";
            return Redirect(Links.People(Network));
        }

        return await LoadAsync() ?? Stay(outcome.Refusals);
    }

    public async Task<IActionResult> OnPostAnswerAsync(int invitation, bool grant)
    {
        var outcome = await Send(new AnswerInvitation.Command(invitation, grant));
        if (outcome.Ok)
        {
            var who = $"{outcome.Value.Name} <{outcome.Value.Email}>";
            SentTo = grant ? who : null;
            DeniedTo = grant ? null : who;
            return Redirect(Links.People(Network));
        }

        return await LoadAsync() ?? Stay(outcome.Refusals);
    }

    private async Task<IActionResult?> LoadAsync()
    {
        var outcome = await Send(new ListPeople.Query(Number, PageSize));
        if (!outcome.Ok)
        {
            return Turn(outcome.Refusals);
        }

        View = outcome.Value;
        return null;
    }
}
