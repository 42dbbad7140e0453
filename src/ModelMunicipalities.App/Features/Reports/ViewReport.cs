using MediatR;
using Microsoft.EntityFrameworkCore;
using ModelMunicipalities.App.Data;
using ModelMunicipalities.App.Platform;
using ModelMunicipalities.App.Resources;
using ModelMunicipalities.App.Tenancy;
using ModelMunicipalities.Domain;
using ModelMunicipalities.Domain.Reports;

namespace ModelMunicipalities.App.Features.Reports;

/// <summary>How far a report has come, and, when it is made, what is in it.</summary>
public static class ViewReport
{
    public sealed record Query(int Report) : IUse<View>, IRequireMember;

    /// <param name="Id">The report's identity.</param>
    /// <param name="Kind">What it is about.</param>
    /// <param name="Cohort">The cohort's slug; null for the annual report.</param>
    /// <param name="Format">As what file.</param>
    /// <param name="Language">Its language.</param>
    /// <param name="Audience">Who may read it.</param>
    /// <param name="Version">Which version of it.</param>
    /// <param name="Status">How far it has come.</param>
    /// <param name="Progress">How much of it is made, 0–100.</param>
    /// <param name="Error">Why it could not be made.</param>
    /// <param name="Title">What it is called, once that is known.</param>
    /// <param name="RequestedAt">When it was asked for.</param>
    /// <param name="MadeAt">When it was made.</param>
    /// <param name="Size">The size of its file in bytes.</param>
    /// <param name="Document">Every word and figure of it, once they are known; also when no file came of it.</param>
    public sealed record View(
        int Id,
        ReportKind Kind,
        string? Cohort,
        ReportFormat Format,
        string Language,
        ReportAudience Audience,
        int Version,
        ReportStatus Status,
        int Progress,
        ReportError? Error,
        string? Title,
        DateTimeOffset RequestedAt,
        DateTimeOffset? MadeAt,
        int? Size,
        Document? Document
    )
    {
        public bool IsUnderWay => Status is ReportStatus.Queued or ReportStatus.Making;
    }

    internal sealed class Handler(AppDb db, Caller caller) : IRequestHandler<Query, Outcome<View>>
    {
        public async Task<Outcome<View>> Handle(Query request, CancellationToken ct)
        {
            var row = await (
                from r in db.Reports.For(db, caller)
                where r.Id == request.Report
                from c in db.Cohorts.Where(c => c.Id == r.CohortId).DefaultIfEmpty()
                select new
                {
                    Report = r,
                    Cohort = c!.Slug,
                    Document = db.Set<ReportContent>().Where(x => x.Id == r.Id).Select(x => x.Document).FirstOrDefault(),
                }
            )
                .AsNoTracking()
                .SingleOrDefaultAsync(ct);
            return row is null
                ? Refusal.NotFound()
                : new View(
                    row.Report.Id,
                    row.Report.Kind,
                    row.Cohort,
                    row.Report.Format,
                    row.Report.Language,
                    row.Report.Audience,
                    row.Report.Version,
                    row.Report.Status,
                    row.Report.Progress,
                    row.Report.Error,
                    row.Report.Title,
                    row.Report.RequestedAt,
                    row.Report.MadeAt,
                    row.Report.Size,
                    row.Document is { Length: > 0 } json ? Document.Parse(json) : null
                );
        }
    }

    public static void Map(IEndpointRouteBuilder network) =>
        network
            .MapGet("/reports/{report:int}", async (int report, IMediator mediator, Show show, CancellationToken ct) =>
                (await mediator.Send(new Query(report), ct)).Answer(show, v =>
                    Results.Ok(
                        new Line(
                            v.Id,
                            v.Kind,
                            v.Cohort,
                            v.Format,
                            v.Language,
                            v.Version,
                            v.Status,
                            v.Progress,
                            v.Error is { } error ? error.Sentence() : null,
                            v.Title,
                            v.RequestedAt,
                            v.MadeAt,
                            v.Size
                        )
                    )
                )
            )
            .WithTags("Reports")
            .WithSummary("How far a report has come, and why it could not be made.")
            .Produces<Line>();

    /// <summary>A report as the API tells of it.</summary>
    public sealed record Line(
        int Id,
        ReportKind Kind,
        string? Cohort,
        ReportFormat Format,
        string Language,
        int Version,
        ReportStatus Status,
        int Progress,
        string? Error,
        string? Title,
        DateTimeOffset RequestedAt,
        DateTimeOffset? MadeAt,
        int? Size
    );

    /// <summary>Why, and what to do about it.</summary>
    public static string Sentence(this ReportError error) => TextsExtensions.Named("ReportError_" + error);
}
