using Microsoft.EntityFrameworkCore;
using ModelMunicipalities.App.Data;
using ModelMunicipalities.App.Platform;
using ModelMunicipalities.App.Tenancy;
using ModelMunicipalities.Domain;
using ModelMunicipalities.Domain.Accounts;
using ModelMunicipalities.Domain.Cohorts;
using ModelMunicipalities.Domain.Meetings;
using ModelMunicipalities.Domain.Networks;

namespace ModelMunicipalities.App.Features.Meetings;

/// <summary>What somebody has to do with a meeting.</summary>
internal enum MeetingPart
{
    /// <summary>Nothing: she knows that it takes place, as everybody in the network does.</summary>
    None,

    /// <summary>She is to be there: one of the three functions of an organisation that meets.</summary>
    Member,

    /// <summary>She plans it: a key person of the group, or the coordinator.</summary>
    Planner,
}

/// <summary>An organisation that meets.</summary>
internal sealed record MeetingMember(Organisation Organisation, CohortRole Role);

/// <summary>One meeting with who meets, and what the caller has to do with it. The one place that decides who may what.</summary>
/// <param name="Meeting">The meeting.</param>
/// <param name="Cohort">Its cohort.</param>
/// <param name="Occasion">The occasion that is scored before it, when one is.</param>
/// <param name="Group">The group that meets; null when the whole cohort does.</param>
/// <param name="Members">The organisations that meet and have not left: the mentor first, then by name.</param>
/// <param name="Part">What the caller has to do with it.</param>
internal sealed record MeetingAccess(
    Meeting Meeting,
    Cohort Cohort,
    Occasion? Occasion,
    Group? Group,
    IReadOnlyList<MeetingMember> Members,
    MeetingPart Part
)
{
    /// <summary>The meeting, when the caller has to do with it what is needed.</summary>
    public static async Task<Outcome<MeetingAccess>> FindAsync(
        AppDb db,
        Caller caller,
        int id,
        MeetingPart needed,
        CancellationToken ct
    ) =>
        await LoadAsync(db, caller, id, ct) is not { } access ? Refusal.NotFound()
        : access.WhyNot(needed) is { } refusal ? refusal
        : access;

    /// <summary>Two questions to the database. Null when the network has no such meeting.</summary>
    public static async Task<MeetingAccess?> LoadAsync(AppDb db, Caller caller, int id, CancellationToken ct)
    {
        var row = await (
            from m in db.Meetings
            where m.Id == id
            join c in db.Cohorts on m.CohortId equals c.Id
            join o in db.Occasions on m.OccasionId equals o.Id into occasions
            from o in occasions.DefaultIfEmpty()
            join g in db.Groups on m.GroupId equals g.Id into groups
            from g in groups.DefaultIfEmpty()
            select new
            {
                Meeting = m,
                Cohort = c,
                Occasion = o,
                Group = g,
            }
        ).SingleOrDefaultAsync(ct);
        if (row is null)
        {
            return null;
        }

        var members = (
            await (
                from p in db.Participations
                where
                    p.CohortId == row.Cohort.Id
                    && p.WithdrawnAt == null
                    && (row.Meeting.GroupId == null || p.GroupId == row.Meeting.GroupId)
                join o in db.Organisations on p.OrganisationId equals o.Id
                select new MeetingMember(o, p.Role)
            ).ToListAsync(ct)
        )
            .OrderByDescending(m => m.Role)
            .ThenBy(m => m.Organisation.Name, NameOrder.Swedish)
            .ToList();
        return new MeetingAccess(row.Meeting, row.Cohort, row.Occasion, row.Group, members, PartOf(caller, row.Meeting, members));
    }

    /// <summary>Why the caller may not do what takes a part in the meeting; null when she may.</summary>
    private Refusal? WhyNot(MeetingPart needed) =>
        Part >= needed ? null : Refusal.Forbidden(Part == MeetingPart.None ? "NotYourMeeting" : "PlannersOnly");

    /// <summary>The organisations of the meeting in which the caller has a function.</summary>
    public IEnumerable<Organisation> Own(Caller caller) => Members.Select(m => m.Organisation).Where(o => caller.IsAt(o.Id));

    private static MeetingPart PartOf(Caller caller, Meeting meeting, List<MeetingMember> members)
    {
        if (caller.IsCoordinator)
        {
            return MeetingPart.Planner;
        }

        var functions = members.SelectMany(m => caller.FunctionsAt(m.Organisation.Slug)).ToList();
        return functions.Count == 0 ? MeetingPart.None
            : meeting.GroupId is not null && functions.Contains(Function.KeyPerson) ? MeetingPart.Planner
            : MeetingPart.Member;
    }
}
