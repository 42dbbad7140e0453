using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Playwright;
using ModelMunicipalities.App.Features.Reports;
using ModelMunicipalities.App.Platform.Pdf;
using ModelMunicipalities.App.Tests.Kit;
using ModelMunicipalities.Domain.Reports;

namespace ModelMunicipalities.Benchmarks;

/// <summary>
/// A municipality's report as a PDF: through the worker, by Typst with nothing between, and printed by a browser that is
/// started for it; and every municipality's in one job.
/// </summary>
internal static class ReportRows
{
    private const int Municipalities = 290;

    // How many are made by turns, and how many a browser prints.
    private const int Compared = 100;
    private const int Warm = 30;
    private const int Printed = 7;

    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "pdf");

    public static async IAsyncEnumerable<Row> MeasureAsync()
    {
        // Each differs, or Typst would remember the one before.
        Document[] documents = [.. Enumerable.Range(0, Compared + Warm).Select(Municipality)];
        await using (var worker = new TypstWorker(Options.Create(new PdfOptions()), NullLogger<TypstWorker>.Instance))
        {
            await worker.StartAsync(CancellationToken.None);
            await using var direct = new Direct();
            var (left, right) = (documents.AsEnumerable().GetEnumerator(), documents.AsEnumerable().GetEnumerator());
            var both = await Turns.TakeAsync(
                Compared,
                () => worker.CompileAsync("report.typ", Next(left), CancellationToken.None),
                () => direct.CompileAsync(Next(right)),
                warm: Warm
            );
            yield return Row.AtMost("a PDF through the worker, beside Typst alone", both, 1.3);
            yield return Row.AtLeast(
                "a PDF through the worker, beside Chromium printing",
                (both.Ours, await ByTheBrowserAsync(documents[..Printed])),
                20
            );
        }

        yield return await JobAsync();

        static string Next(IEnumerator<Document> of) =>
            of.MoveNext() ? of.Current.ToJson() : throw new InvalidOperationException("Too few.");
    }

    /// <summary>
    /// One run of the job that makes every municipality's report, from what the database holds to the file in it.
    /// </summary>
    private static async Task<Row> JobAsync()
    {
        await using var server = new BenchServer();
        await server.FillAsync(Municipalities, 4);
        await server.InDbAsync(async db =>
        {
            var cohort = await db.Cohorts.SingleAsync();
            db.Reports.AddRange(
                (await db.Organisations.Select(o => o.Id).ToListAsync()).Select(o => new Report
                {
                    Kind = ReportKind.Municipality,
                    CohortId = cohort.Id,
                    OrganisationId = o,
                    Audience = ReportAudience.Organisation,
                    Format = ReportFormat.Pdf,
                    Language = "sv",
                    Version = 1,
                    RequestedAt = DateTimeOffset.UtcNow,
                })
            );
            return await db.SaveChangesAsync();
        });

        var job = server.JobAsync(new MakeReports.Command());
        var early = 0.0;
        while (!job.IsCompleted)
        {
            await Task.Delay(20);
            var made = await server.InDbAsync(db => db.Reports.CountAsync(r => r.Status == ReportStatus.Ready));
            early = early == 0 && made >= Municipalities / 3 ? Memory(server) : early;
        }

        var outcome = await job;
        return outcome.Value == Municipalities && early > 0
            ? Row.AtMost(
                $"memory after {Municipalities} reports in one job, beside after a third",
                (Memory(server), early),
                1.15,
                "MB"
            )
            : Row.Failed("290 reports in one job", $"{outcome.Value} were made");
    }

    /// <summary>What the worker and this program, with all that it still holds, have resident.</summary>
    private static double Memory(BenchServer server)
    {
        GC.Collect();
        using var node = Process.GetProcessById(server.Services.GetRequiredService<TypstWorker>().ProcessId!.Value);
        return (node.WorkingSet64 + Environment.WorkingSet) / 1024.0 / 1024;
    }

    /// <summary>The sample without its map of every organisation, which no municipality's report has.</summary>
    private static Document Municipality(int number)
    {
        var sample = SampleReport.Swedish($"Kommun {number} har {number % 30} av 30");
        return sample with { Sections = [.. sample.Sections.Where((_, i) => i != 1)] };
    }

    private static async Task<double> ByTheBrowserAsync(Document[] documents)
    {
        var folder = Directory.CreateTempSubdirectory("reports-");
        var milliseconds = new List<double>();
        foreach (var document in documents)
        {
            var file = Path.Combine(folder.FullName, "report.html");
            await File.WriteAllTextAsync(file, Html(document));
            milliseconds.Add(
                await Turns.TimeAsync(async () =>
                {
                    using var chromium = Process.Start(
                        new ProcessStartInfo(
                            Browser.Chromium,
                            [
                                "--headless",
                                .. Browser.Arguments,
                                $"--user-data-dir={folder.FullName}",
                                $"--print-to-pdf={file}.pdf",
                                file,
                            ]
                        )
                        {
                            RedirectStandardError = true,
                        }
                    )!;
                    await chromium.StandardError.ReadToEndAsync();
                    await chromium.WaitForExitAsync();
                })
            );
        }

        folder.Delete(recursive: true);
        return Turns.Median(milliseconds);
    }

    /// <summary>The same words, figures and pictures as plainly as a page can have them.</summary>
    private static string Html(Document document)
    {
        const string Style = "<style>body { font: 9.5pt sans-serif } table { border-collapse: collapse }</style>";
        var html = new StringBuilder($"<!doctype html><html lang={document.Language}><title>{E(document.Title)}</title>{Style}");
        html.Append(CultureInfo.InvariantCulture, $"<h1>{E(document.Title)}</h1><p>{E(document.Lede)}");
        html.AppendJoin("", document.Figures.Select(f => $"<p><b>{E(f.Value)}</b> {E(f.Label)}"));
        foreach (var section in document.Sections)
        {
            html.Append(CultureInfo.InvariantCulture, $"<h2>{E(section.Heading)}</h2>");
            html.AppendJoin(
                "",
                section.Blocks.Select(b =>
                    b switch
                    {
                        { Chart: { } chart } => $"<figure>{chart.Svg}<figcaption>{E(chart.Caption)}</figcaption></figure>",
                        { Table: { } table } => Html(table),
                        _ => $"<p>{E((b.Text ?? b.Notice)!)}</p>",
                    }
                )
            );
        }

        return html.AppendJoin("", document.Notes.Select(n => $"<p>{E(n)}")).ToString();
    }

    private static string Html(DataTable table)
    {
        var heads = string.Concat(table.Columns.Select(c => $"<th>{E(c.Head)}"));
        var rows = table.Rows.Concat(table.Foot).Select(row => "<tr>" + string.Concat(row.Select(c => $"<td>{E(c.Text)}")));
        return $"<table><caption>{E(table.Caption)}</caption><thead><tr>{heads}</thead><tbody>{string.Concat(rows)}</table>";
    }

    private static string E(string text) => WebUtility.HtmlEncode(text);

    /// <summary>Typst in a process that does nothing else: a document a line, and a line when it is made.</summary>
    private sealed class Direct : IAsyncDisposable
    {
        private readonly Process _node = Process.Start(
            new ProcessStartInfo("node", [Path.Combine(AppContext.BaseDirectory, "typst.cjs"), Folder])
            {
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                StandardInputEncoding = new UTF8Encoding(false),
            }
        )!;

        public async Task CompileAsync(string json)
        {
            await _node.StandardInput.WriteLineAsync(json);
            await _node.StandardInput.FlushAsync();
            if (await _node.StandardOutput.ReadLineAsync() is null)
            {
                throw new InvalidOperationException("typst.cjs ended.");
            }
        }

        public async ValueTask DisposeAsync()
        {
            _node.StandardInput.Close();
            await _node.WaitForExitAsync();
            _node.Dispose();
        }
    }
}
