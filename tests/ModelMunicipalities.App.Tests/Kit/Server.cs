using System.Collections.Concurrent;
using MediatR;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using ModelMunicipalities.App.Tenancy;

namespace ModelMunicipalities.App.Tests.Kit;

/// <summary>
/// The program on a real port with a database of its own: one per provider for the whole run, which tests share.
/// </summary>
public sealed class Server : WebApplicationFactory<Program>
{
    public const string Password = "Ett-långt-lösenord-1";

    private static readonly ConcurrentDictionary<DatabaseProvider, Lazy<Server>> Shared = new();

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("modellkommuner-");

    private readonly Dictionary<string, string> _settings;

    private readonly Func<Task> _drop;

    private readonly TimeProvider _clock;

    private Server(
        DatabaseProvider provider,
        IEnumerable<(string Key, string Value)> settings,
        Func<string, (Dictionary<string, string>, Func<Task>)>? database = null,
        Queries? queries = null,
        TimeProvider? clock = null
    )
    {
        (Provider, _clock) = (provider, clock ?? new Clock());
        Queries = queries;
        database ??= folder => Databases.CreateMigrated(provider, folder);
        (_settings, _drop) = database(_folder.FullName);
        _settings["DATA_DIR"] = _folder.FullName;
        _settings["Demo:Enabled"] = "false";
        _settings["Jobs:Enabled"] = "false";

        var port = Ports.Free();
        _settings["Portal:Address"] = $"http://127.0.0.1:{port}";

        // Not by UseKestrel(port), which sets it when the program may already be listening.
        _settings[WebHostDefaults.ServerUrlsKey] = $"http://127.0.0.1:{port}";

        // All tests are one client.
        _settings["Join:PerClientAndHour"] = _settings["SignIn:TriesPerAccount"] = _settings["SignIn:TriesPerClient"] = "1000000";
        foreach (var (key, value) in settings)
        {
            _settings[key] = value;
        }

        UseKestrel();
        StartServer();
        Address = ClientOptions.BaseAddress;
    }

    public DatabaseProvider Provider { get; }

    public Uri Address { get; }

    /// <summary>Where the server keeps its files.</summary>
    public string DataFolder => _folder.FullName;

    public SqlLog Sql { get; } = new();

    /// <summary>The queries as they are compiled, on a server that was started to hear them.</summary>
    public Queries? Queries { get; }

    public ErrorLog Errors { get; } = new();

    public Disk Disk { get; } = new();

    /// <summary>The password's hash, made once and cheaply: hashing well is slow by design.</summary>
    public static string PasswordHash { get; } =
        new PasswordHasher<Person>(
            Microsoft.Extensions.Options.Options.Create(new PasswordHasherOptions { IterationCount = 1 })
        ).HashPassword(new Person { Name = "" }, Password);

    public static Server On(DatabaseProvider provider) =>
        Shared.GetOrAdd(provider, p => new Lazy<Server>(() => new Server(p, []))).Value;

    public string ConnectionString => _settings["Database:ConnectionString"];

    /// <summary>Takes the database away from under the server.</summary>
    public Task DropDatabaseAsync() => _drop();

    /// <summary>A server of a test's own, with settings of its own.</summary>
    public static Server Start(DatabaseProvider provider, params (string Key, string Value)[] settings) =>
        new(provider, settings);

    /// <summary>The same, by a clock of the test's own.</summary>
    public static Server StartAt(TimeProvider clock, DatabaseProvider provider, params (string Key, string Value)[] settings) =>
        new(provider, settings, clock: clock);

    /// <summary>One that compiles every query anew and tells of it; the others share what they have compiled.</summary>
    public static Server StartListening(DatabaseProvider provider) => new(provider, [], queries: new Queries());

    /// <summary>One more node on a database that another server has made.</summary>
    public static Server Join(DatabaseProvider provider, string connectionString) =>
        new(provider, [], _ =>
            (new() { ["Database:Provider"] = provider.ToString(), ["Database:ConnectionString"] = connectionString }, () =>
                Task.CompletedTask
            )
        );

    /// <summary>Does something with the database as in a network, or in none.</summary>
    public async Task<T> InDbAsync<T>(Domain.Networks.Network? network, Func<AppDb, Task<T>> act)
    {
        await using var scope = Services.CreateAsyncScope();
        if (network is not null)
        {
            scope.ServiceProvider.GetRequiredService<Caller>().Enter(network);
        }

        return await act(scope.ServiceProvider.GetRequiredService<AppDb>());
    }

    public override async ValueTask DisposeAsync()
    {
        // Its own connections only: with the last one of a database its log goes, which another test may look at.
        var used =
            Provider == DatabaseProvider.Sqlite
                ? await InDbAsync(null, db => Task.FromResult(db.Database.GetConnectionString()))
                : null;
        await base.DisposeAsync();
        await _drop();
        using (var connection = new SqliteConnection(used))
        {
            SqliteConnection.ClearPool(connection);
        }

        _folder.Delete(recursive: true);
    }

    internal static async Task StopAllAsync()
    {
        foreach (var server in Shared.Values.Where(s => s.IsValueCreated))
        {
            await server.Value.DisposeAsync();
        }

        await Databases.RemovePreparedAsync();
    }

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder.UseEnvironment("Test");
        builder.UseStaticWebAssets();
        foreach (var (key, value) in _settings)
        {
            builder.UseSetting(key, value);
        }

        void Listen(DbContextOptionsBuilder options) =>
            options.AddInterceptors([Sql, Disk, .. Queries is { } queries ? [queries] : Array.Empty<IInterceptor>()]);

        builder.ConfigureLogging(log => log.ClearProviders().AddProvider(Errors));
        builder.ConfigureServices(services =>
        {
            services.Configure<PasswordHasherOptions>(o => o.IterationCount = 1);
            services.AddSingleton<IStartupFilter>(Sql);
            services.AddSingleton(_clock);
            services.AddScoped(typeof(IPipelineBehavior<,>), typeof(OnlyReads<,>));
            services.ConfigureDbContext<SqliteAppDb>(Listen);
            services.ConfigureDbContext<PostgreSqlAppDb>(Listen);
            services.ConfigureDbContext<SqlServerAppDb>(Listen);
        });
    }
}

/// <summary>Sees to it in every test that a query leaves nothing behind that a save would write.</summary>
internal sealed class OnlyReads<TRequest, TResponse>(AppDb db) : IPipelineBehavior<TRequest, TResponse>
{
    public async Task<TResponse> Handle(
        TRequest request,
        CancellationToken cancellationToken,
        RequestHandlerDelegate<TResponse> next
    )
    {
        var outcome = await next();
        return typeof(TRequest).Name == "Query" && db.ChangeTracker.HasChanges()
            ? throw new InvalidOperationException(
                $"{typeof(TRequest)} is a query, and would save {db.ChangeTracker.DebugView.ShortView}"
            )
            : outcome;
    }
}
