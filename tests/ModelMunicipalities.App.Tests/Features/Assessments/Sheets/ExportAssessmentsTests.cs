namespace ModelMunicipalities.App.Tests.Features.Assessments;

public class ExportAssessmentsTests(DatabaseProvider provider) : OnEveryDatabase(provider)
{
    [Test]
    public async Task The_cohorts_workbook_has_a_sheet_for_each_organisation()
    {
        var network = await BuildAsync(n => n.Group("Piteå", "Luleå", "Boden").Submitted("Luleå", "startup", "2222222222"));
        var file = (await network.Coordinator.Api.GetAsync(network.InCohort("/assessments.xlsx"))).ShouldBeOk();
        Workbook.Read(await file.Message.Content.ReadAsByteArrayAsync()).Keys.ShouldBe(["Boden", "Luleå", "Piteå"]);
    }

    [Test]
    public async Task An_empty_cohort_is_exported_as_a_heading()
    {
        var network = await BuildAsync(n => n.Group("Piteå", "Luleå"));
        (await network.Coordinator.Api.GetAsync(network.InCohort("/assessments.csv")))
            .ShouldBeOk()
            .Text.Trim('\uFEFF', '\r', '\n')
            .ShouldBe("organisation;occasion;step;score;comment");
        (await network.Coordinator.Api.GetAsync(network.InCohort("/assessments.xlsx"))).ShouldBeOk();
    }

    [Test]
    public async Task The_portal_gives_the_same_files_by_its_cookie()
    {
        var network = await BuildAsync(n => n.Group("Piteå", "Luleå").Submitted("Luleå", "startup", "2222222222"));
        var reader = await network.Coordinator.ReaderAsync();
        var file = (await reader.GetAsync(network.CohortPage("/assessments.csv"))).ShouldBeOk();
        file.Html.ShouldContain("lulea;startup;1;2");
        (await reader.GetAsync(network.PageOf("Luleå", "/checklist.xlsx"))).ShouldBeOk();
        (await (await network.Observer.ReaderAsync()).GetAsync(network.CohortPage("/assessments.csv")))
            .ShouldBe(HttpStatusCode.Forbidden)
            .Heading.ShouldNotBeEmpty();
    }
}
