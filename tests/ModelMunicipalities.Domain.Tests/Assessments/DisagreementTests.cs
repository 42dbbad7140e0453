using ModelMunicipalities.Domain.Accounts;
using ModelMunicipalities.Domain.Assessments;
using ModelMunicipalities.Domain.Tests.Kit;

namespace ModelMunicipalities.Domain.Tests.Assessments;

public class DisagreementTests
{
    [Test]
    public void The_largest_disagreement_comes_first_and_equals_in_order_of_number()
    {
        var scene = new Scene();
        scene.Save(Function.Politician, scene.AllSteps());
        scene.Save(Function.Manager, scene.AllSteps());
        scene.Save(Function.KeyPerson, scene.AllSteps());
        scene.Save(Function.Politician, new GivenAnswer(7, 3), new GivenAnswer(4, 3));
        scene.Save(Function.Manager, new GivenAnswer(7, 1), new GivenAnswer(9, 1));

        var largest = Disagreement.Largest(scene.Assessment, scene.Instrument);

        largest
            .Select(d => (d.Step, d.Spread))
            .ShouldBe([(7, 2), (4, 1), (9, 1), (1, 0), (2, 0), (3, 0), (5, 0), (6, 0), (8, 0), (10, 0)]);
        largest[0]
            .Scores.ShouldBe(
                new Dictionary<Function, int>
                {
                    [Function.Politician] = 3,
                    [Function.Manager] = 1,
                    [Function.KeyPerson] = 2,
                },
                ignoreOrder: true
            );
        largest.Count(d => d.Agrees).ShouldBe(7);
    }

    [Test]
    public void A_function_that_has_not_scored_a_step_has_no_part_in_it()
    {
        var scene = new Scene();
        scene.Save(Function.Politician, new GivenAnswer(1, 3));
        scene.Save(Function.Manager, new GivenAnswer(1, null, "not sure"));

        var first = Disagreement.Largest(scene.Assessment, scene.Instrument)[0];

        first.Scores.Keys.ShouldBe([Function.Politician]);
        first.Agrees.ShouldBeTrue();
    }
}
