using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace ModelMunicipalities.Benchmarks;

/// <summary>A program in a process of its own, whose time to be ready and whose memory can be told.</summary>
internal sealed class Portal : IAsyncDisposable
{
    // As deploy/start.sh makes it; once for all parts that need it.
    private static readonly Lazy<Task<string>> Published = new(PublishAsync);

    private readonly Process _process;
    private readonly Task _said;

    private Portal(string program, string ready, params IEnumerable<(string Name, string Value)> settings)
    {
        Address = new Uri($"http://127.0.0.1:{FreePort()}");
        var start = new ProcessStartInfo("dotnet", [program])
        {
            WorkingDirectory = Path.GetDirectoryName(program)!,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in settings.Append(("ASPNETCORE_URLS", Address.ToString())).Append(("MALLOC_ARENA_MAX", "2")))
        {
            start.Environment[name] = value;
        }

        Ready = ready;
        _process = Process.Start(start)!;
        _said = Task.WhenAll(_process.StandardOutput.ReadToEndAsync(), _process.StandardError.ReadToEndAsync());
    }

    public Uri Address { get; }

    /// <summary>What is resident now, in megabytes.</summary>
    public double Resident => Memory("VmRSS");

    /// <summary>The most that was resident since the last <see cref="ForgetPeak"/>, in megabytes.</summary>
    public double Peak => Memory("VmHWM");

    private string Ready { get; }

    /// <summary>The portal as an operator runs it, on an embedded database that is there.</summary>
    public static async Task<Portal> StartAsync(string data) =>
        await new Portal(
            Path.Combine(await Published.Value, "ModelMunicipalities.App.dll"),
            "/health/ready",
            ("DATA_DIR", data),
            ("Portal__Address", "http://localhost"),
            ("Demo__Enabled", "false"),
            ("ASPNETCORE_ENVIRONMENT", "Production")
        ).UntilReadyAsync();

    /// <summary>Another program; it is ready when its first page answers.</summary>
    public static Task<Portal> StartOtherAsync(string program) =>
        new Portal(program, "/", ("ASPNETCORE_ENVIRONMENT", "Production")).UntilReadyAsync();

    /// <summary>Publishes before anything is timed.</summary>
    public static Task PrepareAsync() => Published.Value;

    public static async Task RunAsync(string folder, params string[] arguments)
    {
        using var dotnet = Process.Start(
            new ProcessStartInfo("dotnet", arguments)
            {
                WorkingDirectory = folder,
                RedirectStandardOutput = true,
                Environment = { ["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1", ["DOTNET_NOLOGO"] = "1" },
            }
        )!;
        var said = await dotnet.StandardOutput.ReadToEndAsync();
        await dotnet.WaitForExitAsync();
        if (dotnet.ExitCode != 0)
        {
            throw new InvalidOperationException($"dotnet {arguments[0]}: {said.Trim()}");
        }
    }

    public void ForgetPeak() => File.WriteAllText($"/proc/{_process.Id}/clear_refs", "5");

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
        }

        await _process.WaitForExitAsync();
        await _said;
        _process.Dispose();
    }

    private static async Task<string> PublishAsync()
    {
        var root = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(root.FullName, "ModelMunicipalities.sln")))
        {
            root = root.Parent ?? throw new InvalidOperationException("The benchmarks run in the repository.");
        }

        var folder = Path.Combine(AppContext.BaseDirectory, "published");
        await RunAsync(
            root.FullName,
            [
                "publish",
                "src/ModelMunicipalities.App",
                "-c",
                "Release",
                "-o",
                folder,
                "--use-current-runtime",
                "--no-self-contained",
                "-p:PublishReadyToRun=true",
                "-p:RunAnalyzers=false",
                "--disable-build-servers",
                "-v",
                "quiet",
            ]
        );
        return folder;
    }

    private static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }

    private async Task<Portal> UntilReadyAsync()
    {
        using var client = new HttpClient { BaseAddress = Address };
        while (!_process.HasExited)
        {
            try
            {
                using var answer = await client.GetAsync(Ready);
                if (answer.IsSuccessStatusCode)
                {
                    return this;
                }
            }
            catch (HttpRequestException)
            {
                // It does not listen yet.
            }

            await Task.Delay(2);
        }

        throw new InvalidOperationException($"{_process.StartInfo.ArgumentList[0]} ended with {_process.ExitCode}.");
    }

    private double Memory(string what) =>
        double.Parse(
            File.ReadLines($"/proc/{_process.Id}/status")
                .First(l => l.StartsWith(what, StringComparison.Ordinal))
                .Split(':')[1]
                .Replace("kB", ""),
            CultureInfo.InvariantCulture
        ) / 1024;
}
