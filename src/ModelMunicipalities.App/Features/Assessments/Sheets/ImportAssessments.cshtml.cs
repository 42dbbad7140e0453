using Microsoft.AspNetCore.Mvc;
using ModelMunicipalities.App.Features.Cohorts;
using ModelMunicipalities.App.Platform;
using ModelMunicipalities.App.Platform.Spreadsheets;
using ModelMunicipalities.App.Resources;
using ModelMunicipalities.Domain;

namespace ModelMunicipalities.App.Features.Assessments;

/// <summary>
/// Takes in answers from a file in two steps: what it would do is shown before anything is saved. What the file does not
/// tell is asked for between, with the file kept.
/// </summary>
[LargestFile(Limits.PortalFileMegabytes)]
public sealed class ImportAssessmentsModel : PortalPage
{
    /// <summary>The file between the steps, as the browser sends it back.</summary>
    [BindProperty]
    public string? Sheet { get; set; }

    /// <summary>How its letters are written, when she has chosen it.</summary>
    [BindProperty]
    public string? Encoding { get; set; }

    /// <summary>What the preview was built on.</summary>
    [BindProperty]
    public string? Basis { get; set; }

    public string CohortName { get; private set; } = "";

    public IReadOnlyList<string> Occasions { get; private set; } = [];

    public ImportAssessments.Imported? Preview { get; private set; }

    public ImportAssessments.Imported? Done { get; private set; }

    /// <summary>The ways in which the file may be read, when she has to choose.</summary>
    public IReadOnlyList<EncodingSample> Samples { get; private set; } = [];

    /// <summary>True when the file would be read if she told its occasion.</summary>
    public bool AsksOccasion => Refusals is [{ Rule: "ImportOccasionMissing" }];

    public bool Refused => Refusals.Count > 0;

    /// <summary>What is wrong is in the file, whichever row it is about, or in what she is asked.</summary>
    public override string? Anchor(Refusal refusal) =>
        Preview is not null ? null
        : Samples.Count > 0 ? "encoding-0"
        : AsksOccasion ? "occasion"
        : "file";

    public async Task<IActionResult> OnGetAsync() => await WhyNotAsync() ?? Page();

    public async Task<IActionResult> OnPostAsync(IFormFile? file)
    {
        if (await WhyNotAsync() is { } turn)
        {
            return turn;
        }

        if (file is null)
        {
            return Stay([Refusal.Invalid("FileMissing", "file")]);
        }

        if (file.Length > Limits.PortalFileBytes)
        {
            return Stay([Refusal.Invalid("FileTooLarge", "file", Limits.PortalFileMegabytes)]);
        }

        using var bytes = new MemoryStream();
        await file.CopyToAsync(bytes, HttpContext.RequestAborted);
        return await LookAsync(bytes.ToArray());
    }

    /// <summary>The same file, with what was asked about it.</summary>
    public async Task<IActionResult> OnPostReadAsync() =>
        await WhyNotAsync() ?? (File() is { } file ? await LookAsync(file) : Stay([Refusal.Invalid("FileMissing", "file")]));

    public async Task<IActionResult> OnPostSaveAsync()
    {
        if (await WhyNotAsync() is { } turn)
        {
            return turn;
        }

        if (File() is not { } file)
        {
            return Stay([Refusal.Invalid("FileMissing", "file")]);
        }

        var outcome = await Send(
            new ImportAssessments.Command(Cohort, file, Encoding: Encoding, Occasion: Occasion, Basis: Basis)
        );
        if (outcome.Ok)
        {
            Done = outcome.Value;
            return Page();
        }

        // Somebody was there in between: she sees anew what would be replaced.
        return outcome.Refusals is [{ Rule: "ImportStale" }] ? await LookAsync(file, outcome.Refusals) : Stay(outcome.Refusals);
    }

    public string Headline =>
        Done is { } done ? Texts.ImportDone(done.Assessments.Count)
        : Preview is { } preview ? Texts.ImportPreview(preview.Assessments.Count, preview.Rows)
        : Samples.Count > 0 ? Texts.ImportEncoding
        : AsksOccasion ? Texts.ImportChosenOccasion
        : Refused ? Texts.ImportRefused
        : Texts.ImportHead;

    /// <summary>That the file fills what nobody can have scored yet: a wrong occasion is easily chosen.</summary>
    public static string NotOpenYet(ImportAssessments.Imported result) =>
        result.NotOpenYet.Count == 1
            ? Texts.ImportNotOpenOne(Show.List(result.NotOpenYet.Select(Show.Occasion)))
            : Texts.ImportNotOpenMany(Show.List(result.NotOpenYet.Select(Show.Occasion)));

    private async Task<IActionResult> LookAsync(byte[] file, IReadOnlyList<Refusal>? why = null)
    {
        var outcome = await Send(new ImportAssessments.Command(Cohort, file, Preview: true, Encoding, Occasion));
        ModelState.Clear();
        Sheet = Convert.ToBase64String(file);
        if (!outcome.Ok)
        {
            Samples = outcome.Refusals is [{ Rule: "SheetEncoding" }] ? Sheets.Samples(file) : [];
            return Stay(outcome.Refusals);
        }

        (Preview, Basis) = (outcome.Value, outcome.Value.Basis);
        return why is null ? Page() : Stay(why);
    }

    private byte[]? File()
    {
        var bytes = new byte[Limits.PortalFileBytes];
        return Sheet is not null && Convert.TryFromBase64String(Sheet, bytes, out var length) ? bytes[..length] : null;
    }

    private async Task<IActionResult?> WhyNotAsync()
    {
        var outcome = await Send(new ViewCohort.Query(Cohort));
        (CohortName, Occasions) = (outcome.Value?.Name ?? "", [.. outcome.Value?.Occasions.Select(o => o.Key) ?? []]);
        return !outcome.Ok ? Turn(outcome.Refusals)
            : !Caller.IsCoordinator ? Turn([Refusal.Forbidden("CoordinatorOnly")])
            : null;
    }
}
