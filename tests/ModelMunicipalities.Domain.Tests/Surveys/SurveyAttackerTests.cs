namespace ModelMunicipalities.Domain.Tests.Surveys;

/// <summary>
/// Somebody reads everything she may of a cohort's surveys, at every moment of their life, and adds and subtracts: one who was
/// never asked, two who know their own answers, and one who reads before she is asked herself.
/// </summary>
public class SurveyAttackerTests
{
    [Test]
    public void In_a_thousand_lives_nobody_works_out_anything_of_fewer_others_than_the_minimum()
    {
        var (read, changes, anew) = (0, 0, 0);
        Parallel.For(0, 1000, seed =>
        {
            var life = new SurveyLife(seed).Play();
            foreach (var attacker in life.Attackers)
            {
                var who = $"seed {seed}, being [{string.Join(", ", attacker.Own)}]";
                (attacker.Fewest() ?? int.MaxValue).ShouldBeGreaterThanOrEqualTo(life.Lowest, who);
                attacker.LearnsNothingOfFewerThan(life.Lowest).ShouldBeTrue(who);
            }

            Interlocked.Add(ref read, life.Read);
            Interlocked.Add(ref changes, life.Changes);
            Interlocked.Add(ref anew, life.Recounts);
        });
        read.ShouldBeGreaterThan(20_000, "there is much to read");
        changes.ShouldBeGreaterThan(600, "changes among those who answered both times are shown");
        anew.ShouldBeGreaterThan(1_200, "surveys are counted anew when enough differ");
    }

    [TestCase(Missing.Publishing)]
    [TestCase(Missing.Deciding)]
    [TestCase(Missing.Remembering)]
    [TestCase(Missing.Functions)]
    [TestCase(Missing.OneMore)]
    public void Without_any_one_of_the_rules_she_does(Missing rule) =>
        Enumerable
            .Range(0, 400)
            .Select(seed => new SurveyLife(seed, rule).Play())
            .Any(life => life.Attackers.Any(a => !a.LearnsNothingOfFewerThan(life.Lowest)))
            .ShouldBeTrue();
}
