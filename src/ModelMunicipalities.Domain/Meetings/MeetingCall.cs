namespace ModelMunicipalities.Domain.Meetings;

/// <summary>What is decided when everybody is called to a meeting.</summary>
/// <param name="StartsAt">When it starts.</param>
/// <param name="EndsAt">When it ends.</param>
/// <param name="Mode">How they meet.</param>
/// <param name="Place">The address; needed where some are at a place.</param>
/// <param name="Link">The link; needed where some are on one.</param>
/// <param name="Tool">The tool behind the link; needed where the network keeps a list of tools.</param>
/// <param name="HasTools">True when the network keeps such a list.</param>
/// <param name="Shown">The most sensitive of what is to be shown on the link; needed where there is one.</param>
/// <param name="UsesToolAnyway">True for who has read the warning of an unfit tool.</param>
/// <param name="Accessibility">How one gets in at the place.</param>
/// <param name="HasHearingLoop">Whether the room has a hearing loop.</param>
/// <param name="HostId">The organisation that hosts, one of those that meet.</param>
public sealed record MeetingCall(
    DateTimeOffset? StartsAt,
    DateTimeOffset? EndsAt,
    MeetingMode? Mode,
    string? Place = null,
    string? Link = null,
    MeetingTool? Tool = null,
    bool HasTools = false,
    InformationClass? Shown = null,
    bool UsesToolAnyway = false,
    string? Accessibility = null,
    bool? HasHearingLoop = null,
    int? HostId = null
)
{
    /// <summary>True for an absolute https address that a mail and a page may link to.</summary>
    public static bool IsLink(string? text) =>
        text?.Trim() is { Length: > 0 and <= Meeting.LongestPlace } link
        && !link.Any(c => char.IsWhiteSpace(c) || char.IsControl(c) || c is '<' or '>' or '"' or '\\')
        && Uri.TryCreate(link, UriKind.Absolute, out var uri)
        && uri.Scheme == Uri.UriSchemeHttps
        && uri.Host.Length > 0
        && uri.UserInfo.Length == 0;

    internal static Refusal? WhyNotText(string? text, string field, int longest) =>
        text?.Contains('\0') == true ? Refusal.Invalid("Unreadable", field)
        : text?.Trim().Length > longest ? Refusal.Invalid("TextTooLong", field, longest)
        : null;

    /// <summary>What is wrong with it, field by field.</summary>
    /// <param name="settings">What the network has decided on tools.</param>
    /// <param name="begun">When the meeting began, for one that goes on.</param>
    /// <param name="now">When it is decided.</param>
    internal IEnumerable<Refusal> Check(MeetingSettings settings, DateTimeOffset? begun, DateTimeOffset now) =>
        CheckTime(begun, now).Concat(CheckPlace()).Concat(CheckLink(settings));

    private IEnumerable<Refusal> CheckTime(DateTimeOffset? begun, DateTimeOffset now)
    {
        if (StartsAt is not { } start || !IsWithinReason(start))
        {
            yield return Refusal.Invalid("DateMissing", "startsAt");
        }
        else if (start <= now && start != begun)
        {
            yield return Refusal.Invalid("MeetingInPast", "startsAt");
        }

        if (EndsAt is not { } end || !IsWithinReason(end))
        {
            yield return Refusal.Invalid("DateMissing", "endsAt");
        }
        else if (end <= StartsAt)
        {
            yield return Refusal.Invalid("EndsBeforeStart", "endsAt");
        }
        else if (end - StartsAt > Meeting.Longest)
        {
            yield return Refusal.Invalid("MeetingTooLong", "endsAt", Meeting.Longest.Days);
        }
        else if (end <= now && StartsAt == begun)
        {
            yield return Refusal.Invalid("MeetingInPast", "endsAt");
        }

        static bool IsWithinReason(DateTimeOffset at) => at.Year is >= 2000 and <= 2100;
    }

    private IEnumerable<Refusal> CheckPlace()
    {
        if (Mode is not { } mode || !Enum.IsDefined(mode))
        {
            yield return Refusal.Invalid("ModeMissing", "mode");
            yield break;
        }

        if (mode == MeetingMode.Digital)
        {
            yield break;
        }

        if (string.IsNullOrWhiteSpace(Place))
        {
            yield return Refusal.Invalid("MeetingPlaceMissing", "place");
        }
        else if (WhyNotText(Place, "place", Meeting.LongestPlace) is { } wrong)
        {
            yield return wrong;
        }

        if (WhyNotText(Accessibility, "accessibility", Meeting.LongestText) is { } refusal)
        {
            yield return refusal;
        }
    }

    private IEnumerable<Refusal> CheckLink(MeetingSettings settings)
    {
        if (Mode is not (MeetingMode.Digital or MeetingMode.Hybrid))
        {
            yield break;
        }

        if (string.IsNullOrWhiteSpace(Link))
        {
            yield return Refusal.Invalid("LinkMissing", "link");
        }
        else if (!IsLink(Link))
        {
            yield return Refusal.Invalid("LinkNotSafe", "link", Meeting.LongestPlace);
        }

        if (Shown is not { } shown || !Enum.IsDefined(shown))
        {
            yield return Refusal.Invalid("ShownMissing", "shown");
        }
        else if (Tool is null && (HasTools || shown == InformationClass.Secret))
        {
            // What is under secrecy needs a tool that the network has allowed for it, so it needs a list.
            yield return Refusal.Invalid(HasTools ? "ToolMissing" : "NoToolForSecret", HasTools ? "tool" : "shown");
        }
        else if (Tool is not null && settings.WhyNot(Tool, shown, UsesToolAnyway) is { } unfit)
        {
            yield return unfit;
        }
    }
}
