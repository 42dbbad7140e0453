namespace ModelMunicipalities.App.Tests.Features.Cohorts;

/// <summary>What tests of a cohort and its plan share: how one is made, and what its forms hold.</summary>
public abstract class CohortTest(DatabaseProvider provider) : OnEveryDatabase(provider)
{
    /// <summary>A network with a cohort 2028 that is being planned.</summary>
    private protected async Task<(TestNetwork Network, string At, Reply Plan)> MadeAsync()
    {
        var network = await BuildAsync(n => n);
        (
            await network.CreateCohortAsync(
                new
                {
                    name = "2028",
                    template = "three-meetings",
                    start = "2028-03-13",
                }
            )
        ).ShouldBe(HttpStatusCode.Created);
        var at = network.InNetwork("/cohorts/2028");
        return (network, at, (await network.Coordinator.Api.GetAsync(at + "/plan")).ShouldBeOk());
    }

    /// <summary>The tag of a field by its name or its id.</summary>
    private protected static string Input(Page page, string name) =>
        System
            .Text.RegularExpressions.Regex.Matches(page.Html, "<input[^>]*>")
            .Select(m => m.Value)
            .Single(tag => tag.Contains($" name=\"{name}\"") || tag.Contains($" id=\"{name}\""));
}
