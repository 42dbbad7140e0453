using System.Net.Http.Headers;
using System.Text;
using Microsoft.Data.Sqlite;
using ModelMunicipalities.App.Tests.Kit;
using ModelMunicipalities.Domain.Meetings;

namespace ModelMunicipalities.Benchmarks;

/// <summary>Files handed to an import and to an upload: the longest that one took, and the most memory that one took.</summary>
internal static class FileRows
{
    private const int Made = 200;
    private const int LargestImport = 5 * 1024 * 1024;

    public static async IAsyncEnumerable<Row> MeasureAsync()
    {
        var folder = Directory.CreateTempSubdirectory("bench");
        int meeting;
        await using (var server = new BenchServer(folder.FullName))
        {
            await server.FillAsync(300, 3);
            meeting = await server.InDbAsync(async db =>
            {
                var planned = new Meeting
                {
                    CohortId = 1,
                    Form = "startup",
                    WindowFrom = DateTimeOffset.UtcNow,
                    WindowTo = DateTimeOffset.UtcNow.AddDays(1),
                };
                db.Meetings.Add(planned);
                await db.SaveChangesAsync();
                return planned.Id;
            });
        }

        SqliteConnection.ClearAllPools();
        await using (var portal = await Portal.StartAsync(folder.FullName))
        {
            using var coordinator = await BenchServer.WithTokenAsync(BenchServer.Client(portal.Address), "coordinator");
            const string Imports = "/api/v1/networks/bench/cohorts/bench/imports/assessments?preview=true";
            var made = new MadeFiles(20310402);
            var files = Worst().Concat(Enumerable.Range(0, Made).Select(i => ($"made {i}", made.Next()))).ToList();
            var imported = await EachAsync(portal, coordinator, files, bytes => (Imports, Body(bytes, "text/csv")));
            yield return Row.Within($"an import, the slowest of {files.Count}: {imported.Slowest}", imported.Seconds, 2, "s");
            yield return Row.Within($"an import, the largest: {imported.Largest}", imported.Megabytes, 100, "MB");

            var uploads = $"/api/v1/networks/bench/meetings/{meeting}/attachments";
            files = [.. files.Take(60).Concat(Documents())];
            var uploaded = await EachAsync(portal, coordinator, files, bytes =>
                (uploads, new MultipartFormDataContent { { Body(bytes, "application/octet-stream"), "file", "file.pdf" } })
            );
            yield return Row.Within($"an upload, the slowest of {files.Count}: {uploaded.Slowest}", uploaded.Seconds, 2, "s");
            yield return Row.Within($"an upload, the largest: {uploaded.Largest}", uploaded.Megabytes, 100, "MB");
        }

        folder.Delete(recursive: true);
    }

    private static async Task<(string Slowest, double Seconds, string Largest, double Megabytes)> EachAsync(
        Portal portal,
        HttpClient client,
        List<(string What, byte[] Bytes)> files,
        Func<byte[], (string Path, HttpContent Body)> request
    )
    {
        var (slowest, seconds, largest, megabytes) = ("", 0.0, "", 0.0);

        // The first is for the code to be compiled.
        foreach (var (i, (what, bytes)) in files.TakeLast(1).Concat(files).Index())
        {
            portal.ForgetPeak();
            var before = portal.Resident;
            var (path, body) = request(bytes);
            var took =
                await Turns.TimeAsync(async () =>
                {
                    using var answer = await client.PostAsync(path, body);
                    if ((int)answer.StatusCode >= 500 || (int)answer.StatusCode is 401 or 403 or 404)
                    {
                        throw new InvalidOperationException($"{what}: {answer.StatusCode}");
                    }
                }) / 1000;
            var more = portal.Peak - before;
            (slowest, seconds) = i > 0 && took > seconds ? (what, took) : (slowest, seconds);
            (largest, megabytes) = i > 0 && more > megabytes ? (what, more) : (largest, megabytes);
        }

        return (slowest, seconds, largest, megabytes);
    }

    private static ByteArrayContent Body(byte[] bytes, string type) =>
        new(bytes) { Headers = { ContentType = new MediaTypeHeaderValue(type) } };

    /// <summary>As large as may be sent, and as hard to read as we know of.</summary>
    private static IEnumerable<(string What, byte[] Bytes)> Worst()
    {
        const string Heading = "organisation;occasion;step;score;comment\n";
        yield return (
            "all rows that may be",
            Csv(
                Heading
                    + Lines(20_000, i => $"org-{i / 60 % 300};bm{(i / 10 % 3) + 1};{(i % 10) + 1};{(i % 3) + 1};Beslutat {i}\n")
            )
        );
        yield return ("rows beyond number", Csv(Heading + Lines(300_000, _ => "org-1;bm1;1;2;\n")));
        yield return ("rows that are all wrong", Csv(Heading + Lines(20_000, i => $"nowhere {i};bm9;x;{i};\n")));
        yield return ("one line", Csv(new string(';', LargestImport - 1)));
        yield return ("a quotation that does not end", Csv(Heading + "\"" + new string('a', LargestImport - 100)));
        yield return ("nothing but quotation marks", Csv(new string('"', LargestImport - 1)));
        yield return ("empty lines", Csv(new string('\n', LargestImport - 1)));
        yield return (
            "a workbook of many rows",
            RawWorkbook.Of(
                RawWorkbook.Heading + string.Concat(Enumerable.Repeat(RawWorkbook.Row("org-1", "bm1", 1, 2, "x"), 400_000))
            )
        );
        yield return (
            "a workbook of one long text",
            RawWorkbook.Of(RawWorkbook.Heading + RawWorkbook.Row(new string('a', 100_000_000)))
        );
        yield return (
            "a workbook of many shared texts",
            RawWorkbook.Of(RawWorkbook.Heading, shared: string.Concat(Enumerable.Repeat("<si><t>x</t></si>", 3_000_000)))
        );
        yield return (
            "a workbook of nested elements",
            RawWorkbook.Of(
                string.Concat(Enumerable.Repeat("<row><c>", 500_000)) + string.Concat(Enumerable.Repeat("</c></row>", 500_000))
            )
        );
        yield return (
            "a workbook of merged cells",
            RawWorkbook.Of(
                RawWorkbook.Heading,
                "<mergeCells>" + string.Concat(Enumerable.Repeat("<mergeCell ref=\"A1:XFD1048576\"/>", 500_000)) + "</mergeCells>"
            )
        );
    }

    private static IEnumerable<(string What, byte[] Bytes)> Documents()
    {
        const int Largest = Attachment.LargestBytes - 1024;
        yield return ("a PDF of noise", [.. "%PDF-1.7\n"u8, .. Noise(Largest)]);
        yield return (
            "a PDF of objects",
            Encoding.ASCII.GetBytes("%PDF-1.7\n" + string.Concat(Enumerable.Repeat("1 0 obj<</A[", Largest / 12)))
        );
        yield return ("a picture of noise", [0x89, .. "PNG\r\n\x1a\n"u8, .. Noise(Largest)]);
        yield return ("a package of noise", [.. "PK\x03\x04"u8, .. Noise(Largest)]);
        yield return (
            "a workbook of many parts",
            Enumerable
                .Range(0, 20_000)
                .Aggregate(new RawWorkbook(), (book, i) => book.Part($"xl/{i}", ""))
                .Sheet("x", "")
                .ToArray()
        );
    }

    private static byte[] Noise(int length)
    {
        var bytes = new byte[length];
        new Random(length).NextBytes(bytes);
        return bytes;
    }

    private static byte[] Csv(string text) => Encoding.UTF8.GetBytes(text);

    private static string Lines(int many, Func<int, string> line) => string.Concat(Enumerable.Range(0, many).Select(line));
}
