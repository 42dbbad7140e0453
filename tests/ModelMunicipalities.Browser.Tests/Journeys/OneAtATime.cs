using Microsoft.Playwright;
using ModelMunicipalities.App.Resources;
using ModelMunicipalities.Browser.Tests.Kit;
using NUnit.Framework;
using Shouldly;
using static Microsoft.Playwright.Assertions;

namespace ModelMunicipalities.Browser.Tests.Journeys;

/// <summary>Two tabs, two clicks, the wrong key: nothing is lost, overwritten or done twice.</summary>
public sealed class OneAtATime : BrowserTest
{
    [Test]
    public async Task A_tab_that_shows_an_older_draft_is_told_so_and_overwrites_nothing()
    {
        var first = await SignedInAsync(Who.KeyPerson);
        await first.GotoAsync(Hedemora.Scoring);
        var second = await first.Context.NewPageAsync();
        await second.GotoAsync(Hedemora.Scoring);
        await first.ChooseAsync(8, 3);

        await second.Card(8, 1).ClickAsync();
        await Expect(second.Saved(8)).ToContainTextAsync("Steg 8 är redan ändrat av dig i en annan flik");
        await second.Saved(8).GetByRole(AriaRole.Button, new() { Name = Texts.TakeWhatHolds }).ClickAsync();
        await Expect(second.Answer(8, 3)).ToBeCheckedAsync();
        await second.ChooseAsync(9, 3);

        // A step that nobody else touched is no conflict, and she may keep hers.
        await first.ChooseAsync(10, 2);
        await second.Card(10, 1).ClickAsync();
        await second.Saved(10).GetByRole(AriaRole.Button, new() { Name = Texts.KeepMine }).ClickAsync();
        await Expect(second.Saved(10)).ToHaveTextAsync(Acts.SavedAt());
        await first.ReloadAsync();
        await Expect(first.Answer(10, 1)).ToBeCheckedAsync();
    }

    [Test]
    public async Task Until_she_has_said_which_of_two_answers_holds_nothing_she_does_overwrites_either()
    {
        var first = await SignedInAsync(Who.KeyPerson);
        await first.GotoAsync(Hedemora.Scoring);
        var second = await first.Context.NewPageAsync();
        await second.GotoAsync(Hedemora.Scoring);
        await first.ChooseAsync(8, 3);
        await second.Card(8, 1).ClickAsync();
        await Expect(second.Locator(".conflict")).ToHaveCountAsync(1);

        // She goes on in another step, which is saved, and in the same one, which is not.
        await second.Card(8, 2).ClickAsync();
        await second.ChooseAsync(9, 3);
        await Expect(second.Locator(".conflict")).ToHaveCountAsync(1);

        // The question comes back with the page, and what was typed with it.
        second.Dialog += (_, dialog) => dialog.AcceptAsync();
        await second.ReloadAsync();
        await Expect(second.Locator(".conflict")).ToHaveCountAsync(1);
        await Expect(second.Answer(8, 2)).ToBeCheckedAsync();
        await first.ReloadAsync();
        await Expect(first.Answer(8, 3)).ToBeCheckedAsync();

        await second.Saved(8).GetByRole(AriaRole.Button, new() { Name = Texts.KeepMine }).ClickAsync();
        await Expect(second.Saved(8)).ToHaveTextAsync(Acts.SavedAt());
        await first.ReloadAsync();
        await Expect(first.Answer(8, 2)).ToBeCheckedAsync();
    }

    [Test]
    public async Task A_form_sent_without_script_from_an_older_draft_keeps_what_was_typed_and_overwrites_nothing()
    {
        var first = await SignedInAsync(Who.KeyPerson, script: false);
        await first.GotoAsync(Hedemora.Scoring);
        var second = await first.Context.NewPageAsync();
        await second.GotoAsync(Hedemora.Scoring);
        await first.Card(8, 3).ClickAsync();
        await first.Button(Texts.Save).ClickAsync();

        await second.Card(8, 1).ClickAsync();
        await second.Comment(8).FillAsync("Skrivet i den gamla fliken");
        await second.Button(Texts.Save).ClickAsync();
        await Expect(second.GetByRole(AriaRole.Alert)).ToContainTextAsync("Steg 8 är redan ändrat av dig i en annan flik");
        await Expect(second.Step(8)).ToContainTextAsync(Texts.ConflictNow);
        await Expect(second.Comment(8)).ToHaveValueAsync("Skrivet i den gamla fliken");
        await first.ReloadAsync();
        await Expect(first.Answer(8, 3)).ToBeCheckedAsync();
        await Expect(first.Comment(8)).ToHaveValueAsync("");
    }

    [Test]
    public async Task A_tab_that_shows_older_common_answers_is_told_what_holds_now()
    {
        await Portal.HandInAllAsync();
        var first = await SignedInAsync(Who.KeyPerson);
        await first.GotoAsync(Hedemora.Compare);
        var second = await first.Context.NewPageAsync();
        await second.GotoAsync(Hedemora.Compare);
        var third = await SignedInAsync(Who.KeyPerson, script: false);
        await third.GotoAsync(Hedemora.Compare);
        await first.ChooseAsync(5, 2);

        await second.Card(5, 3).ClickAsync();
        await Expect(second.Saved(5)).ToContainTextAsync("Steg 5 är redan ändrat av dig i en annan flik");
        await third.Card(5, 3).ClickAsync();
        await third.Button(Texts.Save).ClickAsync();
        await Expect(third.GetByRole(AriaRole.Alert)).ToContainTextAsync("Steg 5 är redan ändrat av dig i en annan flik");
        await Expect(third.Step(5).Locator(".conflict dd .score")).ToContainTextAsync(["2", "3"]);
        await first.ReloadAsync();
        await Expect(first.Answer(5, 2)).ToBeCheckedAsync();

        // Having read what holds, she may decide.
        await third.Button(Texts.KeepMine).ClickAsync();
        await Expect(third.GetByRole(AriaRole.Alert)).ToHaveCountAsync(0);
        await Expect(third.Answer(5, 3)).ToBeCheckedAsync();
    }

    [Test]
    public async Task Handing_in_with_a_double_click_hands_in_once()
    {
        var anna = await SignedInAsync(Who.KeyPerson);
        await anna.GotoAsync(Hedemora.Review);
        await anna.Button(Texts.HandIn).DblClickAsync();
        await Expect(anna.Heading()).ToHaveTextAsync(Texts.CompareWaiting);
        await anna.GotoAsync(Hedemora.Review);
        await anna.WaitForURLAsync("**/compare");
    }

    [Test]
    public async Task Handing_in_twice_at_the_same_time_answers_both_with_the_next_page()
    {
        var per = await SignedInAsync(Who.Manager);
        await per.GotoAsync(Hedemora.Review);
        (await SendTwiceAsync(per, "main form")).ShouldBe(["200 " + Hedemora.Compare, "200 " + Hedemora.Compare]);
    }

    [Test]
    public async Task Submitting_with_a_double_click_submits_once()
    {
        var anna = await ReadyToSubmitAsync();
        await anna.Button(Texts.SubmitFor("Hedemora")).DblClickAsync();
        await Expect(anna.Heading()).ToContainTextAsync("av 30 vid BM 2");
        await anna.GotoAsync(Hedemora.Compare);
        await Expect(anna.GetByText(Texts.CompareSubmitted)).ToBeVisibleAsync();
    }

    [Test]
    public async Task Submitting_twice_at_the_same_time_answers_both_with_the_next_page()
    {
        var anna = await ReadyToSubmitAsync();
        (await SendTwiceAsync(anna, "#compare", "submit")).ShouldBe(["200 " + Hedemora.Common, "200 " + Hedemora.Common]);
    }

    [Test]
    public async Task Submitting_right_after_the_last_answer_submits_that_answer_too()
    {
        await Portal.HandInAllAsync();
        var anna = await SignedInAsync(Who.KeyPerson);
        await anna.GotoAsync(Hedemora.Compare);
        await anna.GetByRole(AriaRole.Button, new() { Name = "Godta alla" }).ClickAsync();
        await Expect(anna.Locator("#decided")).ToHaveTextAsync("5");
        foreach (var step in new[] { 5, 2, 7, 8 })
        {
            await anna.ChooseAsync(step, 2);
        }

        // No waiting for "Sparat": the save may still be on its way when the form is sent.
        await anna.Card(10, 3).ClickAsync();
        await anna.Button(Texts.SubmitFor("Hedemora")).ClickAsync();
        await Expect(anna.Heading()).ToContainTextAsync("av 30 vid BM 2");
        await Expect(anna.Step(10).Locator(".score")).ToContainTextAsync("3");
    }

    [Test]
    public async Task Enter_in_a_field_saves_the_form_and_answers_no_other_step()
    {
        var anna = await SignedInAsync(Who.KeyPerson);
        await anna.GotoAsync(Hedemora.Scoring);
        await anna.ChooseAsync(10, 3);
        await anna.Locator("#causetext10").FillAsync("Metodbladet");
        await anna.SavingAsync(10, () => anna.Locator("#causetext10").PressAsync("Enter"));
        await Expect(anna.Locator("#causetext10")).ToBeFocusedAsync();
        await Expect(anna.Locator("#answered")).ToHaveTextAsync("8");
        await anna.ReloadAsync();
        await Expect(anna.Locator("#causetext10")).ToHaveValueAsync("Metodbladet");
        await Expect(anna.Locator("#answered")).ToHaveTextAsync("8");

        var per = await SignedInAsync(Who.Manager, script: false);
        await per.GotoAsync(Hedemora.Scoring);
        await per.Card(10, 3).ClickAsync();
        await per.Locator("#causetext10").FillAsync("Metodbladet");
        await per.Locator("#causetext10").PressAsync("Enter");
        await Expect(per.Heading()).ToHaveTextAsync("Nio steg kvar att gå igenom");
        await Expect(per.Locator("#causetext10")).ToHaveValueAsync("Metodbladet");
    }

    [Test]
    public async Task Enter_among_the_common_answers_accepts_nothing_unasked()
    {
        await Portal.HandInAllAsync();
        var anna = await SignedInAsync(Who.KeyPerson);
        await anna.GotoAsync(Hedemora.Compare);
        await anna.ChooseAsync(5, 2);
        await anna.Locator("#causetext5").FillAsync("Budgeten");
        await anna.SavingAsync(5, () => anna.Locator("#causetext5").PressAsync("Enter"));
        await anna.ReloadAsync();
        await Expect(anna.Locator("#causetext5")).ToHaveValueAsync("Budgeten");
        await Expect(anna.Locator("#decided")).ToHaveTextAsync("1");

        var plain = await SignedInAsync(Who.KeyPerson, script: false);
        await plain.GotoAsync(Hedemora.Compare);
        await plain.Locator("#causetext5").FillAsync("Anvisningarna");
        await plain.Locator("#causetext5").PressAsync("Enter");
        await Expect(plain.Locator("#causetext5")).ToHaveValueAsync("Anvisningarna");
        await Expect(plain.Locator("#decided")).ToHaveTextAsync("1");
    }

    [Test]
    public async Task An_answer_that_cannot_be_sent_says_so_where_it_was_given_and_stays_on_the_page()
    {
        var anna = await SignedInAsync(Who.KeyPerson);
        await anna.GotoAsync(Hedemora.Scoring);
        await anna.Context.SetOfflineAsync(true);
        await anna.Card(8, 3).ClickAsync();
        await Expect(anna.Saved(8)).ToHaveTextAsync(Texts.NotSavedOffline);
        await Expect(anna.Answer(8, 3)).ToBeCheckedAsync();
        await anna.Context.SetOfflineAsync(false);
        await Expect(anna.Saved(8)).ToHaveTextAsync(Acts.SavedAt());
        await anna.ChooseAsync(8, 1);
        await Expect(anna.Saved(8)).ToHaveClassAsync("saved");
        TakeComplaints().ShouldBeEmpty("that nothing answered is no fault of the page");
    }

    [Test]
    public async Task Who_is_signed_out_meanwhile_is_told_so_and_goes_on_once_she_is_back()
    {
        var anna = await SignedInAsync(Who.KeyPerson);
        await anna.GotoAsync(Hedemora.Scoring);
        await anna.Context.ClearCookiesAsync(new() { Name = "session" });
        await anna.Card(8, 3).ClickAsync();
        await Expect(anna.Saved(8)).ToContainTextAsync(Texts.NotSavedSignedOut);

        var other = await anna.Context.NewPageAsync();
        await other.GotoAsync("/sign-in");
        await other.SignInAsync(Who.KeyPerson);
        await anna.ChooseAsync(8, 1);
        await anna.ReloadAsync();
        await Expect(anna.Answer(8, 1)).ToBeCheckedAsync();
    }

    private async Task<IPage> ReadyToSubmitAsync()
    {
        await Portal.HandInAllAsync();
        var anna = await SignedInAsync(Who.KeyPerson);
        await anna.GotoAsync(Hedemora.Compare);
        await anna.GetByRole(AriaRole.Button, new() { Name = "Godta alla" }).ClickAsync();
        await Expect(anna.Locator("#decided")).ToHaveTextAsync("5");
        foreach (var step in new[] { 5, 2, 7, 8, 10 })
        {
            await anna.ChooseAsync(step, 2);
        }

        return anna;
    }

    /// <summary>Sends a form twice before the first answer has come. Returns status and address of the answers.</summary>
    private static Task<string[]> SendTwiceAsync(IPage page, string form, string? then = null) =>
        page.EvaluateAsync<string[]>(
            """
            ([form, then]) => {
              const data = new FormData(document.querySelector(form));
              if (then) data.append("then", then);
              const send = () => fetch("", { method: "POST", body: new URLSearchParams(data) }).then(r => r.status + " " + new URL(r.url).pathname);
              return Promise.all([send(), send()]);
            }
            """,
            new[] { form, then }
        );
}
