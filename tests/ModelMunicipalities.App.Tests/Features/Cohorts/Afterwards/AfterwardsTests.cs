using ModelMunicipalities.Domain.Cohorts;

namespace ModelMunicipalities.App.Tests.Features.Cohorts;

/// <summary>What comes after the cohort, and who has learnt from whom over all of them.</summary>
public class AfterwardsTests(DatabaseProvider provider) : OnEveryDatabase(provider)
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

    [Test]
    public async Task The_coordinator_answers_for_one_and_sees_what_all_have_said()
    {
        var network = await BuildAsync(n =>
            n.Closed()
                .Group("Piteå", "Luleå", "Boden", "Skellefteå")
                .Group("Umeå", "Vännäs")
                .Submitted("Luleå", "startup", "2222222222")
        );
        (await StateAsync(network.Coordinator, network, "Luleå", new { afterwards = "mentorNext" })).ShouldBeOk();
        (
            await StateAsync(
                network["Boden", Function.KeyPerson],
                network,
                "Boden",
                new { afterwards = "notMentor", comment = "<script>alert(1)</script>" }
            )
        ).ShouldBeOk();
        (
            await StateAsync(network["Vännäs", Function.KeyPerson], network, "Vännäs", new { afterwards = "mentorLater" })
        ).ShouldBeOk();
        (await network.TrailAsync("AfterwardsStatedFor")).ShouldHaveSingleItem().Person.ShouldBe(network.Coordinator.Name);

        var list = (await network.Coordinator.Api.GetAsync(network.InCohort("/afterwards"))).ShouldBeOk();
        (
            list["total"]!.GetValue<int>(),
            list["mentorNext"]!.GetValue<int>(),
            list["mentorLater"]!.GetValue<int>(),
            list["notMentor"]!.GetValue<int>(),
            list["notAnswered"]!.GetValue<int>()
        ).ShouldBe((4, 1, 1, 1, 1));
        list["items"]!
            .AsArray()
            .Select(i => (i!["name"]!.ToString(), i["group"]!.ToString(), i["afterwards"]?.ToString()))
            .ShouldBe([
                ("Luleå", "Piteå", "mentorNext"),
                ("Vännäs", "Umeå", "mentorLater"),
                ("Boden", "Piteå", "notMentor"),
                ("Skellefteå", "Piteå", null),
            ]);
        (list["items[0].result.lastSum"]!.GetValue<int>(), list["items[1].result"]).ShouldBe((20, null));

        var page = (await (await network.Coordinator.ReaderAsync()).GetAsync(network.CohortPage("/afterwards"))).ShouldBeOk();
        page.Heading.ShouldBe("En av 4 blir mentor nästa omgång");
        page.Html.ShouldContain("&lt;script&gt;alert");
        page.Html.ShouldNotContain("<script>alert");
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

    [Test]
    public async Task The_network_sees_who_has_learnt_from_whom_over_all_cohorts()
    {
        var network = await BuildAsync(n => n.Group("Luleå", "Umeå", "Boden").Outside("Piteå"));
        await network.ChangeAsync(async db =>
        {
            // Made after the other one, though it was held before it.
            var pilot = new Cohort
            {
                Slug = "2015",
                Name = "2015",
                Instrument = "ten-step-2019",
                Stage = CohortStage.Closed,
                ClosedAt = DateTimeOffset.UtcNow,
            };
            pilot.Occasions.Add(
                new Occasion
                {
                    Key = "startup",
                    Ordinal = 1,
                    StartsAt = DateTimeOffset.UtcNow.AddYears(-10),
                    EndsAt = DateTimeOffset.UtcNow.AddYears(-10),
                }
            );
            db.Cohorts.Add(pilot);
            await db.SaveChangesAsync();
            var group = new Group { CohortId = pilot.Id, Name = "Piteå" };
            db.Groups.Add(group);
            await db.SaveChangesAsync();
            db.Participations.AddRange(
                new Participation
                {
                    CohortId = pilot.Id,
                    GroupId = group.Id,
                    OrganisationId = network["Piteå"].Id,
                    Role = CohortRole.Mentor,
                },
                new Participation
                {
                    CohortId = pilot.Id,
                    GroupId = group.Id,
                    OrganisationId = network["Luleå"].Id,
                    Role = CohortRole.Participant,
                },
                new Participation
                {
                    CohortId = pilot.Id,
                    GroupId = group.Id,
                    OrganisationId = network["Boden"].Id,
                    Role = CohortRole.Participant,
                    WithdrawnAt = DateTimeOffset.UtcNow,
                    WithdrawnReason = "hemligt",
                }
            );
        });

        var tree = (await network.Observer.Api.GetAsync(network.InNetwork("/generations"))).ShouldBeOk();
        (tree["mentors"]!.GetValue<int>(), tree["organisations"]!.GetValue<int>()).ShouldBe((1, 4));
        tree["cohorts"]!.AsArray().Select(c => c!["cohort"]!.ToString()).ShouldBe(["2015", "2027"]);
        tree["roots[0].name"]!.ToString().ShouldBe("Piteå");
        var participants = tree["roots[0].mentored"]![0]!["participants"]!.AsArray();
        participants
            .Select(p => (p!["name"]!.ToString(), p["hasLeft"]!.GetValue<bool>()))
            .ShouldBe([("Boden", true), ("Luleå", false)]);
        participants[1]!["mentored"]![0]!["participants"]!
            .AsArray()
            .Select(p => p!["name"]!.ToString())
            .ShouldBe(["Boden", "Umeå"]);
        tree.Text.ShouldNotContain("hemligt");

        var page = (
            await (await network["Umeå", Function.Politician].ReaderAsync()).GetAsync(network.Page("/generations"))
        ).ShouldBeOk();
        page.Heading.ShouldBe("En mentor har blivit fyra organisationer");
        page.Text.ShouldContain("lämnade omgången");
        (
            await (await (await BuildAsync(n => n.Peers("Luleå", "Boden"))).Coordinator.ReaderAsync()).GetAsync(
                network.Page("/generations")
            )
        ).ShouldBe(HttpStatusCode.NotFound);
    }

    [Test]
    public async Task Peers_without_mentors_make_no_tree_and_the_page_says_what_will_come()
    {
        var network = await BuildAsync(n => n.Peers("Luleå", "Boden"));
        (await network.Observer.Api.GetAsync(network.InNetwork("/generations"))).ShouldBeOk()["roots"]!.AsArray().ShouldBeEmpty();
        (await (await network.Observer.ReaderAsync()).GetAsync(network.Page("/generations")))
            .ShouldBeOk()
            .Heading.ShouldBe("Ingen har varit mentor ännu");
    }

    private static Task<Reply> StateAsync(
        Member member,
        TestNetwork network,
        string organisation,
        object body,
        string? ifMatch = null
    ) => member.Api.PutAsync(network.Of(organisation, "/afterwards"), body, ifMatch);
}
