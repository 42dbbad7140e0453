using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.EntityFrameworkCore.Migrations.Operations;
using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace ModelMunicipalities.App.Tests.Data;

/// <summary>
/// What can be known of SQL Server without one: that it has an SQL for every query that the pages and the API ask. With
/// TEST_SQLSERVER every other test runs on it too.
/// </summary>
public class SqlServerTests
{
    [Test]
    public async Task Every_query_that_the_program_asks_can_be_asked_of_SQL_Server()
    {
        await using var server = Server.StartListening(DatabaseProvider.Sqlite);
        var network = await new NetworkPlan()
            .Group("Piteå", "Luleå")
            .Submitted("Luleå", "startup", "2222222222")
            .BuildAsync(server);
        await network.SubmitAsync("Luleå", "bm1", "2222222222");
        (await network.Coordinator.Api.PostAsync(network.At("Luleå", "bm1", "/reopening"), new { reason = "fel" })).ShouldBeOk();
        (
            await network.Coordinator.Api.PostAsync(
                network.InNetwork("/people/invitations"),
                new
                {
                    name = "Ny",
                    email = "ny@lulea.example",
                    organisation = "lulea",
                    function = "manager",
                }
            )
        ).ShouldBe(HttpStatusCode.Created);
        (
            await network.Coordinator.Api.SendTextAsync(
                HttpMethod.Post,
                network.InCohort("/imports/assessments"),
                "organisation,occasion,step,score\nlulea,bm2,1,2\n",
                "text/csv"
            )
        ).ShouldBeOk();
        (
            await network.CreateCohortAsync(
                new
                {
                    name = "2030",
                    template = "two-years",
                    start = "2030-01-14",
                }
            )
        ).ShouldBe(HttpStatusCode.Created);
        (
            await network.CreateCohortAsync(
                new
                {
                    name = "2032",
                    copyOf = "2030",
                    start = "2032-01-12",
                }
            )
        ).ShouldBe(HttpStatusCode.Created);
        var (api, at) = (network.Coordinator.Api, network.InNetwork("/cohorts/2030"));
        (
            await api.PostAsync(
                at + "/invitations",
                new
                {
                    codes = new[] { "2584" },
                    organisations = new[] { "lulea" },
                    parts = new[]
                    {
                        new
                        {
                            name = "Norr",
                            kind = "company",
                            parent = "lulea",
                        },
                    },
                }
            )
        ).ShouldBeOk();
        (
            await api.PostAsync(
                at + "/invitations/contacts",
                new
                {
                    contacts = new[]
                    {
                        new
                        {
                            organisation = "kiruna",
                            name = "Ny",
                            email = "ny@kiruna.example",
                        },
                    },
                }
            )
        ).ShouldBe(HttpStatusCode.NoContent);
        (await api.PutAsync(at + "/plan", Planning.Unchanged(await api.GetAsync(at + "/plan")), "\"1\"")).ShouldBeOk();
        (
            await api.PutAsync(
                at + "/criteria",
                new { instrument = "ten-step-2019", criteria = new[] { new { kind = "cemr" } } },
                "\"2\""
            )
        ).ShouldBeOk();
        (await api.PostWithVersionAsync(at + "/stage", new { stage = "application" }, "\"3\"")).ShouldBeOk();
        await network.ProposeAsync();
        await network.ProposeAsync();
        (
            await api.PutAsync(
                network.InCohort("/pairing/proposals/1"),
                new { locked = new[] { "lulea" } },
                (await api.GetAsync(network.InCohort("/pairing/proposals/1"))).ETag
            )
        ).ShouldBeOk();
        foreach (
            var member in new[]
            {
                network.Coordinator,
                network["Luleå", Function.KeyPerson],
                network["Piteå", Function.KeyPerson],
            }
        )
        {
            await EverythingAsync(network, member);
        }

        using var sqlServer = Contexts.SqlServer();
        server.Queries!.Asked.Count.ShouldBeGreaterThan(30);
        server.Queries.Asked.Select(query => Queries.WhyNot(sqlServer, query)).OfType<string>().Distinct().ShouldBeEmpty();
    }

    [Test]
    public void A_query_that_SQL_Server_cannot_answer_is_found_out()
    {
        using var sqlServer = Contexts.SqlServer();
        using var sqlite = Contexts.Sqlite();
        var query = sqlite.Organisations.Where(o => o.Name.GetHashCode() == 1);
        Queries.WhyNot(sqlServer, query.Expression).ShouldNotBeNull();
        Queries.WhyNot(sqlServer, sqlite.Organisations.Where(o => o.Name == "Luleå").Expression).ShouldBeNull();
    }

    [Test]
    public void The_migrations_are_SQL_of_every_version_that_is_served([Values] bool idempotent, [Values] bool newest)
    {
        using var db = Contexts.SqlServer();
        var script = db.GetService<IMigrator>()
            .GenerateScript(
                options: idempotent ? MigrationsSqlGenerationOptions.Idempotent : MigrationsSqlGenerationOptions.Default
            );
        script.ShouldContain("GO");
        Faults(script, newest).ShouldBeEmpty();
        Faults(script + "CREATE TABEL [X] ([Id] int);", newest).ShouldHaveSingleItem();
    }

    [Test]
    public void A_key_has_room_for_the_longest_that_it_may_hold()
    {
        // A clustered key holds 900 bytes, any other 1 700, and what has no end none.
        using var db = Contexts.SqlServer();
        var tables = db.GetService<IDesignTimeModel>().Model.GetRelationalModel().Tables.ToList();
        var keys = tables
            .SelectMany(t =>
                t.UniqueConstraints.Select(k =>
                    (k.Name, k.Columns, IsClustered: k.MappedKeys.First().IsClustered() ?? k.GetIsPrimaryKey())
                )
            )
            .Concat(
                tables.SelectMany(t =>
                    t.Indexes.Select(i => (i.Name, i.Columns, IsClustered: i.MappedIndexes.First().IsClustered() ?? false))
                )
            )
            .Select(k => (k.Name, k.IsClustered, Bytes: k.Columns.Sum(c => Bytes(c.StoreType))))
            .ToList();
        keys.Where(k => k.Bytes > (k.IsClustered ? 900 : 1700)).ShouldBeEmpty();
        keys.Count.ShouldBeGreaterThan(100);
        keys.Single(k => k.Name == "PK_AspNetUserPasskeys").ShouldBe(("PK_AspNetUserPasskeys", false, 1024));
    }

    [Test]
    public void Nothing_is_reached_on_two_ways_by_what_is_deleted()
    {
        // SQL Server refuses a foreign key that would make a second way (1785).
        using var db = Contexts.SqlServer();
        var goes = db.GetService<IDesignTimeModel>()
            .Model.GetRelationalModel()
            .Tables.SelectMany(t => t.ForeignKeyConstraints)
            .Where(f =>
                f.OnDeleteAction is ReferentialAction.Cascade or ReferentialAction.SetNull or ReferentialAction.SetDefault
            )
            .ToLookup(f => f.PrincipalTable.Name, f => f.Table.Name);
        goes.Count.ShouldBeGreaterThan(5);
        goes.Select(g => g.Key)
            .SelectMany(from =>
                Reached(from, []).GroupBy(to => to).Where(ways => ways.Count() > 1).Select(ways => $"{from}: {ways.Key}")
            )
            .ShouldBeEmpty();

        IEnumerable<string> Reached(string from, string[] before) =>
            before.Contains(from) ? [from] : goes[from].SelectMany(to => Reached(to, [.. before, from]).Prepend(to));
    }

    [Test]
    public void A_database_that_the_program_makes_is_read_without_waiting()
    {
        using var db = Contexts.SqlServer();
        var made = db.GetService<IMigrationsSqlGenerator>().Generate([new SqlServerCreateDatabaseOperation { Name = "portal" }]);
        string.Concat(made.Select(c => c.CommandText)).ShouldContain("ALTER DATABASE [portal] SET READ_COMMITTED_SNAPSHOT ON");
    }

    [Test]
    public void What_a_database_made_by_somebody_else_lacks_is_said()
    {
        new SqlServerState("portal", true, 160).Warnings().ShouldBeEmpty();
        new SqlServerState("portal", null, null).Warnings().ShouldBeEmpty();
        new SqlServerState("portal", false, 130)
            .Warnings()
            .ShouldHaveSingleItem()
            .ShouldEndWith("ALTER DATABASE [portal] SET READ_COMMITTED_SNAPSHOT ON WITH ROLLBACK IMMEDIATE.");
        new SqlServerState("portal", true, 120)
            .Warnings()
            .ShouldHaveSingleItem()
            .ShouldContain("ALTER DATABASE [portal] SET COMPATIBILITY_LEVEL = 130");
        using var db = Contexts.SqlServer();
        Faults(SqlServerState.Of(db).ToQueryString(), newest: false).ShouldBeEmpty();
    }

    private static List<string> Faults(string script, bool newest)
    {
        TSqlParser parser = newest
            ? new TSql180Parser(initialQuotedIdentifiers: true)
            : new TSql130Parser(initialQuotedIdentifiers: true);
        parser.Parse(new StringReader(script), out var errors);
        return [.. errors.Select(e => $"{e.Line}: {e.Message}")];
    }

    private static int Bytes(string type) =>
        (
            Regex.Match(type, @"^(\w+)(\((\w+)\))?$") is { Success: true } found
                ? (found.Groups[1].Value, found.Groups[3].Value)
                : (type, "")
        ) switch
        {
            (_, "max") => int.MaxValue / 100,
            ("nvarchar" or "nchar", var length) => 2 * int.Parse(length, CultureInfo.InvariantCulture),
            ("varchar" or "char" or "varbinary" or "binary", var length) => int.Parse(length, CultureInfo.InvariantCulture),
            ("uniqueidentifier", _) => 16,
            ("datetimeoffset", _) => 10,
            ("bigint" or "datetime2" or "float", _) => 8,
            ("int" or "date" or "real", _) => 4,
            ("smallint", _) => 2,
            ("bit" or "tinyint", _) => 1,
            _ => throw new InvalidOperationException($"How long is {type}?"),
        };

    private static async Task EverythingAsync(TestNetwork network, Member member)
    {
        var meeting = await network.InDbAsync(db => Task.FromResult(db.Meetings.First().Id));
        string Fill(string parameter) =>
            parameter switch
            {
                "network" => network.Slug,
                "cohort" => network.Cohort.Slug,
                "organisation" => "lulea",
                "occasion" => "bm1",
                "format" => "csv",
                "id" => $"{meeting}",
                "wanted" => "results",
                "number" => "1",
                "other" => "2",
                _ => "none",
            };
        foreach (var route in Routes.OfApi(network.Server).Where(r => r.Method == "GET"))
        {
            await member.Api.GetAsync(route.Fill(Fill));
        }

        await member.Api.GetAsync(network.InCohort("/benchmark?basis=respondents"));
        await member.Api.GetAsync(network.InCohort("/participants?role=mentor"));
        var reader = await member.ReaderAsync();
        foreach (var route in (await Routes.OfPortalAsync(network.Server)).Where(r => r.Method == "GET"))
        {
            await reader.GetAsync(route.Fill(Fill));
        }
    }
}
