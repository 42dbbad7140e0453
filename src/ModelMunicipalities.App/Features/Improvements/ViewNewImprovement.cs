using MediatR;
using Microsoft.EntityFrameworkCore;
using ModelMunicipalities.App.Data;
using ModelMunicipalities.App.Features.Cohorts;
using ModelMunicipalities.App.Platform;
using ModelMunicipalities.Domain;
using ModelMunicipalities.Domain.Meetings;

namespace ModelMunicipalities.App.Features.Improvements;

/// <summary>
/// What one needs to know to write down an improvement: the checklist, who may own it, the meetings at which it may be planned.
/// </summary>
public static class ViewNewImprovement
{
    public sealed record Query(string Cohort, string Organisation) : IUse<View>, IRequireFunction;

    /// <param name="Organisation">The organisation's slug.</param>
    /// <param name="Name">Its name.</param>
    /// <param name="Cohort">The cohort's slug.</param>
    /// <param name="CohortName">Its name.</param>
    /// <param name="Instrument">Key of its instrument.</param>
    /// <param name="People">Who may own it.</param>
    /// <param name="Meetings">The organisation's meetings in the cohort, in order of time.</param>
    /// <param name="WhyNot">Why none can be written down; null when one can.</param>
    public sealed record View(
        string Organisation,
        string Name,
        string Cohort,
        string CohortName,
        string Instrument,
        IReadOnlyDictionary<int, string> People,
        IReadOnlyList<ViewImprovement.MeetingName> Meetings,
        Refusal? WhyNot
    );

    internal sealed class Handler(AppDb db) : IRequestHandler<Query, Outcome<View>>
    {
        public async Task<Outcome<View>> Handle(Query request, CancellationToken ct)
        {
            if (await PartInCohort.FindAsync(db, request.Cohort, request.Organisation, ct) is not { } part)
            {
                return Refusal.NotFound();
            }

            var meetings = await db
                .Meetings.Where(m =>
                    m.CohortId == part.Cohort.Id
                    && m.Status != MeetingStatus.Cancelled
                    && (m.GroupId == null || m.GroupId == part.Participation.GroupId)
                )
                .AsNoTracking()
                .ToListAsync(ct);
            return new View(
                part.Organisation.Slug,
                part.Organisation.Name,
                part.Cohort.Slug,
                part.Cohort.Name,
                part.Cohort.Instrument,
                await ImprovementAccess.PeopleAsync(db, part.Organisation.Id, ct),
                [.. meetings.OrderBy(m => m.LocksAt).Select(ViewImprovement.NameOf)],
                part.Participation.WhyNotImprove(part.Cohort)
            );
        }
    }
}
