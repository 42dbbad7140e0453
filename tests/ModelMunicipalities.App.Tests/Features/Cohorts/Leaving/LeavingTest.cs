namespace ModelMunicipalities.App.Tests.Features.Cohorts;

/// <summary>What tests of leaving a cohort share: how it is done.</summary>
public abstract class LeavingTest(DatabaseProvider provider) : OnEveryDatabase(provider)
{
    private protected const string Reason = "Vi har varken tid eller folk.";

    private protected static Task<Reply> LeaveAsync(Member member, TestNetwork network, string organisation) =>
        member.Api.PostAsync(network.Of(organisation, "/withdrawal"), new { reason = Reason });
}
