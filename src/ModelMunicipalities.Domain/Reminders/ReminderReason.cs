namespace ModelMunicipalities.Domain.Reminders;

/// <summary>Why somebody is reminded: what she is concerned by and has not done.</summary>
public enum ReminderReason
{
    /// <summary>
    /// A function has not handed its checklist in, or an organisation has not submitted what all have handed in.
    /// </summary>
    ChecklistDue = 1,

    /// <summary>Somebody has not said which times of a poll suit her.</summary>
    PollUnanswered = 2,

    /// <summary>Somebody has not answered a survey.</summary>
    SurveyUnanswered = 3,

    /// <summary>An organisation has not done what it prepares for a meeting.</summary>
    PreparationUndone = 4,

    /// <summary>A meeting is tomorrow. There is nothing to do but to come.</summary>
    MeetingTomorrow = 5,

    /// <summary>The day by which an improvement was to be done has passed.</summary>
    ImprovementOverdue = 6,

    /// <summary>Nobody has one of an organisation's three functions.</summary>
    FunctionVacant = 7,

    /// <summary>An application is not submitted, and the last day for applications comes near.</summary>
    ApplicationIncomplete = 8,
}
