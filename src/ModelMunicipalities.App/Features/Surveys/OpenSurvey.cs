using MediatR;
using Microsoft.EntityFrameworkCore;
using ModelMunicipalities.App.Data;
using ModelMunicipalities.App.Platform;
using ModelMunicipalities.Domain;
using ModelMunicipalities.Domain.Cohorts;
using ModelMunicipalities.Domain.Surveys;

namespace ModelMunicipalities.App.Features.Surveys;

/// <summary>Opens a survey about an occasion by hand, and asks everybody in the cohort.</summary>
public static class OpenSurvey
{
    /// <param name="Cohort">The cohort's slug.</param>
    /// <param name="Form">The form's key.</param>
    /// <param name="Occasion">The occasion's key.</param>
    public sealed record Command(string Cohort, string? Form, string? Occasion) : IUse<Opened>, IRequireCoordinator;

    /// <param name="Id">The survey.</param>
    /// <param name="Asked">How many were asked.</param>
    public sealed record Opened(int Id, int Asked);

    internal sealed class Handler(AppDb db, SurveySender sender, SurveyForms forms, TimeProvider time)
        : IRequestHandler<Command, Outcome<Opened>>
    {
        public async Task<Outcome<Opened>> Handle(Command request, CancellationToken ct)
        {
            await using var transaction = await db.BeginAloneAsync(ct);
            if (await db.Cohorts.SingleOrDefaultAsync(c => c.Slug == request.Cohort, ct) is not { } cohort)
            {
                return Refusal.NotFound();
            }

            if (cohort.Stage.WhyNot(CohortAct.Meet) is { } refusal)
            {
                return refusal;
            }

            if (forms.Find(request.Form) is not { } form)
            {
                return Refusal.Invalid("SurveyFormUnknown", "form");
            }

            if (
                await db.Occasions.SingleOrDefaultAsync(o => o.CohortId == cohort.Id && o.Key == request.Occasion, ct)
                is not { } occasion
            )
            {
                return Refusal.Invalid("SurveyOccasionUnknown", "occasion");
            }

            if (
                await db.Surveys.AnyAsync(
                    s => s.OccasionId == occasion.Id && db.SurveySeries.Any(x => x.Id == s.SeriesId && x.Form == form.Key),
                    ct
                )
            )
            {
                return Refusal.Conflict("SurveyThere");
            }

            var (survey, asked) = await sender.SendAsync(cohort, occasion, form, null, ct);
            if (asked == 0)
            {
                return Refusal.Conflict("SurveyNobody");
            }

            db.Trail("SurveyOpened", time.GetUtcNow(), occasionId: occasion.Id, detail: form.Title.Sv);
            await db.SaveChangesAsync(ct);
            await transaction.CommitAsync(ct);
            return new Opened(survey.Id, asked);
        }
    }

    public sealed record Body(string? Form, string? Occasion);

    public static void Map(IEndpointRouteBuilder cohort) =>
        cohort
            .MapPost("/surveys", async (string cohort, Body body, IMediator mediator, Show show, CancellationToken ct) =>
                (await mediator.Send(new Command(cohort, body.Form, body.Occasion), ct)).Answer(show)
            )
            .WithTags("Surveys")
            .WithSummary(
                "Opens a survey about an occasion and asks everybody in the cohort, each by a mail with a link of her own. The coordinator's."
            )
            .Produces<Opened>();
}
