namespace ModelMunicipalities.Domain.Tests.Assessments;

/// <summary>Somebody reads everything she may, at every moment of a cohort's life, and adds and subtracts.</summary>
public class AttackerTests
{
    [Test]
    public void In_a_thousand_lives_nobody_works_out_anything_of_fewer_organisations_than_the_minimum()
    {
        var (read, renewed) = (0, 0);
        Parallel.For(0, 1000, seed =>
        {
            var life = new CohortLife(seed).Play();
            foreach (var attacker in life.Attackers)
            {
                (attacker.Fewest() ?? int.MaxValue).ShouldBeGreaterThanOrEqualTo(
                    life.Lowest,
                    $"seed {seed}, belonging to [{string.Join(", ", attacker.Own)}]"
                );
            }

            Interlocked.Add(ref read, life.Read);
            Interlocked.Add(ref renewed, life.Editions);
        });
        read.ShouldBeGreaterThan(5_000, "there is much to read");
        renewed.ShouldBeGreaterThan(2_700, "figures are made anew when enough differ");
    }

    [TestCase(Without.Editions)]
    [TestCase(Without.Staying)]
    [TestCase(Without.Knowing)]
    [TestCase(Without.Hiding)]
    [TestCase(Without.Sharing)]
    public void Without_any_one_of_the_rules_she_does(Without rule) =>
        Enumerable
            .Range(0, 150)
            .Select(seed => new CohortLife(seed, rule).Play())
            .Any(life => life.Attackers.Any(a => a.Fewest() < life.Lowest))
            .ShouldBeTrue();
}
