using FsCheck.Fluent;
using ModelMunicipalities.Domain.Assessments;
using ModelMunicipalities.Domain.Tests.Kit;

namespace ModelMunicipalities.Domain.Tests.Assessments;

public class StatusRuleTests
{
    private static readonly StatusRule ModelMunicipality = Checklist.TenSteps.Status!;

    /// <summary>Each rule with its number of steps and the highest answer of its scale; the first is the one in use.</summary>
    private static readonly (StatusRule Rule, int Steps, int Highest)[] Rules =
    [
        (ModelMunicipality, 10, 3),
        (new StatusRule(2, new StepsAtLevel(4, 3)), 6, 4),
        (new StatusRule(3, new StepsAtLevel(4, 5)), 6, 4),
        (new StatusRule(2, new StepsAtLevel(3, 4)), 6, 4),
        (new StatusRule(2, new StepsAtLevel(2, 3)), 6, 4),
        (new StatusRule(1, new StepsAtLevel(3, 7)), 7, 3),
        (new StatusRule(3, new StepsAtLevel(3, 0)), 6, 3),
    ];

    private static readonly TestCaseData[] EachRule =
    [
        .. Rules.Select(r =>
            new TestCaseData(r.Rule, r.Steps, r.Highest).SetArgDisplayNames(
                $"{r.Steps} steps of 1–{r.Highest}, each at least {r.Rule.EveryStepAtLeast}, {r.Rule.StepsAtLevel.AtLeast} at {r.Rule.StepsAtLevel.Level}"
            )
        ),
    ];

    [Test]
    public void A_model_municipality_has_no_step_at_one_and_at_least_six_at_three() =>
        AllScores(10, 3)
            .Where(s => ModelMunicipality.IsMetBy(s) != (!s.Contains(1) && s.Count(x => x == 3) >= 6))
            .ShouldBeEmpty();

    [TestCaseSource(nameof(EachRule))]
    public void The_rule_is_met_exactly_when_nothing_remains(StatusRule rule, int steps, int highest) =>
        AllScores(steps, highest).Where(s => rule.IsMetBy(s) != (rule.WhatRemains(s).Steps.Count == 0)).ShouldBeEmpty();

    [TestCaseSource(nameof(EachRule))]
    public void No_smaller_number_of_steps_would_do(StatusRule rule, int steps, int highest)
    {
        var fewest = FewestRises(rule, steps, highest);
        AllScores(steps, highest).Where((s, i) => rule.WhatRemains(s).Steps.Count != fewest[i]).ShouldBeEmpty();
    }

    [TestCaseSource(nameof(EachRule))]
    public void Raising_exactly_the_told_steps_meets_the_rule_and_nothing_less_does(StatusRule rule, int steps, int highest)
    {
        AllScores(steps, highest).Where(scores => !Holds(scores, rule.WhatRemains(scores).Steps)).ShouldBeEmpty();

        bool Holds(int?[] scores, IReadOnlyList<Rise> told) =>
            told.All(r => scores[r.Step - 1] == r.From && r.To > r.From && r.To <= highest)
            && told.Zip(told.Skip(1)).All(pair => pair.First.Step < pair.Second.Step)
            && rule.IsMetBy(Raised(scores, told))
            && told.All(one => !rule.IsMetBy(Raised(scores, told.Select(r => r == one ? r with { To = r.To - 1 } : r))));
    }

    [TestCaseSource(nameof(EachRule))]
    public void Any_choice_among_the_alternatives_serves_as_well(StatusRule rule, int steps, int highest)
    {
        AllScores(steps, highest).Where(scores => !Holds(scores, rule.WhatRemains(scores))).ShouldBeEmpty();

        bool Holds(int?[] scores, Remaining remaining)
        {
            var free = remaining.Steps.Where(r => remaining.Alternatives.Contains(r.Step)).ToList();
            var needed = Raised(scores, remaining.Steps.Except(free));
            return free.Count == remaining.Free
                && Choices(remaining.Alternatives, remaining.Free)
                    .All(choice =>
                        rule.IsMetBy(Raised(needed, choice.Select(step => new Rise(step, 0, rule.StepsAtLevel.Level))))
                    );
        }
    }

    [Test]
    public void Steps_that_are_aimed_at_are_named_before_others()
    {
        var cases =
            from scores in Gen.Choose(1, 3).ArrayOf(10)
            from targets in Gen.Frequency((2, Gen.Constant(0)), (1, Gen.Choose(1, 3))).ArrayOf(10)
            select (
                Scores: scores.Select(s => (int?)s).ToArray(),
                Targets: targets.Select(t => t == 0 ? (int?)null : t).ToArray()
            );
        Always.Holds(
            cases,
            c =>
            {
                var plain = ModelMunicipality.WhatRemains(c.Scores);
                var aimed = ModelMunicipality.WhatRemains(c.Scores, c.Targets);
                var alternativesAimedAt = aimed.Alternatives.Where(step => c.Targets[step - 1] == 3).ToList();
                var lowAimedAt = aimed.Steps.Where(r => r.From == 1 && c.Targets[r.Step - 1] == 3).ToList();
                var lowToTop = aimed.Steps.Count(r => r is { From: 1, To: 3 });
                return aimed.Steps.Count == plain.Steps.Count
                    && aimed.Alternatives.SequenceEqual(plain.Alternatives)
                    && ModelMunicipality.IsMetBy(Raised(c.Scores, aimed.Steps))
                    && aimed.Steps.Count(r => alternativesAimedAt.Contains(r.Step))
                        == Math.Min(aimed.Free, alternativesAimedAt.Count)
                    && lowAimedAt.Count(r => r.To == 3) == Math.Min(lowToTop, lowAimedAt.Count);
            },
            times: 2000
        );
    }

    [Test]
    public void A_step_that_is_not_scored_is_told_apart_and_keeps_the_rule_from_being_met()
    {
        int?[] scores = [3, 3, null, 3, 3, 3, 3, 2, 1, null];
        var remaining = ModelMunicipality.WhatRemains(scores);
        ModelMunicipality.IsMetBy(scores).ShouldBeFalse();
        remaining.Unscored.ShouldBe([3, 10]);
        remaining.Steps.ShouldBe([new Rise(9, 1, 2)]);
        remaining.LackingAtLevel.ShouldBe(0);
    }

    [Test]
    public void Nothing_scored_leaves_everything_unscored_and_nothing_to_raise()
    {
        var remaining = ModelMunicipality.WhatRemains(new int?[10]);
        (remaining.Steps.Count, remaining.Unscored.Count, remaining.LackingAtLevel, remaining.Free).ShouldBe((0, 10, 6, 0));
    }

    [Test]
    public void With_the_told_steps_raised_the_rule_is_met_once_the_rest_is_scored_as_needed()
    {
        var partial = Gen.Choose(0, 3).ArrayOf(10).Select(scores => scores.Select(s => s == 0 ? (int?)null : s).ToArray());
        Always.Holds(
            partial,
            scores =>
            {
                var remaining = ModelMunicipality.WhatRemains(scores);
                var raised = Raised(scores, remaining.Steps);
                var stillLacking = 6 - raised.Count(s => s == 3);
                foreach (var (step, i) in remaining.Unscored.Select((step, i) => (step, i)))
                {
                    raised[step - 1] = i < stillLacking ? 3 : 2;
                }

                return ModelMunicipality.IsMetBy(scores) == (remaining.Unscored.Count == 0 && remaining.Steps.Count == 0)
                    && ModelMunicipality.IsMetBy(raised)
                    && remaining.LackingAtLevel == Math.Max(0, 6 - scores.Count(s => s == 3));
            },
            times: 2000
        );
    }

    /// <summary>Every way to score the steps, in an order in which a rise leads to a later one.</summary>
    private static IEnumerable<int?[]> AllScores(int steps, int highest)
    {
        var count = (int)Math.Pow(highest, steps);
        for (var i = 0; i < count; i++)
        {
            var scores = new int?[steps];
            for (var (step, rest) = (0, i); step < steps; step++, rest /= highest)
            {
                scores[step] = 1 + (rest % highest);
            }

            yield return scores;
        }
    }

    /// <summary>
    /// For every way to score the fewest steps that have to rise: none where the rule is met, else one more than after the
    /// best single rise.
    /// </summary>
    private static int[] FewestRises(StatusRule rule, int steps, int highest)
    {
        var all = AllScores(steps, highest).ToList();
        var fewest = new int[all.Count];
        for (var i = all.Count - 1; i >= 0; i--)
        {
            fewest[i] = rule.IsMetBy(all[i]) ? 0 : 1 + SingleRises(i, all[i], highest).Min(after => fewest[after]);
        }

        return fewest;
    }

    private static IEnumerable<int> SingleRises(int index, int?[] scores, int highest)
    {
        for (var (step, place) = (0, 1); step < scores.Length; step++, place *= highest)
        {
            for (var by = 1; scores[step] + by <= highest; by++)
            {
                yield return index + (by * place);
            }
        }
    }

    private static int?[] Raised(int?[] scores, IEnumerable<Rise> rises)
    {
        var raised = scores.ToArray();
        foreach (var rise in rises)
        {
            raised[rise.Step - 1] = rise.To;
        }

        return raised;
    }

    private static IEnumerable<IEnumerable<int>> Choices(IReadOnlyList<int> among, int count) =>
        count == 0
            ?
            [
                [],
            ]
            : among.SelectMany((first, i) => Choices([.. among.Skip(i + 1)], count - 1).Select(rest => rest.Prepend(first)));
}
