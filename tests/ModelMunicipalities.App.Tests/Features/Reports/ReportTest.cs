using Microsoft.EntityFrameworkCore;

namespace ModelMunicipalities.App.Tests.Features.Reports;

/// <summary>What tests of reports share: a cohort with scores, and when it began.</summary>
public abstract class ReportTest(DatabaseProvider provider) : OnEveryDatabase(provider)
{
    private protected Task<TestNetwork> ScoredAsync() => BuildAsync(Reporting.Scored);

    /// <summary>Lets the cohort have begun at a time.</summary>
    private protected static Task OpenedAsync(TestNetwork network, DateTimeOffset at) =>
        network.ChangeAsync(async db => (await db.Occasions.SingleAsync(o => o.Key == "startup")).OpensAt = at);
}
