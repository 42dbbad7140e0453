using ModelMunicipalities.Domain.Assessments;
using ModelMunicipalities.Domain.Cohorts;

namespace ModelMunicipalities.Domain.Tests.Cohorts;

public class CompanionsTests
{
    private static readonly DateTimeOffset Day = new(2031, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private static readonly GroupPast[] Pasts =
    [
        new(1, [Stay(7, 0, 10)]),
        new(2, [Stay(7, 5, 20), Stay(8, 20, 30)]),
        new(3, [Stay(8, 25, 40)]),
        new(4, [Stay(GroupStay.Network, 3, 9)]),
        new(5, [Stay(7, 10, 12)]),
    ];

    [Test]
    public void Those_who_were_in_a_group_at_the_same_time_know_each_other_while_they_were() =>
        Companions
            .Of([2], Pasts)
            .ShouldBe(
                [
                    new(2, DateTimeOffset.MinValue, DateTimeOffset.MaxValue),
                    new(4, Day.AddDays(3), Day.AddDays(9), InPart: true),
                    new(1, Day.AddDays(5), Day.AddDays(10)),
                    new(5, Day.AddDays(10), Day.AddDays(12)),
                    new(3, Day.AddDays(25), Day.AddDays(30)),
                ],
                ignoreOrder: true
            );

    [Test]
    public void Who_belongs_to_several_knows_what_each_knows_and_meets_none_of_her_own() =>
        Companions.Of([1, 2], Pasts).Select(k => k.Organisation).ShouldBe([1, 2, 5, 3, 4]);

    [Test]
    public void Of_each_is_the_same_as_of_one_after_the_other() =>
        Companions
            .OfEach(
                [
                    [1],
                    [2],
                    [3],
                    [4],
                    [5],
                ],
                Pasts
            )
            .ShouldBe(Enumerable.Range(1, 5).Select(o => Companions.Of([o], Pasts)), new Alike());

    private static GroupStay Stay(int group, int from, int until) => new(group, Day.AddDays(from), Day.AddDays(until));

    private sealed class Alike : IEqualityComparer<IReadOnlyList<Acquaintance>>
    {
        public bool Equals(IReadOnlyList<Acquaintance>? x, IReadOnlyList<Acquaintance>? y) => x!.SequenceEqual(y!);

        public int GetHashCode(IReadOnlyList<Acquaintance> obj) => obj.Count;
    }
}
