namespace ModelMunicipalities.Domain.Pairing;

/// <summary>What is wrong with a problem before anything is calculated. All that can be told at once is told at once.</summary>
internal static class PairingRules
{
    /// <summary>Two that belong together: the whole and its part, or one organisation in two roles.</summary>
    public static bool AreOneFamily(PairingOrganisation a, PairingOrganisation b) =>
        string.Equals(a.Family, b.Family, StringComparison.Ordinal) || string.Equals(a.Key, b.Key, StringComparison.Ordinal);

    public static List<Refusal> Broken(PairingProblem problem)
    {
        var participants = problem.Participants;
        var mentors = problem.Mentors.Select(m => m.Organisation).ToList();
        var refusals = new List<Refusal>();
        refusals.AddRange(OfOrganisations(participants, "participants", ""));
        refusals.AddRange(OfOrganisations(mentors, "mentors", ".organisation"));
        refusals.AddRange(OfWeights(problem.Weights));
        if (!(problem.Tolerance is >= 0 and <= 1))
        {
            refusals.Add(Refusal.Invalid("ToleranceOutsideRange", "tolerance"));
        }

        refusals.AddRange(OfMentors(problem));
        refusals.AddRange(OfPairs(problem.Locked, "locked"));
        refusals.AddRange(OfPairs(problem.Forbidden, "forbidden"));
        refusals.AddRange(OfLocks(problem));
        refusals.AddRange(OfCurrent(problem));
        return refusals;

        IEnumerable<Refusal> OfPairs(IReadOnlyList<Pair> pairs, string field)
        {
            var (knownMentors, knownParticipants) = (Keys(mentors), Keys(participants));
            for (var i = 0; i < pairs.Count; i++)
            {
                if (!knownMentors.Contains(pairs[i].Mentor))
                {
                    yield return Refusal.Invalid("PairMentorUnknown", $"{field}[{i}].mentor", pairs[i].Mentor);
                }

                if (!knownParticipants.Contains(pairs[i].Participant))
                {
                    yield return Refusal.Invalid("PairParticipantUnknown", $"{field}[{i}].participant", pairs[i].Participant);
                }
            }
        }
    }

    public static IEnumerable<Refusal> OfOrganisations(
        IReadOnlyList<PairingOrganisation> organisations,
        string list,
        string inside
    )
    {
        if (organisations.Count == 0)
        {
            yield return list == "mentors" ? Refusal.Invalid("NoMentors", list) : Refusal.Invalid("NoParticipants", list);
        }

        var keys = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < organisations.Count; i++)
        {
            var organisation = organisations[i];
            var field = $"{list}[{i}]{inside}";
            if (!keys.Add(organisation.Key))
            {
                yield return Refusal.Invalid("OrganisationTwice", field, organisation.Name);
            }

            if (!(organisation.Latitude is >= -90 and <= 90))
            {
                yield return Refusal.Invalid("CoordinatesOutsideRange", field + ".latitude", organisation.Name);
            }

            if (!(organisation.Longitude is >= -180 and <= 180))
            {
                yield return Refusal.Invalid("CoordinatesOutsideRange", field + ".longitude", organisation.Name);
            }
        }
    }

    public static IEnumerable<Refusal> OfWeights(PairingWeights weights) =>
        from weight in new[] { ("distance", weights.Distance), ("size", weights.Size), ("focus", weights.Focus) }
        where !(weight.Item2 is >= 0 and <= PairingWeights.Highest)
        select Refusal.Invalid("WeightOutsideRange", "weights." + weight.Item1, (int)PairingWeights.Highest);

    private static HashSet<string> Keys(IEnumerable<PairingOrganisation> organisations) =>
        organisations.Select(o => o.Key).ToHashSet(StringComparer.Ordinal);

    private static IEnumerable<Refusal> OfMentors(PairingProblem problem)
    {
        var (mentors, participants) = (problem.Mentors, problem.Participants.Count);
        var sound = mentors.Count > 0 && participants > 0;
        for (var i = 0; i < mentors.Count; i++)
        {
            var (organisation, least, most) = mentors[i];
            if (least < 0)
            {
                yield return Refusal.Invalid("LeastBelowZero", $"mentors[{i}].least", organisation.Name);
                sound = false;
            }

            if (most < least)
            {
                yield return Refusal.Invalid("MostBelowLeast", $"mentors[{i}].most", organisation.Name, least, most);
                sound = false;
            }
        }

        if (!sound)
        {
            yield break;
        }

        var (places, needed) = (mentors.Sum(m => (long)m.Most), mentors.Sum(m => (long)m.Least));
        if (places < participants)
        {
            yield return Refusal.Invalid("TooFewPlaces", "mentors", participants, places);
        }

        if (needed > participants)
        {
            yield return Refusal.Invalid("TooManyMentors", "mentors", participants, needed);
        }
    }

    private static IEnumerable<Refusal> OfLocks(PairingProblem problem)
    {
        var mentors = problem.Mentors.DistinctBy(m => m.Organisation.Key).ToDictionary(m => m.Organisation.Key);
        var participants = problem.Participants.DistinctBy(p => p.Key).ToDictionary(p => p.Key);
        var forbidden = problem.Forbidden.ToHashSet();
        var lockedTo = new Dictionary<string, MentorPlaces>(StringComparer.Ordinal);
        var locks = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var i = 0; i < problem.Locked.Count; i++)
        {
            var pair = problem.Locked[i];
            if (
                !mentors.TryGetValue(pair.Mentor, out var mentor)
                || !participants.TryGetValue(pair.Participant, out var participant)
            )
            {
                continue;
            }

            if (lockedTo.TryGetValue(pair.Participant, out var other))
            {
                if (other != mentor)
                {
                    var (first, second) = (other.Organisation.Name, mentor.Organisation.Name);
                    yield return Refusal.Invalid("LockedToTwo", $"locked[{i}]", participant.Name, first, second);
                }

                continue;
            }

            lockedTo.Add(pair.Participant, mentor);
            if (forbidden.Contains(pair))
            {
                yield return Refusal.Invalid("LockedAndForbidden", $"locked[{i}]", participant.Name, mentor.Organisation.Name);
            }

            if (AreOneFamily(participant, mentor.Organisation))
            {
                yield return Refusal.Invalid("LockedToOwnFamily", $"locked[{i}]", participant.Name, mentor.Organisation.Name);
            }

            // Told once, at the first lock that finds no place.
            var number = locks[pair.Mentor] = locks.GetValueOrDefault(pair.Mentor) + 1;
            if (mentor.Most >= mentor.Least && mentor.Least >= 0 && number == mentor.Most + 1L)
            {
                var all = problem
                    .Locked.Where(l => l.Mentor == pair.Mentor && participants.ContainsKey(l.Participant))
                    .Distinct()
                    .Count();
                yield return Refusal.Invalid("LocksBeyondPlaces", $"locked[{i}]", mentor.Organisation.Name, all, mentor.Most);
            }
        }
    }

    private static IEnumerable<Refusal> OfCurrent(PairingProblem problem)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < problem.Current?.Count; i++)
        {
            var key = problem.Current[i].Participant;
            if (!seen.Add(key))
            {
                var name = problem.Participants.FirstOrDefault(p => p.Key == key)?.Name ?? key;
                yield return Refusal.Invalid("CurrentTwice", $"current[{i}]", name);
            }
        }
    }
}
