using Microsoft.AspNetCore.Mvc;
using ModelMunicipalities.App.Platform;
using ModelMunicipalities.App.Resources;
using ModelMunicipalities.Domain;
using ModelMunicipalities.Domain.Surveys;

namespace ModelMunicipalities.App.Features.Surveys;

/// <summary>The results of a survey; for the coordinator also its closing, and what was written.</summary>
public sealed class ViewSurveyModel : PortalPage
{
    public ViewSurvey.View View { get; private set; } = null!;

    [BindProperty(Name = "survey", SupportsGet = true)]
    public int Id { get; set; }

    /// <summary>What was just done.</summary>
    [TempData]
    public string? Told { get; set; }

    [BindProperty]
    public int? Version { get; set; }

    /// <summary>When it closes, on the network's clock.</summary>
    [BindProperty]
    public DateTime? ClosesAt { get; set; }

    [BindProperty]
    public int? Theme { get; set; }

    [BindProperty]
    public string? Question { get; set; }

    [BindProperty]
    public string? Name { get; set; }

    [BindProperty]
    public Guid Text { get; set; }

    public string Headline
    {
        get
        {
            var s = View.Survey;
            return s.Headline is { Mean: not null } f
                ? Texts.SurveysLatestMean(
                    s.Answered,
                    s.Invited,
                    Show.Occasion(s.Occasion),
                    Show.Mean(f.Mean),
                    s.Form.Question(s.Form.Headline)!.Choices.Count
                )
                : (
                    s.IsOpen
                        ? Texts.SurveyOpenHead(s.Answered, s.Invited, Show.Occasion(s.Occasion))
                        : Texts.SurveysLatest(s.Answered, s.Invited, Show.Occasion(s.Occasion))
                );
        }
    }

    public async Task<IActionResult> OnGetAsync() => await LoadAsync() ?? Page();

    public async Task<IActionResult> OnPostCloseAsync() =>
        await AnswerAsync(await Send(new SetClosing.Command(Cohort, Id, null, Version)), Texts.SurveyClosingSaved);

    public async Task<IActionResult> OnPostClosingAsync()
    {
        // An hour that the clock leaves out is taken as the one after; nothing typed is refused as a time that has passed.
        var zone = TimeZoneInfo.FindSystemTimeZoneById(Caller.Network?.TimeZone ?? "UTC");
        var at = ClosesAt is { } local
            ? new DateTimeOffset(local, zone.GetUtcOffset(local)).ToUniversalTime()
            : DateTimeOffset.MinValue;
        return await AnswerAsync(await Send(new SetClosing.Command(Cohort, Id, at, Version)), Texts.SurveyClosingSaved);
    }

    public async Task<IActionResult> OnPostThemeAsync() =>
        await AnswerAsync(await Send(new NameTheme.Command(Cohort, Id, Theme, Question, Name, Version)), Texts.SurveyThemeSaved);

    public async Task<IActionResult> OnPostMoveAsync() =>
        await AnswerAsync(await Send(new MoveText.Command(Cohort, Id, Text, Theme)), Texts.SurveyThemeSaved);

    /// <summary>The id of the field for a theme's name: there is one for each question and one for each theme.</summary>
    public static string NameField(string? question, int? theme) => theme is null ? $"name-{question}" : $"name-{theme}";

    public override string? Anchor(Refusal refusal) =>
        refusal.Field is "name" or "question" ? NameField(Question, Theme) : refusal.Field;

    private async Task<IActionResult> AnswerAsync(Outcome<Done> outcome, string told)
    {
        if (outcome.Ok)
        {
            Told = told;
            return Redirect(Links.Survey(Network, Cohort, Id));
        }

        return outcome.Refusals[0].Kind is RefusalKind.NotFound or RefusalKind.Forbidden
            ? Turn(outcome.Refusals)
            : await LoadAsync() ?? Stay(outcome.Refusals);
    }

    private async Task<IActionResult?> LoadAsync()
    {
        var outcome = await Send(new ViewSurvey.Query(Cohort, Id));
        if (!outcome.Ok)
        {
            return Turn(outcome.Refusals);
        }

        View = outcome.Value;
        return null;
    }
}
