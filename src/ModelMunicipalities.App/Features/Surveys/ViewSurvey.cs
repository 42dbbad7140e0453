using MediatR;
using Microsoft.EntityFrameworkCore;
using ModelMunicipalities.App.Data;
using ModelMunicipalities.App.Platform;
using ModelMunicipalities.App.Tenancy;
using ModelMunicipalities.Domain;
using ModelMunicipalities.Domain.Assessments;
using ModelMunicipalities.Domain.Cohorts;
using ModelMunicipalities.Domain.Surveys;

namespace ModelMunicipalities.App.Features.Surveys;

/// <summary>A survey's results, for every member. The coordinator also reads what was written, without names.</summary>
public static class ViewSurvey
{
    public sealed record Query(string Cohort, int Id) : IUse<View>, IRequireMember;

    /// <param name="Cohort">The cohort's slug.</param>
    /// <param name="CohortName">Its name.</param>
    /// <param name="Invention">Whether it is invented.</param>
    /// <param name="MinimumCell">The network's minimum.</param>
    /// <param name="Survey">The survey.</param>
    /// <param name="Before">The one that its changes are counted since, when figures of it are shown.</param>
    /// <param name="Texts">What was written, in no order; the coordinator's, and once it has closed.</param>
    /// <param name="Themes">The coordinator's own list of themes, also those of few texts.</param>
    public sealed record View(
        string Cohort,
        string CohortName,
        Invention Invention,
        int MinimumCell,
        SurveyResults.One Survey,
        SurveyResults.One? Before,
        IReadOnlyList<Written>? Texts,
        IReadOnlyList<OwnTheme>? Themes
    );

    /// <param name="Id">Names the text, and nobody.</param>
    /// <param name="Question">The question's key.</param>
    /// <param name="Text">What was written.</param>
    /// <param name="Theme">The theme that it is in.</param>
    public sealed record Written(Guid Id, string Question, string Text, int? Theme);

    /// <param name="Id">The theme.</param>
    /// <param name="Question">The question's key.</param>
    /// <param name="Name">What it is called.</param>
    /// <param name="Version">The version of its name, for If-Match.</param>
    public sealed record OwnTheme(int Id, string Question, string Name, int Version);

    internal sealed class Handler(AppDb db, Caller caller, SurveyResults results) : IRequestHandler<Query, Outcome<View>>
    {
        public async Task<Outcome<View>> Handle(Query request, CancellationToken ct)
        {
            var cohort = await db.Cohorts.Where(c => c.Slug == request.Cohort).AsNoTracking().SingleOrDefaultAsync(ct);
            var all = cohort is null ? [] : await results.ReadAsync(cohort.Id, ct);
            if (cohort is null || all.FirstOrDefault(s => s.Id == request.Id) is not { } survey)
            {
                return Refusal.NotFound();
            }

            var before = all.FirstOrDefault(s => s.Id == survey.Before?.Id);
            var view = new View(
                cohort.Slug,
                cohort.Name,
                cohort.Invention,
                caller.Network!.MinimumCell,
                survey,
                before,
                null,
                null
            );
            return caller.IsCoordinator && survey.IsCounted ? await WithTextsAsync(view, ct) : view;
        }

        private async Task<View> WithTextsAsync(View view, CancellationToken ct)
        {
            var themes = (await db.SurveyThemes.Where(t => t.SurveyId == view.Survey.Id).AsNoTracking().ToListAsync(ct))
                .OrderBy(t => t.Name, NameOrder.Swedish)
                .ToList();
            var answers = await db
                .SurveyResponses.Where(r => r.SurveyId == view.Survey.Id)
                .Select(r => r.Counted)
                .ToListAsync(ct);

            // By their random identities: as good as shuffled, and the same each time.
            var texts = answers
                .SelectMany(a => a)
                .Where(a => a.Text is not null)
                .OrderBy(a => a.Id)
                .Select(a => new Written(
                    a.Id,
                    a.Question,
                    a.Text!,
                    themes.Find(t => t.Question == a.Question && t.Texts.Contains(a.Id))?.Id
                ));
            return view with
            {
                Texts = [.. texts],
                Themes = [.. themes.Select(t => new OwnTheme(t.Id, t.Question, t.Name, t.Version))],
            };
        }
    }

    /// <summary>The results as the API gives them.</summary>
    public sealed record Results(
        int Id,
        string Form,
        string Occasion,
        DateTimeOffset ClosesAt,
        bool IsOpen,
        int Version,
        int Invited,
        int Answered,
        double? ResponseRate,
        bool LowResponseRate,
        bool Recounted,
        IReadOnlyList<Question> Questions,
        IReadOnlyList<SurveyResults.Theme> Themes,
        IReadOnlyList<Written>? Texts
    );

    public sealed record Question(
        string Key,
        SurveyQuestionKind Kind,
        LocalText Text,
        int? N,
        double? Mean,
        IReadOnlyDictionary<int, int>? Distribution,
        IReadOnlyList<OfFunction> Functions,
        double? Change,
        double? ChangeBoth,
        int? NBoth,
        bool Suppressed
    );

    public sealed record OfFunction(Domain.Accounts.Function Function, int N, double Mean);

    public static void Map(IEndpointRouteBuilder cohort) =>
        cohort
            .MapGet(
                "/surveys/{survey:int}/results",
                async (string cohort, int survey, HttpContext http, IMediator mediator, Show show, CancellationToken ct) =>
                    (await mediator.Send(new Query(cohort, survey), ct)).Answer(show, view =>
                    {
                        http.Response.SetVersion(view.Survey.Survey.Version);
                        return Microsoft.AspNetCore.Http.Results.Ok(Flat(view));
                    })
            )
            .WithTags("Surveys")
            .WithSummary(
                "A survey's figures once it has closed; what too few answered is null and suppressed. What was written is the coordinator's."
            )
            .Produces<Results>();

    private static Results Flat(View view)
    {
        var s = view.Survey;
        return new Results(
            s.Id,
            s.Form.Key,
            s.Occasion,
            s.Survey.ClosesAt,
            s.IsOpen,
            s.Survey.Version,
            s.Invited,
            s.Answered,
            s.Rate,
            s.HasLowRate,
            s.Survey.IsRecounted,
            [
                .. s
                    .Figures.Select(f => (Figures: f, Question: s.Form.Question(f.Question)!))
                    .Select(q => new Question(
                        q.Question.Key,
                        q.Question.Kind,
                        q.Question.Text,
                        q.Figures.N,
                        q.Figures.Mean,
                        q.Figures.Distribution,
                        [.. q.Figures.ByFunction.Select(f => new OfFunction(f.Key, f.Value.N, f.Value.Mean))],
                        q.Figures.Change,
                        q.Figures.ChangeBoth,
                        q.Figures.NBoth,
                        q.Figures.Suppressed
                    )),
            ],
            s.Themes,
            view.Texts
        );
    }
}
