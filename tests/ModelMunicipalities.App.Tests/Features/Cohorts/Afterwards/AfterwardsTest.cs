namespace ModelMunicipalities.App.Tests.Features.Cohorts;

/// <summary>What tests of the time after a cohort share: how one says what comes.</summary>
public abstract class AfterwardsTest(DatabaseProvider provider) : OnEveryDatabase(provider)
{
    private protected static Task<Reply> StateAsync(
        Member member,
        TestNetwork network,
        string organisation,
        object body,
        string? ifMatch = null
    ) => member.Api.PutAsync(network.Of(organisation, "/afterwards"), body, ifMatch);
}
