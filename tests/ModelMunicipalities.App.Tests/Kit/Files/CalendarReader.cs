using System.Diagnostics;
using System.Text;
using System.Text.Json.Nodes;
using Ical.Net;
using Ical.Net.CalendarComponents;
using Ical.Net.DataTypes;

namespace ModelMunicipalities.App.Tests.Kit;

/// <summary>
/// Calendar files and mails as others' programs read them: python3-icalendar, which knows a zone from the file, and Ical.Net,
/// which knows it by its name, have to agree; mails are read by Python's own e-mail package.
/// </summary>
internal static class CalendarReader
{
    private const string Python = "/usr/bin/python3";

    public static async Task<JsonNode> ReadAsync(string calendar)
    {
        var read = await RunAsync(Encoding.UTF8.GetBytes(calendar));
        var other = Read(Calendar.Load(calendar)!);
        Alike(read, other)!.ToJsonString().ShouldBe(other.ToJsonString());
        return read;
    }

    public static Task<JsonNode> ReadMailAsync(byte[] mail) => RunAsync(mail, "mail");

    public static JsonNode Event(this JsonNode calendar) => calendar["events"]!.AsArray().ShouldHaveSingleItem()!;

    public static string Says(this JsonNode node, string path) =>
        path.Split('.').Aggregate(node, (n, part) => n![part]!).ToString();

    private static JsonObject Read(Calendar calendar) =>
        new()
        {
            ["method"] = calendar.Method,
            ["name"] = calendar.Properties["X-WR-CALNAME"]?.Value?.ToString(),
            ["zones"] = new JsonArray([.. calendar.TimeZones.Select(z => (JsonNode?)z.TzId).Order()]),
            ["events"] = new JsonArray([.. calendar.Events.Select(Read)]),
        };

    private static JsonObject Read(CalendarEvent e) =>
        new()
        {
            ["uid"] = e.Uid,
            ["sequence"] = e.Sequence,
            ["status"] = e.Status,
            ["summary"] = e.Summary,
            ["location"] = e.Location,
            ["description"] = e.Description,
            ["url"] = e.Url?.OriginalString,
            ["organizer"] = e.Organizer?.Value?.OriginalString,
            ["organizerName"] = e.Organizer?.CommonName,
            ["attendees"] = new JsonArray([.. e.Attendees.Select(a => (JsonNode?)a.Value?.OriginalString)]),
            ["stamp"] = $"{e.DtStamp!.AsUtc:yyyy-MM-ddTHH:mm:ss}+00:00",
            ["start"] = Read(e.Start!),
            ["end"] = Read(e.End!),
        };

    private static JsonObject Read(CalDateTime time) =>
        new()
        {
            ["wall"] = $"{time.Value:yyyy-MM-ddTHH:mm:ss}",
            ["zone"] = time.IsUtc ? null : time.TzId,
            ["utc"] = $"{time.AsUtc:yyyy-MM-ddTHH:mm:ssZ}",
        };

    /// <summary>The one with the names of the other only, and in their order.</summary>
    private static JsonNode? Alike(JsonNode? one, JsonNode? other) =>
        (one, other) switch
        {
            (JsonArray a, JsonArray b) => new JsonArray([.. a.Select((x, i) => Alike(x, i < b.Count ? b[i] : null))]),
            (JsonObject a, JsonObject b) => new JsonObject(b.Select(p => KeyValuePair.Create(p.Key, Alike(a[p.Key], p.Value)))),
            _ => one?.DeepClone(),
        };

    private static async Task<JsonNode> RunAsync(byte[] input, params string[] arguments)
    {
        File.Exists(Python).ShouldBeTrue($"{Python} is missing: apt-get install python3-icalendar");
        var script = Path.Combine(Source.Root, "tests", "ModelMunicipalities.App.Tests", "Kit", "Files", "calendar-files.py");
        using var process = Process.Start(
            new ProcessStartInfo(Python, [script, .. arguments])
            {
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            }
        )!;
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        try
        {
            await process.StandardInput.BaseStream.WriteAsync(input);
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // It has ended already; what it said is told below.
        }

        await process.WaitForExitAsync();
        var said = await errors;
        said.ShouldNotContain(
            "No module named 'icalendar'",
            Case.Sensitive,
            "python3-icalendar is missing: apt-get install python3-icalendar"
        );
        process.ExitCode.ShouldBe(0, said);
        return JsonNode.Parse(await output)!;
    }
}
