using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using ModelMunicipalities.App.Platform;
using ModelMunicipalities.App.Resources;
using ModelMunicipalities.Domain;
using ModelMunicipalities.Domain.Surveys;

namespace ModelMunicipalities.App.Features.Surveys;

/// <summary>Where the link in a mail about a survey leads: the questions, and her own answers. Nothing else can be reached from it.</summary>
public sealed class SurveyByLinkModel(TimeProvider time) : PortalPage
{
    /// <summary>What a field is called before its question's key.</summary>
    private const string Prefix = "q-";

    public AnswerSurvey.View View { get; private set; } = null!;

    [BindProperty(SupportsGet = true)]
    public string Token { get; set; } = "";

    /// <summary>What was just done.</summary>
    [TempData]
    public string? Told { get; set; }

    /// <summary>What she has chosen or written, sent or not, by question.</summary>
    public IReadOnlyDictionary<string, AnswerSurvey.Given> Given { get; private set; } = new Dictionary<string, AnswerSurvey.Given>();

    public static string Field(SurveyQuestion question) => Prefix + question.Key;

    public async Task<IActionResult> OnGetAsync() => await LoadAsync() ?? Page();

    /// <summary>Sends the answers.</summary>
    public Task<IActionResult> OnPostAsync() => WriteAsync(send: true);

    /// <summary>Keeps a draft: by its button, or each time that something changes.</summary>
    public Task<IActionResult> OnPostSaveAsync() => WriteAsync(send: false);

    public override string? Anchor(Refusal refusal) => refusal.Field is null ? null : Prefix + refusal.Field;

    private async Task<IActionResult> WriteAsync(bool send)
    {
        if (await LoadAsync() is { } turned)
        {
            return turned;
        }

        var given = View.Form.Questions.Select(Typed).ToList();
        var outcome = await Send(new AnswerSurvey.Command(Token, given, send));
        if (Request.Headers.ContainsKey("HX-Request"))
        {
            var saved = outcome.Ok ? (View.IsSent ? Texts.SurveyChangeSaved : Texts.SurveyDraftSaved).With(Show.Time(time.GetUtcNow())) : string.Join(" ", outcome.Refusals.Select(Show.Sentence).Distinct());
            Response.StatusCode = outcome.Ok ? StatusCodes.Status200OK : Answers.Status(outcome.Refusals[0].Kind);
            return Content(Markup.Encode(saved), "text/html");
        }

        if (outcome.Ok)
        {
            Told = send ? null : Texts.SurveyKept;
            return Redirect(Links.SurveyOf(Token));
        }

        Given = given.ToDictionary(g => g.Question!);
        return Stay(outcome.Refusals);
    }

    private AnswerSurvey.Given Typed(SurveyQuestion question)
    {
        var typed = Request.Form[Prefix + question.Key];
        return question.Kind == SurveyQuestionKind.Text
            ? new AnswerSurvey.Given(question.Key, null, typed.ToString())
            : new AnswerSurvey.Given(question.Key, [.. typed.Where(t => !string.IsNullOrEmpty(t)).Select(t => int.TryParse(t, CultureInfo.InvariantCulture, out var n) ? n : -1)]);
    }

    private async Task<IActionResult?> LoadAsync()
    {
        var outcome = await Send(new AnswerSurvey.Query(Token));
        if (!outcome.Ok)
        {
            return Turn(outcome.Refusals);
        }

        View = outcome.Value;
        Given = View.Answers.ToDictionary(g => g.Question!);
        return null;
    }
}
