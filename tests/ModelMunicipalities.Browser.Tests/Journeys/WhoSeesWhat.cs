using Microsoft.Playwright;
using ModelMunicipalities.App.Features;
using ModelMunicipalities.App.Platform;
using ModelMunicipalities.App.Resources;
using ModelMunicipalities.Browser.Tests.Kit;
using NUnit.Framework;
using Shouldly;
using static Microsoft.Playwright.Assertions;

namespace ModelMunicipalities.Browser.Tests.Journeys;

/// <summary>Who is shown what, and who is turned away with a page that says why.</summary>
public sealed class WhoSeesWhat : BrowserTest
{
    private static readonly string[] OfHedemora =
    [
        Hedemora.Start,
        Hedemora.Scoring,
        Hedemora.Review,
        Hedemora.Compare,
        Hedemora.Common,
    ];

    [Test]
    public async Task The_observer_sees_aggregates_and_no_municipality()
    {
        await Portal.SubmitAsync();
        var sara = await SignedInAsync(Who.Observer);
        await Expect(sara)
            .ToHaveURLAsync(new System.Text.RegularExpressions.Regex(Links.Benchmark(Hedemora.Network, Hedemora.Cohort) + "$"));
        foreach (
            var address in new[]
            {
                sara.Url,
                Links.Benchmark(Hedemora.Network, Hedemora.Closed),
                Links.Benchmark(Hedemora.Network, Hedemora.Closed) + "?basis=respondents",
            }
        )
        {
            await sara.GotoAsync(address);
            await Expect(sara.Locator("tbody th[scope=row]").First).ToBeVisibleAsync();
            var main = await sara.InnerTextAsync("main");
            main.ShouldNotContain("Norrtälje");
            string.Concat(await sara.Locator("main table").AllInnerTextsAsync()).ShouldNotContain("Hedemora");
        }

        // The overview of municipalities turns her to the aggregates.
        await sara.GotoAsync(Links.Cohort(Hedemora.Network, Hedemora.Cohort));
        await Expect(sara).ToHaveURLAsync(new System.Text.RegularExpressions.Regex("/benchmark$"));
        await ExpectTurnedAwayAsync(
            sara,
            403,
            Texts.PageForbidden,
            [.. OfHedemora, Links.Mentees(Hedemora.Network, Hedemora.Cohort)]
        );
    }

    [Test]
    public async Task Another_networks_coordinator_finds_nothing_at_this_networks_addresses()
    {
        await Portal.SubmitAsync();
        var jonas = await SignedInAsync(Who.CoordinatorElsewhere);
        await Expect(jonas).ToHaveURLAsync(new System.Text.RegularExpressions.Regex("/modellforvaltningar/cohorts/2027$"));
        await ExpectTurnedAwayAsync(
            jonas,
            404,
            Texts.PageNotFound,
            [
                .. OfHedemora,
                Links.Network(Hedemora.Network),
                Links.MyScoring(Hedemora.Network),
                Links.Results(Hedemora.Network),
                Links.People(Hedemora.Network),
                Links.Trail(Hedemora.Network),
                Links.Cohort(Hedemora.Network, Hedemora.Cohort),
                Links.Benchmark(Hedemora.Network, Hedemora.Cohort),
                Links.Mentees(Hedemora.Network, Hedemora.Cohort),
                Links.Imports(Hedemora.Network, Hedemora.Cohort),
                Links.Cohort(Hedemora.Network, Hedemora.Closed),
                Links.CohortExport(Hedemora.Network, Hedemora.Cohort, "csv"),
                Links.ChecklistExport(Hedemora.Network, Hedemora.Cohort, Hedemora.Slug, "csv"),
                // Hedemora's slug under his own network's address leads nowhere either.
                Links.Municipality("modellforvaltningar", Hedemora.Cohort, Hedemora.Slug),
            ]
        );
    }

    [Test]
    public async Task The_coordinator_sees_how_far_a_municipality_has_come_but_no_draft_and_no_single_scoring()
    {
        await Portal.HandInAllAsync();
        var lena = await SignedInAsync(Who.Coordinator);
        foreach (var address in new[] { Links.Cohort(Hedemora.Network, Hedemora.Cohort), Hedemora.Start, Hedemora.Common })
        {
            await lena.GotoAsync(address);
            (await lena.ContentAsync()).ShouldNotContain(" om steg ", customMessage: address);
        }

        await ExpectTurnedAwayAsync(lena, 403, Texts.PageForbidden, [Hedemora.Scoring, Hedemora.Review, Hedemora.Compare]);
    }

    [Test]
    public async Task A_guest_who_asks_for_a_page_signs_in_and_comes_to_it()
    {
        var page = await GuestAsync();
        await page.GotoAsync(Hedemora.Scoring);
        await page.WaitForURLAsync("**/sign-in?returnUrl=*");
        await page.SignInAsync(Who.KeyPerson);
        await page.WaitForURLAsync("**" + Hedemora.Scoring);
        await Expect(page.Heading()).ToHaveTextAsync("Tre steg kvar att gå igenom");
    }

    [Test]
    public async Task A_guest_is_not_sent_to_another_site_after_signing_in()
    {
        var page = await GuestAsync();
        await page.GotoAsync(Links.SignIn + "?returnUrl=https://example.org/");
        await page.SignInAsync(Who.KeyPerson);
        new Uri(page.Url).Authority.ShouldBe(Portal.Address.Authority);
    }

    [Test]
    public async Task Who_has_signed_out_meets_the_sign_in_page_and_the_back_button_shows_nothing()
    {
        var anna = await SignedInAsync(Who.KeyPerson);
        await anna.GotoAsync(Hedemora.Scoring);
        await anna.Locator("details.person > summary").ClickAsync();
        await anna.Locator("details.person").GetByRole(AriaRole.Button, new() { Name = Texts.SignOut }).ClickAsync();
        await Expect(anna.Link(Texts.SignIn).First).ToBeVisibleAsync();
        await anna.GoBackAsync();
        await anna.WaitForURLAsync("**/sign-in?returnUrl=*");
    }

    private static async Task ExpectTurnedAwayAsync(IPage page, int status, string heading, string[] addresses)
    {
        foreach (var address in addresses)
        {
            (await page.GotoAsync(address))!.Status.ShouldBe(status, address);
            await Expect(page.Heading()).ToHaveTextAsync(heading);
            await Expect(page.Link(Texts.ToStart)).ToBeVisibleAsync();
            (await page.InnerTextAsync("main")).ShouldNotContain("Hedemora", customMessage: address);
        }
    }
}
