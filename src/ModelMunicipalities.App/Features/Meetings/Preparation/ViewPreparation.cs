using MediatR;
using Microsoft.EntityFrameworkCore;
using ModelMunicipalities.App.Data;
using ModelMunicipalities.App.Platform;
using ModelMunicipalities.App.Tenancy;
using ModelMunicipalities.Domain;
using ModelMunicipalities.Domain.Cohorts;
using ModelMunicipalities.Domain.Meetings;

namespace ModelMunicipalities.App.Features.Meetings;

/// <summary>
/// What a meeting is about and how far everybody has come with what is to be prepared. For those who are to be there.
/// </summary>
public static class ViewPreparation
{
    public sealed record Query(int Id) : IUse<View>, IRequireMeetingMember;

    /// <param name="Id">The meeting's identity.</param>
    /// <param name="Form">Its form.</param>
    /// <param name="Number">Which of several of its form.</param>
    /// <param name="Cohort">The cohort's slug.</param>
    /// <param name="CohortName">Its name.</param>
    /// <param name="Occasion">The occasion that is scored before it; null when nothing is.</param>
    /// <param name="Group">The group; null when the whole cohort meets.</param>
    /// <param name="Status">How far its planning has come.</param>
    /// <param name="StartsAt">When it starts; null while that is not decided.</param>
    /// <param name="EndsAt">When it ends.</param>
    /// <param name="Plans">True when the reader plans it.</param>
    /// <param name="MayChange">True while something of it can be changed.</param>
    /// <param name="Version">Counts the meeting's changes.</param>
    /// <param name="Theme">What it is about.</param>
    /// <param name="AgendaFrom">Where the agenda comes from.</param>
    /// <param name="Agenda">The agenda with its times.</param>
    /// <param name="Preparations">What each organisation prepares.</param>
    /// <param name="Organisations">Who meets and how far each has come.</param>
    /// <param name="Material">What has been uploaded.</param>
    /// <param name="Questions">What the organisations want to ask.</param>
    /// <param name="FormQuestions">What the form suggests to talk about.</param>
    /// <param name="PackFrom">From when everybody may read the pack.</param>
    public sealed record View(
        int Id,
        string Form,
        int Number,
        string Cohort,
        string CohortName,
        string? Occasion,
        string? Group,
        MeetingStatus Status,
        DateTimeOffset? StartsAt,
        DateTimeOffset? EndsAt,
        bool Plans,
        bool MayChange,
        int Version,
        string Theme,
        AgendaSource AgendaFrom,
        IReadOnlyList<AgendaPoint> Agenda,
        IReadOnlyList<Preparing> Preparations,
        IReadOnlyList<OrganisationLine> Organisations,
        IReadOnlyList<MaterialLine> Material,
        IReadOnlyList<QuestionLine> Questions,
        IReadOnlyList<string> FormQuestions,
        DateTimeOffset PackFrom
    );

    /// <param name="Key">Names it in its form.</param>
    /// <param name="Kind">How it is known to be done.</param>
    /// <param name="Title">What it is.</param>
    /// <param name="What">What is asked for.</param>
    /// <param name="DueAt">When it is due; null while the meeting has no time.</param>
    public sealed record Preparing(string Key, PreparationKind Kind, string Title, string What, DateTimeOffset? DueAt);

    /// <param name="Organisation">The organisation's slug.</param>
    /// <param name="Name">Its name.</param>
    /// <param name="Role">Its role in the cohort.</param>
    /// <param name="Hosts">True when it hosts the meeting.</param>
    /// <param name="IsOwn">True when the reader has a function in it.</param>
    /// <param name="Done">Keys of the preparations that it has done.</param>
    /// <param name="Left">How many it has not.</param>
    public sealed record OrganisationLine(
        string Organisation,
        string Name,
        CohortRole Role,
        bool Hosts,
        bool IsOwn,
        IReadOnlyList<string> Done,
        int Left
    );

    /// <param name="Id">The attachment's identity.</param>
    /// <param name="Organisation">The organisation's slug; null when the coordinator uploaded it.</param>
    /// <param name="OrganisationName">Its name.</param>
    /// <param name="Task">The preparation that it answers.</param>
    /// <param name="Name">The file's name.</param>
    /// <param name="Kind">What it is.</param>
    /// <param name="Size">Its size in bytes.</param>
    /// <param name="UploadedAt">When it was uploaded.</param>
    /// <param name="MayRemove">True when the reader may take it away.</param>
    public sealed record MaterialLine(
        int Id,
        string? Organisation,
        string? OrganisationName,
        string? Task,
        string Name,
        FileKind Kind,
        int Size,
        DateTimeOffset UploadedAt,
        bool MayRemove
    );

    /// <param name="Id">The question's identity.</param>
    /// <param name="Organisation">The organisation's slug.</param>
    /// <param name="OrganisationName">Its name.</param>
    /// <param name="Text">The question.</param>
    /// <param name="IsOwn">True when it is the reader's organisation's.</param>
    public sealed record QuestionLine(int Id, string Organisation, string OrganisationName, string Text, bool IsOwn);

    internal sealed class Handler(AppDb db, MeetingMemberGuard guard, Caller caller, Show show, Moments moments)
        : IRequestHandler<Query, Outcome<View>>
    {
        public async Task<Outcome<View>> Handle(Query request, CancellationToken ct)
        {
            var access = guard.For(request);
            var (meeting, form) = (access.Meeting, MeetingForm.Of(access.Meeting));
            var (source, items) = await Agendas.ReadAsync(db, show, access, ct);
            var said = (
                await db
                    .Preparations.Where(p => p.MeetingId == meeting.Id)
                    .Select(p => new { p.OrganisationId, p.Task })
                    .ToListAsync(ct)
            ).ToLookup(p => p.OrganisationId, p => p.Task);
            var files = await db
                .Attachments.Where(a => a.MeetingId == meeting.Id)
                .OrderBy(a => a.Id)
                .AsNoTracking()
                .ToListAsync(ct);
            var submitted = meeting.OccasionId is null
                ? []
                : await db
                    .Assessments.Where(a => a.OccasionId == meeting.OccasionId && a.SubmittedAt != null)
                    .Select(a => a.OrganisationId)
                    .ToListAsync(ct);
            var mayChange = access.Cohort.Stage.Allows(CohortAct.Meet) && meeting.WhyNotPrepare() is null;
            var tasks = form
                .Preparations.Where(p => p.Kind != PreparationKind.Checklist || meeting.OccasionId is not null)
                .ToList();
            var organisations = access
                .Members.Select(m =>
                {
                    var uploaded = files.Where(f => f.OrganisationId == m.Organisation.Id).Select(f => f.Task).ToHashSet();
                    var done = tasks
                        .Where(t =>
                            t.Kind switch
                            {
                                PreparationKind.Task => said[m.Organisation.Id].Contains(t.Key),
                                PreparationKind.Document => uploaded.Contains(t.Key),
                                _ => submitted.Contains(m.Organisation.Id),
                            }
                        )
                        .Select(t => t.Key)
                        .ToList();
                    return new OrganisationLine(
                        m.Organisation.Slug,
                        m.Organisation.Name,
                        m.Role,
                        m.Organisation.Id == meeting.HostId,
                        caller.IsAt(m.Organisation.Id),
                        done,
                        tasks.Count - done.Count
                    );
                })
                .ToList();

            var questions = await QuestionsAsync(db, caller, meeting.Id, ct);
            var names = await NamesAsync([.. files.Select(f => f.OrganisationId).OfType<int>()], access, ct);
            return new View(
                meeting.Id,
                meeting.Form,
                meeting.Number,
                access.Cohort.Slug,
                access.Cohort.Name,
                access.Occasion?.Key,
                access.Group?.Name,
                meeting.Status,
                meeting.StartsAt,
                meeting.EndsAt,
                access.Part == MeetingPart.Planner,
                mayChange,
                meeting.Version,
                show.Text(form.Theme),
                source,
                Agenda.Times(items, meeting.StartsAt),
                tasks.ConvertAll(t => new Preparing(
                    t.Key,
                    t.Kind,
                    show.Text(t.Title),
                    show.Text(t.What),
                    meeting.StartsAt is { } start ? t.DueAt(start, moments.Zone) : null
                )),
                organisations,
                files.ConvertAll(f =>
                {
                    var of = f.OrganisationId is { } organisation ? names[organisation] : default;
                    return new MaterialLine(
                        f.Id,
                        of.Slug,
                        of.Name,
                        f.Task,
                        f.Name,
                        f.Kind,
                        f.Size,
                        f.UploadedAt,
                        mayChange && (caller.IsCoordinator || (f.OrganisationId is { } own && caller.IsAt(own)))
                    );
                }),
                questions,
                [.. form.Questions.Select(show.Text)],
                meeting.PackFrom()
            );
        }

        /// <summary>Names of those whose material there is, those that have left since too.</summary>
        private async Task<Dictionary<int, (string Slug, string Name)>> NamesAsync(
            HashSet<int> ids,
            MeetingAccess access,
            CancellationToken ct
        )
        {
            var names = access.Members.ToDictionary(m => m.Organisation.Id, m => (m.Organisation.Slug, m.Organisation.Name));
            ids.ExceptWith(names.Keys);
            foreach (
                var o in ids.Count == 0
                    ? []
                    : await db
                        .Organisations.Where(o => ids.Contains(o.Id))
                        .Select(o => new
                        {
                            o.Id,
                            o.Slug,
                            o.Name,
                        })
                        .ToListAsync(ct)
            )
            {
                names[o.Id] = (o.Slug, o.Name);
            }

            return names;
        }
    }

    /// <summary>What the organisations want to ask, in the order in which they asked.</summary>
    internal static async Task<List<QuestionLine>> QuestionsAsync(AppDb db, Caller caller, int meetingId, CancellationToken ct) =>
        (
            await (
                from q in db.MeetingQuestions
                where q.MeetingId == meetingId
                join o in db.Organisations on q.OrganisationId equals o.Id
                orderby q.Id
                select new
                {
                    q.Id,
                    q.OrganisationId,
                    o.Slug,
                    o.Name,
                    q.Text,
                }
            ).ToListAsync(ct)
        ).ConvertAll(q => new QuestionLine(q.Id, q.Slug, q.Name, q.Text, caller.IsAt(q.OrganisationId)));

    public static void Map(IEndpointRouteBuilder network) =>
        network
            .MapGet(
                "/meetings/{id:int}/preparation",
                async (int id, HttpContext http, IMediator mediator, Show show, CancellationToken ct) =>
                    (await mediator.Send(new Query(id), ct)).Answer(show, view =>
                    {
                        http.Response.SetVersion(view.Version);
                        return Results.Ok(view);
                    })
            )
            .WithTags("Meetings")
            .WithSummary(
                "The agenda with its times, what each organisation prepares and has prepared, its material and its questions. For those who are to be there."
            )
            .Produces<View>();
}
