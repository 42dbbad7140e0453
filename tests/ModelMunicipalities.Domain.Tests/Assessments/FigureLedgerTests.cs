using ModelMunicipalities.Domain.Assessments;

namespace ModelMunicipalities.Domain.Tests.Assessments;

public class FigureLedgerTests
{
    private static readonly DateTimeOffset Day = new(2031, 1, 1, 0, 0, 0, TimeSpan.Zero);

    // Of six organisations 1 to 3 answered both times the same, 4 and 5 otherwise the second time; 6 did not answer.
    private static readonly FigureLedger Ledger = new(
        1,
        [new FigureOccasion(1, Day, Day.AddDays(1))],
        [Edition(1, "1", "1", "1", "1", "1", null), Edition(2, "1", "1", "1", "2", "2", null)]
    );

    [Test]
    public void Those_who_know_as_much_of_organisations_counted_alike_are_one_kind_of_reader() =>
        Ledger
            .Unlike([
                [],
                [Own(1)],
                [Own(2)],
                [Own(3), Met(1)],
                [Own(2), Met(3)],
                [],
            ])
            .Select(r => r.Count)
            .ShouldBe([0, 1, 2]);

    [Test]
    public void Who_knows_another_number_or_other_answers_or_at_another_time_or_in_part_is_another()
    {
        IReadOnlyCollection<Acquaintance>[] readers =
        [
            [],
            [Own(1)],
            [Own(4)],
            [Own(6)],
            [Own(7)],
            [Own(1), Own(2)],
            [Own(1), Own(4)],
            [Own(1), Met(1)],
            [Own(1), Met(2)],
            [Own(1), Met(2) with { From = Day.AddDays(3) }],
            [Own(1), Met(2) with { Until = Day.AddDays(3) }],
            [Own(1), Met(2) with { InPart = true }],
        ];
        Ledger.Unlike(readers).ShouldBe(readers);
    }

    private static Acquaintance Own(int organisation) => new(organisation, DateTimeOffset.MinValue, DateTimeOffset.MaxValue);

    private static Acquaintance Met(int organisation) => new(organisation, Day, DateTimeOffset.MaxValue);

    private static Edition Edition(int number, params string?[] profiles) =>
        new()
        {
            OccasionId = 1,
            Number = number,
            PublishedAt = Day.AddDays(number),
            MinimumCell = 3,
            Rows = [.. profiles.Select((p, i) => new EditionRow(i + 1, p))],
        };
}
