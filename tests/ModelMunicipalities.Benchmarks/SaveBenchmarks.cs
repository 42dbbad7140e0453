using System.Net.Http.Json;
using BenchmarkDotNet.Attributes;
using Microsoft.Data.Sqlite;

namespace ModelMunicipalities.Benchmarks;

/// <summary>Saving one answer over HTTP against the bare page plus the same rows written by hand to the same sort of database.</summary>
public class SaveBenchmarks
{
    private BenchServer _server = null!;
    private HttpClient _keyPerson = null!;
    private HttpClient _guest = null!;
    private SqliteConnection _byHand = null!;
    private string _folder = null!;
    private int _turn;

    [GlobalSetup]
    public async Task SetupAsync()
    {
        _server = new BenchServer();
        await _server.FillAsync(300, 3);
        _keyPerson = await _server.WithTokenAsync("keyperson");
        _guest = _server.Client();
        _folder = Directory.CreateTempSubdirectory("bench").FullName;
        _byHand = new SqliteConnection($"Data Source={Path.Combine(_folder, "byhand.db")}");
        await _byHand.OpenAsync();
        Run("PRAGMA journal_mode=WAL; CREATE TABLE scoring(id INTEGER PRIMARY KEY, version INT); CREATE TABLE answer(scoring INT, step INT, score INT, at TEXT, by INT); INSERT INTO scoring VALUES(1,0); INSERT INTO answer VALUES(1,7,1,'',1);");
    }

    [GlobalCleanup]
    public void Cleanup()
    {
        _server.Dispose();
        _byHand.Dispose();
        SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, true);
    }

    [Benchmark(Baseline = true)]
    public async Task<int> Bare_page_and_the_rows_by_hand()
    {
        var bytes = await _guest.GetByteArrayAsync("/bare/200");
        using var transaction = _byHand.BeginTransaction();
        Run($"UPDATE scoring SET version=version+1 WHERE id=1; UPDATE answer SET score={1 + (++_turn % 3)}, at=datetime() WHERE scoring=1 AND step=7");
        transaction.Commit();
        return bytes.Length;
    }

    [Benchmark]
    public async Task<int> Save_one_answer()
    {
        var answer = await _keyPerson.PutAsJsonAsync(
            "/api/v1/networks/bench/cohorts/bench/organisations/org-0/assessments/bm3/mine", new { scores = new[] { new { step = 7, score = 1 + (++_turn % 3) } } });
        return (int)answer.EnsureSuccessStatusCode().StatusCode;
    }

    private void Run(string sql)
    {
        using var command = _byHand.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
