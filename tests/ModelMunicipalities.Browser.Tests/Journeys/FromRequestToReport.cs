using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using ModelMunicipalities.App.Data;
using ModelMunicipalities.App.Features;
using ModelMunicipalities.App.Features.Reports;
using ModelMunicipalities.App.Platform;
using ModelMunicipalities.App.Platform.Jobs;
using ModelMunicipalities.App.Resources;
using ModelMunicipalities.Browser.Tests.Kit;
using ModelMunicipalities.Browser.Tests.Pages;
using NUnit.Framework;
using Shouldly;
using static Microsoft.Playwright.Assertions;
using static ModelMunicipalities.Browser.Tests.Kit.Hedemora;

namespace ModelMunicipalities.Browser.Tests.Journeys;

/// <summary>The coordinator asks for a report, sees how far it has come, downloads it, and has the link by mail.</summary>
public sealed class FromRequestToReport : BrowserTest
{
    [Test]
    public async Task A_report_is_asked_for_made_while_she_looks_on_and_downloaded()
    {
        var page = await SignedInAsync(Who.Coordinator);
        await page.GotoAsync(Links.Reports(Network));
        await Expect(page.Heading()).ToHaveTextAsync(Texts.ReportsHeadNone(Cohort));
        await Expect(page.Locator("#year")).ToBeHiddenAsync();
        await page.Locator("[name=Kind][value=Annual]").CheckAsync();
        await Expect(page.Locator("#year")).ToBeVisibleAsync();
        await page.Locator("[name=Kind][value=Municipality]").CheckAsync();
        await page.Locator("#organisation").SelectOptionAsync(Slug);
        await page.Button(Texts.ReportMakeButton).ClickAsync();

        await Expect(page.Locator("#under-way h2")).ToHaveTextAsync(Texts.ReportStatus_Queued);
        (await Inspection.AxeAsync(page, AxeRules.All)).ShouldBeEmpty();
        await Portal.Services.GetRequiredService<NetworkJobs>().SendAsync(Network, new MakeReports.Command());

        // The page asks by itself.
        await Expect(page.Heading()).ToHaveTextAsync("Hedemora i omgång 2027");
        await Expect(page.Locator(".report .figures dd").First).ToHaveTextAsync("22");
        (await Inspection.AxeAsync(page, AxeRules.All)).ShouldBeEmpty();
        var download = await page.RunAndWaitForDownloadAsync(() => page.Locator("main .actions a").ClickAsync());
        download.SuggestedFilename.ShouldBe("Hedemora i omgång 2027 (1).pdf");
        await using var file = await download.CreateReadStreamAsync();
        var start = new byte[5];
        await file.ReadExactlyAsync(start);
        System.Text.Encoding.ASCII.GetString(start).ShouldBe("%PDF-");

        await using var scope = Portal.Services.CreateAsyncScope();
        var mail = await scope
            .ServiceProvider.GetRequiredService<AppDb>()
            .OutgoingMails.SingleAsync(m => m.To == Who.Coordinator.Email && m.Topic == Domain.Accounts.MailTopic.Report);
        mail.Body.ShouldContain(new Uri(page.Url).GetLeftPart(UriPartial.Path));
        await page.GotoAsync(Links.CohortReports(Network, Cohort));
        await Expect(page.Heading()).ToHaveTextAsync(Texts.ReportsHeadOne(Cohort));
        await Expect(page.Locator("table a[href$='/file']")).ToHaveCountAsync(1);
    }
}
