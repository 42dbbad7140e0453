using ModelMunicipalities.App.Features.Shared;
using ModelMunicipalities.App.Resources;
using ModelMunicipalities.App.Tenancy;
using ModelMunicipalities.Domain.Accounts;

namespace ModelMunicipalities.App.Features.Meetings;

/// <summary>Meetings of groups and cohorts: finding a time, the call, preparing, what is kept of them, calendars.</summary>
public sealed class MeetingsArea : Area
{
    public override void AddServices(WebApplicationBuilder builder)
    {
        builder.Services.AddScoped<MeetingCalendars>();
        builder.Services.AddScoped<MeetingLetters>();
    }

    public override IEnumerable<MenuEntry> MainMenu(string network, Place acting) =>
        acting.Role == NetworkRole.Observer ? [] : [new(Menu.Meetings, Texts.MenuMeetings, Links.Meetings(network))];

    public override IEnumerable<MenuEntry> CohortMenu(string network, string cohort) =>
        [new(Menu.CohortMeetings, Texts.MenuMeetings, Links.CohortMeetings(network, cohort))];

    public override void MapCalls(CallRoutes routes)
    {
        AnswerPollByLink.Map(routes.Open);
        ViewMeeting.Map(routes.Network);
        ViewCall.Map(routes.Network);
        CallMeeting.Map(routes.Network);
        CancelMeeting.Map(routes.Network);
        SetHost.Map(routes.Network);
        ExportMeeting.Map(routes.Network);
        ViewMyCalendar.Map(routes.Network);
        MakeMyCalendar.Map(routes.Network);
        StopMyCalendar.Map(routes.Network);
        ViewMeetingSettings.Map(routes.Network);
        ChangeMeetingSettings.Map(routes.Network);
        SaveMeetingTool.Map(routes.Network);
        RemoveMeetingTool.Map(routes.Network);
        ListMyMeetings.Map(routes.Network);

        ViewPoll.Map(routes.Network);
        SuggestPoll.Map(routes.Network);
        OpenPoll.Map(routes.Network);
        ChangePoll.Map(routes.Network);
        AnswerPoll.Map(routes.Network);
        RemindPoll.Map(routes.Network);
        ClosePoll.Map(routes.Network);

        ViewAgendaTemplate.Map(routes.Network);
        SetAgendaTemplate.Map(routes.Network);
        ViewPreparation.Map(routes.Network);
        MarkPreparation.Map(routes.Network);
        EditAgenda.Map(routes.Network);
        AskQuestion.Map(routes.Network);
        RemoveQuestion.Map(routes.Network);
        UploadAttachment.Map(routes.Network);
        DownloadAttachment.Map(routes.Network);
        RemoveAttachment.Map(routes.Network);
        ViewPack.Map(routes.Network);

        ViewRecord.Map(routes.Network);
        RecordAttendance.Map(routes.Network);
        SaveNotes.Map(routes.Network);
        AddDecision.Map(routes.Network);
        FinishDecision.Map(routes.Network);
        RemoveDecision.Map(routes.Network);
        GiveFeedback.Map(routes.Network);

        ListMeetings.Map(routes.Cohort);
        PlanMeetings.Map(routes.Cohort);
        ViewCohortMeetings.Map(routes.Cohort);
        AddMeeting.Map(routes.Cohort);
        UploadAttachment.MapImprovement(routes.Cohort);
    }

    public override void MapFiles(IEndpointRouteBuilder portal)
    {
        ExportMeeting.MapPortal(portal);
        ReadCalendar.MapPortal(portal);
        DownloadAttachment.MapPortal(portal);
    }
}
