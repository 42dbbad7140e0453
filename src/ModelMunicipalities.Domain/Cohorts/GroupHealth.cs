namespace ModelMunicipalities.Domain.Cohorts;

/// <summary>What is wrong with a group, for the coordinator to look over.</summary>
public enum GroupFlag
{
    /// <summary>Its mentor has left the cohort and there is no other.</summary>
    MentorLeft = 1,

    /// <summary>Its mentor cannot take anybody.</summary>
    MentorUnavailable = 2,

    /// <summary>Fewer than <see cref="GroupHealth.FewestParticipants"/> participants are left.</summary>
    TooFewParticipants = 3,

    /// <summary>It has more participants than its mentor says it can take.</summary>
    MoreThanPlaces = 4,
}

/// <summary>A member of a group, past or present, as far as the group's health depends on it.</summary>
/// <param name="Role">As what it takes part.</param>
/// <param name="HasLeft">True when it has left the cohort.</param>
/// <param name="IsUnavailable">For a mentor: true when it cannot take anybody.</param>
/// <param name="Places">For a mentor: how many it can take; null until it has said so.</param>
public sealed record GroupMember(CohortRole Role, bool HasLeft, bool IsUnavailable, int? Places);

/// <summary>Tells what is wrong with a group.</summary>
public static class GroupHealth
{
    /// <summary>The fewest participants that can learn from each other. Source: [001], [002]: groups of two or three.</summary>
    public const int FewestParticipants = 2;

    /// <summary>What is wrong with a group; nothing for one that everybody has left or that the closed cohort had.</summary>
    /// <param name="stage">How far its cohort has come.</param>
    /// <param name="members">
    /// Everybody whose group it is, those who left too. A group that never had a mentor is one of peers.
    /// </param>
    public static IReadOnlyList<GroupFlag> Of(CohortStage stage, IEnumerable<GroupMember> members)
    {
        ArgumentNullException.ThrowIfNull(members);
        var all = members.ToList();
        if (stage == CohortStage.Closed || all.TrueForAll(m => m.HasLeft))
        {
            return [];
        }

        var flags = new List<GroupFlag>();
        var participants = all.Count(m => m is { Role: CohortRole.Participant, HasLeft: false });
        var mentors = all.FindAll(m => m.Role == CohortRole.Mentor);
        var there = mentors.FindAll(m => !m.HasLeft);
        if (mentors.Count > 0 && there.Count == 0)
        {
            flags.Add(GroupFlag.MentorLeft);
        }

        if (there.Count > 0 && there.TrueForAll(m => m.IsUnavailable))
        {
            flags.Add(GroupFlag.MentorUnavailable);
        }
        else if (
            there.Count > 0
            && there.TrueForAll(m => m.Places is not null)
            && there.Where(m => !m.IsUnavailable).Sum(m => m.Places) < participants
        )
        {
            flags.Add(GroupFlag.MoreThanPlaces);
        }

        if (participants < FewestParticipants)
        {
            flags.Add(GroupFlag.TooFewParticipants);
        }

        return flags;
    }
}
