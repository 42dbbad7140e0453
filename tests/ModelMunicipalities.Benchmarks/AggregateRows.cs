using System.Globalization;
using Microsoft.EntityFrameworkCore;
using ModelMunicipalities.App.Data;

namespace ModelMunicipalities.Benchmarks;

/// <summary>
/// The figures of a cohort with a million scores, against the same figures by hand-written SQL on the same database: as they
/// are read, published and with what has changed since; and as they are counted to be published.
/// </summary>
internal static class AggregateRows
{
    private const int Rounds = 3;

    private const string Scores = """
        SELECT a.OccasionId, o.Ordinal, a.OrganisationId, c.Step, c.Score
        FROM Assessments a
        JOIN Participations p ON p.CohortId = a.CohortId AND p.OrganisationId = a.OrganisationId
        JOIN Occasions o ON o.Id = a.OccasionId
        JOIN ConsensusScores c ON c.AssessmentId = a.Id
        WHERE a.CohortId = 1 AND a.SubmittedAt IS NOT NULL AND p.Role = 1 AND p.WithdrawnAt IS NULL AND c.Score IS NOT NULL
        """;

    private static readonly string[] ByHand =
    [
        $"SELECT OccasionId, Step, Score, COUNT(*) FROM ({Scores}) GROUP BY OccasionId, Step, Score",
        $"SELECT OccasionId, Step, COUNT(DISTINCT OrganisationId) FROM ({Scores}) GROUP BY OccasionId, Step",
        $"""
            SELECT l.OccasionId, l.Step, COUNT(*), COUNT(DISTINCT l.OrganisationId), SUM(l.Score - e.Score)
            FROM ({Scores}) l JOIN ({Scores}) e ON e.OrganisationId = l.OrganisationId AND e.Step = l.Step
                AND l.Ordinal = e.Ordinal + 1
            GROUP BY l.OccasionId, l.Step
            """,
    ];

    public static async IAsyncEnumerable<Row> MeasureAsync()
    {
        await using var server = new BenchServer();
        await server.FillAsync(20_100, 5);
        using var coordinator = await server.WithTokenAsync("coordinator");
        var scores = await server.InDbAsync(db => db.ConsensusScores.CountAsync());
        var of = string.Create(CultureInfo.InvariantCulture, $"{scores:N0} scores");
        yield return Row.AtMost(
            $"reading the aggregate over {of}, beside SQL by hand",
            await Turns.TakeAsync(
                Rounds,
                () => coordinator.GetByteArrayAsync("/api/v1/networks/bench/cohorts/bench/benchmark"),
                () => server.InDbAsync(CountAsync),
                warm: 1
            ),
            2
        );
        yield return Row.AtMost(
            $"counting and publishing {of}, beside SQL by hand",
            await Turns.TakeAsync(
                Rounds,
                () => server.PublishAsync(),
                () => server.InDbAsync(CountAsync),
                () => server.InDbAsync(db => db.Editions.ExecuteDeleteAsync()),
                warm: 1
            ),
            2
        );
        yield return Row.AtMost(
            $"publishing {of} anew, when one organisation in a hundred has other answers",
            await Turns.TakeAsync(
                1,
                () => server.PublishAsync(),
                () => server.InDbAsync(CountAsync),
                () => server.InDbAsync(ChangeAsync),
                warm: 0
            ),
            2
        );
    }

    /// <summary>
    /// One organisation in a hundred answers the first step otherwise at the first occasion, which is published.
    /// </summary>
    private static Task<int> ChangeAsync(AppDb db) =>
        db.Database.ExecuteSqlAsync(
            $"UPDATE Assessments SET Profile = (1 + Profile % 3000000000 / 1000000000) || substr(Profile, 2) WHERE OccasionId = 1 AND OrganisationId % 100 = 0"
        );

    private static async Task<int> CountAsync(AppDb db)
    {
        var connection = db.Database.GetDbConnection();
        await connection.OpenAsync();
        var rows = 0;
        foreach (var sql in ByHand)
        {
            await using var command = connection.CreateCommand();
#pragma warning disable CA2100 // Constant text of this file.
            command.CommandText = sql;
#pragma warning restore CA2100
            await using var reader = await command.ExecuteReaderAsync();
            while (await reader.ReadAsync())
            {
                rows++;
            }
        }

        return rows;
    }
}
