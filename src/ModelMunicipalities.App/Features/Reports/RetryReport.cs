using MediatR;
using Microsoft.EntityFrameworkCore;
using ModelMunicipalities.App.Data;
using ModelMunicipalities.App.Platform;
using ModelMunicipalities.App.Tenancy;
using ModelMunicipalities.Domain;

namespace ModelMunicipalities.App.Features.Reports;

/// <summary>Begins making a report anew that could not be made.</summary>
public static class RetryReport
{
    public sealed record Command(int Report) : IUse<Done>, IRequireMember;

    internal sealed class Handler(AppDb db, Caller caller, TimeProvider time, ReportQueue queue)
        : IRequestHandler<Command, Outcome<Done>>
    {
        public async Task<Outcome<Done>> Handle(Command request, CancellationToken ct)
        {
            var report = await db.Reports.For(db, caller).SingleOrDefaultAsync(r => r.Id == request.Report, ct);
            if (report is null)
            {
                return Refusal.NotFound();
            }

            if (report.IsUnderWay)
            {
                return default(Done);
            }

            if (!report.Retry())
            {
                return Refusal.Conflict("ReportIsReady");
            }

            db.Trail("ReportRetried", time.GetUtcNow(), report.OrganisationId, null, report.Title);
            await db.SaveChangesAsync(ct);
            queue.Wake(caller.Network!.Slug);
            return default(Done);
        }
    }

    public static void Map(IEndpointRouteBuilder network) =>
        network
            .MapPost("/reports/{report:int}/retry", async (int report, IMediator mediator, Show show, CancellationToken ct) =>
                (await mediator.Send(new Command(report), ct)).Answer(show, _ => Results.NoContent())
            )
            .WithTags("Reports")
            .WithSummary("Makes a report anew that could not be made.")
            .Produces(StatusCodes.Status204NoContent);
}
