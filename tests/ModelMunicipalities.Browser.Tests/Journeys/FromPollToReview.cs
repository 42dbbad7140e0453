using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using ModelMunicipalities.App.Data;
using ModelMunicipalities.App.Features;
using ModelMunicipalities.App.Platform;
using ModelMunicipalities.App.Resources;
using ModelMunicipalities.App.Tenancy;
using ModelMunicipalities.Browser.Tests.Kit;
using ModelMunicipalities.Browser.Tests.Pages;
using ModelMunicipalities.Domain.Accounts;
using ModelMunicipalities.Domain.Improvements;
using ModelMunicipalities.Domain.Meetings;
using NUnit.Framework;
using Shouldly;
using static Microsoft.Playwright.Assertions;
using static ModelMunicipalities.Browser.Tests.Kit.Hedemora;

namespace ModelMunicipalities.Browser.Tests.Journeys;

/// <summary>
/// A whole round: a key person asks when BM 3 suits, the answers come from the pages and from the links in the mails, she
/// calls to it, they prepare, meet, write down and plan an improvement, and the next meeting looks at what came of it.
/// The manager does his part on a phone.
/// </summary>
public sealed partial class FromPollToReview : BrowserTest
{
    private const string Improvement = "Könsuppdelad statistik i delårsrapporten";

    private int _meeting;

    [Test]
    public async Task A_round_goes_from_a_question_about_dates_to_what_came_of_it()
    {
        _meeting = await PrepareAsync();
        var anna = await SignedInAsync(Who.KeyPerson);
        await AskAsync(anna);
        await AnswerAsync(anna);
        await CallAsync(anna);
        var per = await SignedInAsync(Who.Manager, prepare: o => o.ViewportSize = new() { Width = 360, Height = 800 });
        await PrepareAsync(anna, per);
        await ReadPackAsync(anna);
        await MeetAsync(anna, per);
        await ImproveAsync(anna);
        await ReviewAsync(anna);
    }

    /// <summary>BM 3 of the group, about which nobody has asked yet.</summary>
    private Task<int> PrepareAsync() =>
        InDbAsync(async db =>
        {
            db.Polls.RemoveRange(db.Polls);
            await db.SaveChangesAsync();
            return await db
                .Meetings.Where(m =>
                    m.Form == "bm3"
                    && m.Status == MeetingStatus.Planned
                    && db.Groups.Any(g => g.Id == m.GroupId && g.Name == "Eskilstuna")
                )
                .Select(m => m.Id)
                .SingleAsync();
        });

    private async Task AskAsync(IPage anna)
    {
        await anna.Link(Texts.MenuMeetings).First.ClickAsync();
        await LookAsync(anna, "my meetings");
        await anna.GotoAsync(Links.Meeting(Network, _meeting));
        await LookAsync(anna, "meeting planned");
        await anna.Link(Texts.AskForTimes).ClickAsync();

        // What is wrong is said beside the row, and the rest stays as typed.
        var second = anna.Locator("[name='Rows[1].Date']");
        var day = await second.InputValueAsync();
        await second.FillAsync("2020-01-01");
        await anna.Button(Texts.PollSendQuestion).ClickAsync();
        await Expect(anna.Locator("#problem")).ToBeVisibleAsync();
        await LookAsync(anna, "poll refused");
        await anna.Locator("[name='Rows[1].Date']").FillAsync(day);
        await anna.Button(Texts.PollSendQuestion).ClickAsync();
        await Expect(anna).ToHaveURLAsync(new Regex($"/meetings/{_meeting}/poll$"));
        await LookAsync(anna, "poll asked");
    }

    /// <summary>
    /// Anna and the mentor answer where they are signed in; the others by the links in their mails, Per on his phone.
    /// </summary>
    private async Task AnswerAsync(IPage anna)
    {
        await ReplyAsync(anna, PollReply.IfNeedBe);
        var karin = await SignedInAsync(Who.Mentor);
        await karin.GotoAsync(Links.Poll(Network, _meeting));
        await ReplyAsync(karin, PollReply.Yes);

        var links = (await MailsAsync())
            .Select(m => (m.To, Link: PollLink().Match(m.Body).Value))
            .Where(m => m.Link.Length > 0)
            .DistinctBy(m => m.To)
            .ToList();
        links.Count.ShouldBeGreaterThanOrEqualTo(11);
        var phone = await GuestAsync(prepare: o => o.ViewportSize = new() { Width = 360, Height = 800 });
        foreach (var (to, link) in links.Where(l => l.To != Who.KeyPerson.Email && l.To != Who.Mentor.Email))
        {
            await phone.GotoAsync(link);
            if (to == Who.Manager.Email)
            {
                await LookAsync(phone, "poll by link");
            }

            await ReplyAsync(phone, PollReply.Yes);
            if (to == Who.Manager.Email)
            {
                await LookAsync(phone, "poll answered by link");
                (await phone.GotoAsync(Links.Meeting(Network, _meeting)))!.Url.ShouldContain(
                    Links.SignIn,
                    Case.Sensitive,
                    "the link leads to the poll and to nothing else"
                );
            }
        }

        await anna.ReloadAsync();
        await Expect(anna.GetByText(Texts.PollSlotComplete).First).ToBeVisibleAsync();
        await LookAsync(anna, "poll ranked");
    }

    private static async Task ReplyAsync(IPage page, PollReply reply)
    {
        // The first time suits everybody, the others somebody does not.
        foreach (var (i, slot) in (await page.Locator("form.slots fieldset.slot").AllAsync()).Index())
        {
            await slot.Locator($"label:has(input[value={(i == 0 ? reply : PollReply.No)}])").ClickAsync();
        }

        await page.Button(Texts.PollSend).ClickAsync();
        await Expect(page.Button(Texts.PollSendChanged)).ToBeVisibleAsync();
    }

    private async Task CallAsync(IPage anna)
    {
        await anna.Locator("ol.ranking li").First.GetByRole(AriaRole.Link).ClickAsync();
        await Expect(anna).ToHaveURLAsync(new Regex(@"/call\?slot=\d+$"));
        await anna.Locator("input[name=Mode][value=Digital]").CheckAsync();
        await anna.FillAsync("#link", "http://osaker.example");
        await anna.Button(Texts.CallDo).ClickAsync();
        await Expect(anna.Locator("#link-wrong")).ToBeVisibleAsync();
        await LookAsync(anna, "call refused");
        await anna.FillAsync("#link", "https://mote.modellkommuner.example/bm3");
        await anna.SelectOptionAsync("#shown", InformationClass.Internal.ToString());
        await anna.SelectOptionAsync("#tool", new SelectOptionValue { Index = 1 });
        await anna.Button(Texts.CallDo).ClickAsync();
        if (await anna.Locator("input[name=UseUnfitTool]").CountAsync() > 0)
        {
            await LookAsync(anna, "call warned");
            await anna.Locator("input[name=UseUnfitTool]").CheckAsync();
            await anna.Button(Texts.CallDo).ClickAsync();
        }

        await Expect(anna).ToHaveURLAsync(new Regex($"/meetings/{_meeting}$"));
        await LookAsync(anna, "meeting called");
        var calls = (await MailsAsync()).Where(m => m.Calendar is not null).ToList();
        calls.Select(m => m.To).Distinct().Count().ShouldBe(calls.Count);
        calls.ShouldContain(m => m.To == Who.Manager.Email);
        calls.ShouldAllBe(m =>
            m.CalendarMethod == "REQUEST" && m.Calendar!.Contains("BEGIN:VEVENT") && m.Calendar.Contains("TZID=Europe/Stockholm")
        );
        calls.ShouldAllBe(
            m => calls.All(other => other.To == m.To || !m.Calendar!.Contains(other.To)),
            "nobody is shown another's address"
        );
    }

    private async Task PrepareAsync(IPage anna, IPage per)
    {
        await per.GotoAsync(Links.Meeting(Network, _meeting));
        await per.Locator("form[action*=Mark] button").First.ClickAsync();
        await Expect(per.GetByText(Texts.TodoDone).First).ToBeVisibleAsync();
        await LookAsync(per, "prepared");

        await anna.ReloadAsync();
        var file = anna.Locator("#preparation input[type=file]").First;
        await file.SetInputFilesAsync(
            new FilePayload
            {
                Name = "..\\styrsystem.pdf",
                MimeType = "application/pdf",
                Buffer = [0x4D, 0x5A, 0x90, 0x00, 0x03],
            }
        );
        await anna.Locator("#preparation form[enctype] button").First.ClickAsync();
        await Expect(anna.Locator("#problem")).ToBeVisibleAsync();
        await LookAsync(anna, "file refused");
        await anna.Locator("#preparation input[type=file]")
            .First.SetInputFilesAsync(
                new FilePayload
                {
                    Name = "uppföljning.pdf",
                    MimeType = "application/pdf",
                    Buffer = Encoding.ASCII.GetBytes("%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"),
                }
            );
        await anna.Locator("#preparation form[enctype] button").First.ClickAsync();
        await Expect(anna.Link("uppföljning.pdf").First).ToBeVisibleAsync();
        await anna.FillAsync("#text", "Hur fick ni <b>nämnderna</b> att fråga efter resultat?");
        await anna.Button(Texts.QuestionSend).ClickAsync();
        await Expect(anna.GetByText("Hur fick ni <b>nämnderna</b> att fråga efter resultat?").First).ToBeVisibleAsync();
        await LookAsync(anna, "prepared by all");
    }

    private async Task ReadPackAsync(IPage anna)
    {
        await anna.GotoAsync(Links.MeetingPack(Network, _meeting));
        await Expect(anna.Heading()).ToBeVisibleAsync();
        await Expect(anna.GetByText("Hur fick ni <b>nämnderna</b> att fråga efter resultat?").First).ToBeVisibleAsync();
        await LookAsync(anna, "pack");
    }

    private async Task MeetAsync(IPage anna, IPage per)
    {
        await TakePlaceAsync(_meeting, DateTimeOffset.UtcNow.AddHours(-3));
        await anna.GotoAsync(Links.MeetingRecord(Network, _meeting));
        await LookAsync(anna, "record empty");
        foreach (var presence in await anna.Locator("form[action*=Attendance] .seg").AllAsync())
        {
            await presence.Locator($"label:has(input[value={Presence.Remote}])").ClickAsync();
        }

        await anna.Button(Texts.AttendanceSave).ClickAsync();
        await Expect(anna.Heading()).ToHaveTextAsync(Texts.RecordAllComplete(Show.Occasion("bm3")));
        await anna.FillAsync("#notes", "Alla såg samma sak.\n<script>alert(1)</script> är bara text.");
        await anna.Button(Texts.NotesSave).ClickAsync();
        await Expect(anna.Locator("#notes")).ToHaveValueAsync("Alla såg samma sak.\n<script>alert(1)</script> är bara text.");
        await anna.FillAsync("#text", "Vi delar våra mallar.");
        await anna.Button(Texts.DecisionAdd).ClickAsync();
        await Expect(anna.GetByText("Vi delar våra mallar.").First).ToBeVisibleAsync();
        await LookAsync(anna, "record");

        await per.GotoAsync(Links.MeetingRecord(Network, _meeting));
        await Expect(per.GetByText("<script>alert(1)</script> är bara text.").First).ToBeVisibleAsync();
        await per.FillAsync("#plus", "Bra tempo.");
        await per.Button(Texts.FeedbackSend).ClickAsync();
        await Expect(per.GetByText("Bra tempo.").First).ToBeVisibleAsync();
        await LookAsync(per, "feedback");
    }

    private async Task ImproveAsync(IPage anna)
    {
        await anna.GotoAsync(Links.MeetingRecord(Network, _meeting));
        await anna.Locator($"a[href*='improvements/new?meeting={_meeting}']").First.ClickAsync();
        await LookAsync(anna, "new improvement");
        await anna.Button(Texts.SaveImprovement).ClickAsync();
        await Expect(anna.Locator("#title-wrong")).ToBeVisibleAsync();
        await anna.FillAsync("#title", Improvement);
        await anna.FillAsync("#aim", "Nämnderna ska kunna se skillnader mellan kvinnor och män i delåret.");
        await anna.Locator("input[name=Steps][value='6']").CheckAsync();
        await anna.Locator("input[name=Steps][value='8']").CheckAsync();
        await anna.FillAsync("#dueOn", DateTime.Today.AddDays(60).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        await anna.Button(Texts.SaveImprovement).ClickAsync();
        await Expect(anna.Heading()).ToContainTextAsync(Improvement);
        await LookAsync(anna, "improvement");

        foreach (
            var (part, text) in new[]
            {
                ("Plan", "Vi prövar i skolan."),
                ("Do", "Skolan tog fram siffrorna."),
                ("Study", "Flickor byter program oftare."),
                ("Act", "Vi gör det i alla nämnder."),
            }
        )
        {
            await anna.FillAsync($"#next-{part}", text);
            if (part == "Act")
            {
                await anna.Locator($"#next-Outcome input[value={CycleOutcome.Adopt}]").CheckAsync();
            }

            await anna.Locator("#next button").ClickAsync();
            await Expect(anna.Locator("#cycle-1").GetByText(text).First).ToBeVisibleAsync();
        }

        await LookAsync(anna, "improvement with a cycle");
    }

    /// <summary>The next meeting, the conference, looks at what came of it.</summary>
    private async Task ReviewAsync(IPage anna)
    {
        var next = await InDbAsync(db =>
            db.Meetings.Where(m => m.Form == "closing" && m.StartsAt > DateTime.UtcNow).Select(m => m.Id).SingleAsync()
        );
        await TakePlaceAsync(next, DateTimeOffset.UtcNow.AddMinutes(-30));
        await anna.GotoAsync(Links.MeetingRecord(Network, next));
        await anna.Locator($"li:has-text('{Improvement}') a[href*='meeting={next}']").ClickAsync();
        await anna.Locator($"input[name=ReviewStatus][value={ImprovementStatus.Done}]").CheckAsync();
        await anna.FillAsync("#finding", "Alla nämnder har siffrorna.");
        await LookAsync(anna, "review");
        await anna.Button(Texts.SaveReview).ClickAsync();
        await anna.GotoAsync(Links.MeetingRecord(Network, next));
        await Expect(anna.GetByText("Alla nämnder har siffrorna.").First).ToBeVisibleAsync();
        await LookAsync(anna, "reviewed");
        await anna.GotoAsync(Links.Improvements(Network, Cohort, Slug));
        await Expect(anna.GetByText(Improvement).First).ToBeVisibleAsync();
        await LookAsync(anna, "board");
    }

    /// <summary>Time passes: a meeting has begun.</summary>
    private Task TakePlaceAsync(int meeting, DateTimeOffset at) =>
        InDbAsync(async db =>
        {
            var row = await db.Meetings.SingleAsync(m => m.Id == meeting);
            (row.StartsAt, row.EndsAt, row.WindowFrom) = (at, at.AddHours(2), at.AddDays(-1));
            await db.SaveChangesAsync();
            return 0;
        });

    private Task<List<OutgoingMail>> MailsAsync() =>
        InDbAsync(db => db.OutgoingMails.OrderBy(m => m.Id).AsNoTracking().ToListAsync());

    private async Task<T> InDbAsync<T>(Func<AppDb, Task<T>> act)
    {
        await using var scope = Portal.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<AppDb>();
        scope.ServiceProvider.GetRequiredService<Caller>().Enter(await db.Networks.SingleAsync(n => n.Slug == Network));
        return await act(db);
    }

    [GeneratedRegex(@"https?://\S+/polls/[\w-]+")]
    private static partial Regex PollLink();
}
