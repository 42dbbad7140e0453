namespace ModelMunicipalities.Domain.Pairing;

/// <summary>
/// Why no assignment exists, when the totals would do. A way to give every participant a mentor within the most, and one to
/// give every mentor its least, together make a way that does both (Mendelsohn and Dulmage); so one of the two is impossible,
/// and by König and Hall some then want more than all that they may have. Those are found and named.
/// </summary>
internal static class Shortage
{
    public static IReadOnlyList<Refusal> Of(PairingInput input)
    {
        var refusals = new List<Refusal>();
        var (participants, mentors) = (input.Participants.Length, input.Mentors.Length);
        foreach (var (wanting, wanted) in Overfull(participants, input.Most, input.May))
        {
            var names = Names(wanting.Select(i => input.Participants[i]));
            if (wanted.Count == 0)
            {
                var field = $"participants[{input.Problem.Participants.ToList().IndexOf(input.Participants[wanting[0]])}]";
                refusals.Add(Refusal.Invalid("NoMentorLeft", field, names));
                continue;
            }

            var where = Names(wanted.Select(m => input.Mentors[m].Organisation));
            refusals.Add(
                Refusal.Invalid("TooFewPlacesFor", "mentors", wanting.Count, names, where, wanted.Sum(m => input.Most[m]))
            );
        }

        // Here the mentors' places want participants.
        int[] placeOf = [.. Enumerable.Range(0, mentors).SelectMany(m => Enumerable.Repeat(m, input.Least[m]))];
        var one = new int[participants];
        Array.Fill(one, 1);
        var lacking = Overfull(placeOf.Length, one, (place, i) => input.May(i, placeOf[place]))
            .Select(set =>
                (Mentors: set.Wanting.Select(place => placeOf[place]).Distinct().ToList(), Participants: set.Wanted.Count)
            );
        foreach (var (who, left) in lacking.DistinctBy(l => l.Mentors[0]))
        {
            var names = Names(who.Select(m => input.Mentors[m].Organisation));
            refusals.Add(Refusal.Invalid("TooFewParticipantsFor", "mentors", names, who.Sum(m => input.Least[m]), left));
        }

        return refusals;
    }

    private static string Names(IEnumerable<PairingOrganisation> organisations) =>
        string.Join(", ", organisations.Select(o => o.Name));

    /// <summary>
    /// Sets of those who want one place each and together may have only these places, which are too few. None shares a place with
    /// another.
    /// </summary>
    private static List<(List<int> Wanting, List<int> Wanted)> Overfull(int wanting, int[] capacity, Func<int, int, bool> may)
    {
        var holders = Array.ConvertAll(capacity, _ => new List<int>());
        var seen = new bool[capacity.Length];
        var without = new List<int>();
        for (var one = 0; one < wanting; one++)
        {
            Array.Clear(seen);
            if (!CanHold(one))
            {
                without.Add(one);
            }
        }

        var sets = new List<(HashSet<int> Wanting, HashSet<int> Wanted)>();
        foreach (var one in without)
        {
            var (all, wanted) = Reachable(one);
            foreach (var set in sets.Where(s => s.Wanted.Overlaps(wanted)).ToList())
            {
                sets.Remove(set);
                all.UnionWith(set.Wanting);
                wanted.UnionWith(set.Wanted);
            }

            sets.Add((all, wanted));
        }

        return sets.ConvertAll(s => (s.Wanting.Order().ToList(), s.Wanted.Order().ToList()));

        bool CanHold(int one)
        {
            for (var place = 0; place < capacity.Length; place++)
            {
                if (seen[place] || !may(one, place))
                {
                    continue;
                }

                seen[place] = true;
                if (holders[place].Count < capacity[place])
                {
                    holders[place].Add(one);
                    return true;
                }

                for (var i = 0; i < holders[place].Count; i++)
                {
                    if (CanHold(holders[place][i]))
                    {
                        holders[place][i] = one;
                        return true;
                    }
                }
            }

            return false;
        }

        (HashSet<int> Wanting, HashSet<int> Wanted) Reachable(int first)
        {
            var (all, wanted) = (new HashSet<int> { first }, new HashSet<int>());
            var queue = new Queue<int>(all);
            while (queue.TryDequeue(out var one))
            {
                for (var place = 0; place < capacity.Length; place++)
                {
                    if (may(one, place) && wanted.Add(place))
                    {
                        holders[place].Where(all.Add).ToList().ForEach(queue.Enqueue);
                    }
                }
            }

            return (all, wanted);
        }
    }
}
