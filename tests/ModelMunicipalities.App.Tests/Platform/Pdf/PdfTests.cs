using System.Globalization;
using ModelMunicipalities.App.Features.Reports;

namespace ModelMunicipalities.App.Tests.Platform;

/// <summary>The template, read back by another program.</summary>
public class PdfTemplateTests
{
    [Test]
    public async Task A_report_is_a_tagged_PDF_with_title_and_language()
    {
        var pdf = await PdfKit.CompileAsync(SampleReport.Swedish());
        var info = await PdfReader.ReadInfoAsync(pdf);
        info["Tagged"].ShouldBe("yes");
        info["Title"].ShouldBe(SampleReport.Swedish().Title);
        info["Page size"].ShouldContain("A4");
        PdfReader.ReadLanguage(pdf).ShouldBe("sv");
        PdfReader.IsUniversallyAccessible(pdf).ShouldBeTrue();
    }

    [Test]
    public async Task Every_word_and_figure_of_it_can_be_read_and_is_not_taken_for_markup()
    {
        var document = SampleReport.Swedish();
        var text = (await PdfReader.ReadTextAsync(await PdfKit.CompileAsync(document))).Squeezed();
        SampleReport.Texts(document).Where(part => !text.Contains(part.Squeezed(), StringComparison.Ordinal)).ShouldBeEmpty();
        text.ShouldContain("Sida1av3");
        text.ShouldContain("Sida3av3");
        text.ShouldContain("Tabell3");
    }

    [Test]
    public async Task Headings_tables_and_charts_are_tagged_as_what_they_are()
    {
        var tags = (await PdfReader.ReadTagsAsync(await PdfKit.CompileAsync(SampleReport.Swedish())))
            .Split('\n')
            .Select(l => l.Trim().Split(' ', ':')[0])
            .ToList();
        tags.Count(t => t == "H1").ShouldBe(6); // four sections, contents and notes
        tags.Count(t => t == "Table").ShouldBe(3);
        tags.Count(t => t == "TH").ShouldBe(7 + 16 + 3);
        tags.Count(t => t == "TFoot").ShouldBe(1);
        tags.Count(t => t == "Figure").ShouldBe(2);
        tags.Count(t => t == "Caption").ShouldBe(5);
        tags.Count(t => t == "TOCI").ShouldBe(5);
    }

    [Test]
    public async Task English_is_English_throughout()
    {
        var pdf = await PdfKit.CompileAsync(SampleReport.English());
        PdfReader.ReadLanguage(pdf).ShouldBe("en");
        var text = await PdfReader.ReadTextAsync(pdf);
        text.ShouldContain("Page 1 of 3");
        text.ShouldContain("Table 1");
        text.ShouldContain("Figure 1");
        text.ShouldContain("Contents");
        text.ShouldNotContain("Tabell");
    }

    [Test]
    public async Task One_with_next_to_nothing_in_it_is_a_page()
    {
        var pdf = await PdfKit.CompileAsync(SampleReport.Bare());
        (await PdfReader.ReadInfoAsync(pdf))["Pages"].ShouldBe("1");
        var text = await PdfReader.ReadTextAsync(pdf);
        text.ShouldContain("Ingenting ännu");
        text.ShouldNotContain("Innehåll");
        text.ShouldNotContain("Om siffrorna");
    }

    [TestCase("Sunne 🙂")]
    [TestCase("\U0001F469\u200D\U0001F467 中文")]
    [TestCase("\uFFFE")]
    public async Task A_character_that_no_font_has_costs_no_report(string name)
    {
        var text = await PdfReader.ReadTextAsync(
            await PdfKit.CompileAsync(SampleReport.Bare() with { Title = $"Start {name} slut", Lede = name })
        );
        text.ShouldContain("Start");
        text.ShouldContain("slut");
    }

    [TestCase("עיריית ירושלים")]
    [TestCase("\u0001\u0002\t\r\n\n\n")]
    [TestCase("\u2028\u2029")]
    [TestCase("")]
    [TestCase(" ")]
    public async Task Nor_does_any_other_text(string text) =>
        await PdfKit.CompileAsync(
            SampleReport.Bare() with
            {
                Lede = text,
                Context = text,
                Figures = [new(text, text)],
                Sections =
                [
                    new(
                        text,
                        [
                            text,
                            Block.ToNotice(text),
                            new DataTable(text, [Column.Words(text), new(text)], [(Cell[])[new(text), new(text)]]),
                        ]
                    ),
                ],
                Notes = [text],
            }
        );

    [Test]
    public async Task A_long_table_says_its_columns_on_every_page_and_loses_no_row()
    {
        var table = new DataTable(
            "Alla kommuner",
            [Column.Words("Kommun"), new("Summa nu")],
            Enumerable.Range(1, 290).Select(i => (Cell[])[new($"Kommun {i}."), new($"{i}", i)])
        );
        var pdf = await PdfKit.CompileAsync(SampleReport.Bare() with { Sections = [new("Kommuner", [table])] });
        var text = await PdfReader.ReadTextAsync(pdf);
        var pages = int.Parse((await PdfReader.ReadInfoAsync(pdf))["Pages"], CultureInfo.InvariantCulture);
        text.Split("Kommun Summa nu").Length.ShouldBe(pages + 1);
        Enumerable.Range(1, 290).ShouldAllBe(i => text.Contains($"Kommun {i}. {i}\n"));
    }

    [Test]
    public async Task A_cell_longer_than_a_page_is_not_cut_off()
    {
        var words = string.Join(' ', Enumerable.Range(1, 2000).Select(i => $"ord{i}"));
        var table = new DataTable(
            "Lång",
            [Column.Words("Kommun"), Column.Words("Vad som hände")],
            [(Cell[])[new("Laxå"), new(words)]]
        );
        (
            await PdfReader.ReadTextAsync(
                await PdfKit.CompileAsync(SampleReport.Bare() with { Sections = [new("Lång", [table])] })
            )
        ).ShouldContain("ord2000");
    }
}
