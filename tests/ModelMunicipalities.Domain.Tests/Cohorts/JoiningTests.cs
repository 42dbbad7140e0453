using ModelMunicipalities.Domain.Cohorts;
using ModelMunicipalities.Domain.Tests.Kit;

namespace ModelMunicipalities.Domain.Tests.Cohorts;

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
