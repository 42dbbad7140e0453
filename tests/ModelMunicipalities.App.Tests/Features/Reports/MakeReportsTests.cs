using Microsoft.EntityFrameworkCore;
using ModelMunicipalities.Domain.Reports;

namespace ModelMunicipalities.App.Tests.Features.Reports;

public class MakeReportsTests(DatabaseProvider provider) : ReportTest(provider)
{
    [Test]
    public async Task Two_nodes_make_each_report_once()
    {
        var network = await ScoredAsync();
        foreach (var name in Reporting.Names)
        {
            await network.AskAsync(
                network.Coordinator,
                new
                {
                    kind = "municipality",
                    organisation = network[name].Slug,
                    format = "csv",
                    language = "sv",
                }
            );
        }

        (await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => network.MakeReportsAsync())))
            .Sum()
            .ShouldBe(Reporting.Names.Count);
        (await network.MailsAsync()).Count.ShouldBe(Reporting.Names.Count);
        (await network.InDbAsync(db => db.Reports.CountAsync(r => r.Status == ReportStatus.Ready && r.Tries == 1))).ShouldBe(
            Reporting.Names.Count
        );
    }

    [Test]
    public async Task A_report_whose_node_died_is_taken_over_and_in_the_end_given_up()
    {
        var network = await ScoredAsync();
        var address = await network.AskAsync(
            network.Coordinator,
            new
            {
                kind = "cohort",
                format = "csv",
                language = "sv",
            }
        );
        await LeaveAsync(DateTimeOffset.UtcNow.AddMinutes(4), 1);
        (await network.MakeReportsAsync()).ShouldBe(0);
        await LeaveAsync(DateTimeOffset.UtcNow.AddMinutes(-1), 1);
        (await network.MakeReportsAsync()).ShouldBe(1);
        (await network.Coordinator.Api.GetAsync(address))["status"]!.ToString().ShouldBe("ready");

        await LeaveAsync(DateTimeOffset.UtcNow.AddMinutes(-1), Report.MostTries);
        await network.MakeReportsAsync();
        var failed = (await network.Coordinator.Api.GetAsync(address)).ShouldBeOk();
        failed["status"]!.ToString().ShouldBe("failed");
        failed["error"]!.ToString().ShouldNotBeEmpty();
        (await network.Coordinator.Api.PostAsync(address + "/retry")).ShouldBe(HttpStatusCode.NoContent);
        await network.MakeReportsAsync();
        (await network.Coordinator.Api.GetAsync(address))["status"]!.ToString().ShouldBe("ready");
        (await network.Coordinator.Api.PostAsync(address + "/retry")).ShouldBeRefused(HttpStatusCode.Conflict, "ReportIsReady");

        Task LeaveAsync(DateTimeOffset until, int tries) =>
            network.ChangeAsync(async db =>
            {
                var report = await db.Reports.SingleAsync();
                (report.Status, report.LeasedUntil, report.Tries) = (ReportStatus.Making, until, tries);
            });
    }

    [Test]
    public async Task Without_Node_the_report_says_why_and_is_there_as_a_page_and_as_sheets()
    {
        await using var server = Server.Start(Server.Provider, ("Reports:Node", "/nowhere/node"));
        var network = await new NetworkPlan()
            .Group("Piteå", "Luleå")
            .Submitted("Luleå", "startup", "2222222222")
            .BuildAsync(server);
        var address = await network.ReportAsync(
            network.Coordinator,
            new
            {
                kind = "municipality",
                organisation = "lulea",
                format = "pdf",
                language = "sv",
            }
        );
        var failed = (await network.Coordinator.Api.GetAsync(address)).ShouldBeOk();
        failed["status"]!.ToString().ShouldBe("failed");
        failed["error"]!.ToString().ShouldContain("Node.js");
        var page = await (await network.Coordinator.ReaderAsync()).GetAsync(
            "/" + network.Slug + "/reports/" + address.Split('/')[^1]
        );
        page.Text.ShouldContain("Summan är 20 av 30");
        page.Text.ShouldContain("skriva ut sidan");
        var sheet = await network.ReportAsync(
            network.Coordinator,
            new
            {
                kind = "municipality",
                organisation = "lulea",
                format = "xlsx",
                language = "sv",
            }
        );
        (await network.Coordinator.Api.GetAsync(sheet + "/file")).ShouldBeOk();
        (await new Api(server).GetAsync("/health/ready")).Text.ShouldContain("Node.js");
    }

    [Test]
    public async Task A_report_costs_the_same_questions_whatever_the_cohorts_size()
    {
        async Task<int> CountAsync(int organisations)
        {
            var network = await BuildAsync(n => n.Participants(Enumerable.Range(1, organisations).Select(i => $"Kommun {i:00}")));
            await network.AskAsync(
                network.Coordinator,
                new
                {
                    kind = "cohort",
                    format = "csv",
                    language = "sv",
                }
            );
            return (await SqlLog.CountAsync(network.MakeReportsAsync)).Sql.Count;
        }

        var few = await CountAsync(5);
        (await CountAsync(40)).ShouldBe(few);
    }
}
