using Microsoft.EntityFrameworkCore;
using ModelMunicipalities.Domain.Cohorts;

namespace ModelMunicipalities.App.Tests.Features.Cohorts;

/// <summary>Applications in the portal, without script: writing part by part, review, decision.</summary>
public class ApplicationPagesTests(DatabaseProvider provider) : OnEveryDatabase(provider)
{
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
    public async Task An_application_is_written_part_by_part_reviewed_submitted_and_taken_back()
    {
        var network = await MakeAsync();
        var reader = await network["Luleå", Function.KeyPerson].ReaderAsync();
        (await reader.GetAsync(Page())).ShouldBeOk().Heading.ShouldStartWith("Sök en plats");
        await SaveAsync(
            "contact",
            "areas",
            ("ContactName", "Åsa"),
            ("ContactEmail", "asa@lulea.example"),
            ("Motivation", "Vi vill lära.\r\nAv andra.")
        );
        (await reader.GetAsync(Page())).Heading.ShouldBe("Luleås ansökan saknar fem saker");
        await SaveAsync("areas", "people", ("Focus", "care"), ("Focus", "schools"));
        await SaveAsync(
            "people",
            "cemr",
            [
                .. Enumerable
                    .Range(0, 3)
                    .SelectMany(i =>
                        new[]
                        {
                            ($"Team[{i}].Name", $"Person {i}"),
                            ($"Team[{i}].Email", $"person{i}@lulea.example"),
                            ($"Team[{i}].Mandate", "§ 14"),
                        }
                    ),
            ]
        );
        await SaveAsync("cemr", "baseline", ("Cemr", "Planned"), ("CemrDate", "2027-05-06"));
        await SaveAsync(
            "baseline",
            "stakeholders",
            [.. Enumerable.Range(0, 10).Select(i => ($"Baseline[{i}]", $"{1 + (i % 3)}"))]
        );
        await SaveAsync("stakeholders", "commitment", ("Stakeholders", "Länsstyrelsen"));
        (await reader.GetAsync(Page("/review")))
            .ShouldBeOk()
            .Heading.ShouldBe("Ett krav är inte uppfyllt – ni kan skicka in ändå");
        await SaveAsync("commitment", "questions", ("WillMentor", "true"));
        await SaveAsync("questions", null, ("Answers[0].IsMet", "true"), ("Answers[0].Evidence", "Tjugo procent."));
        var saved = await network.InDbAsync(db => db.Applications.SingleAsync());
        (
            saved.Motivation,
            saved.Baseline,
            saved.CemrDate,
            saved.Team.Count,
            saved.WillMentor,
            saved.Answers.Single().Evidence
        ).ShouldBe(("Vi vill lära.\nAv andra.", "1231231231", new DateOnly(2027, 5, 6), 3, true, "Tjugo procent."));
        saved.Focus.ShouldBe(["schools", "care"]);

        (await reader.GetAsync(Page())).Heading.ShouldBe("Luleås ansökan är klar att skicka in");
        (await reader.GetAsync(Page("/review"))).Heading.ShouldBe("Alla krav är uppfyllda – läs igenom och skicka in");
        (await reader.PostAsync(Page("/review"), ("Version", $"{saved.Version - 1}"))).ShouldBe(HttpStatusCode.Conflict);
        (await reader.PostAsync(Page("/review"), ("Version", $"{saved.Version}"))).ShouldLeadTo(Page());
        (await reader.PostAsync(Page("/review"), ("Version", $"{saved.Version}"))).ShouldBe(HttpStatusCode.Conflict);
        var sent = (await reader.GetAsync(Page())).ShouldBeOk();
        sent.Heading.ShouldBe("Ansökan är inskickad");
        sent.Text.ShouldContain("Ska skrivas under 6 maj 2027");
        (await reader.GetAsync(Page("/edit/contact"))).ShouldLeadTo(Page());
        (await reader.PostAsync(Page("?handler=TakeBack"), ("Version", $"{saved.Version + 1}"))).ShouldLeadTo(Page());
        (await reader.GetAsync(Page())).Heading.ShouldBe("Ansökan är återtagen");

        string Page(string path = "") => network.ApplicationPage("Luleå", path);
        async Task SaveAsync(string part, string? next, params (string, string)[] fields)
        {
            var was = Was(await reader.GetAsync(Page("/edit/" + part)));
            (await reader.PostAsync(Page("/edit/" + part), [.. fields, ("Was", was)])).ShouldLeadTo(
                next is null ? Page() : Page("/edit/" + next)
            );
        }
    }

    [Test]
    public async Task What_was_typed_is_still_there_when_something_is_wrong()
    {
        var network = await MakeAsync();
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
        var network = await MakeAsync();
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
        var network = await MakeAsync();
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
    public async Task The_coordinator_decides_and_goes_on_to_the_next()
    {
        var network = await MakeAsync("Boden");
        await network.SubmitApplicationAsync("Luleå", network.Whole().But("willMentor", false));
        await network.SubmitApplicationAsync("Boden");
        var reader = await network.Coordinator.ReaderAsync();
        var list = (await reader.GetAsync(network.CohortPage("/applications"))).ShouldBeOk();
        list.Heading.ShouldBe("Två ansökningar väntar på beslut");
        list.Html.ShouldContain(network.ApplicationPage("Luleå"));
        list.Text.ShouldContain("inte uppfyllt");

        var page = (await reader.GetAsync(network.ApplicationPage("Luleå"))).ShouldBeOk();
        page.Heading.ShouldBe("Luleå uppfyller alla krav utom blir mentor");
        page.Html.ShouldContain($"href=\"{network.ApplicationPage("Boden")}\"");
        var version = await network.VersionOfApplicationAsync("Luleå");
        (await reader.PostAsync(network.ApplicationPage("Luleå"), ("Version", $"{version}")))
            .ShouldBe(HttpStatusCode.BadRequest)
            .Text.ShouldContain("Välj ett beslut");
        page = await reader.PostAsync(
            network.ApplicationPage("Luleå"),
            ("Decision", "Decline"),
            ("Reason", " "),
            ("Version", $"{version}")
        );
        page.ShouldBe(HttpStatusCode.BadRequest).Html.ShouldContain("id=\"reason-wrong\"");
        page.Html.ShouldMatch("value=\"Decline\" checked");
        page = await reader.PostAsync(
            network.ApplicationPage("Luleå"),
            ("Decision", "Decline"),
            ("Reason", "Kvar i rutan"),
            ("Version", $"{version - 1}")
        );
        page.ShouldBe(HttpStatusCode.Conflict).Html.ShouldContain("Kvar i rutan");
        (
            await reader.PostAsync(
                network.ApplicationPage("Luleå"),
                ("Decision", "Admit"),
                ("Reason", ""),
                ("Version", $"{version}")
            )
        ).ShouldLeadTo(network.ApplicationPage("Luleå"));
        page = await reader.GetAsync(network.ApplicationPage("Luleå"));
        page.Heading.ShouldBe($"Luleå är antagen till omgång {network.Cohort.Name}");
        page.Html.ShouldContain($"ds-button\" href=\"{network.ApplicationPage("Boden")}\"");
        (await reader.GetAsync(network.CohortPage("/applications"))).Heading.ShouldBe(
            "En av två ansökningar är avgjord – en väntar på dig"
        );
    }

    [Test]
    public async Task Every_state_has_its_heading_for_both_readers_in_both_languages()
    {
        var network = await MakeAsync();
        var headings = new HashSet<string>();
        var (own, coordinator) = (
            await network["Luleå", Function.Politician].ReaderAsync(),
            await network.Coordinator.ReaderAsync()
        );
        await LookAsync();
        await network.ChangeAsync(async db =>
            await db.Applications.AddAsync(
                new Application
                {
                    CohortId = network.Cohort.Id,
                    OrganisationId = network["Luleå"].Id,
                    Status = ApplicationStatus.Invited,
                    InvitedAt = DateTimeOffset.UtcNow,
                }
            )
        );
        foreach (var status in Enum.GetValues<ApplicationStatus>())
        {
            await network.ChangeAsync(async db => (await db.Applications.SingleAsync()).Status = status);
            await LookAsync();
        }

        headings.Count.ShouldBeGreaterThan(20);

        async Task LookAsync()
        {
            foreach (var reader in new[] { own, coordinator })
            {
                foreach (var language in new[] { "sv", "en" })
                {
                    await reader.PostAsync("/language", ("language", language));
                    var page = (await reader.GetAsync(network.ApplicationPage("Luleå"))).ShouldBeOk();
                    page.Heading.ShouldNotBeEmpty();
                    page.Text.ShouldNotContain("{0}");
                    headings.Add(page.Heading);
                }
            }
        }
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

    private static string Was(Page page) =>
        System.Text.RegularExpressions.Regex.Match(page.Html, "name=\"Was\" value=\"([^\"]*)\"").Groups[1].Value;

    private async Task<TestNetwork> MakeAsync(params string[] others)
    {
        var network = await BuildAsync(n => n.Outside([.. others, "Luleå"]).Stage(CohortStage.Application));
        await network.AskAsync();
        return network;
    }
}
