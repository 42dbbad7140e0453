using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using ModelMunicipalities.App.Features.Reminders;
using ModelMunicipalities.App.Platform.Jobs;

namespace ModelMunicipalities.App.Tests.Kit;

/// <summary>One more node on a test's database, in a process of its own that can be killed.</summary>
internal static class Node
{
    /// <summary>What the process does: reminds everybody of a network as if it were a time, and says what it took.</summary>
    public static async Task Main(string[] args)
    {
        await using var server = Server.Join(Enum.Parse<DatabaseProvider>(args[0]), args[1]);
        var watch = Stopwatch.StartNew();
        var sent = await Clock.AtAsync(DateTimeOffset.Parse(args[3], CultureInfo.InvariantCulture), () => server.Services.GetRequiredService<NetworkJobs>().SendAsync(args[2], new SendReminders.Command()));
        using var process = Process.GetCurrentProcess();
        Console.WriteLine($"{sent.Value} in {watch.Elapsed.TotalSeconds:F1} s, {process.PeakWorkingSet64 / 1024 / 1024} MB");
    }

    public static Process Remind(TestNetwork network, DateTimeOffset at) => Process.Start(new ProcessStartInfo(
        "dotnet", [typeof(Node).Assembly.Location, network.Server.Provider.ToString(), network.Server.ConnectionString, network.Slug, at.ToString("O", CultureInfo.InvariantCulture)])
    {
        RedirectStandardOutput = true,
        RedirectStandardError = true,
        WorkingDirectory = AppContext.BaseDirectory,
    })!;

    /// <summary>Waits for it to have done its work; the answer is what it said.</summary>
    public static async Task<string> EndAsync(this Process node)
    {
        var (said, wrong) = (node.StandardOutput.ReadToEndAsync(), node.StandardError.ReadToEndAsync());
        await node.WaitForExitAsync();
        node.ExitCode.ShouldBe(0, await wrong);
        return (await said).Trim();
    }
}
