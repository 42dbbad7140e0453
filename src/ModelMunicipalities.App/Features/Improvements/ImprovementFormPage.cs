using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using ModelMunicipalities.App.Platform;
using ModelMunicipalities.Domain;
using ModelMunicipalities.Domain.Assessments;
using ModelMunicipalities.Domain.Improvements;

namespace ModelMunicipalities.App.Features.Improvements;

/// <summary>A page with the form of what an improvement is about.</summary>
public abstract class ImprovementFormPage : PortalPage
{
    private const string DateFormat = "yyyy-MM-dd";

    [BindProperty]
    public string? Name { get; set; }

    [BindProperty]
    public string? Aim { get; set; }

    [BindProperty]
    public List<int> Steps { get; set; } = [];

    [BindProperty]
    public int? OwnerId { get; set; }

    [BindProperty]
    public string? Owner { get; set; }

    /// <summary>As the browser's date field writes it.</summary>
    [BindProperty]
    public string? StartsOn { get; set; }

    [BindProperty]
    public string? DueOn { get; set; }

    public Instrument Instrument { get; protected set; } = null!;

    public IReadOnlyDictionary<int, string> People { get; protected set; } = new Dictionary<int, string>();

    public override string? Anchor(Refusal refusal) =>
        refusal.Field?.StartsWith("steps", StringComparison.Ordinal) == true ? "steps" : refusal.Field;

    protected ImprovementDraft Draft => new(Name, Aim, Steps, OwnerId, OwnerId is null ? Owner : null, Day(StartsOn), Day(DueOn));

    protected void Fill(ListImprovements.Line line, int? ownerId)
    {
        (Name, Aim, Steps, OwnerId, Owner) = (
            line.Title,
            line.Aim,
            [.. line.Steps],
            ownerId,
            ownerId is null ? line.Owner : null
        );
        (StartsOn, DueOn) = (
            line.StartsOn?.ToString(DateFormat, CultureInfo.InvariantCulture),
            line.DueOn?.ToString(DateFormat, CultureInfo.InvariantCulture)
        );
    }

    /// <summary>The first day of all for what is no date, which is refused as such.</summary>
    private static DateOnly? Day(string? text) =>
        string.IsNullOrWhiteSpace(text) ? null
        : DateOnly.TryParseExact(text.Trim(), DateFormat, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day
        : DateOnly.MinValue;
}
