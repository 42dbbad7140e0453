using System.Diagnostics;

namespace ModelMunicipalities.App.Tests.Kit;

/// <summary>The program itself as one more node on a test's database: it can be killed and told to stop.</summary>
internal sealed class PortalProcess : IAsyncDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("modellkommuner-");

    private readonly Process _process;

    private readonly Task _said;

    private PortalProcess(DatabaseProvider provider, string connectionString)
    {
        Address = new Uri($"http://127.0.0.1:{Ports.Free()}");
        var start = new ProcessStartInfo("dotnet", [typeof(Program).Assembly.Location])
        {
            WorkingDirectory = AppContext.BaseDirectory,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (
            var (name, value) in new[]
            {
                ("ASPNETCORE_ENVIRONMENT", "Test"),
                ("ASPNETCORE_URLS", Address.ToString()),
                ("Portal__Address", Address.ToString()),
                ("DATA_DIR", _folder.FullName),
                ("Database__Provider", provider.ToString()),
                ("Database__ConnectionString", connectionString),
            }
        )
        {
            start.Environment[name] = value;
        }

        _process = Process.Start(start)!;
        _said = Task.WhenAll(_process.StandardOutput.ReadToEndAsync(), _process.StandardError.ReadToEndAsync());
    }

    public Uri Address { get; }

    public int Id => _process.Id;

    public bool HasExited => _process.HasExited;

    /// <summary>Starts it without waiting for it.</summary>
    public static PortalProcess Begin(Server beside) => new(beside.Provider, beside.ConnectionString);

    /// <summary>The same on a database that it is told the way to.</summary>
    public static PortalProcess Begin(DatabaseProvider provider, string connectionString) => new(provider, connectionString);

    /// <summary>Waits until it answers that all of it runs.</summary>
    public async Task ReadyAsync()
    {
        using var client = new HttpClient { BaseAddress = Address };
        await Eventually.TrueAsync(async () => !_process.HasExited && await SaysReadyAsync(client), "the node is to run");
    }

    /// <summary>Kills it as a power cut would.</summary>
    public void Kill() => _process.Kill();

    /// <summary>Tells it to stop, as whoever runs it does, and waits for it; the answer is how it ended.</summary>
    public async Task<int> StopAsync()
    {
        using (
            var kill = Process.Start("kill", ["-TERM", _process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)])
        )
        {
            await kill.WaitForExitAsync();
        }

        await _process.WaitForExitAsync();
        return _process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
        }

        await _process.WaitForExitAsync();
        await _said;
        _process.Dispose();
        _folder.Delete(recursive: true);
    }

    private static async Task<bool> SaysReadyAsync(HttpClient client)
    {
        try
        {
            return (await client.GetStringAsync("/health/ready")).StartsWith("""{"status":"Healthy""", StringComparison.Ordinal);
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }
}
