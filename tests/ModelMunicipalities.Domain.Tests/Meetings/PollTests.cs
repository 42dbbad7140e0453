using ModelMunicipalities.Domain.Meetings;

namespace ModelMunicipalities.Domain.Tests.Meetings;

public class PollTests
{
    private static readonly DateTimeOffset Now = new(2027, 2, 1, 12, 0, 0, TimeSpan.Zero);

    private static readonly DateTimeOffset Deadline = Now.AddDays(5);

    [TestCase("10:60 11:60", 5, "")]
    [TestCase("10:60 10:120", 5, "")]
    [TestCase("10:4320 20:60", 5, "")]
    [TestCase("10:60", 5, "PollSlotsTooFew slots")]
    [TestCase("", 5, "PollSlotsTooFew slots")]
    [TestCase("-1:60 10:60", 5, "PollTimePast slots[0].startsAt")]
    [TestCase("0:60 10:60", 5, "PollTimePast slots[0].startsAt")]
    [TestCase("10:60 11:0", 5, "EndsBeforeStart slots[1].endsAt")]
    [TestCase("10:60 11:-5", 5, "EndsBeforeStart slots[1].endsAt")]
    [TestCase("10:60 11:4321", 5, "PollTimeTooLong slots[1].endsAt")]
    [TestCase("10:60 11:60 10:60", 5, "PollTimeTwice slots[2].startsAt")]
    [TestCase("10:60 11:60", 0, "PollDeadlinePast deadline")]
    [TestCase("10:60 11:60", -1, "PollDeadlinePast deadline")]
    [TestCase("11:60 10:60", 10, "PollDeadlineAfterFirst deadline")]
    [TestCase("11:60 10:60", 11, "PollDeadlineAfterFirst deadline")]
    public void A_poll_opens_with_two_to_twenty_different_times_ahead_and_a_deadline_before_the_first(
        string times,
        int deadline,
        string expected
    )
    {
        var (poll, refusals) = Poll.Open(7, Times(times), Now.AddDays(deadline), 3, Now);
        string.Join(", ", refusals.Select(r => $"{r.Rule} {r.Field}")).ShouldBe(expected);
        (poll is null).ShouldBe(expected.Length > 0);
    }

    [Test]
    public void What_is_missing_is_told_beside_its_field()
    {
        var (_, refusals) = Poll.Open(7, [new(null, Now.AddDays(9)), new(Now.AddDays(9), null)], null, 3, Now);
        refusals
            .Select(r => (r.Rule, r.Field))
            .ShouldBe([("DateMissing", "slots[0].startsAt"), ("DateMissing", "slots[1].endsAt"), ("DateMissing", "deadline")]);
    }

    [Test]
    public void Twenty_times_are_taken_and_not_one_more()
    {
        IReadOnlyList<ProposedTime> Many(int n) =>
            [.. Enumerable.Range(10, n).Select(d => new ProposedTime(Now.AddDays(d), Now.AddDays(d).AddHours(1)))];
        Poll.Open(7, Many(20), Deadline, 3, Now).Poll!.Slots.Count.ShouldBe(20);
        Poll.Open(7, Many(21), Deadline, 3, Now)
            .Refusals.Select(r => (r.Rule, r.Field))
            .ShouldBe([("PollSlotsTooMany", "slots")]);
    }

    [Test]
    public void Answers_are_taken_until_the_deadline_and_again_when_it_is_moved()
    {
        var poll = Opened();
        poll.WhyNotAnswer(Deadline.AddTicks(-1)).ShouldBeNull();
        poll.WhyNotAnswer(Deadline)!.Rule.ShouldBe("PollDeadlineOver");
        poll.IsOpen(Deadline).ShouldBeFalse();

        poll.Change(Times("10:60 11:60"), Now.AddDays(7), Deadline).Refusals.ShouldBeEmpty();
        poll.IsOpen(Deadline).ShouldBeTrue();
    }

    [Test]
    public void A_time_that_stays_keeps_its_row_and_one_left_out_goes()
    {
        var poll = Opened();
        var (kept, version) = (poll.Slots[0], poll.Version);
        var (added, refusals) = poll.Change(Times("10:60 12:60"), Deadline, Now);
        refusals.ShouldBeEmpty();
        added.Select(s => s.StartsAt).ShouldBe([Now.AddDays(12)]);
        poll.Slots.ShouldBe([kept, added[0]]);
        poll.Version.ShouldBe(version + 1);
    }

    [Test]
    public void A_time_that_has_passed_may_stay_but_a_new_one_must_lie_ahead()
    {
        var poll = Opened();
        var later = Now.AddDays(10).AddHours(2);
        poll.Change(Times("10:60 11:60"), later.AddHours(1), later).Refusals.ShouldBeEmpty();
        poll.Change(Times("9:60 11:60"), later.AddHours(1), later)
            .Refusals.Select(r => (r.Rule, r.Field))
            .ShouldBe([("PollTimePast", "slots[0].startsAt")]);
        poll.Change(Times("10:60 11:60"), Now.AddDays(11), later)
            .Refusals.Select(r => (r.Rule, r.Field))
            .ShouldBe([("PollDeadlineAfterFirst", "deadline")]);
    }

    [Test]
    public void A_refused_change_changes_nothing()
    {
        var poll = Opened();
        poll.Change(Times("10:60"), Now.AddDays(7), Now).Refusals.ShouldNotBeEmpty();
        (poll.Slots.Count, poll.DeadlineAt, poll.Version).ShouldBe((2, Deadline, 0));
    }

    [Test]
    public void It_closes_once_and_then_takes_nothing_more()
    {
        var poll = Opened();
        poll.Close(Now).ShouldBeNull();
        poll.Close(Now)!.Rule.ShouldBe("PollClosed");
        poll.WhyNotAnswer(Now)!.Rule.ShouldBe("PollClosed");
        poll.Change(Times("10:60 11:60"), Deadline, Now).Refusals.Single().Rule.ShouldBe("PollClosed");
        poll.ClosedAt.ShouldBe(Now);
    }

    [TestCase(null, true)]
    [TestCase(23.99, false)]
    [TestCase(24.0, true)]
    public void Nobody_is_reminded_twice_within_a_day(double? hoursAgo, bool may) =>
        new PollInvitee { TokenHash = "", RemindedAt = hoursAgo is { } h ? Now.AddHours(-h) : null }
            .MayBeReminded(Now)
            .ShouldBe(may);

    private static Poll Opened() => Poll.Open(7, Times("10:60 11:60"), Deadline, 3, Now).Poll!;

    /// <summary>Days from now and minutes: <c>10:60</c>.</summary>
    private static IReadOnlyList<ProposedTime> Times(string times) =>
        [
            .. times
                .Split(' ', StringSplitOptions.RemoveEmptyEntries)
                .Select(t => t.Split(':').Select(int.Parse).ToArray())
                .Select(t => new ProposedTime(Now.AddDays(t[0]), Now.AddDays(t[0]).AddMinutes(t[1]))),
        ];
}
