using ModelMunicipalities.Domain.Meetings;

namespace ModelMunicipalities.Domain.Tests.Meetings;

public class MeetingCallTests
{
    private static readonly DateTimeOffset Now = new(2027, 3, 1, 12, 0, 0, TimeSpan.Zero);

    private static readonly DateTimeOffset Start = Now.AddDays(10);

    private static readonly MeetingTool Meet = new()
    {
        Id = 4,
        Name = "Samtal",
        Allows = InformationClass.Internal,
    };

    private static readonly MeetingCall Digital = new(
        Start,
        Start.AddHours(3),
        MeetingMode.Digital,
        Link: "https://video.example/rum",
        Shown: InformationClass.Internal
    );

    private static readonly MeetingCall Physical = new(Start, Start.AddHours(3), MeetingMode.Physical, Place: "Stadshuset");

    private static readonly (string What, MeetingCall Call, string[] Wrong)[] Calls =
    [
        ("digital", Digital, []),
        ("physical", Physical, []),
        ("hybrid", Digital with { Mode = MeetingMode.Hybrid, Place = "Stadshuset" }, []),
        ("no start", Digital with { StartsAt = null }, ["DateMissing startsAt"]),
        ("no end", Digital with { EndsAt = null }, ["DateMissing endsAt"]),
        ("a year nobody means", Digital with { EndsAt = Start.AddYears(200) }, ["DateMissing endsAt"]),
        ("in the past", Digital with { StartsAt = Now.AddHours(-1), EndsAt = Now.AddHours(1) }, ["MeetingInPast startsAt"]),
        ("at this moment", Digital with { StartsAt = Now }, ["MeetingInPast startsAt", "MeetingTooLong endsAt"]),
        ("end before start", Digital with { EndsAt = Start.AddMinutes(-1) }, ["EndsBeforeStart endsAt"]),
        ("end at start", Digital with { EndsAt = Start }, ["EndsBeforeStart endsAt"]),
        ("three days", Digital with { EndsAt = Start.AddDays(3) }, []),
        ("longer", Digital with { EndsAt = Start.AddDays(3).AddMinutes(1) }, ["MeetingTooLong endsAt"]),
        ("no form", Physical with { Mode = null }, ["ModeMissing mode"]),
        ("unknown form", Physical with { Mode = (MeetingMode)9 }, ["ModeMissing mode"]),
        ("physical nowhere", Physical with { Place = "  " }, ["MeetingPlaceMissing place"]),
        ("hybrid nowhere", Digital with { Mode = MeetingMode.Hybrid }, ["MeetingPlaceMissing place"]),
        ("a long address", Physical with { Place = new string('x', Meeting.LongestPlace + 1) }, ["TextTooLong place"]),
        ("a character that no text has", Physical with { Place = "a\0b" }, ["Unreadable place"]),
        (
            "long accessibility",
            Physical with
            {
                Accessibility = new string('x', Meeting.LongestText + 1),
            },
            ["TextTooLong accessibility"]
        ),
        ("digital without link", Digital with { Link = null }, ["LinkMissing link"]),
        (
            "hybrid without link",
            Digital with
            {
                Mode = MeetingMode.Hybrid,
                Place = "Stadshuset",
                Link = " ",
            },
            ["LinkMissing link"]
        ),
        ("no class", Digital with { Shown = null }, ["ShownMissing shown"]),
        ("unknown class", Digital with { Shown = (InformationClass)7 }, ["ShownMissing shown"]),
        ("fit tool", Digital with { Tool = Meet, HasTools = true }, []),
        ("no tool of the list", Digital with { HasTools = true }, ["ToolMissing tool"]),
        (
            "unfit tool",
            Digital with
            {
                Tool = Meet,
                HasTools = true,
                Shown = InformationClass.Sensitive,
            },
            ["ToolUnfitWarning tool"]
        ),
        (
            "unfit tool, anyway",
            Digital with
            {
                Tool = Meet,
                HasTools = true,
                Shown = InformationClass.Secret,
                UsesToolAnyway = true,
            },
            []
        ),
        ("secret without a list", Digital with { Shown = InformationClass.Secret }, ["NoToolForSecret shown"]),
        ("physical needs no link, class or tool", Physical with { HasTools = true, Link = "http://x" }, []),
        ("digital needs no place", Digital with { Place = new string('x', 5000) }, []),
        (
            "everything wrong",
            new MeetingCall(null, null, null),
            ["DateMissing startsAt", "DateMissing endsAt", "ModeMissing mode"]
        ),
    ];

    [TestCaseSource(nameof(Calls))]
    public void A_call_is_taken_or_told_what_is_wrong((string What, MeetingCall Call, string[] Wrong) row)
    {
        var meeting = NewMeeting();
        var (news, refusals) = meeting.Call(row.Call, new MeetingSettings(), Now);
        refusals.Select(r => $"{r.Rule} {r.Field}").ShouldBe(row.Wrong, row.What);
        (news, meeting.Status == MeetingStatus.Confirmed, meeting.Version).ShouldBe(
            row.Wrong.Length == 0 ? (true, true, 1) : (false, false, 0),
            row.What
        );
    }

    [TestCase("https://video.example/rum?a=1#b", true)]
    [TestCase(" https://video.example ", true)]
    [TestCase("https://vidéo.example/å", true)]
    [TestCase("http://video.example", false)]
    [TestCase("javascript:alert(1)", false)]
    [TestCase("data:text/html,x", false)]
    [TestCase("//video.example", false)]
    [TestCase("/rum", false)]
    [TestCase("video.example", false)]
    [TestCase("https://", false)]
    [TestCase("https://eva:hemligt@video.example", false)]
    [TestCase("https://video.example/a b", false)]
    [TestCase("https://video.example/\nEND:VEVENT", false)]
    [TestCase("https://video.example/\"><script>", false)]
    [TestCase("", false)]
    [TestCase(null, false)]
    public void A_link_is_an_absolute_https_address(string? link, bool isOne) => MeetingCall.IsLink(link).ShouldBe(isOne);

    [Test]
    public void A_link_has_a_longest_length() =>
        MeetingCall.IsLink("https://a.example/" + new string('x', Meeting.LongestPlace)).ShouldBeFalse();

    [TestCase(InformationClass.Open, InformationClass.Open, true)]
    [TestCase(InformationClass.Open, InformationClass.Internal, false)]
    [TestCase(InformationClass.Internal, InformationClass.Internal, true)]
    [TestCase(InformationClass.Internal, InformationClass.Sensitive, false)]
    [TestCase(InformationClass.Sensitive, InformationClass.Internal, true)]
    [TestCase(InformationClass.Sensitive, InformationClass.Secret, false)]
    [TestCase(InformationClass.Secret, InformationClass.Secret, true)]
    public void A_tool_is_fit_for_what_the_network_allows(InformationClass allows, InformationClass shown, bool fit)
    {
        var tool = new MeetingTool { Name = "Samtal", Allows = allows };
        var (warns, refuses) = (new MeetingSettings(), new MeetingSettings { RefusesUnfitTools = true });
        warns.WhyNot(tool, shown, false)?.Rule.ShouldBe("ToolUnfitWarning");
        (warns.WhyNot(tool, shown, false) is null).ShouldBe(fit);
        warns.WhyNot(tool, shown, true).ShouldBeNull();
        (refuses.WhyNot(tool, shown, false) is null).ShouldBe(fit);
        refuses.WhyNot(tool, shown, true)?.Rule.ShouldBe("ToolUnfit", "a network that refuses takes no anyway");
        (refuses.WhyNot(tool, shown, true) is null).ShouldBe(fit);
    }

    [Test]
    public void What_calendars_know_is_counted()
    {
        var meeting = NewMeeting();
        Call(meeting, Digital).ShouldBeTrue();
        (meeting.Sequence, meeting.CalledAt, meeting.IsInCalendars).ShouldBe((0, Now, true));
        Call(meeting, Digital).ShouldBeFalse("nothing is new");
        Call(meeting, Digital with { Shown = InformationClass.Open }).ShouldBeFalse("calendars do not show the class");
        (meeting.Sequence, meeting.Version, meeting.Shown).ShouldBe((0, 3, InformationClass.Open));
        Call(meeting, Digital with { EndsAt = Start.AddHours(4) }).ShouldBeTrue();
        meeting.Sequence.ShouldBe(1);
        Call(meeting, Physical).ShouldBeTrue();
        (meeting.Sequence, meeting.Link, meeting.Shown, meeting.Place).ShouldBe((2, null, null, "Stadshuset"));
        meeting.Cancel("Sjukdom", Now).ShouldBeNull();
        (meeting.Sequence, meeting.Status, meeting.CancelledBecause, meeting.StartsAt, meeting.IsInCalendars).ShouldBe(
            (3, MeetingStatus.Cancelled, "Sjukdom", Start, true)
        );
        Call(meeting, Physical).ShouldBeTrue("it takes place again");
        (meeting.Sequence, meeting.Status, meeting.CancelledBecause).ShouldBe((4, MeetingStatus.Confirmed, null));
    }

    [Test]
    public void What_was_confirmed_before_anybody_was_called_counts_as_known()
    {
        var meeting = Confirmed();
        Call(meeting, Digital).ShouldBeTrue();
        meeting.Sequence.ShouldBe(1);
    }

    [Test]
    public void What_only_those_at_a_place_need_goes_when_all_are_on_a_link()
    {
        var meeting = NewMeeting();
        Call(
            meeting,
            Digital with
            {
                Mode = MeetingMode.Hybrid,
                Place = " Stadshuset ",
                Accessibility = "Hiss",
                HasHearingLoop = true,
                Tool = Meet,
            }
        );
        (meeting.Place, meeting.Accessibility, meeting.HasHearingLoop, meeting.ToolId).ShouldBe(("Stadshuset", "Hiss", true, 4));
        Call(meeting, Digital with { Place = "Stadshuset", Accessibility = "Hiss", HasHearingLoop = true });
        (meeting.Place, meeting.Accessibility, meeting.HasHearingLoop, meeting.ToolId).ShouldBe((null, null, null, null));
    }

    [Test]
    public void A_meeting_that_goes_on_is_changed_but_not_begun_anew_in_the_past()
    {
        var meeting = NewMeeting();
        Call(meeting, Digital);
        var during = Start.AddHours(1);
        meeting.Call(Digital with { Link = "https://annat.example" }, new MeetingSettings(), during).Refusals.ShouldBeEmpty();
        meeting
            .Call(Digital with { StartsAt = Start.AddMinutes(1) }, new MeetingSettings(), during)
            .Refusals.ShouldHaveSingleItem()
            .Rule.ShouldBe("MeetingInPast");
        meeting
            .Call(Digital with { EndsAt = during }, new MeetingSettings(), during)
            .Refusals.ShouldHaveSingleItem()
            .Field.ShouldBe("endsAt");
    }

    [Test]
    public void What_has_been_held_stays()
    {
        var meeting = NewMeeting();
        Call(meeting, Digital);
        var after = Start.AddHours(3);
        meeting
            .Call(Digital with { StartsAt = Start.AddDays(9), EndsAt = Start.AddDays(10) }, new MeetingSettings(), after)
            .Refusals.ShouldHaveSingleItem()
            .Rule.ShouldBe("MeetingHeld");
        meeting.Cancel("Sjukdom", after)!.Rule.ShouldBe("MeetingHeld");
        meeting.Cancel("Sjukdom", after.AddSeconds(-1)).ShouldBeNull("it may be broken off");
    }

    [TestCase(null, "CancelReasonMissing")]
    [TestCase("  ", "CancelReasonMissing")]
    [TestCase("a\0b", "Unreadable")]
    public void A_cancellation_needs_a_reason(string? reason, string rule) =>
        Confirmed().Cancel(reason, Now)!.Rule.ShouldBe(rule);

    [Test]
    public void A_cancellation_is_made_once_and_tells_nothing_to_calendars_that_know_nothing()
    {
        Confirmed().Cancel(new string('x', Meeting.LongestText + 1), Now)!.Rule.ShouldBe("TextTooLong");
        var planned = NewMeeting();
        planned.Cancel("Färre träffar", Now).ShouldBeNull();
        (planned.Sequence, planned.CalledAt, planned.IsInCalendars).ShouldBe((0, null, false));
        planned.Cancel("Igen", Now)!.Rule.ShouldBe("MeetingCancelled");
        planned.CancelledBecause.ShouldBe("Färre träffar");
    }

    [TestCase(0.157, null, 60, null)]
    [TestCase(0.2, "Energimyndigheten 2026", 80, null)]
    [TestCase(0.2, " ", 80, "KgSourceMissing kgSource")]
    [TestCase(0.0, null, 60, "KgPerKmOutside kgPerKm, KgSourceMissing kgSource")]
    [TestCase(2.1, "x", 60, "KgPerKmOutside kgPerKm")]
    [TestCase(double.NaN, "x", 60, "KgPerKmOutside kgPerKm")]
    [TestCase(0.157, "a\0b", 60, "Unreadable kgSource")]
    [TestCase(0.157, null, 9, "KmPerHourOutside kmPerHour")]
    [TestCase(0.157, null, 301, "KmPerHourOutside kmPerHour")]
    public void The_assumptions_are_within_reason_and_another_factor_has_its_source(
        double kg,
        string? source,
        int kmPerHour,
        string? wrong
    )
    {
        var settings = new MeetingSettings();
        string.Join(", ", settings.Change(true, kg, source, kmPerHour).Select(r => $"{r.Rule} {r.Field}")).ShouldBe(wrong ?? "");
        (settings.RefusesUnfitTools, settings.Version).ShouldBe(wrong is null ? (true, 1) : (false, 0));
    }

    [TestCase("Samtal", InformationClass.Open, null, "")]
    [TestCase(" ", InformationClass.Open, null, "ToolNameMissing name")]
    [TestCase("a\nb", InformationClass.Open, null, "ToolNameMissing name")]
    [TestCase("zoom", InformationClass.Open, null, "ToolListed name")]
    [TestCase("Samtal", null, null, "ToolAllowsMissing allows")]
    [TestCase("Samtal", (InformationClass)8, "a\0b", "ToolAllowsMissing allows, Unreadable note")]
    public void A_tool_has_a_name_of_its_own_and_what_it_is_allowed_for(
        string? name,
        InformationClass? allows,
        string? note,
        string wrong
    ) => string.Join(", ", MeetingTool.Check(name, allows, note, ["Zoom"]).Select(r => $"{r.Rule} {r.Field}")).ShouldBe(wrong);

    private static bool Call(Meeting meeting, MeetingCall call)
    {
        var (news, refusals) = meeting.Call(call, new MeetingSettings(), Now);
        refusals.ShouldBeEmpty();
        return news;
    }

    private static Meeting NewMeeting() =>
        new()
        {
            Form = "bm1",
            WindowFrom = Start,
            WindowTo = Start.AddDays(4),
        };

    private static Meeting Confirmed() =>
        new()
        {
            Form = "bm1",
            Status = MeetingStatus.Confirmed,
            StartsAt = Start,
            EndsAt = Start.AddHours(3),
            Mode = MeetingMode.Physical,
            Place = "Stadshuset",
        };
}
