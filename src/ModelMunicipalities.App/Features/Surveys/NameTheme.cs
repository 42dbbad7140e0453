using MediatR;
using Microsoft.EntityFrameworkCore;
using ModelMunicipalities.App.Data;
using ModelMunicipalities.App.Platform;
using ModelMunicipalities.Domain;
using ModelMunicipalities.Domain.Assessments;
using ModelMunicipalities.Domain.Surveys;

namespace ModelMunicipalities.App.Features.Surveys;

/// <summary>Adds a theme that texts can be sorted into, or gives one another name.</summary>
public static class NameTheme
{
    /// <param name="Cohort">The cohort's slug.</param>
    /// <param name="Id">The survey.</param>
    /// <param name="Theme">The theme; null for a new one.</param>
    /// <param name="Question">The question's key, for a new one.</param>
    /// <param name="Name">What it is called.</param>
    /// <param name="Version">The version of the name that is changed; null for a new one, or to change it whatever it is.</param>
    public sealed record Command(string Cohort, int Id, int? Theme, string? Question, string? Name, int? Version)
        : IUse<Done>,
            IRequireCoordinator;

    internal sealed class Handler(AppDb db, SurveyForms forms, TimeProvider time) : IRequestHandler<Command, Outcome<Done>>
    {
        public async Task<Outcome<Done>> Handle(Command request, CancellationToken ct)
        {
            if (await db.FindSurveyAsync(request.Cohort, request.Id, ct) is not { } survey)
            {
                return Refusal.NotFound();
            }

            var theme = await db.SurveyThemes.SingleOrDefaultAsync(t => t.SurveyId == survey.Id && t.Id == request.Theme, ct);
            if (theme is null && request.Theme is not null)
            {
                return Refusal.NotFound();
            }

            var form = forms[await db.SurveySeries.Where(s => s.Id == survey.SeriesId).Select(s => s.Form).SingleAsync(ct)];
            var question = theme?.Question ?? request.Question;
            if (form.Question(question)?.Kind != SurveyQuestionKind.Text)
            {
                return Refusal.Invalid("SurveyQuestionUnknown", "question");
            }

            var name = request.Name?.Trim() ?? "";
            if (name.Length is 0 or > SurveyTheme.LongestName)
            {
                return Refusal.Invalid("SurveyThemeName", "name", SurveyTheme.LongestName);
            }

            if (
                await db.SurveyThemes.AnyAsync(
                    t => t.SurveyId == survey.Id && t.Question == question && t.Name == name && t.Id != request.Theme,
                    ct
                )
            )
            {
                return Refusal.Invalid("SurveyThemeThere", "name");
            }

            if (theme is not null && request.Version is { } version && version != theme.Version && theme.Name != name)
            {
                return Refusal.Stale(false, ("name", theme.Name, name));
            }

            if (theme is null)
            {
                db.SurveyThemes.Add(
                    theme = new SurveyTheme
                    {
                        SurveyId = survey.Id,
                        Question = question!,
                        Name = name,
                    }
                );
            }

            theme.Name = name;
            db.Trail("SurveyTheme", time.GetUtcNow(), occasionId: survey.OccasionId, detail: name);
            await db.SaveChangesAsync(ct);
            return default(Done);
        }
    }

    public sealed record Body(string? Question, string? Name);

    public static void Map(IEndpointRouteBuilder cohort)
    {
        cohort
            .MapPost(
                "/surveys/{survey:int}/themes",
                async (string cohort, int survey, Body body, IMediator mediator, Show show, CancellationToken ct) =>
                    (await mediator.Send(new Command(cohort, survey, null, body.Question, body.Name, null), ct)).Answer(show)
            )
            .WithTags("Surveys")
            .WithName("addTheme")
            .WithSummary("Adds a theme for what was written to a question. The coordinator's.")
            .Produces<Done>();
        cohort
            .MapPut(
                "/surveys/{survey:int}/themes/{theme:int}",
                async (
                    string cohort,
                    int survey,
                    int theme,
                    Body body,
                    HttpContext http,
                    IMediator mediator,
                    Show show,
                    CancellationToken ct
                ) =>
                    await (
                        await mediator.Send(
                            new Command(cohort, survey, theme, null, body.Name, http.Request.ReadSharedVersion()),
                            ct
                        )
                    ).AnswerAsync(
                        show,
                        Results.Ok,
                        async () =>
                            (await mediator.Send(new ViewSurvey.Query(cohort, survey), ct)).Value?.Themes?.FirstOrDefault(t =>
                                t.Id == theme
                            ),
                        body
                    )
            )
            .WithTags("Surveys")
            .WithSummary("Gives a theme another name. With If-Match, refuses what is made of an older one. The coordinator's.")
            .Produces<Done>();
    }
}
