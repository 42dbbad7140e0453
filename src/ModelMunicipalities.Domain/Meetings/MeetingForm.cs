using System.Text.Json;
using System.Text.Json.Serialization;
using ModelMunicipalities.Domain.Assessments;

namespace ModelMunicipalities.Domain.Meetings;

/// <summary>Who leads a point of an agenda, until the group names somebody.</summary>
public enum AgendaLead
{
    /// <summary>The organisation that hosts.</summary>
    Host = 1,

    /// <summary>The mentor.</summary>
    Mentor = 2,

    /// <summary>Every organisation in turn.</summary>
    Each = 3,

    /// <summary>The coordinator.</summary>
    Coordinator = 4,

    /// <summary>The key persons.</summary>
    KeyPersons = 5,

    /// <summary>All together.</summary>
    All = 6,
}

/// <summary>How it is known that an organisation has done a preparation.</summary>
public enum PreparationKind
{
    /// <summary>It says so.</summary>
    Task = 1,

    /// <summary>It has uploaded a document for it.</summary>
    Document = 2,

    /// <summary>Its checklist for the occasion is submitted.</summary>
    Checklist = 3,
}

/// <summary>
/// A form of meeting: what it is called and about, how long it takes, its agenda and what each organisation prepares.
/// Forms are data (<c>meeting-forms.json</c>). Source: [001], [002] ch. 3 and 6.
/// </summary>
/// <param name="Key">
/// <c>startup</c>, <c>bm1</c> … <c>bm4</c>, <c>closing</c>, <c>keyPersonsDay</c>, <c>learningMeeting</c> or <c>mentorCall</c>.
/// </param>
/// <param name="Title">What it is called.</param>
/// <param name="Theme">What it is about, in a sentence.</param>
/// <param name="OfGroup">True when a group meets, false when the whole cohort does.</param>
/// <param name="Agenda">The agenda, in order.</param>
/// <param name="Preparations">What each organisation prepares.</param>
/// <param name="Questions">What to talk about, for the meeting pack.</param>
public sealed record MeetingForm(
    string Key,
    LocalText Title,
    LocalText Theme,
    bool OfGroup,
    IReadOnlyList<FormItem> Agenda,
    IReadOnlyList<FormPreparation> Preparations,
    IReadOnlyList<LocalText> Questions
)
{
    /// <summary>The mentor's own call with its group, between two rounds.</summary>
    public const string MentorCall = "mentorCall";

    /// <summary>A meeting to learn something together, of a group or of all.</summary>
    public const string LearningMeeting = "learningMeeting";

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    private static readonly Lazy<IReadOnlyList<MeetingForm>> Read = new(() =>
    {
        using var stream = typeof(MeetingForm).Assembly.GetManifestResourceStream("meeting-forms.json")!;
        return JsonSerializer.Deserialize<List<MeetingForm>>(stream, Json)!;
    });

    /// <summary>All forms, in the order of the programme.</summary>
    public static IReadOnlyList<MeetingForm> All => Read.Value;

    /// <summary>How long it takes by its own agenda, in minutes.</summary>
    public int Minutes => Agenda.Sum(i => i.Minutes);

    /// <summary>The form with a key, or null.</summary>
    public static MeetingForm? Find(string? key) => All.FirstOrDefault(f => f.Key == key);

    /// <summary>The form of a meeting.</summary>
    public static MeetingForm Of(Meeting meeting)
    {
        ArgumentNullException.ThrowIfNull(meeting);
        return Find(meeting.Form) ?? throw new InvalidOperationException($"There is no form of meeting '{meeting.Form}'.");
    }
}

/// <summary>A point of a form's agenda.</summary>
/// <param name="Minutes">How long it takes.</param>
/// <param name="Title">What it is about.</param>
/// <param name="Lead">Who leads it.</param>
public sealed record FormItem(int Minutes, LocalText Title, AgendaLead Lead);

/// <summary>Something that each organisation prepares.</summary>
/// <param name="Key">Names it in its form: <c>presentation</c>, <c>checklist</c>.</param>
/// <param name="Kind">How it is known to be done.</param>
/// <param name="DaysBefore">How many days before the meeting it is due; 0 for its start.</param>
/// <param name="Title">What it is.</param>
/// <param name="What">What is asked for, in a sentence or two.</param>
public sealed record FormPreparation(string Key, PreparationKind Kind, int DaysBefore, LocalText Title, LocalText What)
{
    /// <summary>
    /// When it is due: so many days before by the network's calendar, at the hour of the start. What would be due on a weekend
    /// is due on the Friday before.
    /// </summary>
    /// <param name="start">When the meeting starts.</param>
    /// <param name="zone">The network's time zone.</param>
    public DateTimeOffset DueAt(DateTimeOffset start, TimeZoneInfo zone)
    {
        ArgumentNullException.ThrowIfNull(zone);
        var local = TimeZoneInfo.ConvertTime(start, zone).DateTime.AddDays(-DaysBefore);
        local =
            DaysBefore == 0
                ? local
                : local.AddDays(
                    local.DayOfWeek switch
                    {
                        DayOfWeek.Saturday => -1,
                        DayOfWeek.Sunday => -2,
                        _ => 0,
                    }
                );
        return new DateTimeOffset(local, zone.GetUtcOffset(local)).ToUniversalTime();
    }
}
