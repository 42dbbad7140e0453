using BenchmarkDotNet.Attributes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using ModelMunicipalities.App.Data;

namespace ModelMunicipalities.Benchmarks;

/// <summary>The benchmark view of a cohort with a million scores against the same figures by hand-written SQL. The bar: a ratio of at most 2.</summary>
public class AggregateBenchmarks
{
    private const int Organisations = 20_000;
    private const int Occasions = 5;

    private BenchServer _server = null!;
    private HttpClient _coordinator = null!;

    [GlobalSetup]
    public async Task SetupAsync()
    {
        _server = new BenchServer();
        await _server.FillAsync(Organisations, Occasions);
        _coordinator = await _server.WithTokenAsync("coordinator");
    }

    [GlobalCleanup]
    public void Cleanup() => _server.Dispose();

    [Benchmark(Baseline = true)]
    public async Task<int> Hand_written_SQL()
    {
        const string Scores = """
            SELECT a.OccasionId, o.Ordinal, a.OrganisationId, c.Step, c.Score
            FROM Assessments a
            JOIN Participations p ON p.CohortId = a.CohortId AND p.OrganisationId = a.OrganisationId
            JOIN Occasions o ON o.Id = a.OccasionId
            JOIN ConsensusScores c ON c.AssessmentId = a.Id
            WHERE a.CohortId = 1 AND a.SubmittedAt IS NOT NULL AND p.Role = 1 AND p.WithdrawnAt IS NULL AND c.Score IS NOT NULL
            """;
        var rows = await CountAsync($"SELECT OccasionId, Step, Score, COUNT(*) FROM ({Scores}) GROUP BY OccasionId, Step, Score");
        rows += await CountAsync($"SELECT OccasionId, Step, COUNT(DISTINCT OrganisationId) FROM ({Scores}) GROUP BY OccasionId, Step");
        rows += await CountAsync($"""
            SELECT l.OccasionId, l.Step, COUNT(*), COUNT(DISTINCT l.OrganisationId), SUM(l.Score - e.Score)
            FROM ({Scores}) l JOIN ({Scores}) e ON e.OrganisationId = l.OrganisationId AND e.Step = l.Step AND l.Ordinal = e.Ordinal + 1
            GROUP BY l.OccasionId, l.Step
            """);
        return rows;
    }

    [Benchmark]
    public async Task<int> Benchmark_view() => (await _coordinator.GetByteArrayAsync("/api/v1/networks/bench/cohorts/bench/benchmark")).Length;

    private async Task<int> CountAsync(string sql)
    {
        await using var scope = _server.Services.CreateAsyncScope();
        var connection = scope.ServiceProvider.GetRequiredService<AppDb>().Database.GetDbConnection();
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
#pragma warning disable CA2100 // Constant text of this file.
        command.CommandText = sql;
#pragma warning restore CA2100
        await using var reader = await command.ExecuteReaderAsync();
        var rows = 0;
        while (await reader.ReadAsync())
        {
            rows++;
        }

        return rows;
    }
}
