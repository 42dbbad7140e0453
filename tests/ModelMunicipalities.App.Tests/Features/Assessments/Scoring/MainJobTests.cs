namespace ModelMunicipalities.App.Tests.Features.Assessments;

/// <summary>From the first answer to the locked result: what three people do together, over the API and on the pages.</summary>
public class MainJobTests(DatabaseProvider provider) : ScoringTest(provider)
{
    [Test]
    public async Task Three_score_blind_compare_agree_and_submit()
    {
        var network = await BuildAsync(n => n.Group("Piteå", "Luleå", "Boden"));
        var (politician, manager, keyPerson) = (
            network["Luleå", Function.Politician],
            network["Luleå", Function.Manager],
            network["Luleå", Function.KeyPerson]
        );
        var at = network.At("Luleå", "bm1");

        var untouched = (await keyPerson.Api.GetAsync(at)).ShouldBeOk();
        untouched["status"]!.ToString().ShouldBe("notStarted");
        untouched["instrument"]!.ToString().ShouldBe("ten-step-2019");
        untouched["mine"]!.AsArray().ShouldBeEmpty();
        untouched["sum"].ShouldBeNull();

        foreach (var member in new[] { politician, manager, keyPerson })
        {
            (await member.Api.PutAsync(at + "/mine", Body.Scores(Digits))).ShouldBeOk()["answered"]!.GetValue<int>().ShouldBe(10);
            (await member.Api.PostAsync(at + "/mine/handin")).ShouldBeOk();
        }

        var compared = (await keyPerson.Api.GetAsync(at)).ShouldBeOk();
        compared["status"]!.ToString().ShouldBe("comparing");
        compared["functions"]!.AsObject().Select(f => f.Key).ShouldBe(["politician", "manager", "keyPerson"], ignoreOrder: true);
        compared["functions.politician.scores"]!.AsArray().Count.ShouldBe(10);

        var agreed = (await keyPerson.Api.PutAsync(at + "/consensus", Body.Scores(Digits), compared.ETag)).ShouldBeOk();
        agreed["consensus"]!.AsArray().Select(c => c!["score"]!.GetValue<int>()).ShouldBe(Digits.Select(d => d - '0'));
        (agreed["sum"]!.GetValue<int>(), agreed["isModelMunicipality"]!.GetValue<bool>()).ShouldBe((25, false));
        agreed["missingForStatus.steps"]!.ToJsonString().ShouldBe("""[{"step":10,"from":1,"to":2}]""");

        var submitted = (await keyPerson.Api.PostAsync(at + "/submission")).ShouldBeOk();
        submitted["status"]!.ToString().ShouldBe("submitted");
        submitted["submittedAt"]!.ToString().ShouldNotBeEmpty();

        (await network.TrailAsync("ScoringHandedIn"))
            .Select(l => (l.Person, l.Organisation, l.Occasion, l.Detail))
            .ShouldBe([
                (keyPerson.Name, "Luleå", "bm1", "KeyPerson"),
                (manager.Name, "Luleå", "bm1", "Manager"),
                (politician.Name, "Luleå", "bm1", "Politician"),
            ]);
        (await network.TrailAsync("AssessmentSubmitted")).ShouldBe([(keyPerson.Name, "Luleå", "bm1", null)]);
    }

    [Test]
    public async Task From_the_first_answer_to_the_locked_result()
    {
        var network = await BuildAsync(n => n.Group("Piteå", "Luleå"));
        foreach (var function in Assessment.Functions)
        {
            var reader = await network["Luleå", function].ReaderAsync();
            (await reader.GetAsync(network.PageAt("Luleå", "bm1", "/mine"))).ShouldBeOk();
            (
                await reader.PostAsync(
                    network.PageAt("Luleå", "bm1", "/mine"),
                    [.. Steps("3333332221"), ("Version", "0"), ("then", "review")]
                )
            ).ShouldLeadTo(network.PageAt("Luleå", "bm1", "/mine/review"));
            (await reader.GetAsync(network.PageAt("Luleå", "bm1", "/mine/review"))).ShouldBeOk();
            (await reader.PostAsync(network.PageAt("Luleå", "bm1", "/mine/review"))).ShouldLeadTo(
                network.PageAt("Luleå", "bm1", "/compare")
            );
        }

        var keyPerson = await network["Luleå", Function.KeyPerson].ReaderAsync();
        var compare = (await keyPerson.GetAsync(network.PageAt("Luleå", "bm1", "/compare"))).ShouldBeOk();
        (await keyPerson.PostAsync(network.PageAt("Luleå", "bm1", "/compare"), ("then", "agree"))).ShouldLeadTo(
            network.PageAt("Luleå", "bm1", "/compare")
        );
        compare = (await keyPerson.GetAsync(network.PageAt("Luleå", "bm1", "/compare"))).ShouldBeOk();
        (await keyPerson.PostAsync(network.PageAt("Luleå", "bm1", "/compare"), ("then", "submit"))).ShouldLeadTo(
            network.PageAt("Luleå", "bm1")
        );
        (await keyPerson.GetAsync(network.PageAt("Luleå", "bm1"))).ShouldBeOk().Heading.ShouldContain("25");
        (await (await network.Coordinator.ReaderAsync()).GetAsync(network.CohortPage())).ShouldBeOk().Html.ShouldContain(">25<");
    }

    [Test]
    public async Task Who_may_not_act_is_refused_by_the_page_too()
    {
        var network = await BuildAsync(n => n.Group("Piteå", "Luleå").Submitted("Luleå", "startup", "2222222222"));
        var mentor = await network["Piteå", Function.KeyPerson].ReaderAsync();
        (await mentor.PostAsync(network.PageAt("Luleå", "bm1", "/mine"), ("Steps[1].Score", "3"), ("Version", "0"))).ShouldBe(
            HttpStatusCode.Forbidden
        );
        (
            await mentor.PostAsync(
                network.PageAt("Luleå", "bm1", "/mine") + "?handler=Step&step=1",
                ("Steps[1].Score", "3"),
                ("Version", "0")
            )
        ).ShouldBe(HttpStatusCode.Forbidden);
        (await mentor.PostAsync(network.PageAt("Luleå", "bm1", "/mine/review"))).ShouldBe(HttpStatusCode.Forbidden);
        (await mentor.PostAsync(network.PageAt("Luleå", "bm1", "/compare"), ("Steps[1].Score", "3"), ("Version", "0"))).ShouldBe(
            HttpStatusCode.Forbidden
        );
        (await mentor.PostAsync(network.PageAt("Luleå", "startup"), ("Reason", "fel"))).Status.ShouldBe(HttpStatusCode.Forbidden);
        (
            await mentor.PostAsync(
                network.Page("/people"),
                ("Name", "Åsa"),
                ("Email", "asa@lulea.example"),
                ("What", "Coordinator")
            )
        ).ShouldBe(HttpStatusCode.Forbidden);
        (
            await mentor.PostFileAsync(
                network.CohortPage("/imports"),
                "file",
                Workbook.Csv("organisation,occasion,step,score\nlulea,bm1,1,3\n"),
                "svar.csv"
            )
        ).ShouldBe(HttpStatusCode.Forbidden);
        (
            await network.InDbAsync(db =>
                Task.FromResult((db.Scorings.Count(), db.Invitations.Count(), db.Assessments.Count(a => a.SubmittedAt != null)))
            )
        ).ShouldBe((0, 0, 1));
    }

    [Test]
    public async Task What_people_write_is_shown_as_text()
    {
        const string Evil = "<script>alert('x')</script>\"'&";
        var network = await BuildAsync(n => n.Group("Piteå", "Luleå", "Boden"));
        foreach (var function in Assessment.Functions)
        {
            var given = new
            {
                scores = Enumerable
                    .Range(1, 10)
                    .Select(s => new
                    {
                        step = s,
                        score = function == Function.Manager ? 1 : 2,
                        comment = Evil,
                    }),
            };
            (await network["Luleå", function].Api.PutAsync(network.At("Luleå", "bm1", "/mine"), given)).ShouldBeOk();
            (await network["Luleå", function].Api.PostAsync(network.At("Luleå", "bm1", "/mine/handin"))).ShouldBeOk();
        }

        var common = new
        {
            scores = Enumerable
                .Range(1, 10)
                .Select(s => new
                {
                    step = s,
                    score = 2,
                    comment = Evil,
                }),
        };
        var keyPerson = network["Luleå", Function.KeyPerson];
        (
            await keyPerson.Api.PutAsync(
                network.At("Luleå", "bm1", "/consensus"),
                common,
                await network.VersionAsync("Luleå", "bm1")
            )
        ).ShouldBeOk();
        var reader = await keyPerson.ReaderAsync();
        var seen = new List<Page> { await reader.GetAsync(network.PageAt("Luleå", "bm1", "/compare")) };
        (await keyPerson.Api.PostAsync(network.At("Luleå", "bm1", "/submission"))).ShouldBeOk();
        seen.Add(await reader.GetAsync(network.PageAt("Luleå", "bm1")));
        seen.Add(await (await network["Boden", Function.Manager].ReaderAsync()).GetAsync(network.PageAt("Luleå", "bm1")));
        (await network.Coordinator.Api.PostAsync(network.At("Luleå", "bm1", "/reopening"), new { reason = Evil })).ShouldBeOk();
        seen.Add(await (await network.Coordinator.ReaderAsync()).GetAsync(network.Page("/trail")));
        seen.ShouldAllBe(p =>
            p.Status == HttpStatusCode.OK && !p.Html.Contains("<script>alert") && WebUtility.HtmlDecode(p.Html).Contains(Evil)
        );
    }

    private static (string, string)[] Steps(string digits) => [.. digits.Select((d, i) => ($"Steps[{i + 1}].Score", $"{d}"))];
}
