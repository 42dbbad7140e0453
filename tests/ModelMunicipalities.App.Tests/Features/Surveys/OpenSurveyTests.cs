namespace ModelMunicipalities.App.Tests.Features.Surveys;

public class OpenSurveyTests(DatabaseProvider provider) : SurveyTest(provider)
{
    [Test]
    public async Task A_survey_opened_by_hand_says_who_asks_about_what_and_not_that_a_meeting_has_been()
    {
        var network = await MakeAsync();
        await network.ReadsEnglishAsync(network["Vännäs", Function.Manager]);
        (
            await network.Coordinator.Api.PostAsync(
                network.InCohort("/surveys"),
                new { form = "checklist-follow-up-1", occasion = "bm2" }
            )
        ).ShouldBeOk();
        var mails = (await network.MailsAsync()).ToLookup(m => m.To);
        var swedish = mails[network["Luleå", Function.Manager].Email].ShouldHaveSingleItem();
        swedish.Subject.ShouldBe("Checklistan igen: en enkät om BM 2");
        swedish.Body.ShouldContain($"Samordnaren i {network.Network.Name} frågar alla i omgång {network.Cohort.Name} om BM 2.");
        swedish.Body.ShouldNotContain("har varit");
        mails[network["Vännäs", Function.Manager].Email]
            .ShouldHaveSingleItem()
            .Subject.ShouldBe("The checklist again: a survey about BM 2");
    }
}
