namespace ModelMunicipalities.App.Tests.Features.Cohorts;

public class ViewAfterwardsTests(DatabaseProvider provider) : AfterwardsTest(provider)
{
    [Test]
    public async Task It_is_asked_for_when_the_last_occasion_has_opened_or_the_cohort_is_over_until_it_is_said()
    {
        var earlier = await BuildAsync(n => n.Open("bm3").Group("Piteå", "Luleå"));
        await AsksAsync(earlier, false);
        var last = await BuildAsync(n => n.Open("closing").Group("Piteå", "Luleå"));
        await AsksAsync(last, true);
        var closed = await BuildAsync(n => n.Closed().Group("Piteå", "Luleå"));
        await AsksAsync(closed, true);
        (await StateAsync(closed["Luleå", Function.KeyPerson], closed, "Luleå", new { afterwards = "notMentor" })).ShouldBeOk();
        await AsksAsync(closed, false);
        (await closed["Piteå", Function.KeyPerson].Api.GetAsync(closed.Of("Piteå"))).ShouldBeOk()["asksAfterwards"]!
            .GetValue<bool>()
            .ShouldBeFalse();

        static async Task AsksAsync(TestNetwork network, bool asks)
        {
            (await network["Luleå", Function.Politician].Api.GetAsync(network.Of("Luleå"))).ShouldBeOk()["asksAfterwards"]!
                .GetValue<bool>()
                .ShouldBe(asks);
            var page = (
                await (await network["Luleå", Function.Politician].ReaderAsync()).GetAsync(network.PageOf("Luleå"))
            ).ShouldBeOk();
            page.Text.Contains("Svara här").ShouldBe(asks);
        }
    }

    [Test]
    public async Task The_page_takes_one_of_three_answers_and_keeps_what_was_typed()
    {
        var network = await BuildAsync(n => n.Open("closing").Group("Piteå", "Luleå"));
        var (reader, path) = (await network["Luleå", Function.KeyPerson].ReaderAsync(), network.PageOf("Luleå", "/afterwards"));
        (await reader.GetAsync(path)).ShouldBeOk().Heading.ShouldBe("Blir Luleå mentor efter omgång Omgång 2027?");
        var wrong = (await reader.PostAsync(path, ("Version", "0"), ("Comment", "Vi tänker"))).ShouldBe(
            HttpStatusCode.BadRequest
        );
        wrong.Html.ShouldContain("href=\"#afterwards\"");
        wrong.Html.ShouldContain("Vi tänker</textarea>");
        (await reader.PostAsync(path, ("Version", "0"), ("Choice", "MentorLater"), ("Comment", "2029"))).ShouldLeadTo(path);
        (await reader.GetAsync(path)).ShouldBeOk().Heading.ShouldBe("Luleå blir mentor i en senare omgång");
        (await reader.PostAsync(path, ("Version", "0"), ("Choice", "NotMentor"), ("Comment", "nej")))
            .ShouldBe(HttpStatusCode.Conflict)
            .Text.ShouldContain("Så här ser det ut nu: Luleå blir mentor i en senare omgång.");
    }
}
