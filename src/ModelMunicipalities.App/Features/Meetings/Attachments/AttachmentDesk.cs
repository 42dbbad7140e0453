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
internal sealed record AttachmentDesk(Attachment Attachment, CohortStage Stage, CohortAct Act, int? OccasionId, string? Of)
{
    public static async Task<Outcome<AttachmentDesk>> LoadAsync(AppDb db, Caller caller, int id, CancellationToken ct)
    {
        var attachment = await db.Attachments.SingleOrDefaultAsync(a => a.Id == id, ct);
        if (attachment is null)
        {
            return Refusal.NotFound();
        }

        if (attachment.MeetingId is { } meeting)
        {
            var desk = (await MeetingDesk.LoadAsync(db, caller, meeting, ct))!;
            return desk.WhyNot(MeetingPart.Member) is { } refusal
                ? refusal
                : new AttachmentDesk(attachment, desk.Cohort.Stage, CohortAct.Meet, desk.Occasion?.Id, desk.Tell());
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
            ? new AttachmentDesk(attachment, of.Stage, CohortAct.Improve, null, of.Title)
            : Refusal.Forbidden("NotYours");
    }
}
