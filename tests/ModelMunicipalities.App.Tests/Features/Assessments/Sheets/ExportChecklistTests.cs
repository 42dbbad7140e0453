using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using ModelMunicipalities.Domain.Accounts;

namespace ModelMunicipalities.App.Tests.Features.Assessments;

public class ExportChecklistTests(DatabaseProvider provider) : OnEveryDatabase(provider)
{
    [Test]
    public async Task A_checklist_has_steps_down_and_occasions_across_with_the_sums()
    {
        var network = await BuildAsync(n =>
            n.Group("Piteå", "Luleå").Submitted("Luleå", "startup", "2222222222").Submitted("Luleå", "bm1", "3333333333")
        );
        var file = (await network["Luleå", Function.KeyPerson].Api.GetAsync(network.Of("Luleå", "/checklist.xlsx"))).ShouldBeOk();
        file.Message.Content.Headers.ContentType!.MediaType.ShouldBe(
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
        );
        var rows = Workbook.Read(await file.Message.Content.ReadAsByteArrayAsync()).ShouldHaveSingleItem().Value;
        rows[0].ShouldBe(["Luleå, Omgång 2027", "Uppstart", "BM 1", "BM 2", "BM 3", "Resultatkonferens"]);
        rows.Skip(1)
            .Take(10)
            .Select(r => (r[0].Split('.')[0], r[1], r[2], r[3]))
            .ShouldBe(Enumerable.Range(1, 10).Select(s => ($"{s}", "2", "3", "")));
        rows[11][..3].ShouldBe(["Summa", "20", "30"]);
    }

    [Test]
    public async Task The_group_gets_no_comment_that_was_not_meant_for_it_and_nobody_gets_a_draft()
    {
        var network = await BuildAsync(n => n.Group("Piteå", "Luleå", "Boden"));
        await network.AllHandInAsync("Luleå", "bm1", "2222222222");
        await network.AgreeAsync("Luleå", "bm1", "0022222222");
        var comments = new
        {
            scores = new object[]
            {
                new
                {
                    step = 1,
                    score = 3,
                    comment = "Delas med gruppen",
                    shared = true,
                },
                new
                {
                    step = 2,
                    score = 1,
                    comment = "Stannar hos oss",
                    shared = false,
                },
            },
        };
        (
            await network["Luleå", Function.KeyPerson]
                .Api.PutAsync(network.At("Luleå", "bm1", "/consensus"), comments, await network.VersionAsync("Luleå", "bm1"))
        ).ShouldBeOk();
        async Task<string> Export(Member member) =>
            (await member.Api.GetAsync(network.Of("Luleå", "/checklist.csv"))).ShouldBeOk().Text;

        foreach (
            var member in new[]
            {
                network["Luleå", Function.KeyPerson],
                network["Boden", Function.KeyPerson],
                network.Coordinator,
            }
        )
        {
            (await Export(member)).ShouldNotContain("Delas med gruppen", customMessage: "nothing is submitted yet");
        }

        (await network["Luleå", Function.KeyPerson].Api.PostAsync(network.At("Luleå", "bm1", "/submission"))).ShouldBeOk();
        (await Export(network["Luleå", Function.Manager])).ShouldContain("Stannar hos oss");
        (await Export(network.Coordinator)).ShouldContain("Stannar hos oss");
        foreach (var member in new[] { network["Boden", Function.KeyPerson], network["Piteå", Function.Politician] })
        {
            var shared = await Export(member);
            shared.ShouldContain("Delas med gruppen");
            shared.ShouldNotContain("Stannar hos oss");
        }
    }

    [Test]
    public async Task A_text_that_a_spreadsheet_would_calculate_is_kept_a_text()
    {
        var network = await BuildAsync(n => n.Group("Piteå", "Luleå"));
        await network.AllHandInAsync("Luleå", "bm1", "2222222222");
        await network.AgreeAsync("Luleå", "bm1", "0222222222");
        var evil = new
        {
            scores = new[]
            {
                new
                {
                    step = 1,
                    score = 2,
                    comment = "=HYPERLINK(\"http://evil.example\")",
                },
            },
        };
        (
            await network["Luleå", Function.KeyPerson]
                .Api.PutAsync(network.At("Luleå", "bm1", "/consensus"), evil, await network.VersionAsync("Luleå", "bm1"))
        ).ShouldBeOk();
        (await network["Luleå", Function.KeyPerson].Api.PostAsync(network.At("Luleå", "bm1", "/submission"))).ShouldBeOk();
        foreach (var path in new[] { network.InCohort("/assessments.csv"), network.Of("Luleå", "/checklist.csv") })
        {
            (await network.Coordinator.Api.GetAsync(path)).Text.ShouldContain("'=HYPERLINK");
        }
    }
}
