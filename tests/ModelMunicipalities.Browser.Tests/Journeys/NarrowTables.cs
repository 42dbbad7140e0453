using Microsoft.Playwright;
using ModelMunicipalities.App.Features;
using ModelMunicipalities.App.Platform;
using ModelMunicipalities.Browser.Tests.Kit;
using NUnit.Framework;
using Shouldly;
using static Microsoft.Playwright.Assertions;

namespace ModelMunicipalities.Browser.Tests.Journeys;

public sealed class NarrowTables : BrowserTest
{
    [Test]
    public async Task A_table_that_is_wider_than_the_page_is_shaded_where_there_is_more_of_it()
    {
        var lena = await SignedInAsync(Who.Coordinator, prepare: o => o.ViewportSize = new() { Width = 360, Height = 740 });
        foreach (var address in new[] { Links.Benchmark(Hedemora.Network, Hedemora.Cohort), Links.People(Hedemora.Network) })
        {
            await lena.GotoAsync(address);
            var box = lena.Locator(".scroll").First;
            (await box.EvaluateAsync<bool>("e => e.scrollWidth > e.clientWidth")).ShouldBeTrue(address);

            // What covers the shadows moves with the table.
            await Expect(box).ToHaveCSSAsync("background-attachment", "local, local, scroll, scroll");
            (await box.EvaluateAsync<int>("e => getComputedStyle(e).backgroundImage.match(/gradient/g).length")).ShouldBe(4);
        }
    }

    [Test]
    public async Task The_name_of_an_occasion_stands_on_one_line_in_the_head_of_a_table()
    {
        var lena = await SignedInAsync(Who.Coordinator, prepare: o => o.ViewportSize = new() { Width = 360, Height = 740 });
        await lena.GotoAsync(Links.Benchmark(Hedemora.Network, Hedemora.Cohort));
        var head = lena.GetByRole(AriaRole.Columnheader, new() { Name = "BM 1", Exact = true }).First;
        (
            await head.EvaluateAsync<int>(
                "e => { const all = document.createRange(); all.selectNodeContents(e); return all.getClientRects().length; }"
            )
        ).ShouldBe(1);
    }
}
