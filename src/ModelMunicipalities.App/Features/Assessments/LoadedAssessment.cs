using Microsoft.EntityFrameworkCore;
using ModelMunicipalities.App.Data;
using ModelMunicipalities.Domain.Accounts;
using ModelMunicipalities.Domain.Assessments;
using ModelMunicipalities.Domain.Cohorts;
using ModelMunicipalities.Domain.Meetings;
using ModelMunicipalities.Domain.Networks;

namespace ModelMunicipalities.App.Features.Assessments;

/// <summary>Names one organisation's assessment at one occasion, as addresses do.</summary>
public interface IAboutAssessment
{
    string Cohort { get; }

    string Organisation { get; }

    string Occasion { get; }
}

/// <summary>One assessment with all that its rules ask for, taken from the database in one read.</summary>
internal sealed record LoadedAssessment(
    Cohort Cohort,
    Occasion Occasion,
    Organisation Organisation,
    int? GroupId,
    ScoringWindow Window,
    string? PreviousOccasion,
    Profile? Previous,
    Instrument Instrument,
    Assessment Assessment
)
{
    /// <summary>Whether anybody has saved anything of it.</summary>
    private bool HasBegun => Assessment.Id != 0;

    /// <summary>By when scores are asked for.</summary>
    public DateTimeOffset DueAt => Occasion.DueBefore(Window.ClosesAt);

    public enum With
    {
        /// <summary>Every function's answers and the consensus.</summary>
        Everything,

        /// <summary>One function's scoring: enough to save its answers.</summary>
        AnswersOf,

        /// <summary>Who has handed in, and the consensus.</summary>
        Consensus,
    }

    /// <summary>
    /// Reads the assessment; one that has not begun is empty, and nowhere but here. Null when there is no such thing in the network.
    /// </summary>
    public static async Task<LoadedAssessment?> LoadAsync(
        AppDb db,
        InstrumentCatalogue instruments,
        IAboutAssessment about,
        With with,
        Function function,
        CancellationToken ct
    )
    {
        IQueryable<Assessment> assessments = with switch
        {
            With.Everything => db.Assessments.Include(a => a.Consensus).Include(a => a.Scorings).ThenInclude(s => s.Answers),
            With.Consensus => db.Assessments.Include(a => a.Consensus).Include(a => a.Scorings),
            _ => db.Assessments.Include(a => a.Scorings.Where(s => s.Function == function)).ThenInclude(s => s.Answers),
        };

        var rows = await (
            from cohort in db.Cohorts
            where cohort.Slug == about.Cohort
            join occasion in db.Occasions on cohort.Id equals occasion.CohortId
            where occasion.Key == about.Occasion
            join participation in db.Participations on cohort.Id equals participation.CohortId
            join organisation in db.Organisations on participation.OrganisationId equals organisation.Id
            where organisation.Slug == about.Organisation
            join assessment in assessments
                on new { OccasionId = occasion.Id, OrganisationId = organisation.Id } equals new
                {
                    assessment.OccasionId,
                    assessment.OrganisationId,
                }
                into started
            from assessment in started.DefaultIfEmpty()
            select new
            {
                Cohort = cohort,
                Occasion = occasion,
                Organisation = organisation,
                participation.GroupId,
                participation.WithdrawnAt,
                LocksAt = db
                    .Meetings.Where(m =>
                        m.OccasionId == occasion.Id
                        && m.Status != MeetingStatus.Cancelled
                        && (m.GroupId == null || m.GroupId == participation.GroupId)
                    )
                    .Select(m => (DateTimeOffset?)(m.StartsAt ?? m.WindowTo))
                    .Min(),
                Before = (
                    from b in db.Assessments
                    where
                        b.CohortId == cohort.Id
                        && b.OrganisationId == organisation.Id
                        && b.Instrument == cohort.Instrument
                        && b.SubmittedAt != null
                    join o in db.Occasions on b.OccasionId equals o.Id
                    where o.Ordinal < occasion.Ordinal
                    orderby o.Ordinal descending
                    select o.Key + ":" + b.Profile
                ).FirstOrDefault(),
                Assessment = assessment,
            }
        )
            .AsSingleQuery()
            .ToListAsync(ct);

        if (rows is not [var row])
        {
            return null;
        }

        return new LoadedAssessment(
            row.Cohort,
            row.Occasion,
            row.Organisation,
            row.GroupId,
            new ScoringWindow(
                row.Occasion.OpensAt,
                row.LocksAt ?? row.Occasion.StartsAt,
                row.Cohort.ClosedAt is not null,
                row.WithdrawnAt is not null
            ),
            row.Before?.Split(':')[0],
            Profile.Parse(row.Before?.Split(':')[1]),
            instruments[row.Cohort.Instrument],
            row.Assessment
                ?? new Assessment
                {
                    CohortId = row.Cohort.Id,
                    OccasionId = row.Occasion.Id,
                    OrganisationId = row.Organisation.Id,
                    Instrument = row.Cohort.Instrument,
                }
        );
    }

    /// <summary>The same for what changes it: one that has not begun is saved with its first change.</summary>
    public static async Task<LoadedAssessment?> OpenAsync(
        AppDb db,
        InstrumentCatalogue instruments,
        IAboutAssessment about,
        With with,
        Function function,
        CancellationToken ct
    )
    {
        var loaded = await LoadAsync(db, instruments, about, with, function, ct);
        if (loaded is { HasBegun: false })
        {
            db.Assessments.Add(loaded.Assessment);
        }

        return loaded;
    }
}
