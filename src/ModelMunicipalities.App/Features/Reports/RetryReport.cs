using MediatR;
using Microsoft.EntityFrameworkCore;
using ModelMunicipalities.App.Data;
using ModelMunicipalities.App.Platform;
using ModelMunicipalities.App.Tenancy;
using ModelMunicipalities.Domain;
using ModelMunicipalities.Domain.Reports;

namespace ModelMunicipalities.App.Features.Reports;

/// <summary>Begins making a report anew that could not be made.</summary>
public static class RetryReport
{
    public sealed record Command(int Report) : IUse<Done>, IGuardedByArea;

    /// <summary>Who may read it may have it made anew.</summary>
    internal sealed class Guard(AppDb db, Caller caller) : Guard<Command, Report>
    {
        protected override async Task<Outcome<Report>> FindAsync(Command request, CancellationToken ct) =>
            await db.Reports.For(db, caller).SingleOrDefaultAsync(r => r.Id == request.Report, ct) is { } report
                ? report
                : Refusal.NotFound();
    }

    internal sealed class Handler(AppDb db, Caller caller, Guard guard, TimeProvider time, ReportQueue queue)
        : IRequestHandler<Command, Outcome<Done>>
    {
        public async Task<Outcome<Done>> Handle(Command request, CancellationToken ct)
        {
            var report = guard.For(request);
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
