using System.Linq.Expressions;
using ModelMunicipalities.Domain.Assessments;
using ModelMunicipalities.Domain.Meetings;
using ModelMunicipalities.Domain.Networks;

namespace ModelMunicipalities.Domain.Improvements;

/// <summary>How far an improvement has come.</summary>
public enum ImprovementStatus
{
    /// <summary>Decided on, not begun.</summary>
    Planned = 1,

    /// <summary>Being carried out.</summary>
    Active = 2,

    /// <summary>Carried out, and kept.</summary>
    Done = 3,

    /// <summary>Ended without being kept; what was learnt is in its cycles.</summary>
    Stopped = 4,
}

/// <summary>
/// Förbättringsarbete: something that an organisation changes at home between meetings, in cycles of plan, do, study and
/// act. Planned at one meeting, reviewed at the next. Source: [002], [003].
/// </summary>
public sealed class Improvement : ITenantOwned
{
    /// <summary>The longest title, in characters.</summary>
    public const int LongestTitle = 150;

    /// <summary>The longest aim, in characters.</summary>
    public const int LongestAim = 2000;

    /// <summary>The longest name of an owner, in characters.</summary>
    public const int LongestOwner = 100;

    /// <summary>After how many days without a word an open improvement is asked for.</summary>
    public const int UntouchedDays = 60;

    /// <summary>The most cycles.</summary>
    public const int MostCycles = 30;

    /// <summary>Database identity.</summary>
    public int Id { get; set; }

    /// <inheritdoc/>
    public int NetworkId { get; set; }

    /// <summary>The cohort in which it is carried out.</summary>
    public int CohortId { get; set; }

    /// <summary>The organisation that carries it out.</summary>
    public int OrganisationId { get; set; }

    /// <summary>What it is called.</summary>
    public required string Title { get; set; }

    /// <summary>What is to be better, for whom, and how one will see it.</summary>
    public string? Aim { get; set; }

    /// <summary>Numbers of the steps of the cohort's checklist that it serves, in order.</summary>
    public List<int> Steps { get; set; } = [];

    /// <summary>Who owns it, when she has an account; then <see cref="Owner"/> is her name as it was.</summary>
    public int? OwnerId { get; set; }

    /// <summary>Who owns it, by name or post.</summary>
    public string? Owner { get; set; }

    /// <summary>From which day.</summary>
    public DateOnly? StartsOn { get; set; }

    /// <summary>By which day it is to be done.</summary>
    public DateOnly? DueOn { get; set; }

    /// <summary>How far it has come.</summary>
    public ImprovementStatus Status { get; set; } = ImprovementStatus.Planned;

    /// <summary>The meeting at which it was planned; null when it was not at one.</summary>
    public int? PlannedAtId { get; set; }

    /// <summary>Its cycles, in order.</summary>
    public List<PdsaCycle> Cycles { get; set; } = [];

    /// <summary>Who wrote it down.</summary>
    public int CreatedBy { get; set; }

    /// <summary>When.</summary>
    public DateTimeOffset CreatedAt { get; set; }

    /// <summary>When its organisation last wrote in it.</summary>
    public DateTimeOffset TouchedAt { get; set; }

    /// <summary>When it was done or stopped; null while it goes on.</summary>
    public DateTimeOffset? EndedAt { get; set; }

    /// <summary>Counts the changes; guards against lost updates.</summary>
    public int Version { get; set; }

    /// <summary>True until it is done or stopped.</summary>
    public bool IsOpen => Status is ImprovementStatus.Planned or ImprovementStatus.Active;

    /// <summary><see cref="IsOpen"/> for queries.</summary>
    public static readonly Expression<Func<Improvement, bool>> Open = i =>
        i.Status == ImprovementStatus.Planned || i.Status == ImprovementStatus.Active;

    /// <summary><see cref="IsOverdue"/> for queries.</summary>
    public static Expression<Func<Improvement, bool>> OverdueOn(DateOnly today) =>
        i => (i.Status == ImprovementStatus.Planned || i.Status == ImprovementStatus.Active) && i.DueOn < today;

    /// <summary>True when the day by which it was to be done has passed without that it was.</summary>
    /// <param name="today">The day in the network's time zone.</param>
    public bool IsOverdue(DateOnly today) => IsOpen && DueOn < today;

    /// <summary>True when it is open and its organisation has not written in it for <see cref="UntouchedDays"/> days.</summary>
    public bool IsUntouched(DateTimeOffset now) => IsOpen && now - TouchedAt >= TimeSpan.FromDays(UntouchedDays);

    /// <summary>Writes down what it is about, the first time or anew.</summary>
    /// <param name="draft">What is written; nothing of it is taken when a part is refused.</param>
    /// <param name="instrument">The instrument of its cohort.</param>
    /// <param name="people">Those who have a function in the organisation, by identity. Who owned it before may stay.</param>
    /// <param name="now">When.</param>
    public IReadOnlyList<Refusal> Write(
        ImprovementDraft draft,
        Instrument instrument,
        IReadOnlyDictionary<int, string> people,
        DateTimeOffset now
    )
    {
        ArgumentNullException.ThrowIfNull(draft);
        ArgumentNullException.ThrowIfNull(people);
        var refusals = draft.Check(instrument);
        if (draft.OwnerId is { } id && id != OwnerId && !people.ContainsKey(id))
        {
            refusals.Add(Refusal.Invalid("OwnerUnknown", "ownerId"));
        }

        if (refusals.Count == 0)
        {
            var owner = draft.OwnerId is { } who ? people.GetValueOrDefault(who) ?? Owner : draft.Owner?.Trim();
            (Title, Aim, Steps) = (draft.Title!.Trim(), Kept.Text(draft.Aim), [.. draft.Steps.Order()]);
            (OwnerId, Owner) = (draft.OwnerId, string.IsNullOrEmpty(owner) ? null : owner);
            (StartsOn, DueOn) = (draft.StartsOn, draft.DueOn);
            Touch(now);
        }

        return refusals;
    }

    /// <summary>
    /// The statuses that may come after the one it has: planned, active, then done or stopped; what has ended can be taken up
    /// again.
    /// </summary>
    public IReadOnlyList<ImprovementStatus> Next =>
        Status switch
        {
            ImprovementStatus.Planned => [ImprovementStatus.Active, ImprovementStatus.Stopped],
            ImprovementStatus.Active => [ImprovementStatus.Done, ImprovementStatus.Stopped],
            _ => [ImprovementStatus.Active],
        };

    /// <summary>Moves it on, ends it or takes it up again. The status that it has changes nothing.</summary>
    /// <param name="to">One of <see cref="Next"/>.</param>
    /// <param name="now">When.</param>
    public Refusal? MoveTo(ImprovementStatus to, DateTimeOffset now)
    {
        if (to == Status)
        {
            return null;
        }

        if (!Next.Contains(to))
        {
            return Refusal.Conflict("ImprovementNotNext", Status);
        }

        Status = to;
        EndedAt = IsOpen ? null : now;
        Touch(now);
        return null;
    }

    /// <summary>Begins a cycle: what is to be tried. Only when the last one has come to an end.</summary>
    public IReadOnlyList<Refusal> BeginCycle(CycleDraft draft, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(draft);
        if (!IsOpen)
        {
            return [Refusal.Conflict("ImprovementEnded", Status)];
        }

        if (Cycles.Count > 0 && Cycles[^1].Outcome is null)
        {
            return [Refusal.Conflict("CycleOpen", Cycles.Count)];
        }

        if (Cycles.Count >= MostCycles)
        {
            return [Refusal.Conflict("TooManyCycles", MostCycles)];
        }

        var refusals = draft.Check();
        if (refusals.Count == 0)
        {
            Cycles.Add(Write(new PdsaCycle { BegunAt = now }, draft, now));
        }

        return refusals;
    }

    /// <summary>Writes in a cycle, what was written in it before replaced.</summary>
    /// <param name="number">Which, from 1.</param>
    /// <param name="draft">All of it as it is to be.</param>
    /// <param name="now">When.</param>
    public IReadOnlyList<Refusal> WriteCycle(int number, CycleDraft draft, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(draft);
        if (number < 1 || number > Cycles.Count)
        {
            return [Refusal.NotFound()];
        }

        var refusals = draft.Check();
        if (number < Cycles.Count && draft.Outcome is null)
        {
            // The one after it was begun because this one had ended.
            refusals.Add(Refusal.Invalid("CycleFollowed", "outcome"));
        }

        if (refusals.Count == 0)
        {
            Write(Cycles[number - 1], draft, now);
        }

        return refusals;
    }

    /// <summary>Writes a cycle. What has been done of a plan has begun.</summary>
    private PdsaCycle Write(PdsaCycle cycle, CycleDraft draft, DateTimeOffset now)
    {
        draft.On(cycle);
        if (Status == ImprovementStatus.Planned && cycle.Do is not null)
        {
            Status = ImprovementStatus.Active;
        }

        Touch(now);
        return cycle;
    }

    /// <summary>True for a meeting that an organisation of a group is at: the group's own, or one of the whole cohort.</summary>
    public static bool IsMeetingOf(Meeting meeting, int cohortId, int? groupId)
    {
        ArgumentNullException.ThrowIfNull(meeting);
        return meeting.CohortId == cohortId && (meeting.GroupId is null || meeting.GroupId == groupId);
    }

    /// <summary>Marks that its organisation has written in it.</summary>
    public void Touch(DateTimeOffset now)
    {
        TouchedAt = now;
        Version++;
    }
}
