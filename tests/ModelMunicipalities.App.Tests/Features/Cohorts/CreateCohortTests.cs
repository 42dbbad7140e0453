using Microsoft.EntityFrameworkCore;

namespace ModelMunicipalities.App.Tests.Features.Cohorts;

public class CreateCohortTests(DatabaseProvider provider) : CohortTest(provider)
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
}
