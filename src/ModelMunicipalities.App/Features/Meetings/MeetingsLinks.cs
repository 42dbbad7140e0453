namespace ModelMunicipalities.App.Features;

public static partial class Links
{
    public static string Meetings(string network) => $"/{network}/meetings";

    public static string MeetingSettings(string network) => $"{Meetings(network)}/settings";

    /// <param name="network">The network's slug.</param>
    /// <param name="form">Key of the form of meeting.</param>
    public static string AgendaTemplate(string network, string form) => $"{Meetings(network)}/agendas/{form}";

    public static string Meeting(string network, int id) => $"{Meetings(network)}/{id}";

    public static string CallMeeting(string network, int id) => $"{Meeting(network, id)}/call";

    public static string CancelMeeting(string network, int id) => $"{Meeting(network, id)}/cancellation";

    public static string MeetingCalendar(string network, int id) => $"{Meeting(network, id)}/calendar.ics";

    public static string Poll(string network, int id) => $"{Meeting(network, id)}/poll";

    public static string NewPoll(string network, int id) => $"{Poll(network, id)}/new";

    public static string EditAgenda(string network, int id) => $"{Meeting(network, id)}/agenda";

    public static string MeetingPack(string network, int id) => $"{Meeting(network, id)}/pack";

    public static string MeetingRecord(string network, int id) => $"{Meeting(network, id)}/record";

    public static string Attachment(string network, int id) => $"/{network}/attachments/{id}";

    /// <summary>Somebody's own link to a poll, without signing in.</summary>
    public static string PollOf(string token) => $"/polls/{token}";

    public static string MyCalendar(string network) => $"/{network}/calendar";

    public static string CalendarFeed(string token) => $"/calendar/{token}.ics";

    public static string CohortMeetings(string network, string cohort) => $"{Cohort(network, cohort)}/meetings";
}
