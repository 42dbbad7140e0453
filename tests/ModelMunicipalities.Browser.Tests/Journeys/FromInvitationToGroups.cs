using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using ModelMunicipalities.App.Data;
using ModelMunicipalities.App.Features;
using ModelMunicipalities.App.Platform;
using ModelMunicipalities.App.Resources;
using ModelMunicipalities.Browser.Tests.Kit;
using ModelMunicipalities.Browser.Tests.Pages;
using ModelMunicipalities.Domain.Accounts;
using ModelMunicipalities.Domain.Cohorts;
using NUnit.Framework;
using Shouldly;
using static Microsoft.Playwright.Assertions;

namespace ModelMunicipalities.Browser.Tests.Journeys;

/// <summary>
/// A coordinator runs a cohort from invitation to announced groups without a spreadsheet, and the invited apply without
/// one: everything through the portal's pages and the mails that it sends.
/// </summary>
public sealed partial class FromInvitationToGroups : BrowserTest
{
    private const string Network = "modellkommuner";

    private const string Cohort = "2028";

    private const string Password = "ett-langt-losenord-2028";

    private static readonly string[] Invited = ["Kiruna", "Gällivare", "Pajala"];

    [Test]
    public async Task A_cohort_goes_from_an_idea_to_groups_that_know_each_other()
    {
        var lena = await SignedInAsync(Who.Coordinator);
        await CreateAsync(lena);
        await InviteAsync(lena);

        var kiruna = await AcceptAsync("Kiruna");
        await ApplyAsync(kiruna, "Kiruna", whole: true);
        await ApplyAsync(await AcceptAsync("Gällivare"), "Gällivare", whole: true);
        var pajala = await AcceptAsync("Pajala", narrow: true);
        await ApplyAsync(pajala, "Pajala", whole: false);

        await AdmitAsync(lena, pajala);
        await AskMentorsAsync(lena);
        await PairAsync(lena);
        await ExpectGroupAsync(kiruna);
    }

    private async Task CreateAsync(IPage lena)
    {
        await lena.Link(Texts.CohortsTitle).First.ClickAsync();
        await lena.Link(Texts.NewCohort).ClickAsync();
        await lena.FillAsync("#name", Cohort);
        await lena.FillAsync("#start", "2028-01-20");
        await LookAsync(lena, "new cohort");
        await lena.Button(Texts.MakeCohort).ClickAsync();
        await Expect(lena.Heading()).ToHaveTextAsync(Texts.PlanNobody(Cohort));
        await Expect(lena.GetByText("20 januari 2028").First).ToBeVisibleAsync();
    }

    private async Task InviteAsync(IPage lena)
    {
        await lena.Link(Texts.InviteOrganisations).ClickAsync();
        await lena.SelectOptionAsync("#county", "Norrbottens län");
        await lena.Button(Texts.ShowThem).ClickAsync();
        foreach (var name in Invited)
        {
            await lena.GetByRole(AriaRole.Checkbox, new() { Name = name, Exact = true }).CheckAsync();
        }

        await lena.Button(Texts.InviteChosen).ClickAsync();
        await Expect(lena.Heading()).ToHaveTextAsync(Texts.InvitationsMany("Tre", Cohort));
        foreach (var name in Invited)
        {
            var slug = Domain.Networks.Slug.From(name);
            await lena.FillAsync($"#name-{slug}", $"Kontakt {name}");
            await lena.FillAsync($"#email-{slug}", EmailOf(name));
        }

        await LookAsync(lena, "invitations");
        await lena.Button(Texts.SaveContacts).ClickAsync();
        (await MailsAsync(EmailOf("Kiruna"))).ShouldBeEmpty("nothing is sent while the cohort is planned");

        await lena.GotoAsync(Links.Plan(Network, Cohort));
        await lena.Button(Texts.OpenApplications).ClickAsync();
        await Expect(lena.Heading()).ToHaveTextAsync(Texts.PlanApplied("Ingen", 3));
        await LookAsync(lena, "plan");
    }

    /// <summary>The invited person follows the link in her mail, chooses a password and is at the application.</summary>
    private async Task<IPage> AcceptAsync(string name, bool narrow = false)
    {
        var mail = (await MailsAsync(EmailOf(name))).Single();
        var page = await GuestAsync(prepare: o =>
            o.ViewportSize = narrow ? new() { Width = 360, Height = 800 } : new() { Width = 1280, Height = 900 }
        );
        await page.GotoAsync(Link().Match(mail.Body).Value);
        await page.FillAsync("#password", Password);
        await page.Button(Texts.AcceptAndSignIn).ClickAsync();
        await Expect(page)
            .ToHaveURLAsync(new Regex(Regex.Escape(Links.Application(Network, Cohort, Domain.Networks.Slug.From(name))) + "$"));
        return page;
    }

    private async Task ApplyAsync(IPage page, string name, bool whole)
    {
        var slug = Domain.Networks.Slug.From(name);
        string Part(ApplicationPart part) => Links.EditApplication(Network, Cohort, slug, part.ToString().ToLowerInvariant());
        async Task SaveAsync() => await page.Button(Texts.SaveBack).ClickAsync();

        await page.GotoAsync(Part(ApplicationPart.Contact));
        await page.FillAsync("#contactName", $"Kontakt {name}");
        await page.FillAsync("#contactEmail", "inte en adress");
        await page.FillAsync("#motivation", "Vi vill att besluten ska hålla för alla som bor här.");
        await SaveAsync();
        await Expect(page.Locator("#contactEmail-wrong")).ToBeVisibleAsync();
        await Expect(page.Locator("#motivation")).ToHaveValueAsync("Vi vill att besluten ska hålla för alla som bor här.");
        await LookAsync(page, "application with a wrong address");
        await page.FillAsync("#contactEmail", EmailOf(name));
        await SaveAsync();

        await page.GotoAsync(Part(ApplicationPart.Areas));
        await page.Locator("input[name=Focus][value=schools]").CheckAsync();
        await SaveAsync();

        await page.GotoAsync(Part(ApplicationPart.People));
        foreach (var (i, function) in Application.Functions.Index())
        {
            if (whole || function == Function.KeyPerson)
            {
                await page.FillAsync($"[id='team[{i}].name']", $"{function} {name}");
                await page.FillAsync(
                    $"[id='team[{i}].email']",
                    function == Function.KeyPerson ? EmailOf(name) : $"{function}@{slug}.example".ToLowerInvariant()
                );
                await page.FillAsync($"[id='team[{i}].mandate']", "Beslut i kommunstyrelsen");
            }
        }

        await LookAsync(page, "application people");
        await SaveAsync();
        if (whole)
        {
            await page.GotoAsync(Part(ApplicationPart.Cemr));
            await page.Locator("input[name=Cemr][value=Signed]").CheckAsync();
            await page.FillAsync("#cemrDate", "2020-05-01");
            await SaveAsync();
            await page.GotoAsync(Part(ApplicationPart.Baseline));
            for (var step = 0; step < 10; step++)
            {
                await page.Locator($"label:has(input[name='Baseline[{step}]'][value='{1 + (step % 3)}'])").ClickAsync();
            }

            await LookAsync(page, "application baseline");
            await SaveAsync();
            await page.GotoAsync(Part(ApplicationPart.Stakeholders));
            await page.FillAsync("#stakeholders", "Länsstyrelsen i Norrbotten");
            await SaveAsync();
            await page.GotoAsync(Part(ApplicationPart.Commitment));
            await page.Locator("input[name=WillMentor][value=true]").CheckAsync();
            await SaveAsync();
        }

        await page.GotoAsync(Links.ReviewApplication(Network, Cohort, slug));
        await LookAsync(page, "application review");
        await page.Button(Texts.SubmitApplication).ClickAsync();
        await Expect(page.Button(Texts.TakeBackDo)).ToBeVisibleAsync();
        await LookAsync(page, "application submitted");
    }

    private async Task AdmitAsync(IPage lena, IPage pajala)
    {
        await lena.GotoAsync(Links.Plan(Network, Cohort));
        await Expect(lena.Heading()).ToHaveTextAsync(Texts.PlanApplied("Tre", 3));
        await lena.Button(Texts.CloseApplications).ClickAsync();
        await lena.Link(Texts.DecideApplications).ClickAsync();
        await LookAsync(lena, "applications");

        // Pajala's lacks a politician and more: it comes back with a comment, and is corrected.
        await DecideAsync(lena, "pajala", AdmissionDecision.SendBack, "Utse en politiker och en chef, så ser vi på det igen.");
        await pajala.ReloadAsync();
        await Expect(pajala.GetByText("Utse en politiker och en chef, så ser vi på det igen.")).ToBeVisibleAsync();
        (await MailsAsync(EmailOf("Pajala")))[^1].Body.ShouldContain("Utse en politiker och en chef");
        await pajala.GotoAsync(Links.EditApplication(Network, Cohort, "pajala", "people"));
        await pajala.FillAsync("[id='team[0].name']", "Politiker Pajala");
        await pajala.FillAsync("[id='team[0].email']", "politiker@pajala.example");
        await pajala.Button(Texts.SaveBack).ClickAsync();
        await pajala.GotoAsync(Links.ReviewApplication(Network, Cohort, "pajala"));
        await pajala.Button(Texts.SubmitApplication).ClickAsync();

        await DecideAsync(lena, "kiruna", AdmissionDecision.Admit, "Välkomna!");
        await DecideAsync(lena, "gallivare", AdmissionDecision.Admit, "");
        await DecideAsync(lena, "pajala", AdmissionDecision.WaitingList, "Vi väntar in fler mentorer.");
        await DecideAsync(lena, "pajala", AdmissionDecision.Admit, "Det finns plats.");
        await lena.GotoAsync(Links.Plan(Network, Cohort));
        await lena.Button(Texts.EndAdmission).ClickAsync();
        await Expect(lena.Heading()).ToHaveTextAsync(Texts.PlanUngrouped(3, 0));
        (await MailsAsync("politician@kiruna.example")).ShouldHaveSingleItem("the team is invited when it is admitted");
    }

    private async Task DecideAsync(IPage lena, string organisation, AdmissionDecision decision, string reason)
    {
        await lena.GotoAsync(Links.Application(Network, Cohort, organisation));
        await lena.Locator($"input[name=Decision][value={decision}]").CheckAsync();
        await lena.FillAsync("#reason", reason);
        await LookAsync(lena, "decision");
        await lena.Button(Texts.DecisionSend).ClickAsync();
        await Expect(lena.Locator("#problem")).ToHaveCountAsync(0);
    }

    private async Task AskMentorsAsync(IPage lena)
    {
        await lena.GotoAsync(Links.Mentors(Network, Cohort));
        foreach (var mentor in new[] { "lulea", "skelleftea" })
        {
            await lena.Locator($"input[name=Organisations][value={mentor}]").CheckAsync();
        }

        await LookAsync(lena, "mentors");
        await lena.Button(Texts.AskChosen).ClickAsync();
        foreach (var mentor in new[] { "lulea", "skelleftea" })
        {
            await lena.GotoAsync(Links.Mentor(Network, Cohort, mentor));
            await lena.SelectOptionAsync("#places", "2");
            await lena.Button(Texts.SaveAnswer).ClickAsync();
            await Expect(lena.GetByText(Texts.AnswerSaved)).ToBeVisibleAsync();
        }
    }

    private async Task PairAsync(IPage lena)
    {
        await lena.GotoAsync(Links.Pairing(Network, Cohort));
        await Expect(lena.Heading()).ToHaveTextAsync(Texts.PairingHead(3, 4));

        // Two each would need four participants: the page says so and keeps what was typed.
        await lena.Button(Texts.ProposeFirst).ClickAsync();
        await Expect(lena.Locator("#problem")).ToBeVisibleAsync();
        await lena.FillAsync("#minPerGroup", "1");
        await lena.Button(Texts.ProposeFirst).ClickAsync();
        await Expect(lena).ToHaveURLAsync(new Regex("/pairing/1$"));
        await LookAsync(lena, "proposal");

        // A lock, and a move by hand with its consequence shown.
        await lena.Locator("#p-pajala input[name=Locked]").CheckAsync();
        await lena.Button(Texts.SaveLocks).ClickAsync();
        await Expect(lena.Locator("#p-pajala input[name=Locked]")).ToBeCheckedAsync();
        var from = await GroupOfAsync(lena, "kiruna");
        await lena.Locator("#p-kiruna a").ClickAsync();
        await LookAsync(lena, "move");
        await lena.Locator("#p-kiruna input[type=radio]").First.CheckAsync();
        await lena.Locator("#p-kiruna fieldset button").ClickAsync();
        await Expect(lena.Locator("#p-kiruna input[name=Locked]")).ToBeCheckedAsync();
        (await GroupOfAsync(lena, "kiruna")).ShouldNotBe(from);
        await lena.Locator("button[formaction$=Again]").ClickAsync();
        await Expect(lena).ToHaveURLAsync(new Regex("/pairing/2$"));
        (await GroupOfAsync(lena, "kiruna")).ShouldNotBe(from);
        await lena.Link(Texts.CompareWith(1)).ClickAsync();
        await LookAsync(lena, "compare");
        await lena.Link(Texts.ToProposal(2)).ClickAsync();

        (await MailsAsync(EmailOf("Kiruna"))).ShouldNotContain(m => m.Subject.Contains("grupperna"));
        await lena.Button(Texts.Publish).ClickAsync();
        await Expect(lena.Button(Texts.Publish)).ToHaveCountAsync(0);
        (await MailsAsync(EmailOf("Kiruna"))).Count(m => m.Subject.Contains("grupperna")).ShouldBe(1);

        await lena.GotoAsync(Links.Plan(Network, Cohort));
        await lena.Button(Texts.StartCohort).ClickAsync();
        await Expect(lena.Heading()).ToHaveTextAsync(Texts.PlanRunning(Cohort, 3, 2));
        await LookAsync(lena, "running");
    }

    private async Task ExpectGroupAsync(IPage kiruna)
    {
        await kiruna.GotoAsync(Links.Network(Network));
        await Expect(kiruna).ToHaveURLAsync(new Regex(Regex.Escape(Links.Municipality(Network, Cohort, "kiruna")) + "$"));
        await Expect(kiruna.GetByRole(AriaRole.Table, new() { Name = Texts.GroupCaption })).ToContainTextAsync(Texts.MentorWord);
        await LookAsync(kiruna, "group");
    }

    private static async Task<string> GroupOfAsync(IPage page, string participant) =>
        (await page.Locator($".pairs:has(#p-{participant}) h2").GetAttributeAsync("data-key"))!;

    private static string EmailOf(string name) => $"kontakt@{Domain.Networks.Slug.From(name)}.example";

    private async Task<IReadOnlyList<OutgoingMail>> MailsAsync(string to)
    {
        await using var scope = Portal.Services.CreateAsyncScope();
        return await scope
            .ServiceProvider.GetRequiredService<AppDb>()
            .OutgoingMails.Where(m => m.To == to)
            .OrderBy(m => m.Id)
            .AsNoTracking()
            .ToListAsync();
    }

    [GeneratedRegex(@"https?://\S+/invitations/\S+")]
    private static partial Regex Link();
}
