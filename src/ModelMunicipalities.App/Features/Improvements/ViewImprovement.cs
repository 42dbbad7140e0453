using System.Text.Json.Serialization;
using MediatR;
using Microsoft.EntityFrameworkCore;
using ModelMunicipalities.App.Data;
using ModelMunicipalities.App.Platform;
using ModelMunicipalities.App.Tenancy;
using ModelMunicipalities.Domain;
using ModelMunicipalities.Domain.Accounts;
using ModelMunicipalities.Domain.Assessments;
using ModelMunicipalities.Domain.Cohorts;
using ModelMunicipalities.Domain.Improvements;
using ModelMunicipalities.Domain.Meetings;

namespace ModelMunicipalities.App.Features.Improvements;

/// <summary>
/// One improvement: what it is about, its cycles, what was found at meetings, what others say, what it has moved.
/// </summary>
public static class ViewImprovement
{
    public sealed record Query(string Cohort, string Organisation, int Improvement) : IUse<View>, IRequireImprovementReader;

    /// <summary>What the list tells of it, and all the rest.</summary>
    public sealed record View : ListImprovements.Line
    {
        internal View(ListImprovements.Line line)
            : base(line) { }

        /// <summary>The cohort's slug.</summary>
        public required string Cohort { get; init; }

        /// <summary>The cohort's name.</summary>
        public required string CohortName { get; init; }

        /// <summary>Key of its instrument.</summary>
        public required string Instrument { get; init; }

        /// <summary>What in the cohort is invented.</summary>
        public required Invention Invention { get; init; }

        /// <summary>When it was written down.</summary>
        public required DateTimeOffset CreatedAt { get; init; }

        /// <summary>The meeting at which it was planned.</summary>
        public required MeetingName? PlannedAt { get; init; }

        /// <summary>Its cycles, in order.</summary>
        public required IReadOnlyList<Cycle> Cycles { get; init; }

        /// <summary>What was found at meetings, in order of time.</summary>
        public required IReadOnlyList<Review> Reviews { get; init; }

        /// <summary>What others say, in order of time.</summary>
        public required IReadOnlyList<Comment> Comments { get; init; }

        /// <summary>Its documents.</summary>
        public required IReadOnlyList<Document> Attachments { get; init; }

        /// <summary>The submitted scores that it moved.</summary>
        public required IReadOnlyList<MovedScore> Scores { get; init; }

        /// <summary>Who owns it, when she has an account; to the organisation's own.</summary>
        public required int? OwnerId { get; init; }

        /// <summary>Who may own it, by identity; to the organisation's own.</summary>
        public required IReadOnlyDictionary<int, string> People { get; init; }

        /// <summary>The meetings at which the caller may review it, newest first.</summary>
        public required IReadOnlyList<MeetingName> ReviewAt { get; init; }

        /// <summary>The occasion at which its organisation last submitted; null when it has not.</summary>
        public required string? Occasion { get; init; }

        /// <summary>True when it is the caller's organisation's.</summary>
        public required bool IsOwn { get; init; }

        /// <summary>Why nothing can be written in it; null when it can.</summary>
        [JsonIgnore]
        public Refusal? WhyNot { get; init; }

        /// <summary>True when the caller may write in it.</summary>
        public bool MayWrite => IsOwn && WhyNot is null;

        internal IResult WithVersion(HttpContext http)
        {
            http.Response.SetVersion(Version);
            return Results.Ok(this);
        }
    }

    /// <param name="Number">Which, from 1.</param>
    /// <param name="Plan">What is tried.</param>
    /// <param name="Do">What was done.</param>
    /// <param name="Study">What was seen.</param>
    /// <param name="Act">What follows.</param>
    /// <param name="Outcome">What it led to.</param>
    /// <param name="BegunAt">When it was begun.</param>
    public sealed record Cycle(
        int Number,
        string? Plan,
        string? Do,
        string? Study,
        string? Act,
        CycleOutcome? Outcome,
        DateTimeOffset BegunAt
    );

    /// <param name="Id">The meeting's identity.</param>
    /// <param name="Form">Its form: <c>bm1</c>.</param>
    /// <param name="Number">Which of several of its form.</param>
    /// <param name="At">When it starts, or until when it should have.</param>
    public sealed record MeetingName(int Id, string Form, int Number, DateTimeOffset At);

    /// <summary>What was found at a meeting, and its version, for If-Match.</summary>
    public sealed record Review(
        MeetingName Meeting,
        ImprovementStatus Status,
        string? Finding,
        string NotedBy,
        DateTimeOffset NotedAt,
        bool MayChange,
        int Version
    );

    public sealed record Comment(int Id, string Person, string? Organisation, string Text, DateTimeOffset At, bool IsYours);

    public sealed record Document(int Id, string Name, FileKind Kind, int Size, string? Organisation, DateTimeOffset At);

    public sealed record MovedScore(string Cohort, string Occasion, int Step, int Score);

    internal sealed class Handler(
        AppDb db,
        ImprovementReaderGuard guard,
        Caller caller,
        InstrumentCatalogue instruments,
        Moments moments,
        TimeProvider time
    ) : IRequestHandler<Query, Outcome<View>>
    {
        public async Task<Outcome<View>> Handle(Query request, CancellationToken ct)
        {
            var access = guard.For(request);
            var (i, now, isOwn) = (access.Improvement, time.GetUtcNow(), access.Part == ImprovementPart.Own);
            var meetings = await db
                .Meetings.Where(m =>
                    m.CohortId == i.CohortId
                    && (m.GroupId == null || m.GroupId == access.Participation.GroupId || m.Id == i.PlannedAtId)
                )
                .AsNoTracking()
                .ToListAsync(ct);
            var why = access.Participation.WhyNotImprove(access.Cohort);
            var planned = meetings.Find(m => m.Id == i.PlannedAtId);
            var plansGroup = isOwn || caller.IsCoordinator || await PlansGroupAsync(access, ct);
            var may = why is not null
                ? []
                : meetings
                    .Where(m =>
                        ImprovementReview.WhyNotAt(i, access.Participation.GroupId, m, planned) is null
                        && (isOwn || caller.IsCoordinator || (m.GroupId is not null && plansGroup))
                    )
                    .OrderByDescending(m => m.LocksAt)
                    .ToList();
            var next = may.LastOrDefault(m => m.LocksAt > now);
            return new View(
                ListImprovements.LineOf(i, access.Organisation.Slug, access.Organisation.Name, moments.DayOf(now), now)
            )
            {
                Cohort = access.Cohort.Slug,
                CohortName = access.Cohort.Name,
                Instrument = access.Cohort.Instrument,
                Invention = access.Cohort.Invention,
                CreatedAt = i.CreatedAt,
                PlannedAt = planned is null ? null : NameOf(planned),
                Cycles =
                [
                    .. i
                        .Cycles.Index()
                        .Select(c => new Cycle(
                            c.Index + 1,
                            c.Item.Plan,
                            c.Item.Do,
                            c.Item.Study,
                            c.Item.Act,
                            c.Item.Outcome,
                            c.Item.BegunAt
                        )),
                ],
                Reviews = await ReviewsAsync(i.Id, may, ct),
                Comments = await CommentsAsync(i.Id, ct),
                Attachments = await DocumentsAsync(i.Id, ct),
                Scores = await ScoresAsync(access, ct),
                OwnerId = isOwn ? i.OwnerId : null,
                People =
                    isOwn && why is null
                        ? await ImprovementAccess.PeopleAsync(db, access.Organisation.Id, ct)
                        : new Dictionary<int, string>(),
                ReviewAt = [.. may.Where(m => m == next || m.LocksAt <= now).Select(NameOf)],
                Occasion = await LastOccasionAsync(i, ct),
                IsOwn = isOwn,
                WhyNot = why,
            };
        }

        private Task<string?> LastOccasionAsync(Improvement i, CancellationToken ct) =>
            (
                from a in db.Assessments
                where a.CohortId == i.CohortId && a.OrganisationId == i.OrganisationId && a.SubmittedAt != null
                join x in db.Occasions on a.OccasionId equals x.Id
                orderby x.Ordinal descending
                select x.Key
            ).FirstOrDefaultAsync(ct);

        /// <summary>True for a key person of the group, as <see cref="Meetings.MeetingAccess"/> has it.</summary>
        private async Task<bool> PlansGroupAsync(ImprovementAccess access, CancellationToken ct)
        {
            var mine = caller.Places.Where(p => p.Function == Function.KeyPerson).Select(p => p.OrganisationId!.Value).ToList();
            return mine.Count > 0
                && await db.Participations.AnyAsync(
                    p =>
                        p.CohortId == access.Cohort.Id
                        && p.GroupId != null
                        && p.GroupId == access.Participation.GroupId
                        && p.WithdrawnAt == null
                        && mine.Contains(p.OrganisationId),
                    ct
                );
        }

        private async Task<IReadOnlyList<Review>> ReviewsAsync(int id, List<Meeting> may, CancellationToken ct)
        {
            var rows = await (
                from r in db.ImprovementReviews
                where r.ImprovementId == id
                join m in db.Meetings on r.MeetingId equals m.Id
                join u in db.Users on r.NotedBy equals u.Id into noted
                from u in noted.DefaultIfEmpty()
                select new
                {
                    Review = r,
                    Meeting = m,
                    By = u!.Name,
                }
            )
                .AsNoTracking()
                .ToListAsync(ct);
            return
            [
                .. rows.OrderBy(r => r.Meeting.LocksAt)
                    .Select(r => new Review(
                        NameOf(r.Meeting),
                        r.Review.Status,
                        r.Review.Finding,
                        r.By ?? "",
                        r.Review.NotedAt,
                        may.Exists(m => m.Id == r.Meeting.Id),
                        r.Review.Version
                    )),
            ];
        }

        private async Task<IReadOnlyList<Comment>> CommentsAsync(int id, CancellationToken ct)
        {
            var rows = await (
                from c in db.ImprovementComments
                where c.ImprovementId == id
                join u in db.Users on c.PersonId equals u.Id
                join o in db.Organisations on c.OrganisationId equals o.Id into of
                from o in of.DefaultIfEmpty()
                orderby c.At, c.Id
                select new
                {
                    c.Id,
                    Person = u.Name,
                    Organisation = o!.Name,
                    c.Text,
                    c.At,
                    c.PersonId,
                }
            )
                .AsNoTracking()
                .ToListAsync(ct);
            return rows.ConvertAll(c => new Comment(c.Id, c.Person, c.Organisation, c.Text, c.At, c.PersonId == caller.PersonId));
        }

        private async Task<IReadOnlyList<Document>> DocumentsAsync(int id, CancellationToken ct) =>
            await (
                from a in db.Attachments
                where a.ImprovementId == id
                join o in db.Organisations on a.OrganisationId equals o.Id into of
                from o in of.DefaultIfEmpty()
                orderby a.UploadedAt, a.Id
                select new Document(a.Id, a.Name, a.Kind, a.Size, o!.Name, a.UploadedAt)
            ).ToListAsync(ct);

        private async Task<IReadOnlyList<MovedScore>> ScoresAsync(ImprovementAccess access, CancellationToken ct)
        {
            var (id, organisation) = (access.Improvement.Id, access.Organisation.Id);
            var hidden =
                access.Part == ImprovementPart.Reader && !caller.IsCoordinator
                    ? await Knowing.HiddenAsync(db, caller, access.Cohort.Id, instruments[access.Cohort.Instrument], ct)
                    : new HashSet<(int, int)>();
            var moved = await (
                from s in db.ConsensusScores
                where s.ImprovementId == id && s.Score != null
                join a in db.Assessments on s.AssessmentId equals a.Id
                where a.SubmittedAt != null
                join x in db.Occasions on a.OccasionId equals x.Id
                join c in db.Cohorts on a.CohortId equals c.Id
                orderby c.Id, x.Ordinal, s.Step
                select new { Occasion = x.Id, Score = new MovedScore(c.Slug, x.Key, s.Step, s.Score!.Value) }
            ).ToListAsync(ct);
            return [.. moved.Where(m => !hidden.Contains((organisation, m.Occasion))).Select(m => m.Score)];
        }
    }

    internal static MeetingName NameOf(Meeting meeting) => new(meeting.Id, meeting.Form, meeting.Number, meeting.LocksAt);

    public static void Map(IEndpointRouteBuilder improvement) =>
        improvement
            .MapGet(
                "",
                async (
                    string cohort,
                    string organisation,
                    int improvement,
                    HttpContext http,
                    IMediator mediator,
                    Show show,
                    CancellationToken ct
                ) =>
                    (await mediator.Send(new Query(cohort, organisation, improvement), ct)).Answer(show, view =>
                        view.WithVersion(http)
                    )
            )
            .WithSummary(
                "One improvement with its cycles, reviews, comments and documents. For its organisation, its group and the coordinator."
            )
            .Produces<View>();
}
