using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace ModelMunicipalities.App.Tests.Kit;

/// <summary>Where an embedded database stands: while it is full, the database can grow no more, and says so as SQLite does.</summary>
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

    public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData) => Limit(connection);

    public override Task ConnectionOpenedAsync(DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        Limit(connection);
        return Task.CompletedTask;
    }

    /// <summary>A connection keeps its limit from use to use, so it is lifted as it was set.</summary>
    private void Limit(DbConnection connection)
    {
        if (_isLimited && connection is SqliteConnection sqlite)
        {
            using var limit = sqlite.CreateCommand();
            limit.CommandText = $"PRAGMA max_page_count = {(IsFull ? 1 : AsLargeAsCanBe)}";
            limit.ExecuteNonQuery();
        }
    }
}
