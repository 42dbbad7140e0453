namespace ModelMunicipalities.App.Tests.Features.Surveys;

public class ListMySurveysTests(DatabaseProvider provider) : SurveyTest(provider)
{
    [Test]
    public async Task Who_has_not_answered_sees_it_on_her_first_page_and_in_her_list_and_nobody_else_does()
    {
        var network = await MakeAsync();
        await network.SurveyAsync("Piteå");
        var she = network["Luleå", Function.KeyPerson];
        var token = (await she.Api.GetAsync(network.InNetwork("/surveys"))).ShouldBeOk()["items"]!.AsArray().Single()![
            "token"
        ]!.ToString();
        (await Guest.GetAsync($"/api/v1/surveys/{token}")).ShouldBeOk()["name"]!.ToString().ShouldBe(she.Name);
        (await (await she.ReaderAsync()).GetAsync(network.PageOf("Luleå")))
            .ShouldBeOk()
            .Text.ShouldContain("En enkät om BM 1 väntar på ditt svar");
        (await network["Vännäs", Function.KeyPerson].Api.GetAsync(network.InNetwork("/surveys"))).ShouldBeOk()["items"]!
            .AsArray()
            .ShouldBeEmpty();
        (await network.RespondAsync(she, true, ("meeting", 3))).ShouldBeOk();
        (await she.Api.GetAsync(network.InNetwork("/surveys"))).ShouldBeOk()["items"]!.AsArray().ShouldBeEmpty();
        (await (await she.ReaderAsync()).GetAsync(network.PageOf("Luleå")))
            .ShouldBeOk()
            .Text.ShouldNotContain("väntar på ditt svar");
    }
}
