using Microsoft.EntityFrameworkCore;
using ModelMunicipalities.App.Data;
using ModelMunicipalities.App.Platform;
using ModelMunicipalities.App.Platform.Reminding;
using ModelMunicipalities.App.Resources;
using ModelMunicipalities.App.Tenancy;
using ModelMunicipalities.Domain.Accounts;
using ModelMunicipalities.Domain.Assessments;
using ModelMunicipalities.Domain.Cohorts;
using ModelMunicipalities.Domain.Meetings;
using ModelMunicipalities.Domain.Reminders;

namespace ModelMunicipalities.App.Features.Assessments;

/// <summary>
/// The checklist: each function of a participant that has not handed in, and its key persons once all have and nobody has
/// submitted. After the meeting has begun only the coordinator can do something about it.
/// </summary>
internal sealed class ChecklistReminders(AppDb db, Caller caller) : IReminderSource
{
    public ReminderReason Reason => ReminderReason.ChecklistDue;

    public MailTopic Topic => MailTopic.Assessment;

    public async Task<IReadOnlyList<Due>> FindAsync(ReminderRule rule, DateTimeOffset now, CancellationToken ct)
    {
        var taking =
            from c in db.CohortsThatAllow(CohortAct.Meet)
            join o in db.Occasions on c.Id equals o.CohortId
            where o.OpensAt <= now
            join p in db.Participations on c.Id equals p.CohortId
            where p.Role == CohortRole.Participant && p.WithdrawnAt == null
            from a in db.Assessments.Where(a => a.OccasionId == o.Id && a.OrganisationId == p.OrganisationId).DefaultIfEmpty()
            where (a == null || a.SubmittedAt == null) && (o.EndsAt > now || a!.ReopenedAt != null)
            select new
            {
                Cohort = c,
                Occasion = o,
                p.OrganisationId,
                p.GroupId,
                AssessmentId = (int?)a!.Id,
                a.ReopenedAt,
            };
        var rows = await (
            from t in taking
            join o in db.Organisations on t.OrganisationId equals o.Id
            select new
            {
                Cohort = t.Cohort.Slug,
                t.Occasion,
                t.OrganisationId,
                o.Slug,
                o.Name,
                t.GroupId,
                t.AssessmentId,
                t.ReopenedAt,
            }
        )
            .AsNoTracking()
            .ToListAsync(ct);
        var occasions = taking.Select(t => t.Occasion.Id).Distinct();
        var locks = (
            await db
                .Meetings.Where(m =>
                    m.OccasionId != null && m.Status != MeetingStatus.Cancelled && occasions.Contains(m.OccasionId.Value)
                )
                .Select(m => new
                {
                    m.OccasionId,
                    m.GroupId,
                    At = (DateTimeOffset?)(m.StartsAt ?? m.WindowTo),
                })
                .ToListAsync(ct)
        ).ToLookup(m => m.OccasionId!.Value);
        var handedIn = (
            await (
                from a in db.Assessments
                where a.SubmittedAt == null && occasions.Contains(a.OccasionId)
                from s in a.Scorings
                where s.HandedInAt != null
                select new { a.Id, s.Function }
            ).ToListAsync(ct)
        ).ToLookup(s => s.Id, s => s.Function);
        var holders = await db.HoldersAsync(taking.Select(t => t.OrganisationId), ct);
        return
        [
            .. rows.SelectMany(r =>
            {
                var locksAt = locks[r.Occasion.Id].Where(m => m.GroupId is null || m.GroupId == r.GroupId).Min(m => m.At)
                    ?? r.Occasion.StartsAt;
                var missing = Assessment.Functions.Except(r.AssessmentId is { } id ? handedIn[id] : []).ToList();
                var dues =
                    locksAt <= now && r.ReopenedAt is null ? []
                    : missing.Count == 0
                        ? holders[r.OrganisationId]
                            .KeyPersons()
                            .Select(p => Make(p, ":submission", Links.Compare, _ => [Texts.Remind_Submission(r.Name)]))
                            .ToList()
                    : holders[r.OrganisationId]
                        .Where(h => missing.Contains(h.Function))
                        .GroupBy(h => h.Person.PersonId)
                        .Select(g =>
                            Make(g.First().Person, "", Links.Scoring, _ =>
                                [
                                    Texts.Remind_HandIn(
                                        Show.List(
                                            g.Select(h =>
                                                h.Function.Name().ToLower(System.Globalization.CultureInfo.CurrentCulture)
                                            )
                                        ),
                                        r.Name
                                    ),
                                ]
                            )
                        )
                        .ToList();
                return dues.Count > 0 ? dues : [Make(null, "", Links.Assessment, _ => [])];

                Due Make(
                    Letters.Reader? person,
                    string part,
                    Func<string, string, string, string, string> link,
                    Func<Show, IEnumerable<string>> words
                ) =>
                    new(
                        person,
                        $"checklist:{r.Occasion.Id}:{r.OrganisationId}{part}",
                        r.Occasion.DueBefore(locksAt),
                        () => Texts.Remind_ChecklistTitle(Show.Occasion(r.Occasion.Key), r.Name),
                        () =>
                        {
                            var show = new Show(caller);
                            return
                            [
                                .. words(show),
                                show.DueBy(r.Occasion.DueBefore(locksAt), now),
                                locksAt > now ? Texts.Remind_Locks(show.Moment(locksAt)) : null,
                            ];
                        },
                        link(caller.Network!.Slug, r.Cohort, r.Slug, r.Occasion.Key)
                    )
                    {
                        Since = r.ReopenedAt,
                    };
            }),
        ];
    }
}
