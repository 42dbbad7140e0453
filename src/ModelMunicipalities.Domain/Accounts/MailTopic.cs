namespace ModelMunicipalities.Domain.Accounts;

/// <summary>
/// What a mail is about. A person chooses per network which topics reach her and how often; <see cref="Account"/> always
/// does, at once.
/// </summary>
public enum MailTopic
{
    /// <summary>Invitations, places, signing in: what somebody waits for or must know.</summary>
    Account,

    /// <summary>The cohort's course: application, admission, mentors, pairing, leaving.</summary>
    Programme,

    /// <summary>The checklist: what is to be scored, handed in and submitted.</summary>
    Assessment,

    /// <summary>Meetings that are called, changed or cancelled, and what is to be done before and after.</summary>
    Meeting,

    /// <summary>Polls for a time.</summary>
    Poll,

    /// <summary>Improvements and what is said of them.</summary>
    Improvement,

    /// <summary>Surveys to answer.</summary>
    Survey,

    /// <summary>Reports that are ready.</summary>
    Report,

    /// <summary>Jobs and mails that need the coordinator.</summary>
    Jobs,
}
