using ModelMunicipalities.Domain.Cohorts;

namespace ModelMunicipalities.App.Tests.Features.Cohorts;

public class OfferPlacesTests(DatabaseProvider provider) : MentorTest(provider)
{
    [Test]
    public async Task A_mentor_answers_and_the_coordinator_sees_whether_it_is_enough()
    {
        var network = await BuildAsync(n =>
            n.Taking(CohortRole.Mentor, "Piteå", "Umeå", "Örebro")
                .Participants("Luleå", "Boden", "Vännäs", "Lycksele")
                .Outside("Malmö")
        );
        await network.ChangeAsync(async db =>
        {
            db.Applications.Add(
                new()
                {
                    CohortId = network.Cohort.Id,
                    OrganisationId = network["Malmö"].Id,
                    Status = ApplicationStatus.Submitted,
                }
            );
            await Task.CompletedTask;
        });
        var answered = (
            await OfferAsync(
                network["Piteå", Function.Manager],
                network,
                "Piteå",
                new
                {
                    places = 3,
                    when = " inte i juli ",
                    focus = new[] { "schools", "care" },
                }
            )
        ).ShouldBeOk();
        (
            answered["places"]!.GetValue<int>(),
            answered["when"]!.ToString(),
            answered["focus"]!.ToJsonString(),
            answered.ETag
        ).ShouldBe((3, "inte i juli", """["schools","care"]""", "\"1\""));
        (await AvailabilityAsync(network["Umeå", Function.KeyPerson], network, "Umeå", false)).ShouldBeOk();

        var list = (await network.Coordinator.Api.GetAsync(network.InCohort("/mentors"))).ShouldBeOk();
        (
            list["mentors"]!.GetValue<int>(),
            list["places"]!.GetValue<int>(),
            list["notAnswered"]!.GetValue<int>(),
            list["unavailable"]!.GetValue<int>(),
            list["participants"]!.GetValue<int>(),
            list["applications.submitted"]!.GetValue<int>()
        ).ShouldBe((3, 3, 1, 1, 4, 1));
        list["items"]!
            .AsArray()
            .Select(i => (i!["name"]!.ToString(), i["answered"]!.GetValue<bool>(), i["isUnavailable"]!.GetValue<bool>()))
            .ShouldBe([("Piteå", true, false), ("Umeå", true, true), ("Örebro", false, false)], ignoreOrder: true);

        var page = (await (await network.Coordinator.ReaderAsync()).GetAsync(network.CohortPage("/mentors"))).ShouldBeOk();
        page.Heading.ShouldBe("En mentor har tre platser för fyra deltagare");
        page.Text.ShouldContain("Det saknas en plats. Har inte svarat: Örebro. En ansökan väntar på beslut.");
        (await network.TrailAsync("PlacesOffered")).ShouldBe([
            (network["Piteå", Function.Manager].Name, "Piteå", null, "Omgång 2027: 3"),
        ]);
        (await network.MailsAsync()).ShouldBeEmpty();
    }

    [Test]
    public async Task The_coordinator_answers_in_their_place_and_the_trail_says_so()
    {
        var network = await BuildAsync(n => n.Group("Piteå", "Luleå", "Boden"));
        (await OfferAsync(network.Coordinator, network, "Piteå", new { places = 2 })).ShouldBeOk();
        (await AvailabilityAsync(network.Coordinator, network, "Piteå", false)).ShouldBeOk();
        (await AvailabilityAsync(network.Coordinator, network, "Piteå", true)).ShouldBeOk()["isUnavailable"]!
            .GetValue<bool>()
            .ShouldBeFalse();
        foreach (var act in new[] { "PlacesOfferedFor", "MentorUnavailableFor", "MentorAvailableFor" })
        {
            (await network.TrailAsync(act)).ShouldHaveSingleItem().Person.ShouldBe(network.Coordinator.Name, act);
        }

        (await network.MailsAsync()).ShouldBeEmpty("she knows what she has done");
        (await (await network.Coordinator.ReaderAsync()).GetAsync(network.CohortPage("/mentors/pitea")))
            .ShouldBeOk()
            .Text.ShouldContain("Du svarar åt Piteå.");
    }

    [TestCase("""{"places":0}""", "PlacesOutside", "places")]
    [TestCase("""{"places":7}""", "PlacesOutside", "places")]
    [TestCase("""{}""", "PlacesOutside", "places")]
    [TestCase("""{"places":2,"focus":["atlantis"]}""", "FocusUnknown", "focus[0]")]
    [TestCase("""{"places":2,"focus":["schools","care","employer","health","business"]}""", "FocusTooMany", "focus")]
    [TestCase("""{"places":2,"focus":[null]}""", "Unreadable", "focus")]
    [TestCase("""{"places":2,"when":"a\u0000b"}""", "Unreadable", "when")]
    [TestCase("""{"places":"two"}""", "Unreadable", "places")]
    public async Task An_answer_that_is_not_right_is_refused_beside_its_field(string body, string rule, string field)
    {
        var network = await BuildAsync(n => n.Group("Piteå", "Luleå"));
        var reply = await network["Piteå", Function.KeyPerson]
            .Api.SendTextAsync(HttpMethod.Put, network.InCohort("/mentors/pitea"), body);
        reply.ShouldBeInvalid(rule, field);
        (await network.TrailAsync("PlacesOffered")).ShouldBeEmpty();
    }

    [Test]
    public async Task Text_is_kept_as_it_is_written_and_shown_as_text()
    {
        var network = await BuildAsync(n => n.Group("Piteå", "Luleå"));
        var mentor = network["Piteå", Function.KeyPerson];
        (
            await OfferAsync(
                mentor,
                network,
                "Piteå",
                new { places = 2, when = new string('k', Participation.LongestComment + 1) }
            )
        ).ShouldBeInvalid("TextTooLong", "when");
        (await OfferAsync(mentor, network, "Piteå", new { places = 2, when = "<script>alert(1)</script>" })).ShouldBeOk();
        foreach (
            var (reader, path) in new[]
            {
                (await mentor.ReaderAsync(), "/mentors/pitea"),
                (await network.Coordinator.ReaderAsync(), "/mentors"),
            }
        )
        {
            var page = (await reader.GetAsync(network.CohortPage(path))).ShouldBeOk();
            page.Html.ShouldNotContain("<script>alert");
            page.Html.ShouldContain("&lt;script&gt;alert");
        }
    }

    [Test]
    public async Task An_answer_based_on_an_older_one_is_refused_with_what_holds_now()
    {
        var network = await BuildAsync(n => n.Group("Piteå", "Luleå"));
        var (key, manager) = (network["Piteå", Function.KeyPerson], network["Piteå", Function.Manager]);
        (await OfferAsync(manager, network, "Piteå", new { places = 3 }, "\"0\"")).ShouldBeOk();
        var stale = (await OfferAsync(key, network, "Piteå", new { places = 2 }, "\"0\"")).ShouldBeRefused(
            HttpStatusCode.Conflict,
            "Stale"
        );
        (stale["current.places"]!.GetValue<int>(), stale["given.places"]!.GetValue<int>()).ShouldBe((3, 2));
        (await OfferAsync(key, network, "Piteå", new { places = 2 }, "\"1\"")).ShouldBeOk();

        var page = (
            await (await manager.ReaderAsync()).PostAsync(
                network.CohortPage("/mentors/pitea"),
                ("Version", "1"),
                ("Places", "4"),
                ("When", "i höst"),
                ("Focus", "care")
            )
        ).ShouldBe(HttpStatusCode.Conflict);
        page.Text.ShouldContain("Så här ser det ut nu: Piteå kan ta emot två deltagare");
        page.Html.ShouldContain("i höst</textarea>");
        page.Html.ShouldContain("""<option value="4" selected="selected">""");
        page.Html.ShouldContain("""name="Version" value="2" """.TrimEnd());
    }

    [Test]
    public async Task Sent_twice_it_is_answered_once()
    {
        var network = await BuildAsync(n => n.Group("Piteå", "Luleå", "Boden"));
        var mentor = network["Piteå", Function.KeyPerson];
        for (var i = 0; i < 2; i++)
        {
            (
                await OfferAsync(
                    mentor,
                    network,
                    "Piteå",
                    new
                    {
                        places = 1,
                        when = "hösten",
                        focus = new[] { "care" },
                    },
                    "\"0\""
                )
            ).ShouldBeOk().ETag.ShouldBe("\"1\"");
        }

        for (var i = 0; i < 2; i++)
        {
            (await AvailabilityAsync(mentor, network, "Piteå", false)).ShouldBeOk().ETag.ShouldBe("\"2\"");
        }

        (await network.TrailAsync("PlacesOffered")).Count.ShouldBe(1);
        (await network.TrailAsync("MentorUnavailable")).Count.ShouldBe(1);
        (await network.MailsAsync())
            .To()
            .ShouldBe([network.Coordinator.Email, network.Coordinator.Email], "one for too few places, one for none");
    }

    [Test]
    public async Task Fewer_places_than_participants_are_flagged_and_told_once_for_each_lowering()
    {
        var network = await BuildAsync(n => n.Group("Piteå", "Luleå", "Boden", "Skellefteå").Taking(CohortRole.Mentor, "Umeå"));
        var mentor = network["Piteå", Function.KeyPerson];
        foreach (var (places, mails) in new[] { (3, 0), (2, 1), (1, 2), (2, 2), (6, 2) })
        {
            (await OfferAsync(mentor, network, "Piteå", new { places })).ShouldBeOk();
            (await network.MailsAsync()).Count.ShouldBe(mails, $"{places} places");
            var flags = (await network.Coordinator.Api.GetAsync(network.InCohort("/groups")))["items[0].flags"]!.ToJsonString();
            flags.ShouldBe(places < 3 ? """["moreThanPlaces"]""" : "[]");
        }

        (await OfferAsync(network["Umeå", Function.KeyPerson], network, "Umeå", new { places = 1 })).ShouldBeOk();
        (await network.MailsAsync())
            .To()
            .Distinct()
            .ShouldBe([network.Coordinator.Email], "a mentor without a group concerns nobody yet");
    }

    [Test]
    public async Task Only_a_mentor_of_the_cohort_has_places()
    {
        var network = await BuildAsync(n => n.Group("Piteå", "Luleå").Outside("Umeå"));
        (await OfferAsync(network["Luleå", Function.KeyPerson], network, "Luleå", new { places = 2 })).ShouldBeRefused(
            HttpStatusCode.Conflict,
            "NotMentor"
        );
        (await AvailabilityAsync(network["Luleå", Function.KeyPerson], network, "Luleå", false)).ShouldBeRefused(
            HttpStatusCode.Conflict,
            "NotMentor"
        );
        (await OfferAsync(network["Umeå", Function.KeyPerson], network, "Umeå", new { places = 2 })).ShouldBeRefused(
            HttpStatusCode.NotFound,
            "NotFound"
        );
        (await network["Luleå", Function.KeyPerson].Api.GetAsync(network.InCohort("/mentors/lulea"))).ShouldBeRefused(
            HttpStatusCode.NotFound,
            "NotFound"
        );
        (await OfferAsync(network["Luleå", Function.KeyPerson], network, "Piteå", new { places = 2 })).ShouldBeRefused(
            HttpStatusCode.Forbidden,
            "OrganisationOnly"
        );
        var closed = await BuildAsync(n => n.Closed().Group("Piteå", "Luleå"));
        (await OfferAsync(closed["Piteå", Function.KeyPerson], closed, "Piteå", new { places = 2 })).ShouldBeRefused(
            HttpStatusCode.Conflict,
            "TooLateStage"
        );
    }

    private static Task<Reply> OfferAsync(
        Member member,
        TestNetwork network,
        string organisation,
        object body,
        string? ifMatch = null
    ) => member.Api.PutAsync(network.InCohort($"/mentors/{network[organisation].Slug}"), body, ifMatch);
}
