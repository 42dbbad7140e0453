using Microsoft.Playwright;
using ModelMunicipalities.App.Features;
using ModelMunicipalities.App.Platform;
using ModelMunicipalities.App.Resources;
using ModelMunicipalities.Browser.Tests.Kit;
using NUnit.Framework;
using Shouldly;
using static Microsoft.Playwright.Assertions;

namespace ModelMunicipalities.Browser.Tests.Journeys;

/// <summary>What is answered and cannot be saved at once: it is said, it stays, and it is saved as soon as it can be.</summary>
public sealed class NothingTypedIsLost : BrowserTest
{
    [Test]
    public async Task Answers_given_offline_are_counted_hold_her_on_the_page_and_are_saved_when_the_network_is_back()
    {
        var anna = await SignedInAsync(Who.KeyPerson);
        await anna.GotoAsync(Hedemora.Scoring);
        await anna.ChooseAsync(10, 3);
        await anna.Context.SetOfflineAsync(true);
        await anna.Card(8, 3).ClickAsync();
        await Expect(anna.Saved(8)).ToHaveTextAsync(Texts.NotSavedOffline);
        await Expect(Bar(anna)).ToHaveTextAsync(Texts.UnsavedOne);
        await anna.Card(9, 1).ClickAsync();
        await anna.Card(8, 1).ClickAsync();
        await Expect(Bar(anna)).ToHaveTextAsync(Texts.UnsavedMany(2));
        await Expect(anna.Saved(9)).ToHaveTextAsync(Texts.NotSavedOffline);

        await anna.Button(Texts.ReviewAndHandIn).ClickAsync();
        await Expect(Bar(anna)).ToHaveTextAsync(Texts.UnsavedStay);
        anna.Url.ShouldEndWith("/mine");
        (await LeavingAsksAsync(anna)).ShouldBeTrue();

        await anna.Context.SetOfflineAsync(false);
        await Expect(anna.Saved(8)).ToHaveTextAsync(Acts.SavedAt());
        await Expect(anna.Saved(9)).ToHaveTextAsync(Acts.SavedAt());
        await Expect(Bar(anna)).ToHaveTextAsync(Acts.SavedAt());
        (await LeavingAsksAsync(anna)).ShouldBeFalse();

        await anna.Context.SetOfflineAsync(true);
        await anna.Button(Texts.ReviewAndHandIn).ClickAsync();
        await Expect(Bar(anna)).ToHaveTextAsync(Texts.OfflineStay);
        await anna.Context.SetOfflineAsync(false);
        await anna.Button(Texts.ReviewAndHandIn).ClickAsync();
        await Expect(anna.Heading()).ToHaveTextAsync(Texts.ReviewTitle);
        await Expect(anna.Locator("tbody tr").Nth(7).Locator(".score")).ToContainTextAsync("1");
        TakeComplaints();
    }

    [Test]
    public async Task Every_refusal_is_one_sentence_beside_the_answer_and_no_page_stands_in_the_page()
    {
        var anna = await SignedInAsync(Who.KeyPerson);
        await anna.GotoAsync(Hedemora.Scoring);
        var score = 1;
        foreach (
            var (status, said) in new[]
            {
                (403, Texts.NotSavedForbidden),
                (404, Texts.NotSavedGone),
                (413, Texts.NotSavedLarge),
                (400, Texts.NotSavedUnread),
                (429, Texts.NotSavedBusy),
                (500, Texts.NotSavedBusy),
                (507, Texts.Rule_NoRoom),
            }
        )
        {
            var body =
                status == 507
                    ? $"<span class=\"wrong\">{Texts.Rule_NoRoom}</span>"
                    : $"<!DOCTYPE html><html><body data-person=\"{await anna.Locator("body").GetAttributeAsync("data-person")}\"><main>En hel sida</main></body></html>";
            await anna.RouteAsync("**/*handler=Step*", route => route.FulfillAsync(
                    new()
                    {
                        Status = status,
                        ContentType = "text/html",
                        Body = body,
                    }
                ));
            await anna.Card(8, score = 4 - score).ClickAsync();
            await Expect(anna.Saved(8)).ToHaveTextAsync(said);
            await Expect(Bar(anna)).ToHaveTextAsync(Texts.UnsavedOne);
            await Expect(anna.Answer(8, score)).ToBeCheckedAsync();
            await Expect(anna.GetByText("En hel sida")).ToHaveCountAsync(0);
            await anna.UnrouteAsync("**/*handler=Step*");
        }

        // What the portal could not take just then is tried again by itself.
        await Expect(anna.Saved(8)).ToHaveTextAsync(Acts.SavedAt(), new() { Timeout = 30_000 });

        // A form whose token holds no more gets a new one, since she is the same.
        await anna.Context.ClearCookiesAsync(new() { Name = "form" });
        await anna.Card(9, 3).ClickAsync();
        await Expect(anna.Saved(9)).ToHaveTextAsync(Acts.SavedAt());
        TakeComplaints();
    }

    [Test]
    public async Task Signing_in_again_leads_back_to_what_was_typed_and_another_person_sees_none_of_it()
    {
        var anna = await SignedInAsync(Who.KeyPerson);
        await anna.GotoAsync(Hedemora.Scoring);

        // Somebody else signs in in another tab: nothing of hers is sent as his.
        var other = await anna.Context.NewPageAsync();
        await anna.Context.ClearCookiesAsync(new() { Name = "session" });
        await other.GotoAsync("/sign-in");
        await other.SignInAsync(Who.Manager);
        await anna.Comment(8).WriteAsync("Annas egna ord");
        await Expect(anna.Saved(8)).ToHaveTextAsync(Texts.NotSavedStranger);
        await other.GotoAsync(Hedemora.Scoring);
        await Expect(other.Comment(8)).ToHaveValueAsync("");

        await anna.Context.ClearCookiesAsync(new() { Name = "session" });
        await anna.Card(8, 3).ClickAsync();
        await Expect(anna.Saved(8)).ToContainTextAsync(Texts.NotSavedSignedOut);
        await anna.Saved(8).GetByRole(AriaRole.Link, new() { Name = Texts.SignInAgain }).ClickAsync();
        await anna.SignInAsync(Who.KeyPerson);
        await Expect(anna.Saved(8)).ToHaveTextAsync(Acts.SavedAt());
        await Expect(anna.Comment(8)).ToHaveValueAsync("Annas egna ord");
        await Expect(anna.Answer(8, 3)).ToBeCheckedAsync();
        (await anna.EvaluateAsync<int>("Object.keys(sessionStorage).filter(k => k.startsWith('unsaved:')).length")).ShouldBe(0);
        await anna.ReloadAsync();
        await Expect(anna.Comment(8)).ToHaveValueAsync("Annas egna ord");
    }

    [Test]
    public async Task Space_on_the_answer_from_last_time_says_that_it_still_stands()
    {
        var anna = await SignedInAsync(Who.KeyPerson);
        await anna.GotoAsync(Hedemora.Scoring);
        var chosen = anna.Step(9).Locator(".cards input:checked");
        await chosen.FocusAsync();
        await anna.SavingAsync(9, () => anna.Keyboard.PressAsync(" "));
        await Expect(anna.Locator("#answered")).ToHaveTextAsync("8");
        await Expect(chosen).ToBeFocusedAsync();
    }

    [Test]
    public async Task A_text_in_any_form_is_there_again_when_she_comes_back_until_she_signs_out()
    {
        var anna = await SignedInAsync(Who.KeyPerson);
        var address = Links.NewImprovement(Hedemora.Network, Hedemora.Cohort, Hedemora.Slug);
        await anna.GotoAsync(address);
        var aim = anna.Locator("#aim");
        await aim.FillAsync("Ett halvt stycke");
        await anna.GotoAsync(Hedemora.Start);
        await anna.GoBackAsync();
        await Expect(aim).ToHaveValueAsync("Ett halvt stycke");
        await Expect(anna.GetByText(Texts.NotSavedRestored)).ToBeVisibleAsync();

        // Refused, since it has no name, it is still kept.
        await anna.Button(Texts.SaveImprovement).ClickAsync();
        await Expect(anna.GetByRole(AriaRole.Alert)).ToBeVisibleAsync();
        await Expect(aim).ToHaveValueAsync("Ett halvt stycke");
        await anna.GotoAsync(address);
        await Expect(aim).ToHaveValueAsync("Ett halvt stycke");

        // Another tab has none of it, and none of it is left when she has signed out.
        var other = await anna.Context.NewPageAsync();
        await other.GotoAsync(address);
        await Expect(other.Locator("#aim")).ToHaveValueAsync("");
        await anna.Locator("details.person > summary").ClickAsync();
        await anna.Locator("details.person").GetByRole(AriaRole.Button, new() { Name = Texts.SignOut }).ClickAsync();
        await Expect(anna.Link(Texts.SignIn).First).ToBeVisibleAsync();
        (await KeptAsync(anna)).ShouldBe(0);
        TakeComplaints();
    }

    [Test]
    public async Task A_text_that_the_sign_in_holds_is_not_taken_yet()
    {
        var anna = await SignedInAsync(Who.KeyPerson);
        var address = Links.NewImprovement(Hedemora.Network, Hedemora.Cohort, Hedemora.Slug);
        await anna.GotoAsync(address);
        await anna.Locator("#title").FillAsync("Statistik på kön");
        await anna.Locator("#aim").FillAsync("Varje nämnd får den till bokslutet.");
        await anna.Context.ClearCookiesAsync(new() { Name = "session" });
        await anna.Button(Texts.SaveImprovement).ClickAsync();
        await anna.SendPasswordAsync(Who.KeyPerson);
        await Expect(anna.Heading()).ToHaveTextAsync(Texts.SignedInAgain);
        await anna.GotoAsync(address);
        await Expect(anna.Locator("#aim")).ToHaveValueAsync("Varje nämnd får den till bokslutet.");
        TakeComplaints();
    }

    [Test]
    public async Task A_text_that_has_been_taken_is_not_put_back()
    {
        var anna = await SignedInAsync(Who.KeyPerson);
        var address = Links.NewImprovement(Hedemora.Network, Hedemora.Cohort, Hedemora.Slug);
        await anna.GotoAsync(address);
        await anna.Locator("#title").FillAsync("Statistik på kön");
        await anna.Locator("#aim").FillAsync("Varje nämnd får den till bokslutet.");
        (await KeptAsync(anna)).ShouldBe(1);
        await anna.Button(Texts.SaveImprovement).ClickAsync();
        await Expect(anna.Heading()).ToContainTextAsync("Statistik på kön");
        (await KeptAsync(anna)).ShouldBe(0);
        await anna.GotoAsync(address);
        await Expect(anna.Locator("#aim")).ToHaveValueAsync("");
    }

    /// <summary>How much this tab keeps, once the page's scripts have run.</summary>
    private static async Task<int> KeptAsync(IPage page)
    {
        await page.WaitForFunctionAsync("document.readyState === 'complete'");
        return await page.EvaluateAsync<int>("Object.keys(sessionStorage).filter(k => k.startsWith('unsaved:')).length");
    }

    private static ILocator Bar(IPage page) => page.Locator("#saved-last");

    /// <summary>Whether the browser would ask before she leaves.</summary>
    private static Task<bool> LeavingAsksAsync(IPage page) =>
        page.EvaluateAsync<bool>("() => !window.dispatchEvent(new Event('beforeunload', { cancelable: true }))");
}
