using Microsoft.Data.SqlClient;
using Microsoft.Data.Sqlite;
using ModelMunicipalities.App.Data;
using Npgsql;
using Quartz;

namespace ModelMunicipalities.App.Platform.Jobs;

/// <summary>The settings under <c>Jobs</c>.</summary>
/// <param name="Enabled">True on a node that runs jobs and delivers mail; false on one that only serves pages.</param>
public sealed record JobOptions(bool Enabled)
{
    public static JobOptions Read(IConfiguration configuration) => new(configuration["Jobs:Enabled"] is not { } set ? true
        : bool.TryParse(set, out var enabled) ? enabled
        : throw new InvalidOperationException($"Jobs__Enabled is '{set}', and must be true or false."));
}

/// <summary>The scheduler, with its store in the product's own database. See docs/adr/0012.</summary>
public static class JobsSetup
{
    public static void AddJobs(this WebApplicationBuilder builder, DatabaseOptions database)
    {
        var options = JobOptions.Read(builder.Configuration);
        builder.Services.AddSingleton(options);
        builder.Services.AddSingleton<PortalMeters>();
        builder.Services.AddSingleton<NetworkJobs>();
        builder.Services.AddSingleton<JobRunner>();
        builder.Services.AddSingleton<Schedule>();
        builder.Services.AddQuartz(q => q
            .ConfigureScheduler(s =>
            {
                s.InstanceName = "modellkommuner";
                s.GenerateInstanceId = true;
            })
            .UseDefaultThreadPool(4)
            .UsePersistentStore(store => Use(store, database)));
        if (options.Enabled)
        {
            builder.Services.AddHostedService<JobsWorker>();
        }
    }

    /// <summary>Nodes beside each other share the servers; the embedded database has one node.</summary>
    private static void Use(IPersistentStoreBuilder store, DatabaseOptions database)
    {
        store.ProvisionSchema();
        switch (database.Provider)
        {
            case DatabaseProvider.Sqlite:
                store.UseSqlite(SqliteFactory.Instance, database.ConnectionString!);
                break;
            case DatabaseProvider.PostgreSql:
                store.UsePostgres(NpgsqlFactory.Instance, database.ConnectionString!).UseClustering();
                break;
            default:
                store.UseSqlServer(SqlClientFactory.Instance, database.ConnectionString!).UseClustering();
                break;
        }
    }
}
