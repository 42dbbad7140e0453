using MediatR;
using ModelMunicipalities.App.Platform;

namespace ModelMunicipalities.App.Features.Improvements;

/// <summary>
/// How the API answers what changes an improvement: with its version, and with what holds now when the change came too late.
/// </summary>
internal static class ImprovementAnswers
{
    public static async Task<IResult> SendAsync<T>(
        this IMediator mediator,
        T command,
        object? body,
        bool needsVersion,
        HttpContext http,
        Show show,
        CancellationToken ct
    )
        where T : IUse<SavedImprovement>, IAboutImprovement
    {
        if (needsVersion && !http.Request.HasVersion())
        {
            return HttpAnswers.VersionMissing();
        }

        var outcome = await mediator.Send(command, ct);
        return await outcome.AnswerAsync(
            show,
            saved =>
            {
                http.Response.SetVersion(saved.Version);
                return Results.Ok(saved);
            },
            async () =>
                (
                    await mediator.Send(new ViewImprovement.Query(command.Cohort, command.Organisation, command.Improvement), ct)
                ).Value,
            body
        );
    }

    public static RouteHandlerBuilder Describe(this RouteHandlerBuilder route, string summary) =>
        route.WithSummary(summary).Produces<SavedImprovement>().ProducesProblem(StatusCodes.Status428PreconditionRequired);
}
