using Microsoft.EntityFrameworkCore;
using ModelMunicipalities.Domain.Cohorts;

namespace ModelMunicipalities.App.Tests.Features.Cohorts;

/// <summary>Mentors: asked, answering, not able, and whether there are enough.</summary>
public class MentorsTests(DatabaseProvider provider) : OnEveryDatabase(provider)
{
    [Test]
    public async Task The_asked_are_mentors_to_be_and_their_key_persons_get_a_mail_in_their_language()
    {
        var network = await BuildAsync(n => n.Group("Piteå", "Luleå", "Boden").Outside("Umeå", "Örebro", "Malmö"));
        await network.ReadsEnglishAsync(network["Örebro", Function.KeyPerson]);
        var asked = (await AskAsync(network, "orebro", " umea ", "umea")).ShouldBeOk();
        asked["items"]!
            .ToJsonString()
            .ShouldBe(
                """[{"organisation":"umea","name":"Umeå","mailed":1},{"organisation":"orebro","name":"Örebro","mailed":1}]"""
                    .Replace("å", "\\u00E5")
                    .Replace("Ö", "\\u00D6")
            );

        var mails = await network.MailsAsync();
        mails
            .To()
            .ShouldBe(
                [network["Umeå", Function.KeyPerson].Email, network["Örebro", Function.KeyPerson].Email],
                ignoreOrder: true
            );
        var (swedish, english) = (mails.Single(m => m.To.Contains("umea")), mails.Single(m => m.To.Contains("orebro")));
        swedish.Subject.ShouldBe("Kan Umeå vara mentor i omgång Omgång 2027?");
        english.Subject.ShouldBe("Can Örebro be mentor in cohort Omgång 2027?");
        swedish.Body.ShouldContain($"{Server.Address.ToString().TrimEnd('/')}{network.CohortPage("/mentors/umea")}");
        english.Body.ShouldContain(network.CohortPage("/mentors/orebro"));

        var mentor = (await network["Umeå", Function.Politician].Api.GetAsync(network.InCohort("/mentors/umea"))).ShouldBeOk();
        (mentor["places"], mentor["answered"]!.GetValue<bool>(), mentor["mayChange"]!.GetValue<bool>()).ShouldBe(
            (null, false, true)
        );
        (await network.TrailAsync("MentorAsked")).ShouldBe([
            (network.Coordinator.Name, "Örebro", null, "Omgång 2027"),
            (network.Coordinator.Name, "Umeå", null, "Omgång 2027"),
        ]);
        var start = await network["Umeå", Function.KeyPerson].ReaderAsync();
        (await start.GetAsync(network.CohortPage("/mentees")))
            .ShouldBeOk()
            .Heading.ShouldBe("Kan Umeå vara mentor i omgång Omgång 2027?");
    }

    [Test]
    public async Task Without_a_key_person_the_other_functions_are_written_to_and_without_anybody_it_is_said()
    {
        var network = await BuildAsync(n => n.Outside("Umeå", "Örebro").Participants("Malmö"));
        await network.ChangeAsync(async db =>
        {
            var umea = network["Umeå", Function.KeyPerson].Id;
            (await db.Memberships.SingleAsync(m => m.PersonId == umea)).EndedAt = DateTimeOffset.UtcNow;
            db.Organisations.Add(
                new()
                {
                    Name = "Kalmar",
                    Slug = "kalmar",
                    Kind = Domain.Networks.OrganisationKind.Municipality,
                }
            );
        });
        var asked = (await AskAsync(network, "umea", "kalmar")).ShouldBeOk();
        asked["items"]!
            .AsArray()
            .Select(i => (i!["organisation"]!.ToString(), i["mailed"]!.GetValue<int>()))
            .ShouldBe([("kalmar", 0), ("umea", 2)]);
        (await network.MailsAsync())
            .To()
            .ShouldBe([network["Umeå", Function.Politician].Email, network["Umeå", Function.Manager].Email], ignoreOrder: true);
    }

    [Test]
    public async Task Who_is_there_already_is_refused_by_name_and_then_nobody_is_asked()
    {
        var network = await BuildAsync(n => n.Group("Piteå", "Luleå", "Boden").Outside("Umeå"));
        var refused = (await AskAsync(network, "umea", "pitea", "lulea", "atlantis")).ShouldBe(HttpStatusCode.Conflict);
        refused.Errors.Keys.ShouldBe(["organisations[1]", "organisations[2]", "organisations[3]"], ignoreOrder: true);
        refused.Errors["organisations[1]"].Single().ShouldContain("Piteå");
        refused.Errors["organisations[2]"].Single().ShouldContain("Luleå");
        await NobodyAskedAsync(network);
    }

    [TestCase("MentorsNoneChosen", HttpStatusCode.BadRequest)]
    [TestCase("UnknownOrganisation", HttpStatusCode.BadRequest, "atlantis")]
    [TestCase("Unreadable", HttpStatusCode.BadRequest, "um\0ea")]
    [TestCase("UnknownOrganisation", HttpStatusCode.BadRequest, "umea", "<script>alert(1)</script>")]
    [TestCase("MentorAlready", HttpStatusCode.Conflict, "pitea")]
    [TestCase("ParticipantAlready", HttpStatusCode.Conflict, "lulea", "umea")]
    public async Task What_cannot_be_asked_is_refused(string rule, HttpStatusCode status, params string[] organisations)
    {
        var network = await BuildAsync(n => n.Group("Piteå", "Luleå").Outside("Umeå"));
        (await AskAsync(network, organisations)).ShouldBeRefused(status, rule);
        await NobodyAskedAsync(network);
    }

    [Test]
    public async Task Nobody_is_asked_in_a_closed_cohort_or_one_that_there_is_none_of()
    {
        var network = await BuildAsync(n => n.Closed().Group("Piteå", "Luleå").Outside("Umeå"));
        (await AskAsync(network, "umea")).ShouldBeRefused(HttpStatusCode.Conflict, "TooLateStage");
        (
            await network.Coordinator.Api.PostAsync(
                network.InNetwork("/cohorts/1999/mentors"),
                new { organisations = new[] { "umea" } }
            )
        ).ShouldBeRefused(HttpStatusCode.NotFound, "NotFound");
        await NobodyAskedAsync(network);
    }

    [Test]
    public async Task Asked_at_the_same_time_an_organisation_is_asked_once()
    {
        var network = await BuildAsync(n => n.Outside("Umeå"));
        var replies = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => Task.Run(() => AskAsync(network, "umea"))));
        replies.Count(r => r.Status == HttpStatusCode.OK).ShouldBe(1);
        replies.Count(r => r.Status == HttpStatusCode.Conflict).ShouldBe(2);
        (await network.MailsAsync()).Count.ShouldBe(1);
    }

    [Test]
    public async Task One_that_left_comes_back_when_it_is_asked()
    {
        var network = await BuildAsync(n => n.Group("Piteå", "Luleå", "Boden"));
        (
            await network["Piteå", Function.KeyPerson].Api.PostAsync(network.Of("Piteå", "/withdrawal"), new { reason = "Tid" })
        ).ShouldBeOk();
        (await AskAsync(network, "pitea")).ShouldBeOk();
        var list = (await network.Coordinator.Api.GetAsync(network.InCohort("/mentors"))).ShouldBeOk();
        (
            list["items[0].organisation"]!.ToString(),
            list["items[0].withdrawnAt"],
            list["items[0].group"],
            list["notAnswered"]!.GetValue<int>()
        ).ShouldBe(("pitea", null, null, 1));
    }

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
    public async Task A_mentor_that_can_no_longer_take_its_group_keeps_it_and_the_coordinator_is_told()
    {
        var network = await BuildAsync(n => n.Group("Piteå", "Luleå", "Boden").Group("Umeå", "Vännäs", "Lycksele"));
        await network.ReadsEnglishAsync(network.Coordinator);
        (await AvailabilityAsync(network["Piteå", Function.KeyPerson], network, "Piteå", false)).ShouldBeOk()["participants"]!
            .AsArray()
            .Count.ShouldBe(2);

        var mail = (await network.MailsAsync()).ShouldHaveSingleItem();
        mail.To.ShouldBe(network.Coordinator.Email);
        mail.Subject.ShouldBe("Piteå has no room for its group in cohort Omgång 2027");
        mail.Body.ShouldContain("Boden and Luleå");
        mail.Body.ShouldContain(network.CohortPage("/pairing"));

        var groups = (await network.Observer.Api.GetAsync(network.InCohort("/groups"))).ShouldBeOk();
        groups["items"]!
            .AsArray()
            .Select(g => (g!["name"]!.ToString(), g["participants"]!.AsArray().Count, g["flags"]!.ToJsonString()))
            .ShouldBe([("Piteå", 2, """["mentorUnavailable"]"""), ("Umeå", 2, "[]")]);
        (await network.Coordinator.Api.GetAsync(network.InCohort("/progress")))["groups"]!
            .ToJsonString()
            .ShouldBe("""[{"group":"Pite\u00E5","flags":["mentorUnavailable"]}]""");

        var overview = (await (await network.Coordinator.ReaderAsync()).GetAsync(network.CohortPage())).ShouldBeOk();
        overview.Text.ShouldContain("En grupp behöver ses över");
        overview.Html.ShouldContain(network.CohortPage("/pairing"));
        (await (await network["Luleå", Function.Politician].ReaderAsync()).GetAsync(network.PageOf("Luleå")))
            .ShouldBeOk()
            .Text.ShouldContain("Er mentor kan inte ta emot någon just nu. Samordnaren ser över gruppen.");
        (await (await network["Piteå", Function.Politician].ReaderAsync()).GetAsync(network.CohortPage("/mentees")))
            .ShouldBeOk()
            .Text.ShouldContain("Ni har sagt att ni inte kan ta emot någon just nu.");
        (await (await network["Vännäs", Function.Politician].ReaderAsync()).GetAsync(network.PageOf("Vännäs")))
            .ShouldBeOk()
            .Text.ShouldNotContain("Samordnaren ser över gruppen");

        (await AvailabilityAsync(network["Piteå", Function.Manager], network, "Piteå", true)).ShouldBeOk();
        (await network.Coordinator.Api.GetAsync(network.InCohort("/progress")))["groups"]!.AsArray().ShouldBeEmpty();
        (await network.MailsAsync()).Count.ShouldBe(1);
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
    public async Task One_click_is_enough_and_one_click_takes_it_back()
    {
        var network = await BuildAsync(n => n.Group("Piteå", "Luleå", "Boden"));
        var (reader, path) = (await network["Piteå", Function.Politician].ReaderAsync(), network.CohortPage("/mentors/pitea"));
        (await reader.PostAsync(path, ("Version", "0"), ("Available", "false"))).ShouldLeadTo(path);
        (await reader.GetAsync(path)).ShouldBeOk().Heading.ShouldBe("Piteå kan inte ta emot någon just nu");
        (await reader.PostAsync(path, ("Version", "1"), ("Available", "true"))).ShouldLeadTo(path);
        (await reader.GetAsync(path)).ShouldBeOk().Heading.ShouldBe("Hur många deltagare kan Piteå ta emot?");
        (await reader.PostAsync(path, ("Version", "1"), ("Available", "false"))).ShouldBe(HttpStatusCode.Conflict);
        (
            await network["Piteå", Function.Manager].Api.PostAsync(network.InCohort("/mentors/pitea/availability"), new { })
        ).ShouldBeInvalid("AvailableMissing", "available");
    }

    [Test]
    public async Task The_page_keeps_what_was_typed_and_says_what_is_wrong()
    {
        var network = await BuildAsync(n => n.Group("Piteå", "Luleå"));
        var reader = await network["Piteå", Function.KeyPerson].ReaderAsync();
        var page = (
            await reader.PostAsync(
                network.CohortPage("/mentors/pitea"),
                ("Version", "0"),
                ("Places", "många"),
                ("When", "Alltid"),
                ("Focus", "care"),
                ("Focus", "schools")
            )
        ).ShouldBe(HttpStatusCode.BadRequest);
        page.Html.ShouldContain("places-wrong");
        page.Html.ShouldContain("href=\"#places\"");
        page.Html.ShouldContain("Alltid</textarea>");
        System.Text.RegularExpressions.Regex.Count(page.Html, "checked=\"checked\"").ShouldBe(2);

        var asking = (await (await network.Coordinator.ReaderAsync()).PostAsync(network.CohortPage("/mentors"))).ShouldBe(
            HttpStatusCode.BadRequest
        );
        asking.Html.ShouldContain("href=\"#organisations\"");
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

    [Test]
    public async Task Whom_to_ask_begins_with_those_that_said_they_would_and_how_it_went_for_them()
    {
        var network = await BuildAsync(n => n.Group("Piteå", "Luleå").Outside("Umeå", "Örebro", "Malmö", "Kalmar", "Gävle"));
        await EarlierAsync(
            network,
            "2023",
            ("Umeå", CohortRole.Participant, Afterwards.MentorLater, ["1111111111", "3333332222"], false),
            ("Örebro", CohortRole.Participant, Afterwards.MentorNext, ["2222222222"], false),
            ("Malmö", CohortRole.Participant, Afterwards.MentorNext, [], false),
            ("Kalmar", CohortRole.Mentor, null, ["3333333333"], false),
            ("Luleå", CohortRole.Participant, Afterwards.MentorNext, [], false),
            ("Gävle", CohortRole.Participant, Afterwards.MentorNext, [], true)
        );
        await EarlierAsync(network, "2025", ("Malmö", CohortRole.Participant, Afterwards.NotMentor, ["2222222222"], false));

        var candidates = (await network.Coordinator.Api.GetAsync(network.InCohort("/mentor-candidates"))).ShouldBeOk();
        candidates["items"]!
            .AsArray()
            .Select(c =>
                (c!["name"]!.ToString(), c["said"]?.ToString(), c["in"]?.ToString(), c["hasBeenMentor"]!.GetValue<bool>())
            )
            .ShouldBe([
                ("Örebro", "mentorNext", "2023", false),
                ("Umeå", "mentorLater", "2023", false),
                ("Gävle", null, null, false),
                ("Kalmar", null, null, true),
                ("Malmö", null, null, false),
            ]);
        candidates["items[1].result"]!
            .ToJsonString()
            .ShouldBe(
                """{"firstOccasion":"startup","firstSum":10,"lastOccasion":"bm1","lastSum":26,"highestSum":30,"isModelMunicipality":true}"""
            );
        candidates["items[0].result.isModelMunicipality"]!.GetValue<bool>().ShouldBeFalse();
        (await network.Coordinator.Api.GetAsync(network.InCohort("/mentor-candidates?page=2&pageSize=2")))["items"]!
            .AsArray()
            .Select(c => c!["name"]!.ToString())
            .ShouldBe(["Gävle", "Kalmar"]);

        var page = (await (await network.Coordinator.ReaderAsync()).GetAsync(network.CohortPage("/mentors"))).ShouldBeOk();
        page.Text.ShouldContain("Två har sagt att de vill bli mentorer");
        page.Text.ShouldContain("Självskattning: 10 → 26 av 30. Modellkommun enligt egen skattning.");
        var reader = await network.Coordinator.ReaderAsync();
        (
            await reader.PostAsync(network.CohortPage("/mentors"), ("Organisations", "umea"), ("Organisations", "orebro"))
        ).ShouldLeadTo(network.CohortPage("/mentors"));
        (await reader.GetAsync(network.CohortPage("/mentors"))).Text.ShouldContain("Ni har frågat Umeå och Örebro.");
    }

    /// <summary>A cohort before the one that the test is about, closed, with what was submitted in it.</summary>
    private static Task EarlierAsync(
        TestNetwork network,
        string name,
        params (string Organisation, CohortRole Role, Afterwards? Said, string[] Submitted, bool HasLeft)[] members
    ) =>
        network.ChangeAsync(async db =>
        {
            var cohort = new Cohort
            {
                Slug = name,
                Name = name,
                Instrument = "ten-step-2019",
                Stage = CohortStage.Closed,
                ClosedAt = DateTimeOffset.UtcNow,
            };
            cohort.Occasions.AddRange(new[] { "startup", "bm1" }.Select((key, i) => new Occasion { Key = key, Ordinal = i + 1 }));
            db.Cohorts.Add(cohort);
            await db.SaveChangesAsync();
            foreach (var (organisation, role, said, submitted, hasLeft) in members)
            {
                var id = network[organisation].Id;
                db.Participations.Add(
                    new()
                    {
                        CohortId = cohort.Id,
                        OrganisationId = id,
                        Role = role,
                        Afterwards = said,
                        WithdrawnAt = hasLeft ? DateTimeOffset.UtcNow : null,
                    }
                );
                db.Assessments.AddRange(
                    cohort
                        .Occasions.Take(submitted.Length)
                        .Zip(submitted, (o, profile) => new Assessment
                            {
                                CohortId = cohort.Id,
                                OccasionId = o.Id,
                                OrganisationId = id,
                                Instrument = cohort.Instrument,
                                SubmittedAt = DateTimeOffset.UtcNow,
                                Profile = profile,
                            })
                );
            }
        });

    private static Task<Reply> AskAsync(TestNetwork network, params string[] organisations) =>
        network.Coordinator.Api.PostAsync(network.InCohort("/mentors"), new { organisations });

    private static Task<Reply> OfferAsync(
        Member member,
        TestNetwork network,
        string organisation,
        object body,
        string? ifMatch = null
    ) => member.Api.PutAsync(network.InCohort($"/mentors/{network[organisation].Slug}"), body, ifMatch);

    private static Task<Reply> AvailabilityAsync(Member member, TestNetwork network, string organisation, bool available) =>
        member.Api.PostAsync(network.InCohort($"/mentors/{network[organisation].Slug}/availability"), new { available });

    private static async Task NobodyAskedAsync(TestNetwork network)
    {
        (await network.MailsAsync()).ShouldBeEmpty();
        (await network.TrailAsync("MentorAsked")).ShouldBeEmpty();
        (await network.InDbAsync(db => db.Participations.CountAsync())).ShouldBeLessThanOrEqualTo(3);
    }
}
