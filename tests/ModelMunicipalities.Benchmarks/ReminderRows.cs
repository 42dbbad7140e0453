using System.Diagnostics;
using System.Globalization;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using ModelMunicipalities.App.Features.Reminders;

namespace ModelMunicipalities.Benchmarks;

/// <summary>
/// Many who are due, and a node that is killed in the middle of them while two others take over. Fewer than a hundred
/// thousand, which take minutes: those are reminded by <c>KilledNodeTests</c> with <c>TEST_REMINDERS</c>.
/// </summary>
internal static class ReminderRows
{
    /// <summary>What a process of this program is told to be a node.</summary>
    public const string Node = "remind";

    private const int Organisations = 3_000;

    // A Thursday, in the morning: nothing waits for a weekday or for the night to be over.
    private static readonly DateTimeOffset At = new(2031, 3, 6, 10, 0, 0, TimeSpan.FromHours(1));

    public static async IAsyncEnumerable<Row> MeasureAsync()
    {
        const int People = 3 * Organisations;
        var folder = Directory.CreateTempSubdirectory("bench");
        await using (var server = new BenchServer(folder.FullName, At))
        {
            await server.FillAsync(Organisations, 1, people: true);
            using (var killed = Start(folder.FullName))
            {
                while (await server.InDbAsync(db => db.Reminders.CountAsync()) < People / 5)
                {
                    if (killed.HasExited)
                    {
                        throw new InvalidOperationException("The node was done before it could be killed.");
                    }

                    await Task.Delay(5);
                }

                killed.Kill();
                await killed.WaitForExitAsync();
            }

            var before = await server.InDbAsync(db => db.Reminders.CountAsync());
            using var second = Start(folder.FullName);
            using var third = Start(folder.FullName);
            await Task.WhenAll(second.WaitForExitAsync(), third.WaitForExitAsync());
            var (reminders, people, mails) = await server.InDbAsync(async db =>
                (
                    await db.Reminders.CountAsync(),
                    await db.Reminders.Select(r => r.PersonId).Distinct().CountAsync(),
                    await db.OutgoingMails.CountAsync()
                )
            );
            yield return Row.Says(
                string.Create(CultureInfo.InvariantCulture, $"{People:N0} reminders, a node killed after {before:N0}"),
                string.Create(CultureInfo.InvariantCulture, $"{mails:N0} mails to {people:N0}"),
                "each once",
                second.ExitCode == 0
                    && third.ExitCode == 0
                    && before < People
                    && (reminders, people, mails) == (People, People, People)
            );
        }

        SqliteConnection.ClearAllPools();
        folder.Delete(recursive: true);
    }

    /// <summary>What such a node does.</summary>
    public static async Task RemindAsync(string folder)
    {
        await using var server = new BenchServer(folder, At);
        await server.JobAsync(new SendReminders.Command());
    }

    private static Process Start(string folder) =>
        Process.Start(new ProcessStartInfo("dotnet", [typeof(ReminderRows).Assembly.Location, Node, folder]))!;
}
