namespace ModelMunicipalities.Domain.Cohorts;

/// <summary>That one organisation had another as mentor in a cohort.</summary>
/// <param name="Cohort">The cohort's place in time: a later one has a higher number.</param>
/// <param name="Mentor">The mentor's organisation.</param>
/// <param name="Participant">The participant's organisation.</param>
/// <param name="MentorLeft">True when the mentor left the cohort.</param>
/// <param name="ParticipantLeft">True when the participant left the cohort.</param>
public sealed record Mentorship(int Cohort, int Mentor, int Participant, bool MentorLeft = false, bool ParticipantLeft = false);

/// <summary>An organisation in the tree, and those it went on to be mentor of.</summary>
/// <param name="Organisation">The organisation.</param>
/// <param name="HasLeft">True when it left the cohort in which it is shown as participant.</param>
/// <param name="Mentored">The cohorts in which it was mentor after that, in order.</param>
public sealed record Generation(int Organisation, bool HasLeft, IReadOnlyList<MentoredIn> Mentored);

/// <summary>An organisation's participants in one cohort.</summary>
/// <param name="Cohort">The cohort's place in time.</param>
/// <param name="HasLeft">True when it left the cohort as mentor.</param>
/// <param name="Participants">Its participants, as they were given.</param>
public sealed record MentoredIn(int Cohort, bool HasLeft, IReadOnlyList<Generation> Participants);

/// <summary>Who has learnt from whom over all cohorts, as a tree from those who began as mentors.</summary>
public static class Generations
{
    /// <summary>
    /// Builds the tree. Each mentorship stands in it once: under its mentor's latest earlier participation, or at a root
    /// when the mentor had none. So a branch only leads forward in time, and two that have mentored each other make no circle.
    /// </summary>
    /// <param name="mentorships">
    /// All of them, in the order to show them. One of an organisation with itself, and one told twice, is passed over.
    /// </param>
    /// <returns>The roots, in the order that they began.</returns>
    public static IReadOnlyList<Generation> Of(IEnumerable<Mentorship> mentorships)
    {
        ArgumentNullException.ThrowIfNull(mentorships);
        var all = mentorships
            .Where(m => m.Mentor != m.Participant)
            .DistinctBy(m => (m.Cohort, m.Mentor, m.Participant))
            .OrderBy(m => m.Cohort)
            .ToList();
        var byParticipant = all.ToLookup(m => m.Participant);

        // Where each mentor's year as mentor comes from: the participation before it, in which the mentor that stayed counts
        // first.
        var from = all.Select(m => (m.Mentor, m.Cohort))
            .Distinct()
            .ToDictionary(
                key => key,
                key =>
                    byParticipant[key.Mentor]
                        .Where(m => m.Cohort < key.Cohort)
                        .OrderByDescending(m => m.Cohort)
                        .ThenBy(m => m.MentorLeft)
                        .FirstOrDefault()
            );
        var groups = all.ToLookup(m => (m.Mentor, m.Cohort));
        var following = from.ToLookup(f => f.Value, f => f.Key);
        return [.. following[null].GroupBy(key => key.Mentor).Select(root => new Generation(root.Key, false, Mentored(root)))];

        List<MentoredIn> Mentored(IEnumerable<(int Mentor, int Cohort)> keys) =>
            [
                .. keys.OrderBy(k => k.Cohort)
                    .Select(k => new MentoredIn(
                        k.Cohort,
                        groups[k].All(m => m.MentorLeft),
                        [.. groups[k].Select(m => new Generation(m.Participant, m.ParticipantLeft, Mentored(following[m])))]
                    )),
            ];
    }
}
