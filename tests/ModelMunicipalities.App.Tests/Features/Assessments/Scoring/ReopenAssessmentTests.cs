namespace ModelMunicipalities.App.Tests.Features.Assessments;

public class ReopenAssessmentTests(DatabaseProvider provider) : ScoringTest(provider)
{
    [Test]
    public async Task A_submitted_assessment_is_locked_until_the_coordinator_opens_it_with_a_reason()
    {
        var network = await BuildAsync(n => n.Group("Piteå", "Luleå"));
        await network.SubmitAsync("Luleå", "bm1", Digits);
        var at = network.At("Luleå", "bm1");
        var keyPerson = network["Luleå", Function.KeyPerson].Api;

        (await keyPerson.PutAsync(at + "/mine", Body.Score(1, 2))).ShouldBeRefused(HttpStatusCode.Conflict, "Submitted");
        (
            await keyPerson.PutAsync(at + "/consensus", Body.Score(1, 2), await network.VersionAsync("Luleå", "bm1"))
        ).ShouldBeRefused(HttpStatusCode.Conflict, "Submitted");
        (await keyPerson.PostAsync(at + "/submission")).ShouldBeRefused(HttpStatusCode.Conflict, "AlreadySubmitted");
        (await network.Coordinator.Api.PostAsync(at + "/reopening", new { reason = " " })).ShouldBeInvalid(
            "ReasonMissing",
            "reason"
        );
        (await network.Coordinator.Api.PostAsync(at + "/reopening", new { reason = new string('r', 501) })).ShouldBeInvalid(
            "ReasonTooLong",
            "reason"
        );

        var reopened = (
            await network.Coordinator.Api.PostAsync(at + "/reopening", new { reason = " Fel siffra på steg 10 " })
        ).ShouldBeOk();
        reopened["status"]!.ToString().ShouldBe("comparing");
        reopened["consensus"]!.AsArray().ShouldBeEmpty("nobody's result until submitted anew");

        (
            await keyPerson.PutAsync(
                at + "/consensus",
                new
                {
                    scores = new[]
                    {
                        new
                        {
                            step = 10,
                            score = 2,
                            comment = "Rättat",
                        },
                        new
                        {
                            step = 9,
                            score = 3,
                            comment = "Rättat",
                        },
                    },
                },
                await network.VersionAsync("Luleå", "bm1")
            )
        ).ShouldBeOk();
        (await keyPerson.PostAsync(at + "/submission")).ShouldBeOk()["isModelMunicipality"]!.GetValue<bool>().ShouldBeTrue();

        (await network.TrailAsync("AssessmentReopened")).ShouldBe([
            (network.Coordinator.Name, "Luleå", "bm1", "Fel siffra på steg 10"),
        ]);
        (await network.TrailAsync("AssessmentSubmitted")).Select(l => l.Detail).ShouldBe(["9: 2 → 3, 10: 1 → 2", null]);
    }

    [Test]
    public async Task The_coordinator_opens_again_on_the_page_with_a_reason()
    {
        var network = await BuildAsync(n => n.Group("Piteå", "Luleå").Submitted("Luleå", "startup", "2222222222"));
        var reader = await network.Coordinator.ReaderAsync();
        var path = network.PageAt("Luleå", "startup");
        (await reader.GetAsync(path)).ShouldBeOk().Html.ShouldContain("name=\"Reason\"");
        (await reader.PostAsync(path, ("Reason", " "))).ShouldBe(HttpStatusCode.BadRequest).Html.ShouldContain("role=\"alert\"");
        var tooLong = await reader.PostAsync(path, ("Reason", new string('r', 501)));
        tooLong.ShouldBe(HttpStatusCode.BadRequest).Html.ShouldContain(new string('r', 501));
        (await reader.PostAsync(path, ("Reason", "Fel siffra"))).ShouldLeadTo(path);
        (await network.TrailAsync("AssessmentReopened")).Single().Detail.ShouldBe("Fel siffra");
        (await reader.GetAsync(network.Page("/trail"))).ShouldBeOk().Text.ShouldContain("Fel siffra");
    }
}
