using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;
using ModelMunicipalities.App.Features.Accounts;

namespace ModelMunicipalities.App.Data;

/// <summary>
/// Lets <c>dotnet ef migrations add</c> build each provider's model without a database; see docs/development.md.
/// </summary>
internal sealed class SqliteDesign : IDesignTimeDbContextFactory<SqliteAppDb>
{
    public SqliteAppDb CreateDbContext(string[] args) =>
        new(
            new DbContextOptionsBuilder<SqliteAppDb>()
                .UseSqlite("Data Source=:memory:")
                .UseApplicationServiceProvider(DesignTime.Identity)
                .Options
        );
}

internal sealed class PostgreSqlDesign : IDesignTimeDbContextFactory<PostgreSqlAppDb>
{
    public PostgreSqlAppDb CreateDbContext(string[] args) =>
        new(
            new DbContextOptionsBuilder<PostgreSqlAppDb>()
                .UseNpgsql("Host=localhost")
                .UseApplicationServiceProvider(DesignTime.Identity)
                .Options
        );
}

internal sealed class SqlServerDesign : IDesignTimeDbContextFactory<SqlServerAppDb>
{
    public SqlServerAppDb CreateDbContext(string[] args) =>
        new(
            new DbContextOptionsBuilder<SqlServerAppDb>()
                .UseSqlServer("Server=localhost")
                .UseApplicationServiceProvider(DesignTime.Identity)
                .Options
        );
}

/// <summary>The identity tables depend on the identity options; these are the program's.</summary>
internal static class DesignTime
{
    public static IServiceProvider Identity { get; } =
        new ServiceCollection()
            .Configure<Microsoft.AspNetCore.Identity.IdentityOptions>(AccountsSetup.Configure)
            .BuildServiceProvider();
}
