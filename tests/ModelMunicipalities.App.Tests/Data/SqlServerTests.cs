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
        await using var server = Server.Start(DatabaseProvider.Sqlite);
        var network = await new NetworkPlan().Group("Piteå", "Luleå").Submitted("Luleå", "startup", "2222222222").BuildAsync(server);
        await network.SubmitAsync("Luleå", "bm1", "2222222222");
        (await network.Coordinator.Api.PostAsync(network.At("Luleå", "bm1", "/reopening"), new { reason = "fel" })).ShouldBeOk();
        (await network.Coordinator.Api.PostAsync(network.InNetwork("/people/invitations"), new { name = "Ny", email = "ny@lulea.example", organisation = "lulea", function = "manager" })).ShouldBe(HttpStatusCode.Created);
        (await network.Coordinator.Api.SendTextAsync(HttpMethod.Post, network.InCohort("/imports/assessments"), "organisation,occasion,step,score\nlulea,bm2,1,2\n", "text/csv")).ShouldBeOk();
        foreach (var member in new[] { network.Coordinator, network["Luleå", Function.KeyPerson], network["Piteå", Function.KeyPerson] })
        {
            await EverythingAsync(network, member);
        }

        using var sqlServer = Contexts.SqlServer();
        server.Queries.Asked.Count.ShouldBeGreaterThan(30);
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

    private static async Task EverythingAsync(TestNetwork network, Member member)
    {
        var meeting = await network.InDbAsync(db => Task.FromResult(db.Meetings.First().Id));
        string Fill(string parameter) => parameter switch
        {
            "network" => network.Slug,
            "cohort" => network.Cohort.Slug,
            "organisation" => "lulea",
            "occasion" => "bm1",
            "format" => "csv",
            "id" => $"{meeting}",
            "wanted" => "results",
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
