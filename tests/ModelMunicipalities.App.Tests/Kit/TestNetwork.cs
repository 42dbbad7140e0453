using Microsoft.Extensions.DependencyInjection;
using ModelMunicipalities.App.Features.Assessments;
using ModelMunicipalities.App.Platform;
using ModelMunicipalities.App.Platform.Jobs;
using ModelMunicipalities.Domain.Cohorts;
using ModelMunicipalities.Domain.Networks;

namespace ModelMunicipalities.App.Tests.Kit;

/// <summary>A network that a test has made, its people and its addresses.</summary>
public sealed class TestNetwork(
    Server server,
    Network network,
    Cohort cohort,
    Dictionary<string, Organisation> organisations,
    IReadOnlyList<(string? Organisation, Function? Function, NetworkRole? Role, Member Member)> people
)
{
    public Server Server => server;

    public Network Network => network;

    public string Slug => network.Slug;

    public Cohort Cohort => cohort;

    public IReadOnlyCollection<Organisation> Organisations => organisations.Values;

    public IEnumerable<Member> People => people.Select(p => p.Member);

    public Member Coordinator => people.First(p => p.Role == NetworkRole.Coordinator).Member;

    public Member Observer => people.First(p => p.Role == NetworkRole.Observer).Member;

    public Member this[string organisation, Function function] =>
        people.First(p => p.Organisation == organisation && p.Function == function).Member;

    public Organisation this[string organisation] => organisations[organisation];

    /// <summary>An address of the API in this network.</summary>
    public string InNetwork(string path = "") => $"/api/v1/networks/{Slug}{path}";

    public string InCohort(string path = "") => InNetwork($"/cohorts/{cohort.Slug}{path}");

    public string Of(string organisation, string path = "") =>
        InCohort($"/organisations/{organisations[organisation].Slug}{path}");

    public string At(string organisation, string occasion, string path = "") =>
        Of(organisation, $"/assessments/{occasion}{path}");

    /// <summary>An address of the portal.</summary>
    public string Page(string path = "") => $"/{Slug}{path}";

    public string CohortPage(string path = "") => Page($"/cohorts/{cohort.Slug}{path}");

    public string PageOf(string organisation, string path = "") =>
        CohortPage($"/organisations/{organisations[organisation].Slug}{path}");

    public string PageAt(string organisation, string occasion, string path = "") =>
        PageOf(organisation, $"/assessments/{occasion}{path}");

    public Task<T> InDbAsync<T>(Func<AppDb, Task<T>> act) => server.InDbAsync(network, act);

    /// <summary>Sends a request as the network's jobs do.</summary>
    public Task<Outcome<T>> AsJobAsync<T>(IUse<T> request) =>
        server.Services.GetRequiredService<NetworkJobs>().SendAsync(Slug, request);

    /// <summary>Makes the figures that are due, as the job does every few minutes.</summary>
    public async Task<int> PublishAsync() => (await AsJobAsync(new PublishFigures.Command())).Value;

    /// <summary>Changes something in the database that no use case does: a date, a setting.</summary>
    public Task ChangeAsync(Func<AppDb, Task> change) => server.InDbAsync(network, async db =>
        {
            await change(db);
            return await db.SaveChangesAsync();
        });
}

/// <summary>Bodies of requests.</summary>
internal static class Body
{
    /// <summary>An answer to each step, one digit each; <c>0</c> leaves the step out.</summary>
    public static object Scores(string digits) =>
        new { scores = digits.Select((d, i) => new { step = i + 1, score = d - '0' }).Where(s => s.score != 0) };

    public static object Score(int step, int score) => new { scores = new[] { new { step, score } } };
}

/// <summary>Tests that run on every database.</summary>
[TestFixtureSource(typeof(Databases), nameof(Databases.All))]
public abstract class OnEveryDatabase(DatabaseProvider provider) : OnDatabase(provider);

/// <summary>Tests of what no database has a part in, such as who may do what: they run on the embedded one.</summary>
public abstract class OnOneDatabase() : OnDatabase(DatabaseProvider.Sqlite);

/// <summary>Tests over HTTP on the server of a database.</summary>
public abstract class OnDatabase(DatabaseProvider provider)
{
    protected Server Server => Server.On(provider);

    protected Api Guest => new(Server);

    protected Task<TestNetwork> BuildAsync(Func<NetworkPlan, NetworkPlan> plan) => plan(new NetworkPlan()).BuildAsync(Server);
}
