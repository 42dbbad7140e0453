using ModelMunicipalities.Domain.Networks;

namespace ModelMunicipalities.Domain.Cohorts;

/// <summary>As what an organisation takes part in a cohort.</summary>
public enum CohortRole
{
    /// <summary>Benchmarkingkommun: takes part to learn.</summary>
    Participant = 1,

    /// <summary>Mentorkommun: has been through the concept and supports two or three participants.</summary>
    Mentor = 2,
}

/// <summary>What a participant says of the time after the cohort. Source: [002] ch. 5.</summary>
public enum Afterwards
{
    /// <summary>Mentor in the next round.</summary>
    MentorNext = 1,

    /// <summary>Mentor in a later round.</summary>
    MentorLater = 2,

    /// <summary>Not mentor.</summary>
    NotMentor = 3,
}

/// <summary>Benchmarkinggrupp: one mentor and two or three participants, or two or three peers. Source: [001], [002].</summary>
public sealed class Group : ITenantOwned
{
    /// <summary>Database identity.</summary>
    public int Id { get; set; }

    /// <inheritdoc/>
    public int NetworkId { get; set; }

    /// <summary>The cohort it is part of.</summary>
    public int CohortId { get; set; }

    /// <summary>The group's name: by custom its mentor's.</summary>
    public required string Name { get; set; }
}

/// <summary>A time in a group; or before the whole network, which an organisation lets see what it has moved.</summary>
/// <param name="Group">The group's identity, or <see cref="Network"/>.</param>
/// <param name="From">Since when; <see cref="DateTimeOffset.MinValue"/> when it is not on record.</param>
/// <param name="Until">Until when; <see cref="DateTimeOffset.MaxValue"/> while it lasts.</param>
public sealed record GroupStay(int Group, DateTimeOffset From, DateTimeOffset Until)
{
    /// <summary>In place of a group: everybody in the network.</summary>
    public const int Network = 0;

    /// <summary>True while it lasts.</summary>
    public bool Lasts => Until == DateTimeOffset.MaxValue;
}

/// <summary>An organisation's part in a cohort. Kept when the organisation leaves.</summary>
public sealed class Participation : ITenantOwned
{
    /// <summary>The most participants that a mentor can take. The historical mentors had two or three.</summary>
    public const int MostPlaces = 6;

    /// <summary>The longest comment, reason and time, in characters.</summary>
    public const int LongestComment = 1000;

    /// <summary>Database identity.</summary>
    public int Id { get; set; }

    /// <inheritdoc/>
    public int NetworkId { get; set; }

    /// <summary>The cohort.</summary>
    public int CohortId { get; set; }

    /// <summary>The organisation; at most once in a cohort.</summary>
    public int OrganisationId { get; set; }

    /// <summary>As what it takes part.</summary>
    public CohortRole Role { get; set; }

    /// <summary>The group it is in, once groups are made.</summary>
    public int? GroupId { get; set; }

    /// <summary>
    /// What is on record of the groups it has been moved into and out of, and of its consents. See <see cref="GroupStays"/>.
    /// </summary>
    public List<GroupStay> Stays { get; set; } = [];

    /// <summary>When it left; null while it takes part.</summary>
    public DateTimeOffset? WithdrawnAt { get; set; }

    /// <summary>Why it left, in the words of who recorded it.</summary>
    public string? WithdrawnReason { get; set; }

    /// <summary>Keys of the <see cref="FocusAreas"/> it works with.</summary>
    public List<string> Focus { get; set; } = [];

    /// <summary>
    /// For a mentor: how many participants it can take, 1 to <see cref="MostPlaces"/>; null until it has said so.
    /// </summary>
    public int? Places { get; set; }

    /// <summary>For a mentor: true while it cannot take anybody, whatever <see cref="Places"/> says.</summary>
    public bool IsUnavailable { get; set; }

    /// <summary>For a mentor: when it can and cannot, in its own words.</summary>
    public string? When { get; set; }

    /// <summary>
    /// True when it lets everybody in the network see which steps it has moved and by which improvement, so that others can
    /// ask how it did. False until it says so.
    /// </summary>
    public bool SharesProgress { get; set; }

    /// <summary>What it says of the time after the cohort; null until it has.</summary>
    public Afterwards? Afterwards { get; set; }

    /// <summary>What it adds to that.</summary>
    public string? AfterwardsComment { get; set; }

    /// <summary>Counts the changes; guards against lost updates.</summary>
    public int Version { get; set; }

    /// <summary>True while it takes part.</summary>
    public bool IsActive => WithdrawnAt is null;

    /// <summary>True for a mentor that can be given participants.</summary>
    public bool HasPlaces => Role == CohortRole.Mentor && IsActive && !IsUnavailable && Places > 0;

    /// <summary>Why an organisation cannot be admitted as participant; null when it can, also when it has left.</summary>
    /// <param name="earlier">Its part in the cohort, when it has or has had one.</param>
    public static Refusal? WhyNotJoin(Participation? earlier) =>
        earlier is null ? null
        : earlier.Role == CohortRole.Mentor ? Refusal.Conflict("MentorInCohort")
        : earlier.IsActive ? Refusal.Conflict("TakesPartAlready")
        : null;

    /// <summary>
    /// Takes part again after having left: what it did before is kept, its place in the group is not, since the group has
    /// been re-formed without it.
    /// </summary>
    /// <param name="focus">Keys of the areas it works with now.</param>
    /// <returns>What stops it.</returns>
    public Refusal? ComeBack(IReadOnlyList<string> focus)
    {
        ArgumentNullException.ThrowIfNull(focus);
        if (WhyNotJoin(this) is { } refusal)
        {
            return refusal;
        }

        Move(null, WithdrawnAt!.Value);
        (WithdrawnAt, WithdrawnReason, Focus) = (null, null, [.. focus]);
        Version++;
        return null;
    }

    /// <summary>
    /// Comes back, as a mentor, after having left. What it offers it says anew; the groups have gone on without it, so it
    /// is in none.
    /// </summary>
    /// <returns>What stops it: the wrong stage, or that it takes part.</returns>
    public Refusal? ComeBackAsMentor(Cohort cohort)
    {
        ArgumentNullException.ThrowIfNull(cohort);
        if (cohort.Stage.WhyNot(CohortAct.OfferPlaces) is { } refusal)
        {
            return refusal;
        }

        if (IsActive)
        {
            return Refusal.Conflict("TakesPartAlready");
        }

        Move(null, WithdrawnAt!.Value);
        (Role, WithdrawnAt, WithdrawnReason) = (CohortRole.Mentor, null, null);
        (Places, When, IsUnavailable, Afterwards, AfterwardsComment) = (null, null, false, null, null);
        Version++;
        return null;
    }

    /// <summary>Leaves the cohort. The group it was in stays on record.</summary>
    /// <param name="reason">Why, at most <see cref="LongestComment"/> characters.</param>
    /// <param name="cohort">Its cohort.</param>
    /// <param name="now">When.</param>
    /// <returns>What stops it: no reason, the wrong stage, or that it has left already.</returns>
    public Refusal? Leave(string? reason, Cohort cohort, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(cohort);
        if (cohort.Stage.WhyNot(CohortAct.Leave) is { } refusal)
        {
            return refusal;
        }

        if (!IsActive)
        {
            return Refusal.Conflict("HasLeft");
        }

        if (string.IsNullOrWhiteSpace(reason))
        {
            return Refusal.Invalid("LeavingReasonMissing", "reason");
        }

        if (reason.Trim().Length > LongestComment)
        {
            return Refusal.Invalid("TextTooLong", "reason", LongestComment);
        }

        (WithdrawnAt, WithdrawnReason) = (now, reason.Trim());
        Version++;
        return null;
    }

    /// <summary>Takes part again as if it had never left: it was recorded by mistake, or has thought better of it.</summary>
    /// <param name="cohort">Its cohort.</param>
    /// <param name="groupIsThere">True when others are left in the group it was in; else it is in none.</param>
    /// <returns>What stops it: the wrong stage, or that it has not left.</returns>
    public Refusal? UndoLeaving(Cohort cohort, bool groupIsThere)
    {
        ArgumentNullException.ThrowIfNull(cohort);
        if (cohort.Stage.WhyNot(CohortAct.Leave) is { } refusal)
        {
            return refusal;
        }

        if (IsActive)
        {
            return Refusal.Conflict("TakesPartAlready");
        }

        if (!groupIsThere)
        {
            Move(null, WithdrawnAt!.Value);
        }

        (WithdrawnAt, WithdrawnReason) = (null, null);
        Version++;
        return null;
    }

    /// <summary>Puts it into a group, or into none, and keeps on record which it was in.</summary>
    public void MoveTo(int? group, DateTimeOffset now)
    {
        if (group != GroupId)
        {
            Move(group, now);
            Version++;
        }
    }

    private void Move(int? group, DateTimeOffset now)
    {
        if (group == GroupId)
        {
            return;
        }

        Stays = Changed(GroupId, group, now);
        GroupId = group;
    }

    /// <summary>
    /// The groups it is and has been in, and when the network may see what it has moved. What holds counts from the beginning
    /// when nothing else is on record.
    /// </summary>
    public IReadOnlyList<GroupStay> GroupStays =>
        [.. Stays, .. NotOnRecord(GroupId), .. NotOnRecord(SharesProgress ? GroupStay.Network : null)];

    private List<GroupStay> NotOnRecord(int? group) =>
        group is not { } id || Stays.Exists(s => s.Group == id && s.Lasts)
            ? []
            : [new GroupStay(id, DateTimeOffset.MinValue, DateTimeOffset.MaxValue)];

    private List<GroupStay> Changed(int? from, int? to, DateTimeOffset now)
    {
        var stays = GroupStays.Select(s => s.Lasts && s.Group == from ? s with { Until = now } : s).ToList();
        if (to is { } group)
        {
            stays.Add(new GroupStay(group, now, DateTimeOffset.MaxValue));
        }

        return stays;
    }

    /// <summary>Says how many participants a mentor can take, and when.</summary>
    /// <param name="places">1 to <see cref="MostPlaces"/>.</param>
    /// <param name="when">In its own words, at most <see cref="LongestComment"/> characters.</param>
    /// <param name="focus">Keys of the areas it can help with.</param>
    /// <param name="cohort">Its cohort.</param>
    public IReadOnlyList<Refusal> Offer(int? places, string? when, IReadOnlyList<string> focus, Cohort cohort)
    {
        ArgumentNullException.ThrowIfNull(cohort);
        ArgumentNullException.ThrowIfNull(focus);
        if (WhyNotMentor(cohort) is { } refusal)
        {
            return [refusal];
        }

        var refusals = new List<Refusal>();
        if (places is null or < 1 or > MostPlaces)
        {
            refusals.Add(Refusal.Invalid("PlacesOutside", "places", MostPlaces));
        }

        if (when?.Trim().Length > LongestComment)
        {
            refusals.Add(Refusal.Invalid("TextTooLong", "when", LongestComment));
        }

        if (focus.Count > FocusAreas.Most)
        {
            refusals.Add(Refusal.Invalid("FocusTooMany", "focus", FocusAreas.Most));
        }

        refusals.AddRange(
            focus
                .Index()
                .Where(f => FocusAreas.Find(f.Item) is null || focus.Take(f.Index).Contains(f.Item))
                .Select(f => Refusal.Invalid("FocusUnknown", $"focus[{f.Index}]"))
        );
        if (refusals.Count == 0)
        {
            (Places, When, Focus, IsUnavailable) = (
                places,
                string.IsNullOrWhiteSpace(when) ? null : when.Trim(),
                [.. focus],
                false
            );
            Version++;
        }

        return refusals;
    }

    /// <summary>Marks a mentor as unable, or able again, to take anybody.</summary>
    public Refusal? SetUnavailable(bool unavailable, Cohort cohort)
    {
        ArgumentNullException.ThrowIfNull(cohort);
        if (WhyNotMentor(cohort) is { } refusal)
        {
            return refusal;
        }

        IsUnavailable = unavailable;
        Version++;
        return null;
    }

    /// <summary>States whether a participant is to be mentor in the next round, later or not.</summary>
    public Refusal? StateAfterwards(Afterwards afterwards, string? comment, Cohort cohort)
    {
        ArgumentNullException.ThrowIfNull(cohort);
        if (cohort.Stage.WhyNot(CohortAct.StateAfterwards) is { } refusal)
        {
            return refusal;
        }

        if (Role != CohortRole.Participant || !IsActive)
        {
            return Refusal.Conflict("NotParticipant");
        }

        if (comment?.Trim().Length > LongestComment)
        {
            return Refusal.Invalid("TextTooLong", "comment", LongestComment);
        }

        (Afterwards, AfterwardsComment) = (afterwards, string.IsNullOrWhiteSpace(comment) ? null : comment.Trim());
        Version++;
        return null;
    }

    /// <summary>Why its improvements cannot be written in; null when they can.</summary>
    public Refusal? WhyNotImprove(Cohort cohort)
    {
        ArgumentNullException.ThrowIfNull(cohort);
        return cohort.Stage.WhyNot(CohortAct.Improve) ?? (IsActive ? null : Refusal.Conflict("HasLeft"));
    }

    /// <summary>Consents to showing the network what it has moved, or takes the consent back: at any time.</summary>
    public void ShareProgress(bool shares, DateTimeOffset now)
    {
        if (SharesProgress != shares)
        {
            Stays = Changed(shares ? null : GroupStay.Network, shares ? GroupStay.Network : null, now);
            SharesProgress = shares;
            Version++;
        }
    }

    private Refusal? WhyNotMentor(Cohort cohort) =>
        cohort.Stage.WhyNot(CohortAct.OfferPlaces) is { } refusal ? refusal
        : Role != CohortRole.Mentor || !IsActive ? Refusal.Conflict("NotMentor")
        : null;
}
