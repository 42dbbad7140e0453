using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.StaticWebAssets;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.Infrastructure;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using ModelMunicipalities.App.Tests.Kit;

namespace ModelMunicipalities.Browser.Tests.Kit;

/// <summary>
/// The portal as it runs in production, on a free port and a data folder of its own, both gone afterwards. The folder is
/// a copy of one in which the demonstration was loaded once, today.
/// </summary>
public sealed class PortalServer : IDisposable
{
    private static readonly DirectoryInfo Demo = Directory.CreateTempSubdirectory("modellkommuner-demo-");

    private readonly DirectoryInfo _data;

    private readonly Factory _factory;

    private PortalServer(DirectoryInfo data)
    {
        _data = data;
        var port = Ports.Free();
        _factory = new Factory(data.FullName, port);
        _factory.UseKestrel();
        _factory.StartServer();
        Address = _factory.ClientOptions.BaseAddress;
    }

    public Uri Address { get; }

    /// <summary>What the server logged as an error; a test in which it did fails.</summary>
    public IReadOnlyCollection<string> Errors => _factory.Errors;

    /// <summary>The services, for what no page and no API does.</summary>
    public IServiceProvider Services => _factory.Services;

    /// <summary>The Razor pages that have answered since it was last forgotten.</summary>
    public IReadOnlyCollection<string> PagesShown => [.. _factory.PagesShown.Keys];

    /// <summary>Every Razor page that the portal has.</summary>
    public IReadOnlyList<string> Pages =>
        [
            .. _factory
                .Services.GetRequiredService<IActionDescriptorCollectionProvider>()
                .ActionDescriptors.Items.OfType<PageActionDescriptor>()
                .Select(p => p.ViewEnginePath)
                .Distinct()
                .Order(),
        ];

    public void ForgetPagesShown() => _factory.PagesShown.Clear();

    public static PortalServer Start()
    {
        var data = Directory.CreateTempSubdirectory("modellkommuner-test-");
        foreach (var file in Demo.GetFiles())
        {
            file.CopyTo(Path.Combine(data.FullName, file.Name));
        }

        return new PortalServer(data);
    }

    /// <summary>Loads the demonstration that every server starts from.</summary>
    public static void LoadDemo()
    {
        using (new PortalServer(Demo)) { }

        SqliteConnection.ClearAllPools();
        Demo.Refresh();
        if (!Demo.Exists)
        {
            throw new InvalidOperationException("The demonstration's folder is gone.");
        }
    }

    public static void RemoveDemo() => Demo.Delete(true);

    public void Dispose()
    {
        _factory.Dispose();
        if (_data != Demo)
        {
            using (
                var connection = new SqliteConnection(
                    $"Data Source={Path.Combine(_data.FullName, "modellkommuner.db")};Foreign Keys=True"
                )
            )
            {
                SqliteConnection.ClearPool(connection);
            }

            _data.Delete(true);
        }
    }

    private sealed class Factory(string data, int port) : WebApplicationFactory<Program>
    {
        public ConcurrentQueue<string> Errors { get; } = [];

        public ConcurrentDictionary<string, bool> PagesShown { get; } = [];

        protected override void ConfigureWebHost(IWebHostBuilder builder)
        {
            builder.UseEnvironment("Production");
            builder.UseSetting("DATA_DIR", data);
            builder.UseSetting("Portal:Address", $"http://127.0.0.1:{port}");

            // Not by UseKestrel(port), which sets it when the program may already be listening.
            builder.UseSetting(WebHostDefaults.ServerUrlsKey, $"http://127.0.0.1:{port}");
            builder.UseSetting("Demo:Enabled", "true");

            // A job that happened to be due would change what a test looks at; those that want one send it.
            builder.UseSetting("Jobs:Enabled", "false");
            builder.UseSetting("Logging:LogLevel:Default", "Warning");

            // The build's own assets, compressed and with fingerprints as after publishing; outside Development only when asked
            // for.
            builder.UseSetting("ReloadStaticAssetsAtRuntime", bool.FalseString);
            builder.ConfigureAppConfiguration(
                (context, configuration) =>
                    StaticWebAssetsLoader.UseStaticWebAssets(context.HostingEnvironment, configuration.Build())
            );
            builder.ConfigureLogging(logging => logging.ClearProviders().AddProvider(new ErrorLog(Errors)));
            builder.ConfigureServices(services =>
                services
                    .Configure<MvcOptions>(o => o.Filters.Add(new Recorder(PagesShown)))
                    .AddSingleton<IStartupFilter>(new Recorder(PagesShown))
            );
        }
    }

    /// <summary>
    /// Notes the pages that answer, also when the answer was kept from before or is told by the page for problems.
    /// </summary>
    private sealed class Recorder(ConcurrentDictionary<string, bool> shown) : IAlwaysRunResultFilter, IStartupFilter
    {
        public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) =>
            app =>
            {
                app.Use(
                    async (context, on) =>
                    {
                        await on(context);
                        if (context.GetEndpoint()?.Metadata.GetMetadata<PageActionDescriptor>() is { } page)
                        {
                            shown[page.ViewEnginePath] = true;
                        }
                    }
                );
                next(app);
            };

        public void OnResultExecuting(ResultExecutingContext context)
        {
            if (context is { Result: PageResult, ActionDescriptor: PageActionDescriptor page })
            {
                shown[page.ViewEnginePath] = true;
            }
        }

        public void OnResultExecuted(ResultExecutedContext context) { }
    }

    private sealed class ErrorLog(ConcurrentQueue<string> errors) : ILoggerProvider, ILogger
    {
        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Error;

        public void Log<TState>(
            LogLevel logLevel,
            EventId eventId,
            TState state,
            Exception? exception,
            Func<TState, Exception?, string> formatter
        )
        {
            if (IsEnabled(logLevel))
            {
                errors.Enqueue(string.Create(CultureInfo.InvariantCulture, $"{formatter(state, exception)} {exception}"));
            }
        }

        public void Dispose() { }
    }
}
