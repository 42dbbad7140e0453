using ModelMunicipalities.Domain.Cohorts;

namespace ModelMunicipalities.App.Tests.Features.Cohorts;

/// <summary>What tests of organisations invited to a cohort share: one that is planned.</summary>
public abstract class InvitingTest(DatabaseProvider provider) : OnEveryDatabase(provider)
{
    private protected const string Kiruna = "2584";

    private protected Task<TestNetwork> PlannedAsync(Func<NetworkPlan, NetworkPlan>? plan = null) =>
        BuildAsync(n => (plan?.Invoke(n) ?? n).Stage(CohortStage.Planning)).WithCriteriaAsync();
}
