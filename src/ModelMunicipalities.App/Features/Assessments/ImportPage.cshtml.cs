using Microsoft.AspNetCore.Mvc;
using ModelMunicipalities.App.Features.Cohorts;
using ModelMunicipalities.App.Platform;
using ModelMunicipalities.App.Resources;
using ModelMunicipalities.Domain;

namespace ModelMunicipalities.App.Features.Assessments;

/// <summary>Takes in answers from a file in two steps: what it would do is shown before anything is saved.</summary>
public sealed class ImportPageModel : PortalPage
{
    /// <summary>The file between the two steps, as the browser sends it back.</summary>
    [BindProperty]
    public string? Sheet { get; set; }

    public string CohortName { get; private set; } = "";

    public ImportAssessments.Imported? Preview { get; private set; }

    public ImportAssessments.Imported? Done { get; private set; }

    public bool Refused => Refusals.Count > 0;

    /// <summary>What is wrong is in the file, whichever row it is about.</summary>
    public override string? Anchor(Refusal refusal) => "file";

    public async Task<IActionResult> OnGetAsync() => await WhyNotAsync() ?? Page();

    public async Task<IActionResult> OnPostAsync(IFormFile? file)
    {
        if (await WhyNotAsync() is { } turn)
        {
            return turn;
        }

        if (file is null or { Length: 0 })
        {
            return Stay([Refusal.Invalid("FileMissing", "file")]);
        }

        if (file.Length > Limits.PortalFileBytes)
        {
            return Stay([Refusal.Invalid("FileTooLarge", "file", Limits.PortalFileBytes / 1024 / 1024)]);
        }

        using var bytes = new MemoryStream();
        await file.CopyToAsync(bytes, HttpContext.RequestAborted);
        var outcome = await Send(new ImportAssessments.Command(Cohort, bytes.ToArray(), Preview: true));
        if (!outcome.Ok)
        {
            return Stay(outcome.Refusals);
        }

        Preview = outcome.Value;
        Sheet = Convert.ToBase64String(bytes.ToArray());
        ModelState.Clear();
        return Page();
    }

    public async Task<IActionResult> OnPostSaveAsync()
    {
        if (await WhyNotAsync() is { } turn)
        {
            return turn;
        }

        var bytes = new byte[Limits.PortalFileBytes];
        if (Sheet is null || !Convert.TryFromBase64String(Sheet, bytes, out var length))
        {
            return Stay([Refusal.Invalid("FileMissing", "file")]);
        }

        var outcome = await Send(new ImportAssessments.Command(Cohort, bytes[..length]));
        if (!outcome.Ok)
        {
            return Stay(outcome.Refusals);
        }

        Done = outcome.Value;
        return Page();
    }

    public string Headline => Done is { } done ? Texts.ImportDone.With(done.Assessments.Count)
        : Preview is { } preview ? Texts.ImportPreview.With(preview.Assessments.Count, preview.Rows)
        : Refused ? Texts.ImportRefused
        : Texts.ImportHead;

    private async Task<IActionResult?> WhyNotAsync()
    {
        var outcome = await Send(new ViewCohort.Query(Cohort));
        CohortName = outcome.Value?.Name ?? "";
        return !outcome.Ok ? Turn(outcome.Refusals)
            : !Caller.IsCoordinator ? Turn([Refusal.Forbidden("CoordinatorOnly")])
            : null;
    }
}
