using ModelMunicipalities.Domain.Cohorts;
using ModelMunicipalities.Domain.Tests.Kit;

namespace ModelMunicipalities.Domain.Tests.Cohorts;

public class ParticipationTests
{
    private static readonly DateTimeOffset Now = new(2027, 3, 1, 12, 0, 0, TimeSpan.Zero);

    [Test]
    public void One_that_leaves_keeps_its_group_and_why_it_left()
    {
        var participation = new Participation { Role = CohortRole.Participant, GroupId = 3 };
        participation.Leave(" Vi hinner inte. ", At(CohortStage.Running), Now).ShouldBeNull();
        (
            participation.IsActive,
            participation.WithdrawnAt,
            participation.WithdrawnReason,
            participation.GroupId,
            participation.Version
        ).ShouldBe((false, Now, "Vi hinner inte.", 3, 1));
    }

    [TestCase(null)]
    [TestCase("  ")]
    public void Leaving_needs_a_reason(string? reason) =>
        Leave(reason).ShouldBe((RefusalKind.Invalid, "LeavingReasonMissing", "reason"));

    [Test]
    public void A_reason_may_be_as_long_as_it_can_be_kept()
    {
        Leave(new string('x', Participation.LongestComment)).ShouldBeNull();
        Leave(new string('x', Participation.LongestComment + 1)).ShouldBe((RefusalKind.Invalid, "TextTooLong", "reason"));
    }

    [TestCase(CohortStage.Planning, "TooEarlyStage")]
    [TestCase(CohortStage.Closed, "TooLateStage")]
    public void Nobody_leaves_before_applications_or_after_the_end(CohortStage stage, string rule) =>
        new Participation().Leave("reason", At(stage), Now)!.Rule.ShouldBe(rule);

    [Test]
    public void One_that_left_cannot_leave_again_nor_answer_anything()
    {
        var mentor = new Participation { Role = CohortRole.Mentor, WithdrawnAt = Now };
        mentor.Leave("again", At(CohortStage.Running), Now)!.Rule.ShouldBe("HasLeft");
        mentor.Offer(2, null, [], At(CohortStage.Running)).ShouldHaveSingleItem().Rule.ShouldBe("NotMentor");
        mentor.SetUnavailable(true, At(CohortStage.Running))!.Rule.ShouldBe("NotMentor");
        new Participation { Role = CohortRole.Participant, WithdrawnAt = Now }
            .StateAfterwards(Afterwards.MentorNext, null, At(CohortStage.Closed))!
            .Rule.ShouldBe("NotParticipant");
    }

    [Test]
    public void One_that_left_comes_back_as_mentor_with_everything_to_say_anew()
    {
        var mentor = new Participation
        {
            Role = CohortRole.Participant,
            GroupId = 3,
            WithdrawnAt = Now,
            WithdrawnReason = "Tid",
            Places = 2,
            When = "hösten",
            IsUnavailable = true,
            Afterwards = Afterwards.NotMentor,
            AfterwardsComment = "nej",
        };
        mentor.ComeBackAsMentor(At(CohortStage.Pairing)).ShouldBeNull();
        (mentor.Role, mentor.IsActive, mentor.WithdrawnReason, mentor.GroupId, mentor.Version).ShouldBe(
            (CohortRole.Mentor, true, null, null, 1)
        );
        (mentor.Places, mentor.When, mentor.IsUnavailable, mentor.Afterwards, mentor.AfterwardsComment).ShouldBe(
            (null, null, false, null, null)
        );
    }

    [Test]
    public void Coming_back_is_for_who_has_left_and_until_the_end()
    {
        new Participation { Role = CohortRole.Participant }
            .ComeBackAsMentor(At(CohortStage.Running))!
            .Rule.ShouldBe("TakesPartAlready");
        new Participation { WithdrawnAt = Now }
            .ComeBackAsMentor(At(CohortStage.Closed))!
            .Rule.ShouldBe("TooLateStage");
    }

    [TestCase(null)]
    [TestCase(0)]
    [TestCase(-1)]
    [TestCase(Participation.MostPlaces + 1)]
    public void Places_outside_what_a_mentor_can_take_are_refused(int? places)
    {
        var mentor = new Participation { Role = CohortRole.Mentor };
        mentor
            .Offer(places, null, [], At(CohortStage.Pairing))
            .ShouldHaveSingleItem()
            .ShouldSatisfyAllConditions(r => r.Rule.ShouldBe("PlacesOutside"), r => r.Field.ShouldBe("places"));
        (mentor.Places, mentor.Version).ShouldBe((null, 0));
    }

    [Test]
    public void Areas_outside_the_list_twice_or_too_many_are_refused()
    {
        var mentor = new Participation { Role = CohortRole.Mentor };
        Offer(mentor, "atlantis").ShouldBe(["FocusUnknown focus[0]"]);
        Offer(mentor, "schools", "schools").ShouldBe(["FocusUnknown focus[1]"]);
        Offer(mentor, [.. FocusAreas.All.Take(FocusAreas.Most + 1).Select(a => a.Key)]).ShouldBe(["FocusTooMany focus"]);
        Offer(mentor, [.. FocusAreas.All.Take(FocusAreas.Most).Select(a => a.Key)]).ShouldBeEmpty();
    }

    [Test]
    public void An_answer_makes_a_mentor_available_again()
    {
        var mentor = new Participation { Role = CohortRole.Mentor };
        mentor.SetUnavailable(true, At(CohortStage.Running)).ShouldBeNull();
        mentor.HasPlaces.ShouldBeFalse();
        mentor.Offer(2, " hösten ", [], At(CohortStage.Running)).ShouldBeEmpty();
        (mentor.HasPlaces, mentor.When, mentor.Version).ShouldBe((true, "hösten", 2));
    }

    [Test]
    public void A_participant_offers_no_places_and_a_mentor_says_nothing_of_afterwards()
    {
        new Participation { Role = CohortRole.Participant }
            .Offer(2, null, [], At(CohortStage.Running))
            .ShouldHaveSingleItem()
            .Rule.ShouldBe("NotMentor");
        new Participation { Role = CohortRole.Mentor }
            .StateAfterwards(Afterwards.MentorNext, null, At(CohortStage.Running))!
            .Rule.ShouldBe("NotParticipant");
    }

    [Test]
    public void What_comes_after_is_said_while_the_programme_goes_on_and_after_it()
    {
        var participant = new Participation { Role = CohortRole.Participant };
        participant.StateAfterwards(Afterwards.MentorLater, null, At(CohortStage.Pairing))!.Rule.ShouldBe("TooEarlyStage");
        participant.StateAfterwards(Afterwards.MentorLater, " gärna 2029 ", At(CohortStage.Closed)).ShouldBeNull();
        (participant.Afterwards, participant.AfterwardsComment).ShouldBe((Afterwards.MentorLater, "gärna 2029"));
        participant
            .StateAfterwards(Afterwards.MentorNext, new string('x', Participation.LongestComment + 1), At(CohortStage.Closed))!
            .Rule.ShouldBe("TextTooLong");
        participant.Afterwards.ShouldBe(Afterwards.MentorLater);
    }

    private static Cohort At(CohortStage stage) =>
        new()
        {
            Slug = "2027",
            Name = "2027",
            Instrument = "ten-step-2019",
            Stage = stage,
        };

    private static (RefusalKind, string, string?)? Leave(string? reason) =>
        new Participation().Leave(reason, At(CohortStage.Running), Now) is { } r ? (r.Kind, r.Rule, r.Field) : null;

    private static IEnumerable<string> Offer(Participation mentor, params string[] focus) =>
        mentor.Offer(2, null, focus, At(CohortStage.Running)).Select(r => $"{r.Rule} {r.Field}");
}

public class JoiningTests
{
    private static readonly DateTimeOffset Left = new(2027, 5, 1, 8, 0, 0, TimeSpan.Zero);

    [Test]
    public void Who_is_not_in_the_cohort_or_has_left_can_join()
    {
        Participation.WhyNotJoin(null).ShouldBeNull();
        Participation.WhyNotJoin(new Participation { Role = CohortRole.Participant, WithdrawnAt = Left }).ShouldBeNull();
    }

    [Test]
    public void A_mentor_cannot_be_participant_in_the_same_cohort_and_nobody_twice()
    {
        Participation.WhyNotJoin(new Participation { Role = CohortRole.Mentor })!.Rule.ShouldBe("MentorInCohort");
        Participation
            .WhyNotJoin(new Participation { Role = CohortRole.Mentor, WithdrawnAt = Left })!
            .Rule.ShouldBe("MentorInCohort");
        Participation.WhyNotJoin(new Participation { Role = CohortRole.Participant })!.Rule.ShouldBe("TakesPartAlready");
    }

    [Test]
    public void Who_comes_back_keeps_its_row_and_says_afterwards_but_has_no_group()
    {
        var participation = new Participation
        {
            Id = 7,
            Role = CohortRole.Participant,
            GroupId = 3,
            WithdrawnAt = Left,
            WithdrawnReason = "tid",
            Focus = ["care"],
            Version = 2,
            AfterwardsComment = "kvar",
        };
        participation.ComeBack(["schools"]).ShouldBeNull();
        (
            participation.Id,
            participation.IsActive,
            participation.WithdrawnReason,
            participation.GroupId,
            participation.Version,
            participation.AfterwardsComment
        ).ShouldBe((7, true, null, null, 3, "kvar"));
        participation.Focus.ShouldBe(["schools"]);
        new[] { participation.ComeBack([])! }.ShouldBeRefused(RefusalKind.Conflict, "TakesPartAlready");
        participation.Version.ShouldBe(3);
    }
}
