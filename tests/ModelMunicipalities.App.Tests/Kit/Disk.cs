using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace ModelMunicipalities.App.Tests.Kit;

/// <summary>
/// Where an embedded database stands: while it is full, the database can grow no more, and says so as SQLite does.
/// </summary>
public sealed class Disk : DbConnectionInterceptor
{
    private const long AsLargeAsCanBe = 4_294_967_294;

    private bool _isLimited;

    public bool IsFull
    {
        get;
        set
        {
            field = value;
            _isLimited = true;
        }
    }

    public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData) => Prepare(connection);

    public override Task ConnectionOpenedAsync(
        DbConnection connection,
        ConnectionEndEventData eventData,
        CancellationToken cancellationToken = default
    )
    {
        Prepare(connection);
        return Task.CompletedTask;
    }

    /// <summary>Nothing waits for the disk, as in the tests' PostgreSQL: what they write need not outlive the machine.</summary>
    private void Prepare(DbConnection connection)
    {
        if (connection is SqliteConnection sqlite)
        {
            using var prepare = sqlite.CreateCommand();

            // A connection keeps its limit from use to use, so it is lifted as it was set.
            prepare.CommandText =
                "PRAGMA synchronous = OFF;" + (_isLimited ? $"PRAGMA max_page_count = {(IsFull ? 1 : AsLargeAsCanBe)}" : "");
            prepare.ExecuteNonQuery();
        }
    }
}
