using Microsoft.EntityFrameworkCore;
using ModelMunicipalities.App.Data;
using ModelMunicipalities.App.Features.Assessments;
using ModelMunicipalities.App.Features.Cohorts;
using ModelMunicipalities.App.Platform;
using ModelMunicipalities.App.Tenancy;
using ModelMunicipalities.Domain;
using ModelMunicipalities.Domain.Cohorts;
using ModelMunicipalities.Domain.Meetings;

namespace ModelMunicipalities.App.Features.Meetings;

/// <summary>
/// One attachment that the caller may see: who meets sees what is for a meeting, the group what is of an improvement.
/// </summary>
/// <param name="Attachment">The attachment, without its content.</param>
/// <param name="Stage">How far its cohort has come.</param>
/// <param name="Act">What its cohort's stage must allow for it to be changed.</param>
/// <param name="OccasionId">The occasion that it belongs to, for the trail.</param>
/// <param name="Of">What the trail says that it is of.</param>
internal sealed record AttachmentAccess(Attachment Attachment, CohortStage Stage, CohortAct Act, int? OccasionId, string? Of)
{
    /// <summary>The attachment, when the caller may see it.</summary>
    public static async Task<Outcome<AttachmentAccess>> FindAsync(AppDb db, Caller caller, int id, CancellationToken ct)
    {
        var attachment = await db.Attachments.SingleOrDefaultAsync(a => a.Id == id, ct);
        if (attachment is null)
        {
            return Refusal.NotFound();
        }

        if (attachment.MeetingId is { } meeting)
        {
            var found = await MeetingAccess.FindAsync(db, caller, meeting, MeetingPart.Member, ct);
            return found is { Ok: true, Value: var at }
                ? new AttachmentAccess(attachment, at.Cohort.Stage, CohortAct.Meet, at.Occasion?.Id, at.Tell())
                : found.Refusals.ToList();
        }

        var of = await (
            from i in db.Improvements
            where i.Id == attachment.ImprovementId
            join c in db.Cohorts on i.CohortId equals c.Id
            join p in db.Participations
                on new { i.CohortId, i.OrganisationId } equals new { p.CohortId, p.OrganisationId }
                into takes
            from p in takes.DefaultIfEmpty()
            select new
            {
                i.Title,
                i.OrganisationId,
                i.CohortId,
                c.Stage,
                p!.GroupId,
            }
        ).SingleAsync(ct);
        return
            caller.IsCoordinator
            || caller.IsAt(of.OrganisationId)
            || await Groups.ShareAsync(db, caller, of.CohortId, of.GroupId, ct)
            ? new AttachmentAccess(attachment, of.Stage, CohortAct.Improve, null, of.Title)
            : Refusal.Forbidden("NotYours");
    }
}
