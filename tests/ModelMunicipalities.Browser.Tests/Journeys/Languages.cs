using Microsoft.Playwright;
using ModelMunicipalities.App.Features;
using ModelMunicipalities.App.Platform;
using ModelMunicipalities.Browser.Tests.Kit;
using NUnit.Framework;
using static Microsoft.Playwright.Assertions;

namespace ModelMunicipalities.Browser.Tests.Journeys;

public sealed class Languages : BrowserTest
{
    [Test]
    public async Task The_language_is_changed_on_the_page_and_remembered_on_the_next([Values] bool script)
    {
        var lena = await SignedInAsync(Who.Coordinator, script);
        var address = Links.CohortAt(Hedemora.Network, Hedemora.Cohort, "bm1", "name");
        await lena.GotoAsync(address);
        await Expect(lena.Locator("html")).ToHaveAttributeAsync("lang", "sv");

        await lena.GetByRole(AriaRole.Banner).GetByRole(AriaRole.Button, new() { Name = "English" }).First.ClickAsync();
        await Expect(lena)
            .ToHaveURLAsync(new System.Text.RegularExpressions.Regex(System.Text.RegularExpressions.Regex.Escape(address) + "$"));
        await Expect(lena.Locator("html")).ToHaveAttributeAsync("lang", "en");
        await Expect(lena.Heading()).ToHaveTextAsync("All 15 participants have submitted before BM 1");
        await Expect(lena.GetByRole(AriaRole.Rowheader, new() { Name = "Enskede-Årsta-Vantör" }).First).ToBeVisibleAsync();
        await Expect(lena.GetByRole(AriaRole.Rowheader, new() { Name = "Norrköping" }).First).ToBeVisibleAsync();

        await lena.GotoAsync(Links.Privacy);
        await Expect(lena.Locator("html")).ToHaveAttributeAsync("lang", "en");
        var later = await lena.Context.NewPageAsync();
        await later.GotoAsync("/");
        await Expect(later.Locator("html")).ToHaveAttributeAsync("lang", "en");
        await later.GetByRole(AriaRole.Banner).GetByRole(AriaRole.Button, new() { Name = "Svenska" }).First.ClickAsync();
        await Expect(later.Locator("html")).ToHaveAttributeAsync("lang", "sv");
        await Expect(later.Heading()).ToHaveTextAsync("11 av 15 deltagare har lämnat in inför BM 2, fyra saknas");
    }

    [Test]
    public async Task A_guest_chooses_a_language_before_signing_in_and_keeps_it()
    {
        var page = await GuestAsync();
        await page.GotoAsync(Links.SignIn);
        await page.GetByRole(AriaRole.Button, new() { Name = "English" }).First.ClickAsync();
        await Expect(page.Heading()).ToHaveTextAsync("Sign in");
        await page.GetByLabel("E-mail address").FillAsync(Who.KeyPerson.Email);
        await page.GetByLabel("Password").FillAsync(App.Demo.DemoSetup.Password);
        await page.Locator("main").GetByRole(AriaRole.Button, new() { Name = "Sign in", Exact = true }).ClickAsync();
        await Expect(page.Heading()).ToContainTextAsync("Hedemora has");
        await Expect(page.Locator("html")).ToHaveAttributeAsync("lang", "en");
    }

    [Test]
    public async Task On_a_phone_the_menu_holds_pages_language_and_sign_out()
    {
        var anna = await SignedInAsync(Who.KeyPerson, prepare: o => o.ViewportSize = new() { Width = 360, Height = 740 });
        await Expect(anna.GetByRole(AriaRole.Button, new() { Name = "English" })).ToHaveCountAsync(0);
        await anna.GetByRole(AriaRole.Button, new() { Name = "Meny" }).ClickAsync();
        await Expect(anna.GetByRole(AriaRole.Button, new() { Name = "Logga ut" })).ToBeVisibleAsync();
        await anna.GetByRole(AriaRole.Button, new() { Name = "English" }).ClickAsync();
        await Expect(anna.Heading()).ToContainTextAsync("Hedemora has");
        await anna.GetByRole(AriaRole.Button, new() { Name = "Menu" }).ClickAsync();
        await anna.GetByRole(AriaRole.Link, new() { Name = "Self-assessment" }).ClickAsync();
        await Expect(anna.Heading()).ToHaveTextAsync("Three steps left to go through");
    }
}
