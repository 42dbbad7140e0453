using ModelMunicipalities.Domain.Meetings;

namespace ModelMunicipalities.Domain.Tests.Meetings;

public class AgendaTests
{
    private static readonly DateTimeOffset Start = new(2027, 3, 4, 12, 0, 0, TimeSpan.Zero);

    [Test]
    public void Each_point_begins_when_the_one_before_it_ends()
    {
        var points = Agenda.Times([Item(10), Item(45), Item(5)], Start);
        points
            .Select(p => (p.StartsAt, p.EndsAt))
            .ShouldBe([
                (Start, Start.AddMinutes(10)),
                (Start.AddMinutes(10), Start.AddMinutes(55)),
                (Start.AddMinutes(55), Start.AddMinutes(60)),
            ]);
    }

    [Test]
    public void Without_a_start_there_are_no_times() =>
        Agenda.Times([Item(10)], null).ShouldAllBe(p => p.StartsAt == null && p.EndsAt == null && p.Minutes == 10);

    private static readonly TestCaseData[] Wrong =
    [
        new TestCaseData(Array.Empty<AgendaItem?>(), "AgendaCount", "items").SetArgDisplayNames("none"),
        new TestCaseData(
            Enumerable.Range(0, 31).Select(_ => (AgendaItem?)Item(1)).ToArray(),
            "AgendaCount",
            "items"
        ).SetArgDisplayNames("thirty-one"),
        new TestCaseData(new AgendaItem?[] { Item(1), null }, "Unreadable", "items[1]").SetArgDisplayNames("one that is none"),
        new TestCaseData(new AgendaItem?[] { Item(0) }, "AgendaMinutes", "items[0].minutes").SetArgDisplayNames("no minutes"),
        new TestCaseData(new AgendaItem?[] { Item(-5) }, "AgendaMinutes", "items[0].minutes").SetArgDisplayNames(
            "minutes backwards"
        ),
        new TestCaseData(new AgendaItem?[] { Item(481) }, "AgendaMinutes", "items[0].minutes").SetArgDisplayNames(
            "longer than eight hours"
        ),
        new TestCaseData(new AgendaItem?[] { Item(1, "  ") }, "AgendaTitleMissing", "items[0].title").SetArgDisplayNames(
            "no title"
        ),
        new TestCaseData(new AgendaItem?[] { Item(1, new string('a', 201)) }, "TextTooLong", "items[0].title").SetArgDisplayNames(
            "long title"
        ),
        new TestCaseData(new AgendaItem?[] { Item(1, "a\0b") }, "Unreadable", "items[0].title").SetArgDisplayNames(
            "title that no text is"
        ),
        new TestCaseData(
            new AgendaItem?[] { Item(1, "a", new string('a', 101)) },
            "TextTooLong",
            "items[0].lead"
        ).SetArgDisplayNames("long lead"),
        new TestCaseData(new AgendaItem?[] { Item(1, "a", "\0") }, "Unreadable", "items[0].lead").SetArgDisplayNames(
            "lead that no text is"
        ),
    ];

    [TestCaseSource(nameof(Wrong))]
    public void What_cannot_stand_is_refused_beside_its_field(AgendaItem?[] items, string rule, string field)
    {
        var refusal = Agenda.WhyNot(items).ShouldHaveSingleItem();
        (refusal.Rule, refusal.Field).ShouldBe((rule, field));
    }

    [Test]
    public void Thirty_points_of_up_to_eight_hours_may_stand() =>
        Agenda
            .WhyNot([
                .. Enumerable
                    .Range(0, 30)
                    .Select(i => (AgendaItem?)Item(i == 0 ? 480 : 1, new string('a', 200), new string('b', 100))),
            ])
            .ShouldBeEmpty();

    [Test]
    public void Every_form_has_an_agenda_that_may_stand() =>
        MeetingForm.All.ShouldAllBe(f =>
            Agenda.WhyNot(f.Agenda.Select(i => (AgendaItem?)Item(i.Minutes, i.Title.Sv, null)).ToList()).Count == 0
        );

    [Test]
    public void What_is_kept_has_no_space_around() =>
        Agenda
            .Clean([Item(5, " Paus ", "  ")])
            .ShouldHaveSingleItem()
            .ShouldSatisfyAllConditions(i => i.Title.ShouldBe("Paus"), i => i.Lead.ShouldBeNull());

    private static AgendaItem Item(int minutes, string title = "Punkt", string? lead = "Alla") =>
        new()
        {
            Minutes = minutes,
            Title = title,
            Lead = lead,
        };
}
