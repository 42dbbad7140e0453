using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;

namespace ModelMunicipalities.App.Tests.Features.Accounts;

/// <summary>What tests of asking to join share: how one asks, and what is in the mail then.</summary>
public abstract partial class JoinTest(DatabaseProvider provider) : OnEveryDatabase(provider)
{
    private protected static string Address() => $"ny.{Guid.NewGuid().ToString("N")[..10]}@lulea.example";

    private protected static string Team(TestNetwork network, string path = "") =>
        network.InNetwork("/organisations/lulea/team" + path);

    private protected async Task AskAsync(TestNetwork network, string email, string? message = null) =>
        (
            await Guest.PostAsync(
                network.InNetwork("/join"),
                new
                {
                    name = "Ny Chef",
                    email,
                    function = "manager",
                    message,
                }
            )
        ).ShouldBe(HttpStatusCode.Accepted);

    private protected async Task<TestNetwork> MakeAsync()
    {
        var network = await BuildAsync(n => n.Group("Piteå", "Luleå", "Boden"));
        await network.ChangeAsync(async db =>
            (await db.Organisations.SingleAsync(o => o.Name == "Luleå")).EmailDomain = "lulea.example"
        );
        return network;
    }

    private protected async Task<string> TokenAsync(string email) =>
        Link().Match((await MailsAsync(email)).Last(m => Link().IsMatch(m.Body)).Body).Groups[1].Value;

    private protected Task<List<OutgoingMail>> MailsAsync(string email) =>
        Server.InDbAsync(null, db => db.OutgoingMails.Where(m => m.To == email).OrderBy(m => m.Id).ToListAsync());

    [GeneratedRegex(@"/invitations/([\w-]{43})")]
    private protected static partial Regex Link();
}
