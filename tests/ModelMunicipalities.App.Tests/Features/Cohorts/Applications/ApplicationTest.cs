using ModelMunicipalities.Domain.Cohorts;

namespace ModelMunicipalities.App.Tests.Features.Cohorts;

/// <summary>What tests of applications share: a cohort that takes them.</summary>
public abstract class ApplicationTest(DatabaseProvider provider) : OnEveryDatabase(provider)
{
    private protected async Task<TestNetwork> MakeAsync(params string[] organisations)
    {
        var network = await BuildAsync(n => n.Outside(organisations).Stage(CohortStage.Application));
        await network.AskAsync();
        return network;
    }

    private protected static string Was(Page page) =>
        System.Text.RegularExpressions.Regex.Match(page.Html, "name=\"Was\" value=\"([^\"]*)\"").Groups[1].Value;

    private protected Task<TestNetwork> OpenToLuleaAsync(params string[] others) => MakeAsync([.. others, "Luleå"]);
}
