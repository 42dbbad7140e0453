using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace ModelMunicipalities.App.Data;

/// <summary>Lets <c>dotnet ef migrations add</c> build each provider's model without a database; see docs/development.md.</summary>
internal sealed class SqliteDesign : IDesignTimeDbContextFactory<SqliteAppDb>
{
    public SqliteAppDb CreateDbContext(string[] args) =>
        new(new DbContextOptionsBuilder<SqliteAppDb>().UseSqlite("Data Source=:memory:").Options);
}

internal sealed class PostgreSqlDesign : IDesignTimeDbContextFactory<PostgreSqlAppDb>
{
    public PostgreSqlAppDb CreateDbContext(string[] args) =>
        new(new DbContextOptionsBuilder<PostgreSqlAppDb>().UseNpgsql("Host=localhost").Options);
}

internal sealed class SqlServerDesign : IDesignTimeDbContextFactory<SqlServerAppDb>
{
    public SqlServerAppDb CreateDbContext(string[] args) =>
        new(new DbContextOptionsBuilder<SqlServerAppDb>().UseSqlServer("Server=localhost").Options);
}
