using Microsoft.EntityFrameworkCore;
using ModelMunicipalities.App.Data;
using ModelMunicipalities.App.Resources;
using ModelMunicipalities.Domain.Meetings;
using ModelMunicipalities.Domain.Networks;

namespace ModelMunicipalities.App.Features.Meetings;

/// <summary>How far it is to a meeting's host, and what a digital meeting saves.</summary>
/// <param name="Organisations">The organisations that meet, with their distance to the host.</param>
/// <param name="HoursSaved">
/// Hours of travel that a digital meeting saves, all people together; null when no distance is known.
/// </param>
/// <param name="KgCo2eSaved">Kilograms of CO2 equivalents that it saves.</param>
/// <param name="PeopleFromEach">How many travel from each organisation, in one car.</param>
/// <param name="KmPerHour">How fast, as the crow flies.</param>
/// <param name="KgPerKm">Kilograms of CO2 equivalents per kilometre and car.</param>
/// <param name="KgSource">Where that comes from.</param>
public sealed record MeetingTravel(
    IReadOnlyList<TravelLine> Organisations,
    double? HoursSaved,
    double? KgCo2eSaved,
    int PeopleFromEach,
    int KmPerHour,
    double KgPerKm,
    string KgSource
)
{
    /// <summary>Null while nobody hosts. At most one question to the database, for parts of municipalities.</summary>
    internal static async Task<MeetingTravel?> OfAsync(
        AppDb db,
        MeetingAccess access,
        MeetingSettings settings,
        CancellationToken ct
    )
    {
        var organisations = access.Members.Select(m => m.Organisation).ToList();
        if (organisations.Find(o => o.Id == access.Meeting.HostId) is not { } host)
        {
            return null;
        }

        var parents = organisations
            .Where(o => o.Code is null && o.ParentId is not null)
            .Select(o => o.ParentId!.Value)
            .Distinct()
            .ToList();
        var codes =
            parents.Count == 0
                ? []
                : await db
                    .Organisations.Where(o => parents.Contains(o.Id) && o.Code != null)
                    .ToDictionaryAsync(o => o.Id, o => o.Code, ct);
        string? CodeOf(Organisation organisation) =>
            organisation.Code ?? (organisation.ParentId is { } parent ? codes.GetValueOrDefault(parent) : null);

        var lines = organisations.ConvertAll(o => new TravelLine(
            o.Slug,
            o.Name,
            o == host ? 0 : Travel.Kilometres(CodeOf(o), CodeOf(host))
        ));
        var saved = lines.Exists(l => l.Km > 0) ? Travel.Saved(lines.Select(l => l.Km), settings) : null;
        return new MeetingTravel(
            lines,
            saved?.Hours,
            saved?.Kilograms,
            Travel.PeopleFromEach,
            settings.KmPerHour,
            settings.KgPerKm,
            settings.KgSource ?? Texts.KgDefaultSource
        );
    }
}

/// <summary>An organisation's way to a meeting.</summary>
/// <param name="Organisation">Its slug.</param>
/// <param name="Name">Its name.</param>
/// <param name="Km">Kilometres to the host as the crow flies, 0 for the host; null when not known.</param>
public sealed record TravelLine(string Organisation, string Name, double? Km);
