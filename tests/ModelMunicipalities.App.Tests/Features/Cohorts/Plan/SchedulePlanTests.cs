using Microsoft.EntityFrameworkCore;

namespace ModelMunicipalities.App.Tests.Features.Cohorts;

public class SchedulePlanTests(DatabaseProvider provider) : CohortTest(provider)
{
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
