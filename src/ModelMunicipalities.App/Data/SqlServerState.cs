using Microsoft.EntityFrameworkCore;

namespace ModelMunicipalities.App.Data;

/// <summary>How a database on SQL Server is set, where it was made by somebody else than the program.</summary>
/// <param name="Name">The database.</param>
/// <param name="ReadsSnapshots">Whether who reads sees what stood before, and does not wait for who writes.</param>
/// <param name="CompatibilityLevel">Which version's SQL it understands.</param>
internal sealed record SqlServerState(string Name, bool? ReadsSnapshots, int? CompatibilityLevel)
{
    /// <summary>Below it there is no OPENJSON, which lists and rows in documents are read with.</summary>
    private const int LeastLevel = 130;

    /// <summary>What to say in the log of the database; nothing on another server.</summary>
    public static async Task<IEnumerable<string>> WarningsAsync(AppDb db) =>
        db is SqlServerAppDb ? (await Of(db).SingleAsync()).Warnings() : [];

    public static IQueryable<SqlServerState> Of(AppDb db) =>
        db.Database.SqlQuery<SqlServerState>(
            $"""
            SELECT [name] AS [Name], [is_read_committed_snapshot_on] AS [ReadsSnapshots],
                CAST([compatibility_level] AS int) AS [CompatibilityLevel]
            FROM [sys].[databases] WHERE [database_id] = DB_ID()
            """
        );

    public IEnumerable<string> Warnings()
    {
        if (ReadsSnapshots == false)
        {
            yield return "Everybody who reads waits for whoever writes: ask the database's administrator for "
                + $"ALTER DATABASE [{Name}] SET READ_COMMITTED_SNAPSHOT ON WITH ROLLBACK IMMEDIATE.";
        }

        if (CompatibilityLevel < LeastLevel)
        {
            yield return "The database knows the SQL of an old version only, and some pages will fail: ask its administrator for "
                + $"ALTER DATABASE [{Name}] SET COMPATIBILITY_LEVEL = {LeastLevel} or higher.";
        }
    }
}
