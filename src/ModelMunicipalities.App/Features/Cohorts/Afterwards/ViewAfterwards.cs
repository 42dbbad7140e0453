using MediatR;
using ModelMunicipalities.App.Data;
using ModelMunicipalities.App.Platform;
using ModelMunicipalities.Domain;
using ModelMunicipalities.Domain.Assessments;
using ModelMunicipalities.Domain.Cohorts;

namespace ModelMunicipalities.App.Features.Cohorts;

/// <summary>What a participant has said of the time after the cohort, and how it went.</summary>
public static class ViewAfterwards
{
    public sealed record Query(string Cohort, string Organisation) : IUse<View>, IRequireFunction
    {
        public bool OrCoordinator => true;
    }

    public sealed record View(
        string Organisation,
        string Name,
        string Cohort,
        string CohortName,
        Invention Invention,
        CohortStage Stage,
        Afterwards? Afterwards,
        string? Comment,
        Result? Result,
        DateTimeOffset? WithdrawnAt,
        int Version
    )
    {
        /// <summary>True while it can be said.</summary>
        public bool MaySay => WithdrawnAt is null && Stage.Allows(CohortAct.StateAfterwards);

        internal IResult WithVersion(HttpContext http)
        {
            http.Response.SetVersion(Version);
            return Results.Ok(this);
        }
    }

    internal sealed class Handler(AppDb db, InstrumentCatalogue instruments) : IRequestHandler<Query, Outcome<View>>
    {
        public async Task<Outcome<View>> Handle(Query request, CancellationToken ct) =>
            await PartInCohort.FindAsync(db, request.Cohort, request.Organisation, ct)
                is { Participation.Role: CohortRole.Participant } part
                ? await ReadAsync(db, instruments, part, ct)
                : Refusal.NotFound();
    }

    internal static async Task<View> ReadAsync(AppDb db, InstrumentCatalogue instruments, PartInCohort part, CancellationToken ct)
    {
        var participation = part.Participation;
        var results = await Result.ReadAsync(db, instruments, db.Participations.Where(p => p.Id == participation.Id), ct);
        return new View(
            part.Organisation.Slug,
            part.Organisation.Name,
            part.Cohort.Slug,
            part.Cohort.Name,
            part.Cohort.Invention,
            part.Cohort.Stage,
            participation.Afterwards,
            participation.AfterwardsComment,
            results.Values.FirstOrDefault(),
            participation.WithdrawnAt,
            participation.Version
        );
    }

    public static void Map(IEndpointRouteBuilder cohort) =>
        cohort
            .MapGet(
                "/organisations/{organisation}/afterwards",
                async (
                    string cohort,
                    string organisation,
                    HttpContext http,
                    IMediator mediator,
                    Show show,
                    CancellationToken ct
                ) => (await mediator.Send(new Query(cohort, organisation), ct)).Answer(show, view => view.WithVersion(http))
            )
            .WithTags("Cohorts")
            .WithSummary(
                "What a participant has said of the time after the cohort, and how it went. For its functions and the coordinator."
            )
            .Produces<View>();
}
