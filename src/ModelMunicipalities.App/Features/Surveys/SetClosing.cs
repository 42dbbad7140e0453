using MediatR;
using Microsoft.EntityFrameworkCore;
using ModelMunicipalities.App.Data;
using ModelMunicipalities.App.Platform;
using ModelMunicipalities.App.Tenancy;
using ModelMunicipalities.Domain;
using ModelMunicipalities.Domain.Assessments;
using ModelMunicipalities.Domain.Surveys;

namespace ModelMunicipalities.App.Features.Surveys;

/// <summary>Closes a survey, moves its closing, or opens it again.</summary>
public static class SetClosing
{
    /// <param name="Cohort">The cohort's slug.</param>
    /// <param name="Id">The survey.</param>
    /// <param name="ClosesAt">When it closes; null for now.</param>
    /// <param name="Version">The version that the change is based on.</param>
    public sealed record Command(string Cohort, int Id, DateTimeOffset? ClosesAt, int? Version) : IUse<Done>, IRequireCoordinator;

    internal sealed class Handler(AppDb db, Caller caller, SurveyForms forms, InstrumentCatalogue instruments, TimeProvider time)
        : IRequestHandler<Command, Outcome<Done>>
    {
        public async Task<Outcome<Done>> Handle(Command request, CancellationToken ct)
        {
            await using var transaction = await db.BeginAloneAsync(ct);
            if (await db.FindSurveyAsync(request.Cohort, request.Id, ct) is not { } survey)
            {
                return Refusal.NotFound();
            }

            if (survey.Version != request.Version)
            {
                return Refusal.Stale(false, ("closesAt", survey.ClosesAt, request.ClosesAt));
            }

            var now = time.GetUtcNow();
            if (request.ClosesAt is null && !survey.IsOpen(now))
            {
                return Refusal.Conflict("SurveyClosedAlready", survey.ClosesAt);
            }

            if (survey.CloseAt(request.ClosesAt ?? now, now) is { } refusal)
            {
                return refusal;
            }

            if (survey.AwaitsCount(now))
            {
                await SendSurveys.CountAsync(db, caller, forms, instruments, survey.SeriesId, now, ct);
            }

            db.Trail("SurveyClosing", now, occasionId: survey.OccasionId, detail: new Show(caller).Moment(survey.ClosesAt));
            await db.SaveChangesAsync(ct);
            await transaction.CommitAsync(ct);
            return default(Done);
        }
    }

    /// <summary>A survey of a cohort by both their names, to be changed; null when the cohort has no such.</summary>
    internal static Task<Survey?> FindSurveyAsync(this AppDb db, string cohort, int id, CancellationToken ct) =>
        (
            from s in db.Surveys
            where s.Id == id
            join x in db.SurveySeries on s.SeriesId equals x.Id
            join c in db.Cohorts on x.CohortId equals c.Id
            where c.Slug == cohort
            select s
        ).SingleOrDefaultAsync(ct);

    /// <param name="ClosesAt">When; null for now.</param>
    /// <param name="Version">The survey's version.</param>
    public sealed record Body(DateTimeOffset? ClosesAt, int? Version);

    public static void Map(IEndpointRouteBuilder cohort) =>
        cohort
            .MapPut(
                "/surveys/{survey:int}/closing",
                async (string cohort, int survey, Body body, IMediator mediator, Show show, CancellationToken ct) =>
                    (await mediator.Send(new Command(cohort, survey, body.ClosesAt, body.Version), ct)).Answer(show)
            )
            .WithTags("Surveys")
            .WithSummary("Closes a survey now, moves its closing, or opens it again until a later time. The coordinator's.")
            .Produces<Done>();
}
