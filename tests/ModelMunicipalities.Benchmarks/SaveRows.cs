using System.Net.Http.Json;
using Microsoft.Data.Sqlite;

namespace ModelMunicipalities.Benchmarks;

/// <summary>
/// Saving one answer over HTTP against the bare page and the same rows written by hand to the same sort of database.
/// </summary>
internal static class SaveRows
{
    private static int _turn;

    public static async IAsyncEnumerable<Row> MeasureAsync()
    {
        await using var server = new BenchServer();
        await server.FillAsync(300, 3);
        using var keyPerson = await server.WithTokenAsync("keyperson");
        using var guest = server.Client();
        var folder = Directory.CreateTempSubdirectory("bench");
        await using (var byHand = new SqliteConnection($"Data Source={Path.Combine(folder.FullName, "byhand.db")};Pooling=False"))
        {
            await byHand.OpenAsync();
            Run(byHand, "PRAGMA journal_mode=WAL");
            Run(byHand, "CREATE TABLE scoring(id INTEGER PRIMARY KEY, version INT)");
            Run(byHand, "CREATE TABLE answer(scoring INT, step INT, score INT, at TEXT, by INT)");
            Run(byHand, "INSERT INTO scoring VALUES(1,0); INSERT INTO answer VALUES(1,7,1,'',1)");
            yield return Row.AtMost(
                "saving an answer, beside a bare page and its rows by hand",
                await Turns.TakeAsync(200, () => SaveAsync(keyPerson), () => ByHandAsync(guest, byHand)),
                3
            );
        }

        folder.Delete(recursive: true);
    }

    /// <summary>Saves an answer that is another each time, in org-0's own scoring.</summary>
    public static async Task SaveAsync(HttpClient keyPerson)
    {
        using var answer = await keyPerson.PutAsJsonAsync(
            "/api/v1/networks/bench/cohorts/bench/organisations/org-0/assessments/bm3/mine",
            new { scores = new[] { new { step = 7, score = 1 + (++_turn % 3) } } }
        );
        answer.EnsureSuccessStatusCode();
    }

    private static async Task ByHandAsync(HttpClient guest, SqliteConnection byHand)
    {
        await guest.GetByteArrayAsync("/bare/200");
        await using var transaction = (SqliteTransaction)await byHand.BeginTransactionAsync();
        Run(byHand, "UPDATE scoring SET version = version + 1 WHERE id = 1", transaction);
        Run(
            byHand,
            $"UPDATE answer SET score = {1 + (++_turn % 3)}, at = datetime() WHERE scoring = 1 AND step = 7",
            transaction
        );
        await transaction.CommitAsync();
    }

    private static void Run(SqliteConnection on, string sql, SqliteTransaction? transaction = null)
    {
        using var command = on.CreateCommand();
#pragma warning disable CA2100 // Text of this file and a number.
        command.CommandText = sql;
#pragma warning restore CA2100
        command.Transaction = transaction;
        command.ExecuteNonQuery();
    }
}
