using System.Globalization;
using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc;
using ModelMunicipalities.App.Platform;
using ModelMunicipalities.App.Resources;
using ModelMunicipalities.Domain;
using ModelMunicipalities.Domain.Surveys;

namespace ModelMunicipalities.App.Features.Surveys;

/// <summary>
/// Where the link in a mail about a survey leads: the questions, and her own answers. Nothing else can be reached from it.
/// </summary>
public sealed class AnswerSurveyModel(TimeProvider time) : PortalPage
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
    public IReadOnlyDictionary<string, AnswerSurvey.Given> Given { get; private set; } =
        new Dictionary<string, AnswerSurvey.Given>();

    /// <summary>
    /// The version of each answer that the form shows or was sent with, by question; one that has none yet is left out.
    /// </summary>
    [BindProperty]
    public Dictionary<string, int> Shown { get; set; } = [];

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
        var outcome = await Send(new AnswerSurvey.Command(Token, given, send, null));
        if (Request.Headers.ContainsKey("HX-Request"))
        {
            // What the tab shows is what it is made of from now on; what was refused it has not been shown yet.
            var saved = outcome.Ok
                ? (
                    View.IsSent
                        ? Texts.SurveyChangeSaved(Show.Time(time.GetUtcNow()))
                        : Texts.SurveyDraftSaved(Show.Time(time.GetUtcNow()))
                )
                : string.Join(" ", outcome.Refusals.Select(Show.Sentence).Distinct());
            Response.StatusCode = outcome.Ok ? StatusCodes.Status200OK : HttpAnswers.Status(outcome.Refusals[0].Kind);
            return Content(Markup.Encode(saved) + (outcome.Ok ? ShownFields(given, isAnswer: true).ToString() : ""), "text/html");
        }

        if (outcome.Ok)
        {
            Told = send ? null : Texts.SurveyKept;
            return Redirect(Links.SurveyOf(Token));
        }

        // A conflict that she has been shown is hers to decide; everything else is still made of what she saw first.
        foreach (var question in outcome.Refusals.Where(r => r.IsHoldsNow).Select(r => r.Field!))
        {
            Shown[question] = View.Answers.FirstOrDefault(a => a.Question == question)?.Version ?? ContentVersion.None;
        }

        Given = given.ToDictionary(g => g.Question!);
        return Stay(outcome.Refusals);
    }

    /// <summary>
    /// The versions of the answers that the form shows, as its hidden part; an answer to a save by itself puts it in anew.
    /// </summary>
    public HtmlString ShownFields(IEnumerable<AnswerSurvey.Given> given, bool isAnswer = false)
    {
        var versions = given
            .Where(g => g.Question is not null)
            .Select(g => (g.Question, Version: isAnswer ? g.Answer.Version : Shown.GetValueOrDefault(g.Question!)));
        return new HtmlString(
            $"<div id=\"shown\" hidden>"
                + string.Concat(
                    versions.Select(v =>
                        $"<input type=\"hidden\" name=\"Shown[{Markup.Encode(v.Question!)}]\" value=\"{v.Version.ToString(CultureInfo.InvariantCulture)}\" autocomplete=\"off\">"
                    )
                )
                + "</div>"
        );
    }

    private AnswerSurvey.Given Typed(SurveyQuestion question)
    {
        var typed = Request.Form[Prefix + question.Key];
        int? shown = Shown.TryGetValue(question.Key, out var version) ? version : null;
        return question.Kind == SurveyQuestionKind.Text
            ? new AnswerSurvey.Given(question.Key, null, typed.ToString(), shown)
            : new AnswerSurvey.Given(
                question.Key,
                [
                    .. typed
                        .Where(t => !string.IsNullOrEmpty(t))
                        .Select(t => int.TryParse(t, CultureInfo.InvariantCulture, out var n) ? n : -1),
                ],
                null,
                shown
            );
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
        if (HttpMethods.IsGet(Request.Method) || HttpMethods.IsHead(Request.Method))
        {
            Shown = View.Answers.ToDictionary(g => g.Question!, g => g.Version!.Value);
        }

        return null;
    }
}
