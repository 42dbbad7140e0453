using Hangfire;
using Hangfire.Dashboard;
using ModelMunicipalities.App.Data;

namespace ModelMunicipalities.App.Platform.Jobs;

/// <summary>The settings under <c>Jobs</c>.</summary>
/// <param name="Enabled">True on a node that runs jobs and delivers mail; false on one that only serves pages.</param>
public sealed record JobOptions(bool Enabled)
{
    public static JobOptions Read(IConfiguration configuration) =>
        new(
            configuration["Jobs:Enabled"] is not { } set ? true
            : bool.TryParse(set, out var enabled) ? enabled
            : throw new InvalidOperationException($"Jobs__Enabled is '{set}', and must be true or false.")
        );
}

/// <summary>The scheduler. See docs/adr/0012.</summary>
public static class JobsSetup
{
    public static void AddJobs(this WebApplicationBuilder builder, DatabaseOptions database)
    {
        var options = JobOptions.Read(builder.Configuration);
        var services = builder.Services;
        services.AddSingleton(options);
        services.AddSingleton(database);
        services.AddSingleton<PortalMeters>();
        services.AddSingleton<NetworkJobs>();
        services.AddSingleton<JobRunner>();
        services.AddSingleton<JobStart>();
        services.AddSingleton<Schedule>();

        // By hand, since AddHangfire keeps them for the whole process, and a process of tests has several portals.
        services.AddSingleton(_ => JobStore.Open(database));
        services.AddSingleton<IBackgroundJobClient>(provider => new BackgroundJobClient(
            provider.GetRequiredService<JobStorage>()
        ));
        services.AddSingleton<IRecurringJobManager>(provider => new RecurringJobManager(
            provider.GetRequiredService<JobStorage>()
        ));
        services.AddSingleton<IGlobalConfiguration>(GlobalConfiguration.Configuration);
        services.AddSingleton(DashboardRoutes.Routes);
        if (options.Enabled)
        {
            services.AddHostedService<JobsWorker>();
        }
    }

    /// <summary>What the scheduler does for all networks, for whoever runs the installation.</summary>
    public static void MapJobsDashboard(this WebApplication app) =>
        app.MapHangfireDashboardWithAuthorizationPolicy(
            Policies.Administrator,
            "/admin/jobs",
            new DashboardOptions
            {
                AppPath = "/",
                DashboardTitle = "Modellkommuner",
                DisplayStorageConnectionString = false,
            }
        );
}
