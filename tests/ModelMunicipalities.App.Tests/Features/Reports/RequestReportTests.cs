namespace ModelMunicipalities.App.Tests.Features.Reports;

public class RequestReportTests(DatabaseProvider provider) : ReportTest(provider)
{
    [Test]
    public async Task A_report_is_asked_for_made_told_of_and_fetched_any_number_of_times()
    {
        var network = await ScoredAsync();
        var address = await network.AskAsync(
            network.Coordinator,
            new
            {
                kind = "cohort",
                format = "pdf",
                language = "sv",
            }
        );
        var queued = (await network.Coordinator.Api.GetAsync(address)).ShouldBeOk();
        (queued["status"]!.ToString(), queued["progress"]!.GetValue<int>(), queued["error"]).ShouldBe(("queued", 0, null));
        (await network.Coordinator.Api.GetAsync(address + "/file")).ShouldBeRefused(HttpStatusCode.Conflict, "ReportNotReady");

        (await network.MakeReportsAsync()).ShouldBe(1);
        var ready = (await network.Coordinator.Api.GetAsync(address)).ShouldBeOk();
        (ready["status"]!.ToString(), ready["progress"]!.GetValue<int>(), ready["title"]!.ToString()).ShouldBe(
            ("ready", 100, "Så går det i omgång " + network.Cohort.Name)
        );
        var (first, second) = (
            await network.FileAsync(network.Coordinator, address),
            await network.FileAsync(network.Coordinator, address)
        );
        second.ShouldBe(first);
        var info = await PdfReader.ReadInfoAsync(first);
        (info["Tagged"], info["Title"], PdfReader.ReadLanguage(first), PdfReader.IsUniversallyAccessible(first)).ShouldBe(
            ("yes", "Så går det i omgång " + network.Cohort.Name, "sv", true)
        );

        var mail = (await network.MailsAsync()).ShouldHaveSingleItem();
        (mail.To, mail.Topic).ShouldBe((network.Coordinator.Email, MailTopic.Report));
        mail.Body.ShouldContain($"{Server.Address.ToString().TrimEnd('/')}/{network.Slug}/reports/");
    }

    [Test]
    public async Task The_same_asked_for_again_while_it_is_under_way_is_the_same_report_and_afterwards_a_new_version()
    {
        var network = await ScoredAsync();
        object body = new
        {
            kind = "cohort",
            format = "csv",
            language = "sv",
        };
        var asked = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => network.AskAsync(network.Coordinator, body)));
        asked.Distinct().ShouldHaveSingleItem();
        (await network.MakeReportsAsync()).ShouldBe(1);
        var again = await network.ReportAsync(network.Coordinator, body);
        again.ShouldNotBe(asked[0]);
        (await network.Coordinator.Api.GetAsync(again))["version"]!.GetValue<int>().ShouldBe(2);
        (await network.Coordinator.Api.GetAsync(asked[0] + "/file")).ShouldBeOk();
        var listed = (await network.Coordinator.Api.GetAsync(network.InCohort("/reports"))).ShouldBeOk();
        listed["total"]!.GetValue<int>().ShouldBe(2);
    }

    [Test]
    public async Task What_cannot_be_asked_for_is_refused_beside_its_field()
    {
        var network = await ScoredAsync();
        (await network.Coordinator.Api.PostAsync(network.InCohort("/reports"), new { format = "csv" })).ShouldBeInvalid(
            "ReportKindMissing",
            "kind"
        );
        (await network.Coordinator.Api.PostAsync(network.InCohort("/reports"), new { kind = "municipality" })).ShouldBeInvalid(
            "ReportOrganisation",
            "organisation"
        );
        (
            await network.Coordinator.Api.PostAsync(network.InCohort("/reports"), new { kind = "mentor", organisation = "lulea" })
        ).ShouldBeInvalid("ReportNotMentor", "organisation");
        (
            await network.Coordinator.Api.PostAsync(
                network.InCohort("/reports"),
                new { kind = "municipality", organisation = "nowhere" }
            )
        ).ShouldBe(HttpStatusCode.NotFound);
        (
            await network.Coordinator.Api.PostAsync(network.InCohort("/reports"), new { kind = "cohort", language = "fi" })
        ).ShouldBeInvalid("LanguageUnknown", "language");
        (await network.Coordinator.Api.PostAsync(network.InNetwork("/reports"), new { kind = "annual" })).ShouldBeInvalid(
            "ReportYear",
            "year"
        );
        (
            await network.Coordinator.Api.PostAsync(network.InNetwork("/reports"), new { kind = "annual", year = 1900 })
        ).ShouldBeInvalid("ReportYear", "year");
        (
            await network["Luleå", Function.KeyPerson]
                .Api.PostAsync(network.InCohort("/reports"), new { kind = "municipality", organisation = "boden" })
        ).ShouldBeRefused(HttpStatusCode.Forbidden, "OrganisationOnly");

        var page = await (await network.Coordinator.ReaderAsync()).PostAsync(
            network.CohortPage("/reports"),
            ("Kind", "Municipality"),
            ("Format", "Xlsx"),
            ("Language", "en")
        );
        page.ShouldBe(HttpStatusCode.BadRequest);
        page.Html.ShouldContain("id=\"organisation\"");
        page.Html.ShouldMatch("value=\"Xlsx\" checked");
    }
}
