using System.Text;
using Microsoft.EntityFrameworkCore;
using ModelMunicipalities.Domain.Cohorts;

namespace ModelMunicipalities.App.Tests.Features.Cohorts;

/// <summary>A cohort is made, planned, and taken from stage to stage.</summary>
public class CohortTests(DatabaseProvider provider) : OnEveryDatabase(provider)
{
    private static readonly TimeZoneInfo Stockholm = TimeZoneInfo.FindSystemTimeZoneById("Europe/Stockholm");

    [TestCase("three-meetings", false, "startup bm1 bm2 bm3 closing", 3)]
    [TestCase("three-meetings", true, "startup bm1 bm2 bm3 bm4 closing", 4)]
    [TestCase("two-years", false, "startup bm1 bm2 bm3 closing", 7)]
    public async Task A_cohort_is_made_from_a_form_of_the_programme(
        string template,
        bool withOptional,
        string occasions,
        int days
    )
    {
        var network = await BuildAsync(n => n);
        var made = (
            await network.CreateCohortAsync(
                new
                {
                    name = " Våren 2028 ",
                    template,
                    start = "2028-03-13",
                    withOptional,
                }
            )
        ).ShouldBe(HttpStatusCode.Created);
        (made["slug"]!.ToString(), made["name"]!.ToString(), made["version"]!.GetValue<int>()).ShouldBe(
            ("varen-2028", "Våren 2028", 1)
        );
        made.Message.Headers.Location!.ToString().ShouldBe(network.InNetwork("/cohorts/varen-2028"));
        (await network.Coordinator.Api.GetAsync(made.Message.Headers.Location.ToString())).ShouldBeOk();

        var plan = (await network.Coordinator.Api.GetAsync(network.InNetwork("/cohorts/varen-2028/plan"))).ShouldBeOk();
        (plan["stage"]!.ToString(), plan["instrument"]!.ToString(), plan["version"]!.GetValue<int>(), plan.ETag).ShouldBe(
            ("planning", "ten-step-2019", 1, "\"1.1\"")
        );
        string.Join(' ', plan["occasions"]!.AsArray().Select(o => o!["key"]!.ToString())).ShouldBe(occasions);
        plan["days"]!.AsArray().Count.ShouldBe(days);
        plan["criteria"]!
            .AsArray()
            .Select(c => c!["key"]!.ToString())
            .ShouldBe(["functions", "mandate", "cemr", "baseline", "stakeholders", "commitment"]);
        TimeZoneInfo
            .ConvertTime(plan["occasions[0].startsAt"]!.GetValue<DateTimeOffset>(), Stockholm)
            .DateTime.ShouldBe(new DateTime(2028, 3, 13, 9, 0, 0));
        (await network.TrailAsync("CohortCreated")).ShouldBe([(network.Coordinator.Name, null, null, "Våren 2028")]);
    }

    [Test]
    public async Task A_cohort_is_made_like_an_earlier_one()
    {
        var network = await BuildAsync(n => n.Instrument("thirteen-step-2017").Group("Piteå", "Luleå"));
        (
            await network.CreateCohortAsync(
                new
                {
                    name = "2029",
                    copyOf = "2027",
                    start = "2029-01-15",
                }
            )
        ).ShouldBe(HttpStatusCode.Created);
        var earlier = network.Cohort.Occasions;
        var plan = (await network.Coordinator.Api.GetAsync(network.InNetwork("/cohorts/2029/plan"))).ShouldBeOk();
        plan["instrument"]!.ToString().ShouldBe("thirteen-step-2017");
        var occasions = Planning.Unchanged(plan).Occasions;
        occasions.Select(o => o.Key).ShouldBe(earlier.Select(o => o.Key));
        occasions.Zip(earlier).ShouldAllBe(o => Local(o.First.StartsAt!.Value).TimeOfDay == Local(o.Second.StartsAt).TimeOfDay);
        Local(occasions[0].StartsAt!.Value).Date.ShouldBe(new DateTime(2029, 1, 15));

        // The earlier one had none: those of the programme.
        plan["criteria"]!.AsArray().Count.ShouldBe(6);
        (plan["participants"]!.GetValue<int>(), plan["mentors"]!.GetValue<int>(), plan["stage"]!.ToString()).ShouldBe(
            (0, 0, "planning")
        );

        var (api, at) = (network.Coordinator.Api, network.InNetwork("/cohorts/2029"));
        (
            await api.PutAsync(
                at + "/criteria",
                new
                {
                    instrument = "ten-step-2019",
                    criteria = new[]
                    {
                        new
                        {
                            kind = "question",
                            isRequired = true,
                            question = "Har ni en strategi?",
                        },
                    },
                },
                plan.ETag
            )
        ).ShouldBeOk();
        (
            await network.CreateCohortAsync(
                new
                {
                    name = "2031",
                    copyOf = "2029",
                    start = "2031-01-15",
                    instrument = "thirteen-step-2017",
                }
            )
        ).ShouldBe(HttpStatusCode.Created);
        var copy = (await api.GetAsync(network.InNetwork("/cohorts/2031/plan"))).ShouldBeOk();
        (copy["instrument"]!.ToString(), copy["criteria[0].question"]!.ToString(), copy["criteria"]!.AsArray().Count).ShouldBe(
            ("thirteen-step-2017", "Har ni en strategi?", 1)
        );
    }

    [TestCase("""{"name":"","template":"two-years","start":"2028-01-10"}""", "CohortNameMissing", "name")]
    [TestCase("""{"name":"  ","template":"two-years","start":"2028-01-10"}""", "CohortNameMissing", "name")]
    [TestCase("""{"template":"two-years","start":"2028-01-10"}""", "CohortNameMissing", "name")]
    [TestCase("""{"name":"!!!","template":"two-years","start":"2028-01-10"}""", "CohortNameMissing", "name")]
    [TestCase("""{"name":"20\u000028","template":"two-years","start":"2028-01-10"}""", "CohortNameMissing", "name")]
    [TestCase("""{"name":"20\n28","template":"two-years","start":"2028-01-10"}""", "CohortNameMissing", "name")]
    [TestCase(
        """{"name":"1234567890123456789012345678901234567890123456789012345678901","template":"two-years","start":"2028-01-10"}""",
        "CohortNameMissing",
        "name"
    )]
    [TestCase("""{"name":2028,"template":"two-years","start":"2028-01-10"}""", "Unreadable", "name")]
    [TestCase("""{"name":"new","template":"two-years","start":"2028-01-10"}""", "CohortExists", "name")]
    [TestCase("""{"name":" NEW! ","template":"two-years","start":"2028-01-10"}""", "CohortExists", "name")]
    [TestCase("""{"name":"2027","template":"two-years","start":"2028-01-10"}""", "CohortExists", "name")]
    [TestCase("""{"name":"2028","template":"two-years"}""", "StartMissing", "start")]
    [TestCase("""{"name":"2028","template":"two-years","start":"1999-12-31"}""", "StartMissing", "start")]
    [TestCase("""{"name":"2028","template":"two-years","start":"2101-01-01"}""", "StartMissing", "start")]
    [TestCase("""{"name":"2028","template":"two-years","start":"2028-02-30"}""", "Unreadable", "start")]
    [TestCase("""{"name":"2028","template":"two-years","start":"i vår"}""", "Unreadable", "start")]
    [TestCase("""{"name":"2028","start":"2028-01-10"}""", "TemplateUnknown", "template")]
    [TestCase("""{"name":"2028","template":"four-years","start":"2028-01-10"}""", "TemplateUnknown", "template")]
    [TestCase(
        """{"name":"2028","template":"two-years","start":"2028-01-10","instrument":"none"}""",
        "InstrumentUnknown",
        "instrument"
    )]
    [TestCase("""{"name":"2028","copyOf":"none","start":"2028-01-10"}""", "CohortUnknown", "copyOf")]
    [TestCase("""{"name":"2028","copyOf":"20\u000027","start":"2028-01-10"}""", "CohortUnknown", "copyOf")]
    public async Task What_no_cohort_can_be_made_of_is_refused_beside_the_field(string body, string rule, string field)
    {
        var network = await BuildAsync(n => n);
        (await network.Coordinator.Api.SendTextAsync(HttpMethod.Post, network.InNetwork("/cohorts"), body)).ShouldBeInvalid(
            rule,
            field
        );
        (await network.InDbAsync(db => db.Cohorts.CountAsync())).ShouldBe(1);
        (await network.TrailAsync("CohortCreated")).ShouldBeEmpty();
    }

    [Test]
    public async Task A_name_is_taken_in_its_own_network_only_and_another_networks_cohort_cannot_be_copied()
    {
        var (own, other) = (await BuildAsync(n => n), await BuildAsync(n => n.Cohort("2030")));
        (
            await own.CreateCohortAsync(
                new
                {
                    name = "2030",
                    template = "two-years",
                    start = "2030-01-10",
                }
            )
        ).ShouldBe(HttpStatusCode.Created);
        (
            await other.CreateCohortAsync(
                new
                {
                    name = "2031",
                    copyOf = "2027",
                    start = "2031-01-10",
                }
            )
        ).ShouldBeInvalid("CohortUnknown", "copyOf");
    }

    [Test]
    public async Task Made_by_several_at_once_it_is_made_once()
    {
        var network = await BuildAsync(n => n);
        await network.Coordinator.Api.GetAsync("/api/v1/me/places");
        var replies = await Task.WhenAll(
            Enumerable
                .Range(0, 4)
                .Select(_ =>
                    Task.Run(() =>
                        network.CreateCohortAsync(
                            new
                            {
                                name = "2028",
                                template = "two-years",
                                start = "2028-01-10",
                            }
                        )
                    )
                )
        );
        replies.Count(r => r.Status == HttpStatusCode.Created).ShouldBe(1);
        foreach (var reply in replies.Where(r => r.Status != HttpStatusCode.Created))
        {
            reply.ShouldBeInvalid("CohortExists", "name");
        }

        (await network.TrailAsync("CohortCreated")).Count.ShouldBe(1);
        (
            await network.InDbAsync(db =>
                db.Occasions.CountAsync(o => db.Cohorts.Any(c => c.Id == o.CohortId && c.Slug == "2028"))
            )
        ).ShouldBe(5);
    }

    [Test]
    public async Task Dates_are_moved_from_the_version_they_were_read_at()
    {
        var (network, at, plan) = await MadeAsync();
        var api = network.Coordinator.Api;
        var body = Planning.Unchanged(plan);
        var moved = body.Occasions[^1] with
        {
            StartsAt = new DateTimeOffset(2030, 6, 10, 9, 0, 0, TimeSpan.FromHours(2)),
            EndsAt = new DateTimeOffset(2030, 6, 10, 16, 0, 0, TimeSpan.FromHours(2)),
        };
        body = body with
        {
            ApplyBy = new DateTimeOffset(2027, 12, 1, 23, 0, 0, TimeSpan.FromHours(1)),
            Occasions = [.. body.Occasions[..^1], moved],
        };

        (await api.PutAsync(at + "/plan", body)).ShouldBe(HttpStatusCode.PreconditionRequired);
        var saved = (await api.PutAsync(at + "/plan", body, plan.ETag)).ShouldBeOk();
        (saved.ETag, saved["version"]!.GetValue<int>(), saved["applyBy"]!.GetValue<DateTimeOffset>()).ShouldBe(
            ("\"2.2\"", 2, body.ApplyBy!.Value)
        );
        Planning.Unchanged(saved).Occasions[^1].StartsAt.ShouldBe(moved.StartsAt);
        (await api.GetAsync(at + "/plan"))["occasions[4].endsAt"]!.GetValue<DateTimeOffset>().ShouldBe(moved.EndsAt!.Value);

        // The same once more, as by a second press of the button: what holds and what was given.
        var stale = (await api.PutAsync(at + "/plan", body with { ApplyBy = null }, plan.ETag)).ShouldBeRefused(
            HttpStatusCode.Conflict,
            "Stale"
        );
        (
            stale["current.version"]!.GetValue<int>(),
            stale["current.applyBy"]!.GetValue<DateTimeOffset>(),
            stale["given.applyBy"]
        ).ShouldBe((2, body.ApplyBy.Value, null));
        stale["given.occasions"]!.AsArray().Count.ShouldBe(5);
        (await api.PutAsync(at + "/plan", body, "\"*\"")).ShouldBeRefused(HttpStatusCode.Conflict, "Stale");
        (await network.TrailAsync("CohortScheduled")).ShouldBe([(network.Coordinator.Name, null, null, "2028")]);
    }

    [Test]
    public async Task Dates_that_cannot_be_are_refused_beside_the_field_and_nothing_is_moved()
    {
        var (network, at, plan) = await MadeAsync();
        var body = Planning.Unchanged(plan);
        await RefusedAsync(
            body with
            {
                Occasions =
                [
                    body.Occasions[0] with
                    {
                        OpensAt = null,
                    },
                    .. body.Occasions[1..^1],
                    body.Occasions[^1] with
                    {
                        EndsAt = null,
                    },
                ],
            },
            "DateMissing",
            "occasions[0].opens",
            "occasions[4].ends"
        );
        await RefusedAsync(
            body with
            {
                Occasions = [body.Occasions[0] with { EndsAt = body.Occasions[0].StartsAt }, .. body.Occasions[1..]],
            },
            "EndsBeforeStart",
            "occasions[0].ends"
        );
        await RefusedAsync(
            body with
            {
                Occasions = [body.Occasions[0] with { DueAt = body.Occasions[0].EndsAt }, .. body.Occasions[1..]],
            },
            "DueOutside",
            "occasions[0].due"
        );
        await RefusedAsync(
            body with
            {
                Occasions = [body.Occasions[0] with { EndsAt = body.Occasions[1].EndsAt }, .. body.Occasions[1..]],
            },
            "BeforeEarlierOccasion",
            "occasions[1].starts"
        );
        await RefusedAsync(
            body with
            {
                Days = [body.Days[0] with { StartsAt = null }, .. body.Days[1..]],
            },
            "DateMissing",
            "days[0].starts"
        );
        await RefusedAsync(
            body with
            {
                Days = [body.Days[0] with { EndsAt = body.Days[0].StartsAt }, .. body.Days[1..]],
            },
            "EndsBeforeStart",
            "days[0].ends"
        );
        await RefusedAsync(body with { Days = body.Days[1..] }, "TimelineIncomplete", "occasions");
        await RefusedAsync(body with { Occasions = body.Occasions[1..] }, "TimelineIncomplete", "occasions");
        await RefusedAsync(
            body with
            {
                Occasions = [body.Occasions[1], body.Occasions[0], .. body.Occasions[2..]],
            },
            "TimelineIncomplete",
            "occasions"
        );
        await RefusedAsync(new { }, "TimelineIncomplete", "occasions");
        await RefusedAsync(
            new { occasions = new object?[] { null }, days = new object?[] { null } },
            "DateMissing",
            "occasions[0].opens",
            "occasions[0].due",
            "occasions[0].starts",
            "occasions[0].ends",
            "days[0].starts",
            "days[0].ends"
        );
        await RefusedAsync(
            body with
            {
                ApplyBy = DateTimeOffset.MinValue,
                Occasions = [body.Occasions[0] with { EndsAt = DateTimeOffset.MaxValue }, .. body.Occasions[1..]],
            },
            "DateMissing",
            "applyBy",
            "occasions[0].ends"
        );
        await RefusedAsync(new { applyBy = "snart" }, "Unreadable", "applyBy");
        var after = await network.Coordinator.Api.GetAsync(at + "/plan");
        (after["version"]!.GetValue<int>(), after.Text).ShouldBe((1, plan.Text));

        async Task RefusedAsync(object given, string rule, params string[] fields) =>
            (await network.Coordinator.Api.PutAsync(at + "/plan", given, plan.ETag)).ShouldBeInvalid(rule, fields);
    }

    [Test]
    public async Task Criteria_are_set_from_the_version_they_were_read_at()
    {
        var (network, at, plan) = await MadeAsync();
        var api = network.Coordinator.Api;
        var body = new
        {
            instrument = "thirteen-step-2017",
            criteria = new object[]
            {
                new { kind = "functions", isRequired = true },
                new
                {
                    kind = "question",
                    isRequired = false,
                    question = " Har ni en <b>strategi</b>? ",
                },
                new
                {
                    kind = "question",
                    isRequired = true,
                    question = "Har ni en budget?",
                },
                new { kind = "cemr", question = "does not belong here" },
            },
        };
        (await api.PutAsync(at + "/criteria", body)).ShouldBe(HttpStatusCode.PreconditionRequired);
        var saved = (await api.PutAsync(at + "/criteria", body, plan.ETag)).ShouldBeOk();
        (saved.ETag, saved["instrument"]!.ToString()).ShouldBe(("\"2.2\"", "thirteen-step-2017"));
        saved["criteria"]!
            .AsArray()
            .Select(c => (c!["key"]!.ToString(), c["isRequired"]!.GetValue<bool>(), c["question"]?.ToString()))
            .ShouldBe([
                ("functions", true, null),
                ("question-1", false, "Har ni en <b>strategi</b>?"),
                ("question-2", true, "Har ni en budget?"),
                ("cemr", false, null),
            ]);

        var stale = (await api.PutAsync(at + "/criteria", body, plan.ETag)).ShouldBeRefused(HttpStatusCode.Conflict, "Stale");
        (stale["current.version"]!.GetValue<int>(), stale["given.instrument"]!.ToString()).ShouldBe((2, "thirteen-step-2017"));
        (await network.TrailAsync("CriteriaSet")).ShouldBe([(network.Coordinator.Name, null, null, "2028")]);

        var page = (await (await network.Coordinator.ReaderAsync()).GetAsync(network.Page("/cohorts/2028/plan"))).ShouldBeOk();
        page.Html.ShouldNotContain("<b>strategi");
        page.Text.ShouldContain("Har ni en <b>strategi</b>?");
    }

    [TestCase("""{"instrument":"none","criteria":[{"kind":"cemr"}]}""", "InstrumentUnknown", "instrument")]
    [TestCase("""{"criteria":[{"kind":"cemr"}]}""", "InstrumentUnknown", "instrument")]
    [TestCase("""{"instrument":"ten-step-2019"}""", "CriteriaCount", "criteria")]
    [TestCase("""{"instrument":"ten-step-2019","criteria":[]}""", "CriteriaCount", "criteria")]
    [TestCase("""{"instrument":"ten-step-2019","criteria":[null]}""", "CriterionUnknown", "criteria[0].kind")]
    [TestCase("""{"instrument":"ten-step-2019","criteria":[{}]}""", "CriterionUnknown", "criteria[0].kind")]
    [TestCase("""{"instrument":"ten-step-2019","criteria":[{"kind":"money"}]}""", "Unreadable", "criteria[0].kind")]
    [TestCase("""{"instrument":"ten-step-2019","criteria":[{"kind":9}]}""", "Unreadable", "criteria[0].kind")]
    [TestCase("""{"instrument":"ten-step-2019","criteria":[{"kind":"cemr"},{"kind":"cemr"}]}""", "CriterionTwice", "criteria")]
    [TestCase("""{"instrument":"ten-step-2019","criteria":[{"kind":"question"}]}""", "QuestionMissing", "criteria[0].question")]
    [TestCase(
        """{"instrument":"ten-step-2019","criteria":[{"kind":"question","question":"  "}]}""",
        "QuestionMissing",
        "criteria[0].question"
    )]
    [TestCase(
        """{"instrument":"ten-step-2019","criteria":[{"kind":"cemr"},{"kind":"question","question":"a\u0000?"}]}""",
        "QuestionMissing",
        "criteria[1].question"
    )]
    public async Task Criteria_that_are_none_are_refused_beside_the_field(string body, string rule, string field)
    {
        var (network, at, plan) = await MadeAsync();
        (await PutTextAsync(network, at + "/criteria", body, plan.ETag)).ShouldBeInvalid(rule, field);
        (await network.Coordinator.Api.GetAsync(at + "/plan")).Text.ShouldBe(plan.Text);
    }

    [Test]
    public async Task The_checklist_stays_what_baselines_have_been_written_on()
    {
        var (network, at, plan) = await MadeAsync();
        (await network.Coordinator.Api.PostAsync(at + "/invitations", new { codes = new[] { "2584" } })).ShouldBeOk();
        await network.ChangeAsync(async db => (await db.Applications.SingleAsync()).Baseline = "1231231231");
        (
            await network.Coordinator.Api.PutAsync(
                at + "/criteria",
                new { instrument = "thirteen-step-2017", criteria = new[] { new { kind = "cemr" } } },
                plan.ETag
            )
        ).ShouldBeInvalid("BaselinesWritten", "instrument");
        (
            await network.Coordinator.Api.PutAsync(
                at + "/criteria",
                new { instrument = "ten-step-2019", criteria = new[] { new { kind = "cemr" } } },
                plan.ETag
            )
        ).ShouldBeOk();
    }

    [Test]
    public async Task There_are_at_most_twenty_criteria_and_a_question_has_at_most_three_hundred_characters()
    {
        var (network, at, plan) = await MadeAsync();
        object Questions(int count, int length) =>
            new
            {
                instrument = "ten-step-2019",
                criteria = Enumerable.Repeat(new { kind = "question", question = new string('å', length) }, count),
            };
        (await network.Coordinator.Api.PutAsync(at + "/criteria", Questions(21, 300), plan.ETag)).ShouldBeInvalid(
            "CriteriaCount",
            "criteria"
        );
        (await network.Coordinator.Api.PutAsync(at + "/criteria", Questions(1, 301), plan.ETag)).ShouldBeInvalid(
            "QuestionMissing",
            "criteria[0].question"
        );
        (await network.Coordinator.Api.PutAsync(at + "/criteria", Questions(20, 300), plan.ETag)).ShouldBeOk();
    }

    [TestCase(CohortStage.Application)]
    [TestCase(CohortStage.Running)]
    public async Task Once_applications_have_opened_the_criteria_stay(CohortStage stage)
    {
        var network = await BuildAsync(n => n.Stage(stage));
        (
            await network.Coordinator.Api.PutAsync(
                network.InCohort("/criteria"),
                new { instrument = "ten-step-2019", criteria = new[] { new { kind = "cemr" } } },
                await network.PlanVersionAsync()
            )
        ).ShouldBeRefused(HttpStatusCode.Conflict, "TooLateStage");
        (await (await network.Coordinator.ReaderAsync()).GetAsync(network.CohortPage("/plan/criteria"))).ShouldBe(
            HttpStatusCode.Conflict
        );
    }

    [Test]
    public async Task Dates_are_moved_while_it_runs_and_not_when_it_is_closed()
    {
        var (running, closed) = (await BuildAsync(n => n), await BuildAsync(n => n.Closed()));
        foreach (var network in new[] { running, closed })
        {
            var plan = await network.Coordinator.Api.GetAsync(network.InCohort("/plan"));
            var reply = await network.Coordinator.Api.PutAsync(network.InCohort("/plan"), Planning.Unchanged(plan), plan.ETag);
            _ = network == running ? reply.ShouldBeOk() : reply.ShouldBeRefused(HttpStatusCode.Conflict, "TooLateStage");
        }

        (await (await closed.Coordinator.ReaderAsync()).GetAsync(closed.CohortPage("/plan/dates"))).ShouldBe(
            HttpStatusCode.Conflict
        );
    }

    [Test]
    public async Task It_goes_from_stage_to_stage_and_every_step_is_in_the_trail()
    {
        var network = await BuildAsync(n => n.Stage(CohortStage.Planning).Peers("Luleå"));
        await network.SetCriteriaAsync();
        (await network.Coordinator.Api.PostAsync(network.InCohort("/stage"), new { stage = "application" })).ShouldBe(
            HttpStatusCode.PreconditionRequired
        );
        CohortStage[] way =
        [
            CohortStage.Application,
            CohortStage.Planning,
            CohortStage.Application,
            CohortStage.Admission,
            CohortStage.Application,
            CohortStage.Admission,
            CohortStage.Pairing,
            CohortStage.Running,
        ];
        foreach (var (i, stage) in way.Index())
        {
            var moved = (await network.MoveAsync(stage)).ShouldBeOk();
            (moved["stage"]!.ToString(), moved["version"]!.GetValue<int>(), moved.ETag).ShouldBe(
                (char.ToLowerInvariant($"{stage}"[0]) + $"{stage}"[1..], i + 1, $"\"{i + 1}.{i + 1}\"")
            );
        }

        (await network.MoveAsync(CohortStage.Closed)).ShouldBeRefused(HttpStatusCode.Conflict, "OccasionsLeft");
        await network.ChangeAsync(db =>
            db.Occasions.ForEachAsync(o => (o.StartsAt, o.EndsAt) = (o.StartsAt.AddYears(-2), o.EndsAt.AddYears(-2)))
        );
        (await network.MoveAsync(CohortStage.Closed)).ShouldBeOk();
        var closed = await network.InDbAsync(db => db.Cohorts.SingleAsync());
        (closed.Stage, closed.ClosedAt!.Value).ShouldSatisfyAllConditions(
            c => c.Stage.ShouldBe(CohortStage.Closed),
            c => c.Value.ShouldBe(DateTimeOffset.UtcNow, TimeSpan.FromMinutes(1))
        );
        (await network.MoveAsync(CohortStage.Running)).ShouldBeRefused(HttpStatusCode.Conflict, "NoWayBack");

        var trail = await network.TrailAsync("CohortMoved");
        trail.Select(t => t.Person).Distinct().ShouldBe([network.Coordinator.Name]);
        trail
            .Reverse()
            .Select(t => t.Detail)
            .ShouldBe([
                .. way.Append(CohortStage.Closed)
                    .Select(s =>
                        $"Omgång 2027: {App.Resources.Texts.ResourceManager.GetString($"CohortStage_{s}", System.Globalization.CultureInfo.InvariantCulture)}"
                    ),
            ]);
    }

    [TestCase(CohortStage.Planning, CohortStage.Application, "NoCriteria")]
    [TestCase(CohortStage.Planning, CohortStage.Running, "StageNotNext")]
    [TestCase(CohortStage.Planning, CohortStage.Planning, "StageNotNext")]
    [TestCase(CohortStage.Admission, CohortStage.Pairing, "UndecidedLeft")]
    [TestCase(CohortStage.Pairing, CohortStage.Running, "NotAllGrouped")]
    [TestCase(CohortStage.Pairing, CohortStage.Admission, "GroupsPublished")]
    [TestCase(CohortStage.Running, CohortStage.Closed, "OccasionsLeft")]
    [TestCase(CohortStage.Running, CohortStage.Pairing, "NoWayBack")]
    [TestCase(CohortStage.Closed, CohortStage.Running, "NoWayBack")]
    public async Task What_is_left_to_do_stops_it_with_a_sentence_about_what(CohortStage from, CohortStage to, string rule)
    {
        var network = await BuildAsync(n =>
            n.Stage(from).Group("Piteå", "Luleå").Taking(CohortRole.Participant, "Boden").Outside("Umeå")
        );
        await network.AppliedAsync("Umeå", ApplicationStatus.Submitted);
        var refused = (await network.MoveAsync(to)).ShouldBeRefused(HttpStatusCode.Conflict, rule);
        refused["detail"]!.ToString().ShouldNotContain("{");
        (await network.InDbAsync(db => db.Cohorts.SingleAsync())).Stage.ShouldBe(from);
        (await network.TrailAsync("CohortMoved")).ShouldBeEmpty();

        var page = (
            await (await network.Coordinator.ReaderAsync()).PostAsync(
                network.CohortPage("/plan?handler=Move"),
                ("Version", "0"),
                ("Stage", $"{to}")
            )
        ).ShouldBe(HttpStatusCode.Conflict);
        page.Text.ShouldContain(refused["detail"]!.ToString());
    }

    [TestCase(CohortStage.Admission, CohortStage.Pairing)]
    [TestCase(CohortStage.Pairing, CohortStage.Running)]
    public async Task With_nobody_admitted_there_is_nobody_to_go_on_with(CohortStage from, CohortStage to)
    {
        var network = await BuildAsync(n =>
            n.Stage(from).Taking(CohortRole.Mentor, "Piteå").Taking(CohortRole.Participant, "Boden")
        );
        await network.ChangeAsync(async db =>
            (await db.Participations.SingleAsync(p => p.Role == CohortRole.Participant)).WithdrawnAt = DateTimeOffset.UtcNow
        );
        (await network.MoveAsync(to)).ShouldBeRefused(HttpStatusCode.Conflict, "NobodyAdmitted");
    }

    [TestCase("""{"stage":null}""", "StageUnknown")]
    [TestCase("{}", "StageUnknown")]
    [TestCase("""{"stage":"party"}""", "Unreadable")]
    [TestCase("""{"stage":2}""", "Unreadable")]
    public async Task A_stage_that_there_is_none_of_is_refused(string body, string rule)
    {
        var network = await BuildAsync(n => n.Stage(CohortStage.Planning));
        (
            await network.Coordinator.Api.SendAsync(
                HttpMethod.Post,
                network.InCohort("/stage"),
                new StringContent(body, Encoding.UTF8, "application/json"),
                r => r.Headers.TryAddWithoutValidation("If-Match", "\"0\"")
            )
        ).ShouldBeInvalid(rule, "stage");
    }

    [Test]
    public async Task Moved_by_several_at_once_it_is_moved_once_and_each_is_told_what_holds()
    {
        var network = await BuildAsync(n => n.Stage(CohortStage.Application));
        var version = await network.PlanVersionAsync();
        var replies = await Task.WhenAll(
            new[] { CohortStage.Admission, CohortStage.Planning, CohortStage.Admission, CohortStage.Planning }.Select(s =>
                Task.Run(() => network.MoveAsync(s, version))
            )
        );
        var stage = replies.Single(r => r.Status == HttpStatusCode.OK)["stage"]!.ToString();
        foreach (var reply in replies.Where(r => r.Status != HttpStatusCode.OK))
        {
            reply.ShouldBeRefused(HttpStatusCode.Conflict, "Stale")["current.stage"]!.ToString().ShouldBe(stage);
        }

        (await network.TrailAsync("CohortMoved")).Count.ShouldBe(1);
    }

    [Test]
    public async Task The_plan_counts_who_is_where()
    {
        var network = await BuildAsync(n =>
            n.Stage(CohortStage.Pairing)
                .Group("Piteå", "Luleå", "Boden")
                .Taking(CohortRole.Participant, "Kiruna")
                .Taking(CohortRole.Mentor, "Umeå", "Malmö", "Lund")
                .Outside("Vännäs", "Ystad")
        );
        await network.ChangeAsync(async db =>
        {
            var of = await db.Participations.ToDictionaryAsync(p => p.OrganisationId);
            (
                of[network["Piteå"].Id].Places,
                of[network["Umeå"].Id].Places,
                of[network["Umeå"].Id].IsUnavailable,
                of[network["Boden"].Id].WithdrawnAt
            ) = (3, 2, true, DateTimeOffset.UtcNow);
            of[network["Lund"].Id].WithdrawnAt = DateTimeOffset.UtcNow;
        });
        await network.AppliedAsync("Vännäs", ApplicationStatus.WaitingList);
        await network.AppliedAsync("Ystad", ApplicationStatus.Draft);
        var plan = (await network.Coordinator.Api.GetAsync(network.InCohort("/plan"))).ShouldBeOk();
        (
            plan["participants"]!.GetValue<int>(),
            plan["grouped"]!.GetValue<int>(),
            plan["mentors"]!.GetValue<int>(),
            plan["places"]!.GetValue<int>(),
            plan["unanswered"]!.GetValue<int>()
        ).ShouldBe((2, 1, 3, 3, 1));
        plan["applications"]!
            .AsObject()
            .Select(a => (a.Key, a.Value!.GetValue<int>()))
            .ShouldBe([("waitingList", 1), ("draft", 1)], ignoreOrder: true);
    }

    [Test]
    public async Task A_cohort_that_is_not_there_has_no_plan()
    {
        var network = await BuildAsync(n => n);
        var api = network.Coordinator.Api;
        (await api.GetAsync(network.InNetwork("/cohorts/none/plan"))).ShouldBe(HttpStatusCode.NotFound);
        (await api.PutAsync(network.InNetwork("/cohorts/none/plan"), new { }, "\"1\"")).ShouldBe(HttpStatusCode.NotFound);
        (
            await api.PutAsync(
                network.InNetwork("/cohorts/none/criteria"),
                new { instrument = "ten-step-2019", criteria = new[] { new { kind = "cemr" } } },
                "\"1\""
            )
        ).ShouldBe(HttpStatusCode.NotFound);
        (
            await api.PostWithVersionAsync(network.InNetwork("/cohorts/none/stage"), new { stage = "application" }, "\"1\"")
        ).ShouldBe(HttpStatusCode.NotFound);
        (await (await network.Coordinator.ReaderAsync()).GetAsync(network.Page("/cohorts/none/plan/dates"))).ShouldBe(
            HttpStatusCode.NotFound
        );
    }

    [Test]
    public async Task The_coordinator_makes_a_cohort_on_the_page_and_keeps_what_was_typed_when_it_was_wrong()
    {
        var network = await BuildAsync(n => n.Named("Nätet"));
        var reader = await network.Coordinator.ReaderAsync();
        (await reader.GetAsync(network.Page("/cohorts")))
            .ShouldBeOk()
            .Html.ShouldContain($"href=\"{network.Page("/cohorts/new")}\"");
        (await reader.GetAsync(network.Page("/cohorts/new"))).ShouldBeOk().Html.ShouldContain("value=\"copy:2027\"");

        var refused = (
            await reader.PostAsync(
                network.Page("/cohorts/new"),
                ("Name", "2027"),
                ("Start", "2028-03-13"),
                ("From", "two-years"),
                ("WithOptional", "true"),
                ("Instrument", "thirteen-step-2017")
            )
        ).ShouldBe(HttpStatusCode.BadRequest);
        refused.Html.ShouldContain("id=\"name-wrong\"");
        Input(refused, "name").ShouldContain("value=\"2027\"");
        Input(refused, "start").ShouldContain("value=\"2028-03-13\"");
        refused.Html.ShouldMatch("value=\"two-years\" checked");
        refused.Html.ShouldMatch("name=\"WithOptional\" value=\"true\" checked");
        refused.Html.ShouldMatch("<option value=\"thirteen-step-2017\" selected");

        var wrong = (
            await reader.PostAsync(network.Page("/cohorts/new"), ("Name", ""), ("Start", "i vår"), ("From", "copy:none"))
        ).ShouldBe(HttpStatusCode.BadRequest);
        wrong.Html.ShouldContain("id=\"name-wrong\"");
        wrong.Html.ShouldContain("id=\"start-wrong\"");

        (
            await reader.PostAsync(network.Page("/cohorts/new"), ("Name", "2028"), ("Start", "2028-03-13"), ("From", "copy:2027"))
        ).ShouldLeadTo(network.Page("/cohorts/2028/plan"));
        var plan = (await reader.GetAsync(network.Page("/cohorts/2028/plan"))).ShouldBeOk();
        plan.Heading.ShouldContain("2028");
        (await reader.GetAsync(network.Page("/cohorts/2028"))).ShouldLeadTo(network.Page("/cohorts/2028/plan"));
    }

    [Test]
    public async Task The_coordinator_moves_dates_on_the_page_and_keeps_what_was_typed_when_it_was_wrong()
    {
        var (network, _, _) = await MadeAsync();
        var reader = await network.Coordinator.ReaderAsync();
        var at = network.Page("/cohorts/2028/plan/dates");
        var fields = Fields((await reader.GetAsync(at)).ShouldBeOk());
        fields["Occasions[0].Starts"].ShouldBe("2028-03-13T09:00");

        var refused = (
            await reader.PostAsync(
                at,
                With(
                    ("ApplyBy", "när det passar"),
                    ("Occasions[0].Ends", "2028-03-12T16:00"),
                    ("Occasions[1].Due", ""),
                    ("Days[0].Starts", "2028-13-41T09:00")
                )
            )
        ).ShouldBe(HttpStatusCode.BadRequest);
        Input(refused, "Occasions[0].Ends").ShouldContain("value=\"2028-03-12T16:00\"");
        Input(refused, "ApplyBy").ShouldContain("value=\"när det passar\"");
        Input(refused, "Days[0].Starts").ShouldContain("value=\"2028-13-41T09:00\"");
        refused.Html.ShouldContain("id=\"applyBy-wrong\"");
        refused.Html.ShouldContain("id=\"occasions[1].due-wrong\"");
        refused.Html.ShouldContain("id=\"days[0].starts-wrong\"");

        var order = (await reader.PostAsync(at, With(("Occasions[0].Ends", "2028-03-12T16:00")))).ShouldBe(
            HttpStatusCode.BadRequest
        );
        order.Html.ShouldContain("id=\"occasions[0].ends-wrong\"");

        // The clocks skip an hour on 26 March 2028.
        (await reader.PostAsync(at, With(("ApplyBy", "2028-03-26T02:30"))))
            .ShouldBe(HttpStatusCode.BadRequest)
            .Html.ShouldContain("id=\"applyBy-wrong\"");
        (await reader.PostAsync(at, With(("ApplyBy", "2028-03-26T03:30")))).ShouldLeadTo(network.Page("/cohorts/2028/plan"));
        (await network.InDbAsync(db => db.Cohorts.SingleAsync(c => c.Slug == "2028"))).ApplyBy.ShouldBe(
            new DateTimeOffset(2028, 3, 26, 1, 30, 0, TimeSpan.Zero)
        );
        (await reader.PostAsync(at, With(("ApplyBy", "2028-04-01T12:00"))))
            .ShouldBe(HttpStatusCode.Conflict)
            .Html.ShouldContain("value=\"2028-04-01T12:00\"");
        (await reader.PostAsync(at, ("Version", "2"))).ShouldBe(HttpStatusCode.BadRequest);

        (string, string)[] With(params (string Name, string Value)[] changed) =>
            [.. fields.Where(f => changed.All(c => c.Name != f.Key)).Select(f => (f.Key, f.Value)), .. changed];
    }

    [Test]
    public async Task The_coordinator_sets_criteria_on_the_page_and_keeps_what_was_typed_when_it_was_wrong()
    {
        var (network, _, _) = await MadeAsync();
        var reader = await network.Coordinator.ReaderAsync();
        var at = network.Page("/cohorts/2028/plan/criteria");
        (await reader.GetAsync(at)).ShouldBeOk().Html.ShouldMatch("name=\"Chosen\\[Stakeholders\\]\" value=\"counts\" checked");

        var tooLong = new string('å', 301);
        var refused = (
            await reader.PostAsync(
                at,
                ("Version", "1"),
                ("Chosen[Cemr]", "counts"),
                ("Chosen[Mandate]", "out"),
                ("Questions[0].Text", "Har ni en budget?"),
                ("Questions[1].Text", ""),
                ("Questions[2].Text", tooLong),
                ("Questions[2].IsRequired", "true"),
                ("Instrument", "thirteen-step-2017")
            )
        ).ShouldBe(HttpStatusCode.BadRequest);
        refused.Html.ShouldContain("id=\"question-3-wrong\"");
        WebUtility.HtmlDecode(Input(refused, "Questions[2].Text")).ShouldContain(tooLong);
        WebUtility.HtmlDecode(Input(refused, "Questions[0].Text")).ShouldContain("Har ni en budget?");
        refused.Html.ShouldMatch("name=\"Chosen\\[Cemr\\]\" value=\"counts\" checked");
        refused.Html.ShouldMatch("<option value=\"thirteen-step-2017\" selected");

        (await reader.PostAsync(at, ("Version", "1"), ("Instrument", "ten-step-2019")))
            .ShouldBe(HttpStatusCode.BadRequest)
            .Html.ShouldContain("id=\"criteria-wrong\"");
        (
            await reader.PostAsync(
                at,
                ("Version", "1"),
                ("Chosen[Cemr]", "required"),
                ("Questions[0].Text", ""),
                ("Questions[1].Text", "Har ni en budget?"),
                ("Instrument", "ten-step-2019")
            )
        ).ShouldLeadTo(network.Page("/cohorts/2028/plan"));
        (await network.InDbAsync(db => db.Cohorts.AsNoTracking().SingleAsync(c => c.Slug == "2028")))
            .Criteria.Select(c => (c.Key, c.IsRequired))
            .ShouldBe([("cemr", true), ("question-1", false)]);
        (
            await reader.PostAsync(
                at,
                ("Version", "1"),
                ("Chosen[Cemr]", "out"),
                ("Chosen[Baseline]", "counts"),
                ("Instrument", "ten-step-2019")
            )
        )
            .ShouldBe(HttpStatusCode.Conflict)
            .Html.ShouldMatch("name=\"Chosen\\[Baseline\\]\" value=\"counts\" checked");
    }

    [Test]
    public async Task The_coordinator_opens_applications_on_the_plan_and_a_second_press_is_told_that_it_is_done()
    {
        var (network, _, _) = await MadeAsync();
        var reader = await network.Coordinator.ReaderAsync();
        var at = network.Page("/cohorts/2028/plan");
        (await reader.PostAsync(at + "?handler=Move", ("Version", "1"), ("Stage", "Application"))).ShouldLeadTo(at);
        var moved = (await reader.GetAsync(at)).ShouldBeOk();
        moved.Html.ShouldContain("role=\"status\"");
        (await reader.GetAsync(at)).Html.ShouldNotContain("role=\"status\"");
        var again = (await reader.PostAsync(at + "?handler=Move", ("Version", "1"), ("Stage", "Application"))).ShouldBe(
            HttpStatusCode.Conflict
        );
        again.Html.ShouldContain("name=\"Version\" value=\"2\"");
        (await reader.PostAsync(at + "?handler=Move", ("Version", "2"), ("Stage", "Party"))).ShouldBe(HttpStatusCode.BadRequest);
        (await network.TrailAsync("CohortMoved")).Count.ShouldBe(1);
    }

    [Test]
    public async Task A_hostile_name_is_shown_and_never_run()
    {
        var network = await BuildAsync(n => n);
        const string Name = "<script>alert(1)</script>'\"; DROP--";
        var made = (
            await network.CreateCohortAsync(
                new
                {
                    name = Name,
                    template = "two-years",
                    start = "2028-01-10",
                }
            )
        ).ShouldBe(HttpStatusCode.Created);
        var reader = await network.Coordinator.ReaderAsync();
        foreach (
            var path in new[]
            {
                "/cohorts",
                "/cohorts/new",
                $"/cohorts/{made["slug"]}/plan",
                $"/cohorts/{made["slug"]}/plan/dates",
                $"/cohorts/{made["slug"]}/plan/criteria",
                $"/cohorts/{made["slug"]}/invitations",
                "/trail",
            }
        )
        {
            var page = (await reader.GetAsync(network.Page(path))).ShouldBeOk();
            page.Html.ShouldNotContain("<script>alert");
            page.Text.ShouldContain(Name);
        }
    }

    private static DateTime Local(DateTimeOffset at) => TimeZoneInfo.ConvertTime(at, Stockholm).DateTime;

    /// <summary>A network with a cohort 2028 that is being planned.</summary>
    private async Task<(TestNetwork Network, string At, Reply Plan)> MadeAsync()
    {
        var network = await BuildAsync(n => n);
        (
            await network.CreateCohortAsync(
                new
                {
                    name = "2028",
                    template = "three-meetings",
                    start = "2028-03-13",
                }
            )
        ).ShouldBe(HttpStatusCode.Created);
        var at = network.InNetwork("/cohorts/2028");
        return (network, at, (await network.Coordinator.Api.GetAsync(at + "/plan")).ShouldBeOk());
    }

    private static Task<Reply> PutTextAsync(TestNetwork network, string path, string body, string version) =>
        network.Coordinator.Api.SendAsync(HttpMethod.Put, path, new StringContent(body, Encoding.UTF8, "application/json"), r =>
            r.Headers.TryAddWithoutValidation("If-Match", version)
        );

    /// <summary>The tag of a field by its name or its id.</summary>
    private static string Input(Page page, string name) =>
        System
            .Text.RegularExpressions.Regex.Matches(page.Html, "<input[^>]*>")
            .Select(m => m.Value)
            .Single(tag => tag.Contains($" name=\"{name}\"") || tag.Contains($" id=\"{name}\""));

    private static Dictionary<string, string> Fields(Page page) =>
        System
            .Text.RegularExpressions.Regex.Matches(
                page.Html[page.Html.IndexOf("<form method=\"post\" class=\"mt3\"", StringComparison.Ordinal)..],
                "<input[^>]* name=\"([^\"]+)\"[^>]*>"
            )
            .Where(m => m.Groups[1].Value != "__RequestVerificationToken")
            .ToDictionary(
                m => m.Groups[1].Value,
                m => System.Text.RegularExpressions.Regex.Match(m.Value, "value=\"([^\"]*)\"").Groups[1].Value
            );
}
