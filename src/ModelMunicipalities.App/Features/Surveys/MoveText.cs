using MediatR;
using Microsoft.EntityFrameworkCore;
using ModelMunicipalities.App.Data;
using ModelMunicipalities.App.Platform;
using ModelMunicipalities.Domain;
using ModelMunicipalities.Domain.Assessments;

namespace ModelMunicipalities.App.Features.Surveys;

/// <summary>Moves what somebody wrote into a theme of its question, or out of it.</summary>
public static class MoveText
{
    /// <param name="Cohort">The cohort's slug.</param>
    /// <param name="Id">The survey.</param>
    /// <param name="Text">The text.</param>
    /// <param name="Theme">The theme; null for none.</param>
    public sealed record Command(string Cohort, int Id, Guid Text, int? Theme) : IUse<Done>, IRequireCoordinator;

    internal sealed class Handler(AppDb db, TimeProvider time) : IRequestHandler<Command, Outcome<Done>>
    {
        public async Task<Outcome<Done>> Handle(Command request, CancellationToken ct)
        {
            await using var transaction = await db.BeginAloneAsync(ct);
            if (await db.FindSurveyAsync(request.Cohort, request.Id, ct) is not { CountedAt: not null } survey)
            {
                return Refusal.NotFound();
            }

            var answers = await db.SurveyResponses.Where(r => r.SurveyId == survey.Id).Select(r => r.Counted).ToListAsync(ct);
            var themes = await db.SurveyThemes.Where(t => t.SurveyId == survey.Id).ToListAsync(ct);
            var text = answers.SelectMany(a => a).FirstOrDefault(a => a.Id == request.Text && a.Text is not null);
            var theme = themes.Find(t => t.Id == request.Theme);
            if (
                text is null
                || (theme is null && request.Theme is not null)
                || (theme is not null && theme.Question != text.Question)
            )
            {
                return Refusal.NotFound();
            }

            themes.ForEach(t => t.Texts = [.. t.Texts.Where(id => id != text.Id)]);
            theme?.Texts.Add(text.Id);
            db.Trail("SurveyTextMoved", time.GetUtcNow(), occasionId: survey.OccasionId, detail: theme?.Name);
            await db.SaveChangesAsync(ct);
            await transaction.CommitAsync(ct);
            return default(Done);
        }
    }

    public sealed record Body(int? Theme);

    public static void Map(IEndpointRouteBuilder cohort) =>
        cohort
            .MapPut(
                "/surveys/{survey:int}/texts/{text:guid}",
                async (string cohort, int survey, Guid text, Body body, IMediator mediator, Show show, CancellationToken ct) =>
                    (await mediator.Send(new Command(cohort, survey, text, body.Theme), ct)).Answer(show)
            )
            .WithTags("Surveys")
            .WithSummary("Moves what somebody wrote into a theme of its question, or out of it. The coordinator's.")
            .Produces<Done>();
}
