using ModelMunicipalities.App.Resources;

namespace ModelMunicipalities.App.Tests.Features.Assessments;

public class ReopenScoringTests(DatabaseProvider provider) : OnEveryDatabase(provider)
{
    [Test]
    public async Task One_scoring_is_opened_again_with_a_reason_and_the_common_answers_stand()
    {
        var network = await BuildAsync(n => n.Group("Piteå", "Luleå"));
        await network.AllHandInAsync("Luleå", "bm1", "2222222222");
        await network.AgreeAsync("Luleå", "bm1", "3000000000");
        var (keyPerson, manager, at) = (
            network["Luleå", Function.KeyPerson],
            network["Luleå", Function.Manager],
            network.At("Luleå", "bm1")
        );
        (await manager.Api.PostAsync(at + "/functions/manager/reopening", new { reason = "fel" })).ShouldBeRefused(
            HttpStatusCode.Forbidden,
            "FunctionOnly"
        );
        (await keyPerson.Api.PostAsync(at + "/functions/manager/reopening", new { reason = " " })).ShouldBeInvalid(
            "ReasonMissing",
            "reason"
        );

        var opened = (
            await keyPerson.Api.PostAsync(at + "/functions/manager/reopening", new { reason = "Fel år i underlaget" })
        ).ShouldBeOk();
        opened["functions.manager.handedIn"]!.GetValue<bool>().ShouldBeFalse();
        opened["functions.manager.notBlindSince"].ShouldNotBeNull();
        opened["functions.manager.reopenedReason"]!.ToString().ShouldBe("Fel år i underlaget");
        opened["consensus"]!.AsArray().Count.ShouldBe(1);
        (await network.TrailAsync("ScoringReopened")).ShouldBe([
            (keyPerson.Name, "Luleå", "bm1", "Manager: Fel år i underlaget"),
        ]);
        var mail = (await network.MailsAsync()).Single(m => m.Subject == Texts.Mail_ScoringReopenedSubject("BM 1", "Luleå"));
        (
            mail.To,
            mail.Body.Contains("Fel år i underlaget"),
            mail.Body.Contains(network.PageAt("Luleå", "bm1", "/mine"))
        ).ShouldBe((manager.Email, true, true));
        (
            await keyPerson.Api.PutAsync(at + "/consensus", Body.Score(2, 2), await network.VersionAsync("Luleå", "bm1"))
        ).ShouldBeRefused(HttpStatusCode.Conflict, "NotAllHandedIn");
        (await network.Coordinator.Api.PostAsync(at + "/functions/keyPerson/reopening", new { reason = "fel" })).ShouldBeRefused(
            HttpStatusCode.Conflict,
            "ReopenTooEarly"
        );

        await network.HandInAsync("Luleå", "bm1", Function.Manager, "3222222222");
        var again = (await keyPerson.Api.GetAsync(at)).ShouldBeOk();
        (
            again["functions.manager.notBlindSince"]?.ToString(),
            again["functions.manager.reopenedReason"]
        ).ShouldSatisfyAllConditions(s => s.Item1.ShouldNotBeNull(), s => s.Item2.ShouldBeNull());
        (await keyPerson.Api.PutAsync(at + "/consensus", Body.Score(2, 2), again.ETag)).ShouldBeOk();
        (await (await keyPerson.ReaderAsync()).GetAsync(network.PageAt("Luleå", "bm1", "/compare"))).Text.ShouldContain(
            "Chefen har gjort om sin skattning"
        );
    }

    [Test]
    public async Task A_submitted_assessment_is_opened_as_a_whole_first()
    {
        var network = await BuildAsync(n => n.Group("Piteå", "Luleå"));
        await network.SubmitAsync("Luleå", "bm1", "2222222222");
        var (coordinator, at) = (network.Coordinator.Api, network.At("Luleå", "bm1"));
        (await coordinator.PostAsync(at + "/functions/manager/reopening", new { reason = "fel" })).ShouldBeRefused(
            HttpStatusCode.Conflict,
            "Submitted"
        );
        (await coordinator.PostAsync(at + "/reopening", new { reason = "fel" })).ShouldBeOk();
        (await coordinator.PostAsync(at + "/functions/manager/reopening", new { reason = "fel" }))
            .ShouldBeOk()["functions.manager.scores"]
            .ShouldBeNull();
    }

    [Test]
    public async Task The_pages_open_one_scoring_again_for_the_key_person_and_the_coordinator()
    {
        var network = await BuildAsync(n => n.Group("Piteå", "Luleå"));
        await network.AllHandInAsync("Luleå", "bm1", "2222222222");
        var keyPerson = await network["Luleå", Function.KeyPerson].ReaderAsync();
        var compare = network.PageAt("Luleå", "bm1", "/compare");
        (await keyPerson.GetAsync(compare)).ShouldBeOk().Text.ShouldContain(Texts.ReopenScoringHead);
        var refused = (await keyPerson.PostAsync(compare + "?handler=Reopen", ("reason", "Skrivet skäl"))).ShouldBe(
            HttpStatusCode.BadRequest
        );
        (refused.Text.Contains(Texts.Rule_ReopenWhoseMissing), refused.Text.Contains("Skrivet skäl")).ShouldBe((true, true));
        (
            await keyPerson.PostAsync(compare + "?handler=Reopen", ("whose", "Politician"), ("reason", "Skrivet skäl"))
        ).ShouldLeadTo(compare);

        await network.HandInAsync("Luleå", "bm1", Function.Politician, "2222222222");
        var coordinator = await network.Coordinator.ReaderAsync();
        var page = network.PageAt("Luleå", "bm1");
        (await coordinator.GetAsync(page)).ShouldBeOk().Text.ShouldContain(Texts.ReopenScoringHead);
        (await coordinator.PostAsync(page + "?handler=Reopen", ("whose", "Manager"), ("reason", "Skrivet skäl"))).ShouldLeadTo(
            page
        );
        (
            await (await network["Luleå", Function.Manager].ReaderAsync()).GetAsync(network.PageAt("Luleå", "bm1", "/mine"))
        ).Text.ShouldContain("Skälet: Skrivet skäl");
    }
}
