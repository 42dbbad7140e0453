using Microsoft.EntityFrameworkCore;

namespace ModelMunicipalities.App.Tests.Features.Accounts;

public class AnswerJoinRequestTests(DatabaseProvider provider) : JoinTest(provider)
{
    [Test]
    public async Task A_granted_request_becomes_an_invitation_and_an_answer_is_given_once()
    {
        var network = await MakeAsync();
        var (email, key) = (Address(), network["Luleå", Function.KeyPerson]);
        await AskAsync(network, email);
        var request = await RequestAsync(network);
        (
            await network["Luleå", Function.Manager]
                .Api.PostAsync(network.InNetwork($"/organisations/lulea/join-requests/{request}"), new { grant = true })
        ).ShouldBeRefused(HttpStatusCode.Forbidden, "FunctionOnly");
        (await key.Api.PostAsync(network.InNetwork($"/organisations/lulea/join-requests/{request}"), new { })).ShouldBeInvalid(
            "Unreadable",
            "grant"
        );
        (
            await network.Coordinator.Api.PostAsync(
                network.InNetwork($"/organisations/boden/join-requests/{request}"),
                new { grant = true }
            )
        ).ShouldBe(HttpStatusCode.NotFound);
        (await MailsAsync(email)).ShouldBeEmpty();

        var replies = await Task.WhenAll(
            new[] { key, network.Coordinator }.Select(m =>
                Task.Run(() =>
                    m.Api.PostAsync(network.InNetwork($"/organisations/lulea/join-requests/{request}"), new { grant = true })
                )
            )
        );
        replies.Count(r => r.Status == HttpStatusCode.OK).ShouldBe(1);
        replies.Single(r => r.Status != HttpStatusCode.OK).ShouldBeRefused(HttpStatusCode.Conflict, "RequestAnswered");
        (await network.InDbAsync(db => db.Invitations.CountAsync())).ShouldBe(1);
        (await MailsAsync(email)).Count.ShouldBe(1);
        (
            await Guest.PostAsync("/api/v1/invitations/" + await TokenAsync(email), new { password = "ett nytt långt lösenord" })
        ).ShouldBeOk();
        (await network.TrailAsync("InvitationSent")).Count.ShouldBe(1);
        (await key.Api.GetAsync(Team(network)))["requests"]!.AsArray().ShouldBeEmpty();
    }

    [Test]
    public async Task A_declined_request_is_told_in_both_languages_and_she_may_ask_again()
    {
        var network = await MakeAsync();
        var email = Address();
        await AskAsync(network, email);
        var reader = await network["Luleå", Function.KeyPerson].ReaderAsync();
        var page = network.Page("/organisations/lulea/team");
        var request = $"{await RequestAsync(network)}";
        (await reader.PostAsync(page + "?handler=Answer", ("Request", request), ("Grant", "false"))).ShouldLeadTo(page);
        (await reader.PostAsync(page + "?handler=Answer", ("Request", request), ("Grant", "true")))
            .ShouldBe(HttpStatusCode.Conflict)
            .Text.ShouldContain("Frågan är redan besvarad.");
        var mail = (await MailsAsync(email)).ShouldHaveSingleItem();
        mail.Body.ShouldContain("Svaret är nej");
        mail.Body.ShouldContain("The answer is no");
        mail.Body.ShouldNotContain("/invitations/");
        (await network.TrailAsync("JoinDeclined")).ShouldBe([
            (network["Luleå", Function.KeyPerson].Name, "Luleå", null, $"Ny Chef <{email}>"),
        ]);
        await AskAsync(network, email);
        (await network.InDbAsync(db => db.JoinRequests.CountAsync())).ShouldBe(2);
    }

    private static Task<int> RequestAsync(TestNetwork network) =>
        network.InDbAsync(db => db.JoinRequests.Select(r => r.Id).SingleAsync());
}
