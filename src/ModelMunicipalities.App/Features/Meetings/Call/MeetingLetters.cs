using Microsoft.EntityFrameworkCore;
using ModelMunicipalities.App.Data;
using ModelMunicipalities.App.Platform;
using ModelMunicipalities.App.Resources;
using ModelMunicipalities.App.Tenancy;
using ModelMunicipalities.Domain.Accounts;
using ModelMunicipalities.Domain.Meetings;

namespace ModelMunicipalities.App.Features.Meetings;

/// <summary>
/// Tells everybody of a meeting that it is called, changed or cancelled, with what their calendars need to know.
/// </summary>
internal sealed class MeetingLetters(AppDb db, Caller caller, Letters letters, MeetingCalendars calendars)
{
    /// <summary>Calls, for the first time or to what has been changed.</summary>
    /// <returns>How many were written to.</returns>
    public async Task<int> CallAsync(MeetingAccess access, string? tool, bool isChange, CancellationToken ct)
    {
        var (named, readers) = (Named(access, tool), await EverybodyAsync(access, ct));
        letters.Send(
            MailTopic.Meeting,
            readers,
            () =>
                isChange
                    ? Texts.Mail_MeetingChangedSubject(Full(named), When(named))
                    : Texts.Mail_MeetingCalledSubject(Full(named), When(named)),
            _ =>
                [
                    isChange
                        ? Texts.Mail_MeetingChanged(caller.PersonName, Full(named))
                        : Texts.Mail_MeetingCalled(caller.PersonName, Full(named)),
                    .. Lines(named),
                    access.Occasion is null ? null : Texts.Mail_MeetingLocks,
                    Texts.Mail_MeetingCalendar,
                    letters.To(Links.Meeting(caller.Network!.Slug, access.Meeting.Id)),
                ],
            CalendarMethod.Request,
            reader => calendars.Invitation(CalendarMethod.Request, named, reader)
        );
        return readers.Count;
    }

    /// <summary>Tells that it does not take place; calendars strike it out where they may hold it.</summary>
    public async Task CancelAsync(MeetingAccess access, string? tool, CancellationToken ct)
    {
        var named = Named(access, tool);
        var readers = await EverybodyAsync(access, ct);
        var isKnown = access.Meeting.IsInCalendars;
        letters.Send(
            MailTopic.Meeting,
            readers,
            () => Texts.Mail_MeetingCancelledSubject(Full(named)),
            _ =>
                [
                    Texts.Mail_MeetingCancelled(caller.PersonName, Full(named)),
                    isKnown ? Texts.Mail_MeetingWouldHave(When(named)) : null,
                    Texts.Mail_MeetingReason(access.Meeting.CancelledBecause),
                    isKnown ? Texts.Mail_MeetingStruckOut : null,
                    letters.To(Links.Meeting(caller.Network!.Slug, access.Meeting.Id)),
                ],
            isKnown ? CalendarMethod.Cancel : null,
            isKnown ? reader => calendars.Invitation(CalendarMethod.Cancel, named, reader) : null
        );
    }

    private static NamedMeeting Named(MeetingAccess access, string? tool) =>
        new(
            access.Meeting,
            access.Cohort.Name,
            access.Group?.Name,
            access.Members.FirstOrDefault(m => m.Organisation.Id == access.Meeting.HostId)?.Organisation.Name,
            tool
        );

    private string Full(NamedMeeting named) => new Show(caller).Full(named.Meeting, named.Cohort, named.Group);

    private string When(NamedMeeting named) => new Show(caller).Span(named.Meeting.StartsAt!.Value, named.Meeting.EndsAt!.Value);

    private IEnumerable<string> Lines(NamedMeeting named)
    {
        var show = new Show(caller);
        return calendars
            .Details(named, show)
            .Prepend(Texts.MeetingWhenIs(show.Span(named.Meeting.StartsAt!.Value, named.Meeting.EndsAt!.Value)));
    }

    /// <summary>
    /// Everybody with a function in the organisations that meet, and who did it: her calendar needs it too. Each once.
    /// </summary>
    private async Task<IReadOnlyList<Letters.Reader>> EverybodyAsync(MeetingAccess access, CancellationToken ct)
    {
        var organisations = access.Members.Select(m => m.Organisation.Id).ToList();
        var rows = await (
            from m in db.Memberships
            where
                m.EndedAt == null
                && ((m.OrganisationId != null && organisations.Contains(m.OrganisationId.Value)) || m.PersonId == caller.PersonId)
            join p in db.Users on m.PersonId equals p.Id
            orderby m.Id
            select new Letters.Reader(p.Id, p.Name, p.Email!, p.Language, m.OrganisationId ?? 0)
        ).ToListAsync(ct);
        return [.. rows.DistinctBy(r => r.PersonId)];
    }
}
