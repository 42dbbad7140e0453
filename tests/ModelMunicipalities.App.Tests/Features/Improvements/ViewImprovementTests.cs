using Microsoft.EntityFrameworkCore;

namespace ModelMunicipalities.App.Tests.Features.Improvements;

public class ViewImprovementTests(DatabaseProvider provider) : OnEveryDatabase(provider)
{
    [Test]
    public async Task After_leaving_an_organisation_reads_its_own_and_writes_nothing()
    {
        var network = await BuildAsync(n => n.Group("Piteå", "Luleå", "Boden"));
        var (id, theirs) = (await network.ImproveAsync("Luleå"), await network.ImproveAsync("Boden"));
        var key = network["Luleå", Function.KeyPerson];
        (await key.Api.PostAsync(network.Of("Luleå", "/withdrawal"), new { reason = "tid" })).ShouldBeOk();
        (await key.Api.GetAsync(network.ImprovementOf("Luleå", id))).ShouldBeOk();
        (await key.Api.GetAsync(network.ImprovementOf("Boden", theirs))).ShouldBeRefused(HttpStatusCode.Forbidden, "NotYours");
        (await key.Api.GetAsync(network.InCohort("/improvements"))).ShouldBeOk()["items"]!
            .AsArray()
            .Select(i => i!["organisation"]!.ToString())
            .ShouldBe(["lulea"]);
        (await network.MoveImprovementAsync("Luleå", id, "active")).ShouldBeRefused(HttpStatusCode.Conflict, "HasLeft");
        (await key.Api.PostAsync(network.Of("Luleå", "/improvements"), new { title = "Ny" })).ShouldBeRefused(
            HttpStatusCode.Conflict,
            "HasLeft"
        );
        (await key.Api.PostAsync(network.ImprovementOf("Luleå", id, "/comments"), new { text = "Hej" })).ShouldBeRefused(
            HttpStatusCode.Conflict,
            "HasLeft"
        );
        (await (await key.ReaderAsync()).GetAsync(network.PageOf("Luleå", "/improvements/new")))
            .ShouldBeOk()
            .Html.ShouldNotContain("name=\"Aim\"");
        (await (await key.ReaderAsync()).GetAsync(network.ImprovementPage("Luleå", id)))
            .ShouldBeOk()
            .Html.ShouldNotContain("name=\"To\"");
    }

    [Test]
    public async Task An_improvement_is_found_under_its_own_organisation_and_cohort_only()
    {
        var network = await BuildAsync(n => n.Group("Piteå", "Luleå", "Boden"));
        var id = await network.ImproveAsync("Luleå");
        (await network["Boden", Function.KeyPerson].Api.GetAsync(network.ImprovementOf("Boden", id))).ShouldBe(
            HttpStatusCode.NotFound
        );
        (
            await network["Boden", Function.KeyPerson]
                .Api.PutAsync(network.ImprovementOf("Boden", id, "/status"), new { status = "active" })
        ).ShouldBe(HttpStatusCode.NotFound);
        (
            await network["Luleå", Function.KeyPerson]
                .Api.PutAsync(network.ImprovementOf("Luleå", id, "/status"), new { status = (string?)null })
        ).ShouldBeInvalid("Unreadable", "status");
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
}
