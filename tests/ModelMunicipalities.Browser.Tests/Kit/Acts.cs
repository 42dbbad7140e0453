using System.Text.RegularExpressions;
using Microsoft.Playwright;
using ModelMunicipalities.App.Demo;
using ModelMunicipalities.App.Resources;
using static Microsoft.Playwright.Assertions;

namespace ModelMunicipalities.Browser.Tests.Kit;

/// <summary>What a person does on the portal's pages, in her words.</summary>
public static partial class Acts
{
    public static async Task SignInAsync(this IPage page, Who who)
    {
        await page.SendPasswordAsync(who);
        await page.WaitForURLAsync(url => !url.Contains("/sign-in", StringComparison.Ordinal));
    }

    /// <summary>Fills in and sends the form of the sign-in, wherever it leads.</summary>
    public static async Task SendPasswordAsync(this IPage page, Who who)
    {
        await page.GetByLabel(Texts.Email).FillAsync(who.Email);
        await page.GetByLabel(Texts.Password).FillAsync(DemoSetup.Password);
        await page.Locator("main").GetByRole(AriaRole.Button, new() { Name = Texts.SignIn, Exact = true }).ClickAsync();
    }

    public static ILocator Button(this IPage page, string name) =>
        page.GetByRole(AriaRole.Button, new() { Name = name, Exact = true });

    public static ILocator Link(this IPage page, string name) =>
        page.GetByRole(AriaRole.Link, new() { Name = name, Exact = true });

    public static ILocator Heading(this IPage page) => page.GetByRole(AriaRole.Heading, new() { Level = 1 });

    public static ILocator Step(this IPage page, int step) => page.Locator($"#step-{step}");

    /// <summary>The radio button of an answer to a step.</summary>
    public static ILocator Answer(this IPage page, int step, int score) =>
        page.Locator($"input[name='Steps[{step}].Score'][value='{score}']");

    /// <summary>The card, or the segment, that is clicked to choose an answer.</summary>
    public static ILocator Card(this IPage page, int step, int score) =>
        page.Locator($"label:has(input[name='Steps[{step}].Score'][value='{score}'])");

    public static ILocator Target(this IPage page, int step, int score) =>
        page.Locator($"input[name='Steps[{step}].Target'][value='{score}']");

    public static ILocator Comment(this IPage page, int step) => page.Locator($"#comment{step}");

    /// <summary>Where a step says that it is saved, or why not.</summary>
    public static ILocator Saved(this IPage page, int step) => page.Locator($"[data-save$='step={step}'] [data-saved]");

    /// <summary>Chooses an answer by its card and waits until the portal says that it is saved.</summary>
    public static Task ChooseAsync(this IPage page, int step, int score) =>
        page.SavingAsync(step, () => page.Card(step, score).ClickAsync());

    /// <summary>Does something to a step and waits until the portal says that it is saved.</summary>
    public static async Task SavingAsync(this IPage page, int step, Func<Task> act)
    {
        await page.RunAndWaitForResponseAsync(act, answer =>
            answer.Request.Method == "POST" && answer.Url.EndsWith($"step={step}", StringComparison.Ordinal)
        );
        await Expect(page.Saved(step)).ToHaveTextAsync(SavedAt());
    }

    /// <summary>Fills a field and leaves it.</summary>
    public static async Task WriteAsync(this ILocator field, string text)
    {
        await field.FillAsync(text);
        await field.BlurAsync();
    }

    [GeneratedRegex(@"^\s*Sparat \d\d\.\d\d\s*$")]
    public static partial Regex SavedAt();
}
