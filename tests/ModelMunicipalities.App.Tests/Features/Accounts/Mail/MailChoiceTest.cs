using Microsoft.EntityFrameworkCore;

namespace ModelMunicipalities.App.Tests.Features.Accounts;

/// <summary>What tests of choices about mail share: how one chooses, and what became of a mail.</summary>
public abstract class MailChoiceTest
{
    private protected static readonly string[] AllTopics =
    [
        "programme",
        "assessment",
        "meeting",
        "poll",
        "improvement",
        "survey",
        "report",
    ];

    private protected static Task<TestNetwork> BuildAsync(Server server) =>
        new NetworkPlan().Group("Piteå", "Luleå").BuildAsync(server);

    private protected static async Task ChooseAsync(TestNetwork network, Member member, string pace, params string[] topics) =>
        (await member.Api.PutAsync(network.InNetwork("/mail-choices"), new { pace, topics })).ShouldBeOk();

    private protected static Task<MailState> StateAsync(TestNetwork network, OutgoingMail mail) =>
        network.InDbAsync(db => db.OutgoingMails.Where(m => m.Id == mail.Id).Select(m => m.State).SingleAsync());
}
