using FsCheck.Fluent;
using ModelMunicipalities.Domain.Accounts;
using ModelMunicipalities.Domain.Assessments;
using ModelMunicipalities.Domain.Meetings;
using ModelMunicipalities.Domain.Tests.Kit;

namespace ModelMunicipalities.Domain.Tests.Meetings;

public class SlotRankingTests
{
    private static readonly DateTimeOffset Start = new(2027, 3, 4, 12, 0, 0, TimeSpan.Zero);

    /// <summary>
    /// Organisation 1 has persons 11, 12, 13 as politician, manager, key person; organisation 2 has 21, 22, 23.
    /// </summary>
    private static readonly AskedFunction[] Six =
    [
        .. from o in new[] { 1, 2 } from f in Assessment.Functions select new AskedFunction((10 * o) + (int)f, o, f),
    ];

    // Each slot: the answers of persons 11 12 13 21 22 23, y yes, i if need be, n no, - nothing.
    [TestCase("yyyyyy yyyyyy", "1 2", Description = "alike: the earliest")]
    [TestCase("yyyyyn yyyyyy", "2 1", Description = "complete goes first")]
    [TestCase("yyyyyn iiiiii", "2 1", Description = "complete if need be is complete, whatever many plain yes")]
    [TestCase("yyyyyi yyyyyy", "2 1", Description = "of two complete, most plain yes")]
    [TestCase("ynnnnn yynnnn", "2 1", Description = "of two incomplete, most who can come")]
    [TestCase("yynnnn iiinnn", "2 1", Description = "if need be counts as coming")]
    [TestCase("yinnnn yynnnn", "2 1", Description = "then most plain yes")]
    [TestCase("------ nnnnnn", "1 2", Description = "nothing said is not coming: the earliest")]
    [TestCase("------ nnnnny", "2 1", Description = "one is more than none")]
    public void The_times_come_in_order(string answers, string order) =>
        Rank(answers, Six).Select(r => r.Slot.Id).ShouldBe(order.Split(' ').Select(int.Parse));

    [Test]
    public void Each_time_is_counted_once_a_person()
    {
        var slot = Rank("yyin-n", Six).Single();
        (slot.Yes, slot.IfNeedBe, slot.CanCome, slot.No, slot.Unanswered, slot.IsComplete).ShouldBe((2, 1, 3, 2, 1, false));
        slot.Incomplete.Select(i => (i.OrganisationId, string.Join(' ', i.Lacks)))
            .ShouldBe([(2, "Politician Manager KeyPerson")]);
    }

    [Test]
    public void Who_has_several_functions_counts_once_and_stands_for_all_of_them()
    {
        AskedFunction[] asked =
        [
            new(11, 1, Function.Politician),
            new(11, 1, Function.Manager),
            new(11, 2, Function.KeyPerson),
            new(13, 1, Function.KeyPerson),
        ];
        var slot = Rank("y-y---", asked).Single();
        (slot.Yes, slot.Unanswered).ShouldBe((2, 0));
        slot.Incomplete.Select(i => (i.OrganisationId, string.Join(' ', i.Lacks))).ShouldBe([(2, "Politician Manager")]);
    }

    [Test]
    public void One_of_two_with_the_same_function_is_enough()
    {
        AskedFunction[] asked = [.. Six.Where(a => a.OrganisationId == 1), new(21, 1, Function.Politician)];
        SlotRanking.Of([Slot(1)], [1], asked, Answers(1, "nyyy--")).Single().IsComplete.ShouldBeTrue();
    }

    [Test]
    public void An_organisation_with_a_vacant_function_is_never_complete()
    {
        var asked = Six.Where(a => a is not { OrganisationId: 2, Function: Function.Manager }).ToList();
        var slot = SlotRanking.Of([Slot(1)], [1, 2, 3], asked, Answers(1, "yyyyyy")).Single();
        slot.Incomplete.Select(i => (i.OrganisationId, string.Join(' ', i.Lacks)))
            .ShouldBe([(2, "Manager"), (3, "Politician Manager KeyPerson")]);
        slot.Yes.ShouldBe(5, "person 22 has no place any more");
    }

    [Test]
    public void The_answers_of_who_has_left_are_left_out()
    {
        var slot = SlotRanking.Of([Slot(1)], [1], Six, Answers(1, "yyyyyy")).Single();
        (slot.Yes, slot.IsComplete, slot.Unanswered).ShouldBe((3, true, 0));
    }

    [Test]
    public void Whatever_order_it_is_all_given_in_the_ranking_is_the_same() =>
        Always.Holds(Gen.Elements('y', 'i', 'n', '-').ArrayOf(24).Zip(Gen.Choose(0, int.MaxValue)), input =>
        {
            var (letters, seed) = input;
            var random = new Random(seed);
            var slots = Enumerable.Range(1, 4).Select(Slot).ToArray();
            var answers = Enumerable.Range(0, 4).SelectMany(i => Answers(i + 1, new string(letters, 6 * i, 6))).ToArray();
            var straight = SlotRanking.Of(slots, [1, 2], Six, answers);
            var (asked, organisations) = (Six.ToArray(), new[] { 2, 1 });
            random.Shuffle(slots);
            random.Shuffle(answers);
            random.Shuffle(asked);
            var shuffled = SlotRanking.Of(slots, organisations, asked, answers);
            return Tell(straight).SequenceEqual(Tell(shuffled))
                && straight.All(r => r.Yes + r.IfNeedBe + r.No + r.Unanswered == 6)
                && straight.Zip(straight.Skip(1)).All(p => p.First.IsComplete || !p.Second.IsComplete);
        });

    private static IEnumerable<string> Tell(IReadOnlyList<RankedSlot> ranking) =>
        ranking.Select(r =>
            $"{r.Slot.Id} {r.Yes} {r.IfNeedBe} {r.No} {r.Unanswered} {string.Join(';', r.Incomplete.Select(i => $"{i.OrganisationId}:{string.Join(',', i.Lacks)}"))}"
        );

    private static IReadOnlyList<RankedSlot> Rank(string answers, IReadOnlyCollection<AskedFunction> asked)
    {
        var slots = answers.Split(' ');
        return SlotRanking.Of(
            slots.Select((_, i) => Slot(i + 1)),
            [1, 2],
            asked,
            slots.SelectMany((letters, i) => Answers(i + 1, letters))
        );
    }

    private static PollSlot Slot(int id) =>
        new()
        {
            Id = id,
            StartsAt = Start.AddDays(id),
            EndsAt = Start.AddDays(id).AddHours(3),
        };

    private static IEnumerable<PollAnswer> Answers(int slot, string letters) =>
        letters
            .Select((l, i) => (l, Six[i].PersonId))
            .Where(a => a.l != '-')
            .Select(a => new PollAnswer
            {
                SlotId = slot,
                PersonId = a.PersonId,
                Reply = a.l switch
                {
                    'y' => PollReply.Yes,
                    'i' => PollReply.IfNeedBe,
                    _ => PollReply.No,
                },
            });
}
