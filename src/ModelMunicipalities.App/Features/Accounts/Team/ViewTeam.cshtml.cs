using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using ModelMunicipalities.App.Platform;
using ModelMunicipalities.App.Resources;
using ModelMunicipalities.Domain;
using ModelMunicipalities.Domain.Accounts;

namespace ModelMunicipalities.App.Features.Accounts;

/// <summary>
/// An organisation's three functions: who has them, who is invited, who had them, and what can be done about it.
/// </summary>
public sealed class ViewTeamModel(Letters letters) : PortalPage
{
    public ViewTeam.View View { get; private set; } = null!;

    /// <summary>Which of the page's forms was sent: what was typed and what was wrong belongs to that one.</summary>
    public string? Form { get; private set; }

    [BindProperty]
    public string? Name { get; set; }

    [BindProperty]
    public string? Email { get; set; }

    [BindProperty]
    public string? Reason { get; set; }

    [BindProperty]
    public string? Domain { get; set; }

    /// <summary>The version of the domain that the form was made of.</summary>
    [BindProperty]
    public int? Version { get; set; }

    /// <summary>What was just done.</summary>
    [TempData]
    public string? Told { get; set; }

    public string Headline =>
        View.Vacant.Count switch
        {
            0 => Texts.TeamFull(View.Name),
            3 => Texts.TeamEmpty(View.Name),
            _ => Texts.TeamLacks(View.Name, Show.List(View.Vacant.Select(f => f.Name().ToLower(CultureInfo.CurrentCulture)))),
        };

    /// <summary>The first function that nobody has or is invited to.</summary>
    public Function? ToInvite => View.Functions.FirstOrDefault(f => f.People.Count == 0 && f.Invited.Count == 0)?.Function;

    /// <summary>The address where one asks to join, in full.</summary>
    public string JoinAddress => letters.Site + Links.Join(Network);

    public override string? Anchor(Refusal refusal) =>
        refusal.Field is null or "membership" || Form == "requests" ? null : $"{refusal.Field}-{Form}";

    /// <summary>What was typed in a form; nothing in the others.</summary>
    public string? Typed(string form, string? value) => Form == form ? value : null;

    public async Task<IActionResult> OnGetAsync() => await LoadAsync() ?? Page();

    public Task<IActionResult> OnPostInviteAsync(Function function) =>
        ActAsync($"invite-{function}", new InviteToTeam.Command(Organisation, function, Name, Email), SentTo);

    public Task<IActionResult> OnPostReplaceAsync(Function function, int? membership) =>
        ActAsync($"replace-{membership}", new ReplacePerson.Command(Organisation, function, Name, Email, membership), SentTo);

    public Task<IActionResult> OnPostEndAsync(int membership)
    {
        var mine = Caller.Places.Any(p => p.MembershipId == membership);
        var lastWayIn = mine && !Caller.IsCoordinator && Caller.Places.Count(p => p.Organisation == Organisation) == 1;
        return ActAsync(
            $"end-{membership}",
            new EndPlace.Command(Organisation, membership, Reason),
            ended => Texts.PlaceIsEnded(ended.Name),
            lastWayIn ? "/" : null
        );
    }

    public Task<IActionResult> OnPostAnswerAsync(int request, bool grant) =>
        ActAsync("requests", new AnswerJoinRequest.Command(Organisation, request, grant), answered =>
        {
            var who = $"{answered.Name} <{answered.Email}>";
            return answered.Waits ? Texts.InvitationWaitsFor(who)
                : answered.Granted ? Texts.RequestGranted(who)
                : Texts.RequestDeclined(who);
        });

    public Task<IActionResult> OnPostDomainAsync() =>
        ActAsync("domain", new SetEmailDomain.Command(Organisation, Domain, Version), set =>
            set.Domain is null ? Texts.EmailDomainCleared : Texts.EmailDomainSaved(set.Domain)
        );

    private static string SentTo(InvitePerson.Sent sent) =>
        sent.Waits
            ? Texts.InvitationWaitsFor($"{sent.Name} <{sent.Email}>")
            : Texts.InvitationSentTo($"{sent.Name} <{sent.Email}>");

    private async Task<IActionResult> ActAsync<T>(string form, IUse<T> request, Func<T, string> told, string? next = null)
    {
        Form = form;
        var outcome = await Send(request);
        if (!outcome.Ok)
        {
            return await LoadAsync() ?? Stay(outcome.Refusals);
        }

        Told = told(outcome.Value);
        return Redirect(next ?? Links.Team(Network, Organisation));
    }

    private async Task<IActionResult?> LoadAsync()
    {
        var outcome = await Send(new ViewTeam.Query(Organisation));
        if (!outcome.Ok)
        {
            return Turn(outcome.Refusals);
        }

        View = outcome.Value;
        return null;
    }
}
