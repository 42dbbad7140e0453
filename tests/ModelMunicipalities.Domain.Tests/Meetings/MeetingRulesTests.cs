using ModelMunicipalities.Domain.Meetings;

namespace ModelMunicipalities.Domain.Tests.Meetings;

public class MeetingRulesTests
{
    private static readonly DateTimeOffset Start = new(2027, 3, 4, 12, 0, 0, TimeSpan.Zero);

    [TestCase(MeetingStatus.Confirmed, -1, "MeetingNotBegun")]
    [TestCase(MeetingStatus.Confirmed, 0, null)]
    [TestCase(MeetingStatus.Confirmed, 10_000, null)]
    [TestCase(MeetingStatus.Planned, 10, "MeetingHasNoTime")]
    [TestCase(MeetingStatus.Cancelled, 10, "MeetingIsOff")]
    public void Who_was_there_is_noted_from_the_start(MeetingStatus status, int minutesAfter, string? rule) =>
        Of(status).WhyNotRecord(Start.AddMinutes(minutesAfter))?.Rule.ShouldBe(rule);

    [Test]
    public void A_meeting_that_has_begun_is_not_refused() => Of(MeetingStatus.Confirmed).WhyNotRecord(Start).ShouldBeNull();

    [Test]
    public void Before_its_start_it_is_refused() =>
        Of(MeetingStatus.Confirmed).WhyNotRecord(Start.AddTicks(-1))!.Args.ShouldBe([Start]);

    [Test]
    public void The_pack_is_ready_a_week_before_the_start_or_before_the_window()
    {
        Of(MeetingStatus.Confirmed).PackFrom().ShouldBe(Start.AddDays(-7));
        var meeting = Of(MeetingStatus.Planned);
        meeting.StartsAt = null;
        meeting.PackFrom().ShouldBe(meeting.WindowFrom.AddDays(-7));
    }

    [TestCase(true, Presence.Present, Presence.Present, Presence.Remote)]
    [TestCase(false, Presence.Present, Presence.Present, Presence.Absent)]
    [TestCase(false, Presence.Present, Presence.Present)]
    [TestCase(false)]
    public void An_organisation_is_complete_when_all_three_functions_are_there(bool complete, params Presence[] presences) =>
        MeetingRules.IsComplete(presences).ShouldBe(complete);

    private static Meeting Of(MeetingStatus status) =>
        new()
        {
            Form = "bm1",
            Status = status,
            StartsAt = Start,
            EndsAt = Start.AddHours(3),
            WindowFrom = Start.AddDays(-2),
            WindowTo = Start.AddDays(2),
        };
}
