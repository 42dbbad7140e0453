using Microsoft.Playwright;
using ModelMunicipalities.App.Features;
using ModelMunicipalities.App.Platform;
using ModelMunicipalities.Browser.Tests.Kit;
using NUnit.Framework;
using Shouldly;
using static Microsoft.Playwright.Assertions;

namespace ModelMunicipalities.Browser.Tests.Pages;

/// <summary>
/// The page that Scalar fills with the API's description. Like every page it asks for nothing outside the portal and has the
/// browser complain of nothing; what Scalar writes is its own and in English, so the tours leave it out.
/// </summary>
public sealed class ApiReference : BrowserTest
{
    /// <summary>Scalar is five megabytes of script: a machine with much else to do takes its time over it.</summary>
    private static readonly LocatorAssertionsToHaveTextOptions Patience = new() { Timeout = 60_000 };

    [TestCase(1280, ColorScheme.Light)]
    [TestCase(1280, ColorScheme.Dark)]
    [TestCase(360, ColorScheme.Light)]
    public async Task Shows_the_calls_and_leads_back(int width, ColorScheme scheme)
    {
        var page = await SignedInAsync(Who.KeyPerson);
        await page.SetViewportSizeAsync(width, 900);
        await page.EmulateMediaAsync(new() { ColorScheme = scheme });
        await page.GotoAsync(Links.Account);
        await page.GetByRole(AriaRole.Link, new() { Name = "Läs beskrivningen av API:t" }).ClickAsync();

        await Expect(page).ToHaveTitleAsync("Portalens API – Modellkommuner");
        await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("Modellkommuner", Patience);
        await Expect(page.GetByText("Exchange an e-mail address and a password").First).ToBeVisibleAsync();
        await page.EvaluateAsync("() => document.fonts.ready");
        (await Inspection.WidthAsync(page)).ShouldBeEmpty();
        var background = await page.EvaluateAsync<string>(
            "() => getComputedStyle(document.querySelector('.scalar-app')).getPropertyValue('--scalar-background-1')"
        );
        background.Trim().ShouldBe(scheme == ColorScheme.Dark ? "#0f0f0f" : "#fff", StringCompareShould.IgnoreCase);
        await Output.PictureAsync(page, $"api-{width}-{scheme}");

        await page.GetByRole(AriaRole.Link, new() { Name = "Tillbaka till portalen" }).ClickAsync();
        await Expect(page).Not.ToHaveTitleAsync("Portalens API – Modellkommuner");
    }

    [Test]
    public async Task Sends_a_guest_to_sign_in_and_back()
    {
        var page = await GuestAsync();
        await page.GotoAsync(Links.Api);
        page.Url.ShouldEndWith("/sign-in?returnUrl=%2Fapi");
    }

    [Test]
    public async Task Tries_a_call_with_a_token_that_it_is_given()
    {
        var page = await SignedInAsync(Who.KeyPerson);
        await page.GotoAsync(Links.Api + "#tag/accounts/POST/api/v1/auth/login");
        await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("Modellkommuner", Patience);
        await page.GetByRole(AriaRole.Button, new() { Name = "Test Request" }).First.ClickAsync();
        var answered = page.WaitForResponseAsync("**/api/v1/auth/login");
        await page.GetByRole(AriaRole.Button, new() { Name = "Send" }).First.ClickAsync();
        (await answered).Status.ShouldBe(200);
    }
}
