using MediatR;
using Microsoft.EntityFrameworkCore;
using ModelMunicipalities.App.Data;
using ModelMunicipalities.App.Features.Cohorts;
using ModelMunicipalities.App.Platform;
using ModelMunicipalities.App.Tenancy;
using ModelMunicipalities.Domain;
using ModelMunicipalities.Domain.Assessments;
using ModelMunicipalities.Domain.Cohorts;
using ModelMunicipalities.Domain.Improvements;
using ModelMunicipalities.Domain.Meetings;

namespace ModelMunicipalities.App.Features.Assessments;

/// <summary>A mentor's participants side by side: what they have submitted, where they stand lowest, when they meet.</summary>
public static class ViewMentees
{
    public sealed record Query(string Cohort) : IUse<View>, IRequireMember;

    public sealed record View(
        string Cohort,
        string CohortName,
        string Instrument,
        Invention Invention,
        IReadOnlyList<string> Occasions,
        string? Current,
        IReadOnlyList<Mentee> Mentees,
        IReadOnlyList<Own> Mentors
    );

    /// <summary>One of the caller's own organisations that is mentor, and what is wrong with its group.</summary>
    public sealed record Own(string Organisation, string Name, int? Places, bool IsUnavailable, IReadOnlyList<GroupFlag> Flags);

    /// <param name="Organisation">The participant's slug.</param>
    /// <param name="Name">Its name.</param>
    /// <param name="Group">Its group.</param>
    /// <param name="Scores">What it has submitted, by occasion.</param>
    /// <param name="Status">Whether it has submitted at the occasion going on.</param>
    /// <param name="IsModelMunicipality">By its last submission; null when the instrument has no such status.</param>
    /// <param name="Lowest">Its steps with the lowest score, at most three.</param>
    /// <param name="Differed">Steps on which its three functions saw furthest apart, without telling who; at most three.</param>
    /// <param name="NextMeeting">When its group meets next.</param>
    public sealed record Mentee(
        string Organisation,
        string Name,
        string Group,
        IReadOnlyDictionary<string, IReadOnlyList<int?>> Scores,
        AssessmentStatus Status,
        bool? IsModelMunicipality,
        IReadOnlyList<int> Lowest,
        IReadOnlyList<int> Differed,
        DateTimeOffset? NextMeeting
    )
    {
        /// <summary>How many of its improvements go on.</summary>
        public int OpenImprovements { get; init; }

        /// <summary>How many of them are overdue.</summary>
        public int OverdueImprovements { get; init; }

        /// <summary>How many of them nobody has written in for a long time.</summary>
        public int UntouchedImprovements { get; init; }

        public int? SumAt(string occasion) => Scores.GetValueOrDefault(occasion)?.Sum(s => s ?? 0);

        public IReadOnlyList<int?>? Latest => Scores.Count == 0 ? null : Scores.Values.Last();
    }

    internal sealed class Handler(AppDb db, Caller caller, InstrumentCatalogue instruments, Moments moments, TimeProvider time)
        : IRequestHandler<Query, Outcome<View>>
    {
        private const int Most = 3;

        public async Task<Outcome<View>> Handle(Query request, CancellationToken ct)
        {
            var now = time.GetUtcNow();
            var mine = caller.Places.Where(p => p.OrganisationId is not null).Select(p => p.OrganisationId!.Value).ToList();
            var found = await db
                .Cohorts.Where(c => c.Slug == request.Cohort)
                .Select(c => new
                {
                    Cohort = c,
                    Occasions = db.Occasions.Where(o => o.CohortId == c.Id).OrderBy(o => o.Ordinal).ToList(),
                    Own = db
                        .Participations.Where(p =>
                            p.CohortId == c.Id
                            && p.Role == CohortRole.Mentor
                            && p.WithdrawnAt == null
                            && mine.Contains(p.OrganisationId)
                        )
                        .Join(
                            db.Organisations,
                            p => p.OrganisationId,
                            o => o.Id,
                            (p, o) =>
                                new
                                {
                                    p.GroupId,
                                    o.Slug,
                                    o.Name,
                                    p.Places,
                                    p.IsUnavailable,
                                }
                        )
                        .ToList(),
                })
                .AsNoTracking()
                .AsSingleQuery()
                .SingleOrDefaultAsync(ct);
            if (found is null)
            {
                return Refusal.NotFound();
            }

            if (found.Own.Count == 0)
            {
                return Refusal.Forbidden("MentorOnly");
            }

            var instrument = instruments[found.Cohort.Instrument];
            var groups = found.Own.ConvertAll(o => o.GroupId);
            var flags = await GroupFlags.ReadAsync(db, found.Cohort.Id, found.Cohort.Stage, ct);
            var all = await (
                from p in db.Participations
                where
                    p.CohortId == found.Cohort.Id
                    && p.Role == CohortRole.Participant
                    && p.WithdrawnAt == null
                    && groups.Contains(p.GroupId)
                join o in db.Organisations on p.OrganisationId equals o.Id
                join g in db.Groups on p.GroupId equals g.Id
                select new
                {
                    o.Id,
                    o.Slug,
                    o.Name,
                    Group = g.Name,
                    NextMeeting = db
                        .Meetings.Where(m => m.GroupId == g.Id && m.Status == MeetingStatus.Confirmed && m.EndsAt > now)
                        .Select(m => m.StartsAt)
                        .Min(),
                    Submitted = (
                        from a in db.Assessments
                        where a.OrganisationId == o.Id && a.CohortId == p.CohortId && a.SubmittedAt != null
                        join x in db.Occasions on a.OccasionId equals x.Id
                        orderby x.Ordinal
                        select new
                        {
                            a.Id,
                            x.Key,
                            a.Profile,
                        }
                    ).ToList(),
                }
            )
                .AsNoTracking()
                .AsSingleQuery()
                .ToListAsync(ct);

            var keys = found.Occasions.ToDictionary(o => o.Key, o => o.Id);
            var hidden = await Knowing.HiddenAsync(db, caller, found.Cohort.Id, instrument, ct);
            var rows = all.OrderBy(r => r.Group, NameOrder.Swedish)
                .ThenBy(r => r.Name, NameOrder.Swedish)
                .Select(r => r with { Submitted = r.Submitted.FindAll(s => !hidden.Contains((r.Id, keys[s.Key]))) })
                .ToList();
            var latest = rows.Where(r => r.Submitted.Count > 0).Select(r => r.Submitted[^1].Id).ToList();
            var spreads = (
                await (
                    from s in db.Scorings
                    where latest.Contains(s.AssessmentId) && s.HandedInAt != null
                    from a in s.Answers
                    where a.Score != null
                    group a.Score!.Value by new { s.AssessmentId, a.Step } into step
                    select new
                    {
                        step.Key.AssessmentId,
                        step.Key.Step,
                        Spread = step.Max() - step.Min(),
                    }
                ).ToListAsync(ct)
            ).ToLookup(s => s.AssessmentId);

            var mentees = rows.ConvertAll(r => r.Id);
            var improvements = (
                await db
                    .Improvements.Where(Improvement.Open)
                    .Where(i => i.CohortId == found.Cohort.Id && mentees.Contains(i.OrganisationId))
                    .AsNoTracking()
                    .ToListAsync(ct)
            ).ToLookup(i => i.OrganisationId);
            var current = found.Occasions.Find(o => found.Cohort.HasOpen(o, now));
            var progress = current is null
                ? []
                : await db
                    .Assessments.Where(a => a.OccasionId == current.Id && mentees.Contains(a.OrganisationId))
                    .Select(AssessmentProgress.Of)
                    .AsSingleQuery()
                    .ToDictionaryAsync(a => a.OrganisationId, ct);
            var none = new AssessmentProgress();
            return new View(
                found.Cohort.Slug,
                found.Cohort.Name,
                found.Cohort.Instrument,
                found.Cohort.Invention,
                found.Occasions.ConvertAll(o => o.Key),
                current?.Key,
                rows.ConvertAll(r =>
                {
                    var last = r.Submitted.Count > 0 ? Profile.Parse(r.Submitted[^1].Profile) : null;
                    return new Mentee(
                        r.Slug,
                        r.Name,
                        r.Group,
                        r.Submitted.ToDictionary(s => s.Key, s => Profile.Parse(s.Profile)!.Scores),
                        progress.GetValueOrDefault(r.Id, none).SeenFromOutside,
                        last is null ? null : instrument.Status?.IsMetBy(last.Scores),
                        last is null
                            ? []
                            :
                            [
                                .. instrument
                                    .Steps.Where(s => last[s.Number] < instrument.Scale.Highest)
                                    .OrderBy(s => last[s.Number])
                                    .ThenBy(s => s.Number)
                                    .Take(Most)
                                    .Select(s => s.Number),
                            ],
                        r.Submitted.Count == 0
                            ? []
                            :
                            [
                                .. spreads[r.Submitted[^1].Id]
                                    .Where(s => s.Spread > 0)
                                    .OrderByDescending(s => s.Spread)
                                    .ThenBy(s => s.Step)
                                    .Take(Most)
                                    .Select(s => s.Step),
                            ],
                        r.NextMeeting
                    )
                    {
                        OpenImprovements = improvements[r.Id].Count(),
                        OverdueImprovements = improvements[r.Id].Count(i => i.IsOverdue(moments.DayOf(now))),
                        UntouchedImprovements = improvements[r.Id].Count(i => i.IsUntouched(now)),
                    };
                }),
                found.Own.ConvertAll(o => new Own(
                    o.Slug,
                    o.Name,
                    o.Places,
                    o.IsUnavailable,
                    o.GroupId is { } group ? flags.GetValueOrDefault(group, []) : []
                ))
            );
        }
    }

    public static void Map(IEndpointRouteBuilder cohort) =>
        cohort
            .MapGet("/mentees", async (string cohort, IMediator mediator, Show show, CancellationToken ct) =>
                (await mediator.Send(new Query(cohort), ct)).Answer(show)
            )
            .WithTags("Assessments")
            .WithSummary("The caller's mentees side by side. For those of a mentor organisation.")
            .Produces<View>();
}
