using ModelMunicipalities.Domain.Cohorts;

namespace ModelMunicipalities.Domain.Tests.Cohorts;

public class GroupHealthTests
{
    private static readonly GroupMember Participant = new(CohortRole.Participant, false, false, null);

    private static readonly GroupMember Mentor = new(CohortRole.Mentor, false, false, 3);

    private static readonly GroupMember Left = Participant with { HasLeft = true };

    [Test]
    public void A_mentor_with_as_many_participants_as_it_can_take_is_as_it_should_be()
    {
        Of(Mentor, Participant, Participant, Participant).ShouldBeEmpty();
        Of(Mentor with { Places = 2 }, Participant, Participant).ShouldBeEmpty();
        Of(Mentor with { Places = null }, Participant, Participant).ShouldBeEmpty("it has not said what it can take");
    }

    [Test]
    public void Peers_without_a_mentor_are_as_they_should_be() => Of(Participant, Participant).ShouldBeEmpty();

    [Test]
    public void A_mentor_that_left_is_missed() =>
        Of(Mentor with { HasLeft = true }, Participant, Participant).ShouldBe([GroupFlag.MentorLeft]);

    [Test]
    public void A_mentor_that_took_over_is_enough() =>
        Of(Mentor with { HasLeft = true }, Mentor, Participant, Participant).ShouldBeEmpty();

    [Test]
    public void A_mentor_that_cannot_take_anybody_is_flagged_whatever_its_places() =>
        Of(Mentor with { IsUnavailable = true, Places = 1 }, Participant, Participant).ShouldBe([GroupFlag.MentorUnavailable]);

    [Test]
    public void More_participants_than_places_are_flagged_and_those_that_left_do_not_count()
    {
        Of(Mentor with { Places = 2 }, Participant, Participant, Participant).ShouldBe([GroupFlag.MoreThanPlaces]);
        Of(Mentor with { Places = 2 }, Participant, Participant, Left).ShouldBeEmpty();
    }

    [Test]
    public void One_participant_alone_is_too_few()
    {
        Of(Mentor, Participant, Left).ShouldBe([GroupFlag.TooFewParticipants]);
        Of(Mentor, Left, Left).ShouldBe([GroupFlag.TooFewParticipants]);
        Of(Participant, Left).ShouldBe([GroupFlag.TooFewParticipants]);
    }

    [Test]
    public void More_than_one_thing_may_be_wrong() =>
        Of(Mentor with { HasLeft = true }, Participant, Left).ShouldBe([GroupFlag.MentorLeft, GroupFlag.TooFewParticipants]);

    [Test]
    public void Where_nobody_is_left_there_is_no_group_to_look_after()
    {
        Of().ShouldBeEmpty();
        Of(Mentor with { HasLeft = true }, Left).ShouldBeEmpty();
    }

    [Test]
    public void The_groups_of_a_closed_cohort_are_as_they_were() =>
        GroupHealth.Of(CohortStage.Closed, [Mentor with { HasLeft = true }, Participant]).ShouldBeEmpty();

    private static IReadOnlyList<GroupFlag> Of(params GroupMember[] members) => GroupHealth.Of(CohortStage.Running, members);
}
