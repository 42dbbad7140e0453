using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using ModelMunicipalities.App.Resources;

namespace ModelMunicipalities.App.Tests.Features.Assessments;

public class SaveScoringTests(DatabaseProvider provider) : ScoringTest(provider)
{
    [Test]
    public async Task The_meeting_locks_and_a_group_that_meets_later_has_longer()
    {
        var network = await BuildAsync(n => n.Group("Piteå", "Luleå").Group("Umeå", "Vännäs"));
        await network.ChangeAsync(async db =>
        {
            var meeting = db.Meetings.Single(m =>
                m.OccasionId == network.Cohort.Occasions[1].Id && db.Groups.Any(g => g.Id == m.GroupId && g.Name == "Piteå")
            );
            (meeting.StartsAt, meeting.EndsAt) = (DateTimeOffset.UtcNow.AddMinutes(-1), DateTimeOffset.UtcNow.AddHours(2));
            await Task.CompletedTask;
        });

        (
            await network["Luleå", Function.Manager].Api.PutAsync(network.At("Luleå", "bm1", "/mine"), Body.Score(1, 2))
        ).ShouldBeRefused(HttpStatusCode.Conflict, "MeetingHasBegun");
        (
            await network["Vännäs", Function.Manager].Api.PutAsync(network.At("Vännäs", "bm1", "/mine"), Body.Score(1, 2))
        ).ShouldBeOk();
    }

    [TestCase("startup", "MeetingHasBegun")]
    [TestCase("bm2", "NotOpenYet")]
    public async Task Only_the_open_occasion_takes_scores(string occasion, string rule)
    {
        var network = await BuildAsync(n => n.Group("Piteå", "Luleå"));
        var manager = network["Luleå", Function.Manager].Api;
        (await manager.PutAsync(network.At("Luleå", occasion, "/mine"), Body.Score(1, 2))).ShouldBeRefused(
            HttpStatusCode.Conflict,
            rule
        );
        (await manager.PostAsync(network.At("Luleå", occasion, "/mine/handin"))).ShouldBeRefused(HttpStatusCode.Conflict, rule);
        (await manager.GetAsync(network.At("Luleå", occasion))).ShouldBeOk()["status"]!.ToString().ShouldBe("notStarted");
    }

    [Test]
    public async Task Nothing_in_a_closed_cohort_changes()
    {
        var network = await BuildAsync(n => n.Group("Piteå", "Luleå").Closed().Submitted("Luleå", "closing", Digits));
        (
            await network["Luleå", Function.Manager].Api.PutAsync(network.At("Luleå", "closing", "/mine"), Body.Score(1, 2))
        ).ShouldBeRefused(HttpStatusCode.Conflict, "CohortClosed");
        (
            await network.Coordinator.Api.PostAsync(network.At("Luleå", "closing", "/reopening"), new { reason = "fel" })
        ).ShouldBeRefused(HttpStatusCode.Conflict, "CohortClosed");
    }

    [Test]
    public async Task Scoring_starts_from_the_last_occasions_answers_and_handing_in_carries_them_over()
    {
        var network = await BuildAsync(n => n.Group("Piteå", "Luleå").Submitted("Luleå", "startup", "1231231231"));
        var manager = network["Luleå", Function.Manager].Api;
        var at = network.At("Luleå", "bm1");

        var begun = (await manager.GetAsync(at)).ShouldBeOk();
        begun["previous.occasion"]!.ToString().ShouldBe("startup");
        begun["mine"]!
            .AsArray()
            .Select(m => (m!["score"]!.GetValue<int>(), m["carriedOver"]!.GetValue<bool>()))
            .ShouldBe("1231231231".Select(d => (d - '0', true)));

        (
            await manager.PutAsync(
                at + "/mine",
                new
                {
                    scores = new[]
                    {
                        new
                        {
                            step = 1,
                            score = 2,
                            cause = "improvement",
                            causeText = "Nytt beslut",
                        },
                        new
                        {
                            step = 4,
                            score = 3,
                            cause = (string?)null,
                            causeText = (string?)null,
                        }!,
                    },
                }
            )
        ).ShouldBeOk();
        var handedIn = (await manager.PostAsync(at + "/mine/handin")).ShouldBeOk();

        var mine = handedIn["functions.manager.scores"]!.AsArray();
        mine.Select(m => m!["score"]!.GetValue<int>()).ShouldBe([2, 2, 3, 3, 2, 3, 1, 2, 3, 1]);
        mine.Where(m => !m!["carriedOver"]!.GetValue<bool>())
            .Select(m => (m!["step"]!.GetValue<int>(), m["cause"]?.ToString(), m["causeText"]?.ToString()))
            .ShouldBe([(1, "improvement", "Nytt beslut"), (4, null, null)], "a cause is never chosen for her");
    }

    [Test]
    public async Task A_stale_draft_is_refused_when_the_version_is_stated_and_the_colleagues_do_not_disturb_it()
    {
        var network = await BuildAsync(n => n.Group("Piteå", "Luleå"));
        var at = network.At("Luleå", "bm1");
        var manager = network["Luleå", Function.Manager].Api;
        var first = (await manager.PutAsync(at + "/mine", Body.Score(1, 1))).ShouldBeOk().ETag;
        await network.HandInAsync("Luleå", "bm1", Function.Politician, Digits);

        (await manager.PutAsync(at + "/mine", Body.Score(1, 2), first)).ShouldBeOk();
        var stale = (await manager.PutAsync(at + "/mine", Body.Score(1, 3), first)).ShouldBeRefused(
            HttpStatusCode.Conflict,
            "Stale"
        );
        stale["current.mine[0].score"]!.GetValue<int>().ShouldBe(2);
        stale["given.scores[0].score"]!.GetValue<int>().ShouldBe(3);
    }

    [Test]
    public async Task Who_has_two_functions_says_as_which_she_scores()
    {
        var network = await BuildAsync(n => n.Group("Piteå", "Luleå"));
        var both = network["Luleå", Function.KeyPerson];
        await network.ChangeAsync(async db =>
        {
            db.Memberships.Add(
                new Membership
                {
                    PersonId = both.Id,
                    OrganisationId = network["Luleå"].Id,
                    Function = Function.Manager,
                    Since = DateTimeOffset.UtcNow,
                }
            );
            await Task.CompletedTask;
        });
        var at = network.At("Luleå", "bm1");
        (await both.Api.PutAsync(at + "/mine?function=manager", Body.Score(1, 1))).ShouldBeOk();
        (await both.Api.PutAsync(at + "/mine?function=keyPerson", Body.Score(1, 3))).ShouldBeOk();
        (await both.Api.PutAsync(at + "/mine?function=politician", Body.Score(1, 2))).ShouldBeRefused(
            HttpStatusCode.Forbidden,
            "FunctionOnly"
        );
        (await both.Api.GetAsync(at + "?function=manager"))["mine[0].score"]!.GetValue<int>().ShouldBe(1);
        (await both.Api.GetAsync(at + "?function=keyPerson"))["mine[0].score"]!.GetValue<int>().ShouldBe(3);
    }

    [Test]
    public async Task What_was_typed_stays_on_the_page_when_it_is_refused()
    {
        var network = await BuildAsync(n => n.Group("Piteå", "Luleå"));
        var reader = await network["Luleå", Function.Manager].ReaderAsync();
        var page = await reader.PostAsync(
            network.PageAt("Luleå", "bm1", "/mine"),
            ("Version", "0"),
            ("Steps[1].Score", "4"),
            ("Steps[1].Comment", "Det här har jag skrivit <b>"),
            ("Steps[2].Score", "3")
        );
        page.ShouldBe(HttpStatusCode.BadRequest);
        page.Html.ShouldContain("role=\"alert\"");
        page.Html.ShouldContain("href=\"#step-1\"");
        WebUtility.HtmlDecode(page.Html).ShouldContain("Det här har jag skrivit <b>");
        page.Html.ShouldNotContain("skrivit <b>");
        Checked(page, "Steps[2].Score").ShouldBe("3");
        (await network.InDbAsync(db => Task.FromResult(db.Scorings.Count()))).ShouldBe(0);
    }

    [Test]
    public async Task A_form_based_on_an_older_draft_shows_what_holds_beside_what_was_typed()
    {
        var network = await BuildAsync(n => n.Group("Piteå", "Luleå"));
        var reader = await network["Luleå", Function.Manager].ReaderAsync();
        var path = network.PageAt("Luleå", "bm1", "/mine");
        await network.ScoreAsync("Luleå", "bm1", Function.Manager, "1000000000");

        var stale = (await reader.PostAsync(path, ("Steps[1].Version", "0"), ("Steps[1].Score", "3"))).ShouldBe(
            HttpStatusCode.Conflict
        );
        Checked(stale, "Steps[1].Score").ShouldBe("3");
        (await network["Luleå", Function.Manager].Api.GetAsync(network.At("Luleå", "bm1")))["mine[0].score"]!
            .GetValue<int>()
            .ShouldBe(1);
        (await reader.PostAsync(path, ("Steps[1].Version", Version(stale)), ("Steps[1].Score", "3"))).ShouldLeadTo(path);
        (await network["Luleå", Function.Manager].Api.GetAsync(network.At("Luleå", "bm1")))["mine[0].score"]!
            .GetValue<int>()
            .ShouldBe(3);
    }

    [Test]
    public async Task What_was_not_saved_today_is_said_with_its_day()
    {
        var network = await BuildAsync(n => n.Group("Piteå", "Luleå"));
        await network.ScoreAsync("Luleå", "bm1", Function.Manager, "1200000000");
        var yesterday = TimeZoneInfo.ConvertTimeBySystemTimeZoneId(DateTimeOffset.UtcNow, "Europe/Stockholm").AddDays(-1);
        await network.ChangeAsync(async db =>
        {
            (await db.Answers.SingleAsync(a => a.Step == 1)).ChangedAt = Reminding.Local($"{yesterday:yyyy-MM-dd} 12:00");
            (await db.Answers.SingleAsync(a => a.Step == 2)).ChangedAt = Reminding.Local("2025-03-04 13:02");
        });
        var page = (
            await (await network["Luleå", Function.Manager].ReaderAsync()).GetAsync(network.PageAt("Luleå", "bm1", "/mine"))
        ).ShouldBeOk();
        page.Text.ShouldContain("Sparat i går");
        page.Text.ShouldContain("Sparat tis 4 mars 2025 13.02");
    }

    [Test]
    public async Task One_step_saved_by_the_script_answers_with_that_step_and_the_new_version()
    {
        var network = await BuildAsync(n => n.Group("Piteå", "Luleå"));
        var reader = await network["Luleå", Function.Manager].ReaderAsync();
        var path = network.PageAt("Luleå", "bm1", "/mine") + "?handler=Step&step=3";
        var token = (await reader.GetAsync(network.PageAt("Luleå", "bm1", "/mine"))).Antiforgery!;

        var saved = await ScriptAsync(
            reader,
            path,
            ("Steps[3].Score", "2"),
            ("Steps[3].Version", "0"),
            ("__RequestVerificationToken", token)
        );
        saved.ShouldBeOk().Html.ShouldContain("id=\"base-3\"");
        saved.Html.ShouldNotContain("<html");
        Version(saved, 3).ShouldBe("1");

        var refused = await ScriptAsync(
            reader,
            path,
            ("Steps[3].Score", "7"),
            ("Steps[3].Version", "1"),
            ("__RequestVerificationToken", token)
        );
        refused.ShouldBe(HttpStatusCode.BadRequest).Html.ShouldContain("wrong");
        var stale = await ScriptAsync(
            reader,
            path,
            ("Steps[3].Score", "1"),
            ("Steps[3].Version", "0"),
            ("__RequestVerificationToken", token)
        );
        stale.ShouldBe(HttpStatusCode.Conflict);
        (await network["Luleå", Function.Manager].Api.GetAsync(network.At("Luleå", "bm1")))["mine[0].score"]!
            .GetValue<int>()
            .ShouldBe(2);
    }

    [Test]
    public async Task A_tab_that_saves_after_she_has_handed_in_leads_to_where_she_takes_it_back()
    {
        var network = await BuildAsync(n => n.Group("Piteå", "Luleå"));
        var reader = await network["Luleå", Function.Manager].ReaderAsync();
        var tab = await Tab.OpenAsync(reader, network.PageAt("Luleå", "bm1", "/mine"), "id=\"scoring\"");
        await network.HandInAsync("Luleå", "bm1", Function.Manager, "2222222222");
        var compare = network.PageAt("Luleå", "bm1", "/compare");
        (await tab.Type(("Steps[1].Score", "3")).SaveByItselfAsync("?handler=Step&step=1"))
            .ShouldBe(HttpStatusCode.Conflict)
            .Html.ShouldContain($"href=\"{compare}\"");
        (await reader.GetAsync(compare)).ShouldBeOk().Text.ShouldContain("Ta tillbaka min skattning");
    }

    [Test]
    public async Task What_is_left_to_score_is_the_same_after_a_save_by_itself_as_when_the_page_is_read_anew()
    {
        var network = await BuildAsync(n => n.Group("Piteå", "Luleå").Submitted("Luleå", "startup", "2222222222"));
        var reader = await network["Luleå", Function.Manager].ReaderAsync();
        var path = network.PageAt("Luleå", "bm1", "/mine");
        var tab = await Tab.OpenAsync(reader, path, "id=\"scoring\"");
        var seen = new List<string>();
        foreach (var step in new[] { 2, 1, 3, 4, 5, 6, 7, 8, 9, 10 })
        {
            var saved = (
                await tab.Type(($"Steps[{step}].Score", "3")).SaveByItselfAsync($"?handler=Step&step={step}")
            ).ShouldBeOk();
            var anew = (await reader.GetAsync(path)).ShouldBeOk();
            saved.Heading.ShouldBe(anew.Heading);
            Next(saved).ShouldBe(Next(anew));
            seen.Add(saved.Heading);
        }

        seen[^2].ShouldContain("Ett steg kvar");
        seen.ShouldBeUnique();

        static string Next(Page page) =>
            System
                .Text.RegularExpressions.Regex.Match(
                    page.Html,
                    "<div class=\"actions\" id=\"next\".*?</div>",
                    System.Text.RegularExpressions.RegexOptions.Singleline
                )
                .Value;
    }

    private static Task<Page> ScriptAsync(Reader reader, string path, params (string Name, string Value)[] fields) =>
        reader.SendAsync(
            HttpMethod.Post,
            path,
            new FormUrlEncodedContent(fields.Select(f => KeyValuePair.Create(f.Name, f.Value))),
            ("HX-Request", "true")
        );

    [Test]
    public async Task Only_the_step_that_was_changed_elsewhere_is_in_conflict()
    {
        var network = await BuildAsync(n => n.Group("Piteå", "Luleå"));
        var reader = await network["Luleå", Function.Manager].ReaderAsync();
        var path = network.PageAt("Luleå", "bm1", "/mine");
        var old = (await reader.GetAsync(path)).ShouldBeOk();
        await network.ScoreAsync("Luleå", "bm1", Function.Manager, "1200000000");

        // Step 2 is sent as it was shown: it is not hers to overwrite, and not in conflict either.
        (string, string)[] form =
        [
            ("Steps[1].Version", "0"),
            ("Steps[1].Score", "3"),
            ("Steps[1].Comment", "Skrivet här"),
            ("Steps[2].Version", "0"),
            ("Steps[2].Was", Was(old, 2)),
            ("Steps[5].Version", "0"),
            ("Steps[5].Score", "2"),
        ];
        var stale = (await reader.PostAsync(path, form)).ShouldBe(HttpStatusCode.Conflict);
        stale.Text.ShouldContain("Steg 1 är redan ändrat av dig i en annan flik");
        stale.Text.ShouldNotContain("Steg 2 är redan ändrat");
        Regex.IsMatch(stale.Html, "<a href=\"#step-1\"[^>]*>Steg 1 är redan ändrat").ShouldBeTrue();
        Regex.IsMatch(stale.Html, "<li id=\"step-1\">\\s*<details open").ShouldBeTrue();
        (
            stale.Text.Contains(Texts.ConflictNow),
            stale.Text.Contains(Texts.KeepMine),
            stale.Text.Contains(Texts.TakeWhatHolds)
        ).ShouldBe((true, true, true));
        stale.Text.ShouldContain("Skrivet här");

        (await reader.PostAsync(path, [.. form, ("then", "take-1")])).ShouldLeadTo(path + "#step-1");
        (await MineAsync(network)).ShouldBe([(1, 1), (2, 2), (5, 2)]);
        (
            await reader.PostAsync(path, ("Steps[1].Version", Version(stale, 1)), ("Steps[1].Score", "3"), ("then", "save"))
        ).ShouldLeadTo(path);
        (await MineAsync(network)).ShouldBe([(1, 3), (2, 2), (5, 2)]);
    }

    [Test]
    public async Task A_step_saved_by_the_script_from_an_older_page_shows_both_and_says_who()
    {
        var network = await BuildAsync(n => n.Group("Piteå", "Luleå"));
        await network.AllHandInAsync("Luleå", "bm1", "2222222222");
        var reader = await network["Luleå", Function.KeyPerson].ReaderAsync();
        var path = network.PageAt("Luleå", "bm1", "/compare");
        var version = Version((await reader.GetAsync(path)).ShouldBeOk(), 1);
        await network.AgreeAsync("Luleå", "bm1", "3000000000");
        await network.ChangeAsync(async db =>
        {
            db.ConsensusScores.Single().ChangedBy = network.Coordinator.Id;
            await Task.CompletedTask;
        });

        var token = (await reader.GetAsync(path)).Antiforgery!;
        Task<Page> Send(int step, string from) =>
            reader.SendAsync(
                HttpMethod.Post,
                path + $"?handler=Step&step={step}",
                new FormUrlEncodedContent(
                    new Dictionary<string, string>
                    {
                        [$"Steps[{step}].Score"] = "1",
                        [$"Steps[{step}].Version"] = from,
                        ["__RequestVerificationToken"] = token,
                    }
                ),
                ("HX-Request", "true")
            );
        var stale = (await Send(1, version)).ShouldBe(HttpStatusCode.Conflict);
        stale.Text.ShouldContain($"Steg 1 är redan ändrat av {network.Coordinator.Name}");
        (stale.Html.Contains("data-keep"), stale.Html.Contains("data-take"), stale.Html.Contains("<html")).ShouldBe(
            (true, true, false)
        );
        (await Send(2, version)).ShouldBeOk();
        (await Send(1, Version(stale, 1))).ShouldBeOk();
    }

    private static async Task<(int, int)[]> MineAsync(TestNetwork network) =>
        [
            .. (await network["Luleå", Function.Manager].Api.GetAsync(network.At("Luleå", "bm1")))["mine"]!
                .AsArray()
                .Select(m => (m!["step"]!.GetValue<int>(), m["score"]!.GetValue<int>())),
        ];

    private static string Was(Page page, int step) =>
        Regex.Match(page.Html, $"name=\"Steps\\[{step}\\].Was\" value=\"([^\"]+)\"").Groups[1].Value;
}
