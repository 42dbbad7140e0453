using System.Collections.Concurrent;
using Microsoft.Data.SqlClient;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using ModelMunicipalities.App.Platform.Jobs;
using Npgsql;

namespace ModelMunicipalities.App.Tests.Kit;

/// <summary>
/// The databases that the tests run on: SQLite always, PostgreSQL at TEST_POSTGRES, SQL Server when TEST_SQLSERVER says
/// where. Without PostgreSQL its tests fail; TEST_ALLOW_NO_POSTGRES=1 leaves them out.
/// </summary>
internal static class Databases
{
    public static IReadOnlyList<DatabaseProvider> All { get; } =
    [
        DatabaseProvider.Sqlite,
        .. Setting("TEST_POSTGRES") is not null || Setting("TEST_ALLOW_NO_POSTGRES") != "1"
            ? [DatabaseProvider.PostgreSql]
            : Array.Empty<DatabaseProvider>(),
        .. Setting("TEST_SQLSERVER") is not null ? [DatabaseProvider.SqlServer] : Array.Empty<DatabaseProvider>(),
    ];

    /// <summary>Those that several nodes can share.</summary>
    public static IEnumerable<DatabaseProvider> Servers => All.Where(d => d != DatabaseProvider.Sqlite);

    private static readonly ConcurrentDictionary<DatabaseProvider, Lazy<Task<string>>> Prepared = new();

    /// <summary>
    /// The same with the schema in it: a copy of one that is migrated once, since that takes longer than most tests do.
    /// </summary>
    public static (Dictionary<string, string> Settings, Func<Task> Drop) CreateMigrated(DatabaseProvider provider, string folder)
    {
        var made = Create(provider, folder);
        if (provider != DatabaseProvider.SqlServer)
        {
            // On a thread of its own: whoever starts a server waits for it.
            Task.Run(() => CopyAsync(provider, made.Settings["Database:ConnectionString"])).GetAwaiter().GetResult();
        }

        return made;
    }

    /// <summary>Does away with what was copied from.</summary>
    public static async Task RemovePreparedAsync()
    {
        foreach (var (provider, prepared) in Prepared)
        {
            var name = await prepared.Value;
            if (provider == DatabaseProvider.Sqlite)
            {
                File.Delete(name);
            }
            else
            {
                await OnClusterAsync($"DROP DATABASE IF EXISTS {name} WITH (FORCE)");
            }
        }
    }

    private static async Task CopyAsync(DatabaseProvider provider, string to)
    {
        var from = await Prepared.GetOrAdd(provider, p => new(() => PrepareAsync(p))).Value;
        if (provider == DatabaseProvider.Sqlite)
        {
            File.Copy(from, new SqliteConnectionStringBuilder(to).DataSource);
        }
        else
        {
            await OnClusterAsync($"CREATE DATABASE {new NpgsqlConnectionStringBuilder(to).Database} TEMPLATE {from}");
        }
    }

    /// <summary>The file or the name of a database with the schema and nothing else, which nobody is connected to.</summary>
    private static async Task<string> PrepareAsync(DatabaseProvider provider)
    {
        var connection = Create(provider, Path.GetTempPath()).Settings["Database:ConnectionString"] + ";Pooling=False";
        await using (var db = Contexts.At(provider, connection))
        {
            await db.Database.MigrateAsync();
        }

        await JobStore.PrepareAsync(provider, connection, CancellationToken.None);
        return provider == DatabaseProvider.Sqlite
            ? new SqliteConnectionStringBuilder(connection).DataSource
            : new NpgsqlConnectionStringBuilder(connection).Database!;
    }

    /// <summary>The settings for a server on a database of its own, and how that database is done away with.</summary>
    public static (Dictionary<string, string> Settings, Func<Task> Drop) Create(DatabaseProvider provider, string folder)
    {
        var name = "test_" + Guid.NewGuid().ToString("N")[..12];
        return provider switch
        {
            DatabaseProvider.Sqlite => (
                new()
                {
                    ["Database:Provider"] = "Sqlite",
                    ["Database:ConnectionString"] = $"Data Source={Path.Combine(folder, name + ".db")}",
                },
                () => Task.CompletedTask
            ),
            DatabaseProvider.PostgreSql => PostgreSql(name),
            _ => SqlServer(name),
        };
    }

    private static (Dictionary<string, string>, Func<Task>) PostgreSql(string name)
    {
        var cluster = Setting("TEST_POSTGRES")
            ?? throw new InvalidOperationException(
                "TEST_POSTGRES must hold an Npgsql connection string to a PostgreSQL cluster; tests/run.sh starts one. TEST_ALLOW_NO_POSTGRES=1 leaves these tests out."
            );
        var here = new NpgsqlConnectionStringBuilder(cluster)
        {
            Database = name,
            MaxPoolSize = 60,
            IncludeErrorDetail = true,
        };
        return (new() { ["Database:Provider"] = "PostgreSql", ["Database:ConnectionString"] = here.ToString() }, async () =>
        {
            NpgsqlConnection.ClearAllPools();
            await OnClusterAsync($"DROP DATABASE IF EXISTS {name} WITH (FORCE)");
        });
    }

    private static async Task OnClusterAsync(string command)
    {
        await using var connection = new NpgsqlConnection(Setting("TEST_POSTGRES"));
        await connection.OpenAsync();
        await using var act = new NpgsqlCommand(command, connection);
        await act.ExecuteNonQueryAsync();
    }

    private static (Dictionary<string, string>, Func<Task>) SqlServer(string name)
    {
        var instance = Setting("TEST_SQLSERVER")!;
        var settings = new Dictionary<string, string>
        {
            ["Database:Provider"] = "SqlServer",
            ["Database:ConnectionString"] = new SqlConnectionStringBuilder(instance) { InitialCatalog = name }.ToString(),
        };
        if (Setting("Database__MaxBatchSize") is { } size)
        {
            settings["Database:MaxBatchSize"] = size;
        }

        return (settings, async () =>
        {
            SqlConnection.ClearAllPools();
            await using var connection = new SqlConnection(instance);
            await connection.OpenAsync();
            await using var drop = connection.CreateCommand();
            drop.CommandText = $"DROP DATABASE IF EXISTS {name}";
            await drop.ExecuteNonQueryAsync();
        });
    }

    private static string? Setting(string name) =>
        Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;
}
