namespace ModelMunicipalities.App.Tests.Features.Reminders;

public class ChangeReminderTests(DatabaseProvider provider) : OnEveryDatabase(provider)
{
    [Test]
    public async Task A_rule_is_changed_within_limits_from_the_version_that_it_has()
    {
        var network = await BuildAsync(n => n.Peers("Luleå"));
        var at = network.InNetwork("/reminders/checklistDue");
        (await network.Coordinator.Api.PutAsync(at, new { before = new[] { 10 } })).Status.ShouldBe(
            HttpStatusCode.PreconditionRequired
        );
        (await network.Coordinator.Api.PutAsync(at, new { before = new[] { 0 } }, "\"0\"")).ShouldBeInvalid(
            "ReminderDaysOutside",
            "before"
        );
        (await network.Coordinator.Api.PutAsync(at, new { }, "\"0\"")).ShouldBeInvalid("ReminderNoDays", "before");
        (
            await network.Coordinator.Api.PutAsync(
                network.InNetwork("/reminders/everything"),
                new { before = new[] { 1 } },
                "\"0\""
            )
        ).ShouldBe(HttpStatusCode.NotFound);
        var changed = (
            await network.Coordinator.Api.PutAsync(at, new { before = new[] { 3, 10 }, escalateAfter = 5 }, "\"0\"")
        ).ShouldBeOk();
        changed["before"]!.ToJsonString().ShouldBe("[10,3]");
        changed.ETag.ShouldBe("\"1\"");
        var stale = (await network.Coordinator.Api.PutAsync(at, new { isOn = false }, "\"0\"")).ShouldBeRefused(
            HttpStatusCode.Conflict,
            "Stale"
        );
        stale["current.version"]!.GetValue<int>().ShouldBe(1);
        (await network.Coordinator.Api.PutAsync(at, new { isOn = false, before = new[] { 10 } }, "\"1\"")).ShouldBeOk();
        (await network.TrailAsync("ReminderChanged")).Count.ShouldBe(2);
        await network.InMarchAsync();
        (await network.RemindAsync("2031-03-13 10:00")).ShouldBe(1, "the preparation alone");
    }

    [Test]
    public async Task Two_who_change_a_rule_at_once_do_not_overwrite_each_other()
    {
        var network = await BuildAsync(n => n.Peers("Luleå"));
        var replies = await Task.WhenAll(
            Enumerable
                .Range(1, 4)
                .Select(i =>
                    network.Coordinator.Api.PutAsync(
                        network.InNetwork("/reminders/pollUnanswered"),
                        new { before = new[] { i } },
                        "\"0\""
                    )
                )
        );
        replies.Count(r => r.Status == HttpStatusCode.OK).ShouldBe(1);
        replies.Count(r => r.Status == HttpStatusCode.Conflict).ShouldBe(3);
    }
}
