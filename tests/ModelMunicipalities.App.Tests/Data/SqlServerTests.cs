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
        var network = await new NetworkPlan().Group("Piteå", "Luleå").Submitted("Luleå", "startup", "2222222222").BuildAsync(server);
        await network.SubmitAsync("Luleå", "bm1", "2222222222");
        (await network.Coordinator.Api.PostAsync(network.At("Luleå", "bm1", "/reopening"), new { reason = "fel" })).ShouldBeOk();
        (await network.Coordinator.Api.PostAsync(network.InNetwork("/people/invitations"), new { name = "Ny", email = "ny@lulea.example", organisation = "lulea", function = "manager" })).ShouldBe(HttpStatusCode.Created);
        (await network.Coordinator.Api.SendTextAsync(HttpMethod.Post, network.InCohort("/imports/assessments"), "organisation,occasion,step,score\nlulea,bm2,1,2\n", "text/csv")).ShouldBeOk();
        (await network.CreateCohortAsync(new { name = "2030", template = "two-years", start = "2030-01-14" })).ShouldBe(HttpStatusCode.Created);
        (await network.CreateCohortAsync(new { name = "2032", copyOf = "2030", start = "2032-01-12" })).ShouldBe(HttpStatusCode.Created);
        var (api, at) = (network.Coordinator.Api, network.InNetwork("/cohorts/2030"));
        (await api.PostAsync(at + "/invitations", new { codes = new[] { "2584" }, organisations = new[] { "lulea" }, parts = new[] { new { name = "Norr", kind = "company", parent = "lulea" } } })).ShouldBeOk();
        (await api.PostAsync(at + "/invitations/contacts", new { contacts = new[] { new { organisation = "kiruna", name = "Ny", email = "ny@kiruna.example" } } })).ShouldBe(HttpStatusCode.NoContent);
        (await api.PutAsync(at + "/plan", Planning.Unchanged(await api.GetAsync(at + "/plan")), "\"1\"")).ShouldBeOk();
        (await api.PutAsync(at + "/criteria", new { instrument = "ten-step-2019", criteria = new[] { new { kind = "cemr" } } }, "\"2\"")).ShouldBeOk();
        (await api.PostWithVersionAsync(at + "/stage", new { stage = "application" }, "\"3\"")).ShouldBeOk();
        await network.ProposeAsync();
        await network.ProposeAsync();
        (await api.PutAsync(network.InCohort("/pairing/proposals/1"), new { locked = new[] { "lulea" } }, (await api.GetAsync(network.InCohort("/pairing/proposals/1"))).ETag)).ShouldBeOk();
        foreach (var member in new[] { network.Coordinator, network["Luleå", Function.KeyPerson], network["Piteå", Function.KeyPerson] })
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
