using Microsoft.Playwright;
using ModelMunicipalities.App.Platform;
using ModelMunicipalities.Browser.Tests.Kit;
using NUnit.Framework;
using Shouldly;

namespace ModelMunicipalities.Browser.Tests.Pages;

/// <summary>Every page is shown to those who meet it, in both languages, wide in light and dark, and narrow.</summary>
public sealed class EveryPage : BrowserTest
{
    /// <summary>
    /// How a page is looked at, and what axe looks for: colours do not depend on language nor width, nor structure on language.
    /// </summary>
    private static readonly ILookup<string, (int Width, ColorScheme Scheme, AxeRules Rules)> Looks = new[]
    {
        ("sv", (1280, ColorScheme.Light, AxeRules.All)),
        ("sv", (1280, ColorScheme.Dark, AxeRules.Colours)),
        ("sv", (360, ColorScheme.Light, AxeRules.AllButColours)),
        ("en", (1280, ColorScheme.Light, AxeRules.None)),
        ("en", (360, ColorScheme.Light, AxeRules.Layout)),
    }.ToLookup(l => l.Item1, l => l.Item2);

    private static IEnumerable<TestCaseData> Visits() =>
        from tour in Tours.All
        from language in new[] { "sv", "en" }
        select new TestCaseData(tour, language);

    [TestCaseSource(nameof(Visits))]
    public async Task Is_accessible_and_whole_to(Tour tour, string language)
    {
        var page = tour.Who is { } who ? await SignedInAsync(who) : await GuestAsync();
        await page.Context.AddInitScriptAsync(Inspection.Axe);
        await page.Context.AddCookiesAsync([
            new()
            {
                Name = App.Platform.Portal.LanguageCookie,
                Value = language,
                Url = Portal.Address.ToString(),
            },
        ]);
        var wrong = new List<string>();
        foreach (var stop in tour.Stops)
        {
            var name = $"{tour.Name}, {language}, {stop.Address}";
            try
            {
                wrong.AddRange((await LookAsync(page, stop, language)).Select(w => $"{name}: {w}"));
                wrong.AddRange(TakeComplaints().Select(c => $"{name}: {c}"));
            }
            catch (PlaywrightException e)
            {
                wrong.Add($"{name}: {e.Message}");
            }
        }

        wrong.ShouldBeEmpty();
    }

    [Test]
    public void Is_on_a_tour_or_on_the_short_list_of_those_that_are_not()
    {
        var shown = Tours.All.SelectMany(t => t.Stops).Select(s => s.Page).ToHashSet();
        Portal.Pages.Where(p => !shown.Contains(p) && !Tours.NotShown.ContainsKey(p)).ShouldBeEmpty("add a stop to Tours.cs");
        shown.Concat(Tours.NotShown.Keys).Where(p => !Portal.Pages.Contains(p)).ShouldBeEmpty("no such page any more");
        Tours.NotShown.Keys.Where(shown.Contains).ShouldBeEmpty("shown after all");
    }

    private async Task<List<string>> LookAsync(IPage page, Stop stop, string language)
    {
        if (stop.Before is { } before)
        {
            await before(Portal);
        }

        var address = stop.Find is { } find ? await find(Portal) : stop.Address;
        await page.SetViewportSizeAsync(1280, 900);
        await page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Light });
        Portal.ForgetPagesShown();
        var answer = await page.GotoAsync(address);
        var status = answer!.Status;
        if (stop.Act is { } act)
        {
            page.Response += Remember;
            await act(page);
            page.Response -= Remember;
        }

        var wrong = new List<string>();
        if (status != stop.Status || !Portal.PagesShown.Contains(stop.Page))
        {
            wrong.Add($"answered {status} by {string.Join(' ', Portal.PagesShown)}, not {stop.Status} by {stop.Page}");
        }

        wrong.AddRange(await Inspection.ReadAsync(page, language));
        foreach (var (width, scheme, rules) in Looks[language])
        {
            await page.SetViewportSizeAsync(width, 900);
            await page.EmulateMediaAsync(new() { ColorScheme = scheme });
            wrong.AddRange(
                (await Inspection.WidthAsync(page))
                    .Concat(await Inspection.AxeAsync(page, rules))
                    .Select(w => $"at {width}, {scheme}: {w}")
            );
            if (stop.Picture is { } picture)
            {
                await Output.PictureAsync(page, $"{picture} {language} {width} {scheme}");
            }
        }

        return wrong;

        void Remember(object? sender, IResponse response)
        {
            if (response.Request.IsNavigationRequest && response.Request.RedirectedTo is null)
            {
                status = response.Status;
            }
        }
    }
}
