using ModelMunicipalities.Domain.Cohorts;

namespace ModelMunicipalities.App.Tests.Features.Cohorts;

public class StateAfterwardsTests(DatabaseProvider provider) : AfterwardsTest(provider)
{
    [Test]
    public async Task A_participant_says_what_comes_after_and_sees_how_it_went()
    {
        var network = await BuildAsync(n =>
            n.Closed()
                .Group("Piteå", "Luleå", "Boden")
                .Submitted("Luleå", "startup", "1222222222")
                .Submitted("Luleå", "closing", "3333332222")
        );
        var said = (
            await StateAsync(
                network["Luleå", Function.Politician],
                network,
                "Luleå",
                new { afterwards = "mentorNext", comment = " gärna i norr " },
                "\"0\""
            )
        ).ShouldBeOk();
        (said["afterwards"]!.ToString(), said["comment"]!.ToString(), said.ETag).ShouldBe(
            ("mentorNext", "gärna i norr", "\"1\"")
        );
        said["result"]!
            .ToJsonString()
            .ShouldBe(
                """{"firstOccasion":"startup","firstSum":19,"lastOccasion":"closing","lastSum":26,"highestSum":30,"isModelMunicipality":true}"""
            );
        (await network["Luleå", Function.Manager].Api.GetAsync(network.Of("Luleå", "/afterwards"))).ShouldBeOk()["afterwards"]!
            .ToString()
            .ShouldBe("mentorNext");
        (await network.TrailAsync("AfterwardsStated")).ShouldBe([
            (network["Luleå", Function.Politician].Name, "Luleå", null, "MentorNext"),
        ]);
        (await (await network.Coordinator.ReaderAsync()).GetAsync(network.Page("/trail")))
            .ShouldBeOk()
            .Text.ShouldContain("Svarade vad som händer efter omgången: mentor nästa omgång.");
    }

    [TestCase("""{}""", "AfterwardsMissing", "afterwards")]
    [TestCase("""{"afterwards":"perhaps"}""", "Unreadable", "afterwards")]
    [TestCase("""{"afterwards":1}""", "Unreadable", "afterwards")]
    [TestCase("""{"afterwards":"mentorNext","comment":"a\u0000b"}""", "Unreadable", "comment")]
    public async Task What_cannot_be_read_is_refused(string body, string rule, string field)
    {
        var network = await BuildAsync(n => n.Group("Piteå", "Luleå"));
        (
            await network["Luleå", Function.KeyPerson].Api.SendTextAsync(HttpMethod.Put, network.Of("Luleå", "/afterwards"), body)
        ).ShouldBeInvalid(rule, field);
        (
            await StateAsync(
                network["Luleå", Function.KeyPerson],
                network,
                "Luleå",
                new { afterwards = "mentorNext", comment = new string('x', Participation.LongestComment + 1) }
            )
        ).ShouldBeRefused(HttpStatusCode.BadRequest, "TextTooLong");
        (await network.TrailAsync("AfterwardsStated")).ShouldBeEmpty();
    }

    [Test]
    public async Task Who_may_not_or_too_early_or_based_on_an_older_answer_is_refused()
    {
        var network = await BuildAsync(n => n.Group("Piteå", "Luleå", "Boden"));
        var key = network["Luleå", Function.KeyPerson];
        (
            await StateAsync(network["Boden", Function.KeyPerson], network, "Luleå", new { afterwards = "mentorNext" })
        ).ShouldBeRefused(HttpStatusCode.Forbidden, "OrganisationOnly");
        (
            await StateAsync(network["Piteå", Function.KeyPerson], network, "Piteå", new { afterwards = "mentorNext" })
        ).ShouldBeRefused(HttpStatusCode.Conflict, "NotParticipant");
        (await network["Piteå", Function.KeyPerson].Api.GetAsync(network.Of("Piteå", "/afterwards"))).ShouldBeRefused(
            HttpStatusCode.NotFound,
            "NotFound"
        );
        (await StateAsync(key, network, "Luleå", new { afterwards = "mentorNext" }, "\"0\"")).ShouldBeOk();
        (await StateAsync(key, network, "Luleå", new { afterwards = "mentorNext" }, "\"0\"")).ShouldBeOk();
        (await network.TrailAsync("AfterwardsStated")).Count.ShouldBe(1, "sent twice, it is said once");
        var stale = (await StateAsync(key, network, "Luleå", new { afterwards = "notMentor" }, "\"0\"")).ShouldBeRefused(
            HttpStatusCode.Conflict,
            "Stale"
        );
        (stale["current.afterwards"]!.ToString(), stale["given.afterwards"]!.ToString()).ShouldBe(("mentorNext", "notMentor"));

        var early = await BuildAsync(n => n.Stage(CohortStage.Pairing).Group("Piteå", "Luleå"));
        (await StateAsync(early["Luleå", Function.KeyPerson], early, "Luleå", new { afterwards = "mentorNext" })).ShouldBeRefused(
            HttpStatusCode.Conflict,
            "TooEarlyStage"
        );
        (await (await early["Luleå", Function.KeyPerson].ReaderAsync()).GetAsync(early.PageOf("Luleå", "/afterwards")))
            .ShouldBeOk()
            .Html.ShouldNotContain("name=\"Choice\"");
    }
}
