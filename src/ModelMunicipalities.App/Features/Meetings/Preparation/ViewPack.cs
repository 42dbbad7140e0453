using MediatR;
using Microsoft.EntityFrameworkCore;
using ModelMunicipalities.App.Data;
using ModelMunicipalities.App.Platform;
using ModelMunicipalities.App.Tenancy;
using ModelMunicipalities.Domain;
using ModelMunicipalities.Domain.Assessments;
using ModelMunicipalities.Domain.Cohorts;
using ModelMunicipalities.Domain.Improvements;
using ModelMunicipalities.Domain.Meetings;

namespace ModelMunicipalities.App.Features.Meetings;

/// <summary>
/// What those who meet need to have read, in one: what has changed with each, where each stands lowest, what is worth
/// talking about, open improvements, questions, agenda. From a week before; earlier for who plans the meeting.
/// </summary>
public static class ViewPack
{
    public sealed record Query(int Id) : IUse<View>, IRequireMeetingMember;

    /// <param name="Id">The meeting's identity.</param>
    /// <param name="Form">Its form.</param>
    /// <param name="Number">Which of several of its form.</param>
    /// <param name="Cohort">The cohort's slug.</param>
    /// <param name="CohortName">Its name.</param>
    /// <param name="Group">The group; null when the whole cohort meets.</param>
    /// <param name="Occasion">The occasion that is scored before it; null when nothing is.</param>
    /// <param name="Instrument">The checklist.</param>
    /// <param name="StartsAt">When it starts.</param>
    /// <param name="EndsAt">When it ends.</param>
    /// <param name="ReadyFrom">From when everybody may read it.</param>
    /// <param name="IsEarly">True before that.</param>
    /// <param name="Theme">What the meeting is about.</param>
    /// <param name="Organisations">Each organisation that meets.</param>
    /// <param name="Improvements">The open improvements: those that are due first, first.</param>
    /// <param name="Questions">What the organisations want to ask.</param>
    /// <param name="FormQuestions">What the form suggests to talk about.</param>
    /// <param name="Agenda">The agenda with its times.</param>
    public sealed record View(
        int Id,
        string Form,
        int Number,
        string Cohort,
        string CohortName,
        string? Group,
        string? Occasion,
        string Instrument,
        DateTimeOffset? StartsAt,
        DateTimeOffset? EndsAt,
        DateTimeOffset ReadyFrom,
        bool IsEarly,
        string Theme,
        IReadOnlyList<OrganisationLine> Organisations,
        IReadOnlyList<ImprovementLine> Improvements,
        IReadOnlyList<ViewPreparation.QuestionLine> Questions,
        IReadOnlyList<string> FormQuestions,
        IReadOnlyList<AgendaPoint> Agenda
    );

    /// <param name="Organisation">The organisation's slug.</param>
    /// <param name="Name">Its name.</param>
    /// <param name="Role">Its role in the cohort.</param>
    /// <param name="HasSubmitted">True when it has submitted for this meeting; the figures are else from the time before.</param>
    /// <param name="At">The occasion of the figures; null when it has submitted nothing.</param>
    /// <param name="Sum">Its sum then.</param>
    /// <param name="Before">The occasion that it is compared with; null when there is none.</param>
    /// <param name="Change">How much the sum has changed.</param>
    /// <param name="Moved">The steps that have moved.</param>
    /// <param name="Lowest">Its steps with the lowest score, at most three.</param>
    /// <param name="Differed">
    /// Steps on which its three functions saw furthest apart, at most three, in order of number: not who saw what, nor how far
    /// apart.
    /// </param>
    public sealed record OrganisationLine(
        string Organisation,
        string Name,
        CohortRole Role,
        bool HasSubmitted,
        string? At,
        int? Sum,
        string? Before,
        int? Change,
        IReadOnlyList<MovedStep> Moved,
        IReadOnlyList<LowStep> Lowest,
        IReadOnlyList<int> Differed
    );

    public sealed record MovedStep(int Step, int? From, int? To);

    public sealed record LowStep(int Step, int Score);

    /// <param name="Id">The improvement's identity.</param>
    /// <param name="Organisation">Its organisation's slug.</param>
    /// <param name="OrganisationName">The organisation's name.</param>
    /// <param name="Title">What it is called.</param>
    /// <param name="Owner">Who owns it.</param>
    /// <param name="Steps">The steps that it serves.</param>
    /// <param name="Status">How far it has come.</param>
    /// <param name="DueOn">By which day it is to be done.</param>
    /// <param name="IsOverdue">True when that day has passed.</param>
    public sealed record ImprovementLine(
        int Id,
        string Organisation,
        string OrganisationName,
        string Title,
        string? Owner,
        IReadOnlyList<int> Steps,
        ImprovementStatus Status,
        DateOnly? DueOn,
        bool IsOverdue
    );

    internal sealed class Handler(
        AppDb db,
        MeetingMemberGuard guard,
        Caller caller,
        Show show,
        Moments moments,
        InstrumentCatalogue instruments,
        TimeProvider time
    ) : IRequestHandler<Query, Outcome<View>>
    {
        private const int Most = 3;

        public async Task<Outcome<View>> Handle(Query request, CancellationToken ct)
        {
            var access = guard.For(request);
            var (meeting, now) = (access.Meeting, time.GetUtcNow());
            if ((meeting.WhyNotPrepare()) is { } refusal)
            {
                return refusal;
            }

            var early = now < meeting.PackFrom();
            if (early && access.Part < MeetingPart.Planner)
            {
                return Refusal.Conflict("PackTooEarly", meeting.PackFrom());
            }

            var form = MeetingForm.Of(meeting);
            var (_, items) = await Agendas.ReadAsync(db, show, access, ct);
            return new View(
                meeting.Id,
                meeting.Form,
                meeting.Number,
                access.Cohort.Slug,
                access.Cohort.Name,
                access.Group?.Name,
                access.Occasion?.Key,
                access.Cohort.Instrument,
                meeting.StartsAt,
                meeting.EndsAt,
                meeting.PackFrom(),
                early,
                show.Text(form.Theme),
                await OrganisationsAsync(access, ct),
                await ImprovementsAsync(access, now, ct),
                await ViewPreparation.QuestionsAsync(db, caller, meeting.Id, ct),
                [.. form.Questions.Select(show.Text)],
                Agenda.Times(items, meeting.StartsAt)
            );
        }

        private async Task<IReadOnlyList<OrganisationLine>> OrganisationsAsync(MeetingAccess access, CancellationToken ct)
        {
            var instrument = instruments[access.Cohort.Instrument];
            var ids = access.Members.Select(m => m.Organisation.Id).ToList();
            var last = access.Occasion?.Ordinal ?? int.MaxValue;
            var submitted = (
                await (
                    from a in db.Assessments
                    where
                        a.CohortId == access.Cohort.Id
                        && ids.Contains(a.OrganisationId)
                        && a.SubmittedAt != null
                        && a.Instrument == access.Cohort.Instrument
                    join o in db.Occasions on a.OccasionId equals o.Id
                    where o.Ordinal <= last
                    orderby o.Ordinal
                    select new
                    {
                        a.Id,
                        a.OrganisationId,
                        a.OccasionId,
                        o.Key,
                        a.Profile,
                    }
                ).ToListAsync(ct)
            ).ToLookup(a => a.OrganisationId);
            var hidden = await Knowing.HiddenAsync(db, caller, access.Cohort.Id, instrument, ct);
            submitted = submitted
                .SelectMany(a => a)
                .Where(a => !hidden.Contains((a.OrganisationId, a.OccasionId)))
                .ToLookup(a => a.OrganisationId);
            var latest = ids.Where(id => submitted[id].Any()).Select(id => submitted[id].Last().Id).ToList();

            // Only of who has handed in, and only that they differ: what each answered stays in the organisation.
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
            return
            [
                .. access.Members.Select(m =>
                {
                    var own = submitted[m.Organisation.Id].ToList();
                    var at = own.Count > 0 ? own[^1] : null;
                    var before = own.Count > 1 ? own[^2] : null;
                    var (now, then) = (Profile.Parse(at?.Profile), Profile.Parse(before?.Profile));
                    return new OrganisationLine(
                        m.Organisation.Slug,
                        m.Organisation.Name,
                        m.Role,
                        at is not null && at.Key == access.Occasion?.Key,
                        at?.Key,
                        now?.Sum,
                        before?.Key,
                        now?.Sum - then?.Sum,
                        now is null || then is null ? [] : [.. now.Moved(then).Select(s => new MovedStep(s.Step, s.From, s.To))],
                        now is null
                            ? []
                            :
                            [
                                .. instrument
                                    .Steps.Where(s => now[s.Number] < instrument.Scale.Highest)
                                    .OrderBy(s => now[s.Number])
                                    .ThenBy(s => s.Number)
                                    .Take(Most)
                                    .Select(s => new LowStep(s.Number, now[s.Number]!.Value)),
                            ],
                        at is null
                            ? []
                            :
                            [
                                .. spreads[at.Id]
                                    .Where(s => s.Spread > 0)
                                    .OrderByDescending(s => s.Spread)
                                    .ThenBy(s => s.Step)
                                    .Take(Most)
                                    .Select(s => s.Step)
                                    .Order(),
                            ]
                    );
                }),
            ];
        }

        private async Task<IReadOnlyList<ImprovementLine>> ImprovementsAsync(
            MeetingAccess access,
            DateTimeOffset now,
            CancellationToken ct
        )
        {
            var names = access.Members.ToDictionary(m => m.Organisation.Id, m => m.Organisation);
            var ids = names.Keys.ToList();
            var today = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(now, moments.Zone).DateTime);
            var open = await db
                .Improvements.Where(Improvement.Open)
                .Where(i => i.CohortId == access.Cohort.Id && ids.Contains(i.OrganisationId))
                .AsNoTracking()
                .ToListAsync(ct);
            return
            [
                .. open.OrderBy(i => i.DueOn ?? DateOnly.MaxValue)
                    .ThenBy(i => names[i.OrganisationId].Name, NameOrder.Swedish)
                    .ThenBy(i => i.Id)
                    .Select(i => new ImprovementLine(
                        i.Id,
                        names[i.OrganisationId].Slug,
                        names[i.OrganisationId].Name,
                        i.Title,
                        i.Owner,
                        i.Steps,
                        i.Status,
                        i.DueOn,
                        i.DueOn < today
                    )),
            ];
        }
    }

    public static void Map(IEndpointRouteBuilder network) =>
        network
            .MapGet("/meetings/{id:int}/pack", async (int id, IMediator mediator, Show show, CancellationToken ct) =>
                (await mediator.Send(new Query(id), ct)).Answer(show)
            )
            .WithTags("Meetings")
            .WithSummary(
                "What those who meet need to have read: changes, lowest steps, what is worth talking about, open improvements, questions, agenda. From a week before; earlier for who plans it."
            )
            .Produces<View>()
            .ProducesProblem(StatusCodes.Status409Conflict);
}
