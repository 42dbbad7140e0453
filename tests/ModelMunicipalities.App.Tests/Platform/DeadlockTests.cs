using Microsoft.EntityFrameworkCore;
using ModelMunicipalities.App.Platform;
using ModelMunicipalities.Domain;
using Npgsql;

namespace ModelMunicipalities.App.Tests.Platform;

/// <summary>
/// Two who wait for each other: the database breaks one of them off, and whoever that is notices nothing. Each test holds a row,
/// lets the other come to it, and then takes what the other holds.
/// </summary>
public class DeadlockTests
{
    private const string SomebodyWaitsForMe =
        """SELECT bool_or(NOT granted AND pg_backend_pid() = ANY (pg_blocking_pids(pid))) AS "Value" FROM pg_locks""";

    private static readonly bool IsHere = Databases.All.Contains(DatabaseProvider.PostgreSql);

    [Test]
    public async Task A_save_that_is_broken_off_is_made_again()
    {
        var network = await BuildAsync();
        await network.ScoreAsync("Luleå", "bm1", Function.Manager, "1111111111");
        var given = 1;
        var reply = await MeetAsync(
            network,
            $"""UPDATE "Scorings" SET "Version" = "Version" WHERE "NetworkId" = {network.Network.Id}""",
            $"""UPDATE "Networks" SET "Name" = "Name" WHERE "Id" = {network.Network.Id}""",
            () =>
                network["Luleå", Function.Manager]
                    .Api.PutAsync(network.At("Luleå", "bm1", "/mine"), Body.Score(1, given = 1 + (given % 3)))
        );
        reply.ShouldBeOk();
        (await network.InDbAsync(db => db.Answers.Where(a => a.Step == 1).Select(a => a.Score).SingleAsync())).ShouldBe(given);
    }

    [Test]
    public async Task What_is_broken_off_in_a_transaction_is_done_again_from_its_beginning()
    {
        var network = await BuildAsync();
        var (domain, asked) = (network.InNetwork("/organisations/lulea/team/domain"), 0);
        var reply = await MeetAsync(
            network,
            $"""UPDATE "Organisations" SET "Name" = "Name" WHERE "Id" = {network["Luleå"].Id}""",
            $"""UPDATE "Networks" SET "Name" = "Name" WHERE "Id" = {network.Network.Id}""",
            () => network.Coordinator.Api.PutAsync(domain, new { domain = $"lulea{++asked}.example" })
        );
        reply.ShouldBeOk();
        (
            await network.InDbAsync(db => db.Organisations.Where(o => o.Slug == "lulea").Select(o => o.EmailDomain).SingleAsync())
        ).ShouldBe($"lulea{asked}.example");
        (await network.TrailAsync("EmailDomainSet")).Count.ShouldBe(asked);
    }

    [Test]
    public async Task A_statement_by_itself_is_made_again()
    {
        var network = await BuildAsync();
        var (first, second) = (network["Piteå"].Id, network["Luleå"].Id);
        (
            await MeetAsync(
                network,
                $"""UPDATE "Organisations" SET "Name" = "Name" WHERE "Id" = {second}""",
                $"""UPDATE "Organisations" SET "Name" = "Name" WHERE "Id" = {first}""",
                () => network.InDbAsync(db => db.Organisations.ExecuteUpdateAsync(o => o.SetProperty(x => x.Code, "0000")))
            )
        ).ShouldBe(2);
    }

    [Test]
    public async Task A_statement_within_a_transaction_is_left_to_who_began_it()
    {
        var network = await BuildAsync();
        var (first, second, begun) = (network["Piteå"].Id, network["Luleå"].Id, 0);
        var outcome = await MeetAsync(
            network,
            $"""UPDATE "Organisations" SET "Name" = "Name" WHERE "Id" = {second}""",
            $"""UPDATE "Organisations" SET "Name" = "Name" WHERE "Id" = {first}""",
            () =>
                network.InDbAsync(db =>
                    new RaceBehaviour<string, Outcome<Done>>(db).Handle("", CancellationToken.None, async () =>
                    {
                        begun++;
                        await using var transaction = await db.Database.BeginTransactionAsync();
                        await db
                            .Organisations.Where(o => o.Id == first)
                            .ExecuteUpdateAsync(o => o.SetProperty(x => x.Code, "0000"));
                        await db
                            .Organisations.Where(o => o.Id == second)
                            .ExecuteUpdateAsync(o => o.SetProperty(x => x.Code, "0000"));
                        await transaction.CommitAsync();
                        return default(Done);
                    })
                )
        );
        outcome.Ok.ShouldBeTrue();
        begun.ShouldBeGreaterThan(1);
        (await network.InDbAsync(db => db.Organisations.CountAsync(o => o.Code == "0000"))).ShouldBe(2);
    }

    private static async Task<TestNetwork> BuildAsync()
    {
        Assume.That(IsHere, "PostgreSQL is the database here on which a deadlock can be made.");
        return await new NetworkPlan().Group("Piteå", "Luleå").BuildAsync(Server.On(DatabaseProvider.PostgreSql));
    }

    /// <summary>
    /// Who has waited for a second without being broken off sees to it that the next one is. Where that was this side, since the
    /// machine was slow, they meet once more.
    /// </summary>
    private static async Task<T> MeetAsync<T>(TestNetwork network, string holds, string takes, Func<Task<T>> other)
    {
        await using var db = Contexts.At(DatabaseProvider.PostgreSql, network.Server.ConnectionString);
        for (var meeting = 1; meeting <= 10; meeting++)
        {
            await using var transaction = await db.Database.BeginTransactionAsync();
            await db.Database.ExecuteSqlRawAsync(holds);
            var met = Task.Run(other);
            while (!await db.Database.SqlQueryRaw<bool>(SomebodyWaitsForMe).SingleAsync())
            {
                met.IsCompleted.ShouldBeFalse("it waits for what is held");
            }

            try
            {
                await db.Database.ExecuteSqlRawAsync(takes);
            }
            catch (Exception e) when (e.GetBaseException() is PostgresException { SqlState: PostgresErrorCodes.DeadlockDetected })
            {
                await transaction.RollbackAsync();
                await met;
                continue;
            }

            await transaction.CommitAsync();
            return await met;
        }

        throw new InvalidOperationException("They met ten times, and the other was never broken off.");
    }
}
