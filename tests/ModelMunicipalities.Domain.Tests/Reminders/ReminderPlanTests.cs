using ModelMunicipalities.Domain.Reminders;

namespace ModelMunicipalities.Domain.Tests.Reminders;

public class ReminderPlanTests
{
    private static readonly string Json = new StreamReader(
        typeof(ReminderPlan).Assembly.GetManifestResourceStream("reminder-rules.json")!
    ).ReadToEnd();

    [Test]
    public void The_product_has_a_rule_for_every_reason() =>
        ReminderPlan.Standard.Rules.Select(r => r.Reason).ShouldBe(Enum.GetValues<ReminderReason>(), ignoreOrder: true);

    [TestCase("[14, 7, 1]", "[7, 14, 1]", "order")]
    [TestCase("[14, 7, 1]", "[14, 14, 1]", "order")]
    [TestCase("[14, 7, 1]", "[91, 7, 1]", "ReminderDaysOutside")]
    [TestCase("[14, 7, 1]", "[14, 7, 0]", "ReminderDaysOutside")]
    [TestCase("[14, 7, 1]", "[14, 7, 6, 5, 4, 3]", "ReminderDaysMany")]
    [TestCase("\"escalateAfter\": 3", "\"escalateAfter\": 2", "ReminderEscalationOutside")]
    [TestCase("\"every\": 7", "\"every\": 0", "ReminderDaysOutside")]
    [TestCase("\"every\": 7", "\"every\": null", "ReminderNoDays")]
    [TestCase("meetingTomorrow", "checklistDue", "rules, not one")]
    [TestCase("meetingTomorrow", "meetingYesterday", "cannot be read")]
    [TestCase("meetingTomorrow", "5", "cannot be read")]
    [TestCase("\"from\": 19", "\"from\": 7", "quiet hours")]
    [TestCase("waitsForWeekday", "waits", "cannot be read")]
    [TestCase("{", "", "cannot be read")]
    public void A_rule_that_is_wrong_is_told_about_when_it_is_read(string from, string to, string says)
    {
        var at = Json.IndexOf(from, StringComparison.Ordinal);
        Should
            .Throw<InvalidOperationException>(() => ReminderPlan.Parse(Json.Remove(at, from.Length).Insert(at, to)))
            .Message.ShouldContain(says);
    }

    [Test]
    public void A_network_changes_days_within_limits_and_in_any_order()
    {
        var original = ReminderPlan.Standard[ReminderReason.ChecklistDue];
        var setting = new ReminderSetting { Reason = original.Reason };
        setting.Change(original with { Before = [3, 10, 3], Overdue = [2], EscalateAfter = null }, original).ShouldBeEmpty();
        (setting.Version, setting.EscalateAfter).ShouldBe((1, null));
        setting.Before.ShouldBe([10, 3]);
        setting.On(original).WaitsForWeekday.ShouldBe(original.WaitsForWeekday);

        Wrong(original with { Before = [0] }).ShouldBe([("ReminderDaysOutside", "before")]);
        Wrong(original with { Before = [1, 2, 3, 4, 5, 6] }).ShouldBe([("ReminderDaysMany", "before")]);
        Wrong(original with { Overdue = [ReminderRule.MostDays + 1] }).Select(w => w.Field).ShouldContain("overdue");
        Wrong(original with { Before = [], Overdue = [] }).ShouldBe([("ReminderNoDays", "before")]);
        Wrong(original with { IsOn = false, Before = [], Overdue = [] }).ShouldBeEmpty();
        Wrong(original with { Overdue = [5], EscalateAfter = 5 }).ShouldBe([("ReminderEscalationOutside", "escalateAfter")]);
        Wrong(original with { Every = 7 }).ShouldBe([("ReminderDaysNone", "every")]);

        var meeting = ReminderPlan.Standard[ReminderReason.MeetingTomorrow];
        setting
            .Change(meeting with { Overdue = [1], EscalateAfter = 5 }, meeting)
            .Select(r => (r.Rule, r.Field))
            .ShouldBe([("ReminderDaysNone", "overdue"), ("ReminderDaysNone", "escalateAfter")]);
        setting.Before.ShouldBe([10, 3], "nothing is changed by what is refused");

        IEnumerable<(string Rule, string? Field)> Wrong(ReminderRule wanted) =>
            new ReminderSetting().Change(wanted, original).Select(r => (r.Rule, r.Field));
    }
}
