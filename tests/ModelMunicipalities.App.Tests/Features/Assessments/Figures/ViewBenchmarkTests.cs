using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using ModelMunicipalities.Domain.Tests.Kit;

namespace ModelMunicipalities.App.Tests.Features.Assessments;

public class ViewBenchmarkTests(DatabaseProvider provider) : OnEveryDatabase(provider)
{
    [Test]
    public async Task Five_organisations_are_shown_and_four_are_not()
    {
        var network = await BuildAsync(n =>
            Submit(
                n.Open("bm2"),
                ("startup", ["1222222222", "2222222222", "2222222222", "3222222222"]),
                ("bm1", ["1222222222", "2222222222", "2222222222", "3222222222", "3222222222"])
            )
        );
        var cells = await CellsAsync(network, network.Observer);

        var four = cells[(1, "startup")];
        four["suppressed"]!.GetValue<bool>().ShouldBeTrue();
        new[] { "n", "mean", "distribution", "change", "changeBoth", "nBoth", "responseRate" }.ShouldAllBe(field =>
            four[field] == null
        );

        var five = cells[(1, "bm1")];
        (five["suppressed"]!.GetValue<bool>(), five["n"]!.GetValue<int>(), five["mean"]!.GetValue<double>()).ShouldBe(
            (false, 5, 2.2)
        );
        five["distribution"]!.ToJsonString().ShouldBe("""{"1":1,"2":2,"3":2}""");
        five["change"].ShouldBeNull("there is nothing shown to have changed from");
    }

    [Test]
    public async Task A_network_may_show_from_three()
    {
        var network = await BuildAsync(n => Submit(n.MinimumCell(3), ("startup", ["1222222222", "2222222222", "3222222222"])));
        (await CellsAsync(network, network.Observer))[(1, "startup")]["n"]!.GetValue<int>().ShouldBe(3);
    }

    [Test]
    public async Task Mentors_are_not_counted_and_one_that_leaves_stays_where_it_took_part()
    {
        var network = await BuildAsync(n =>
            Submit(
                n.Group("Piteå").Submitted("Piteå", "startup", "3333333333"),
                ("startup", ["1222222222", "1222222222", "1222222222", "1222222222", "1222222222", "3222222222"])
            )
        );
        (await CellsAsync(network, network.Observer))[(1, "startup")]["n"]!.GetValue<int>().ShouldBe(6);

        await network.ChangeAsync(async db =>
        {
            db.Participations.Single(p => p.OrganisationId == network["Kommun 06"].Id).WithdrawnAt = DateTimeOffset.UtcNow;
            await Task.CompletedTask;
        });
        (await network.PublishAsync()).ShouldBe(0);
        var left = (await CellsAsync(network, network.Observer))[(1, "startup")];
        (left["n"]!.GetValue<int>(), left["responseRate"]!.GetValue<double>()).ShouldBe((6, 1.0));
    }

    [Test]
    public async Task One_that_leaves_before_figures_are_made_of_what_it_took_part_in_is_counted_in_them()
    {
        var network = await BuildAsync(n => Submit(n, ("bm1", [.. Enumerable.Repeat("1222222222", 5), "3222222222"])));
        await network.ChangeAsync(async db =>
        {
            var bm1 = await db.Occasions.SingleAsync(o => o.Key == "bm1");
            (bm1.StartsAt, bm1.EndsAt) = (DateTimeOffset.UtcNow.AddDays(-3), DateTimeOffset.UtcNow.AddDays(-1));
            db.Participations.Single(p => p.OrganisationId == network["Kommun 06"].Id).WithdrawnAt = DateTimeOffset.UtcNow;
        });
        await network.PublishAsync();
        var cell = (await CellsAsync(network, network.Observer))[(1, "bm1")];
        (cell["n"]!.GetValue<int>(), cell["responseRate"]!.GetValue<double>()).ShouldBe((6, 1.0));
    }

    [Test]
    public async Task One_that_left_before_an_occasion_was_over_is_not_counted_in_it()
    {
        var network = await BuildAsync(n =>
            Submit(n, ("bm1", ["1222222222", "1222222222", "1222222222", "1222222222", "1222222222", "3222222222"]))
        );
        await network.ChangeAsync(async db =>
        {
            db.Participations.Single(p => p.OrganisationId == network["Kommun 06"].Id).WithdrawnAt = DateTimeOffset.UtcNow;
            await Task.CompletedTask;
        });
        var cell = await Clock.AtAsync(DateTimeOffset.UtcNow.AddDays(40), async () =>
        {
            await network.PublishAsync();
            return (await CellsAsync(network, network.Observer))[(1, "bm1")];
        });
        (cell["n"]!.GetValue<int>(), cell["mean"]!.GetValue<double>()).ShouldBe((5, 1.0));
    }

    [Test]
    public async Task An_occasion_that_is_over_and_not_published_is_withheld_from_everybody()
    {
        var network = await BuildAsync(n =>
            Submit(n, ("bm1", ["1222222222", "1222222222", "1222222222", "1222222222", "1222222222"]))
        );
        await network.ChangeAsync(async db =>
        {
            var bm1 = await db.Occasions.SingleAsync(o => o.Key == "bm1");
            (bm1.StartsAt, bm1.EndsAt) = (DateTimeOffset.UtcNow.AddDays(-3), DateTimeOffset.UtcNow.AddDays(-1));
        });
        var before = (await CellsAsync(network, network.Coordinator))[(1, "bm1")];
        await network.PublishAsync();
        var after = (await CellsAsync(network, network.Coordinator))[(1, "bm1")];
        (before["suppressed"]!.GetValue<bool>(), after["suppressed"]!.GetValue<bool>()).ShouldBe((true, false));
    }

    [Test]
    public async Task A_member_is_not_told_what_is_left_when_her_group_is_taken_away()
    {
        string[] scores = ["1222222222", "1222222222", "2222222222", "2222222222", "3222222222", "3222222222", "3222222222"];
        var network = await BuildAsync(n =>
            scores
                .Index()
                .Aggregate(
                    n.Group("Piteå", "Luleå", "Boden", "Skellefteå")
                        .Peers("Vännäs")
                        .Participants("Kommun 01", "Kommun 02", "Kommun 03"),
                    (plan, s) =>
                        plan.Submitted(
                            new[] { "Luleå", "Boden", "Skellefteå", "Vännäs", "Kommun 01", "Kommun 02", "Kommun 03" }[s.Index],
                            "startup",
                            s.Item
                        )
                )
        );
        foreach (var member in new[] { network["Luleå", Function.KeyPerson], network["Piteå", Function.Manager] })
        {
            var cell = (await CellsAsync(network, member))[(1, "startup")];
            (cell["suppressed"]!.GetValue<bool>(), cell["n"], cell["responseRate"]).ShouldBe(
                (true, null, null),
                "four are left without the three of the group"
            );
        }

        foreach (var member in new[] { network["Vännäs", Function.KeyPerson], network.Observer, network.Coordinator })
        {
            (await CellsAsync(network, member))[(1, "startup")]["n"]!.GetValue<int>().ShouldBe(7);
        }

        // What she has read in a function that she has left she knows all the same.
        var one = network["Vännäs", Function.KeyPerson];
        await network.ChangeAsync(db =>
        {
            db.Memberships.Add(
                new()
                {
                    PersonId = one.Id,
                    OrganisationId = network["Luleå"].Id,
                    Function = Function.Manager,
                    Since = DateTimeOffset.UtcNow.AddYears(-1),
                    EndedAt = DateTimeOffset.UtcNow,
                }
            );
            return Task.CompletedTask;
        });
        (await CellsAsync(network, one))[(1, "startup")]["suppressed"]!.GetValue<bool>().ShouldBeTrue();
    }

    [Test]
    public async Task Figures_are_made_anew_only_when_enough_organisations_differ()
    {
        var network = await BuildAsync(n => Submit(n, ("startup", [.. Enumerable.Repeat("1222222222", 12)])));
        async Task<double> ImportAsync(int organisations)
        {
            var sheet =
                "organisation,occasion,step,score,comment\n"
                + string.Join('\n', Enumerable.Range(1, organisations).Select(i => $"kommun-{i:00},startup,1,3,"));
            (
                await network.Coordinator.Api.SendAsync(
                    HttpMethod.Post,
                    network.InCohort("/imports/assessments"),
                    new StringContent(sheet, System.Text.Encoding.UTF8, "text/csv")
                )
            ).ShouldBeOk();
            return (await CellsAsync(network, network.Observer))[(1, "startup")]["mean"]!.GetValue<double>();
        }

        (await ImportAsync(2)).ShouldBe(1.0, "two would be told of");
        (await ImportAsync(6)).ShouldBe(2.0, "six are enough");
        (await ImportAsync(7)).ShouldBe(2.0, "the seventh would be told of by what was shown before");
    }

    [Test]
    public async Task An_occasion_that_is_going_on_is_withheld_from_all_but_the_coordinator()
    {
        var network = await BuildAsync(n =>
            Submit(n.Group("Piteå", "Luleå"), ("bm1", ["1222222222", "2222222222", "2222222222", "3222222222", "3222222222"]))
        );
        foreach (
            var member in new[] { network.Observer, network["Luleå", Function.KeyPerson], network["Piteå", Function.KeyPerson] }
        )
        {
            (await CellsAsync(network, member))[(1, "bm1")]["suppressed"]!.GetValue<bool>().ShouldBeTrue();
        }

        (await CellsAsync(network, network.Coordinator))[(1, "bm1")]["n"]!.GetValue<int>().ShouldBe(5);
    }

    [Test]
    public async Task A_closed_cohort_is_shown_though_its_last_round_was_cut_short()
    {
        var network = await BuildAsync(n =>
            Submit(n, ("bm1", ["1222222222", "2222222222", "2222222222", "3222222222", "3222222222"]))
        );
        await network.ChangeAsync(async db =>
        {
            db.Cohorts.Single().ClosedAt = DateTimeOffset.UtcNow;
            await Task.CompletedTask;
        });
        await network.PublishAsync();
        (await CellsAsync(network, network.Observer))[(1, "bm1")]["n"]!.GetValue<int>().ShouldBe(5);
    }

    [Test]
    public async Task A_reopened_assessment_moves_no_figure()
    {
        var network = await BuildAsync(n =>
            Submit(n, ("startup", ["1222222222", "2222222222", "2222222222", "3222222222", "3222222222"]))
        );
        (
            await network.Coordinator.Api.PostAsync(network.At("Kommun 01", "startup", "/reopening"), new { reason = "fel" })
        ).ShouldBeOk();
        (await network.PublishAsync()).ShouldBe(0);
        var cell = (await CellsAsync(network, network.Observer))[(1, "startup")];
        (cell["n"]!.GetValue<int>(), cell["mean"]!.GetValue<double>()).ShouldBe((5, 2.2));
    }

    [Test]
    public async Task The_change_is_shown_for_all_and_for_those_who_answered_both_times()
    {
        var network = await BuildAsync(n =>
            Submit(
                n.Open("bm2"),
                ("startup", ["1222222222", "1222222222", "1222222222", "1222222222", "1222222222"]),
                (
                    "bm1",
                    [
                        "2222222222",
                        "2222222222",
                        "2222222222",
                        "2222222222",
                        "1222222222",
                        "3222222222",
                        "3222222222",
                        "3222222222",
                        "3222222222",
                        "3222222222",
                    ]
                )
            )
        );
        var cell = (await CellsAsync(network, network.Observer))[(1, "bm1")];
        cell["change"]!.GetValue<double>().ShouldBe(1.4, 1e-9);
        (cell["changeBoth"]!.GetValue<double>(), cell["nBoth"]!.GetValue<int>()).ShouldBe((0.8, 5));
    }

    [Test]
    public async Task A_network_that_raises_its_minimum_shows_less_at_once()
    {
        var network = await BuildAsync(n => Submit(n.MinimumCell(3), ("startup", [.. Enumerable.Repeat("1222222222", 4)])));
        (await CellsAsync(network, network.Observer))[(1, "startup")]["n"]!.GetValue<int>().ShouldBe(4);
        await network.ChangeAsync(async db => (await db.Networks.SingleAsync(n => n.Id == network.Network.Id)).MinimumCell = 5);
        (await CellsAsync(network, network.Coordinator))[(1, "startup")]["suppressed"]!.GetValue<bool>().ShouldBeTrue();
    }

    [Test]
    public async Task Both_changes_are_of_the_same_period_which_their_heads_name()
    {
        string[] Alike(int score) => [.. Enumerable.Repeat($"{score}222222222", 6)];
        var network = await BuildAsync(n => Submit(n.Open("bm3"), ("startup", Alike(1)), ("bm1", Alike(3)), ("bm2", Alike(2))));
        var cell = (await CellsAsync(network, network.Observer))[(1, "bm2")];
        (cell["change"]!.GetValue<double>(), cell["changeBoth"]!.GetValue<double>(), cell["changeSince"]!.ToString()).ShouldBe(
            (-1.0, -1.0, "bm1")
        );

        var page = (await (await network.Observer.ReaderAsync()).GetAsync(network.CohortPage("/benchmark"))).ShouldBeOk().Html;
        page.ShouldContain(">Ändring BM 1 till BM 2</th>");
        page.ShouldContain(">Ändring BM 1 till BM 2, båda</th>");
        var report = await network.DocumentAsync(
            await network.ReportAsync(
                network.Coordinator,
                new
                {
                    kind = "cohort",
                    format = "csv",
                    language = "sv",
                }
            )
        );
        var table = report.Tables.First(t => t.Rows.Count == 10 && t.Columns.Any(c => c.Head == "Ändring BM 1 till BM 2, båda"));
        table.Columns.Select(c => c.Head).ShouldContain("Ändring BM 1 till BM 2");
        table.Rows[0].TakeLast(2).Select(c => c.Value).ShouldBe([-1.0, -1.0]);
    }

    [Test]
    public async Task The_change_of_those_who_answered_both_times_is_withheld_when_it_would_tell_who_did_not()
    {
        var network = await BuildAsync(n =>
            Submit(
                n.Open("bm2"),
                ("startup", ["1222222222", "1222222222", "1222222222", "1222222222", "1222222222", "3222222222"]),
                ("bm1", ["2222222222", "2222222222", "2222222222", "2222222222", "2222222222"])
            )
        );
        var cell = (await CellsAsync(network, network.Observer))[(1, "bm1")];
        (cell["suppressed"]!.GetValue<bool>(), cell["change"] is null, cell["changeBoth"], cell["nBoth"]).ShouldBe(
            (false, false, null, null)
        );
    }

    [Test]
    public async Task A_person_who_missed_an_occasion_is_not_told_by_what_her_colleagues_answered()
    {
        var network = await BuildAsync(n =>
            Enumerable
                .Range(1, 5)
                .Aggregate(n.Open("bm2").Participants(Enumerable.Range(1, 5).Select(i => $"Kommun {i:00}")), (plan, i) =>
                    Assessment.Functions.Aggregate(plan, (p, f) =>
                    {
                        p = p.HandedIn($"Kommun {i:00}", "startup", f, "2222222222");
                        return i == 1 && f == Function.Politician ? p : p.HandedIn($"Kommun {i:00}", "bm1", f, "3222222222");
                    })
                )
        );
        var cells = await CellsAsync(network, network.Observer, "?basis=respondents");
        (
            cells[(1, "startup")]["n"]!.GetValue<int>(),
            cells[(1, "bm1")]["n"]!.GetValue<int>(),
            cells[(1, "bm1")]["changeBoth"]
        ).ShouldBe((15, 14, null));
    }

    [Test]
    public async Task Drafts_are_not_counted_among_respondents()
    {
        var network = await BuildAsync(n =>
            Enumerable
                .Range(1, 5)
                .Aggregate(
                    n.Group("Piteå", "Luleå").Participants(Enumerable.Range(1, 5).Select(i => $"Kommun {i:00}")),
                    (plan, i) => plan.HandedIn($"Kommun {i:00}", "bm1", Function.Manager, "2222222222")
                )
        );
        await network.ScoreAsync("Luleå", "bm1", Function.Manager, "3333333333");
        (await CellsAsync(network, network.Coordinator, "?basis=respondents"))[(1, "bm1")]["suppressed"]!
            .GetValue<bool>()
            .ShouldBeTrue("one handed in after another, the figures would tell what each did");
        var cells = await Clock.AtAsync(DateTimeOffset.UtcNow.AddDays(40), async () =>
        {
            await network.PublishAsync();
            return await CellsAsync(network, network.Coordinator, "?basis=respondents");
        });
        cells[(1, "bm1")]["n"]!.GetValue<int>().ShouldBe(5);
    }

    [Test]
    public async Task The_means_of_the_report_on_2017_and_2018_come_out_as_printed()
    {
        // Fifteen participants and six mentors, three persons in each, all counted as respondents.
        var names = Enumerable.Range(1, 21).Select(i => $"Kommun {i:00}").ToList();
        var network = await BuildAsync(n =>
        {
            n = n.Instrument("thirteen-step-2017").Closed().Participants(names);
            for (var occasion = 0; occasion < 3; occasion++)
            {
                for (var respondent = 0; respondent < PublishedTable.Answered[occasion]; respondent++)
                {
                    var scores = string.Concat(PublishedTable.Scores(occasion, respondent).Select(s => s ?? 0));
                    n = n.HandedIn(
                        names[respondent % 21],
                        PublishedTable.Occasions[occasion],
                        Assessment.Functions[respondent / 21],
                        scores
                    );
                }
            }

            return n;
        });

        var cells = await CellsAsync(network, network.Observer, "?basis=respondents");
        var means = PublishedTable.Printed.Select(
            (_, i) => PublishedTable.Occasions.Select(o => Rounded(cells[(i + 1, o)]["mean"]!.GetValue<double>())).ToArray()
        );
        means.SelectMany(m => m).ShouldBe(PublishedTable.Printed.SelectMany(p => p.Means));
        Enumerable
            .Range(1, 13)
            .Select(step =>
                Rounded(cells[(step, "bm4")]["mean"]!.GetValue<double>() - cells[(step, "bm2")]["mean"]!.GetValue<double>())
            )
            .ShouldBe(PublishedTable.Printed.Select(p => p.Change));
        PublishedTable
            .Occasions.Select(o => (int)Math.Round(100 * cells[(1, o)]["responseRate"]!.GetValue<double>()))
            .ShouldBe(PublishedTable.PercentAnswered);
        PublishedTable.Occasions.Select(o => cells[(1, o)]["lowResponseRate"]!.GetValue<bool>()).ShouldBe([false, true, true]);
        cells[(1, "startup")]["suppressed"]!.GetValue<bool>().ShouldBeTrue();
    }

    private static decimal Rounded(double mean) => Math.Round((decimal)mean, 2, MidpointRounding.AwayFromZero);

    private static NetworkPlan Submit(NetworkPlan plan, params (string Occasion, string[] Scores)[] submissions)
    {
        plan = plan.Participants(Enumerable.Range(1, submissions.Max(s => s.Scores.Length)).Select(i => $"Kommun {i:00}"));
        return submissions
            .SelectMany(s => s.Scores.Select((scores, i) => (Name: $"Kommun {i + 1:00}", s.Occasion, scores)))
            .Aggregate(plan, (p, s) => p.Submitted(s.Name, s.Occasion, s.scores));
    }

    private static async Task<Dictionary<(int Step, string Occasion), JsonNode>> CellsAsync(
        TestNetwork network,
        Member member,
        string query = ""
    ) =>
        (await member.Api.GetAsync(network.InCohort("/benchmark" + query))).ShouldBeOk()["items"]!
            .AsArray()
            .ToDictionary(c => (c!["step"]!.GetValue<int>(), c["occasion"]!.ToString()), c => c!);
}
