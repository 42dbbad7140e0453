using Microsoft.EntityFrameworkCore;
using ModelMunicipalities.Domain.Cohorts;

namespace ModelMunicipalities.App.Tests.Features.Cohorts;

public class SaveApplicationTests(DatabaseProvider provider) : ApplicationTest(provider)
{
    [Test]
    public async Task A_change_based_on_an_older_version_is_refused_with_both()
    {
        var network = await MakeAsync("Luleå");
        var first = await network.SaveApplicationAsync("Luleå", network.Whole().But("motivation", "Det första."));
        await network.SaveApplicationAsync("Luleå", network.Whole().But("motivation", "Det andra."));
        var stale = await network["Luleå", Function.Politician]
            .Api.PutAsync(network.ApplicationOf("Luleå"), network.Whole().But("motivation", "Det tredje."), first);
        stale.ShouldBeRefused(HttpStatusCode.Conflict, "Stale");
        stale["current"]!["content"]!["motivation"]!.ToString().ShouldBe("Det andra.");
        stale["given"]!["motivation"]!.ToString().ShouldBe("Det tredje.");
        (
            await network["Luleå", Function.Politician]
                .Api.SendAsync(HttpMethod.Post, network.ApplicationOf("Luleå", "/submission"), null, r =>
                    r.Headers.TryAddWithoutValidation("If-Match", first)
                )
        ).ShouldBeRefused(HttpStatusCode.Conflict, "Stale");
        (
            await network["Luleå", Function.Politician]
                .Api.SendAsync(HttpMethod.Post, network.ApplicationOf("Luleå", "/withdrawal"), null, r =>
                    r.Headers.TryAddWithoutValidation("If-Match", first)
                )
        ).ShouldBeRefused(HttpStatusCode.Conflict, "Stale");
        (await network["Luleå", Function.Politician].Api.PutAsync(network.ApplicationOf("Luleå"), network.Whole(), "\"2\""))
            .ShouldBeOk()
            .ETag.ShouldBe("\"3\"");
    }

    [Test]
    public async Task Two_who_begin_at_the_same_time_make_one_application()
    {
        var network = await MakeAsync("Luleå");
        var replies = await Task.WhenAll(
            Assessment.Functions.Select(f =>
                Task.Run(() => network["Luleå", f].Api.PutAsync(network.ApplicationOf("Luleå"), network.Whole(), "\"0\""))
            )
        );
        replies.Count(r => r.Status == HttpStatusCode.OK).ShouldBe(1);
        foreach (var reply in replies.Where(r => r.Status != HttpStatusCode.OK))
        {
            reply.ShouldBeRefused(HttpStatusCode.Conflict, "Stale");
        }

        (await network.InDbAsync(db => db.Applications.SingleAsync())).Version.ShouldBe(1);
        (await network.TrailAsync("ApplicationBegun")).Count.ShouldBe(1);
    }

    [TestCase(CohortStage.Planning, "TooEarlyStage")]
    [TestCase(CohortStage.Admission, "TooLateStage")]
    [TestCase(CohortStage.Closed, "TooLateStage")]
    public async Task Applications_are_taken_while_the_stage_allows(CohortStage stage, string rule)
    {
        var network = await BuildAsync(n => n.Outside("Luleå").Stage(stage));
        (
            await network["Luleå", Function.KeyPerson].Api.PutAsync(network.ApplicationOf("Luleå"), network.Whole())
        ).ShouldBeRefused(HttpStatusCode.Conflict, rule);
        (await network.InDbAsync(db => db.Applications.AnyAsync())).ShouldBeFalse();
    }

    [Test]
    public async Task One_that_is_in_the_cohort_cannot_apply_to_it()
    {
        var network = await BuildAsync(n =>
            n.Taking(CohortRole.Mentor, "Piteå").Taking(CohortRole.Participant, "Boden").Stage(CohortStage.Application)
        );
        (
            await network["Piteå", Function.KeyPerson]
                .Api.PutAsync(network.ApplicationOf("Piteå"), network.Whole().But("answers", null))
        ).ShouldBeRefused(HttpStatusCode.Conflict, "MentorInCohort");
        (
            await network["Boden", Function.KeyPerson]
                .Api.PutAsync(network.ApplicationOf("Boden"), network.Whole().But("answers", null))
        ).ShouldBeRefused(HttpStatusCode.Conflict, "TakesPartAlready");
        (await network["Boden", Function.KeyPerson].Api.PostAsync(network.ApplicationOf("Boden", "/submission"))).ShouldBeRefused(
            HttpStatusCode.Conflict,
            "TakesPartAlready"
        );
    }

    [TestCase("motivation", "a\0b", "motivation", "Unreadable")]
    [TestCase("contactEmail", "nobody", "contactEmail", "EmailNotValid")]
    [TestCase("contactName", "a\r\nBcc: x", "contactName", "Unreadable")]
    public async Task What_cannot_be_kept_is_refused_beside_its_field(string field, string value, string at, string rule)
    {
        var network = await MakeAsync("Luleå");
        (
            await network["Luleå", Function.KeyPerson]
                .Api.PutAsync(network.ApplicationOf("Luleå"), network.Whole().But(field, value))
        ).ShouldBeInvalid(rule, at);
        (await network.InDbAsync(db => db.Applications.AnyAsync())).ShouldBeFalse();
    }

    [TestCase("""{"team":[null]}""", "FunctionTwice", "team[0].function")]
    [TestCase("""{"focus":[null]}""", "FocusUnknown", "focus[0]")]
    [TestCase("""{"answers":[null]}""", "QuestionUnknown", "answers[0].criterion")]
    [TestCase("""{"baseline":[7]}""", "ScoreOutsideScale", "baseline[0]")]
    [TestCase("""{"cemr":"planned"}""", "CemrDateMissing", "cemrDate")]
    [TestCase("""{"cemr":3}""", "Unreadable", "cemr")]
    [TestCase("""{"cemrDate":"yesterday"}""", "Unreadable", "cemrDate")]
    public async Task A_body_that_makes_no_sense_is_refused(string body, string rule, string field)
    {
        var network = await MakeAsync("Luleå");
        (
            await network["Luleå", Function.KeyPerson].Api.SendTextAsync(HttpMethod.Put, network.ApplicationOf("Luleå"), body)
        ).ShouldBeInvalid(rule, field);
    }

    [Test]
    public async Task The_longest_texts_are_kept_and_hostile_text_stays_text()
    {
        var network = await MakeAsync("Luleå");
        var script = "<script>alert(1)</script> " + new string('å', 3900);
        await network.SubmitApplicationAsync(
            "Luleå",
            network.Whole().But("motivation", script).But("contactName", "<b>Åsa</b>").But("stakeholders", new string('ö', 4000))
        );
        (await network.DecideAsync("Luleå", "waitingList", "<img src=x> " + new string('ä', 980))).ShouldBeOk();
        foreach (
            var reader in new[]
            {
                await network.Coordinator.ReaderAsync(),
                await network["Luleå", Function.Manager].ReaderAsync(),
            }
        )
        {
            var page = (await reader.GetAsync(network.ApplicationPage("Luleå"))).ShouldBeOk();
            page.Html.ShouldNotContain("<script>alert");
            page.Html.ShouldNotContain("<img src=x");
            page.Html.ShouldNotContain("<b>Åsa</b>");
            page.Html.ShouldContain("&lt;script&gt;alert(1)");
        }
    }

    private static readonly string[] Parts =
    [
        "contact",
        "areas",
        "people",
        "cemr",
        "baseline",
        "stakeholders",
        "commitment",
        "questions",
    ];

    [Test]
    public async Task What_was_typed_is_still_there_when_something_is_wrong()
    {
        var network = await OpenToLuleaAsync();
        var reader = await network["Luleå", Function.KeyPerson].ReaderAsync();
        var page = await PostAsync(
            "contact",
            ("ContactName", "Åsa \"Ö\""),
            ("ContactEmail", "ingen <adress>"),
            ("Motivation", "Kvar")
        );
        page.ShouldBe(HttpStatusCode.BadRequest);
        page.Html.ShouldContain("value=\"Åsa &quot;Ö&quot;\"");
        page.Html.ShouldContain("value=\"ingen &lt;adress&gt;\"");
        page.Html.ShouldContain(">Kvar</textarea>");
        page.Html.ShouldContain("href=\"#contactEmail\"");
        page.Html.ShouldContain("id=\"contactEmail-wrong\"");

        page = await PostAsync("cemr", ("Cemr", "Planned"), ("CemrDate", "i morgon"));
        page.ShouldBe(HttpStatusCode.BadRequest);
        page.Html.ShouldContain("i morgon");
        (await PostAsync("cemr", ("Cemr", "Planned"), ("CemrDate", "")))
            .ShouldBe(HttpStatusCode.BadRequest)
            .Text.ShouldContain("Skriv datumet");

        page = await PostAsync(
            "areas",
            [.. new[] { "care", "schools", "health", "planning", "business" }.Select(f => ("Focus", f))]
        );
        page.ShouldBe(HttpStatusCode.BadRequest).Html.ShouldContain("href=\"#focus\"");
        System.Text.RegularExpressions.Regex.Count(page.Html, "checked=\"checked\"").ShouldBe(5);
        (await PostAsync("baseline", ("Baseline[2]", "7")))
            .ShouldBe(HttpStatusCode.BadRequest)
            .Html.ShouldContain("href=\"#baseline[2]\"");
        (await PostAsync("people", ("Team[1].Name", "Bo"), ("Team[1].Email", "bo")))
            .ShouldBe(HttpStatusCode.BadRequest)
            .Html.ShouldContain("href=\"#team[1].email\"");
        (await network.InDbAsync(db => db.Applications.AnyAsync())).ShouldBeFalse();

        async Task<Page> PostAsync(string part, params (string, string)[] fields)
        {
            var at = network.ApplicationPage("Luleå", "/edit/" + part);
            return await reader.PostAsync(at, [.. fields, ("Was", Was(await reader.GetAsync(at)))]);
        }
    }

    [Test]
    public async Task Two_may_write_in_different_parts_at_once_but_not_over_each_other()
    {
        var network = await OpenToLuleaAsync();
        var (key, politician) = (
            await network["Luleå", Function.KeyPerson].ReaderAsync(),
            await network["Luleå", Function.Politician].ReaderAsync()
        );
        var (contact, stakeholders) = (
            network.ApplicationPage("Luleå", "/edit/contact"),
            network.ApplicationPage("Luleå", "/edit/stakeholders")
        );
        var hers = Was(await key.GetAsync(contact));
        var his = Was(await politician.GetAsync(contact));
        var his2 = Was(await politician.GetAsync(stakeholders));
        (await key.PostAsync(contact, ("ContactName", "Hon"), ("Was", hers))).ShouldBe(HttpStatusCode.Redirect);
        (await politician.PostAsync(stakeholders, ("Stakeholders", "Polisen"), ("Was", his2))).ShouldBe(HttpStatusCode.Redirect);
        var stale = (await politician.PostAsync(contact, ("ContactName", "Han"), ("Was", his))).ShouldBe(HttpStatusCode.Conflict);
        stale.Text.ShouldContain("Hon");
        stale.Html.ShouldContain("value=\"Han\"");
        (await network.InDbAsync(db => db.Applications.SingleAsync())).ContactName.ShouldBe("Hon");
        (await politician.PostAsync(contact, ("ContactName", "Han"), ("Was", Was(stale)))).ShouldBe(HttpStatusCode.Redirect);
        var saved = await network.InDbAsync(db => db.Applications.SingleAsync());
        (saved.ContactName, saved.Stakeholders, saved.Version).ShouldBe(("Han", "Polisen", 3));

        // The same form sent once more finds it saved.
        (await politician.PostAsync(contact, ("ContactName", "Han"), ("Was", Was(stale)))).ShouldBe(HttpStatusCode.Redirect);
        (await network.InDbAsync(db => db.Applications.SingleAsync())).Version.ShouldBe(3);
    }

    [Test]
    public async Task What_is_typed_when_applications_have_closed_is_not_lost()
    {
        var network = await OpenToLuleaAsync();
        var reader = await network["Luleå", Function.KeyPerson].ReaderAsync();
        var at = network.ApplicationPage("Luleå", "/edit/contact");
        var was = Was(await reader.GetAsync(at));
        await network.SetStageAsync(CohortStage.Admission);
        (await reader.PostAsync(at, ("ContactName", "För sent"), ("Was", was)))
            .ShouldBe(HttpStatusCode.Conflict)
            .Html.ShouldContain("value=\"För sent\"");
        (await reader.GetAsync(network.ApplicationPage("Luleå"))).Heading.ShouldStartWith("Ansökan till omgång");
    }

    [Test]
    public async Task A_part_that_the_cohort_does_not_ask_for_is_no_page()
    {
        var network = await BuildAsync(n => n.Outside("Luleå").Stage(CohortStage.Application));
        var reader = await network["Luleå", Function.KeyPerson].ReaderAsync();
        foreach (var part in Parts)
        {
            (await reader.GetAsync(network.ApplicationPage("Luleå", "/edit/" + part))).Status.ShouldBe(
                part is "contact" or "areas" or "people" ? HttpStatusCode.OK : HttpStatusCode.NotFound,
                part
            );
        }

        (await reader.GetAsync(network.ApplicationPage("Luleå", "/edit/nonsense"))).ShouldBe(HttpStatusCode.NotFound);
        (await reader.GetAsync(network.CohortPage("/applications"))).ShouldBe(HttpStatusCode.Forbidden);
        var coordinator = await network.Coordinator.ReaderAsync();
        (await coordinator.GetAsync(network.CohortPage("/applications"))).ShouldBeOk().Heading.ShouldContain("Ingen har ansökt");
        (await coordinator.GetAsync(network.CohortPage("/applications/none"))).ShouldBe(HttpStatusCode.NotFound);
    }
}
