using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using ModelMunicipalities.App.Platform;
using ModelMunicipalities.Domain;
using ModelMunicipalities.Domain.Assessments;
using ModelMunicipalities.Domain.Cohorts;

namespace ModelMunicipalities.App.Features.Cohorts;

/// <summary>Where the coordinator begins a cohort: a name, the first day and a form of the programme.</summary>
public sealed class CreateCohortModel(InstrumentCatalogue instruments) : PortalPage
{
    /// <summary>Sets apart a cohort to copy from a form of the programme.</summary>
    public const string CopyPrefix = "copy:";

    [BindProperty]
    public string? Name { get; set; }

    /// <summary>As the browser's date field writes it.</summary>
    [BindProperty]
    public string? Start { get; set; }

    /// <summary>The key of a form, or <see cref="CopyPrefix"/> and the slug of a cohort.</summary>
    [BindProperty]
    public string? From { get; set; } = ProgrammeTemplate.All[0].Key;

    [BindProperty]
    public bool WithOptional { get; set; }

    [BindProperty]
    public string? Instrument { get; set; }

    public IReadOnlyList<ListCohorts.Line> Earlier { get; private set; } = [];

    public IEnumerable<Instrument> Instruments => instruments.All.OrderBy(i => i.Key, StringComparer.Ordinal);

    public override string? Anchor(Refusal refusal) => refusal.Field == "copyOf" ? "template" : refusal.Field;

    public async Task<IActionResult> OnGetAsync() => await LoadAsync() ?? Page();

    public async Task<IActionResult> OnPostAsync()
    {
        var copy = From?.StartsWith(CopyPrefix, StringComparison.Ordinal) == true ? From[CopyPrefix.Length..] : null;
        var start = DateOnly.TryParseExact(Start, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            ? day
            : (DateOnly?)null;
        var outcome = await Send(
            new CreateCohort.Command(Name, copy is null ? From : null, copy, start, WithOptional, Instrument)
        );
        return outcome.Ok ? Redirect(Links.Plan(Network, outcome.Value.Slug)) : await LoadAsync() ?? Stay(outcome.Refusals);
    }

    private async Task<IActionResult?> LoadAsync()
    {
        if (!Caller.IsCoordinator && Caller.Network is not null)
        {
            return Turn([Refusal.Forbidden("CoordinatorOnly")]);
        }

        var outcome = await Send(new ListCohorts.Query(1, 200));
        Earlier = outcome.Value?.Items ?? [];
        return outcome.Ok ? null : Turn(outcome.Refusals);
    }
}
