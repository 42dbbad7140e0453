using ModelMunicipalities.Domain.Networks;

namespace ModelMunicipalities.Domain.Cohorts;

/// <summary>Omgång: one run of the programme, with its own timeline, participants, groups and meetings.</summary>
public sealed class Cohort : ITenantOwned
{
    /// <summary>Database identity.</summary>
    public int Id { get; set; }

    /// <inheritdoc/>
    public int NetworkId { get; set; }

    /// <summary>The cohort's name in addresses, unique in its network.</summary>
    public required string Slug { get; set; }

    /// <summary>The cohort's name to people: <c>2017–2018</c>.</summary>
    public required string Name { get; set; }

    /// <summary>Key of the instrument that the cohort scores.</summary>
    public required string Instrument { get; set; }

    /// <summary>How far it has come.</summary>
    public CohortStage Stage { get; set; } = CohortStage.Planning;

    /// <summary>When the cohort was closed; from then on nothing in it can be changed. Null while it runs.</summary>
    public DateTimeOffset? ClosedAt { get; set; }

    /// <summary>Until when applications are asked for; the stage is what ends them.</summary>
    public DateTimeOffset? ApplyBy { get; set; }

    /// <summary>The criteria of admission, in order.</summary>
    public List<Criterion> Criteria { get; set; } = [];

    /// <summary>Counts the changes of plan and stage; guards against lost updates.</summary>
    public int Version { get; set; }

    /// <summary>What in it is invented, for a demonstration; null when nothing is.</summary>
    public Invention Invention { get; set; }

    /// <summary>The occasions, in order.</summary>
    public List<Occasion> Occasions { get; } = [];

    /// <summary>The days of the programme before which nothing is scored.</summary>
    public List<ProgrammeDay> Days { get; } = [];

    /// <summary>Takes the cohort to the stage after or before the one it is at; closing it is for good.</summary>
    /// <param name="to">The stage.</param>
    /// <param name="standing">What is left to do in the stage that would end.</param>
    /// <param name="now">When.</param>
    /// <returns>What stops it.</returns>
    public Refusal? MoveTo(CohortStage to, CohortStanding standing, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(standing);
        var refusal = (Stage, to) switch
        {
            (CohortStage.Planning, CohortStage.Application) when Criteria.Count == 0 => Refusal.Conflict("NoCriteria"),
            (CohortStage.Admission, CohortStage.Pairing) when standing.Undecided > 0 => Refusal.Conflict(
                "UndecidedLeft",
                standing.Undecided
            ),
            (CohortStage.Admission, CohortStage.Pairing) when standing.Participants == 0 => Refusal.Conflict("NobodyAdmitted"),
            (CohortStage.Pairing, CohortStage.Running) when standing.Ungrouped > 0 => Refusal.Conflict(
                "NotAllGrouped",
                standing.Ungrouped
            ),
            (CohortStage.Pairing, CohortStage.Running) when standing.Participants == 0 => Refusal.Conflict("NobodyAdmitted"),
            (CohortStage.Pairing, CohortStage.Admission) when standing.Participants > standing.Ungrouped => Refusal.Conflict(
                "GroupsPublished"
            ),
            (CohortStage.Running, CohortStage.Closed) when Occasions.Exists(o => !o.IsOver(now)) => Refusal.Conflict(
                "OccasionsLeft",
                Occasions.Max(o => o.EndsAt)
            ),
            (CohortStage.Running, CohortStage.Pairing) or (CohortStage.Closed, _) => Refusal.Conflict("NoWayBack", Stage),
            _ when Math.Abs((int)to - (int)Stage) != 1 => Refusal.Conflict("StageNotNext", Stage),
            _ => null,
        };
        if (refusal is null)
        {
            Stage = to;
            ClosedAt = to is CohortStage.Closed ? now : null;
            Version++;
        }

        return refusal;
    }

    /// <summary>True while an occasion is the one that goes on: in a cohort that is closed none does.</summary>
    public bool HasOpen(Occasion occasion, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(occasion);
        return ClosedAt is null && occasion.IsOpen(now);
    }

    /// <summary>True when an occasion is over: its round is, or the whole cohort.</summary>
    public bool HasBehind(Occasion occasion, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(occasion);
        return ClosedAt is not null || occasion.IsOver(now);
    }

    /// <summary>Takes over an earlier cohort's criteria, occasions and days, moved to another start.</summary>
    /// <param name="earlier">The earlier cohort, with at least one occasion.</param>
    /// <param name="start">The day on which the first occasion is to start.</param>
    /// <param name="zone">The network's time zone: hours of the day stay what they are.</param>
    /// <remarks>
    /// What would begin on a weekend begins on the Monday after, and all of it moves along. Where scoring opened when the
    /// round before was over, it does so here too.
    /// </remarks>
    public void CopyPlan(Cohort earlier, DateOnly start, TimeZoneInfo zone)
    {
        ArgumentNullException.ThrowIfNull(earlier);
        var ordered = earlier.Occasions.OrderBy(o => o.Ordinal).ToList();
        var days = start.DayNumber - DateOnly.FromDateTime(Local(ordered[0].StartsAt)).DayNumber;
        foreach (var (i, o) in ordered.Index())
        {
            var (starts, ends) = MoveMeeting(o.StartsAt, o.EndsAt);
            var (opens, due) = (Move(o.OpensAt), Move(o.DueAt));
            if (i > 0 && o.OpensAt >= ordered[i - 1].EndsAt)
            {
                for (var extra = 1; opens < Occasions[^1].EndsAt; extra++)
                {
                    opens = Move(o.OpensAt, extra);
                }
            }

            Occasions.Add(
                new Occasion
                {
                    Key = o.Key,
                    Ordinal = o.Ordinal,
                    OpensAt = opens < due ? opens : due,
                    DueAt = due,
                    StartsAt = starts,
                    EndsAt = ends,
                }
            );
        }

        foreach (var d in earlier.Days.OrderBy(d => d.Ordinal))
        {
            var (starts, ends) = MoveMeeting(d.StartsAt, d.EndsAt);
            Days.Add(
                new ProgrammeDay
                {
                    Kind = d.Kind,
                    Ordinal = d.Ordinal,
                    StartsAt = starts,
                    EndsAt = ends,
                }
            );
        }

        Criteria =
        [
            .. earlier.Criteria.Select(c => new Criterion
            {
                Key = c.Key,
                Kind = c.Kind,
                IsRequired = c.IsRequired,
                Question = c.Question,
            }),
        ];

        DateTime Local(DateTimeOffset at) => TimeZoneInfo.ConvertTime(at, zone).DateTime;

        DateTimeOffset Move(DateTimeOffset at, int extra = 0)
        {
            var local = Local(at).AddDays(days + extra);
            return new DateTimeOffset(local, zone.GetUtcOffset(local)).ToUniversalTime();
        }

        (DateTimeOffset, DateTimeOffset) MoveMeeting(DateTimeOffset from, DateTimeOffset until)
        {
            var later = ToMonday(Local(from).AddDays(days));
            return (Move(from, later), Move(until, later + ToMonday(Local(until).AddDays(days + later))));
        }

        static int ToMonday(DateTime day) =>
            day.DayOfWeek switch
            {
                DayOfWeek.Saturday => 2,
                DayOfWeek.Sunday => 1,
                _ => 0,
            };
    }

    /// <summary>What is wrong with the order of the timeline, each with the occasion or day it concerns.</summary>
    public IReadOnlyList<Refusal> CheckTimeline()
    {
        var refusals = new List<Refusal>();
        var ordered = Occasions.OrderBy(o => o.Ordinal).ToList();
        for (var i = 0; i < ordered.Count; i++)
        {
            var (o, field) = (ordered[i], $"occasions[{i}]");
            if (o.EndsAt <= o.StartsAt)
            {
                refusals.Add(Refusal.Invalid("EndsBeforeStart", field + ".ends"));
            }

            if (o.DueAt > o.StartsAt || o.DueAt < o.OpensAt)
            {
                refusals.Add(Refusal.Invalid("DueOutside", field + ".due"));
            }

            if (i > 0 && o.StartsAt <= ordered[i - 1].EndsAt)
            {
                refusals.Add(Refusal.Invalid("BeforeEarlierOccasion", field + ".starts"));
            }
        }

        refusals.AddRange(
            Days.OrderBy(d => d.Ordinal)
                .Index()
                .Where(d => d.Item.EndsAt <= d.Item.StartsAt)
                .Select(d => Refusal.Invalid("EndsBeforeStart", $"days[{d.Index}].ends"))
        );
        return refusals;
    }
}

/// <summary>What is left to do in a cohort, as far as moving to another stage depends on it.</summary>
/// <param name="Undecided">Submitted applications without a decision.</param>
/// <param name="Participants">Participants that have not left.</param>
/// <param name="Ungrouped">Those of them in no group.</param>
public sealed record CohortStanding(int Undecided, int Participants, int Ungrouped);

/// <summary>How much of a demonstration cohort is invented. The portal says so where the figures stand.</summary>
public enum Invention
{
    /// <summary>Nothing: entered by those it concerns.</summary>
    None = 0,

    /// <summary>Participants, mentors, groups and the sums that the report printed are real; the rest is invented.</summary>
    BeyondPublished = 1,

    /// <summary>Everything is invented, though the municipalities exist.</summary>
    Everything = 2,
}

/// <summary>
/// A point in the programme before which the checklist is scored: start-up, BM 1–3 (or 4), closing conference. The round
/// of group meetings may take several days.
/// </summary>
public sealed class Occasion : ITenantOwned
{
    /// <summary>Database identity.</summary>
    public int Id { get; set; }

    /// <inheritdoc/>
    public int NetworkId { get; set; }

    /// <summary>The cohort it is part of.</summary>
    public int CohortId { get; set; }

    /// <summary><c>startup</c>, <c>bm1</c> … <c>bm4</c> or <c>closing</c>, unique in its cohort.</summary>
    public required string Key { get; set; }

    /// <summary>Place in the cohort, from 1.</summary>
    public int Ordinal { get; set; }

    /// <summary>From when it can be scored.</summary>
    public DateTimeOffset OpensAt { get; set; }

    /// <summary>The day by which scores are asked for; the meeting's start is what locks them.</summary>
    public DateTimeOffset DueAt { get; set; }

    /// <summary>When the first meeting of the round starts.</summary>
    public DateTimeOffset StartsAt { get; set; }

    /// <summary>When the last meeting of the round ends; from then the occasion is closed.</summary>
    public DateTimeOffset EndsAt { get; set; }

    /// <summary>True when the round is over and its aggregates are final.</summary>
    public bool IsOver(DateTimeOffset now) => now >= EndsAt;

    /// <summary>True when it has come to this occasion and the round is not over.</summary>
    public bool IsOpen(DateTimeOffset now) => now >= OpensAt && !IsOver(now);

    /// <summary>
    /// By when scores are asked for of those whose checklist locks at a time: on the day that is asked of all, never after their
    /// own meeting.
    /// </summary>
    /// <param name="locksAt">When their checklist locks.</param>
    public DateTimeOffset DueBefore(DateTimeOffset locksAt) => DueAt < locksAt ? DueAt : locksAt;
}
