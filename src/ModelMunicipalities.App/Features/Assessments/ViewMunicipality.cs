using MediatR;
using Microsoft.EntityFrameworkCore;
using ModelMunicipalities.App.Data;
using ModelMunicipalities.App.Features.Cohorts;
using ModelMunicipalities.App.Platform;
using ModelMunicipalities.App.Tenancy;
using ModelMunicipalities.Domain;
using ModelMunicipalities.Domain.Accounts;
using ModelMunicipalities.Domain.Assessments;
using ModelMunicipalities.Domain.Cohorts;
using ModelMunicipalities.Domain.Improvements;
using ModelMunicipalities.Domain.Meetings;

namespace ModelMunicipalities.App.Features.Assessments;

/// <summary>
/// An organisation's way through a cohort: its scores over the occasions, what is due, what remains, its group.
/// </summary>
public static class ViewMunicipality
{
    public sealed record Query(string Cohort, string Organisation) : IUse<View>, IRequireMember;

    /// <summary>How much the reader may see.</summary>
    public enum Sight
    {
        /// <summary>What is submitted and shared.</summary>
        Shared,

        /// <summary>What is submitted, and how far the rest has come.</summary>
        Followed,

        /// <summary>Everything.</summary>
        Own,
    }

    public sealed record View(
        string Organisation,
        string Name,
        string Cohort,
        string CohortName,
        string Instrument,
        Invention Invention,
        bool CohortClosed,
        CohortRole Role,
        Sight Sight,
        IReadOnlyList<OccasionColumn> Occasions,
        OccasionColumn? Current,
        IReadOnlyList<FunctionProgress>? Progress,
        Standing? Latest,
        NextMeeting? Meeting,
        IReadOnlyList<Peer> Group,
        IReadOnlyList<string> MentorPeople,
        IReadOnlyList<EarlierResult> Earlier,
        IReadOnlyList<StepSpread> Disagreements,
        IReadOnlyList<Function>? Vacant,
        DateTimeOffset? WithdrawnAt,
        IReadOnlyList<GroupFlag> GroupFlags,
        bool AsksAfterwards,
        IReadOnlyList<Applying> Applying
    )
    {
        /// <summary>Its improvements that go on, those that are late or stand still first.</summary>
        public IReadOnlyList<Improvements.ListImprovements.Line> Improvements { get; init; } = [];

        /// <summary>The occasions with submitted scores.</summary>
        public IReadOnlyList<OccasionColumn> Scored => [.. Occasions.Where(o => o.Scores is not null)];
    }

    /// <param name="Key">The occasion's key.</param>
    /// <param name="StartsAt">When the organisation's own meeting starts.</param>
    /// <param name="DueAt">By when scores are asked for.</param>
    /// <param name="Status">
    /// How far the assessment has come; always submitted or not started for a reader who does not follow it.
    /// </param>
    /// <param name="Scores">The submitted scores, or null.</param>
    /// <param name="Sum">Their sum.</param>
    /// <param name="Causes">Why scores moved since the occasion before.</param>
    public sealed record OccasionColumn(
        string Key,
        DateTimeOffset OpensAt,
        DateTimeOffset StartsAt,
        DateTimeOffset DueAt,
        bool IsOpen,
        AssessmentStatus Status,
        IReadOnlyList<int?>? Scores,
        int? Sum,
        IReadOnlyList<MovedScore> Causes
    );

    public sealed record MovedScore(int Step, ChangeCause Cause, string? Text, int? ImprovementId = null);

    public sealed record FunctionProgress(Function Function, int Answered, bool HandedIn, string? Person);

    /// <summary>Where the organisation stands after the last submission.</summary>
    public sealed record Standing(
        string Occasion,
        int Sum,
        bool? IsModelMunicipality,
        Remaining? MissingForStatus,
        IReadOnlyList<int?> Targets
    );

    public sealed record NextMeeting(
        int Id,
        string Form,
        int Number,
        DateTimeOffset StartsAt,
        DateTimeOffset EndsAt,
        string? Place
    );

    public sealed record Peer(
        string Organisation,
        string Name,
        CohortRole Role,
        string? Occasion,
        int? Sum,
        IReadOnlyList<int> AheadOn
    );

    /// <summary>A result of another cohort; never joined with this one when the instrument is another.</summary>
    public sealed record EarlierResult(
        string Cohort,
        string CohortName,
        string Instrument,
        string FirstOccasion,
        int FirstSum,
        string LastOccasion,
        int LastSum
    );

    public sealed record StepSpread(int Step, int Lowest, int Highest);

    /// <summary>An application to another cohort that is not decided on.</summary>
    public sealed record Applying(string Cohort, string CohortName, ApplicationStatus Status);

    /// <summary>An organisation's part in the cohort at one of its occasions.</summary>
    private sealed record Taking(
        Cohort Cohort,
        Domain.Networks.Organisation Organisation,
        Participation Participation,
        Occasion Occasion
    );

    private sealed record Kept(
        int Id,
        int CohortId,
        string CohortSlug,
        string CohortName,
        string Instrument,
        string Key,
        DateTimeOffset? SubmittedAt,
        string? Profile,
        List<Moved> Moved
    );

    private sealed record Moved(int Step, ChangeCause? Cause, string? CauseText, int? Target, int? ImprovementId);

    internal sealed class Handler(AppDb db, Caller caller, InstrumentCatalogue instruments, Moments moments, TimeProvider time)
        : IRequestHandler<Query, Outcome<View>>
    {
        public async Task<Outcome<View>> Handle(Query request, CancellationToken ct)
        {
            var now = time.GetUtcNow();
            var rows = await (
                from c in db.Cohorts
                where c.Slug == request.Cohort
                join p in db.Participations on c.Id equals p.CohortId
                join o in db.Organisations on p.OrganisationId equals o.Id
                where o.Slug == request.Organisation
                join x in db.Occasions on c.Id equals x.CohortId
                orderby x.Ordinal
                select new Taking(c, o, p, x)
            )
                .AsNoTracking()
                .ToListAsync(ct);
            if (rows.Count == 0)
            {
                return Refusal.NotFound();
            }

            var at = rows[0];
            var sight =
                caller.FunctionsAt(request.Organisation).Count > 0 ? Sight.Own
                : caller.IsCoordinator ? Sight.Followed
                : Sight.Shared;
            if (sight == Sight.Shared && !await Groups.ShareAsync(db, caller, at.Cohort.Id, at.Participation.GroupId, ct))
            {
                return Refusal.Forbidden("NotYours");
            }

            var meetings = await db
                .Meetings.Where(m =>
                    m.CohortId == at.Cohort.Id
                    && m.Status != MeetingStatus.Cancelled
                    && (m.GroupId == null || m.GroupId == at.Participation.GroupId)
                )
                .OrderBy(m => m.StartsAt ?? m.WindowTo)
                .AsNoTracking()
                .ToListAsync(ct);
            var instrument = instruments[at.Cohort.Instrument];
            var assessments = await KeptAsync(at.Organisation.Id, ct);
            var progress = await db
                .Assessments.Where(a => a.OrganisationId == at.Organisation.Id && a.CohortId == at.Cohort.Id)
                .Select(AssessmentProgress.Of)
                .AsSingleQuery()
                .ToDictionaryAsync(a => a.OccasionId, ct);
            var none = new AssessmentProgress();
            var hidden =
                sight == Sight.Followed
                    ? new HashSet<(int, int)>()
                    : await Knowing.HiddenAsync(db, caller, at.Cohort.Id, instrument, ct);
            var mine = assessments.Where(a => a.CohortId == at.Cohort.Id).ToDictionary(a => a.Key);

            var columns = rows.ConvertAll(x =>
                ColumnOf(
                    x,
                    sight,
                    hidden.Contains((x.Organisation.Id, x.Occasion.Id)),
                    progress.GetValueOrDefault(x.Occasion.Id, none),
                    mine.GetValueOrDefault(x.Occasion.Key)?.Moved ?? [],
                    meetings.Find(m => m.OccasionId == x.Occasion.Id)?.LocksAt ?? x.Occasion.StartsAt,
                    now
                )
            );
            var current = columns.Find(c => c.IsOpen);
            var latest = columns.FindLast(c => c.Scores is not null);
            var peers = await PeersAsync(
                at.Cohort,
                at.Participation.WithdrawnAt is null ? at.Participation.GroupId : null,
                at.Organisation.Id,
                latest?.Scores,
                instrument,
                [
                    .. rows.Where(x => hidden.Count > 0)
                        .SelectMany(x => hidden.Where(h => h.Item2 == x.Occasion.Id).Select(h => (h.Item1, x.Occasion.Key))),
                ],
                ct
            );

            return new View(
                at.Organisation.Slug,
                at.Organisation.Name,
                at.Cohort.Slug,
                at.Cohort.Name,
                at.Cohort.Instrument,
                at.Cohort.Invention,
                at.Cohort.ClosedAt is not null,
                at.Participation.Role,
                sight,
                columns,
                current,
                current is null || sight == Sight.Shared
                    ? null
                    : await ProgressAsync(
                        at.Organisation.Id,
                        progress.GetValueOrDefault(rows.Find(x => x.Occasion.Key == current.Key)!.Occasion.Id, none),
                        ct
                    ),
                latest is null
                    ? null
                    : StandingOf(
                        latest,
                        instrument,
                        sight == Sight.Own
                            ? Targets(mine[latest.Key].Moved.ConvertAll(m => (m.Step, m.Target)), instrument)
                            : null
                    ),
                NextOf(meetings, now),
                peers.Peers,
                peers.MentorPeople,
                hidden.Count > 0 ? [] : Earlier(assessments.FindAll(a => a.CohortId != at.Cohort.Id)),
                sight == Sight.Own && latest is not null ? await SpreadsAsync(mine[latest.Key].Id, request.Organisation, ct) : [],
                sight == Sight.Shared ? null : [.. Assessment.Functions.Except(await FunctionsAsync(at.Organisation.Id, ct))],
                at.Participation.WithdrawnAt,
                sight == Sight.Shared ? [] : peers.Flags,
                sight != Sight.Shared && MayStateAfterwards(rows[^1], now),
                sight == Sight.Own ? await ApplyingAsync(at.Organisation.Id, ct) : []
            )
            {
                Improvements = await ImprovementsAsync(at.Cohort.Id, at.Organisation, now, ct),
            };
        }

        /// <summary>Its assessments in all cohorts, with what moved in each.</summary>
        private Task<List<Kept>> KeptAsync(int organisationId, CancellationToken ct) =>
            (
                from a in db.Assessments
                where a.OrganisationId == organisationId
                join x in db.Occasions on a.OccasionId equals x.Id
                join c in db.Cohorts on a.CohortId equals c.Id
                orderby c.Id, x.Ordinal
                select new Kept(
                    a.Id,
                    a.CohortId,
                    c.Slug,
                    c.Name,
                    c.Instrument,
                    x.Key,
                    a.SubmittedAt,
                    a.Profile,
                    a.Consensus.Where(s => s.Cause != null || s.Target != null)
                        .Select(s => new Moved(s.Step, s.Cause, s.CauseText, s.Target, s.ImprovementId))
                        .ToList()
                )
            )
                .AsNoTracking()
                .AsSingleQuery()
                .ToListAsync(ct);

        private static OccasionColumn ColumnOf(
            Taking at,
            Sight sight,
            bool isHidden,
            AssessmentProgress assessment,
            List<Moved> moved,
            DateTimeOffset startsAt,
            DateTimeOffset now
        )
        {
            var profile = isHidden ? null : Profile.Parse(assessment.SubmittedProfile);
            return new OccasionColumn(
                at.Occasion.Key,
                at.Occasion.OpensAt,
                startsAt,
                at.Occasion.DueBefore(startsAt),
                new ScoringWindow(
                    at.Occasion.OpensAt,
                    startsAt,
                    at.Cohort.ClosedAt is not null,
                    at.Participation.WithdrawnAt is not null
                ).IsOpen(now),
                sight != Sight.Shared ? assessment.Status
                    : isHidden ? AssessmentStatus.NotStarted
                    : assessment.SeenFromOutside,
                profile?.Scores,
                profile?.Sum,
                profile is null
                    ? []
                    :
                    [
                        .. moved
                            .Where(m => m.Cause is not null)
                            .OrderBy(m => m.Step)
                            .Select(m => new MovedScore(m.Step, m.Cause!.Value, m.CauseText, m.ImprovementId)),
                    ]
            );
        }

        private static NextMeeting? NextOf(IEnumerable<Meeting> meetings, DateTimeOffset now) =>
            meetings
                .Where(m => m is { StartsAt: not null, EndsAt: { } ends } && ends > now)
                .Select(m => new NextMeeting(m.Id, m.Form, m.Number, m.StartsAt!.Value, m.EndsAt!.Value, m.Place))
                .FirstOrDefault();

        /// <summary>The first and the last that it submitted in each cohort.</summary>
        private static List<EarlierResult> Earlier(IEnumerable<Kept> assessments) =>
            [
                .. assessments
                    .Where(a => a.SubmittedAt is not null)
                    .GroupBy(a => a.CohortSlug)
                    .Select(g =>
                    {
                        var (first, last) = (g.First(), g.Last());
                        return new EarlierResult(
                            g.Key,
                            first.CohortName,
                            first.Instrument,
                            first.Key,
                            Profile.Parse(first.Profile)!.Sum,
                            last.Key,
                            Profile.Parse(last.Profile)!.Sum
                        );
                    }),
            ];

        private static bool MayStateAfterwards(Taking last, DateTimeOffset now) =>
            last.Participation is { Role: CohortRole.Participant, IsActive: true, Afterwards: null }
            && last.Cohort.Stage.Allows(CohortAct.StateAfterwards)
            && (last.Cohort.ClosedAt is not null || last.Occasion.OpensAt <= now);

        private async Task<IReadOnlyList<Improvements.ListImprovements.Line>> ImprovementsAsync(
            int cohortId,
            Domain.Networks.Organisation organisation,
            DateTimeOffset now,
            CancellationToken ct
        )
        {
            var open = await db
                .Improvements.Where(Improvement.Open)
                .Where(i => i.CohortId == cohortId && i.OrganisationId == organisation.Id)
                .AsNoTracking()
                .ToListAsync(ct);
            return
            [
                .. open.Select(i =>
                        Improvements.ListImprovements.LineOf(i, organisation.Slug, organisation.Name, moments.DayOf(now), now)
                    )
                    .OrderByDescending(i => i.IsOverdue)
                    .ThenByDescending(i => i.IsUntouched)
                    .ThenBy(i => i.DueOn ?? DateOnly.MaxValue)
                    .ThenBy(i => i.Id),
            ];
        }

        private static Standing StandingOf(OccasionColumn latest, Instrument instrument, IReadOnlyList<int?>? targets) =>
            new(
                latest.Key,
                latest.Sum!.Value,
                instrument.Status?.IsMetBy(latest.Scores!),
                instrument.Status?.WhatRemains(latest.Scores!, targets),
                targets ?? []
            );

        private static List<int?> Targets(List<(int Step, int? Target)> targets, Instrument instrument) =>
            [.. instrument.Steps.Select(s => targets.Find(t => t.Step == s.Number).Target)];

        private async Task<(
            IReadOnlyList<Peer> Peers,
            IReadOnlyList<string> MentorPeople,
            IReadOnlyList<GroupFlag> Flags
        )> PeersAsync(
            Cohort cohort,
            int? groupId,
            int organisationId,
            IReadOnlyList<int?>? own,
            Instrument instrument,
            HashSet<(int Organisation, string Occasion)> hidden,
            CancellationToken ct
        )
        {
            if (groupId is null)
            {
                return ([], [], []);
            }

            var cohortId = cohort.Id;
            var all = await (
                from p in db.Participations
                where p.CohortId == cohortId && p.GroupId == groupId
                join o in db.Organisations on p.OrganisationId equals o.Id
                select new
                {
                    o.Id,
                    o.Slug,
                    o.Name,
                    p.Role,
                    HasLeft = p.WithdrawnAt != null,
                    p.IsUnavailable,
                    p.Places,
                    Last = (
                        from a in db.Assessments
                        where a.OrganisationId == o.Id && a.CohortId == cohortId && a.SubmittedAt != null
                        join x in db.Occasions on a.OccasionId equals x.Id
                        orderby x.Ordinal descending
                        select x.Key + ":" + a.Profile
                    ).FirstOrDefault(),
                    KeyPerson = p.Role != CohortRole.Mentor
                        ? null
                        : (
                            from m in db.Memberships
                            where m.OrganisationId == o.Id && m.Function == Function.KeyPerson && m.EndedAt == null
                            join u in db.Users on m.PersonId equals u.Id
                            orderby m.Id
                            select u.Name
                        ).FirstOrDefault(),
                }
            )
                .AsNoTracking()
                .ToListAsync(ct);
            var rows = all.Where(r => !r.HasLeft).OrderByDescending(r => r.Role).ThenBy(r => r.Name, NameOrder.Swedish).ToList();
            var peers = rows.ConvertAll(r =>
            {
                var last =
                    r.Last?.Split(':') is [var occasion, var digits] && !hidden.Contains((r.Id, occasion))
                        ? (Occasion: occasion, Digits: digits)
                        : default;
                var profile = Profile.Parse(last.Digits);
                return new Peer(
                    r.Slug,
                    r.Name,
                    r.Role,
                    last.Occasion,
                    profile?.Sum,
                    profile is null || own is null || r.Id == organisationId
                        ? []
                        :
                        [
                            .. instrument
                                .Steps.Where(s =>
                                    profile[s.Number] == instrument.Scale.Highest && own[s.Number - 1] < instrument.Scale.Highest
                                )
                                .Select(s => s.Number),
                        ]
                );
            });
            return (
                peers,
                [.. rows.Where(r => r.KeyPerson is not null && r.Id != organisationId).Select(r => r.KeyPerson!)],
                GroupHealth.Of(cohort.Stage, all.Select(r => new GroupMember(r.Role, r.HasLeft, r.IsUnavailable, r.Places)))
            );
        }

        /// <summary>Cohorts that it may apply to, or has applied to, without a decision yet.</summary>
        private Task<List<Applying>> ApplyingAsync(int organisationId, CancellationToken ct) =>
            (
                from a in db.Applications
                where
                    a.OrganisationId == organisationId
                    && a.Status != ApplicationStatus.Admitted
                    && a.Status != ApplicationStatus.Declined
                join c in db.Cohorts on a.CohortId equals c.Id
                where c.Stage >= CohortStage.Application && c.Stage <= CohortStage.Pairing
                orderby c.Id
                select new Applying(c.Slug, c.Name, a.Status)
            ).ToListAsync(ct);

        /// <summary>The functions that somebody has.</summary>
        private Task<List<Function>> FunctionsAsync(int organisationId, CancellationToken ct) =>
            db
                .Memberships.Where(m => m.OrganisationId == organisationId && m.Function != null && m.EndedAt == null)
                .Select(m => m.Function!.Value)
                .Distinct()
                .ToListAsync(ct);

        private async Task<IReadOnlyList<FunctionProgress>> ProgressAsync(
            int organisationId,
            AssessmentProgress progress,
            CancellationToken ct
        )
        {
            var people = await (
                from m in db.Memberships
                where m.OrganisationId == organisationId && m.Function != null && m.EndedAt == null
                join u in db.Users on m.PersonId equals u.Id
                orderby m.Id
                select new { m.Function, u.Name }
            ).ToListAsync(ct);
            return
            [
                .. Assessment.Functions.Select(f =>
                {
                    var scoring = progress.Functions.FirstOrDefault(s => s.Function == f);
                    return new FunctionProgress(
                        f,
                        scoring?.Answered ?? 0,
                        scoring?.HandedInAt is not null,
                        people.Find(p => p.Function == f)?.Name
                    );
                }),
            ];
        }

        private async Task<IReadOnlyList<StepSpread>> SpreadsAsync(int assessmentId, string organisation, CancellationToken ct)
        {
            // The same line as Assessment.MayRead draws: who has handed in herself, or all once all three are in.
            var handedIn = db.Scorings.Where(s => s.AssessmentId == assessmentId && s.HandedInAt != null);
            var spreads = await (
                from s in db.Scorings
                where
                    s.AssessmentId == assessmentId
                    && s.HandedInAt != null
                    && (handedIn.Any(h => h.HandedInBy == caller.PersonId) || handedIn.Count() == Assessment.Functions.Count)
                from a in s.Answers
                where a.Score != null
                group a.Score!.Value by a.Step into step
                select new StepSpread(step.Key, step.Min(), step.Max())
            ).ToListAsync(ct);
            return [.. spreads.Where(s => s.Highest > s.Lowest).OrderByDescending(s => s.Highest - s.Lowest).ThenBy(s => s.Step)];
        }
    }

    public static void Map(IEndpointRouteBuilder cohort) =>
        cohort
            .MapGet(
                "/organisations/{organisation}",
                async (string cohort, string organisation, IMediator mediator, Show show, CancellationToken ct) =>
                    (await mediator.Send(new Query(cohort, organisation), ct)).Answer(show)
            )
            .WithTags("Assessments")
            .WithSummary("An organisation's way through a cohort, as much of it as the caller may see.")
            .Produces<View>();
}
