using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;

namespace ModelMunicipalities.App.Tests.Features.Accounts;

/// <summary>What tests of invitations share: how one is sent, found in the mail and accepted.</summary>
public abstract partial class InvitationTest(DatabaseProvider provider) : OnEveryDatabase(provider)
{
    private protected const string NewPassword = "ett nytt långt lösenord";

    private protected static string Address() => $"asa.{Guid.NewGuid().ToString("N")[..10]}@lulea.example";

    private protected static Task<Reply> InviteAsync(TestNetwork network, object body) =>
        network.Coordinator.Api.PostAsync(network.InNetwork("/people/invitations"), body);

    private protected Task<Reply> AcceptAsync(string token, string? password, string? name = null) =>
        Guest.PostAsync("/api/v1/invitations/" + token, new { name, password });

    private protected async Task<string> TokenAsync(string email) => Link().Match((await MailAsync(email)).Body).Groups[2].Value;

    private protected Task<OutgoingMail> MailAsync(string email) =>
        Server.InDbAsync(null, db => db.OutgoingMails.OrderByDescending(m => m.Id).FirstAsync(m => m.To == email));

    [GeneratedRegex(@"(https?://\S+?)/invitations/([\w-]{43})")]
    private protected static partial Regex Link();
}
