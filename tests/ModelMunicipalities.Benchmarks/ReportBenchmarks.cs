using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Playwright;
using ModelMunicipalities.App.Data;
using ModelMunicipalities.App.Features.Reports;
using ModelMunicipalities.App.Platform.Jobs;
using ModelMunicipalities.App.Platform.Pdf;
using ModelMunicipalities.App.Tenancy;
using ModelMunicipalities.App.Tests.Kit;
using ModelMunicipalities.Domain.Reports;

namespace ModelMunicipalities.Benchmarks;

/// <summary>
/// A municipality's report as a PDF: through the worker, by Typst with nothing between, and printed by a browser, started for
/// it or kept open. The bars: at most 1.3 × Typst, at least 20 × faster than the browser, and 290 in one job without growing memory.
/// </summary>
internal static class ReportBenchmarks
{
    private const int Municipalities = 290;

    private static readonly string Chromium = Environment.GetEnvironmentVariable("TEST_CHROMIUM") is { Length: > 0 } given ? given : "/usr/bin/chromium";

    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "pdf");

    public static async Task RunAsync()
    {
        // Each differs, or Typst would remember the one before.
        Document[] documents = [.. Enumerable.Range(0, Municipalities).Select(Municipality)];
        var (worker, bytes) = await ThroughTheWorkerAsync(documents);
        var direct = await DirectlyAsync(documents);
        var warm = await InTheBrowserAsync(documents[..30]);
        var cold = await ByStartingTheBrowserAsync(documents[..7]);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"through the worker   {worker,7:0.0} ms  ({bytes / 1024} kB)"));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Typst directly       {direct,7:0.0} ms  the worker takes {worker / direct:0.00} × it (bar: 1.3)"));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Chromium prints      {cold,7:0.0} ms  the worker is {cold / worker:0.0} × faster (bar: 20)"));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"warm Chromium prints {warm,7:0.0} ms  the worker is {warm / worker:0.0} × faster"));
    }

    /// <summary>One run of the job that makes every municipality's report, from what the database holds to the file in it.</summary>
    public static async Task JobAsync()
    {
        await using var server = new BenchServer();
        await server.FillAsync(Municipalities, 4);
        await using (var scope = server.Services.CreateAsyncScope())
        {
            var db = scope.ServiceProvider.GetRequiredService<AppDb>();
            scope.ServiceProvider.GetRequiredService<Caller>().Enter(await db.Networks.SingleAsync());
            var cohort = await db.Cohorts.SingleAsync();
            db.Reports.AddRange((await db.Organisations.Select(o => o.Id).ToListAsync()).Select(o => new Report
            {
                Kind = ReportKind.Municipality,
                CohortId = cohort.Id,
                OrganisationId = o,
                Audience = ReportAudience.Organisation,
                Format = ReportFormat.Pdf,
                Language = "sv",
                Version = 1,
                RequestedAt = DateTimeOffset.UtcNow,
            }));
            await db.SaveChangesAsync();
        }

        var start = Stopwatch.GetTimestamp();
        var job = server.Services.GetRequiredService<NetworkJobs>().SendAsync("bench", new MakeReports.Command());
        foreach (var some in new[] { 10, 50, 100, 150, 200, 250, Municipalities })
        {
            var made = 0;
            while (made < some && !job.IsCompleted)
            {
                await Task.Delay(20);
                await using var scope = server.Services.CreateAsyncScope();
                var db = scope.ServiceProvider.GetRequiredService<AppDb>();
                scope.ServiceProvider.GetRequiredService<Caller>().Enter(await db.Networks.SingleAsync());
                made = await db.Reports.CountAsync(r => r.Status == ReportStatus.Ready);
            }

            Console.WriteLine($"after {some} reports of one job: worker {Worker(server) >> 20} MB, program {Environment.WorkingSet >> 20} MB");
        }

        var done = await job;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{done.Value} reports in one job, {Stopwatch.GetElapsedTime(start).TotalMilliseconds / done.Value:0.0} ms each"));
    }

    private static long Worker(BenchServer server)
    {
        using var node = Process.GetProcessById(server.Services.GetRequiredService<TypstWorker>().ProcessId!.Value);
        return node.WorkingSet64;
    }

    /// <summary>The sample without its map of every organisation, which no municipality's report has.</summary>
    private static Document Municipality(int number)
    {
        var sample = SampleReport.Swedish($"Kommun {number} har {number % 30} av 30");
        return sample with { Sections = [.. sample.Sections.Where((_, i) => i != 1)] };
    }

    private static async Task<(double Milliseconds, int Bytes)> ThroughTheWorkerAsync(Document[] documents)
    {
        await using var worker = new TypstWorker(Options.Create(new PdfOptions()), NullLogger<TypstWorker>.Instance);
        await worker.StartAsync(CancellationToken.None);
        var milliseconds = new List<double>();
        var bytes = 0;
        foreach (var document in documents)
        {
            var json = document.ToJson();
            var start = Stopwatch.GetTimestamp();
            bytes = (await worker.CompileAsync("report.typ", json, CancellationToken.None)).Length;
            milliseconds.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
            if (milliseconds.Count is 50 or 150 or Municipalities)
            {
                using var node = Process.GetProcessById(worker.ProcessId!.Value);
                Console.WriteLine($"after {milliseconds.Count} reports: worker {node.WorkingSet64 >> 20} MB, program {Environment.WorkingSet >> 20} MB");
            }
        }

        return (Median(milliseconds), bytes);
    }

    private static async Task<double> DirectlyAsync(Document[] documents)
    {
        var file = Path.GetTempFileName();
        try
        {
            await File.WriteAllLinesAsync(file, documents.Select(d => d.ToJson()));
            using var node = Process.Start(new ProcessStartInfo("node", [Path.Combine(AppContext.BaseDirectory, "typst.cjs"), Folder, file]) { RedirectStandardOutput = true })!;
            var lines = (await node.StandardOutput.ReadToEndAsync()).Split('\n', StringSplitOptions.RemoveEmptyEntries);
            return Median(lines.Select(l => double.Parse(l, CultureInfo.InvariantCulture)));
        }
        finally
        {
            File.Delete(file);
        }
    }

    private static async Task<double> InTheBrowserAsync(Document[] documents)
    {
        using var playwright = await Playwright.CreateAsync();
        await using var chromium = await playwright.Chromium.LaunchAsync(new() { ExecutablePath = Chromium, Args = ["--no-sandbox", "--disable-gpu", "--no-first-run"] });
        var page = await chromium.NewPageAsync();
        var milliseconds = new List<double>();
        foreach (var html in documents.Select(Html))
        {
            var start = Stopwatch.GetTimestamp();
            await page.SetContentAsync(html);
            await page.PdfAsync(new() { Format = "A4", Tagged = true, PrintBackground = true });
            milliseconds.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        }

        return Median(milliseconds);
    }

    private static async Task<double> ByStartingTheBrowserAsync(Document[] documents)
    {
        var folder = Directory.CreateTempSubdirectory("reports-");
        var milliseconds = new List<double>();
        foreach (var document in documents)
        {
            var file = Path.Combine(folder.FullName, "report.html");
            await File.WriteAllTextAsync(file, Html(document));
            var start = Stopwatch.GetTimestamp();
            using var chromium = Process.Start(new ProcessStartInfo(Chromium, ["--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", $"--user-data-dir={folder.FullName}", $"--print-to-pdf={file}.pdf", file]) { RedirectStandardError = true })!;
            await chromium.StandardError.ReadToEndAsync();
            await chromium.WaitForExitAsync();
            milliseconds.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        }

        folder.Delete(recursive: true);
        return Median(milliseconds);
    }

    /// <summary>The same words, figures and pictures as plainly as a page can have them.</summary>
    private static string Html(Document document)
    {
        var html = new StringBuilder($"<!doctype html><html lang={document.Language}><title>{E(document.Title)}</title><style>body {{ font: 9.5pt sans-serif }} table {{ border-collapse: collapse }}</style><h1>{E(document.Title)}</h1><p>{E(document.Lede)}");
        html.AppendJoin("", document.Figures.Select(f => $"<p><b>{E(f.Value)}</b> {E(f.Label)}"));
        foreach (var section in document.Sections)
        {
            html.Append(CultureInfo.InvariantCulture, $"<h2>{E(section.Heading)}</h2>");
            html.AppendJoin("", section.Blocks.Select(b => b.Chart is { } chart ? $"<figure>{chart.Svg}<figcaption>{E(chart.Caption)}</figcaption></figure>" : b.Table is { } table ? Html(table) : $"<p>{E((b.Text ?? b.Notice)!)}</p>"));
        }

        return html.AppendJoin("", document.Notes.Select(n => $"<p>{E(n)}")).ToString();
    }

    private static string Html(DataTable table) =>
        $"<table><caption>{E(table.Caption)}</caption><thead><tr>{string.Concat(table.Columns.Select(c => $"<th>{E(c.Head)}"))}</thead><tbody>{string.Concat(table.Rows.Concat(table.Foot).Select(row => "<tr>" + string.Concat(row.Select(c => $"<td>{E(c.Text)}"))))}</table>";

    private static string E(string text) => WebUtility.HtmlEncode(text);

    private static double Median(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return sorted[sorted.Length / 2];
    }
}
