using System.Data.Common;
using Hangfire;
using Hangfire.InMemory;
using Hangfire.PostgreSql;
using Hangfire.PostgreSql.Factories;
using Hangfire.SqlServer;
using Microsoft.Data.SqlClient;
using ModelMunicipalities.App.Data;
using Npgsql;

namespace ModelMunicipalities.App.Platform.Jobs;

/// <summary>
/// Where the scheduler keeps what it has to do: in the product's own database where nodes share it, in memory beside the
/// embedded one, which has a single node. Nothing that must survive is only there.
/// </summary>
public static class JobStore
{
    /// <summary>
    /// A job whose node has said nothing for so long is another's: within two minutes, since the store is asked every quarter of
    /// one. Longer than <see cref="JobClaim.Length"/>, so that whoever takes it over finds it free.
    /// </summary>
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(90);

    /// <summary>How long a job that is done is kept to be looked at.</summary>
    private static readonly TimeSpan Memory = TimeSpan.FromHours(1);

    /// <summary>Asks nothing of the database yet.</summary>
    internal static JobStorage Open(DatabaseOptions database) =>
        database.Provider switch
        {
            DatabaseProvider.Sqlite => new InMemoryStorage(new InMemoryStorageOptions { MaxExpirationTime = Memory }),
            DatabaseProvider.PostgreSql => OnPostgreSql(database.ConnectionString!),
            _ => new SqlServerStorage(
                database.ConnectionString,
                new SqlServerStorageOptions
                {
                    PrepareSchemaIfNecessary = false,
                    SlidingInvisibilityTimeout = Silence,
                    SqlClientFactory = SqlClientFactory.Instance,
                }
            ),
        };

    /// <summary>
    /// Makes its tables, or brings them up to date, in a schema of their own. Nodes may do it at the same time.
    /// </summary>
    public static async Task PrepareAsync(DatabaseProvider provider, string connectionString, CancellationToken ct)
    {
        if (provider == DatabaseProvider.Sqlite)
        {
            return;
        }

        await using DbConnection connection =
            provider == DatabaseProvider.PostgreSql
                ? new NpgsqlConnection(connectionString)
                : new SqlConnection(connectionString);
        await connection.OpenAsync(ct);
        if (connection is NpgsqlConnection postgres)
        {
            PostgreSqlObjectsInstaller.Install(postgres);
        }
        else
        {
            SqlServerObjectsInstaller.Install(connection);
        }
    }

    private static PostgreSqlStorage OnPostgreSql(string connectionString)
    {
        var options = new PostgreSqlStorageOptions
        {
            PrepareSchemaIfNecessary = false,
            UseSlidingInvisibilityTimeout = true,
            InvisibilityTimeout = Silence,
            EnableLongPolling = true,
        };
        return new PostgreSqlStorage(new NpgsqlConnectionFactory(connectionString, options), options);
    }
}
