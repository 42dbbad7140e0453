namespace ModelMunicipalities.App.Tests.Features.Cohorts;

public class ViewMentorTests(DatabaseProvider provider) : OnEveryDatabase(provider)
{
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
}
