using Microsoft.Playwright;
using ModelMunicipalities.App.Resources;
using ModelMunicipalities.Browser.Tests.Kit;
using ModelMunicipalities.Domain.Assessments;
using NUnit.Framework;
using static Microsoft.Playwright.Assertions;

namespace ModelMunicipalities.Browser.Tests.Journeys;

/// <summary>Everything works in a browser that runs no script.</summary>
public sealed class WithoutScript : BrowserTest
{
    [Test]
    public async Task A_scoring_is_saved_by_the_button_reviewed_and_handed_in_then_agreed_and_submitted()
    {
        var anna = await SignedInAsync(Who.KeyPerson, script: false);
        await anna.Link(Texts.ContinueScoring).ClickAsync();
        await anna.Card(8, 3).ClickAsync();
        await anna.Locator("#cause8").SelectOptionAsync(nameof(ChangeCause.Document));
        await anna.Locator("#causetext8").FillAsync("Ny delårsmall");
        await anna.Comment(8).FillAsync("Första raden\nAndra raden, med å ä ö");
        await anna.Button(Texts.Save).ClickAsync();
        await Expect(anna.Heading()).ToHaveTextAsync("Två steg kvar att gå igenom");
        await Expect(anna.Answer(8, 3)).ToBeCheckedAsync();
        await Expect(anna.Comment(8)).ToHaveValueAsync("Första raden\nAndra raden, med å ä ö");
        await Expect(anna.Locator("#causetext8")).ToHaveValueAsync("Ny delårsmall");
        await Expect(anna.Saved(8)).ToHaveTextAsync(Acts.SavedAt());

        await anna.Step(9).GetByRole(AriaRole.Button, new() { Name = Texts.StillRight }).ClickAsync();
        await anna.WaitForURLAsync("**/mine#step-10");
        await Expect(anna.Heading()).ToHaveTextAsync("Ett steg kvar att gå igenom");
        await anna.Card(10, 1).ClickAsync();
        await anna.Button(Texts.ReviewAndHandIn).ClickAsync();
        await Expect(anna.Locator("tbody tr").Nth(7)).ToContainTextAsync("Ny delårsmall");
        await Expect(anna.Locator("tbody tr").Nth(9).Locator(".score")).ToContainTextAsync("1");
        await anna.Button(Texts.HandIn).ClickAsync();
        await Expect(anna.Heading()).ToHaveTextAsync(Texts.CompareWaiting);

        await Portal.HandInAsync(Who.Politician, 3, 2, 2, 2, 3, 3, 2, 2, 2, 1);
        await Portal.HandInAsync(Who.Manager, 3, 2, 2, 2, 1, 3, 2, 3, 2, 1);
        await anna.GotoAsync(Hedemora.Compare);
        await anna.GetByRole(AriaRole.Button, new() { Name = "Godta alla" }).ClickAsync();
        await Expect(anna.GetByRole(AriaRole.Button, new() { Name = "Godta" })).ToHaveCountAsync(0);
        foreach (
            var step in await anna.Locator("ol.diff > li")
                .EvaluateAllAsync<int[]>("all => all.map(li => parseInt(li.dataset.step))")
        )
        {
            await anna.Card(step, 2).ClickAsync();
        }

        await anna.Step(5).GetByText(Texts.CommonComment).First.ClickAsync();
        await anna.Comment(5).FillAsync("Vi är överens.");
        await anna.Button(Texts.Save).ClickAsync();
        await Expect(anna.GetByRole(AriaRole.Heading, new() { Name = Texts.SubmitReady("tio") })).ToBeVisibleAsync();
        await Expect(anna.Answer(5, 2)).ToBeCheckedAsync();
        await anna.Button(Texts.SubmitFor("Hedemora")).ClickAsync();
        await Expect(anna.Heading())
            .ToHaveTextAsync(
                new System.Text.RegularExpressions.Regex(@"^Hedemora har 2. av 30 vid BM\s2, enligt egen skattning$")
            );
        await Expect(anna.Step(5)).ToContainTextAsync("Vi är överens.");
    }

    [Test]
    public async Task Somebody_signs_in_changes_the_language_and_signs_out()
    {
        var page = await GuestAsync(script: false);
        await page.GotoAsync("/sign-in");
        await page.GetByLabel(Texts.Email).FillAsync(Who.Observer.Email);
        await page.GetByLabel(Texts.Password).FillAsync("fel lösenord");
        await page.Locator("main").GetByRole(AriaRole.Button, new() { Name = Texts.SignIn, Exact = true }).ClickAsync();
        await Expect(page.GetByLabel(Texts.Password)).ToHaveAccessibleDescriptionAsync(Texts.Rule_WrongPassword);
        await Expect(page.GetByLabel(Texts.Email)).ToHaveValueAsync(Who.Observer.Email);
        await page.SignInAsync(Who.Observer);

        var address = page.Url;
        await page.GetByRole(AriaRole.Button, new() { Name = "English" }).First.ClickAsync();
        await Expect(page).ToHaveURLAsync(address);
        await Expect(page.Locator("html")).ToHaveAttributeAsync("lang", "en");

        await page.Locator("details.person > summary").ClickAsync();
        await page.Locator("details.person").GetByRole(AriaRole.Button, new() { Name = "Sign out" }).ClickAsync();
        await page.GotoAsync(address);
        await page.WaitForURLAsync("**/sign-in?returnUrl=*");
    }
}
