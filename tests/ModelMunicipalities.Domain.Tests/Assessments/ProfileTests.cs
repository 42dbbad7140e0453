using FsCheck;
using FsCheck.Fluent;
using ModelMunicipalities.Domain.Assessments;
using ModelMunicipalities.Domain.Tests.Kit;

namespace ModelMunicipalities.Domain.Tests.Assessments;

public class ProfileTests
{
    private static readonly Gen<int[]> Scores = Gen.Choose(0, 9).ArrayOf(13);

    [Test]
    public void What_is_kept_is_read_back_the_same() => Always.Holds(Scores, scores =>
        {
            var kept = Profile.Of(scores.Length, Consensus(scores));
            var read = Profile.Parse(kept)!;
            return kept == string.Concat(scores)
                && read.Scores.SequenceEqual(scores.Select(s => s == 0 ? (int?)null : s))
                && Enumerable.Range(1, scores.Length).All(step => read[step] == (scores[step - 1] == 0 ? null : scores[step - 1]))
                && read.Sum == scores.Sum()
                && read.IsComplete == !scores.Contains(0);
        });

    [Test]
    public void What_moved_is_told_with_from_and_to() => Always.Holds(Gen.Two(Scores), scores =>
        {
            var (earlier, later) = scores;
            var (from, to) = (Profile.Parse(string.Concat(earlier))!, Profile.Parse(string.Concat(later))!);
            var moved = to.Moved(from).ToList();
            return moved.Select(m => m.Step).SequenceEqual(Enumerable.Range(1, 13).Where(s => earlier[s - 1] != later[s - 1]))
                && moved.All(m => m.From == from[m.Step] && m.To == to[m.Step])
                && !to.Moved(to).Any();
        });

    [Test]
    public void The_order_in_which_answers_were_given_does_not_matter()
    {
        ConsensusScore[] given = [Score(3, 2), Score(1, 3)];
        Profile.Of(4, given).ShouldBe("3020");
        Profile.Of(4, [.. given.Reverse()]).ShouldBe("3020");
    }

    [Test]
    public void An_answer_without_a_score_is_not_scored() =>
        Profile.Of(2, [new ConsensusScore { Step = 1 }, Score(2, 1)]).ShouldBe("01");

    [Test]
    public void Nothing_kept_is_no_profile() => Profile.Parse(null).ShouldBeNull();

    [TestCase(0)]
    [TestCase(-1)]
    [TestCase(4)]
    public void A_step_outside_the_list_has_no_score(int step) => Profile.Parse("321")![step].ShouldBeNull();

    private static List<ConsensusScore> Consensus(int[] scores) =>
        [.. scores.Select((score, i) => Score(i + 1, score == 0 ? null : score))];

    private static ConsensusScore Score(int step, int? score) => new() { Step = step, Score = score };
}
