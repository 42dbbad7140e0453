using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using ModelMunicipalities.App.Data;
using ModelMunicipalities.App.Features.Surveys;
using ModelMunicipalities.App.Platform.Jobs;
using ModelMunicipalities.App.Platform.Reminding;
using ModelMunicipalities.App.Resources;
using ModelMunicipalities.App.Tenancy;
using ModelMunicipalities.Browser.Tests.Kit;
using ModelMunicipalities.Browser.Tests.Pages;
using ModelMunicipalities.Domain.Reminders;
using NUnit.Framework;
using Shouldly;
using static Microsoft.Playwright.Assertions;
using static ModelMunicipalities.Browser.Tests.Kit.Hedemora;

namespace ModelMunicipalities.Browser.Tests.Journeys;

/// <summary>
/// A meeting ends and its survey comes by mail; she opens it on a phone, answers some, goes on another time, sends, and is
/// reminded no more.
/// </summary>
public sealed partial class FromReminderToAnswer : BrowserTest
{
    [Test]
    public async Task A_survey_comes_by_mail_and_is_answered_in_two_goes_on_a_phone()
    {
        await InDbAsync(async db =>
        {
            var meeting = await db.Meetings.SingleAsync(m =>
                m.Form == "bm2"
                && db.Groups.Any(g =>
                    g.Id == m.GroupId && g.Name == "Eskilstuna" && db.Cohorts.Any(c => c.Id == g.CohortId && c.Slug == "2027")
                )
            );
            (meeting.StartsAt, meeting.EndsAt) = (DateTimeOffset.UtcNow.AddHours(-4), DateTimeOffset.UtcNow.AddHours(-1));
            await db.SaveChangesAsync();
            return 0;
        });
        (await Portal.Services.GetRequiredService<NetworkJobs>().SendAsync(Network, new SendSurveys.Command())).Value.ShouldBe(
            12
        );
        var mail = await InDbAsync(db =>
            db.OutgoingMails.Where(m => m.To == Who.KeyPerson.Email).OrderByDescending(m => m.Id).FirstAsync()
        );
        var link = SurveyLink().Match(mail.Body).Value;
        (await IsRemindedAsync()).ShouldBeTrue();

        var phone = await GuestAsync(prepare: o => o.ViewportSize = new() { Width = 360, Height = 800 });
        await phone.GotoAsync(link);
        await LookAsync(phone, "survey");
        await phone.Locator("[name=q-meeting][value='4']").CheckAsync();
        await phone.RunAndWaitForResponseAsync(
            () => phone.Locator("#q-next-time").FillAsync("Mer tid till samtal. <b>Tack!</b>"),
            answer => answer.Ok && answer.Request.PostData is { } sent && sent.Contains("samtal", StringComparison.Ordinal)
        );
        await Expect(phone.Locator("#survey-saved")).ToHaveTextAsync(new Regex("^Sparat .*Inget är skickat än"));
        await Expect(phone.Locator("#q-next-time")).ToBeFocusedAsync();
        (await IsRemindedAsync()).ShouldBeTrue("a draft is no answer");

        var later = await GuestAsync(prepare: o => o.ViewportSize = new() { Width = 360, Height = 800 });
        await later.GotoAsync(link);
        await Expect(later.Locator("[name=q-meeting][value='4']")).ToBeCheckedAsync();
        await Expect(later.Locator("#q-next-time")).ToHaveValueAsync("Mer tid till samtal. <b>Tack!</b>");
        await later.Locator("[name=q-step-1][value='3']").CheckAsync();
        await later.Button(Texts.SurveySend).ClickAsync();
        await Expect(later.Heading()).ToHaveTextAsync(Texts.SurveyThanksHead("BM 2"));
        await LookAsync(later, "survey sent");
        (await IsRemindedAsync()).ShouldBeFalse();

        // On a phone the language stands in the menu.
        await later.SetViewportSizeAsync(1280, 900);
        await later.Locator("form.lang button").First.ClickAsync();
        await Expect(later.Heading()).ToHaveTextAsync("Thank you, your answers about BM 2 have arrived");
        await LookAsync(later, "survey sent in English");
    }

    private Task<bool> IsRemindedAsync() =>
        InDbAsync(async db =>
        {
            var person = await db.Users.Where(u => u.Email == Who.KeyPerson.Email).Select(u => u.Id).SingleAsync();
            var bm2 = await db.Surveys.OrderByDescending(s => s.Id).Select(s => s.Id).FirstAsync();
            await using var scope = Portal.Services.CreateAsyncScope();
            scope.ServiceProvider.GetRequiredService<Caller>().EnterAsJob(await db.Networks.SingleAsync(n => n.Slug == Network));
            var source = scope
                .ServiceProvider.GetServices<IReminderSource>()
                .Single(s => s.Reason == ReminderReason.SurveyUnanswered);
            var due = await source.FindAsync(
                ReminderPlan.Standard.Rules.Single(r => r.Reason == ReminderReason.SurveyUnanswered) with
                {
                    Before = [30],
                },
                DateTimeOffset.UtcNow,
                CancellationToken.None
            );
            return due.Any(d => d.Person?.PersonId == person && d.Subject == $"survey:{bm2}");
        });

    private async Task<T> InDbAsync<T>(Func<AppDb, Task<T>> act)
    {
        await using var scope = Portal.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<AppDb>();
        scope.ServiceProvider.GetRequiredService<Caller>().Enter(await db.Networks.SingleAsync(n => n.Slug == Network));
        return await act(db);
    }

    [GeneratedRegex(@"https?://\S+/surveys/[\w-]+")]
    private static partial Regex SurveyLink();
}
