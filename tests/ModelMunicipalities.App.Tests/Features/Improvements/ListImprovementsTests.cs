using Microsoft.EntityFrameworkCore;

namespace ModelMunicipalities.App.Tests.Features.Improvements;

public class ListImprovementsTests(DatabaseProvider provider) : ImprovementTest(provider)
{
    [Test]
    public async Task Each_sees_its_own_and_its_groups_and_the_coordinator_all_with_late_ones_first()
    {
        var network = await MakeAsync();
        await ShowsAsync(network.Coordinator, "", "Sen", "Still", "Deras", "Ny", "Klar");
        await ShowsAsync(network["Boden", Function.Politician], "", "Sen", "Still", "Ny", "Klar");
        await ShowsAsync(network["Piteå", Function.KeyPerson], "", "Sen", "Still", "Ny", "Klar");
        await ShowsAsync(network["Vännäs", Function.KeyPerson], "", "Deras");
        (await network["Kalmar", Function.KeyPerson].Api.GetAsync(network.InCohort("/improvements"))).ShouldBeRefused(
            HttpStatusCode.Forbidden,
            "NotYours"
        );
        (await network["Vännäs", Function.KeyPerson].Api.GetAsync(network.Of("Luleå", "/improvements"))).ShouldBeRefused(
            HttpStatusCode.Forbidden,
            "NotYours"
        );
        (await network.Coordinator.Api.GetAsync(network.Of("Kalmar", "/improvements"))).ShouldBe(HttpStatusCode.NotFound);

        await ShowsAsync(network.Coordinator, "?status=done", "Klar");
        await ShowsAsync(network.Coordinator, "?step=7", "Sen", "Deras");
        await ShowsAsync(network.Coordinator, "?flag=overdue", "Sen");
        await ShowsAsync(network.Coordinator, "?flag=untouched", "Still");
        await ShowsAsync(network.Coordinator, "?q=EKONOMI", "Sen");
        await ShowsAsync(network.Coordinator, "?q=vännäs", "Deras");
        await ShowsAsync(network.Coordinator, "?q=finns+inte");
        await ShowsAsync(network.Coordinator, "?page=2&pageSize=2", "Deras", "Ny");
        (await network.Coordinator.Api.GetAsync(network.InCohort("/improvements?status=x"))).Status.ShouldBe(
            HttpStatusCode.BadRequest
        );
        (await network.Coordinator.Api.GetAsync(network.InCohort("/improvements?q=" + new string('x', 101)))).ShouldBeInvalid(
            "TextTooLong",
            "q"
        );

        var own = (
            await network["Luleå", Function.Manager].Api.GetAsync(network.Of("Luleå", "/improvements?status=done"))
        ).ShouldBeOk();
        (
            own["total"]!.GetValue<int>(),
            own["all.active"]!.GetValue<int>(),
            own["overdue"]!.GetValue<int>(),
            own["untouched"]!.GetValue<int>(),
            own["isOwn"]!.GetValue<bool>(),
            own["shares"]!.GetValue<bool>()
        ).ShouldBe((1, 2, 1, 1, true, false));
        (await network.Coordinator.Api.GetAsync(network.Of("Luleå", "/improvements")))["shares"].ShouldBeNull();

        async Task ShowsAsync(Member member, string query, params string[] titles) =>
            (await member.Api.GetAsync(network.InCohort("/improvements" + query))).ShouldBeOk()["items"]!
                .AsArray()
                .Select(i => i!["title"]!.ToString())
                .ShouldBe(titles, $"{member.Name} {query}");
    }

    [Test]
    public async Task The_board_tells_what_is_late_and_moves_with_one_click()
    {
        var network = await MakeAsync();
        var (reader, board) = (await network["Luleå", Function.Manager].ReaderAsync(), network.PageOf("Luleå", "/improvements"));
        var page = (await reader.GetAsync(board)).ShouldBeOk();
        page.Heading.ShouldBe("En av tre förbättringar är sen");
        var id = await network.InDbAsync(async db => (await db.Improvements.SingleAsync(i => i.Title == "Ny")).Id);
        (await reader.PostAsync(board + "?handler=Status", ("Improvement", $"{id}"), ("Version", "0"), ("To", "Active")))
            .ShouldBe(HttpStatusCode.Conflict)
            .Text.ShouldContain("Någon annan har hunnit ändra");
        (
            await reader.PostAsync(board + "?handler=Status", ("Improvement", $"{id}"), ("Version", "1"), ("To", "Active"))
        ).ShouldLeadTo(board);
        (
            await reader.PostAsync(board + "?handler=Status", ("Improvement", $"{id}"), ("Version", "1"), ("To", "Active"))
        ).ShouldLeadTo(board);
        (await network.TrailAsync("ImprovementBegun")).Count(t => t.Detail == "Ny").ShouldBe(1);
        (await reader.GetAsync(board + "?status=active")).ShouldBeOk().Html.ShouldContain("<table");
        (await (await network["Boden", Function.Manager].ReaderAsync()).GetAsync(board))
            .ShouldBeOk()
            .Html.ShouldNotContain("name=\"To\"");
        (await (await network.Coordinator.ReaderAsync()).GetAsync(network.CohortPage("/improvements?flag=overdue&q=x")))
            .ShouldBeOk()
            .Text.ShouldContain("Ingen förbättring passar");
    }
}
