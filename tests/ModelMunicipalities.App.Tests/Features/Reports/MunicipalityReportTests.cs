namespace ModelMunicipalities.App.Tests.Features.Reports;

public class MunicipalityReportTests(DatabaseProvider provider) : OnEveryDatabase(provider)
{
    [Test]
    public async Task An_organisations_own_report_has_no_mean_beside_its_scores_that_it_could_take_its_group_out_of()
    {
        foreach (
            var (plan, columns) in new (Func<NetworkPlan, NetworkPlan>, int)[]
            {
                (Reporting.Scored, 2),
                (Reporting.ScoredByMany, 3),
            }
        )
        {
            var network = await BuildAsync(plan);
            var own = await network.DocumentAsync(
                await network.ReportAsync(
                    network["Luleå", Function.KeyPerson],
                    new
                    {
                        kind = "municipality",
                        organisation = "lulea",
                        format = "csv",
                        language = "sv",
                    }
                )
            );
            own.Tables.First(t => t.Rows.Count == 10).Columns.Count.ShouldBe(columns);
        }
    }
}
