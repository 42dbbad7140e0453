using ModelMunicipalities.Domain.Improvements;
using ModelMunicipalities.Domain.Meetings;
using ModelMunicipalities.Domain.Surveys;

namespace ModelMunicipalities.Domain.Tests;

/// <summary>A rule that queries need too says the same in both its forms.</summary>
public class QueryRulesTests
{
    private static readonly DateTimeOffset Now = new(2031, 3, 5, 12, 0, 0, TimeSpan.Zero);

    private static readonly DateTimeOffset?[] Times =
    [
        null,
        Now.AddDays(-2),
        Now.AddTicks(-1),
        Now,
        Now.AddTicks(1),
        Now.AddDays(2),
    ];

    private static readonly DateTimeOffset[] Known = [.. Times.OfType<DateTimeOffset>()];

    [Test]
    public void Improvements_are_open_and_overdue_alike()
    {
        var today = DateOnly.FromDateTime(Now.DateTime);
        var (open, overdue) = (Improvement.Open.Compile(), Improvement.OverdueOn(today).Compile());
        foreach (var status in Enum.GetValues<ImprovementStatus>())
        {
            foreach (var due in new DateOnly?[] { null, today.AddDays(-1), today, today.AddDays(1) })
            {
                var improvement = new Improvement
                {
                    Title = "t",
                    Status = status,
                    DueOn = due,
                };
                open(improvement).ShouldBe(improvement.IsOpen);
                overdue(improvement).ShouldBe(improvement.IsOverdue(today), $"{status} {due}");
            }
        }
    }

    [Test]
    public void Meetings_are_held_alike()
    {
        var held = Meeting.HeldAt(Now).Compile();
        foreach (var status in Enum.GetValues<MeetingStatus>())
        {
            foreach (var ends in Times)
            {
                var meeting = new Meeting
                {
                    Form = "bm1",
                    Status = status,
                    EndsAt = ends,
                };
                held(meeting).ShouldBe(meeting.IsHeld(Now), $"{status} {ends}");
            }
        }
    }

    [Test]
    public void Polls_are_open_alike()
    {
        var open = Poll.OpenAt(Now).Compile();
        foreach (var deadline in Known)
        {
            var poll = Poll.Open(
                1,
                [new(Now.AddDays(8), Now.AddDays(8).AddHours(1)), new(Now.AddDays(9), Now.AddDays(9).AddHours(1))],
                deadline,
                1,
                Now.AddDays(-9)
            ).Poll!;
            open(poll).ShouldBe(poll.IsOpen(Now), $"{deadline}");
            poll.Close(Now.AddDays(-1)).ShouldBeNull();
            open(poll).ShouldBe(poll.IsOpen(Now));
        }
    }

    [Test]
    public void Surveys_are_open_and_wait_to_be_counted_alike()
    {
        var (open, awaiting) = (Survey.OpenAt(Now).Compile(), Survey.AwaitingCountAt(Now).Compile());
        foreach (var opens in Known)
        {
            foreach (var closes in Known)
            {
                foreach (var counted in Times)
                {
                    foreach (var published in new[] { null, new SurveyPublication() })
                    {
                        var survey = new Survey
                        {
                            OpensAt = opens,
                            ClosesAt = closes,
                            CountedAt = counted,
                            Published = published,
                        };
                        open(survey).ShouldBe(survey.IsOpen(Now), $"{opens} {closes}");
                        awaiting(survey).ShouldBe(survey.AwaitsCount(Now), $"{closes} {counted} {published}");
                    }
                }
            }
        }
    }

    [Test]
    public void A_meeting_without_a_time_waits_for_a_decision_also_when_its_window_has_passed()
    {
        new Meeting { Form = "bm1", WindowTo = Now.AddDays(-1) }
            .IsOver(Now)
            .ShouldBeFalse();
        new Meeting
        {
            Form = "bm1",
            WindowTo = Now.AddDays(-1),
            Status = MeetingStatus.Cancelled,
        }
            .IsOver(Now)
            .ShouldBeTrue();
        new Meeting
        {
            Form = "bm1",
            WindowTo = Now.AddDays(1),
            Status = MeetingStatus.Cancelled,
        }
            .IsOver(Now)
            .ShouldBeFalse();
        new Meeting
        {
            Form = "bm1",
            WindowTo = Now.AddDays(1),
            Status = MeetingStatus.Confirmed,
            EndsAt = Now,
        }
            .IsOver(Now)
            .ShouldBeTrue();
    }
}
