using Microsoft.EntityFrameworkCore;
using ModelMunicipalities.Domain.Meetings;

namespace ModelMunicipalities.App.Tests.Features.Meetings;

/// <summary>What tests of polls share: whom one asks, and what they have said.</summary>
public abstract class PollTest(DatabaseProvider provider) : MeetingListTest(provider)
{
    private protected static readonly string[] Six = ["Piteå", "Luleå", "Boden"];

    private protected static IEnumerable<Member> Members(TestNetwork network) =>
        from o in Six
        from f in Assessment.Functions
        select network[o, f];

    /// <summary>What each has said to the times in order.</summary>
    private protected static async Task<IReadOnlyList<(int Person, string Letters)>> SaidAsync(TestNetwork network) =>
        [
            .. (
                await network.InDbAsync(db =>
                    db.PollAnswers.Join(
                            db.PollSlots,
                            a => a.SlotId,
                            s => s.Id,
                            (a, s) =>
                                new
                                {
                                    a.PersonId,
                                    a.Reply,
                                    s.StartsAt,
                                }
                        )
                        .ToListAsync()
                )
            )
                .GroupBy(a => a.PersonId)
                .Select(g =>
                    (
                        g.Key,
                        new string([
                            .. g.OrderBy(a => a.StartsAt)
                                .Select(a =>
                                    a.Reply switch
                                    {
                                        PollReply.Yes => 'y',
                                        PollReply.IfNeedBe => 'i',
                                        _ => 'n',
                                    }
                                ),
                        ])
                    )
                ),
        ];
}
