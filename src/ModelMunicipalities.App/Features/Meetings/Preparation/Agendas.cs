using Microsoft.EntityFrameworkCore;
using ModelMunicipalities.App.Data;
using ModelMunicipalities.App.Platform;
using ModelMunicipalities.App.Resources;
using ModelMunicipalities.Domain.Cohorts;
using ModelMunicipalities.Domain.Meetings;

namespace ModelMunicipalities.App.Features.Meetings;

/// <summary>Where a meeting's agenda comes from.</summary>
public enum AgendaSource
{
    /// <summary>The group has changed it for this meeting.</summary>
    Meeting,

    /// <summary>The network's own for this form of meeting.</summary>
    Network,

    /// <summary>The one that comes with the form.</summary>
    Form,
}

/// <summary>The agenda that holds: the meeting's own, else the network's, else the form's in the reader's language.</summary>
internal static class Agendas
{
    public static async Task<(AgendaSource Source, IReadOnlyList<AgendaItem> Items)> ReadAsync(
        AppDb db,
        Show show,
        MeetingAccess access,
        CancellationToken ct
    )
    {
        if (access.Meeting.Agenda.Count > 0)
        {
            return (AgendaSource.Meeting, access.Meeting.Agenda);
        }

        var template = await db.AgendaTemplates.AsNoTracking().SingleOrDefaultAsync(t => t.Form == access.Meeting.Form, ct);
        return template is { Items.Count: > 0 }
            ? (AgendaSource.Network, template.Items)
            : (
                AgendaSource.Form,
                BuiltIn(
                    MeetingForm.Of(access.Meeting),
                    show,
                    access
                        .Members.Where(m => m.Organisation.Id == access.Meeting.HostId)
                        .Select(m => m.Organisation.Name)
                        .FirstOrDefault(),
                    access.Group is null
                        ? null
                        : access.Members.Where(m => m.Role == CohortRole.Mentor).Select(m => m.Organisation.Name).FirstOrDefault()
                )
            );
    }

    /// <summary>A form's own agenda in the reader's language, with the names of those who lead where they are known.</summary>
    public static IReadOnlyList<AgendaItem> BuiltIn(MeetingForm form, Show show, string? host = null, string? mentor = null) =>
        [
            .. form.Agenda.Select(i => new AgendaItem
            {
                Minutes = i.Minutes,
                Title = show.Text(i.Title),
                Lead = Lead(i.Lead, host, mentor),
            }),
        ];

    private static string Lead(AgendaLead lead, string? host, string? mentor) =>
        lead switch
        {
            AgendaLead.Host when host is not null => Texts.AgendaLeadNamed(
                host,
                lead.Name().ToLower(System.Globalization.CultureInfo.CurrentCulture)
            ),
            AgendaLead.Mentor when mentor is not null => Texts.AgendaLeadNamed(
                mentor,
                lead.Name().ToLower(System.Globalization.CultureInfo.CurrentCulture)
            ),
            _ => lead.Name(),
        };
}
