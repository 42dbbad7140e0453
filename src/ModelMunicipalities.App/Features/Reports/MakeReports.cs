using System.Diagnostics.CodeAnalysis;
using MediatR;
using Microsoft.EntityFrameworkCore;
using ModelMunicipalities.App.Data;
using ModelMunicipalities.App.Features.Surveys;
using ModelMunicipalities.App.Platform;
using ModelMunicipalities.App.Platform.Pdf;
using ModelMunicipalities.App.Resources;
using ModelMunicipalities.App.Tenancy;
using ModelMunicipalities.Domain.Accounts;
using ModelMunicipalities.Domain.Assessments;
using ModelMunicipalities.Domain.Reports;

namespace ModelMunicipalities.App.Features.Reports;

/// <summary>
/// Makes the network's queued reports one after the other. Each belongs to one node at a time; one whose node died is taken
/// over. The document is kept before the file is made, so a report can be read on the portal even when no PDF comes of it.
/// </summary>
public static partial class MakeReports
{
    public sealed record Command : IUse<int>, IForJobs;

    internal sealed partial class Handler(
        AppDb db,
        Caller caller,
        InstrumentCatalogue instruments,
        SurveyResults surveys,
        Moments moments,
        TypstWorker worker,
        Letters letters,
        TimeProvider time,
        ILogger<Handler> log
    ) : IRequestHandler<Command, Outcome<int>>
    {
        public async Task<Outcome<int>> Handle(Command request, CancellationToken ct)
        {
            var writer = new ReportWriter(db, caller, instruments, surveys, moments, time.GetUtcNow());
            var made = 0;
            while (await ClaimAsync(ct) is { } report)
            {
                await MakeAsync(report, writer, ct);
                made++;

                // What one report took is let go before the next, however many they are.
                db.ChangeTracker.Clear();
            }

            return made;
        }

        /// <summary>Takes the report that has waited longest, unless another node was faster.</summary>
        private async Task<Report?> ClaimAsync(CancellationToken ct)
        {
            while (true)
            {
                var now = time.GetUtcNow();
                var free = db.Reports.Where(r =>
                    r.Status == ReportStatus.Queued || (r.Status == ReportStatus.Making && r.LeasedUntil < now)
                );
                if (await free.OrderBy(r => r.Id).Select(r => (int?)r.Id).FirstOrDefaultAsync(ct) is not { } id)
                {
                    return null;
                }

                if (
                    await free.Where(r => r.Id == id)
                        .ExecuteUpdateAsync(
                            r =>
                                r.SetProperty(x => x.Status, ReportStatus.Making)
                                    .SetProperty(x => x.LeasedUntil, now + Report.Lease)
                                    .SetProperty(x => x.Tries, x => x.Tries + 1),
                            ct
                        ) == 1
                )
                {
                    return await db.Reports.SingleAsync(r => r.Id == id, ct);
                }
            }
        }

        [SuppressMessage("Design", "CA1031", Justification = "One report that cannot be made stops no other, and says why.")]
        private async Task MakeAsync(Report report, ReportWriter writer, CancellationToken ct)
        {
            try
            {
                var tries = report.Tries;
                if (tries > Report.MostTries)
                {
                    await FailAsync(report, ReportError.Interrupted, ct);
                    return;
                }

                await ProgressAsync(report, 10, ct);
                if (await writer.WriteAsync(report, ct) is not { } document)
                {
                    await FailAsync(report, ReportError.Gone, ct);
                    return;
                }

                var content = await db.Set<ReportContent>().SingleOrDefaultAsync(c => c.Id == report.Id, ct);
                if (content is null)
                {
                    db.Add(content = new ReportContent { Id = report.Id, Document = "" });
                }

                (content.Document, report.Title, report.MadeAt) = (document.ToJson(), document.Title, time.GetUtcNow());
                await ProgressAsync(report, 50, ct);
                content.File =
                    report.Format == ReportFormat.Pdf
                        ? await worker.CompileAsync("report.typ", content.Document, ct)
                        : DocumentSheets.Write(document, report.Format);
                (report.Size, report.Progress, report.Status, report.LeasedUntil) = (
                    content.File.Length,
                    100,
                    ReportStatus.Ready,
                    null
                );
                await AnnounceAsync(report, ct);
                await db.SaveChangesAsync(ct);
            }
            catch (PdfException e) when (e.IsTransient && report.Tries < Report.MostTries)
            {
                LogFailure(log, e, report.Id);
                (report.Status, report.LeasedUntil, report.Progress) = (ReportStatus.Queued, null, 0);
                await db.SaveChangesAsync(ct);
            }
            catch (PdfException e)
            {
                LogFailure(log, e, report.Id);
                await FailAsync(
                    report,
                    e.IsTransient ? ReportError.Interrupted
                        : worker.Problem is not null ? ReportError.NoWorker
                        : ReportError.Template,
                    ct
                );
            }
            catch (DbUpdateConcurrencyException)
            {
                // Another node has taken it over; it is hers.
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                LogFailure(log, e, report.Id);
                db.ChangeTracker.Clear();
                await FailAsync(await db.Reports.SingleAsync(r => r.Id == report.Id, ct), ReportError.Unexpected, ct);
            }
        }

        private Task ProgressAsync(Report report, int progress, CancellationToken ct)
        {
            report.Progress = progress;
            return db.SaveChangesAsync(ct);
        }

        private Task FailAsync(Report report, ReportError error, CancellationToken ct)
        {
            (report.Status, report.Error, report.LeasedUntil) = (ReportStatus.Failed, error, null);
            return db.SaveChangesAsync(ct);
        }

        /// <summary>Tells who asked, or, of one that was due by itself, whom it is for.</summary>
        private async Task AnnounceAsync(Report report, CancellationToken ct)
        {
            IReadOnlyList<Letters.Reader> readers = report switch
            {
                { RequestedBy: { } person } => await (
                    from p in db.Users
                    where p.Id == person
                    select new Letters.Reader(p.Id, p.Name, p.Email!, p.Language, 0)
                ).ToListAsync(ct),
                { Audience: ReportAudience.Coordinator } => await letters.CoordinatorsAsync(ct),
                { Kind: ReportKind.Municipality, OrganisationId: { } organisation } => await letters.PeopleOfAsync(
                    [organisation],
                    ct,
                    Function.KeyPerson
                ),
                _ => [],
            };
            letters.Send(
                MailTopic.Report,
                readers,
                () => Texts.Mail_ReportReadySubject(report.Title!),
                _ => [Texts.Mail_ReportReady(report.Title!), letters.To(Links.Report(caller.Network!.Slug, report.Id))],
                gather: true
            );
        }

        [LoggerMessage(LogLevel.Warning, "Report {Report} could not be made.")]
        private static partial void LogFailure(ILogger log, Exception e, int report);
    }
}
