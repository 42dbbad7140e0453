using System.Diagnostics;
using System.Text;
using System.Text.Json.Nodes;

namespace ModelMunicipalities.App.Tests.Kit;

/// <summary>Calendar files and mails as others' programs read them: python3-icalendar and Python's own e-mail package.</summary>
internal static class CalendarReader
{
    private const string Python = "/usr/bin/python3";

    public static Task<JsonNode> ReadAsync(string calendar) => RunAsync(Encoding.UTF8.GetBytes(calendar));

    public static Task<JsonNode> ReadMailAsync(byte[] mail) => RunAsync(mail, "mail");

    public static JsonNode Event(this JsonNode calendar) => calendar["events"]!.AsArray().ShouldHaveSingleItem()!;

    public static string Says(this JsonNode node, string path) => path.Split('.').Aggregate(node, (n, part) => n![part]!).ToString();

    private static async Task<JsonNode> RunAsync(byte[] input, params string[] arguments)
    {
        File.Exists(Python).ShouldBeTrue($"{Python} is missing: apt-get install python3-icalendar");
        var script = Path.Combine(Source.Root, "tests", "ModelMunicipalities.App.Tests", "Kit", "calendar-files.py");
        using var process = Process.Start(new ProcessStartInfo(Python, [script, .. arguments]) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true })!;
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
        said.ShouldNotContain("No module named 'icalendar'", Case.Sensitive, "python3-icalendar is missing: apt-get install python3-icalendar");
        process.ExitCode.ShouldBe(0, said);
        return JsonNode.Parse(await output)!;
    }
}
