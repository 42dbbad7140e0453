using FsCheck;
using FsCheck.Fluent;
using ModelMunicipalities.Domain.Cohorts;
using ModelMunicipalities.Domain.Tests.Kit;

namespace ModelMunicipalities.Domain.Tests.Cohorts;

public class GenerationsTests
{
    private static readonly Gen<Mentorship[]> Any = (
        from cohort in Gen.Choose(0, 4)
        from mentor in Gen.Choose(1, 6)
        from participant in Gen.Choose(1, 6)
        from mentorLeft in Gen.Elements(true, false)
        from participantLeft in Gen.Elements(true, false)
        select new Mentorship(cohort, mentor, participant, mentorLeft, participantLeft)
    ).ArrayOf(25);

    [Test]
    public void Who_began_as_mentor_is_a_root_with_its_participants_cohort_by_cohort() =>
        Tree(new(0, 1, 2), new(0, 1, 3), new(2, 1, 4)).ShouldBe("1[0:2,3;2:4]");

    [Test]
    public void A_participant_that_later_is_mentor_leads_on_to_its_own_participants() =>
        Tree(new(0, 1, 2), new(0, 1, 3), new(1, 2, 4), new(2, 4, 5)).ShouldBe("1[0:2[1:4[2:5]],3]");

    [Test]
    public void Two_that_have_mentored_each_other_make_no_circle() =>
        Tree(new(0, 1, 2), new(1, 2, 1), new(2, 1, 3)).ShouldBe("1[0:2[1:1[2:3]]]");

    [Test]
    public void Being_mentor_of_each_other_at_once_makes_two_roots() =>
        Tree(new(0, 1, 2), new(0, 2, 1)).ShouldBe("1[0:2] 2[0:1]");

    [Test]
    public void Who_was_mentor_before_it_was_participant_is_a_root_first() =>
        Tree(new(0, 2, 5), new(1, 1, 2), new(2, 2, 6)).ShouldBe("2[0:5] 1[1:2[2:6]]");

    [Test]
    public void It_leads_on_from_the_latest_time_that_it_took_part() =>
        Tree(new(0, 1, 2), new(1, 3, 2), new(2, 2, 4)).ShouldBe("1[0:2] 3[1:2[2:4]]");

    [Test]
    public void Nobody_leads_on_from_a_later_cohort() => Tree(new(1, 1, 2), new(0, 2, 3)).ShouldBe("2[0:3] 1[1:2]");

    [Test]
    public void Who_left_is_marked_and_leads_on_from_the_mentor_that_stayed() =>
        Tree(new(0, 1, 2, MentorLeft: true), new(0, 3, 2), new(0, 3, 5, ParticipantLeft: true), new(1, 2, 4))
            .ShouldBe("1[0-:2] 3[0:2[1:4],5-]");

    [Test]
    public void Nobody_is_its_own_mentor_and_nothing_counts_twice() =>
        Tree(new(0, 1, 1), new(0, 1, 2), new(0, 1, 2)).ShouldBe("1[0:2]");

    [Test]
    public void Without_mentors_there_is_no_tree() => Generations.Of([]).ShouldBeEmpty();

    [Test]
    public void Whatever_the_rows_each_mentorship_stands_in_the_tree_once_and_every_branch_leads_forward_in_time() =>
        Always.Holds(Any, rows =>
        {
            var told = new List<(int, int, int)>();
            var forward = true;
            foreach (var root in Generations.Of(rows))
            {
                Walk(root, -1);
            }

            return forward
                && told.Order()
                    .SequenceEqual(
                        rows.Where(r => r.Mentor != r.Participant)
                            .Select(r => (r.Cohort, r.Mentor, r.Participant))
                            .Distinct()
                            .Order()
                    );

            void Walk(Generation node, int after)
            {
                foreach (var branch in node.Mentored)
                {
                    forward &= branch.Cohort > after;
                    foreach (var participant in branch.Participants)
                    {
                        told.Add((branch.Cohort, node.Organisation, participant.Organisation));
                        Walk(participant, branch.Cohort);
                    }
                }
            }
        });

    /// <summary>The tree in short: organisation[cohort:participants;cohort:participants], a dash after who left.</summary>
    private static string Tree(params Mentorship[] mentorships) => string.Join(" ", Generations.Of(mentorships).Select(Write));

    private static string Write(Generation node) =>
        $"{node.Organisation}{(node.HasLeft ? "-" : "")}"
        + (
            node.Mentored.Count == 0
                ? ""
                : $"[{string.Join(";", node.Mentored.Select(m => $"{m.Cohort}{(m.HasLeft ? "-" : "")}:{string.Join(",", m.Participants.Select(Write))}"))}]"
        );
}
