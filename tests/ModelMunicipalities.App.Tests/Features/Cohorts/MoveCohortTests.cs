using System.Text;
using Microsoft.EntityFrameworkCore;
using ModelMunicipalities.App.Platform;
using ModelMunicipalities.App.Resources;
using ModelMunicipalities.Domain.Cohorts;

namespace ModelMunicipalities.App.Tests.Features.Cohorts;

public class MoveCohortTests(DatabaseProvider provider) : CohortTest(provider)
{
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
            .ShouldBe([.. way.Append(CohortStage.Closed).Select(s => $"Omgång 2027: {Languages.In("sv", () => s.Name())}")]);
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
}
