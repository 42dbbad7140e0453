using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using ModelMunicipalities.App.Features.Reminders;
using ModelMunicipalities.App.Platform.Jobs;
using OpenTelemetry.Metrics;

namespace ModelMunicipalities.App.Tests.Kit;

/// <summary>
/// One more node on a test's database, in a process of its own: it can be killed, and what a process has once is its own.
/// </summary>
internal static class Node
{
    /// <summary>What the process does, by the first word it is given.</summary>
    public static async Task Main(string[] args)
    {
        await using var server = Server.Join(Enum.Parse<DatabaseProvider>(args[1]), args[2]);
        await (
            args[0] switch
            {
                nameof(Remind) => RemindAsync(server, args[3], DateTimeOffset.Parse(args[4], CultureInfo.InvariantCulture)),
                nameof(Measure) => MeasureAsync(server, args[3], args[4]),
                _ => throw new ArgumentException($"{args[0]} is nothing a node does.", nameof(args)),
            }
        );
    }

    /// <summary>Reminds everybody of a network as if it were a time, and says what it took.</summary>
    public static Process Remind(TestNetwork network, DateTimeOffset at) =>
        Start(network, nameof(Remind), at.ToString("O", CultureInfo.InvariantCulture));

    /// <summary>Runs a job of a network, asks for a page, and sends what was measured to where the variables say.</summary>
    public static Process Measure(TestNetwork network, string path, params (string Name, string Value)[] variables) =>
        Start(network, nameof(Measure), path, variables);

    /// <summary>Waits for it to have done its work; the answer is what it said.</summary>
    public static async Task<string> EndAsync(this Process node)
    {
        var (said, wrong) = (node.StandardOutput.ReadToEndAsync(), node.StandardError.ReadToEndAsync());
        await node.WaitForExitAsync();
        node.ExitCode.ShouldBe(0, await wrong);
        return (await said).Trim();
    }

    private static Process Start(TestNetwork network, string act, string with, params (string Name, string Value)[] variables)
    {
        var start = new ProcessStartInfo(
            "dotnet",
            [
                typeof(Node).Assembly.Location,
                act,
                network.Server.Provider.ToString(),
                network.Server.ConnectionString,
                network.Slug,
                with,
            ]
        )
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = AppContext.BaseDirectory,
        };
        foreach (var (name, value) in variables)
        {
            start.Environment[name] = value;
        }

        return Process.Start(start)!;
    }

    private static async Task RemindAsync(Server server, string network, DateTimeOffset at)
    {
        var watch = Stopwatch.StartNew();
        var sent = await Clock.AtAsync(at, () =>
            server.Services.GetRequiredService<NetworkJobs>().SendAsync(network, new SendReminders.Command())
        );
        using var process = Process.GetCurrentProcess();
        Console.WriteLine($"{sent.Value} in {watch.Elapsed.TotalSeconds:F1} s, {process.PeakWorkingSet64 / 1024 / 1024} MB");
    }

    private static async Task MeasureAsync(Server server, string network, string path)
    {
        await new Api(server).GetAsync(path);
        await server
            .Services.GetRequiredService<JobRunner>()
            .RunAsync(network, "digests", JobCause.Due, 1, CancellationToken.None);
        server.Services.GetRequiredService<MeterProvider>().ForceFlush();
    }
}
