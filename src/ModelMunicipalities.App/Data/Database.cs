using System.Data.Common;
using Microsoft.Data.SqlClient;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Update;
using ModelMunicipalities.App.Platform;
using ModelMunicipalities.App.Tenancy;
using Npgsql;

namespace ModelMunicipalities.App.Data;

public enum DatabaseProvider
{
    Sqlite,
    PostgreSql,
    SqlServer,
}

/// <summary>The settings under <c>Database</c>.</summary>
public sealed class DatabaseOptions
{
    public DatabaseProvider Provider { get; set; } = DatabaseProvider.Sqlite;

    /// <summary>Needed for PostgreSql and SqlServer; for Sqlite the default is a file in the data folder.</summary>
    public string? ConnectionString { get; set; }

    /// <summary>Statements sent together; 1 for a SQL Server look-alike without MERGE.</summary>
    public int? MaxBatchSize { get; set; }

    /// <summary>How many seconds a start waits for a server that does not answer.</summary>
    public int WaitSeconds { get; set; } = 120;

    /// <summary>Starts although the connection to SQL Server is not encrypted.</summary>
    public bool AllowUnencrypted { get; set; }
}

/// <summary>Chooses and opens the database.</summary>
public static class Database
{
    /// <returns>The settings, complete with where the database is.</returns>
    public static DatabaseOptions AddDatabase(this WebApplicationBuilder builder, string dataFolder)
    {
        var options = builder.Configuration.GetSection("Database").Get<DatabaseOptions>() ?? new DatabaseOptions();
        if (options.Provider != DatabaseProvider.Sqlite && string.IsNullOrWhiteSpace(options.ConnectionString))
        {
            throw new InvalidOperationException(
                $"Database__Provider is {options.Provider}, so Database__ConnectionString must say where it is."
            );
        }

        switch (options.Provider)
        {
            case DatabaseProvider.Sqlite:
                PrivateFiles.Folder(dataFolder);
                var file = Read<SqliteConnectionStringBuilder>(
                    options.ConnectionString ?? $"Data Source={Path.Combine(dataFolder, "modellkommuner.db")}"
                );
                file.ForeignKeys = true;
                options.ConnectionString = file.ToString();
                MakePrivate(file);
                Add<SqliteAppDb>(builder.Services, o => o.UseSqlite(options.ConnectionString));
                break;
            case DatabaseProvider.PostgreSql:
                _ = Read<NpgsqlConnectionStringBuilder>(options.ConnectionString!);
                Add<PostgreSqlAppDb>(builder.Services, o => o.UseNpgsql(options.ConnectionString, OnServer));
                break;
            default:
                if (!options.AllowUnencrypted && !Read<SqlConnectionStringBuilder>(options.ConnectionString!).Encrypt)
                {
                    throw new InvalidOperationException(
                        "Database__ConnectionString says Encrypt=False. Unencrypted, SQL Server's driver for Linux loses large texts "
                            + "on the way, and whoever is on the line reads along: take it out. Database__AllowUnencrypted=true starts "
                            + "all the same."
                    );
                }

                Add<SqlServerAppDb>(builder.Services, o => o.UseSqlServer(options.ConnectionString, OnServer));
                break;
        }

        return options;

        void OnServer<TBuilder, TExtension>(RelationalDbContextOptionsBuilder<TBuilder, TExtension> server)
            where TBuilder : RelationalDbContextOptionsBuilder<TBuilder, TExtension>
            where TExtension : RelationalOptionsExtension, new()
        {
            server.ExecutionStrategy(dependencies => new AfterDeadlock(dependencies));
            if (options.MaxBatchSize is { } size)
            {
                server.MaxBatchSize(size);
            }
        }
    }

    /// <summary>True for a fault that says nothing but that the server could not be reached, or is not ready yet.</summary>
    internal static bool IsAway(DbException fault) =>
        fault is NpgsqlException { IsTransient: true } or SqlException { Class: >= 20 };

    private static T Read<T>(string connection)
        where T : DbConnectionStringBuilder, new()
    {
        try
        {
            return new T { ConnectionString = connection };
        }
        catch (ArgumentException e)
        {
            throw new InvalidOperationException($"Database__ConnectionString cannot be read: {e.Message}", e);
        }
    }

    /// <summary>
    /// The files of an embedded database. Beside it SQLite makes its log and its index with the rights that it has itself.
    /// </summary>
    private static IReadOnlyList<string> FilesOf(SqliteConnectionStringBuilder file) =>
        file.Mode == SqliteOpenMode.Memory
        || file.DataSource.Length == 0
        || file.DataSource.StartsWith(':')
        || file.DataSource.StartsWith("file:", StringComparison.Ordinal)
            ? []
            : [file.DataSource, file.DataSource + "-wal", file.DataSource + "-shm", file.DataSource + "-journal"];

    /// <summary>Those of its files that others on the machine may read.</summary>
    public static IReadOnlyList<string> OpenFiles(AppDb db) =>
        db.Database.GetDbConnection() is SqliteConnection connection
            ? [.. FilesOf(new SqliteConnectionStringBuilder(connection.ConnectionString)).Where(PrivateFiles.IsOpen)]
            : [];

    private static void MakePrivate(SqliteConnectionStringBuilder database)
    {
        foreach (var file in FilesOf(database))
        {
            PrivateFiles.Narrow(file);
        }

        if (FilesOf(database) is [var main, ..] && database.Mode == SqliteOpenMode.ReadWriteCreate && !File.Exists(main))
        {
            PrivateFiles.Make(main);

            // As Entity Framework would, had it made the file: readers do not wait for who writes.
            using var connection = new SqliteConnection(
                new SqliteConnectionStringBuilder(database.ToString()) { Pooling = false }.ToString()
            );
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = "PRAGMA journal_mode = 'wal'";
            command.ExecuteNonQuery();
        }
    }

    /// <summary>
    /// True when a change was refused since somebody else was faster: the row is another by now, one with the same key is there
    /// already, or the two waited for each other and the database broke this one off.
    /// </summary>
    public static bool IsLostRace(Exception exception) =>
        exception is DbUpdateConcurrencyException || IsUniqueViolation(exception) || IsDeadlock(exception);

    /// <summary>True when the database broke this off: two waited for each other, or what they did fits in no order.</summary>
    public static bool IsDeadlock(Exception exception) =>
        Said(exception) switch
        {
            PostgresException { SqlState: PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.SerializationFailure } =>
                true,
            SqlException { Number: 1205 } => true,
            _ => false,
        };

    /// <summary>True when a change was refused because the database can grow no more.</summary>
    public static bool IsFull(Exception exception) =>
        Said(exception) switch
        {
            SqliteException { SqliteErrorCode: 13 } => true,
            PostgresException { SqlState: PostgresErrorCodes.DiskFull } => true,
            SqlException { Number: 1101 or 1105 or 9002 } => true,
            _ => false,
        };

    private static bool IsUniqueViolation(Exception exception) =>
        Said(exception) switch
        {
            SqliteException { SqliteExtendedErrorCode: 1555 or 2067 } => true,
            PostgresException { SqlState: PostgresErrorCodes.UniqueViolation } => true,
            SqlException { Number: 2601 or 2627 } => true,
            _ => false,
        };

    /// <summary>What the database itself said: bare from a query or a statement, wrapped from a save; null for nothing.</summary>
    private static DbException? Said(Exception? exception)
    {
        while (exception is not (null or DbException))
        {
            exception = exception.InnerException;
        }

        return (DbException?)exception;
    }

    private static void Add<TDb>(IServiceCollection services, Action<DbContextOptionsBuilder> use)
        where TDb : AppDb
    {
        services.AddPooledDbContextFactory<TDb>(options =>
        {
            use(options);
            options.ReplaceService<IComparer<IReadOnlyModificationCommand>, NetworkFirst>();
        });
        services.AddScoped<AppDb>(provider =>
        {
            var db = provider.GetRequiredService<IDbContextFactory<TDb>>().CreateDbContext();
            db.Caller = provider.GetRequiredService<Caller>();
            return db;
        });
    }
}
