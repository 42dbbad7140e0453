using System.Text;
using Microsoft.EntityFrameworkCore;
using ModelMunicipalities.Domain.Improvements;

namespace ModelMunicipalities.App.Tests.Features.Improvements;

/// <summary>Boards, lists and files of improvements, and where else they are told of.</summary>
public class ImprovementListTests(DatabaseProvider provider) : OnEveryDatabase(provider)
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
    public async Task The_files_hold_what_the_caller_may_see_and_no_formula()
    {
        var network = await MakeAsync();
        await network.ImproveAsync("Boden", new { title = "=HYPERLINK(\"http://x\")", aim = "<b>" });
        var text = (await network["Piteå", Function.Manager].Api.GetAsync(network.InCohort("/improvements.csv"))).ShouldBeOk();
        text.Message.Content.Headers.ContentDisposition!.FileName!.ShouldContain("2027-forbattringar.csv");
        text.Text.ShouldContain("'=HYPERLINK");
        text.Text.ShouldContain("Sen");
        text.Text.ShouldNotContain("Deras");
        text.Text.Split('\n')[0].ShouldContain("Organisation;Förbättring;Mål;");
        (await network.Coordinator.Api.GetAsync(network.InCohort("/improvements.csv"))).ShouldBeOk().Text.ShouldContain("Deras");
        var own = await (await network["Luleå", Function.KeyPerson].ReaderAsync()).GetAsync(
            network.PageOf("Luleå", "/improvements.xlsx")
        );
        own.ShouldBeOk().Message.Content.Headers.ContentType!.MediaType.ShouldBe(App.Platform.Sheets.XlsxType);
        Encoding.Latin1.GetBytes(own.Html[..2]).ShouldBe("PK"u8.ToArray());
    }

    [Test]
    public async Task The_menu_leads_each_to_her_own()
    {
        var network = await MakeAsync();
        (await (await network["Luleå", Function.Politician].ReaderAsync()).GetAsync(network.Page("/improvements"))).ShouldLeadTo(
            network.PageOf("Luleå", "/improvements")
        );
        (await (await network.Coordinator.ReaderAsync()).GetAsync(network.Page("/improvements"))).ShouldLeadTo(
            network.CohortPage("/improvements")
        );
        (await (await network["Kalmar", Function.Politician].ReaderAsync()).GetAsync(network.Page("/improvements")))
            .ShouldBeOk()
            .Heading.ShouldBe("Inga förbättringar är nedskrivna ännu");
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

    [Test]
    public async Task A_document_is_uploaded_to_an_improvement_and_taken_away_on_its_page()
    {
        var network = await BuildAsync(n => n.Group("Piteå", "Luleå"));
        var (reader, page) = (
            await network["Luleå", Function.Manager].ReaderAsync(),
            network.ImprovementPage("Luleå", await network.ImproveAsync("Luleå"))
        );
        (await reader.PostFileAsync(page + "?handler=Upload", "file", [0x4D, 0x5A, 0x90], "mall.pdf"))
            .ShouldBe(HttpStatusCode.BadRequest)
            .Html.ShouldContain("id=\"file-wrong\"");
        (await reader.PostAsync(page + "?handler=Upload"))
            .ShouldBe(HttpStatusCode.BadRequest)
            .Html.ShouldContain("id=\"file-wrong\"");
        (await network.InDbAsync(db => db.Attachments.CountAsync())).ShouldBe(0);

        (await reader.PostFileAsync(page + "?handler=Upload", "file", MeetingRoom.Pdf, "../mall.pdf")).ShouldLeadTo(
            page + "#attachments"
        );
        var kept = await network.InDbAsync(db => db.Attachments.SingleAsync());
        (await reader.GetAsync(page))
            .ShouldBeOk()
            .Html.ShouldContain($"{network.Page($"/attachments/{kept.Id}")}\">mall.pdf</a>");
        (await reader.PostAsync(page + "?handler=RemoveDocument", ("attachment", $"{kept.Id}"))).ShouldLeadTo(
            page + "#attachments"
        );
        (await network.InDbAsync(db => db.Attachments.CountAsync())).ShouldBe(0);
    }

    [Test]
    public async Task The_pages_write_change_and_keep_what_was_typed()
    {
        var network = await BuildAsync(n => n.Open("bm2").Group("Piteå", "Luleå"));
        var (reader, list) = (await network["Luleå", Function.KeyPerson].ReaderAsync(), network.PageOf("Luleå", "/improvements"));
        var meeting = await network.MeetingIdAsync("Luleå", "bm1");
        (await reader.GetAsync($"{list}/new?meeting={meeting}"))
            .ShouldBeOk()
            .Html.ShouldContain($"<option value=\"{meeting}\" selected=\"selected\">");
        var wrong = (
            await reader.PostAsync(list + "/new", ("Name", ""), ("Aim", "Kvar"), ("DueOn", "fel"), ("Steps", "4"))
        ).ShouldBe(HttpStatusCode.BadRequest);
        wrong.Html.ShouldContain("href=\"#title\"");
        wrong.Html.ShouldContain("href=\"#dueOn\"");
        wrong.Html.ShouldContain("Kvar</textarea>");
        var made = (
            await reader.PostAsync(list + "/new", ("Name", "Mall"), ("Aim", "Mål"), ("Steps", "4"), ("PlannedAt", $"{meeting}"))
        )
            .ShouldBe(HttpStatusCode.Redirect)
            .Location!;
        var page = (await reader.GetAsync(made)).ShouldBeOk();
        page.Heading.ShouldBe("”Mall” väntar på att börja");
        page.Text.ShouldContain("Planera första cykeln");
        page.Text.ShouldContain("planerad på BM 1");

        (await reader.PostAsync(made + "?handler=Cycle", ("Version", "1"), ("Cycle.Plan", "")))
            .ShouldBe(HttpStatusCode.BadRequest)
            .Html.ShouldContain("href=\"#next-Plan\"");
        (await reader.PostAsync(made + "?handler=Cycle", ("Version", "1"), ("Cycle.Plan", "Vi provar"))).ShouldLeadTo(
            made + "#cycles"
        );
        (
            await reader.PostAsync(
                made + "?handler=Cycle",
                ("Version", "2"),
                ("Number", "1"),
                ("Cycle.Plan", "Vi provar"),
                ("Cycle.Study", "Sett")
            )
        )
            .ShouldBe(HttpStatusCode.BadRequest)
            .Html.ShouldContain("Sett</textarea>");
        (
            await reader.PostAsync(
                made + "?handler=Cycle",
                ("Version", "2"),
                ("Number", "1"),
                ("Cycle.Plan", "Vi provar"),
                ("Cycle.Do", "Gjort")
            )
        ).ShouldLeadTo(made + "#cycle-1");
        (await reader.GetAsync(made)).ShouldBeOk().Text.ShouldContain("Skriv vad ni såg");
        var stale = (
            await reader.PostAsync(
                made + "?handler=Cycle",
                ("Version", "2"),
                ("Number", "1"),
                ("Cycle.Plan", "Vi provar"),
                ("Cycle.Do", "Gjort"),
                ("Cycle.Study", "Mitt")
            )
        ).ShouldBe(HttpStatusCode.Conflict);
        stale.Html.ShouldContain("Mitt</textarea>");
        stale.Text.ShouldContain("Så här ser det ut nu");
        (await reader.PostAsync(made + "?handler=Status", ("Version", "3"), ("To", "Active"))).ShouldLeadTo(made);
        (await reader.PostAsync(made + "?handler=Comment", ("Text", "")))
            .ShouldBe(HttpStatusCode.BadRequest)
            .Html.ShouldContain("href=\"#text\"");
        (await reader.PostAsync(made + "?handler=Comment", ("Text", "Hej"))).ShouldLeadTo(made + "#comments");
        var comment = await network.InDbAsync(async db => (await db.ImprovementComments.SingleAsync()).Id);
        (await reader.PostAsync(made + "?handler=RemoveComment", ("Comment", $"{comment}"))).ShouldLeadTo(made + "#comments");

        var second = await network.MeetingIdAsync("Luleå", "bm2");
        (await reader.GetAsync($"{made}?meeting={second}")).ShouldBeOk().Html.ShouldContain("id=\"review\" open");
        (
            await reader.PostAsync(
                made + "?handler=Review",
                ("Meeting", $"{second}"),
                ("ReviewStatus", "Active"),
                ("Finding", "På väg"),
                ("From", $"{second}")
            )
        ).ShouldLeadTo(network.Page($"/meetings/{second}/record#improvements"));
        (
            await reader.PostAsync(
                made + "?handler=Review",
                ("Meeting", $"{meeting}"),
                ("ReviewStatus", "Active"),
                ("Finding", "Kvar")
            )
        )
            .ShouldBe(HttpStatusCode.Conflict)
            .Html.ShouldContain("Kvar</textarea>");

        var edit = made + "/edit";
        (await reader.GetAsync(edit)).ShouldBeOk().Html.ShouldContain("value=\"Mall\"");
        (await reader.PostAsync(edit, ("Version", "1"), ("Name", "Min")))
            .ShouldBe(HttpStatusCode.Conflict)
            .Text.ShouldContain("Så här står det nu:");
        var version = (
            await network.ImprovementVersionAsync(
                "Luleå",
                int.Parse(made.Split('/')[^1], System.Globalization.CultureInfo.InvariantCulture)
            )
        ).Trim('"');
        (await reader.PostAsync(edit, ("Version", version), ("Name", "Min"))).ShouldLeadTo(made);
        (await reader.GetAsync(made)).ShouldBeOk().Heading.ShouldBe("”Min” pågår");
    }

    [Test]
    public async Task A_municipality_a_mentor_and_the_coordinator_are_told_what_is_late()
    {
        var network = await MakeAsync();
        var own = (await network["Luleå", Function.Politician].Api.GetAsync(network.Of("Luleå"))).ShouldBeOk();
        own["improvements"]!.AsArray().Select(i => i!["title"]!.ToString()).ShouldBe(["Sen", "Still", "Ny"]);
        (await (await network["Luleå", Function.Politician].ReaderAsync()).GetAsync(network.PageOf("Luleå")))
            .ShouldBeOk()
            .Text.ShouldContain("En av tre förbättringar är sen");
        var mentees = (await network["Piteå", Function.KeyPerson].Api.GetAsync(network.InCohort("/mentees"))).ShouldBeOk();
        mentees["mentees"]!
            .AsArray()
            .Select(m =>
                (
                    m!["name"]!.ToString(),
                    m["openImprovements"]!.GetValue<int>(),
                    m["overdueImprovements"]!.GetValue<int>(),
                    m["untouchedImprovements"]!.GetValue<int>()
                )
            )
            .ShouldBe([("Boden", 0, 0, 0), ("Luleå", 3, 1, 1)]);
        (await (await network["Piteå", Function.KeyPerson].ReaderAsync()).GetAsync(network.CohortPage("/mentees")))
            .ShouldBeOk()
            .Html.ShouldContain(network.PageOf("Luleå", "/improvements"));
        (await network.Coordinator.Api.GetAsync(network.InCohort("/progress"))).ShouldBeOk()["overdueImprovements"]!
            .GetValue<int>()
            .ShouldBe(1);
        (await (await network.Coordinator.ReaderAsync()).GetAsync(network.CohortPage()))
            .ShouldBeOk()
            .Text.ShouldContain("En förbättring är sen");
    }

    /// <summary>In Luleå one overdue, one that has stood still, one new, one done; in another group one more.</summary>
    private async Task<TestNetwork> MakeAsync()
    {
        var network = await BuildAsync(n => n.Group("Piteå", "Luleå", "Boden").Group("Umeå", "Vännäs").Outside("Kalmar"));
        var late = await network.ImproveAsync(
            "Luleå",
            new
            {
                title = "Sen",
                steps = new[] { 7 },
                owner = "Ekonomichefen",
                dueOn = "2020-01-01",
            }
        );
        var still = await network.ImproveAsync("Luleå", new { title = "Still" });
        await network.ImproveAsync("Luleå", new { title = "Ny", dueOn = "2099-01-01" });
        var done = await network.ImproveAsync("Luleå", new { title = "Klar", dueOn = "2020-01-01" });
        await network.ImproveAsync(
            "Vännäs",
            new
            {
                title = "Deras",
                steps = new[] { 7 },
                dueOn = "2098-01-01",
            }
        );
        foreach (var id in new[] { late, still, done })
        {
            (await network.MoveImprovementAsync("Luleå", id, "active")).ShouldBeOk();
        }

        (await network.MoveImprovementAsync("Luleå", done, "done")).ShouldBeOk();
        await network.ChangeAsync(async db =>
            (await db.Improvements.SingleAsync(i => i.Id == still)).TouchedAt = DateTimeOffset.UtcNow.AddDays(
                -Improvement.UntouchedDays
            )
        );
        return network;
    }
}
