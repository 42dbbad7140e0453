using ModelMunicipalities.Domain.Cohorts;

namespace ModelMunicipalities.Domain.Meetings;

/// <summary>A group as the plan of meetings sees it.</summary>
/// <param name="Id">Its identity.</param>
/// <param name="Hosts">Its organisations in the order in which they host: the participants, then the mentor.</param>
public sealed record PlannedGroup(int Id, IReadOnlyList<int> Hosts);

/// <summary>Which meetings a cohort has by its programme. Source: [001], [002] ch. 3.</summary>
public static class MeetingPlan
{
    /// <summary>
    /// The meetings that the programme asks for and that are not there yet: one of each group for every benchmarking round,
    /// a mentor's call between two rounds, and one of the whole cohort for every other occasion and day. What lies in the
    /// past is not planned.
    /// </summary>
    /// <param name="cohort">The cohort with its occasions and days.</param>
    /// <param name="groups">Its groups.</param>
    /// <param name="existing">The meetings that there are, cancelled ones too.</param>
    /// <param name="now">When.</param>
    /// <remarks>Hosting goes round: each benchmarking meeting of a group has the next of its organisations as its host.</remarks>
    public static IReadOnlyList<Meeting> Missing(
        Cohort cohort,
        IReadOnlyList<PlannedGroup> groups,
        IReadOnlyList<Meeting> existing,
        DateTimeOffset now
    )
    {
        ArgumentNullException.ThrowIfNull(cohort);
        ArgumentNullException.ThrowIfNull(groups);
        ArgumentNullException.ThrowIfNull(existing);
        var occasions = cohort.Occasions.OrderBy(o => o.Ordinal).ToList();
        var rounds = occasions.FindAll(o => MeetingForm.Find(o.Key) is { OfGroup: true });
        var plan = new List<Meeting>();
        foreach (var occasion in occasions.Where(o => !o.IsOver(now)))
        {
            if (!rounds.Contains(occasion))
            {
                if (!existing.Any(m => m.OccasionId == occasion.Id))
                {
                    plan.Add(Whole(cohort, occasion.Key, occasion.StartsAt, occasion.EndsAt, m => m.OccasionId = occasion.Id));
                }

                continue;
            }

            var round = rounds.IndexOf(occasion);
            foreach (var group in groups.Where(g => !existing.Any(m => m.OccasionId == occasion.Id && m.GroupId == g.Id)))
            {
                plan.Add(
                    OfGroup(cohort, group, occasion.Key, 1, occasion.StartsAt, occasion.EndsAt, HostOf(group, round), occasion.Id)
                );
            }
        }

        foreach (var (i, (before, after)) in rounds.Zip(rounds.Skip(1)).Index().Where(c => c.Item.Second.StartsAt > now))
        {
            foreach (
                var group in groups.Where(g =>
                    !existing.Any(m => m.Form == MeetingForm.MentorCall && m.Number == i + 1 && m.GroupId == g.Id)
                )
            )
            {
                plan.Add(
                    OfGroup(
                        cohort,
                        group,
                        MeetingForm.MentorCall,
                        i + 1,
                        before.EndsAt,
                        after.StartsAt,
                        group.Hosts.Count > 0 ? group.Hosts[^1] : null,
                        null
                    )
                );
            }
        }

        foreach (var day in cohort.Days.Where(d => d.EndsAt > now && !existing.Any(m => m.DayId == d.Id)))
        {
            plan.Add(
                Whole(
                    cohort,
                    day.Kind == ProgrammeDayKind.KeyPersonsDay ? "keyPersonsDay" : "learningMeeting",
                    day.StartsAt,
                    day.EndsAt,
                    m =>
                    {
                        m.DayId = day.Id;
                        m.Number = cohort.Days.Count(d => d.Kind == day.Kind && d.Ordinal <= day.Ordinal);
                    }
                )
            );
        }

        return plan;
    }

    /// <summary>
    /// One more meeting than the programme asks for. It gets the number after all that the programme gives or may yet give,
    /// so that none of those is taken for planned; a mentor's call is hosted by the last of the group's hosts, the mentor.
    /// </summary>
    /// <param name="cohort">The cohort with its occasions and days.</param>
    /// <param name="form">Key of the form: a mentor's call, or a learning meeting.</param>
    /// <param name="group">The group; null for the whole cohort.</param>
    /// <param name="from">From when it may take place.</param>
    /// <param name="to">Until when it should have taken place.</param>
    /// <param name="existing">The cohort's meetings.</param>
    /// <param name="now">When it is added.</param>
    /// <returns>The meeting, or what is wrong and where.</returns>
    public static (Meeting? Meeting, IReadOnlyList<Refusal> Refusals) Extra(
        Cohort cohort,
        string? form,
        PlannedGroup? group,
        DateTimeOffset? from,
        DateTimeOffset? to,
        IReadOnlyList<Meeting> existing,
        DateTimeOffset now
    )
    {
        ArgumentNullException.ThrowIfNull(cohort);
        ArgumentNullException.ThrowIfNull(existing);
        var wrong = new List<Refusal>();
        if (form is not (MeetingForm.MentorCall or MeetingForm.LearningMeeting))
        {
            wrong.Add(Refusal.Invalid("MeetingFormNotExtra", "form"));
        }
        else if (form == MeetingForm.MentorCall && group is null)
        {
            wrong.Add(Refusal.Invalid("MentorCallOfGroup", "group"));
        }

        if (from is null)
        {
            wrong.Add(Refusal.Invalid("DateMissing", "windowFrom"));
        }

        if (to is null)
        {
            wrong.Add(Refusal.Invalid("DateMissing", "windowTo"));
        }
        else if (to <= from)
        {
            wrong.Add(Refusal.Invalid("EndsBeforeStart", "windowTo"));
        }
        else if (to <= now)
        {
            wrong.Add(Refusal.Invalid("MeetingWindowPast", "windowTo"));
        }

        if (wrong.Count > 0)
        {
            return (null, wrong);
        }

        var planned =
            form == MeetingForm.MentorCall
                ? cohort.Occasions.Count(o => MeetingForm.Find(o.Key) is { OfGroup: true }) - 1
                : cohort.Days.Count(d => d.Kind == ProgrammeDayKind.LearningMeeting);
        var last = existing
            .Where(m => m.Form == form && (m.Form != MeetingForm.MentorCall || m.GroupId == group?.Id))
            .Select(m => m.Number)
            .DefaultIfEmpty()
            .Max();
        return (
            new Meeting
            {
                CohortId = cohort.Id,
                GroupId = group?.Id,
                Form = form!,
                Number = Math.Max(last, planned) + 1,
                HostId = form == MeetingForm.MentorCall && group!.Hosts.Count > 0 ? group.Hosts[^1] : null,
                WindowFrom = from!.Value,
                WindowTo = to!.Value,
            },
            []
        );
    }

    /// <summary>Gives planned meetings whose host is not in the group any more another of its organisations as host.</summary>
    public static void Rehost(IReadOnlyList<PlannedGroup> groups, IEnumerable<Meeting> meetings)
    {
        ArgumentNullException.ThrowIfNull(groups);
        ArgumentNullException.ThrowIfNull(meetings);
        foreach (var group in groups)
        {
            foreach (
                var (i, meeting) in meetings
                    .Where(m => m.GroupId == group.Id && m.Status == MeetingStatus.Planned)
                    .OrderBy(m => m.WindowFrom)
                    .Index()
                    .Where(m => m.Item.HostId is { } host && !group.Hosts.Contains(host))
            )
            {
                meeting.HostId = HostOf(group, i);
                meeting.Version++;
            }
        }
    }

    /// <summary>
    /// Moves what is not decided along with the programme: windows, and the proposed times of the whole cohort's days.
    /// </summary>
    /// <param name="cohort">The cohort with its occasions and days as they are now.</param>
    /// <param name="meetings">Its meetings.</param>
    public static void Follow(Cohort cohort, IEnumerable<Meeting> meetings)
    {
        ArgumentNullException.ThrowIfNull(cohort);
        ArgumentNullException.ThrowIfNull(meetings);
        var rounds = cohort.Occasions.OrderBy(o => o.Ordinal).Where(o => MeetingForm.Find(o.Key) is { OfGroup: true }).ToList();
        foreach (var meeting in meetings.Where(m => m.Status == MeetingStatus.Planned))
        {
            var window =
                cohort.Occasions.Find(o => o.Id == meeting.OccasionId) is { } occasion ? (occasion.StartsAt, occasion.EndsAt)
                : cohort.Days.Find(d => d.Id == meeting.DayId) is { } day ? (day.StartsAt, day.EndsAt)
                : meeting.Form == MeetingForm.MentorCall && meeting.Number < rounds.Count
                    ? (rounds[meeting.Number - 1].EndsAt, rounds[meeting.Number].StartsAt)
                : (meeting.WindowFrom, meeting.WindowTo);
            if (window == (meeting.WindowFrom, meeting.WindowTo))
            {
                continue;
            }

            (meeting.WindowFrom, meeting.WindowTo) = window;
            if (meeting.GroupId is null)
            {
                (meeting.StartsAt, meeting.EndsAt) = window;
            }

            meeting.Version++;
        }
    }

    private static int? HostOf(PlannedGroup group, int round) =>
        group.Hosts.Count == 0 ? null : group.Hosts[round % group.Hosts.Count];

    private static Meeting OfGroup(
        Cohort cohort,
        PlannedGroup group,
        string form,
        int number,
        DateTimeOffset from,
        DateTimeOffset to,
        int? host,
        int? occasion
    ) =>
        new()
        {
            CohortId = cohort.Id,
            GroupId = group.Id,
            OccasionId = occasion,
            Form = form,
            Number = number,
            HostId = host,
            WindowFrom = from,
            WindowTo = to,
        };

    /// <summary>The timeline has decided the day of what is for all; place and form are left to decide.</summary>
    private static Meeting Whole(Cohort cohort, string form, DateTimeOffset from, DateTimeOffset to, Action<Meeting> of)
    {
        var meeting = new Meeting
        {
            CohortId = cohort.Id,
            Form = form,
            WindowFrom = from,
            WindowTo = to,
            StartsAt = from,
            EndsAt = to,
        };
        of(meeting);
        return meeting;
    }
}
