using Microsoft.Playwright;
using ModelMunicipalities.App.Resources;
using ModelMunicipalities.Browser.Tests.Kit;
using ModelMunicipalities.Domain.Assessments;
using NUnit.Framework;
using Shouldly;
using static Microsoft.Playwright.Assertions;

namespace ModelMunicipalities.Browser.Tests.Journeys;

/// <summary>The way of one municipality through one occasion, each person in a browser of her own.</summary>
public sealed class FromScoringToSubmission : BrowserTest
{
    private const string OnlyAnna = "Delåret redovisar nu kön för sig – även på Åsgatan. ÅÄÖ åäö";

    private const string OnlyPer = "Budgeten säger inget om kön, så här ser jag det.";

    private const string NotShared = "Det här stannar hos oss.";

    [Test]
    public async Task Three_people_score_blind_compare_agree_and_submit_and_the_coordinator_opens_it_again()
    {
        var anna = await SignedInAsync(Who.KeyPerson);
        await ContinueTheDraftAsync(anna);
        var per = await SignedInAsync(Who.Manager);
        await SeesNothingOfTheOthersAsync(per, Hedemora.Scoring, Hedemora.Compare);
        var annas = await ReviewAndHandInAsync(anna);

        // Anna has handed in, Per has not: each sees only her own.
        await SeesNothingOfTheOthersAsync(
            per,
            Hedemora.Scoring,
            Hedemora.Review,
            Hedemora.Compare,
            Hedemora.Common,
            Hedemora.Start
        );
        await per.GotoAsync(Hedemora.Scoring);
        await per.ChooseAsync(2, 3);
        await per.ChooseAsync(5, 1);
        await per.SavingAsync(5, () => per.Comment(5).WriteAsync(OnlyPer));
        (await anna.ReloadAsync())!.Ok.ShouldBeTrue();
        (await anna.ContentAsync()).ShouldNotContain(OnlyPer);
        var pers = await ReviewAndHandInAsync(per);
        await Expect(per.GetByText(OnlyAnna)).ToHaveCountAsync(1);

        var maria = await SignedInAsync(Who.Politician);
        await maria.GotoAsync(Hedemora.Scoring);
        await maria.SavingAsync(4, () =>
            maria.Step(4).GetByRole(AriaRole.Button, new() { Name = Texts.StillRight }).ClickAsync()
        );
        var marias = await ReviewAndHandInAsync(maria);
        var steps = Enumerable
            .Range(1, 10)
            .Select(step => (Step: step, Scores: new[] { annas[step - 1], pers[step - 1], marias[step - 1] }))
            .ToList();
        var differing = steps
            .Where(s => s.Scores.Distinct().Count() > 1)
            .OrderByDescending(s => s.Scores.Max() - s.Scores.Min())
            .ThenBy(s => s.Step)
            .Select(s => s.Step)
            .ToList();
        await Expect(maria.Heading()).ToHaveTextAsync(Texts.CompareDiffer(Word(differing.Count), "tio"));
        await Expect(maria.Button(Texts.SubmitFor("Hedemora"))).ToHaveCountAsync(0);

        var common = await AgreeAndSubmitAsync(anna, differing, annas);
        await MentorReadsAsync(common);
        await CoordinatorOpensAgainAsync(anna, common);
    }

    /// <summary>Seven of ten are done: the last three by card, by keys, and all of it there after a reload.</summary>
    private static async Task ContinueTheDraftAsync(IPage anna)
    {
        await anna.Link(Texts.ContinueScoring).ClickAsync();
        await Expect(anna.Heading()).ToHaveTextAsync("Tre steg kvar att gå igenom");
        await Expect(anna.Locator("#answered")).ToHaveTextAsync("7");
        await anna.Link(Texts.ContinueWithStep(8)).ClickAsync();

        await anna.ChooseAsync(8, 3);
        await anna.SavingAsync(8, () => anna.Locator("#cause8").SelectOptionAsync(nameof(ChangeCause.Document)));
        await anna.SavingAsync(8, () => anna.Locator("#causetext8").WriteAsync("Ny delårsmall"));

        // A comment is saved while she writes, without taking the cursor from her.
        await anna.SavingAsync(8, () => anna.Comment(8).PressSequentiallyAsync(OnlyAnna));
        await Expect(anna.Comment(8)).ToBeFocusedAsync();
        await anna.SavingAsync(8, () => anna.Locator("label:has(input[name='Steps[8].Target'][value='3'])").ClickAsync());

        await anna.Answer(8, 3).FocusAsync();
        await anna.Keyboard.PressAsync("j");
        await anna.SavingAsync(9, () => anna.Keyboard.PressAsync("2"));
        await Expect(anna.Answer(9, 2)).ToBeCheckedAsync();
        await anna.Keyboard.PressAsync("J");
        await anna.SavingAsync(10, () => anna.Keyboard.PressAsync("1"));
        await Expect(anna.Locator("#answered")).ToHaveTextAsync("10");
        await Expect(anna.Locator("#saved-last")).ToHaveTextAsync(Acts.SavedAt());

        await anna.ReloadAsync();
        await Expect(anna.Heading()).ToHaveTextAsync(Texts.ScoringAllDone("tio"));
        await Expect(anna.Answer(8, 3)).ToBeCheckedAsync();
        await Expect(anna.Answer(9, 2)).ToBeCheckedAsync();
        await Expect(anna.Answer(10, 1)).ToBeCheckedAsync();
        await Expect(anna.Target(8, 3)).ToBeCheckedAsync();
        await Expect(anna.Locator("#cause8")).ToHaveValueAsync(nameof(ChangeCause.Document));
        await Expect(anna.Locator("#causetext8")).ToHaveValueAsync("Ny delårsmall");
        await Expect(anna.Comment(8)).ToHaveValueAsync(OnlyAnna);
        await Expect(anna.Saved(8)).ToHaveTextAsync(Acts.SavedAt());
    }

    /// <summary>Hands in what the review shows, and tells what that was.</summary>
    private static async Task<int[]> ReviewAndHandInAsync(IPage page)
    {
        await page.GotoAsync(Hedemora.Scoring);
        await page.Button(Texts.ReviewAndHandIn).ClickAsync();
        await Expect(page.Heading()).ToHaveTextAsync(Texts.ReviewTitle);
        var scores = await page.Locator("tbody td .score")
            .EvaluateAllAsync<int[]>("all => all.map(s => parseInt(s.childNodes[1].textContent))");
        scores.Length.ShouldBe(10);
        await page.Button(Texts.HandIn).ClickAsync();
        await page.WaitForURLAsync("**/compare");
        return scores;
    }

    private static async Task SeesNothingOfTheOthersAsync(IPage per, params string[] pages)
    {
        foreach (var path in pages)
        {
            await per.GotoAsync(path);
            var all = await per.ContentAsync();
            all.ShouldNotContain(OnlyAnna, customMessage: path);
            all.ShouldNotContain("Fyrtio chefer är utbildade", customMessage: path);
            all.ShouldNotContain("Så ser det ut från nämnden", customMessage: path);
        }
    }

    /// <summary>Takes the agreed steps in one act, decides the others and submits. Returns the common answers.</summary>
    private static async Task<int[]> AgreeAndSubmitAsync(IPage anna, List<int> differing, int[] annas)
    {
        await anna.GotoAsync(Hedemora.Start);
        await anna.Link(Texts.CompareAndAgree).ClickAsync();
        (await anna.Locator("ol.diff > li").EvaluateAllAsync<string[]>("all => all.map(li => li.id)")).ShouldBe(
            differing.Select(step => $"step-{step}")
        );
        differing[0].ShouldBe(5);
        await Expect(anna.Step(5)).ToContainTextAsync("Två stegs skillnad");
        await Expect(anna.Step(5).GetByRole(AriaRole.Img).First)
            .ToHaveAccessibleNameAsync("Chef: 1, Politiker och nyckelperson: 3");
        await Expect(anna.Step(5)).ToContainTextAsync(OnlyPer);

        var agreed = 10 - differing.Count;
        await anna.Button(Texts.AcceptAll(Word(agreed))).ClickAsync();
        await Expect(anna.Locator("ul.agree .up")).ToHaveCountAsync(agreed);
        await Expect(anna.Locator("#decided")).ToHaveTextAsync($"{agreed}");
        await Expect(anna.Button(Texts.AcceptAll(Word(agreed)))).ToHaveCountAsync(0);

        // Submitting what is not complete says which steps lack an answer, each with a link to it.
        await anna.Button(Texts.SubmitFor("Hedemora")).ClickAsync();
        await Expect(anna.GetByRole(AriaRole.Alert).GetByRole(AriaRole.Link))
            .ToHaveTextAsync(differing.Order().Select(step => Texts.Rule_StepWithoutConsensus(step)));

        var common = annas.ToArray();
        foreach (var step in differing)
        {
            await anna.ChooseAsync(step, common[step - 1] = 2);
        }

        await anna.Step(5).GetByText(Texts.CommonComment).First.ClickAsync();
        await anna.SavingAsync(5, () => anna.Comment(5).WriteAsync("Vi är överens om budgeten."));
        await anna.Step(8).GetByText(Texts.CommonComment).First.ClickAsync();
        await anna.SavingAsync(8, () => anna.Step(8).GetByLabel(Texts.ShareComment).UncheckAsync());
        await anna.SavingAsync(8, () => anna.Comment(8).WriteAsync(NotShared));
        await Expect(anna.Locator("#decided")).ToHaveTextAsync("10");

        await anna.Button(Texts.SubmitFor("Hedemora")).ClickAsync();
        await Expect(anna.Heading()).ToHaveTextAsync($"Hedemora har {common.Sum()} av 30 vid BM 2, enligt egen skattning");
        await Expect(anna.GetByText("inlämnad ")).ToBeVisibleAsync();
        await anna.GotoAsync("/");
        await Expect(anna.GetByRole(AriaRole.Heading, new() { Name = Texts.DoSubmitted("BM 2") })).ToBeVisibleAsync();
        await Expect(anna.Heading()).ToContainTextAsync($"{common.Sum()} av 30");
        return common;
    }

    private async Task MentorReadsAsync(int[] common)
    {
        var karin = await SignedInAsync(Who.Mentor);
        var sums = karin
            .GetByRole(AriaRole.Region, new() { Name = Texts.TableOf(Texts.SideBySide) })
            .GetByRole(AriaRole.Row)
            .Filter(new() { HasText = Texts.SumAt("BM 2") });
        await Expect(sums.GetByRole(AriaRole.Cell)).ToHaveCountAsync(3);
        var hedemora = sums.Locator($"a[href$='/hedemora/assessments/bm2']");
        await Expect(hedemora).ToHaveTextAsync($"{common.Sum()} av 30");
        await hedemora.ClickAsync();
        await Expect(karin.Heading()).ToHaveTextAsync($"Hedemora har {common.Sum()} av 30 vid BM 2, enligt egen skattning");
        await Expect(karin.Step(5)).ToContainTextAsync("Vi är överens om budgeten.");
        var all = await karin.ContentAsync();
        all.ShouldNotContain(NotShared);
        all.ShouldNotContain(OnlyAnna);
        all.ShouldNotContain(OnlyPer);
        foreach (var path in new[] { Hedemora.Compare, Hedemora.Scoring, Hedemora.Review })
        {
            (await karin.GotoAsync(path))!.Status.ShouldBe(403, path);
            await Expect(karin.Heading()).ToHaveTextAsync(Texts.PageForbidden);
        }
    }

    private async Task CoordinatorOpensAgainAsync(IPage anna, int[] common)
    {
        var lena = await SignedInAsync(Who.Coordinator);
        await Expect(lena.Heading()).ToHaveTextAsync("12 av 15 deltagare har lämnat in inför BM 2, tre saknas");
        var row = lena.Locator("table.heat tbody tr")
            .Filter(new() { Has = lena.GetByRole(AriaRole.Rowheader, new() { Name = "Hedemora", Exact = true }) });
        var cells = await row.Locator("td.h").AllInnerTextsAsync();
        string.Concat(cells.Select(c => c.Trim()[0])).ShouldBe(string.Concat(common));
        await Expect(row.Locator("td.sum")).ToHaveTextAsync($"{common.Sum()}");

        await row.Locator("td.h a").Nth(6).ClickAsync();
        await lena.WaitForURLAsync("**/bm2#step-7");
        await Expect(lena.Step(7)).ToBeInViewportAsync();
        await lena.Button(Texts.Reopen).ClickAsync();
        await Expect(lena.GetByRole(AriaRole.Alert).GetByRole(AriaRole.Link, new() { Name = Texts.Rule_ReasonMissing }))
            .ToHaveAttributeAsync("href", "#reason");
        await Expect(lena.GetByLabel(Texts.ReopenReason)).ToHaveAccessibleDescriptionAsync(Texts.Rule_ReasonMissing);
        await lena.GotoAsync(Hedemora.Common);
        await Expect(lena.Heading()).ToHaveTextAsync($"Hedemora har {common.Sum()} av 30 vid BM 2, enligt egen skattning");

        await lena.GetByLabel(Texts.ReopenReason).FillAsync("Steg 7 blev fel.");
        await lena.Button(Texts.Reopen).ClickAsync();
        await Expect(lena.Heading()).ToHaveTextAsync(Texts.ReadNotSubmitted("Hedemora", "BM 2"));
        await Expect(lena.GetByText(Texts.ReopenedNotice)).ToBeVisibleAsync();

        await anna.GotoAsync(Hedemora.Compare);
        await Expect(anna.GetByText(Texts.ReopenedNotice)).ToBeVisibleAsync();
        await anna.ChooseAsync(7, 3);
        await anna.Button(Texts.SubmitFor("Hedemora")).ClickAsync();
        await Expect(anna.Heading()).ToHaveTextAsync($"Hedemora har {common.Sum() + 1} av 30 vid BM 2, enligt egen skattning");
        await lena.GotoAsync("/");
        await Expect(lena.Heading()).ToHaveTextAsync("12 av 15 deltagare har lämnat in inför BM 2, tre saknas");
        await Expect(row.Locator("td.sum")).ToHaveTextAsync($"{common.Sum() + 1}");
    }

    private static string Word(int number) => Texts.NumberWords.Split(' ')[number];
}
