using ModelMunicipalities.Domain.Accounts;
using ModelMunicipalities.Domain.Tests.Kit;

namespace ModelMunicipalities.Domain.Tests.Accounts;

public class MailChoicesTests
{
    private static readonly TimeZoneInfo Stockholm = TimeZoneInfo.FindSystemTimeZoneById("Europe/Stockholm");

    [Test]
    public void Who_has_chosen_nothing_wants_everything_at_once()
    {
        var choices = new MailChoices();
        choices.Pace.ShouldBe(MailPace.AtOnce);
        Enum.GetValues<MailTopic>().ShouldAllBe(t => choices.Wants(t));
    }

    [Test]
    public void What_is_not_wanted_is_declined_but_never_the_account()
    {
        var choices = new MailChoices();
        choices.Choose(MailPace.Daily, [MailTopic.Meeting]).ShouldBeEmpty();
        Enum.GetValues<MailTopic>().Where(choices.Wants).ShouldBe([MailTopic.Account, MailTopic.Meeting]);
        choices.Decline(MailTopic.Meeting);
        choices.Decline(MailTopic.Meeting);
        choices.Decline(MailTopic.Account);
        Enum.GetValues<MailTopic>().Where(choices.Wants).ShouldBe([MailTopic.Account]);
        choices.Declined.ShouldBeUnique();
    }

    [Test]
    public void A_choice_that_cannot_be_meant_changes_nothing()
    {
        var choices = new MailChoices();
        choices.Choose(null, []).ShouldBeRefused(RefusalKind.Invalid, "PaceUnknown", "pace");
        choices.Choose((MailPace)9, []).ShouldBeRefused(RefusalKind.Invalid, "PaceUnknown", "pace");
        choices.Choose(MailPace.Daily, [(MailTopic)99]).ShouldBeRefused(RefusalKind.Invalid, "TopicUnknown", "topics");
        (choices.Pace, choices.Declined.Count).ShouldBe((MailPace.AtOnce, 0));
    }

    // Monday 1 March 2027; the clocks change on 28 March.
    [TestCase("2027-03-01T05:30Z", "2027-03-01T05:59Z", false, TestName = "Just before seven on Monday it waits")]
    [TestCase("2027-03-01T05:30Z", "2027-03-01T06:00Z", true, TestName = "At seven on Monday it is due")]
    [TestCase("2027-03-01T06:30Z", "2027-03-02T06:00Z", false, TestName = "What came on Monday after seven waits on Tuesday")]
    [TestCase("2027-03-01T06:30Z", "2027-03-08T06:00Z", true, TestName = "And is due the next Monday")]
    [TestCase("2027-02-28T22:00Z", "2027-03-02T06:00Z", true, TestName = "What was missed on Monday is due on Tuesday")]
    [TestCase("2027-03-27T12:00Z", "2027-03-29T05:00Z", true, TestName = "Seven is seven after the clocks have changed")]
    [TestCase("2027-03-29T05:30Z", "2027-03-30T05:00Z", false, TestName = "And half past is after")]
    [TestCase("2026-12-31T12:00Z", "2027-01-01T06:00Z", false, TestName = "A new year begins no week")]
    public void A_weekly_digest_is_due_on_monday_at_seven(string oldest, string now, bool due)
    {
        var choices = new MailChoices();
        choices.Choose(MailPace.Weekly, []);
        choices.IsDue(At(oldest), At(now), Stockholm).ShouldBe(due);
    }

    [Test]
    public void A_daily_digest_is_due_whenever_something_waits()
    {
        var choices = new MailChoices();
        choices.Choose(MailPace.Daily, []);
        choices.IsDue(At("2027-03-01T06:30Z"), At("2027-03-01T06:31Z"), Stockholm).ShouldBeTrue();
    }

    [Test]
    public void A_mail_that_is_put_off_waits_longer_each_time_up_to_six_hours()
    {
        Enumerable.Range(1, 5).Select(t => MailRetry.Wait(t, 0).TotalMinutes).ShouldBe([1, 2, 4, 8, 16]);
        MailRetry.Wait(10, 0).ShouldBe(TimeSpan.FromHours(6));
        MailRetry.Wait(1000, 0.5).ShouldBe(TimeSpan.FromHours(6.6));
        Enumerable.Range(1, MailRetry.MostTries - 1).Sum(t => MailRetry.Wait(t, 0).TotalHours).ShouldBeInRange(24, 36);
        Should.Throw<ArgumentOutOfRangeException>(() => MailRetry.Wait(0, 0));
    }

    private static DateTimeOffset At(string time) =>
        DateTimeOffset.Parse(time, System.Globalization.CultureInfo.InvariantCulture);
}
