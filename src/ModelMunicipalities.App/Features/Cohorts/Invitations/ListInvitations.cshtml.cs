using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using ModelMunicipalities.App.Platform;
using ModelMunicipalities.App.Resources;
using ModelMunicipalities.Domain;
using ModelMunicipalities.Domain.Cohorts;
using ModelMunicipalities.Domain.Networks;

namespace ModelMunicipalities.App.Features.Cohorts;

/// <summary>Where the coordinator finds whom to invite, one or all at once, and names whom to reach.</summary>
public sealed class ListInvitationsModel : PortalPage
{
    public static readonly IReadOnlyList<string> Counties =
    [
        .. Catalogue.Municipalities.Select(m => m.County).Distinct().Order(NameOrder.Swedish),
    ];

    public ListInvitations.View View { get; private set; } = null!;

    [BindProperty(SupportsGet = true, Name = "q")]
    public string? Search { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? County { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Group { get; set; }

    [BindProperty(SupportsGet = true)]
    public SizeBand? Size { get; set; }

    [BindProperty]
    public List<string> Codes { get; set; } = [];

    [BindProperty]
    public List<string> Organisations { get; set; } = [];

    [BindProperty]
    public bool All { get; set; }

    [BindProperty]
    public string? PartName { get; set; }

    [BindProperty]
    public OrganisationKind? PartKind { get; set; }

    [BindProperty]
    public string? PartParent { get; set; }

    [BindProperty]
    public List<ContactForm> Contacts { get; set; } = [];

    /// <summary>How many were just invited.</summary>
    [TempData]
    public int? JustInvited { get; set; }

    public IReadOnlyList<ListInvitations.InvitedLine> OutOfReach => [.. View.Invited.Where(i => i.IsOutOfReach)];

    public string Headline =>
        View.Invited.Count == 0
            ? Texts.InvitationsNone(View.Name)
            : Show.Capital(
                View.Invited.Count == 1
                    ? Texts.InvitationsOne(Show.WordCommon(View.Invited.Count), View.Name)
                    : Texts.InvitationsMany(Show.WordCommon(View.Invited.Count), View.Name)
            );

    /// <summary>The search, to be carried along when some of what it found are invited.</summary>
    public IEnumerable<(string Name, string? Value)> Searched =>
        [("q", Search), ("county", County), ("group", Group), ("size", Size?.ToString())];

    public bool IsChosen(string key) => Codes.Contains(key) || Organisations.Contains(key);

    public override string? Anchor(Refusal refusal) =>
        refusal.Field is null ? null
        : refusal.Field.StartsWith("codes", StringComparison.Ordinal)
        || refusal.Field.StartsWith("organisations", StringComparison.Ordinal)
            ? "codes"
        : refusal.Field;

    public async Task<IActionResult> OnGetAsync() => await LoadAsync() ?? Page();

    public async Task<IActionResult> OnPostInviteAsync()
    {
        if (await LoadAsync() is { } turn)
        {
            return turn;
        }

        if (All)
        {
            Codes = [.. View.Found.Where(c => c.Code is not null).Select(c => c.Code!)];
            Organisations = [.. View.Found.Where(c => c.Code is null).Select(c => c.Organisation!)];
        }

        return await InviteAsync(new InviteOrganisations.Command(Cohort, Codes, Organisations, []));
    }

    public async Task<IActionResult> OnPostPartAsync()
    {
        if (await LoadAsync() is { } turn)
        {
            return turn;
        }

        var parent = View.Owners.FirstOrDefault(o =>
            o.Name.Equals(PartParent?.Trim(), StringComparison.OrdinalIgnoreCase)
        )?.Organisation
            ?? Catalogue.All.FirstOrDefault(m => m.Name.Equals(PartParent?.Trim(), StringComparison.OrdinalIgnoreCase))?.Code
            ?? PartParent;
        return await InviteAsync(
            new InviteOrganisations.Command(Cohort, [], [], [new InviteOrganisations.Part(PartName, PartKind, parent)])
        );
    }

    public async Task<IActionResult> OnPostContactsAsync()
    {
        if (await LoadAsync() is { } turn)
        {
            return turn;
        }

        // Those left empty are for another time.
        var given = Contacts.Where(c => !string.IsNullOrWhiteSpace(c.Name) || !string.IsNullOrWhiteSpace(c.Email)).ToList();
        var outcome = await Send(
            new NameContacts.Command(Cohort, given.ConvertAll(c => new NameContacts.Contact(c.Organisation, c.Name, c.Email)))
        );
        return outcome.Ok
            ? Redirect(Links.Invitations(Network, Cohort))
            : Stay([.. outcome.Refusals.Select(r => r with { Field = FieldOf(r.Field, given) })]);
    }

    /// <summary>The field on the page: <c>contacts[2].email</c> becomes <c>email-hedemora</c>.</summary>
    private static string? FieldOf(string? field, List<ContactForm> given) =>
        field?.StartsWith("contacts[", StringComparison.Ordinal) == true
        && int.TryParse(field["contacts[".Length..field.IndexOf(']', StringComparison.Ordinal)], out var i)
            ? (field.EndsWith(".email", StringComparison.Ordinal) ? "email-" : "name-") + given[i].Organisation
            : "unreached";

    private async Task<IActionResult> InviteAsync(InviteOrganisations.Command command)
    {
        var outcome = await Send(command);
        if (!outcome.Ok)
        {
            return Stay([.. outcome.Refusals.Select(r => r with { Field = Anchor(r) })]);
        }

        JustInvited = outcome.Value.Count;
        return Redirect(Links.Invitations(Network, Cohort));
    }

    private async Task<IActionResult?> LoadAsync()
    {
        (int? least, int? most) = Size switch
        {
            SizeBand.Under15000 => ((int?)null, (int?)14_999),
            SizeBand.From15000 => (15_000, 39_999),
            SizeBand.From40000 => (40_000, 99_999),
            SizeBand.From100000 => (100_000, null),
            _ => (null, null),
        };
        var outcome = await Send(new ListInvitations.Query(Cohort, Search, County, Group, least, most));
        if (!outcome.Ok)
        {
            return Turn(outcome.Refusals);
        }

        View = outcome.Value;
        return null;
    }

    /// <summary>A contact as typed.</summary>
    public sealed class ContactForm
    {
        public string? Organisation { get; set; }

        public string? Name { get; set; }

        public string? Email { get; set; }
    }
}
