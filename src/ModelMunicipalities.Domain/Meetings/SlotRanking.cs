using ModelMunicipalities.Domain.Accounts;
using ModelMunicipalities.Domain.Assessments;

namespace ModelMunicipalities.Domain.Meetings;

/// <summary>A function that somebody has in an organisation that is to meet. Who has several is there once for each.</summary>
/// <param name="PersonId">Who.</param>
/// <param name="OrganisationId">Where.</param>
/// <param name="Function">As what.</param>
public sealed record AskedFunction(int PersonId, int OrganisationId, Function Function);

/// <summary>An organisation that could not be represented by all three functions at a time.</summary>
/// <param name="OrganisationId">Which.</param>
/// <param name="Lacks">The functions that nobody could come for, vacant ones too.</param>
public sealed record IncompleteOrganisation(int OrganisationId, IReadOnlyList<Function> Lacks);

/// <summary>A proposed time with what has been said of it. Each person counts once.</summary>
/// <param name="Slot">The time.</param>
/// <param name="Incomplete">The organisations that could not be represented by all three functions, by identity.</param>
/// <param name="Yes">How many can come.</param>
/// <param name="IfNeedBe">How many can come if need be.</param>
/// <param name="No">How many cannot.</param>
/// <param name="Unanswered">How many have not said.</param>
public sealed record RankedSlot(
    PollSlot Slot,
    IReadOnlyList<IncompleteOrganisation> Incomplete,
    int Yes,
    int IfNeedBe,
    int No,
    int Unanswered
)
{
    /// <summary>True when every organisation could be represented by all three functions.</summary>
    public bool IsComplete => Incomplete.Count == 0;

    /// <summary>How many can come, also those only if need be.</summary>
    public int CanCome => Yes + IfNeedBe;
}

/// <summary>Which of the proposed times suits best.</summary>
public static class SlotRanking
{
    /// <summary>
    /// The times in order: first those at which every organisation is represented by all three functions; then those that
    /// most can come to, if need be too; then those that most can come to without; then the earliest.
    /// </summary>
    /// <param name="slots">The times.</param>
    /// <param name="organisations">The organisations that are to meet, also those without people.</param>
    /// <param name="asked">Their functions now. Answers of others are left out: their place has ended.</param>
    /// <param name="answers">What has been said.</param>
    /// <remarks>The order of what goes in does not matter.</remarks>
    public static IReadOnlyList<RankedSlot> Of(
        IEnumerable<PollSlot> slots,
        IReadOnlyCollection<int> organisations,
        IReadOnlyCollection<AskedFunction> asked,
        IEnumerable<PollAnswer> answers
    )
    {
        ArgumentNullException.ThrowIfNull(slots);
        ArgumentNullException.ThrowIfNull(organisations);
        ArgumentNullException.ThrowIfNull(asked);
        ArgumentNullException.ThrowIfNull(answers);
        var people = asked.Where(a => organisations.Contains(a.OrganisationId)).ToList();
        var persons = people.Select(p => p.PersonId).ToHashSet();
        var said = answers.Where(a => persons.Contains(a.PersonId)).ToLookup(a => a.SlotId);
        return
        [
            .. slots
                .Select(slot =>
                {
                    var replies = said[slot.Id].DistinctBy(a => a.PersonId).ToDictionary(a => a.PersonId, a => a.Reply);
                    var coming = people
                        .Where(p => replies.GetValueOrDefault(p.PersonId) is PollReply.Yes or PollReply.IfNeedBe)
                        .Select(p => (p.OrganisationId, p.Function))
                        .ToHashSet();
                    int Count(PollReply reply) => replies.Values.Count(r => r == reply);
                    return new RankedSlot(
                        slot,
                        [
                            .. organisations
                                .Distinct()
                                .Order()
                                .Select(o => new IncompleteOrganisation(
                                    o,
                                    [.. Assessment.Functions.Where(f => !coming.Contains((o, f)))]
                                ))
                                .Where(o => o.Lacks.Count > 0),
                        ],
                        Count(PollReply.Yes),
                        Count(PollReply.IfNeedBe),
                        Count(PollReply.No),
                        persons.Count - replies.Count
                    );
                })
                .OrderByDescending(r => r.IsComplete)
                .ThenByDescending(r => r.CanCome)
                .ThenByDescending(r => r.Yes)
                .ThenBy(r => r.Slot.StartsAt)
                .ThenBy(r => r.Slot.EndsAt)
                .ThenBy(r => r.Slot.Id),
        ];
    }
}
