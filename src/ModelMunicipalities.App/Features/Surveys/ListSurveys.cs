using MediatR;
using Microsoft.EntityFrameworkCore;
using ModelMunicipalities.App.Data;
using ModelMunicipalities.App.Platform;
using ModelMunicipalities.Domain;
using ModelMunicipalities.Domain.Assessments;
using ModelMunicipalities.Domain.Cohorts;

namespace ModelMunicipalities.App.Features.Surveys;

/// <summary>A cohort's surveys, how many have answered each, and the figure that stands for each.</summary>
public static class ListSurveys
{
    public sealed record Query(string Cohort) : IUse<View>, IRequireMember;

    /// <param name="Cohort">The cohort's slug.</param>
    /// <param name="CohortName">Its name.</param>
    /// <param name="Invention">Whether it is invented.</param>
    /// <param name="MayOpen">True while surveys can be opened in it.</param>
    /// <param name="Occasions">Its occasions, in order.</param>
    /// <param name="Items">The surveys.</param>
    /// <param name="Total">How many.</param>
    public sealed record View(
        string Cohort,
        string CohortName,
        Invention Invention,
        bool MayOpen,
        IReadOnlyList<string> Occasions,
        IReadOnlyList<Line> Items,
        int Total
    );

    /// <param name="Id">The survey.</param>
    /// <param name="Form">The form's key.</param>
    /// <param name="Title">What it is called.</param>
    /// <param name="Occasion">The occasion's key.</param>
    /// <param name="ClosesAt">Until when it can be answered.</param>
    /// <param name="IsOpen">True while it can.</param>
    /// <param name="Invited">How many were asked.</param>
    /// <param name="Answered">How many have answered.</param>
    /// <param name="Rate">The share, 0–1.</param>
    /// <param name="LowRate">True when it closed with few answers.</param>
    /// <param name="Mean">The mean that stands for the whole; null when it is not shown.</param>
    public sealed record Line(
        int Id,
        string Form,
        LocalText Title,
        string Occasion,
        DateTimeOffset ClosesAt,
        bool IsOpen,
        int Invited,
        int Answered,
        double? Rate,
        bool LowRate,
        double? Mean
    );

    internal sealed class Handler(AppDb db, SurveyResults results) : IRequestHandler<Query, Outcome<View>>
    {
        public async Task<Outcome<View>> Handle(Query request, CancellationToken ct)
        {
            var cohort = await db.Cohorts.Where(c => c.Slug == request.Cohort).AsNoTracking().SingleOrDefaultAsync(ct);
            if (cohort is null)
            {
                return Refusal.NotFound();
            }

            var occasions = await db
                .Occasions.Where(o => o.CohortId == cohort.Id)
                .OrderBy(o => o.Ordinal)
                .Select(o => o.Key)
                .ToListAsync(ct);
            var lines = (await results.ReadAsync(cohort.Id, ct))
                .Select(s => new Line(
                    s.Id,
                    s.Form.Key,
                    s.Form.Title,
                    s.Occasion,
                    s.Survey.ClosesAt,
                    s.IsOpen,
                    s.Invited,
                    s.Answered,
                    s.Rate,
                    s.HasLowRate,
                    s.Headline?.Mean
                ))
                .ToList();
            return new View(
                cohort.Slug,
                cohort.Name,
                cohort.Invention,
                cohort.Stage.WhyNot(CohortAct.Meet) is null,
                occasions,
                lines,
                lines.Count
            );
        }
    }

    public static void Map(IEndpointRouteBuilder cohort) =>
        cohort
            .MapGet("/surveys", async (string cohort, IMediator mediator, Show show, CancellationToken ct) =>
                (await mediator.Send(new Query(cohort), ct)).Answer(show)
            )
            .WithTags("Surveys")
            .WithSummary("A cohort's surveys, how many have answered each, and the mean that stands for each once it has closed.")
            .Produces<View>();
}
