using System.Text;
using Microsoft.EntityFrameworkCore;
using ModelMunicipalities.Domain.Cohorts;

namespace ModelMunicipalities.App.Tests.Features.Cohorts;

public class SetCriteriaTests(DatabaseProvider provider) : CohortTest(provider)
{
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

    private static Task<Reply> PutTextAsync(TestNetwork network, string path, string body, string version) =>
        network.Coordinator.Api.SendAsync(HttpMethod.Put, path, new StringContent(body, Encoding.UTF8, "application/json"), r =>
            r.Headers.TryAddWithoutValidation("If-Match", version)
        );
}
