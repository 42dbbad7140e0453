using System.Globalization;
using MediatR;
using Microsoft.EntityFrameworkCore;
using Microsoft.Net.Http.Headers;
using ModelMunicipalities.App.Data;
using ModelMunicipalities.App.Platform;
using ModelMunicipalities.App.Resources;
using ModelMunicipalities.App.Tenancy;
using ModelMunicipalities.Domain;
using ModelMunicipalities.Domain.Reports;

namespace ModelMunicipalities.App.Features.Reports;

/// <summary>Gives out a report's file to who may read it, any number of times.</summary>
public static class DownloadReport
{
    public sealed record Query(int Report) : IUse<File>, IRequireMember;

    public sealed record File(string Name, string MediaType, byte[] Bytes);

    internal sealed class Handler(AppDb db, Caller caller) : IRequestHandler<Query, Outcome<File>>
    {
        public async Task<Outcome<File>> Handle(Query request, CancellationToken ct)
        {
            var report = await (
                from r in db.Reports.For(db, caller)
                where r.Id == request.Report
                select new
                {
                    r.Title,
                    r.Kind,
                    r.Audience,
                    r.Language,
                    r.Format,
                    r.Version,
                    r.Status,
                    Bytes = db.Set<ReportContent>().Where(c => c.Id == r.Id).Select(c => c.File).FirstOrDefault(),
                }
            ).SingleOrDefaultAsync(ct);
            return report is null ? Refusal.NotFound()
                : report.Status != ReportStatus.Ready ? Refusal.Conflict("ReportNotReady")
                : new File(
                    FileName(report.Title!, OnlyForOne(report.Kind, report.Audience, report.Language), report.Version)
                        + Ending(report.Format),
                    MediaType(report.Format),
                    report.Bytes!
                );
        }
    }

    /// <summary>Two reports of one cohort have one title: the name of the coordinator's says that it is hers.</summary>
    private static string? OnlyForOne(ReportKind kind, ReportAudience audience, string language) =>
        kind == ReportKind.Cohort && audience == ReportAudience.Coordinator
            ? Languages.In(language, () => Texts.ReportForCoordinator)
            : null;

    /// <summary>What any system takes for the name of a file.</summary>
    private static string FileName(string title, string? whose, int version) =>
        string.Join(
            '-',
            $"{title}{(whose is null ? "" : $", {whose}")} ({version})"
                .Replace(": ", " – ", StringComparison.Ordinal)
                .Split(':', '/', '\\', '?', '*', '"', '<', '>', '|')
        );

    public static void Map(IEndpointRouteBuilder network) =>
        network
            .MapGet(
                "/reports/{report:int}/file",
                async (int report, HttpContext http, IMediator mediator, Show show, CancellationToken ct) =>
                    (await mediator.Send(new Query(report), ct)).Answer(show, file => Give(file, http))
            )
            .WithTags("Reports")
            .WithSummary("The report's file, once it is ready.")
            .Produces<byte[]>(
                StatusCodes.Status200OK,
                MediaType(ReportFormat.Pdf),
                MediaType(ReportFormat.Xlsx),
                MediaType(ReportFormat.Csv)
            )
            .ProducesProblem(StatusCodes.Status409Conflict);

    /// <summary>The same file on the portal, by its cookie.</summary>
    public static void MapPortal(IEndpointRouteBuilder portal) =>
        portal
            .MapGet(
                "/{network}/reports/{report:int}/file",
                async (int report, HttpContext http, IMediator mediator, CancellationToken ct) =>
                    (await mediator.Send(new Query(report), ct)).AnswerPage(http, file => Give(file, http))
            )
            .ExcludeFromDescription();

    private static IResult Give(File file, HttpContext http)
    {
        var headers = http.Response.Headers;
        var disposition = new ContentDispositionHeaderValue("attachment");
        disposition.SetHttpFileName(file.Name);
        headers.ContentDisposition = disposition.ToString();
        headers.XContentTypeOptions = "nosniff";
        return Results.Bytes(file.Bytes, file.MediaType);
    }

    private static string Ending(ReportFormat format) =>
        format switch
        {
            ReportFormat.Pdf => ".pdf",
            ReportFormat.Xlsx => ".xlsx",
            _ => ".csv",
        };

    private static string MediaType(ReportFormat format) =>
        format switch
        {
            ReportFormat.Pdf => "application/pdf",
            ReportFormat.Xlsx => Sheets.XlsxType,
            _ => Sheets.CsvType,
        };
}
