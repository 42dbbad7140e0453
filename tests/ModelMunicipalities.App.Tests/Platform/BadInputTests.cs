using System.Text;

namespace ModelMunicipalities.App.Tests.Platform;

/// <summary>Input that is wrong is answered with what is wrong and where, and nothing of it is kept.</summary>
public class BadInputTests(DatabaseProvider provider) : OnEveryDatabase(provider)
{
    private static readonly (string What, string Body, string Rule, string[] Fields)[] Scores =
    [
        ("score 0", Score("0"), "ScoreOutsideScale", ["scores[0].score"]),
        ("score 4", Score("4"), "ScoreOutsideScale", ["scores[0].score"]),
        ("score -1", Score("-1"), "ScoreOutsideScale", ["scores[0].score"]),
        ("score x", Score("\"x\""), "Unreadable", ["scores[0].score"]),
        ("score as text", Score("\"two\""), "Unreadable", ["scores[0].score"]),
        ("score 2.5", Score("2.5"), "Unreadable", ["scores[0].score"]),
        ("score too large for a number", Score("99999999999"), "Unreadable", ["scores[0].score"]),
        ("score true", Score("true"), "Unreadable", ["scores[0].score"]),
        ("score a list", Score("[2]"), "Unreadable", ["scores[0].score"]),
        ("score null", Score("null"), "ScoreMissing", ["scores[0].score"]),
        ("score missing", """{"scores":[{"step":1}]}""", "ScoreMissing", ["scores[0].score"]),
        ("step 11", """{"scores":[{"step":11,"score":2}]}""", "UnknownStep", ["scores[0].step"]),
        ("step 0", """{"scores":[{"step":0,"score":2}]}""", "UnknownStep", ["scores[0].step"]),
        ("step missing", """{"scores":[{"score":2}]}""", "Unreadable", ["scores[0].step"]),
        ("step null", """{"scores":[{"step":null,"score":2}]}""", "Unreadable", ["scores[0].step"]),
        ("step one", """{"scores":[{"step":"one","score":2}]}""", "Unreadable", ["scores[0].step"]),
        ("same step twice", """{"scores":[{"step":1,"score":2},{"step":1,"score":3}]}""", "StepTwice", ["scores[1].step"]),
        (
            "good ones round a bad one",
            """{"scores":[{"step":1,"score":2},{"step":2,"score":7},{"step":3,"score":2}]}""",
            "ScoreOutsideScale",
            ["scores[1].score"]
        ),
        (
            "many wrong",
            """{"scores":[{"step":1,"score":9},{"step":12,"score":2}]}""",
            "ScoreOutsideScale",
            ["scores[0].score", "scores[1].step"]
        ),
        ("empty list", """{"scores":[]}""", "NothingGiven", ["scores"]),
        ("list null", """{"scores":null}""", "NothingGiven", ["scores"]),
        ("list missing", "{}", "NothingGiven", ["scores"]),
        ("an answer null", """{"scores":[null]}""", "Unreadable", ["scores[0].step"]),
        ("list an object", """{"scores":{"step":1,"score":2}}""", "Unreadable", ["scores"]),
        (
            "comment too long",
            $$"""{"scores":[{"step":1,"score":2,"comment":"{{new string('k', 2001)}}"}]}""",
            "CommentTooLong",
            ["scores[0].comment"]
        ),
        ("comment a number", """{"scores":[{"step":1,"score":2,"comment":7}]}""", "Unreadable", ["scores[0].comment"]),
        (
            "comment with a character that no text has",
            """{"scores":[{"step":1,"score":2,"comment":"a\u0000b"}]}""",
            "Unreadable",
            ["scores[0].comment"]
        ),
        (
            "comment with half a character",
            """{"scores":[{"step":1,"score":2,"comment":"a\ud800b"}]}""",
            "Unreadable",
            ["scores[0].comment"]
        ),
        (
            "cause that there is none of",
            """{"scores":[{"step":1,"score":2,"cause":"whim"}]}""",
            "Unreadable",
            ["scores[0].cause"]
        ),
        ("cause by an unknown number", """{"scores":[{"step":1,"score":2,"cause":9}]}""", "Unreadable", ["scores[0].cause"]),
        (
            "cause's text with a character that no text has",
            """{"scores":[{"step":1,"score":2,"causeText":"a\u0000b"}]}""",
            "Unreadable",
            ["scores[0].causeText"]
        ),
        (
            "cause too long",
            $$"""{"scores":[{"step":1,"score":2,"causeText":"{{new string('k', 201)}}"}]}""",
            "CauseTooLong",
            ["scores[0].causeText"]
        ),
        ("target 9", """{"scores":[{"step":1,"score":2,"target":9}]}""", "ScoreOutsideScale", ["scores[0].target"]),
        ("half a body", """{"scores":[{"step":1""", "Unreadable", ["scores[0].step"]),
        ("no JSON", "step 1 = 2", "BodyNotJson", []),
        ("a list for a body", "[]", "BodyNotJson", []),
        ("a body of nothing", "", "Unreadable", []),
        ("null for a body", "null", "Unreadable", []),
    ];

    private static readonly TestCaseData[] EachScore =
    [
        .. Scores.Select(s => new TestCaseData(s.Body, s.Rule, s.Fields).SetArgDisplayNames(s.What)),
    ];

    [TestCaseSource(nameof(EachScore))]
    public async Task Scores_that_are_wrong_are_refused_beside_the_field_and_not_kept(string body, string rule, string[] fields)
    {
        var network = await BuildAsync(n => n.Group("Piteå", "Luleå"));
        (
            await network["Luleå", Function.Manager].Api.SendTextAsync(HttpMethod.Put, network.At("Luleå", "bm1", "/mine"), body)
        ).ShouldBeInvalid(rule, fields);
        (
            await network.InDbAsync(db => Task.FromResult((db.Assessments.Count(), db.Scorings.Count(), db.Answers.Count())))
        ).ShouldBe((0, 0, 0));
    }

    [TestCase("""{"scores":[{"step":1,"score":4}]}""", "ScoreOutsideScale", "scores[0].score")]
    [TestCase("""{"scores":[{"step":11,"score":3}]}""", "UnknownStep", "scores[0].step")]
    [TestCase("""{"scores":[{"step":1,"score":2},{"step":1,"score":2}]}""", "StepTwice", "scores[1].step")]
    [TestCase("""{"scores":[{"step":1}]}""", "ScoreMissing", "scores[0].score")]
    [TestCase("""{"scores":[]}""", "NothingGiven", "scores")]
    public async Task Common_answers_that_are_wrong_are_refused_in_the_same_way(string body, string rule, string field)
    {
        var network = await BuildAsync(n => n.Group("Piteå", "Luleå"));
        await network.AllHandInAsync("Luleå", "bm1", "2222222222");
        var version = await network.VersionAsync("Luleå", "bm1");
        var reply = await network["Luleå", Function.KeyPerson]
            .Api.SendAsync(
                HttpMethod.Put,
                network.At("Luleå", "bm1", "/consensus"),
                new StringContent(body, Encoding.UTF8, "application/json"),
                r => r.Headers.TryAddWithoutValidation("If-Match", version)
            );
        reply.ShouldBeInvalid(rule, field);
        (await network.InDbAsync(db => Task.FromResult(db.ConsensusScores.Count()))).ShouldBe(0);
    }

    [TestCase("\"\"", HttpStatusCode.Conflict)]
    [TestCase("\"bad\"", HttpStatusCode.Conflict)]
    [TestCase("\"-1\"", HttpStatusCode.Conflict)]
    [TestCase("\"99\"", HttpStatusCode.Conflict)]
    [TestCase("bad", HttpStatusCode.BadRequest)]
    [TestCase("0 1", HttpStatusCode.BadRequest)]
    [TestCase("7", HttpStatusCode.Conflict)]
    [TestCase("0", HttpStatusCode.OK)]
    [TestCase("\"0", HttpStatusCode.BadRequest)]
    [TestCase("\"0\", \"1\"", HttpStatusCode.BadRequest)]
    [TestCase("\"0\"", HttpStatusCode.OK)]
    [TestCase("W/\"0\"", HttpStatusCode.OK)]
    [TestCase("*", HttpStatusCode.OK)]
    public async Task A_version_that_is_none_of_ours_is_stale_and_what_is_no_version_is_told_so(
        string version,
        HttpStatusCode status
    )
    {
        var network = await BuildAsync(n => n.Group("Piteå", "Luleå"));
        var reply = await network["Luleå", Function.Manager]
            .Api.PutAsync(network.At("Luleå", "bm1", "/mine"), Body.Score(1, 2), version);
        reply.ShouldBe(status);
        if (status != HttpStatusCode.OK)
        {
            reply.ShouldBeRefused(status, status == HttpStatusCode.Conflict ? "Stale" : "VersionUnreadable");
            (await network.InDbAsync(db => Task.FromResult(db.Answers.Count()))).ShouldBe(0);
        }
    }

    [Test]
    public async Task A_message_is_in_the_callers_language()
    {
        var network = await BuildAsync(n => n.Group("Piteå", "Luleå"));
        var body = Score("4");
        async Task<string> In(string? language)
        {
            var reply = await network["Luleå", Function.Manager]
                .Api.SendAsync(
                    HttpMethod.Put,
                    network.At("Luleå", "bm1", "/mine"),
                    new StringContent(body, Encoding.UTF8, "application/json"),
                    r =>
                    {
                        if (language is not null)
                        {
                            r.Headers.TryAddWithoutValidation("Accept-Language", language);
                        }
                    }
                );
            return reply.ShouldBe(HttpStatusCode.BadRequest).Errors["scores[0].score"].Single();
        }

        (await In(null)).ShouldContain("1 till 3");
        (await In("sv")).ShouldContain("1 till 3");
        (await In("en-US,en;q=0.9")).ShouldBe("The score must be a whole number from 1 to 3.");
        (await In("fi")).ShouldContain("1 till 3");
        (await In("")).ShouldContain("1 till 3");
    }

    [Test]
    public async Task A_body_of_six_megabytes_is_refused_with_how_much_is_taken()
    {
        var network = await BuildAsync(n => n.Group("Piteå", "Luleå"));
        var body = new StringContent(
            $$"""{"scores":[{"step":1,"score":2,"comment":"{{new string('k', 6_000_000)}}"}]}""",
            Encoding.UTF8,
            "application/json"
        );
        var reply = await network["Luleå", Function.Manager]
            .Api.SendAsync(HttpMethod.Put, network.At("Luleå", "bm1", "/mine"), body, r => r.Headers.ExpectContinue = true);
        reply.ShouldBeRefused(HttpStatusCode.RequestEntityTooLarge, "BodyTooLarge")["detail"]!.ToString().ShouldContain("5 MB");
    }

    [Test]
    public async Task A_body_that_is_deeper_or_has_more_values_than_any_of_ours_is_refused()
    {
        var network = await BuildAsync(n => n.Group("Piteå", "Luleå"));
        Task<Reply> Put(string body) =>
            network["Luleå", Function.Manager].Api.SendTextAsync(HttpMethod.Put, network.At("Luleå", "bm1", "/mine"), body);
        (await Put($$"""{"x":{{new string('[', 100_000)}}{{new string(']', 100_000)}}}""")).ShouldBe(HttpStatusCode.BadRequest);
        (await Put($$"""{"scores":[{"step":1,"score":2}],"x":{{new string('[', 40)}}{{new string(']', 40)}}}""")).ShouldBe(
            HttpStatusCode.BadRequest
        );
        (await Put($$"""{"scores":[{{string.Join(',', Enumerable.Repeat("{}", 500_000))}}]}""")).ShouldBeRefused(
            HttpStatusCode.BadRequest,
            "BodyTooManyValues"
        );
        (await Put($$"""{"scores":[{"step":1,"score":{{new string('9', 1_000_000)}}}]}""")).ShouldBe(HttpStatusCode.BadRequest);
        (await Put($$"""{"scores":[{"step":1,"score":2,"comment":"{{new string(',', 2000)}}\""}]}""")).ShouldBe(
            HttpStatusCode.BadRequest
        );
        (await Put($$"""{"scores":[{"step":1,"score":2,"comment":"{{new string(',', 1990)}}\"{"}]}""")).ShouldBeOk();
    }

    [Test]
    public async Task A_form_of_more_fields_than_any_of_ours_is_refused()
    {
        var network = await BuildAsync(n => n.Group("Piteå", "Luleå"));
        var reader = await network.Coordinator.ReaderAsync();
        var page = await reader.PostAsync(
            network.CohortPage("/imports") + "?handler=Read",
            [.. Enumerable.Range(0, 12_000).Select(i => ($"a{i}", "b"))]
        );
        page.ShouldBe(HttpStatusCode.BadRequest).Text.ShouldContain("Formuläret kom inte fram helt");
    }

    [Test]
    public async Task A_body_of_another_type_is_refused()
    {
        var network = await BuildAsync(n => n.Group("Piteå", "Luleå"));
        var reply = await network["Luleå", Function.Manager]
            .Api.SendTextAsync(HttpMethod.Put, network.At("Luleå", "bm1", "/mine"), "<scores/>", "application/xml");
        reply.ShouldBe(HttpStatusCode.UnsupportedMediaType);
        reply.Message.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
    }

    [TestCase("GET", "/nowhere", HttpStatusCode.NotFound)]
    [TestCase("DELETE", "/cohorts", HttpStatusCode.MethodNotAllowed)]
    [TestCase("GET", "/meetings/abc", HttpStatusCode.NotFound)]
    [TestCase("GET", "/meetings/99999999", HttpStatusCode.NotFound)]
    [TestCase("GET", "/cohorts/none", HttpStatusCode.NotFound)]
    [TestCase("GET", "/cohorts/none/participants", HttpStatusCode.NotFound)]
    [TestCase("GET", "/cohorts/none/groups", HttpStatusCode.NotFound)]
    [TestCase("GET", "/cohorts/none/meetings", HttpStatusCode.NotFound)]
    [TestCase("GET", "/cohorts/none/progress", HttpStatusCode.NotFound)]
    [TestCase("GET", "/cohorts/none/benchmark", HttpStatusCode.NotFound)]
    [TestCase("GET", "/cohorts/none/mentees", HttpStatusCode.NotFound)]
    [TestCase("GET", "/cohorts/none/assessments.csv", HttpStatusCode.NotFound)]
    [TestCase("GET", "/cohorts/none/organisations/lulea", HttpStatusCode.NotFound)]
    [TestCase("GET", "/cohorts/none/organisations/lulea/checklist.csv", HttpStatusCode.NotFound)]
    [TestCase("GET", "/cohorts/2027/organisations/none", HttpStatusCode.NotFound)]
    [TestCase("GET", "/cohorts/2027/organisations/none/checklist.xlsx", HttpStatusCode.NotFound)]
    [TestCase("GET", "/cohorts/2027/organisations/lulea/checklist.pdf", HttpStatusCode.NotFound)]
    [TestCase("GET", "/cohorts/2027/progress?occasion=bm9", HttpStatusCode.NotFound)]
    [TestCase("GET", "/cohorts/2027/benchmark?basis=everybody", HttpStatusCode.BadRequest)]
    [TestCase("GET", "/cohorts/2027/benchmark?basis=1", HttpStatusCode.BadRequest)]
    [TestCase("GET", "/cohorts/2027/participants?role=boss", HttpStatusCode.BadRequest)]
    [TestCase("GET", "/cohorts/2027/participants?page=x", HttpStatusCode.BadRequest)]
    [TestCase("GET", "/cohorts/2027/organisations/lulea/assessments/bm1?function=mayor", HttpStatusCode.BadRequest)]
    [TestCase("GET", "/cohorts?page=99999999999", HttpStatusCode.BadRequest)]
    [TestCase("GET", "/cohorts/2027?x=%00", HttpStatusCode.OK)]
    [TestCase("GET", "/cohorts/å%20ä%2F..%2F'%20OR%201=1--", HttpStatusCode.NotFound)]
    public async Task An_address_that_leads_nowhere_is_answered_with_a_problem(string method, string path, HttpStatusCode status)
    {
        var network = await BuildAsync(n => n.Group("Piteå", "Luleå"));
        var reply = (await network.Coordinator.Api.SendAsync(new HttpMethod(method), network.InNetwork(path))).ShouldBe(status);
        if (status != HttpStatusCode.OK)
        {
            reply.Message.Content.Headers.ContentType?.MediaType.ShouldBe("application/problem+json");
            reply["title"]!.ToString().ShouldNotBeEmpty();
        }
    }

    [TestCase("page=0", 3)]
    [TestCase("page=-5", 3)]
    [TestCase("pageSize=0", 1)]
    [TestCase("pageSize=-1", 1)]
    [TestCase("pageSize=2147483647", 3)]
    [TestCase("page=2147483647&pageSize=200", 0)]
    [TestCase("page=2&pageSize=2", 1)]
    public async Task A_page_outside_the_list_is_brought_within_reason(string query, int items)
    {
        var network = await BuildAsync(n => n.Group("Piteå", "Luleå", "Boden"));
        var list = (await network.Coordinator.Api.GetAsync(network.InCohort("/participants?" + query))).ShouldBeOk();
        (list["items"]!.AsArray().Count, list["total"]!.GetValue<int>()).ShouldBe((items, 3));
    }

    [Test]
    public async Task A_list_gives_at_most_two_hundred_at_a_time_and_every_one_on_some_page()
    {
        var network = await BuildAsync(n => n.Participants(Enumerable.Range(1, 205).Select(i => $"Kommun {i:000}")));
        var first = (await network.Coordinator.Api.GetAsync(network.InCohort("/participants?pageSize=1000"))).ShouldBeOk()[
            "items"
        ]!.AsArray();
        var second = (
            await network.Coordinator.Api.GetAsync(network.InCohort("/participants?pageSize=1000&page=2"))
        ).ShouldBeOk()["items"]!.AsArray();
        (first.Count, second.Count).ShouldBe((200, 5));
        first.Concat(second).Select(p => p!["name"]!.ToString()).ShouldBeUnique();
    }

    [TestCase("""{"email":"nobody@nowhere.example","password":"a-wrong-password"}""", "WrongPassword", "password")]
    [TestCase("""{"email":"nobody@nowhere.example"}""", "WrongPassword", "password")]
    [TestCase("""{"email":"no address","password":"x"}""", "EmailNotValid", "email")]
    [TestCase("""{"password":"x"}""", "EmailNotValid", "email")]
    [TestCase("""{"email":null,"password":null}""", "EmailNotValid", "email")]
    [TestCase("""{"email":"a@b\u0000.example","password":"x"}""", "EmailNotValid", "email")]
    [TestCase("""{"email":7,"password":"x"}""", "Unreadable", "email")]
    public async Task Signing_in_with_something_else_than_an_account_is_refused(string body, string rule, string field) =>
        (await Guest.SendTextAsync(HttpMethod.Post, "/api/v1/auth/login", body)).ShouldBeInvalid(rule, field);

    [TestCase("""{"reason":"a\u0000b"}""", "Unreadable")]
    [TestCase("""{"reason":null}""", "ReasonMissing")]
    [TestCase("{}", "ReasonMissing")]
    [TestCase("""{"reason":["a"]}""", "Unreadable")]
    public async Task A_reason_that_is_none_is_refused(string body, string rule)
    {
        var network = await BuildAsync(n => n.Group("Piteå", "Luleå").Submitted("Luleå", "bm1", "2222222222"));
        (
            await network.Coordinator.Api.SendTextAsync(HttpMethod.Post, network.At("Luleå", "bm1", "/reopening"), body)
        ).ShouldBeInvalid(rule, "reason");
    }

    private static string Score(string value) => $$"""{"scores":[{"step":1,"score":{{value}}}]}""";
}
