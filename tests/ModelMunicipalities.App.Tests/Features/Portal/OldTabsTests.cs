using System.Text.RegularExpressions;
using ModelMunicipalities.App.Resources;

namespace ModelMunicipalities.App.Tests.Features.Portal;

/// <summary>
/// A tab that shows something older, and a form that is sent after the session has ended: nothing typed is lost or overwritten.
/// </summary>
public class OldTabsTests(DatabaseProvider provider) : OnEveryDatabase(provider)
{
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

    [Test]
    public async Task Causes_that_a_function_wrote_are_offered_and_none_is_chosen()
    {
        var network = await BuildAsync(n => n.Group("Piteå", "Luleå").Submitted("Luleå", "startup", "1111111111"));
        await network.HandInAsync("Luleå", "bm1", Function.Politician, "2111111111");
        (
            await network["Luleå", Function.Manager]
                .Api.PutAsync(
                    network.At("Luleå", "bm1", "/mine"),
                    new
                    {
                        scores = new[]
                        {
                            new
                            {
                                step = 1,
                                score = 2,
                                cause = "document",
                                causeText = "Ny ägarpolicy",
                            },
                        },
                    }
                )
        ).ShouldBeOk();
        (await network["Luleå", Function.Manager].Api.PostAsync(network.At("Luleå", "bm1", "/mine/handin"))).ShouldBeOk();
        await network.HandInAsync("Luleå", "bm1", Function.KeyPerson, "3111111111");
        var reader = await network["Luleå", Function.KeyPerson].ReaderAsync();
        var path = network.PageAt("Luleå", "bm1", "/compare");

        var page = (await reader.GetAsync(path)).ShouldBeOk();
        page.Text.ShouldContain("Chef: Ny ägarpolicy");
        Regex.IsMatch(page.Html, "<option value=\"(Improvement|Document|Reassessed)\" selected").ShouldBeFalse();
        (await reader.PostAsync(path, ("cause", "1-Manager"))).ShouldLeadTo(path);
        var refused = (await reader.PostAsync(path, ("Steps[1].Comment", "Ännu inget svar"), ("cause", "1-Manager"))).ShouldBe(
            HttpStatusCode.BadRequest
        );
        refused.Text.ShouldContain("Ännu inget svar");
        (
            await reader.PostAsync(path, ("Steps[1].Score", "2"), ("Steps[1].Version", Version(page, 1)), ("cause", "1-Manager"))
        ).ShouldLeadTo(path);
        var agreed = (await network["Luleå", Function.KeyPerson].Api.GetAsync(network.At("Luleå", "bm1")))["consensus[0]"]!;
        (agreed["cause"]!.ToString(), agreed["causeText"]!.ToString()).ShouldBe(("document", "Ny ägarpolicy"));
    }

    [Test]
    public async Task A_moved_score_without_a_cause_is_asked_about_before_handing_in_and_does_not_stop_it()
    {
        var network = await BuildAsync(n => n.Group("Piteå", "Luleå").Submitted("Luleå", "startup", "1111111111"));
        await network.ScoreAsync("Luleå", "bm1", Function.Manager, "2111111111");
        var reader = await network["Luleå", Function.Manager].ReaderAsync();
        var path = network.PageAt("Luleå", "bm1", "/mine/review");
        var review = (await reader.GetAsync(path)).ShouldBeOk();
        (
            review.Text.Contains("du har inte sagt varför"),
            review.Html.Contains("#cause1"),
            review.Text.Contains(Texts.NoCause)
        ).ShouldBe((true, true, true));
        (await reader.PostAsync(path)).ShouldLeadTo(network.PageAt("Luleå", "bm1", "/compare"));
    }

    [Test]
    public async Task A_form_sent_after_the_session_ended_is_kept_through_the_sign_in_for_its_sender()
    {
        var network = await BuildAsync(n => n.Group("Piteå", "Luleå"));
        var manager = network["Luleå", Function.Manager];
        var path = network.PageAt("Luleå", "bm1", "/mine");
        var reader = await new Reader(Server).SignInAsync(manager.Email, Server.Password);
        reader.Forget("session");
        var ended = (
            await reader.PostAsync(
                path,
                ("Steps[1].Score", "3"),
                ("Steps[1].Comment", "Två rader\nmed \"citat\" & <b>"),
                ("then", "save")
            )
        ).ShouldBeOk();
        (ended.Heading, ended.Text.Contains(Texts.SignInKept), ended.Text.Contains("Två rader")).ShouldBe(
            (Texts.SignIn, true, false),
            "kept, encrypted"
        );
        var kept = WebUtility.HtmlDecode(Regex.Match(ended.Html, "name=\"kept\" value=\"([^\"]+)\"").Groups[1].Value);

        var wrong = await reader.PostAsync(
            "/sign-in",
            ("email", manager.Email),
            ("password", "fel lösenord"),
            ("returnUrl", path),
            ("kept", kept)
        );
        WebUtility.HtmlDecode(wrong.Html).ShouldContain(kept);
        var other = await reader.PostAsync(
            "/sign-in",
            ("email", network["Luleå", Function.Politician].Email),
            ("password", Server.Password),
            ("returnUrl", path),
            ("kept", kept)
        );
        other.ShouldLeadTo(path);
        other.Html.ShouldNotContain("Två rader");

        reader.Forget("session");
        var again = (
            await reader.PostAsync(
                "/sign-in",
                ("email", manager.Email),
                ("password", Server.Password),
                ("returnUrl", path),
                ("kept", kept)
            )
        ).ShouldBeOk();
        again.Heading.ShouldBe(Texts.SignedInAgain);
        again.Html.ShouldContain($"action=\"{path}\"");
        WebUtility.HtmlDecode(again.Html).ShouldContain("Två rader\nmed \"citat\" & <b>");
        var fields = Regex
            .Matches(
                again.Html[again.Html.IndexOf("<main", StringComparison.Ordinal)..],
                "<input[^>]* name=\"([^\"]+)\"[^>]* value=\"([^\"]*)\"|<input name=\"(__RequestVerificationToken)\" type=\"hidden\" value=\"([^\"]*)\""
            )
            .Select(m =>
                m.Groups[1].Success
                    ? (m.Groups[1].Value, WebUtility.HtmlDecode(m.Groups[2].Value))
                    : (m.Groups[3].Value, m.Groups[4].Value)
            )
            .ToArray();
        (await reader.PostWithoutTokenAsync(path, fields)).ShouldLeadTo(path);
        (await manager.Api.GetAsync(network.At("Luleå", "bm1")))["mine[0].comment"]!
            .ToString()
            .ShouldBe("Två rader\nmed \"citat\" & <b>");
    }

    [Test]
    public async Task A_form_of_nobody_known_or_too_large_leads_to_the_sign_in_as_ever()
    {
        var network = await BuildAsync(n => n.Group("Piteå", "Luleå"));
        var path = network.PageAt("Luleå", "bm1", "/mine");
        (await new Reader(Server).PostAsync(path, ("Steps[1].Comment", "Vems?"))).Location!.ShouldContain("/sign-in");
        var reader = await new Reader(Server).SignInAsync(network["Luleå", Function.Manager].Email, Server.Password);
        reader.Forget("session");
        (await reader.PostAsync(path, ("Steps[1].Comment", new string('å', 300_000)))).Location!.ShouldContain("/sign-in");
    }

    private static async Task<(int, int)[]> MineAsync(TestNetwork network) =>
        [
            .. (await network["Luleå", Function.Manager].Api.GetAsync(network.At("Luleå", "bm1")))["mine"]!
                .AsArray()
                .Select(m => (m!["step"]!.GetValue<int>(), m["score"]!.GetValue<int>())),
        ];

    private static string Version(Page page, int step) =>
        Regex.Match(page.Html, $"name=\"Steps\\[{step}\\].Version\" value=\"(\\d+)\"").Groups[1].Value;

    private static string Was(Page page, int step) =>
        Regex.Match(page.Html, $"name=\"Steps\\[{step}\\].Was\" value=\"([^\"]+)\"").Groups[1].Value;
}
