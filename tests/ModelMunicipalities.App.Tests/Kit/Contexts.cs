using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using ModelMunicipalities.App.Features.Accounts;

namespace ModelMunicipalities.App.Tests.Kit;

/// <summary>The model on each database, without a database.</summary>
internal static class Contexts
{
    private static readonly IServiceProvider Identity = new ServiceCollection()
        .Configure<IdentityOptions>(AccountsSetup.Configure)
        .BuildServiceProvider();

    public static AppDb Sqlite() =>
        new SqliteAppDb(
            new DbContextOptionsBuilder<SqliteAppDb>()
                .UseSqlite("Data Source=:memory:")
                .UseApplicationServiceProvider(Identity)
                .Calm()
                .Options
        );

    public static AppDb PostgreSql() =>
        new PostgreSqlAppDb(
            new DbContextOptionsBuilder<PostgreSqlAppDb>()
                .UseNpgsql("Host=nowhere")
                .UseApplicationServiceProvider(Identity)
                .Calm()
                .Options
        );

    public static AppDb SqlServer() =>
        new SqlServerAppDb(
            new DbContextOptionsBuilder<SqlServerAppDb>()
                .UseSqlServer("Server=nowhere")
                .UseApplicationServiceProvider(Identity)
                .Calm()
                .Options
        );

    /// <summary>The model on a database that is there, or is made by its migrations.</summary>
    public static AppDb At(DatabaseProvider provider, string connection) =>
        provider switch
        {
            DatabaseProvider.Sqlite => new SqliteAppDb(
                new DbContextOptionsBuilder<SqliteAppDb>()
                    .UseSqlite(connection)
                    .UseApplicationServiceProvider(Identity)
                    .Calm()
                    .Options
            ),
            DatabaseProvider.PostgreSql => new PostgreSqlAppDb(
                new DbContextOptionsBuilder<PostgreSqlAppDb>()
                    .UseNpgsql(connection)
                    .UseApplicationServiceProvider(Identity)
                    .Calm()
                    .Options
            ),
            _ => new SqlServerAppDb(
                new DbContextOptionsBuilder<SqlServerAppDb>()
                    .UseSqlServer(connection)
                    .UseApplicationServiceProvider(Identity)
                    .Calm()
                    .Options
            ),
        };

    public static AppDb On(DatabaseProvider provider) =>
        provider switch
        {
            DatabaseProvider.Sqlite => Sqlite(),
            DatabaseProvider.PostgreSql => PostgreSql(),
            _ => SqlServer(),
        };

    /// <summary>Servers of tests are programs of their own in one process: many of what EF keeps for each are no leak.</summary>
    private static DbContextOptionsBuilder<T> Calm<T>(this DbContextOptionsBuilder<T> options)
        where T : DbContext => options.ConfigureWarnings(w => w.Ignore(CoreEventId.ManyServiceProvidersCreatedWarning));
}
