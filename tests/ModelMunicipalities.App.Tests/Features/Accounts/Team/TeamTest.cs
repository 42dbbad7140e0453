using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;

namespace ModelMunicipalities.App.Tests.Features.Accounts;

/// <summary>What tests of an organisation's team share: how a place ends, a domain is set and an invitation accepted.</summary>
public abstract partial class TeamTest(DatabaseProvider provider) : OnEveryDatabase(provider)
{
    private protected const string NewPassword = "ett nytt långt lösenord";

    /// <summary>An address of the domain that the network's people have: by another one the coordinator is asked first.</summary>
    private protected static string Address(TestNetwork network) =>
        $"ny.{Guid.NewGuid().ToString("N")[..10]}@{network.Slug}.example";

    private protected static string Team(TestNetwork network, string path = "") =>
        network.InNetwork("/organisations/lulea/team" + path);

    private protected static string Page(TestNetwork network) => network.Page("/organisations/lulea/team");

    private protected static Task<int> PlaceAsync(TestNetwork network, Function function, string organisation = "Luleå") =>
        network.InDbAsync(db =>
            db.Memberships.Where(m => m.OrganisationId == network[organisation].Id && m.Function == function && m.EndedAt == null)
                .Select(m => m.Id)
                .SingleAsync()
        );

    private protected static Task<int> HavingAsync(TestNetwork network, Function function) =>
        network.InDbAsync(db =>
            db.Memberships.CountAsync(m => m.OrganisationId == network["Luleå"].Id && m.Function == function && m.EndedAt == null)
        );

    private protected static Task<Reply> DomainAsync(TestNetwork network, string organisation, string domain) =>
        network.Coordinator.Api.PutAsync(
            network.InNetwork($"/organisations/{network[organisation].Slug}/team/domain"),
            new { domain }
        );

    private protected static async Task EndAsync(TestNetwork network, Member by, Function function) =>
        (await by.Api.PostAsync(Team(network, $"/{await PlaceAsync(network, function)}/end"), new { })).ShouldBeOk();

    private protected Task<TestNetwork> MakeAsync() => BuildAsync(n => n.Group("Piteå", "Luleå", "Boden"));

    private protected async Task<Api> AcceptAsync(string email)
    {
        var tokens = (
            await Guest.PostAsync("/api/v1/invitations/" + await TokenAsync(email), new { password = NewPassword })
        ).ShouldBeOk();
        return new Api(Server, () => Task.FromResult(tokens["accessToken"]!.ToString()));
    }

    private protected async Task<string> TokenAsync(string email) =>
        Link().Match((await MailsAsync(email)).Last(m => Link().IsMatch(m.Body)).Body).Groups[1].Value;

    private protected Task<List<OutgoingMail>> MailsAsync(string email) =>
        Server.InDbAsync(null, db => db.OutgoingMails.Where(m => m.To == email).OrderBy(m => m.Id).ToListAsync());

    [GeneratedRegex(@"/invitations/([\w-]{43})")]
    private protected static partial Regex Link();
}
